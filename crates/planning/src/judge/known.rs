//! Up to which month an indicator is settled.

use guoban_model::formula::{Node, NodeKind};
use guoban_model::pack::{ColumnKind, Formula, Pack, VariableId};
use guoban_model::time::Date;

/// Last month whose figure is published, or cannot change any more.
///
/// An indicator without figures of its own is settled where everything its formulas read is: published figures as far as
/// they are known, levers up to the as-of month, before which they cannot act. Delays in formulas are not credited.
pub(super) fn settled_through(pack: &Pack, as_of: Date, variable: VariableId) -> i32 {
    let mut walk = Walk { pack, as_of, seen: vec![false; pack.variables.len()] };
    let latest = walk.variable(variable);
    if has_own_figures(pack, variable) { latest } else { latest.min(as_of.month.offset_from(pack.year)) }
}

/// Whether the pack holds figures of the indicator itself.
pub(super) fn has_own_figures(pack: &Pack, variable: VariableId) -> bool {
    let variable = &pack.variables[variable.0];
    matches!(variable.formula, Formula::Given) || variable.known.iter().any(|series| !series.values.is_empty())
}

struct Walk<'a> {
    pack: &'a Pack,
    as_of: Date,
    seen: Vec<bool>,
}

impl Walk<'_> {
    fn variable(&mut self, id: VariableId) -> i32 {
        if std::mem::replace(&mut self.seen[id.0], true) {
            return i32::MAX;
        }
        if has_own_figures(self.pack, id) {
            return self.pack.known_through(id, self.as_of);
        }
        let pack = self.pack;
        match &pack.variables[id.0].formula {
            Formula::Given => i32::MAX,
            Formula::Same(node) => self.node(node),
            Formula::PerRow(nodes) => nodes.iter().map(|node| self.node(node)).min().unwrap_or(i32::MAX),
        }
    }

    fn node(&mut self, node: &Node) -> i32 {
        let own = match &node.kind {
            NodeKind::Variable(id, _) => self.variable(*id),
            NodeKind::Cell(column, _) => match self.pack.tables[column.table.0].columns[column.column].kind {
                ColumnKind::Formula(id) => self.variable(id),
                _ => i32::MAX,
            },
            _ => i32::MAX,
        };
        node.children().map(|child| self.node(child)).fold(own, i32::min)
    }
}
