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
    /// By variable: the number of its first series, a variable's row; one more for the end.
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
            next += pack.rows_of(VariableId(variable));
            first.push(next);
        }
        Self { first, history: pack.history_months as i32, months }
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.first.last().copied().unwrap_or(0) * self.months
    }

    /// Whether there are no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of a cell, unless it lies outside the pack.
    pub fn index(&self, cell: CellRef) -> Option<usize> {
        let series = *self.first.get(cell.variable.0)? + cell.row;
        let inside = series < *self.first.get(cell.variable.0 + 1)?;
        let month = usize::try_from(cell.offset + self.history).ok().filter(|&month| inside && month < self.months)?;
        Some(series * self.months + month)
    }

    /// Number of a series: a variable's row.
    pub fn series(&self, variable: VariableId, row: usize) -> usize {
        self.first[variable.0] + row
    }

    /// Number of months of every series.
    pub fn months(&self) -> usize {
        self.months
    }

    /// Number of series.
    pub fn series_count(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    /// A series in a month as a cell.
    pub fn cell_of(&self, series: u32, offset: i32) -> CellRef {
        let series = series as usize;
        let variable = self.first.partition_point(|&first| first <= series).saturating_sub(1);
        CellRef { variable: VariableId(variable), row: series - self.first[variable], offset }
    }
}
