//! A formula after its names were found and its units checked: what both evaluators read.
//!
//! Every node has one value per month. A *temporal* node looks at its body in other months; the body is then a
//! formula as of that month, so `lag(a * b, 1)` is last month's `a` times last month's `b`.

use crate::pack::{
    AssumptionId, Cell, ColumnId, ConstantId, CurveId, EventId, GroupId, LeverId, Pack, ProfileId, ReasonId, TableId,
    VariableId,
};
use guoban_kernel::compile::Temporal;
use guoban_kernel::operation::{Binary, Unary};

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
    /// 1 when two texts are the same, else 0.
    SameText(Box<(Word, Word)>),
    /// The first month, 1 for January of the plan year, in which a lever (or the lever of a cell) acts; the month after
    /// the as-of date's where there is none to act any more.
    Start(Box<Node>),
    /// How many levers of the group act this month with a setting other than their baseline.
    Moved(GroupId),
    /// The part of the month's days that lie in an event.
    Event(EventId),
    /// A value of the calendar.
    Calendar(Calendar),
    /// The weight of the month of the year in a profile of 12 weights, or of its quarter in one of 4.
    Profile(ProfileId),
    /// One number for each month of the plan year; January's before, December's after.
    ByMonth(Box<[f64; 12]>),
    /// No value, and why: it is not a fault.
    None(ReasonId),
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

/// A text of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// Written in the formula.
    Written(String),
    /// A cell of a column of texts.
    Cell(ColumnId, RowRef),
    /// The id of a row.
    Row(TableId, RowRef),
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
    /// Days that are worked.
    Workdays,
    /// Days that are worked after the as-of date.
    WorkdaysLeft,
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

impl Node {
    /// The nodes this one is made of, in the order they are written.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        let (first, second, third): (Option<&Node>, Option<&Node>, Option<&Node>) = match &self.kind {
            NodeKind::Unary(_, a)
            | NodeKind::Convert(a, _)
            | NodeKind::Curve(_, a)
            | NodeKind::Start(a)
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

impl Word {
    /// The text where these rows are bound.
    pub fn among<'a>(&'a self, pack: &'a Pack, bound: &[(TableId, usize)]) -> &'a str {
        match self {
            Self::Written(text) => text,
            Self::Row(table, row) => &pack.tables[table.0].rows[row.among(bound)].id,
            Self::Cell(column, row) => match &pack.tables[column.table.0].rows[row.among(bound)].cells[column.column] {
                Cell::Text(text) => text,
                _ => "",
            },
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
