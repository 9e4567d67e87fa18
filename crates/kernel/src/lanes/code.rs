//! What an instruction computes, with the shapes of its operands, and the loop for each.

use super::fused::Fused;
use super::{LANES, Lanes, Step, both, each};
use crate::operation::{Binary, Unary};
use crate::scalar;

/// Which operands of a binary operation are one number per draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Both.
    Each,
    /// The first; the second is the same for every draw.
    First,
    /// The second; the first is the same for every draw.
    Second,
}

macro_rules! codes {
    ($($operation:ident: $each:ident $first:ident $second:ident,)* ; $($unary:ident,)*) => {
        /// What an instruction computes. Of an operation with a suffix only some operands are one number per draw;
        /// without a suffix all are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Code {
            /// A chain of additions and subtractions.
            Sum,
            /// Interpolation in a curve.
            Curve,
            /// Several operations at once.
            Fused(Fused),
            /// A choice by draw.
            Select,
            SelectThen,
            SelectOtherwise,
            SelectNeither,
            /// The same choice for every draw.
            Choose,
            ChooseThen,
            ChooseOtherwise,
            $($each, $first, $second,)*
            $($unary,)*
        }

        impl Code {
            /// The code of a binary operation.
            pub fn binary(operation: Binary, shape: Shape) -> Self {
                match (operation, shape) {
                    $(
                        (Binary::$operation, Shape::Each) => Self::$each,
                        (Binary::$operation, Shape::First) => Self::$first,
                        (Binary::$operation, Shape::Second) => Self::$second,
                    )*
                }
            }

            /// The code of a unary operation.
            pub fn unary(operation: Unary) -> Self {
                match operation {
                    $(Unary::$unary => Self::$unary,)*
                }
            }
        }

        /// Runs an instruction of one operation. Of operations with two operands none gives a number when one of them is
        /// not: where that is so for all draws at once, no loop need ask.
        #[inline(always)]
        pub(super) fn run(step: Step, registers: &[Box<Lanes>], uniform: &[f64], out: &mut Lanes) {
            let lanes = |register: u32| -> &Lanes { &registers[register as usize] };
            let one = |value: u32| uniform[value as usize];
            match step.code {
                Code::Sum | Code::Curve | Code::Fused(_) => {}
                Code::Select => {
                    let (a, b, c) = (lanes(step.a), lanes(step.b), lanes(step.c));
                    select(out, |lane| (a[lane], b[lane], c[lane]));
                }
                Code::SelectThen => {
                    let (a, b, c) = (lanes(step.a), lanes(step.b), one(step.c));
                    select(out, |lane| (a[lane], b[lane], c));
                }
                Code::SelectOtherwise => {
                    let (a, b, c) = (lanes(step.a), one(step.b), lanes(step.c));
                    select(out, |lane| (a[lane], b, c[lane]));
                }
                Code::SelectNeither => {
                    let (a, b, c) = (lanes(step.a), one(step.b), one(step.c));
                    select(out, |lane| (a[lane], b, c));
                }
                Code::Choose => {
                    let (a, b, c) = (one(step.a), lanes(step.b), lanes(step.c));
                    select(out, |lane| (a, b[lane], c[lane]));
                }
                Code::ChooseThen => {
                    let (a, b, c) = (one(step.a), lanes(step.b), one(step.c));
                    select(out, |lane| (a, b[lane], c));
                }
                Code::ChooseOtherwise => {
                    let (a, b, c) = (one(step.a), one(step.b), lanes(step.c));
                    select(out, |lane| (a, b, c[lane]));
                }
                $(
                    Code::$each => both(lanes(step.a), lanes(step.b), out, |a, b| scalar::binary(Binary::$operation, a, b)),
                    Code::$first => {
                        let b = one(step.b);
                        if b.is_nan() {
                            return out.fill(b);
                        }
                        each(lanes(step.a), out, |a| scalar::binary(Binary::$operation, a, b));
                    }
                    Code::$second => {
                        let a = one(step.a);
                        if a.is_nan() {
                            return out.fill(a);
                        }
                        each(lanes(step.b), out, |b| scalar::binary(Binary::$operation, a, b));
                    }
                )*
                $(Code::$unary => each(lanes(step.a), out, |a| scalar::unary(Unary::$unary, a)),)*
            }
        }
    };
}

codes! {
    Add: Add AddFirst AddSecond,
    Subtract: Subtract SubtractFirst SubtractSecond,
    Multiply: Multiply MultiplyFirst MultiplySecond,
    Divide: Divide DivideFirst DivideSecond,
    Min: Min MinFirst MinSecond,
    Max: Max MaxFirst MaxSecond,
    Less: Less LessFirst LessSecond,
    LessOrEqual: LessOrEqual LessOrEqualFirst LessOrEqualSecond,
    Greater: Greater GreaterFirst GreaterSecond,
    GreaterOrEqual: GreaterOrEqual GreaterOrEqualFirst GreaterOrEqualSecond,
    Equal: Equal EqualFirst EqualSecond,
    NotEqual: NotEqual NotEqualFirst NotEqualSecond,
    And: And AndFirst AndSecond,
    Or: Or OrFirst OrSecond,
    Power: Power PowerFirst PowerSecond,
    ;
    Negate,
    Not,
    Abs,
    Exp,
    Ln,
    Sqrt,
    Floor,
    Ceiling,
    Round,
}

impl Code {
    /// The code of a choice; `each` says of condition, then and otherwise which are one number per draw. One is.
    pub fn select(each: [bool; 3]) -> Self {
        match each {
            [true, true, true] => Self::Select,
            [true, true, false] => Self::SelectThen,
            [true, false, true] => Self::SelectOtherwise,
            [true, false, false] => Self::SelectNeither,
            [false, true, true] => Self::Choose,
            [false, true, false] => Self::ChooseThen,
            [false, false, _] => Self::ChooseOtherwise,
        }
    }
}

#[inline(always)]
fn select(out: &mut Lanes, of: impl Fn(usize) -> (f64, f64, f64)) {
    for (lane, out) in out.iter_mut().enumerate().take(LANES) {
        let (condition, then, otherwise) = of(lane);
        *out = scalar::select(condition, then, otherwise);
    }
}
