//! Functions of targets: what was promised, what is due by a month, and what the months that remain must bring.
//!
//! They read what the pack says of a target, and of the model at most the month before; a verdict is never read.

use std::ops::Range;

use super::check::{Checked, Checker, Kind, node, unknown};
use super::inputs::named;
use super::names::nearest;
use super::parser::Ast;
use super::{Binary, Calendar, Node, NodeKind, RowRef, Temporal, Word};
use crate::diagnostic::Problem;
use crate::number::to_f64;
use crate::pack::{Measure, Target, TargetKind};
use crate::text::Text;

/// `task(x)`, `due(x)` or `pace(x)` of a target `x`, in its indicator's unit.
pub fn target(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, argument: &Ast) -> Checked {
    let Some(name) = named(checker, function, argument) else { return unknown(span) };
    let names = checker.names;
    let Some(target) = names.pack.targets.iter().find(|target| target.id == name) else {
        if let Some(by_row) = of_rows(checker, span, function, name) {
            return by_row;
        }
        let nearest = nearest(name, names.pack.targets.iter().map(|target| target.id.as_str()));
        return checker.wrong(&argument.span, Problem::Unknown { what: "target", found: name.to_owned(), nearest });
    };
    match value(checker, span, function, target) {
        Some(found) => {
            let unit = names.variable_units.get(target.variable.0).cloned().flatten();
            (found, unit.map_or(Kind::Unknown, Kind::Number))
        }
        None => checker.wrong(&argument.span, Problem::NoPace { target: name.to_owned() }),
    }
}

/// Most rows of which a formula reads targets by the id of their block.
const MOST_ROWS: usize = 100;

/// A block of targets for the rows of a table, in a formula for such a row: the target of the row that is bound. A row for
/// which none was set has no value, and the reason says so.
fn of_rows(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, block: &str) -> Option<Checked> {
    let pack = checker.names.pack;
    let of_block = |target: &&Target| target.id.strip_prefix(block).is_some_and(|row| row.starts_with('.'));
    let targets: Vec<&Target> = pack.targets.iter().filter(of_block).collect();
    let over = pack.variables[targets.first()?.variable.0].over?;
    if !checker.bound.contains(&over) || targets.len() > MOST_ROWS {
        return None;
    }
    let missing = Text::new("本行未设任务", "no task was set for this row");
    let mut found = node(NodeKind::None(checker.names.reason(missing)), span);
    for target in targets {
        let value = value(checker, span, function, target)?;
        let row = &pack.tables[over.0].rows.get(target.row?)?.id;
        let words = (Word::Row(over, RowRef::Bound(over)), Word::Written(row.clone()));
        let here = node(NodeKind::SameText(Box::new(words)), span);
        found = node(NodeKind::If(Box::new(here), Box::new(value), Box::new(found)), span);
    }
    let unit = checker.names.variable_units.get(pack.targets.iter().find(of_block)?.variable.0).cloned().flatten();
    Some((found, unit.map_or(Kind::Unknown, Kind::Number)))
}

fn value(checker: &Checker<'_, '_>, span: &Range<usize>, function: &str, target: &Target) -> Option<Node> {
    match function {
        "task" => target.year.or(target.half).map(|task| node(NodeKind::Number(to_f64(task)), span)),
        "due" => due(checker, span, target),
        _ => pace(checker, span, target),
    }
}

/// The indicator of a target, at its row.
fn indicator(checker: &Checker<'_, '_>, span: &Range<usize>, target: &Target) -> Node {
    let over = checker.names.pack.variables[target.variable.0].over;
    let row = match (over, target.row) {
        (Some(table), Some(row)) => RowRef::Fixed(table, row),
        _ => RowRef::None,
    };
    node(NodeKind::Variable(target.variable, row), span)
}

fn due(checker: &Checker<'_, '_>, span: &Range<usize>, target: &Target) -> Option<Node> {
    let schedule = checker.names.pack.schedule(target)?;
    let by_month = |months: [f64; 12]| node(NodeKind::ByMonth(Box::new(months)), span);
    let due = by_month(schedule.due);
    if schedule.kept == [0.0; 12] {
        return Some(due);
    }
    // Month 0 is December before.
    let start = node(NodeKind::Temporal(Temporal::At(0), Box::new(indicator(checker, span, target))), span);
    Some(pair(Binary::Add, pair(Binary::Multiply, by_month(schedule.kept), start, span), due, span))
}

/// What is missing of the annual task after the month before, by the months to December; 0 outside the plan year.
fn pace(checker: &Checker<'_, '_>, span: &Range<usize>, target: &Target) -> Option<Node> {
    let year = target.year?;
    let number = |value: f64| node(NodeKind::Number(value), span);
    let month = || node(NodeKind::Calendar(Calendar::Month), span);
    let at = |how: Temporal, of: Node| node(NodeKind::Temporal(how, Box::new(of)), span);
    let choose = |when: Node, then: Node, otherwise: Node| {
        node(NodeKind::If(Box::new(when), Box::new(then), Box::new(otherwise)), span)
    };
    let flow = checker.names.pack.variables[target.variable.0].measure == Measure::Flow;
    let x = indicator(checker, span, target);
    let done = match target.kind {
        TargetKind::Amount | TargetKind::Count | TargetKind::Ceiling if flow => {
            let before = at(Temporal::Lag(1), at(Temporal::YearToDate, x));
            choose(pair(Binary::Equal, month(), number(1.0), span), number(0.0), before)
        }
        TargetKind::Amount | TargetKind::Count | TargetKind::Stock | TargetKind::Progress => at(Temporal::Lag(1), x),
        _ => return None,
    };
    let left = pair(Binary::Subtract, number(13.0), month(), span);
    let missing = pair(Binary::Subtract, number(to_f64(year)), done, span);
    let begun = pair(Binary::GreaterOrEqual, month(), number(1.0), span);
    let running = pair(Binary::LessOrEqual, month(), number(12.0), span);
    let inside = pair(Binary::And, begun, running, span);
    Some(choose(inside, pair(Binary::Divide, missing, left, span), number(0.0)))
}

fn pair(operation: Binary, left: Node, right: Node, span: &Range<usize>) -> Node {
    node(NodeKind::Binary(operation, Box::new(left), Box::new(right)), span)
}
