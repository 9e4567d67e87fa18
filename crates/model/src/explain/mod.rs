//! Where a number comes from, and where one was lost.

mod fault;
mod origin;

pub use fault::{Fault, fault, reason};
pub use origin::{Explanation, Ingredient, IngredientKind, Origin, explain, is_known};

use crate::formula::Node;
use crate::model::Projection;
use crate::pack::{Formula, Variable};
use crate::program::CellRef;
use crate::walk::Cells;

/// The formula of a cell, and its text.
pub fn formula_of(variable: &Variable, row: usize) -> Option<(&Node, &str)> {
    let (node, index) = match &variable.formula {
        Formula::Given => return None,
        Formula::Same(node) => (node, 0),
        Formula::PerRow(nodes) => (nodes.get(row)?, row),
    };
    Some((node, variable.formula_text.get(index).map_or("", String::as_str)))
}

/// The cells of a finished run.
struct Projected<'a>(&'a Projection);

impl Cells for Projected<'_> {
    fn cell(&mut self, cell: CellRef) -> Option<f64> {
        self.0.raw(cell)
    }
}
