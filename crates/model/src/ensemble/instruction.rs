//! Instructions of a plan before registers are given out.

use guoban_kernel::lanes::{Argument, Placed};

use crate::program::Operation;

/// What is computed for every draw; operands are values of the program.
#[derive(Clone, Copy, Debug)]
pub enum Instruction {
    /// An operation of the program.
    Plain(Operation),
    /// `x * y + a`, rounded twice; x varies.
    MultiplyAdd(u32, u32, u32),
    /// `a - x * y`, rounded twice; x varies.
    SubtractProduct(u32, u32, u32),
    /// `x * y - a`, rounded twice; x varies.
    MultiplySubtract(u32, u32, u32),
}

impl Instruction {
    /// The values it reads.
    pub fn operands(self) -> impl Iterator<Item = u32> {
        let (plain, fused) = match self {
            Self::Plain(operation) => (Some(operation.operands()), None),
            Self::MultiplyAdd(x, y, a) | Self::SubtractProduct(x, y, a) | Self::MultiplySubtract(x, y, a) => {
                (None, Some([x, y, a]))
            }
        };
        plain.into_iter().flatten().chain(fused.into_iter().flatten())
    }

    /// The instruction with its operands in place.
    pub fn placed(self, place: impl Fn(u32) -> Argument) -> Placed {
        match self {
            Self::Plain(Operation::Unary(operation, a)) => Placed::Unary(operation, place(a)),
            Self::Plain(Operation::Binary(operation, a, b)) => Placed::Binary(operation, place(a), place(b)),
            Self::Plain(Operation::Select(a, b, c)) => Placed::Select(place(a), place(b), place(c)),
            Self::Plain(Operation::Curve(curve, a)) => Placed::Curve(curve.0, place(a)),
            Self::MultiplyAdd(x, y, a) => Placed::MultiplyAdd(place(x), place(y), place(a)),
            Self::SubtractProduct(x, y, a) => Placed::SubtractProduct(place(x), place(y), place(a)),
            Self::MultiplySubtract(x, y, a) => Placed::MultiplySubtract(place(x), place(y), place(a)),
        }
    }
}
