//! Funnels (漏斗): what passes from one stage to the next, row by row: cleared, supplied, begun; qualified, filed, entered.

use guoban_model::formula::{Node, NodeKind};
use guoban_model::model::Projection;
use guoban_model::pack::{Measure, Pack, TableId, VariableId};
use guoban_model::text::Text;
use rust_decimal::Decimal;

use super::MONTHS;
use super::shape::{any, nodes, reads, stages};
use crate::figures::Figures;
use crate::number::published;

/// Stages a funnel has at least.
const LEAST: usize = 3;

/// A table whose quantities feed one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// The table.
    pub table: TableId,
    /// The stages, in the order in which they are passed.
    pub stages: Vec<VariableId>,
}

/// One stage of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelStage {
    /// The standing at the end of the last whole month before the as-of date.
    pub now: Option<Decimal>,
    /// The standing at the end of June.
    pub half: Option<Decimal>,
    /// The standing at the end of December.
    pub year: Option<Decimal>,
    /// For shares: the first month in which there is any of it, and the first in which it is whole.
    pub span: (Option<i32>, Option<i32>),
}

/// A row of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelRow {
    /// Its name.
    pub name: Text,
    /// One for each stage.
    pub stages: Vec<FunnelStage>,
}

/// The funnels of a pack: chains of listed quantities of one unit over one table, each computed from the one before. What is yes or
/// no, and what has no chain of three, is none.
pub fn funnels(pack: &Pack) -> Vec<Funnel> {
    (0..pack.tables.len()).map(TableId).filter_map(|table| funnel(pack, table)).collect()
}

fn funnel(pack: &Pack, table: TableId) -> Option<Funnel> {
    let states: Vec<VariableId> = stages(pack, table).collect();
    let items: Vec<VariableId> = (0..pack.variables.len())
        .map(VariableId)
        .filter(|id| {
            let item = &pack.variables[id.0];
            item.over == Some(table) && item.group.is_some() && item.measure != Measure::Rate && !states.contains(id)
        })
        .collect();
    let follows = |from: VariableId, to: VariableId| {
        let (a, b) = (&pack.variables[from.0], &pack.variables[to.0]);
        from != to && a.unit == b.unit && a.measure == b.measure && reads(nodes(b), from)
    };
    let mut best: Vec<VariableId> = Vec::new();
    for first in &items {
        let mut chain = vec![*first];
        while let Some(next) =
            items.iter().find(|next| !chain.contains(next) && chain.last().is_some_and(|last| follows(*last, **next)))
        {
            chain.push(*next);
        }
        if chain.len() > best.len() {
            best = chain;
        }
    }
    let head = best.first().and_then(|head| source(pack, &items, *head));
    let stages: Vec<VariableId> = head.into_iter().chain(best).collect();
    (stages.len() >= LEAST).then_some(Funnel { table, stages })
}

/// The listed quantity that only repeats a column which the first stage is computed from.
fn source(pack: &Pack, items: &[VariableId], head: VariableId) -> Option<VariableId> {
    let repeats = |id: &VariableId| match nodes(&pack.variables[id.0]) {
        [Node { kind: NodeKind::Cell(column, _), .. }] => Some(*column),
        _ => None,
    };
    let is_read = |wanted| {
        any(nodes(&pack.variables[head.0]), |kind| matches!(kind, NodeKind::Cell(column, _) if *column == wanted))
    };
    items.iter().copied().find(|id| *id != head && repeats(id).is_some_and(is_read))
}

impl Funnel {
    /// The rows as a run leaves them.
    pub fn rows(&self, run: &Projection) -> Vec<FunnelRow> {
        let pack = run.pack();
        let now = run.as_of().month.offset_from(pack.year) - 1;
        let stage = |id: VariableId, row: usize| {
            let item = &pack.variables[id.0];
            let standing = |month: i32| published(run.standing(pack, id, row, month)?, item.decimals);
            let months =
                || (-(pack.history_months as i32)..MONTHS).filter_map(|month| Some((month, run.at(id, row, month)?)));
            let reaches = |mark: f64| months().find(|(_, value)| *value >= mark).map(|(month, _)| month);
            let is_share = item.measure == Measure::Stock && item.unit == "%";
            FunnelStage {
                now: standing(now),
                half: standing(super::JUNE),
                year: standing(11),
                span: if is_share { (reaches(0.5), reaches(99.95)) } else { (None, None) },
            }
        };
        let row = |(index, row): (usize, &guoban_model::pack::TableRow)| FunnelRow {
            name: row.name.clone(),
            stages: self.stages.iter().map(|id| stage(*id, index)).collect(),
        };
        pack.tables[self.table.0].rows.iter().enumerate().map(row).collect()
    }

    /// The stages of all rows together at the end of a month: sums of amounts, nothing of shares.
    pub fn totals(&self, run: &Projection, month: i32) -> Vec<Option<Decimal>> {
        let pack = run.pack();
        let rows = pack.tables[self.table.0].rows.len();
        let total = |id: &VariableId| {
            let item = &pack.variables[id.0];
            if item.unit == "%" {
                return None;
            }
            let sum = (0..rows).map(|row| run.standing(pack, *id, row, month)).sum::<Option<f64>>()?;
            published(sum, item.decimals)
        };
        self.stages.iter().map(total).collect()
    }
}
