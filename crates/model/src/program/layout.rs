//! Where the value of a variable's row in a month is kept.

use crate::pack::{Pack, VariableId};
use crate::time::HORIZON;

/// One value of a variable: its row and its month, counted from January of the plan year (0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// The variable.
    pub variable: VariableId,
    /// Row of its table; 0 without rows.
    pub row: usize,
    /// Months from January of the plan year; negative for history.
    pub offset: i32,
}

/// The numbering of all cells of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    first: Vec<usize>,
    history: i32,
    months: usize,
}

impl Layout {
    /// Numbers the cells of `pack`: by variable, row, month.
    pub fn new(pack: &Pack) -> Self {
        let months = pack.history_months + HORIZON;
        let mut first = vec![0];
        let mut next = 0;
        for variable in 0..pack.variables.len() {
            next += pack.rows_of(VariableId(variable)) * months;
            first.push(next);
        }
        Self { first, history: pack.history_months as i32, months }
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    /// Whether there are no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of a cell, unless it lies outside the pack.
    pub fn index(&self, cell: CellRef) -> Option<usize> {
        let month = usize::try_from(cell.offset + self.history).ok().filter(|&month| month < self.months)?;
        let first = *self.first.get(cell.variable.0)?;
        let index = first + cell.row * self.months + month;
        (index < *self.first.get(cell.variable.0 + 1)?).then_some(index)
    }
}
