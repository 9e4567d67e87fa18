//! A full pass over operations that stand grouped by kind.

use std::ops::Range;

use crate::operation::{Binary, Unary};
use crate::scalar;

/// One operation: where its result goes and what it reads, as indices of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The result.
    pub to: u32,
    /// First operand.
    pub a: u32,
    /// Second operand, or the number of a curve.
    pub b: u32,
    /// Third operand.
    pub c: u32,
}

/// What every step of a group does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One operand.
    Unary(Unary),
    /// Two operands.
    Binary(Binary),
    /// Condition, then, otherwise.
    Select,
    /// Interpolation in the curve numbered `b`.
    Curve,
}

/// Computes the steps of every group, in order.
pub fn run(groups: &[(Kind, Range<usize>)], steps: &[Step], curves: &[(Vec<f64>, Vec<f64>)], values: &mut [f64]) {
    for (kind, range) in groups {
        let steps = &steps[range.clone()];
        match *kind {
            Kind::Unary(operation) => {
                each(steps, values, |values, step| scalar::unary(operation, values[step.a as usize]));
            }
            Kind::Binary(operation) => binary(operation, steps, values),
            Kind::Select => each(steps, values, |values, step| {
                scalar::select(values[step.a as usize], values[step.b as usize], values[step.c as usize])
            }),
            Kind::Curve => each(steps, values, |values, step| {
                let (x, y) = &curves[step.b as usize];
                scalar::interpolate(x, y, values[step.a as usize])
            }),
        }
    }
}

#[inline(always)]
fn each(steps: &[Step], values: &mut [f64], f: impl Fn(&[f64], &Step) -> f64) {
    for step in steps {
        values[step.to as usize] = f(values, step);
    }
}

fn binary(operation: Binary, steps: &[Step], values: &mut [f64]) {
    macro_rules! arms {
        ($($name:ident),*) => {
            match operation {
                $(Binary::$name => each(steps, values, |values, step| {
                    scalar::binary(Binary::$name, values[step.a as usize], values[step.b as usize])
                }),)*
            }
        };
    }
    // One loop per operation, with the operation known inside it.
    arms!(
        Add,
        Subtract,
        Multiply,
        Divide,
        Min,
        Max,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,
        NotEqual,
        And,
        Or,
        Power
    );
}
