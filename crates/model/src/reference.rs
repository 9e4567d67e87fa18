//! Whole plans by the plain evaluator: slow, obvious, and the definition of what a compiled program must give.

use crate::model::Settings;
use crate::pack::{Formula, Pack};
use crate::program::{CellRef, Layout};
use crate::time::Date;
use crate::walk::{Cells, Walk};

/// A plan computed cell by cell, on demand.
///
/// The pack must compile: a cycle would not end here.
pub struct Reference<'a> {
    pack: &'a Pack,
    as_of: Date,
    settings: &'a Settings,
    layout: Layout,
    found: Vec<Option<Option<f64>>>,
}

impl<'a> Reference<'a> {
    /// Starts a plan for a scenario as known on a date.
    pub fn new(pack: &'a Pack, as_of: Date, settings: &'a Settings) -> Self {
        let layout = Layout::new(pack);
        Self { pack, as_of, settings, found: vec![None; layout.len()], layout }
    }

    /// The value of a cell: `None` without figure, not-a-number without value.
    pub fn at(&mut self, cell: CellRef) -> Option<f64> {
        let index = self.layout.index(cell)?;
        if let Some(found) = self.found[index] {
            return found;
        }
        let value = self.compute(cell);
        self.found[index] = Some(value);
        value
    }

    fn compute(&mut self, cell: CellRef) -> Option<f64> {
        let (pack, settings, as_of) = (self.pack, self.settings, self.as_of);
        let variable = &pack.variables[cell.variable.0];
        let known = variable.known.get(cell.row);
        if cell.offset <= pack.known_through(cell.variable, as_of)
            && let Some(figure) = known.and_then(|known| known.at(cell.offset))
        {
            return Some(figure);
        }
        if cell.offset < 0
            && cell.offset < known.map_or(0, |known| known.first)
            && let Some(before) = variable.before
        {
            return Some(before);
        }
        let node = match &variable.formula {
            Formula::Given => return None,
            Formula::Same(node) => node,
            Formula::PerRow(nodes) => nodes.get(cell.row)?,
        };
        let row = variable.over.map(|table| (table, cell.row));
        Walk::new(pack, settings, as_of, self, row).node(node, cell.offset)
    }
}

impl Cells for &mut Reference<'_> {
    fn cell(&mut self, cell: CellRef) -> Option<f64> {
        self.at(cell)
    }
}
