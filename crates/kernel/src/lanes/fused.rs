//! Several operations of which only the last is read by others, as one loop: what lies between stays in the processor.
//!
//! Every operation rounds as it does alone. Each kind has a loop for the operands it usually has, some of which are one
//! number for all draws, and one for any operands, for which such numbers are written out.

use super::{Argument, LANES, Lanes};
use crate::operation::Binary;
use crate::scalar;

/// Most operands of a kind.
pub const MOST: usize = 5;

/// What a kind computes, written with its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tree {
    /// The operand with this number.
    Operand(usize),
    /// A binary operation.
    Binary(Binary, &'static Tree, &'static Tree),
    /// A choice: condition, then, otherwise.
    Select(&'static Tree, &'static Tree, &'static Tree),
}

/// An operand in the loop over lanes.
trait Operand: Copy {
    fn of(self, lane: usize) -> f64;
}

impl Operand for &Lanes {
    #[inline(always)]
    fn of(self, lane: usize) -> f64 {
        self[lane]
    }
}

impl Operand for f64 {
    #[inline(always)]
    fn of(self, _: usize) -> f64 {
        self
    }
}

/// What operands are found in.
#[derive(Clone, Copy)]
struct Values<'a> {
    arguments: &'a [Argument],
    registers: &'a [Box<Lanes>],
    uniform: &'a [f64],
}

impl<'a> Values<'a> {
    /// The lanes of an operand with one number per draw.
    #[inline(always)]
    fn each(self, operand: usize) -> Option<&'a Lanes> {
        match self.arguments.get(operand)? {
            Argument::Register(register) => Some(&self.registers[*register as usize]),
            Argument::Uniform(_) => None,
        }
    }

    /// An operand that is the same number for all draws.
    #[inline(always)]
    fn same(self, operand: usize) -> Option<f64> {
        match self.arguments.get(operand)? {
            Argument::Register(_) => None,
            Argument::Uniform(value) => Some(self.uniform[*value as usize]),
        }
    }

    /// As [`Values::same`], if it is a number at all: a loop then need not ask that for every draw.
    #[inline(always)]
    fn one(self, operand: usize) -> Option<f64> {
        self.same(operand).filter(|number| !number.is_nan())
    }
}

/// Numbers that are the same for all draws, written out.
pub type Written = [Lanes; MOST];

macro_rules! tree {
    (a) => {
        Tree::Operand(0)
    };
    (b) => {
        Tree::Operand(1)
    };
    (c) => {
        Tree::Operand(2)
    };
    (d) => {
        Tree::Operand(3)
    };
    (e) => {
        Tree::Operand(4)
    };
    ((Select $condition:tt $then:tt $otherwise:tt)) => {
        Tree::Select(&tree!($condition), &tree!($then), &tree!($otherwise))
    };
    (($operation:ident $first:tt $second:tt)) => {
        Tree::Binary(Binary::$operation, &tree!($first), &tree!($second))
    };
}

macro_rules! value {
    ((Select $condition:tt $then:tt $otherwise:tt)) => {
        scalar::select(value!($condition), value!($then), value!($otherwise))
    };
    (($operation:ident $first:tt $second:tt)) => {
        scalar::binary(Binary::$operation, value!($first), value!($second))
    };
    ($operand:ident) => {
        $operand
    };
}

macro_rules! fused {
    ($($name:ident $($operand:ident $usually:ident)*: $tree:tt,)*) => {
        /// Operations that are computed together; [`Fused::tree`] says which.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Fused {
            $($name,)*
        }

        impl Fused {
            /// Every kind, those of more operations first.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// What it computes.
            pub const fn tree(self) -> &'static Tree {
                match self {
                    $(Self::$name => &tree!($tree),)*
                }
            }
        }

        /// Computes a kind whose operands are as usual; says whether they are.
        #[inline(always)]
        fn usual(fused: Fused, values: Values<'_>, out: &mut Lanes) -> bool {
            match fused {
                $(Fused::$name => {
                    let mut operands = 0..MOST;
                    $(let Some($operand) = operands.next().and_then(|operand| values.$usually(operand)) else {
                        return false;
                    };)*
                    for (lane, out) in out.iter_mut().enumerate().take(LANES) {
                        $(let $operand = $operand.of(lane);)*
                        *out = value!($tree);
                    }
                })*
            }
            true
        }

        /// Computes a kind from operands with one number per draw.
        #[inline(always)]
        fn general(fused: Fused, operands: [&Lanes; MOST], out: &mut Lanes) {
            match fused {
                $(Fused::$name => {
                    let mut operands = operands.into_iter();
                    $(let Some($operand) = operands.next() else { return };)*
                    for (lane, out) in out.iter_mut().enumerate().take(LANES) {
                        $(let $operand = $operand[lane];)*
                        *out = value!($tree);
                    }
                })*
            }
        }
    };
}

/// Computes one kind for all lanes. `arguments` are its operands in order.
pub(super) fn run(
    fused: Fused,
    arguments: &[Argument],
    registers: &[Box<Lanes>],
    uniform: &[f64],
    written: &mut Written,
    out: &mut Lanes,
) {
    let values = Values { arguments, registers, uniform };
    if usual(fused, values, out) {
        return;
    }
    for (operand, written) in written.iter_mut().enumerate() {
        if let Some(number) = values.same(operand) {
            written.fill(number);
        }
    }
    let operands = std::array::from_fn(|operand| values.each(operand).unwrap_or(&written[operand]));
    general(fused, operands, out);
}

fused! {
    // Clamped growth, a rate by a threshold, a share of capacity, a pull towards a product.
    ClampGrowth a one b one c each d one e one: (Min a (Max b (Subtract (Divide c d) e))),
    ScaledClampProduct a one b one c one d each e each: (Multiply a (Min b (Max c (Multiply d e)))),
    ScaledChoice a each b each c one d one e one: (Multiply a (Select (GreaterOrEqual b c) d e)),
    PullProduct a each b each c one d each e one: (Add a (Divide (Subtract (Multiply b c) d) e)),
    // A pull towards a goal; two limits, both products; clamped products and quotients.
    Pull a each b each c each d one: (Add a (Divide (Subtract b c) d)),
    MinProducts a each b one c each d each: (Min (Multiply a b) (Multiply c d)),
    ClampProduct a one b one c each d each: (Min a (Max b (Multiply c d))),
    ClampQuotient a one b one c each d one: (Min a (Max b (Divide c d))),
    ChooseAndLess a one b each c each d each e one: (Select (And a (Less b c)) d e),
    // A choice by a comparison.
    ChooseGreaterOrEqual a each b one c one d one: (Select (GreaterOrEqual a b) c d),
    ChooseGreater a each b one c one d each: (Select (Greater a b) c d),
    ChooseLess a each b one c one d each: (Select (Less a b) c d),
    ChooseEqual a each b one c one d each: (Select (Equal a b) c d),
    ChooseAnd a each b each c each d one: (Select (And a b) c d),
    AndLess a one b each c each: (And a (Less b c)),
    // Clamps, in each way they are written, and limits.
    MinMax a one b one c each: (Min a (Max b c)),
    MaxMin a one b one c each: (Max a (Min b c)),
    MinFirstMax a each b one c one: (Min (Max a b) c),
    MaxFirstMin a each b one c one: (Max (Min a b) c),
    MaxDifference a one b each c each: (Max a (Subtract b c)),
    MinProduct a each b each c one: (Min a (Multiply b c)),
    MinFirstProduct a each b one c each: (Min (Multiply a b) c),
    ProductMin a each b one c each: (Multiply a (Min b c)),
    // A growth rate, a share of two, a share of what is left.
    Growth a each b one c one: (Subtract (Divide a b) c),
    Share a each b each c each: (Divide a (Add b c)),
    QuotientMax a each b one c each: (Divide a (Max b c)),
    DifferenceQuotient a each b each c one: (Divide (Subtract a b) c),
    AddQuotient a each b each c one: (Add a (Divide b c)),
    ProductDifference a each b each c each: (Multiply a (Subtract b c)),
    Products a each b one c one: (Multiply (Multiply a b) c),
}
