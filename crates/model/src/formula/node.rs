//! A formula after its names were found and its units checked: what both evaluators read.
//!
//! Every node has one value per month. A *temporal* node looks at its body in other months; the body is then a
//! formula as of that month, so `lag(a * b, 1)` is last month's `a` times last month's `b`.

use guoban_kernel::operation::{Binary, Unary};

use crate::pack::{AssumptionId, ColumnId, ConstantId, CurveId, LeverId, ProfileId, TableId, VariableId};

/// A checked formula node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it computes.
    pub kind: NodeKind,
    /// Bytes of the formula's own text it came from, for explanations.
    pub span: std::ops::Range<usize>,
}

/// Which row of its table a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowRef {
    /// The variable has no rows.
    None,
    /// The row bound by the enclosing aggregate, or by the variable the formula belongs to.
    Bound(TableId),
    /// One named row.
    Fixed(TableId, usize),
}

/// What a node computes.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// A number written in the formula.
    Number(f64),
    /// A constant of the pack.
    Constant(ConstantId),
    /// A lever's setting: the baseline before the month from which it can act, the setting from then on.
    Lever(LeverId),
    /// An assumption's value, the same in every month.
    Assumption(AssumptionId),
    /// A variable's value this month.
    Variable(VariableId, RowRef),
    /// A numeric cell of a table. An adjustable cell reads the lever made for it.
    Cell(ColumnId, RowRef),
    /// 1 when the text cell of the row equals the text, else 0.
    TextIs(ColumnId, RowRef, String),
    /// A value of the calendar.
    Calendar(Calendar),
    /// The weight of the month of the year in a profile of 12 weights, or of its quarter in one of 4.
    Profile(ProfileId),
    /// One operand.
    Unary(Unary, Box<Node>),
    /// Two operands.
    Binary(Binary, Box<Node>, Box<Node>),
    /// `if(condition, then, otherwise)`; the branch not taken does not fault.
    If(Box<Node>, Box<Node>, Box<Node>),
    /// Product with the factor between two units of one dimension.
    Convert(Box<Node>, f64),
    /// Linear interpolation in a curve, flat beyond its ends.
    Curve(CurveId, Box<Node>),
    /// A fold of the body over the rows of a table, in row order.
    Aggregate(Aggregate, TableId, Box<Node>),
    /// The body as of other months.
    Temporal(Temporal, Box<Node>),
}

/// A value of the calendar, without unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// 1 for January of the plan year, 13 for the January after, 0 and below for history.
    Month,
    /// 1 to 12.
    MonthOfYear,
    /// 1 to 4.
    Quarter,
    /// Days in the month.
    Days,
    /// Calendar year.
    Year,
}

/// A fold over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// Sum, in row order from the first row.
    Sum,
    /// Smallest; the table has at least one row.
    Min,
    /// Largest; the table has at least one row.
    Max,
    /// Number of rows where the body is not 0.
    Count,
    /// Sum divided by the number of rows.
    Mean,
}

/// How a body is read in other months. `m` is the month of the node.
#[derive(Clone, Debug, PartialEq)]
pub enum Temporal {
    /// Body `n` months ago; negative `n` looks ahead (only inputs known in advance allow it without a cycle).
    Lag(i32),
    /// Sum of the body from January of m's year to m.
    YearToDate,
    /// Sum from the first month of m's quarter to m.
    QuarterToDate,
    /// Sum over the twelve months of m's year.
    FullYear,
    /// Sum of the body over the last `n` months, m included, oldest first.
    MovingSum(u32),
    /// Moving sum divided by `n`.
    MovingMean(u32),
    /// Exponential smoothing with time constant `n` months: s(m) = s(m-1) + (body(m) - s(m-1)) / n, and
    /// s = body in the month before the plan year.
    Smooth(f64),
    /// Delayed response: the sum of w[k] times the body k months ago, k from 0.
    Distribute(Vec<f64>),
    /// Sum of the body from January of the plan year to m: a stock fed by a flow.
    Accumulate,
    /// Body in the given month counted as [`Calendar::Month`] counts (1 = January of the plan year).
    At(i32),
}

impl Node {
    /// The nodes this one is made of, in the order they are written.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        let (first, second, third): (Option<&Node>, Option<&Node>, Option<&Node>) = match &self.kind {
            NodeKind::Unary(_, a)
            | NodeKind::Convert(a, _)
            | NodeKind::Curve(_, a)
            | NodeKind::Aggregate(_, _, a)
            | NodeKind::Temporal(_, a) => (Some(a), None, None),
            NodeKind::Binary(_, a, b) => (Some(a), Some(b), None),
            NodeKind::If(a, b, c) => (Some(a), Some(b), Some(c)),
            _ => (None, None, None),
        };
        [first, second, third].into_iter().flatten()
    }

    /// Visits this node and those below it, parents first; `visit` returns whether to go below the node it was given.
    pub fn walk<'node>(&'node self, visit: &mut impl FnMut(&'node Node) -> bool) {
        if visit(self) {
            self.children().for_each(|child| child.walk(visit));
        }
    }
}

impl RowRef {
    /// The row meant where these rows are bound, innermost last; 0 without rows.
    pub fn among(self, bound: &[(TableId, usize)]) -> usize {
        match self {
            Self::None => 0,
            Self::Fixed(_, row) => row,
            Self::Bound(table) => bound.iter().rev().find(|(known, _)| *known == table).map_or(0, |(_, row)| *row),
        }
    }
}

impl Temporal {
    /// The months in which the body is read for a month, counted from January of the plan year (0).
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
