//! How much there is to do for one value of a formula.

use super::{Node, NodeKind, Temporal};
use crate::pack::TableId;

/// Parts that are computed for one month and row, with every month and row that its functions look at.
///
/// A bound from above: what is the same from month to month may be computed once.
pub fn work(node: &Node, rows: &impl Fn(TableId) -> usize) -> u64 {
    let below = node.children().fold(0_u64, |sum, child| sum.saturating_add(work(child, rows)));
    let times = match &node.kind {
        NodeKind::Aggregate(_, table, _) => rows(*table) as u64,
        NodeKind::Temporal(temporal, _) => match temporal {
            Temporal::Lag(_) | Temporal::At(_) => 1,
            Temporal::QuarterToDate => 3,
            Temporal::YearToDate | Temporal::FullYear => 12,
            Temporal::Accumulate | Temporal::Smooth(_) => 25,
            Temporal::MovingSum(months) | Temporal::MovingMean(months) => u64::from(*months),
            Temporal::Distribute(weights) => weights.len() as u64,
        },
        _ => 1,
    };
    below.saturating_mul(times).saturating_add(1)
}
