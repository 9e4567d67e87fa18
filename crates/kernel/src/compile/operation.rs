//! One operation of a program.

use crate::operation::{Binary, Unary};

/// What an operation of a program does. Operands are indices of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// One operand.
    Unary(Unary, u32),
    /// Two operands.
    Binary(Binary, u32, u32),
    /// Condition, then, otherwise.
    Select(u32, u32, u32),
    /// Interpolation in the curve with this number.
    Curve(u32, u32),
}

impl Operation {
    /// The values it reads.
    #[inline(always)]
    pub fn operands(self) -> impl Iterator<Item = u32> {
        let (operands, count) = match self {
            Self::Unary(_, a) | Self::Curve(_, a) => ([a, 0, 0], 1),
            Self::Binary(_, a, b) => ([a, b, 0], 2),
            Self::Select(a, b, c) => ([a, b, c], 3),
        };
        operands.into_iter().take(count)
    }

    /// Two numbers that differ for most different operations.
    #[inline(always)]
    pub(crate) fn key(self) -> (u64, u64) {
        let pair = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
        match self {
            Self::Unary(operation, a) => (1 << 32 | operation as u64, u64::from(a)),
            Self::Binary(operation, a, b) => (2 << 32 | operation as u64, pair(a, b)),
            Self::Select(a, b, c) => ((3 << 32) | u64::from(a), pair(b, c)),
            Self::Curve(curve, a) => (4 << 32 | u64::from(curve), u64::from(a)),
        }
    }

    /// The same operation on renumbered operands.
    pub(crate) fn renumbered(self, number: impl Fn(u32) -> u32) -> Self {
        match self {
            Self::Unary(operation, a) => Self::Unary(operation, number(a)),
            Self::Binary(operation, a, b) => Self::Binary(operation, number(a), number(b)),
            Self::Select(a, b, c) => Self::Select(number(a), number(b), number(c)),
            Self::Curve(curve, a) => Self::Curve(curve, number(a)),
        }
    }
}
