//! Assumptions that this year's base does not know of and next year's does: the growth they make this year is not on one basis.

use guoban_model::formula::{Binary, Calendar, Node, NodeKind};
use guoban_model::model::Model;
use guoban_model::pack::{AssumptionId, Formula, Pack, TargetId};

use crate::judge::{Board, Judge, Period};
use crate::scenario::Scenario;

/// By assumption: whether some formula takes it up only after the plan year, as a comparable base does with a ratio that changed
/// during it. This year's level has it and this year's base has not, so it shows as growth in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneYear(Vec<bool>);

impl OneYear {
    /// Those of a pack.
    pub fn of(pack: &Pack) -> Self {
        let mut found = Self(vec![false; pack.assumptions.len()]);
        for variable in &pack.variables {
            match &variable.formula {
                Formula::Given => {}
                Formula::Same(node) => found.look_into(node),
                Formula::PerRow(nodes) => nodes.iter().for_each(|node| found.look_into(node)),
            }
        }
        found
    }

    /// Whether an assumption is one.
    pub fn has(&self, id: AssumptionId) -> bool {
        self.0.get(id.0).copied().unwrap_or(false)
    }

    /// Whether they are those of a pack, and not of none.
    pub fn is_known(&self, pack: &Pack) -> bool {
        self.0.len() == pack.assumptions.len()
    }

    fn look_into(&mut self, node: &Node) {
        node.walk(&mut |node| {
            if let NodeKind::If(condition, then, otherwise) = &node.kind
                && let Some(is_early) = in_plan_year(condition)
            {
                let (early, later) = if is_early { (then, otherwise) } else { (otherwise, then) };
                let (early, later) = (read_by(early), read_by(later));
                later.iter().filter(|id| !early.contains(id)).for_each(|id| self.0[id.0] = true);
            }
            true
        });
    }
}

/// The targets whose projection, as it is printed, has such an assumption in it: those that another value of it than the
/// baseline's moves at mid-year or at the year's end. In the pack's order; empty where no such assumption is set. `board` is the scenario's.
pub fn targets_on_two_bases(model: &Model, scenario: &Scenario, board: &Board, one_year: &OneYear) -> Vec<TargetId> {
    let pack = model.pack();
    let mut plain = scenario.clone();
    plain.assumptions.retain(|id, _| pack.assumption(id).is_none_or(|id| !one_year.has(id)));
    if plain.assumptions.len() == scenario.assumptions.len() {
        return Vec::new();
    }
    let run = model.run(&plain.settings(pack));
    let plain = Judge::new(pack, &plain).board(&run, |_, _| None);
    let moved = board.rows.iter().zip(&plain.rows).filter(|(row, plain)| {
        Period::ALL.iter().any(|period| row.get(*period).projected != plain.get(*period).projected)
    });
    moved.map(|(row, _)| row.target).collect()
}

/// Whether a condition on the month holds in the plan year and not after it (or the other way round).
fn in_plan_year(condition: &Node) -> Option<bool> {
    let NodeKind::Binary(operation, left, right) = &condition.kind else { return None };
    let (NodeKind::Calendar(Calendar::Month), NodeKind::Number(month)) = (&left.kind, &right.kind) else { return None };
    match operation {
        Binary::LessOrEqual if *month == 12.0 => Some(true),
        Binary::Less if *month == 13.0 => Some(true),
        Binary::Greater if *month == 12.0 => Some(false),
        Binary::GreaterOrEqual if *month == 13.0 => Some(false),
        _ => None,
    }
}

fn read_by(node: &Node) -> Vec<AssumptionId> {
    let mut found = Vec::new();
    node.walk(&mut |node| {
        if let NodeKind::Assumption(id) = node.kind {
            found.push(id);
        }
        true
    });
    found
}
