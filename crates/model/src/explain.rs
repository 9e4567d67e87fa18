//! Where a number comes from, and where one was lost.

use crate::formula::Node;
use crate::model::Projection;
use crate::pack::{Formula, Pack, Variable};
use crate::program::{CellRef, describe};
use crate::text::Language;
use crate::walk::{Cells, Walk};

/// A month of a variable whose formula has no value, and the operation that lost it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The cell.
    pub cell: CellRef,
    /// The part of the formula that has no value, as written.
    pub expression: String,
    /// Month of the operands.
    pub offset: i32,
    /// Its operands.
    pub operands: Vec<f64>,
}

impl Fault {
    /// What happened, with variable, month and values.
    pub fn message(&self, pack: &Pack, language: Language) -> String {
        let cell = describe(pack, self.cell);
        let operands: Vec<_> = self.operands.iter().map(|operand| operand.to_string()).collect();
        let operands = operands.join(", ");
        match language {
            Language::Zh => format!("{cell} 算不出数:{},其中取值 {operands}", self.expression),
            Language::En => format!("{cell} has no value: {} with {operands}", self.expression),
        }
    }
}

/// The formula of a cell, and its text.
pub fn formula_of(variable: &Variable, row: usize) -> Option<(&Node, &str)> {
    let (node, index) = match &variable.formula {
        Formula::Given => return None,
        Formula::Same(node) => (node, 0),
        Formula::PerRow(nodes) => (nodes.get(row)?, row),
    };
    Some((node, variable.formula_text.get(index).map_or("", String::as_str)))
}

/// The operation at which a cell lost its value; `None` when it only reads a cell that has none.
pub fn fault(
    pack: &Pack,
    projection: &Projection,
    variable: &Variable,
    cell: CellRef,
    as_of: crate::time::Date,
) -> Option<Fault> {
    let (node, text) = formula_of(variable, cell.row)?;
    let row = variable.over.map(|table| (table, cell.row));
    let mut walk = Walk::new(pack, projection.settings(), as_of, Projected(projection), row);
    walk.node(node, cell.offset)?;
    let loss = walk.into_loss()?;
    let expression = text.get(loss.span).unwrap_or(text).to_owned();
    Some(Fault { cell, expression, offset: loss.offset, operands: loss.operands })
}

struct Projected<'a>(&'a Projection);

impl Cells for Projected<'_> {
    fn cell(&mut self, cell: CellRef) -> Option<f64> {
        self.0.raw(cell)
    }
}
