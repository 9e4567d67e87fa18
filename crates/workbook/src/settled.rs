//! What no input changes: numbers, words, the calendar, and what is computed from them.

use guoban_model::formula::{Node, NodeKind};
use guoban_model::pack::TableId;
use guoban_model::program::{CellRef, calendar_value, event_share, scalar};
use guoban_model::walk::{Cells, Walk};

use crate::Source;

/// Figures of a run.
struct Run<'a>(&'a Source<'a>);

impl Cells for Run<'_> {
    fn cell(&mut self, cell: CellRef) -> Option<f64> {
        self.0.projection.raw(cell)
    }
}

/// The value of a node in a month as a run gives it, where these rows are bound.
pub fn value(source: &Source<'_>, rows: &[(TableId, usize)], node: &Node, month: i32) -> f64 {
    let (model, settings) = (source.model, source.projection.settings());
    let mut walk = Walk::new(source.pack(), settings, model.as_of(), Run(source), None);
    walk.bind(rows);
    walk.node(node, month).unwrap_or(f64::NAN)
}

/// The value of what no input and no other variable changes.
pub fn settled(source: &Source<'_>, rows: &[(TableId, usize)], node: &Node, month: i32) -> Option<f64> {
    let pack = source.pack();
    let settled = |node: &Node| settled(source, rows, node, month);
    Some(match &node.kind {
        NodeKind::Number(number) => *number,
        NodeKind::ByMonth(months) => months[month.clamp(0, 11) as usize],
        NodeKind::Event(event) => event_share(&pack.events[event.0], pack.year, month),
        NodeKind::Calendar(calendar) => calendar_value(*calendar, pack, source.model.as_of(), month),
        NodeKind::SameText(_) | NodeKind::Start(_) => value(source, rows, node, month),
        NodeKind::None(_) => f64::NAN,
        NodeKind::Unary(operation, a) => scalar::unary(*operation, settled(a)?),
        NodeKind::Binary(operation, a, b) => scalar::binary(*operation, settled(a)?, settled(b)?),
        NodeKind::Convert(a, factor) => settled(a)? * factor,
        NodeKind::If(condition, then, otherwise) => {
            let condition = settled(condition)?;
            if condition.is_nan() {
                return Some(condition);
            }
            settled(if condition != 0.0 { then } else { otherwise })?
        }
        _ => return None,
    })
}
