//! Where a value was lost.

use std::collections::BTreeSet;

use crate::model::Projection;
use crate::pack::{Pack, ReasonId, Variable};
use crate::program::{CellRef, describe};
use crate::text::Language;
use crate::time::Date;
use crate::walk::Walk;

use super::{Projected, formula_of};

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

/// Why a cell has no value, where the pack itself says so: there, or in the cell it reads.
pub fn reason(pack: &Pack, projection: &Projection, cell: CellRef, as_of: Date) -> Option<ReasonId> {
    let mut at = cell;
    let mut seen = BTreeSet::new();
    while seen.insert(at) {
        let variable = pack.variables.get(at.variable.0)?;
        let (node, _) = formula_of(variable, at.row)?;
        let row = variable.over.map(|table| (table, at.row));
        let mut walk = Walk::new(pack, projection.settings(), as_of, Projected(projection), row);
        walk.node(node, at.offset)?;
        match walk.without_value() {
            (Some(reason), _) => return Some(reason),
            (None, missing) => at = missing?,
        }
    }
    None
}

/// The operation at which a cell lost its value; `None` when it only reads a cell that has none.
pub fn fault(pack: &Pack, projection: &Projection, variable: &Variable, cell: CellRef, as_of: Date) -> Option<Fault> {
    let (node, text) = formula_of(variable, cell.row)?;
    let row = variable.over.map(|table| (table, cell.row));
    let mut walk = Walk::new(pack, projection.settings(), as_of, Projected(projection), row);
    walk.node(node, cell.offset)?;
    let loss = walk.into_loss()?;
    let expression = text.get(loss.span).unwrap_or(text).to_owned();
    Some(Fault { cell, expression, offset: loss.offset, operands: loss.operands })
}
