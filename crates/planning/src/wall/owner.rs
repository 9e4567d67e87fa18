//! Who answers for what projects wait for: a pack may say it of the quantity itself, of the lever that moves it, or of the quantity that
//! a share in a table is multiplied by.

use guoban_model::formula::{Binary, Node, NodeKind};
use guoban_model::pack::{OwnerId, Pack, TableId, VariableId};

use super::shape::{ReadinessAt, nodes};

/// Who answers for a readiness of the rows of a table, where the pack says so.
pub(super) fn owner_of(pack: &Pack, table: TableId, at: ReadinessAt) -> Option<OwnerId> {
    match at {
        ReadinessAt::Variable(id) => of_variable(pack, id),
        ReadinessAt::Column(column) => {
            let over = pack.variables.iter().filter(|variable| variable.over == Some(table));
            over.flat_map(nodes).find_map(|node| of_column(pack, node, (table, column)))
        }
    }
}

/// The owner of a quantity, else of the first lever its formulas read.
fn of_variable(pack: &Pack, id: VariableId) -> Option<OwnerId> {
    let variable = &pack.variables[id.0];
    let lever = || {
        let mut found = None;
        for node in nodes(variable) {
            node.walk(&mut |node| {
                if let NodeKind::Lever(lever) = &node.kind {
                    found = found.or(Some(pack.levers[lever.0].owner));
                }
                found.is_none()
            });
        }
        found
    };
    variable.owner.or_else(lever)
}

/// The owner of what a column is multiplied by.
fn of_column(pack: &Pack, formula: &Node, (table, column): (TableId, usize)) -> Option<OwnerId> {
    let is_column = |node: &Node| matches!(&bare(node).kind, NodeKind::Cell(cell, _) if cell.table == table && cell.column == column);
    let owner = |node: &Node| match &bare(node).kind {
        NodeKind::Variable(id, _) => of_variable(pack, *id),
        _ => None,
    };
    let mut found = None;
    formula.walk(&mut |node| {
        if let NodeKind::Binary(Binary::Multiply, a, b) = &node.kind {
            let other = if is_column(a) { owner(b) } else { None };
            found = found.or(other).or_else(|| if is_column(b) { owner(a) } else { None });
        }
        found.is_none()
    });
    found
}

/// A node without changes of its unit around it.
fn bare(node: &Node) -> &Node {
    match &node.kind {
        NodeKind::Convert(body, _) => bare(body),
        _ => node,
    }
}
