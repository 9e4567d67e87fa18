//! What is unrolled: for each series a formula of which only the months are still open.

use crate::operation::{Binary, Unary};

/// Number of a term.
pub type TermId = u32;

/// A part of a series' formula. Every term has one value per month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Term {
    /// A number.
    Known(f64),
    /// An input that is the same in every month.
    Input(u32),
    /// An input that acts from some month on, and a number before: see [`Terms::delayed`].
    Delayed(u32),
    /// A number that depends on the month alone, as [`super::Monthly`] tells it for this number.
    Monthly(u32),
    /// Another series, by its number.
    Series(u32),
    /// One operand.
    Unary(Unary, TermId),
    /// Two operands.
    Binary(Binary, TermId, TermId),
    /// Condition, then, otherwise; a known condition leaves the branch that is not taken out.
    If(TermId, TermId, TermId),
    /// A value of the curve with this number.
    Curve(u32, TermId),
    /// Several terms from the left: those from one place of [`Terms::parts`] to another.
    Fold(Binary, u32, u32),
    /// A term as of other months: the number in [`Terms::temporal`], and the term.
    Temporal(u32, TermId),
}

/// How a term is read in other months. `m` is the month it is read for.
#[derive(Clone, Debug, PartialEq)]
pub enum Temporal {
    /// The term `n` months ago; negative `n` looks ahead (only inputs known in advance allow it without a cycle).
    Lag(i32),
    /// Sum of the term from January of m's year to m.
    YearToDate,
    /// Sum from the first month of m's quarter to m.
    QuarterToDate,
    /// Sum over the twelve months of m's year.
    FullYear,
    /// Sum of the term over the last `n` months, m included, oldest first.
    MovingSum(u32),
    /// Moving sum divided by `n`.
    MovingMean(u32),
    /// Exponential smoothing with time constant `n` months: s(m) = s(m-1) + (term(m) - s(m-1)) / n, and
    /// s = term in the month before the plan year.
    Smooth(f64),
    /// Delayed response: the sum of w[k] times the term k months ago, k from 0.
    Distribute(Vec<f64>),
    /// Sum of the term from January of the plan year to m: a stock fed by a flow.
    Accumulate,
    /// The term in the given month, 1 for January of the plan year.
    At(i32),
}

impl Temporal {
    /// The months in which the term is read for a month, counted from January of the plan year (0).
    pub fn months(&self, month: i32) -> std::ops::RangeInclusive<i32> {
        let year_start = month.div_euclid(12) * 12;
        match self {
            Self::Lag(lag) => month - lag..=month - lag,
            Self::At(at) => at - 1..=at - 1,
            Self::YearToDate => year_start..=month,
            Self::QuarterToDate => month.div_euclid(3) * 3..=month,
            Self::FullYear => year_start..=year_start + 11,
            Self::Accumulate => 0..=month,
            Self::MovingSum(count) | Self::MovingMean(count) => month + 1 - *count as i32..=month,
            Self::Smooth(_) => month.min(-1)..=month,
            Self::Distribute(weights) => month + 1 - weights.len() as i32..=month,
        }
    }
}

/// All terms.
#[derive(Clone, Debug, Default)]
pub struct Terms<'a> {
    /// The terms.
    pub terms: Vec<Term>,
    /// Parts of folds.
    pub parts: Vec<TermId>,
    /// Readings of other months.
    pub temporal: Vec<&'a Temporal>,
    /// By delayed input: its number, the first month it acts in, if any, and what it is before.
    pub delayed: Vec<(u32, Option<i32>, f64)>,
}
