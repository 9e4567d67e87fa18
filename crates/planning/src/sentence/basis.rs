//! What judges a target, and where both lines stand beside it.

use guoban_model::formula::{Aggregate, Node, NodeKind, Temporal};
use guoban_model::pack::{Formula, Pack, PassLine, TargetId, VariableId};
use guoban_model::text::Language;

use super::facts::Facts;
use super::line_name;
use crate::judge::{Basis, Mark, Verdict};

/// `按半年任务 1.50 万亩判定；线性线 1.52 万亩未过、序时线 1.49 万亩已过，只作对照。` Nothing where nothing is due.
pub fn basis(pack: &Pack, verdict: &Verdict, language: Language) -> Option<String> {
    let (facts, due) = (Facts::of(pack, verdict, language), verdict.due?);
    let value = facts.figure(due.value);
    let judged = match (due.basis, language) {
        (Basis::HalfTask, Language::Zh) => format!("按半年任务 {value} 判定"),
        (Basis::HalfTask, Language::En) => format!("Judged by the half-year task, {value}"),
        (Basis::Line(line), Language::Zh) => format!("按{} {value} 判定", line_name(line, language)),
        (Basis::Line(line), Language::En) => format!("Judged by {}, {value}", line_name(line, language)),
        (Basis::Annual, Language::Zh) => format!("按全年任务 {value} 判定"),
        (Basis::Annual, Language::En) => format!("Judged by the annual target, {value}"),
    };
    let beside = [(PassLine::Linear, verdict.linear), (PassLine::Seasonal, verdict.seasonal)];
    let beside: Vec<String> = beside
        .into_iter()
        .filter(|(line, _)| due.basis != Basis::Line(*line) && due.basis != Basis::Annual)
        .filter_map(|(line, mark)| Some(standing(&facts, line, mark?, language)))
        .collect();
    Some(match (beside.is_empty(), language) {
        (true, Language::Zh) => format!("{judged}。"),
        (true, Language::En) => format!("{judged}."),
        (false, Language::Zh) => format!("{judged}；{}，只作对照。", beside.join("、")),
        (false, Language::En) => format!("{judged}; for comparison only: {}.", beside.join(", ")),
    })
}

/// Where a place is counted among peers that keep their last published figure: what a projection of it takes for granted.
pub fn peers(pack: &Pack, target: TargetId, language: Language) -> Option<&'static str> {
    let counts_among = |node: &Node| {
        let mut found = false;
        node.walk(&mut |node| {
            if let NodeKind::Aggregate(Aggregate::Count, _, inside) = &node.kind {
                inside.walk(&mut |read| {
                    found = found || matches!(read.kind, NodeKind::Variable(peer, _) if keeps_its_last(pack, peer));
                    !found
                });
            }
            !found
        });
        found
    };
    let found = match &pack.variables[pack.targets[target.0].variable.0].formula {
        Formula::Given => false,
        Formula::Same(node) => counts_among(node),
        Formula::PerRow(nodes) => nodes.iter().any(counts_among),
    };
    found.then_some(match language {
        Language::Zh => "推算位次时，其他单位按最近一次公布的数不变。",
        Language::En => "A projected place takes the others as last published.",
    })
}

/// Whether a variable without figures stays what it was the month before, where it has a value at all.
fn keeps_its_last(pack: &Pack, id: VariableId) -> bool {
    let Formula::Same(node) = &pack.variables[id.0].formula else { return false };
    let value = match &node.kind {
        NodeKind::If(_, then, value) if matches!(then.kind, NodeKind::None(_)) => value,
        _ => node,
    };
    let NodeKind::Temporal(Temporal::Lag(1), last) = &value.kind else { return false };
    matches!(last.kind, NodeKind::Variable(read, _) if read == id)
}

fn standing(facts: &Facts<'_>, line: PassLine, mark: Mark, language: Language) -> String {
    let due = facts.figure(mark.due);
    match (line, language) {
        (PassLine::Linear, Language::Zh) => format!("线性线 {due} {}", if mark.passes { "已过" } else { "未过" }),
        (PassLine::Seasonal, Language::Zh) => format!("序时线 {due} {}", if mark.passes { "已过" } else { "未过" }),
        (PassLine::Linear, Language::En) => {
            format!("linear line {due} {}", if mark.passes { "passed" } else { "missed" })
        }
        (PassLine::Seasonal, Language::En) => {
            format!("schedule {due} {}", if mark.passes { "passed" } else { "missed" })
        }
    }
}
