//! Profiles, curves and tables.

use super::{AssumptionId, LeverId, SourceId, TableId, VariableId};
use crate::text::Text;

/// Weights over the months (12) or quarters (4) of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// 12 or 4 weights, adding up to 1.
    pub weights: Vec<f64>,
    /// Where they come from.
    pub source: SourceId,
}

impl Profile {
    /// Weight of a month of the year (1 to 12); a quarter's weight is split evenly over its months.
    pub fn month_weight(&self, month_of_year: usize) -> f64 {
        if self.weights.len() == 4 {
            self.weights[(month_of_year - 1) / 3] / 3.0
        } else {
            self.weights[month_of_year - 1]
        }
    }
}

/// A piecewise linear curve, flat beyond its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Strictly rising abscissae, at least two.
    pub x: Vec<f64>,
    /// As many ordinates.
    pub y: Vec<f64>,
    /// Where it comes from.
    pub source: SourceId,
}

/// A dimension: rows with named columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// Rows, in order; at least one.
    pub rows: Vec<TableRow>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Unit of numeric cells, as written in the pack; empty for text.
    pub unit: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// The table whose rows its texts name, where they point to rows.
    pub points_to: Option<TableId>,
    /// Where its cells come from unless a row says otherwise.
    pub source: SourceId,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A number.
    Number,
    /// A month, counted from January of the plan year (1).
    Month,
    /// A word, compared with `=` in formulas.
    Text,
    /// A formula for its row, computed every month like a variable.
    Formula(VariableId),
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// Id, unique in its table.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// One cell a column, in the columns' order.
    pub cells: Vec<Cell>,
    /// Where the row's own cells come from, if not as the column says.
    pub source: Option<SourceId>,
    /// Requirement ids this row covers.
    pub covers: Vec<String>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A fixed number or month.
    Number(f64),
    /// A word.
    Text(String),
    /// A number or month the session can change.
    Adjustable(LeverId),
    /// A number or month that nobody knows exactly.
    Uncertain(AssumptionId),
    /// Computed by the formula of its column's variable for this row.
    Formula,
}
