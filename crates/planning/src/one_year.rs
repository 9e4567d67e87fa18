//! Assumptions that this year's base does not know of and next year's does: the growth they make this year is not on one basis.

use guoban_model::formula::{Binary, Calendar, Node, NodeKind};
use guoban_model::model::Model;
use guoban_model::pack::{AssumptionId, Formula, Pack, TargetId};

use crate::judge::{Judge, Period};
use crate::scenario::Scenario;

/// The targets whose projection, as it is printed, has such an assumption in it: those that another value of it than the
/// baseline's moves at mid-year or at the year's end. In the pack's order; empty where no such assumption is set.
pub fn targets_on_two_bases(model: &Model, scenario: &Scenario) -> Vec<TargetId> {
    let pack = model.pack();
    let mut plain = scenario.clone();
    plain.assumptions.retain(|id, _| pack.assumption(id).is_none_or(|id| !changes_one_year_only(pack, id)));
    if plain.assumptions.len() == scenario.assumptions.len() {
        return Vec::new();
    }
    let rows = |scenario: &Scenario| {
        let run = model.run(&scenario.settings(pack));
        Judge::new(pack, scenario).board(&run, |_, _| None).rows
    };
    let (rows, plain) = (rows(scenario), rows(&plain));
    let both = [Period::Half, Period::Year];
    let moved = rows
        .into_iter()
        .zip(plain)
        .filter(|(row, plain)| both.iter().any(|period| row.get(*period).projected != plain.get(*period).projected));
    moved.map(|(row, _)| row.target).collect()
}

/// Whether some formula takes an assumption up only after the plan year, as a comparable base does with a ratio that changed
/// during it. This year's level has it and this year's base has not, so it shows as growth in full.
pub fn changes_one_year_only(pack: &Pack, id: AssumptionId) -> bool {
    pack.variables.iter().any(|variable| match &variable.formula {
        Formula::Given => false,
        Formula::Same(node) => later_only(node, id),
        Formula::PerRow(nodes) => nodes.iter().any(|node| later_only(node, id)),
    })
}

fn later_only(node: &Node, id: AssumptionId) -> bool {
    any(node, |kind| match kind {
        NodeKind::If(condition, then, otherwise) => match in_plan_year(condition) {
            Some(true) => !reads(then, id) && reads(otherwise, id),
            Some(false) => !reads(otherwise, id) && reads(then, id),
            None => false,
        },
        _ => false,
    })
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

fn reads(node: &Node, id: AssumptionId) -> bool {
    any(node, |kind| matches!(kind, NodeKind::Assumption(read) if *read == id))
}

fn any(node: &Node, is: impl Fn(&NodeKind) -> bool) -> bool {
    let mut found = false;
    node.walk(&mut |node| {
        found = found || is(&node.kind);
        !found
    });
    found
}
