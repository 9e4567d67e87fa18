//! The operations of formulas.

/// An operation with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// `-x`
    Negate,
    /// `not(x)`: 1 when x is 0, else 0.
    Not,
    /// `abs(x)`
    Abs,
    /// `exp(x)`, by [`crate::maths::exp`].
    Exp,
    /// `ln(x)`; a fault when x is not above 0.
    Ln,
    /// `sqrt(x)`; a fault when x is below 0.
    Sqrt,
    /// `floor(x)`
    Floor,
    /// `ceiling(x)`
    Ceiling,
    /// `round(x)`: to the nearest whole number, halves away from zero.
    Round,
}

/// An operation with two operands. Comparisons and logic give 1 or 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`; a fault when b is 0.
    Divide,
    /// `min(a, b)`: `if a < b {a} else {b}`; longer lists fold from the left.
    Min,
    /// `max(a, b)`: `if a > b {a} else {b}`; longer lists fold from the left.
    Max,
    /// `a < b`
    Less,
    /// `a <= b`
    LessOrEqual,
    /// `a > b`
    Greater,
    /// `a >= b`
    GreaterOrEqual,
    /// `a = b`
    Equal,
    /// `a <> b`
    NotEqual,
    /// `and(a, b)`: both not 0.
    And,
    /// `or(a, b)`: one not 0.
    Or,
    /// `a ^ b`, by [`crate::maths::pow`]; a fault when the result is not a number.
    Power,
}

#[cfg(test)]
impl Unary {
    /// Every unary operation.
    pub const ALL: [Self; 9] =
        [Self::Negate, Self::Not, Self::Abs, Self::Exp, Self::Ln, Self::Sqrt, Self::Floor, Self::Ceiling, Self::Round];
}

#[cfg(test)]
impl Binary {
    /// Every binary operation.
    pub const ALL: [Self; 15] = [
        Self::Add,
        Self::Subtract,
        Self::Multiply,
        Self::Divide,
        Self::Min,
        Self::Max,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Equal,
        Self::NotEqual,
        Self::And,
        Self::Or,
        Self::Power,
    ];
}
