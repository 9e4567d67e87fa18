//! What stands in the cell of a variable in a month.

use guoban_model::formula::Node;
use guoban_model::pack::{Formula, Pack};
use guoban_model::program::{CellRef, Output};

use crate::Source;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content<'a> {
    /// No figure.
    Nothing,
    /// A published figure, or what the pack says was there before the first.
    Figure(f64),
    /// A formula.
    Formula(&'a Node),
}

/// What stands in a cell, by the rule of [`guoban_model::reference`]: a known figure first, then what was before it, then
/// the formula, unless what that reads is not there.
pub fn content<'a>(source: &Source<'a>, cell: CellRef) -> Content<'a> {
    let pack = source.pack();
    let variable = &pack.variables[cell.variable.0];
    let known = variable.known.get(cell.row);
    if cell.offset <= source.model.known_through(cell.variable)
        && let Some(figure) = known.and_then(|known| known.at(cell.offset))
    {
        return Content::Figure(figure);
    }
    if cell.offset < 0
        && cell.offset < known.map_or(0, |known| known.first)
        && let Some(before) = variable.before
    {
        return Content::Figure(before);
    }
    match (source.projection.program().output(cell), &variable.formula) {
        (Output::Absent, _) | (_, Formula::Given) => Content::Nothing,
        (_, Formula::Same(node)) => Content::Formula(node),
        (_, Formula::PerRow(nodes)) => nodes.get(cell.row).map_or(Content::Nothing, Content::Formula),
    }
}

impl<'a> Source<'a> {
    /// The pack.
    pub fn pack(&self) -> &'a Pack {
        self.model.pack()
    }
}
