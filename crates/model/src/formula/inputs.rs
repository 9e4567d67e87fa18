//! Functions of levers: amounts over the months that are left, and how much is asked at once.

use std::ops::Range;

use super::check::{Checked, Checker, Kind, node, unknown};
use super::names::nearest;
use super::parser::{Ast, AstKind};
use super::{Binary, Calendar, Node, NodeKind};
use crate::diagnostic::Problem;
use crate::unit::Unit;

/// `spread(lever, month)`: the lever's amount, the same part in every month from the first in which it acts to `month`.
/// `once(lever)`: its amount in that first month. Of `lever - constant` it is what goes beyond the constant.
pub fn amount(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, arguments: &[Ast]) -> Checked {
    let (amount, kind) = checker.number(&arguments[0]);
    let lever = match &amount.kind {
        NodeKind::Binary(Binary::Subtract, lever, usual)
            if matches!(usual.kind, NodeKind::Number(_) | NodeKind::Constant(_)) =>
        {
            &**lever
        }
        _ => &amount,
    };
    if !matches!(lever.kind, NodeKind::Lever(_) | NodeKind::Cell(..)) {
        // Where the argument itself is wrong, that was reported.
        if kind != Kind::Unknown {
            checker.report(arguments[0].span.clone(), Problem::LeverNeeded { function: function.to_owned() });
        }
        return unknown(span);
    }
    let month = || node(NodeKind::Calendar(Calendar::Month), span);
    let lever = lever.clone();
    let start = || node(NodeKind::Start(Box::new(lever.clone())), span);
    let number = |value: f64| node(NodeKind::Number(value), span);
    let (acts, part) = match arguments.get(1) {
        None => (pair(Binary::Equal, month(), start(), span), amount),
        Some(until) => {
            let (AstKind::Month(text) | AstKind::Text(text)) = &until.kind else {
                let problem = Problem::LiteralNeeded { function: function.to_owned(), range: "@2026-12" };
                return checker.wrong(&until.span, problem);
            };
            let Some(last) = checker.month(&until.span, text) else { return unknown(span) };
            let begun = pair(Binary::GreaterOrEqual, month(), start(), span);
            let running = pair(Binary::LessOrEqual, month(), number(f64::from(last)), span);
            let months = pair(Binary::Subtract, number(f64::from(last + 1)), start(), span);
            (pair(Binary::And, begun, running, span), pair(Binary::Divide, amount, months, span))
        }
    };
    (node(NodeKind::If(Box::new(acts), Box::new(part), Box::new(number(0.0))), span), kind)
}

/// `moved(group)`: how many levers of a group act with a setting other than their baseline.
pub fn moved(checker: &mut Checker<'_, '_>, span: &Range<usize>, group: &Ast) -> Checked {
    let Some(name) = named(checker, "moved", group) else { return unknown(span) };
    match checker.names.groups.get(name) {
        Some(group) => (node(NodeKind::Moved(*group), span), Kind::Number(Unit::none())),
        None => {
            let nearest = nearest(name, checker.names.groups.keys().copied());
            checker.wrong(&group.span, Problem::Unknown { what: "group", found: name.to_owned(), nearest })
        }
    }
}

/// `event(fair)`: the part of the month's days that lie in an event.
pub fn event(checker: &mut Checker<'_, '_>, span: &Range<usize>, event: &Ast) -> Checked {
    let Some(name) = named(checker, "event", event) else { return unknown(span) };
    match checker.names.events.get(name) {
        Some(event) => (node(NodeKind::Event(*event), span), Kind::Number(Unit::none())),
        None => {
            let nearest = nearest(name, checker.names.events.keys().copied());
            checker.wrong(&event.span, Problem::Unknown { what: "event", found: name.to_owned(), nearest })
        }
    }
}

/// The id that stands alone as an argument: a name, or a text where it holds what no name can.
pub fn named<'ast>(checker: &mut Checker<'_, '_>, function: &str, ast: &'ast Ast) -> Option<&'ast str> {
    match &ast.kind {
        AstKind::Name(name) | AstKind::Text(name) => Some(name),
        _ => {
            // `due(street-fai)` reads as a difference.
            let problem = Problem::LiteralNeeded { function: function.to_owned(), range: "\"id\"" };
            checker.report(ast.span.clone(), problem);
            None
        }
    }
}

fn pair(operation: Binary, left: Node, right: Node, span: &Range<usize>) -> Node {
    node(NodeKind::Binary(operation, Box::new(left), Box::new(right)), span)
}
