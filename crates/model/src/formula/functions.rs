//! The functions of the language.

use std::ops::Range;

use super::check::{Checked, Checker, Kind, node, unknown};
use super::parser::{Ast, AstKind};
use super::{Aggregate, Binary, Calendar, Node, NodeKind, Temporal, Unary};
use super::{inputs, peers, targets};
use crate::diagnostic::Problem;
use crate::text::Text;
use crate::unit::Unit;

/// Furthest a formula may look back, in months.
pub const FURTHEST: u32 = 240;

/// Checks a call; the number of arguments is right.
pub fn call(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, arguments: &[Ast]) -> Checked {
    let none = || Kind::Number(Unit::none());
    let first = &arguments[0];
    match function {
        "if" => {
            let condition = checker.condition(first);
            let (then, left) = checker.number(&arguments[1]);
            let (otherwise, right) = checker.number(&arguments[2]);
            let kind = checker.same_unit(span, (&then, left), (&otherwise, right));
            (node(NodeKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)), span), kind)
        }
        "min" | "max" => {
            let operation = if function == "min" { Binary::Min } else { Binary::Max };
            let (mut folded, mut kind) = checker.number(first);
            for argument in &arguments[1..] {
                let (next, next_kind) = checker.number(argument);
                kind = checker.same_unit(span, (&folded, kind), (&next, next_kind));
                folded = pair(operation, folded, next, span);
            }
            (folded, kind)
        }
        "and" | "or" => {
            let operation = if function == "and" { Binary::And } else { Binary::Or };
            let mut folded = checker.condition(first);
            for argument in &arguments[1..] {
                let next = checker.condition(argument);
                folded = pair(operation, folded, next, span);
            }
            (folded, Kind::Condition)
        }
        "not" => (unary(Unary::Not, checker.condition(first), span), Kind::Condition),
        "abs" => {
            let (inner, kind) = checker.number(first);
            (unary(Unary::Abs, inner, span), kind)
        }
        "exp" | "ln" | "sqrt" => {
            let operation = match function {
                "exp" => Unary::Exp,
                "ln" => Unary::Ln,
                _ => Unary::Sqrt,
            };
            (unary(operation, checker.plain(first, function), span), none())
        }
        "floor" | "ceiling" | "round" => {
            let operation = match function {
                "floor" => Unary::Floor,
                "ceiling" => Unary::Ceiling,
                _ => Unary::Round,
            };
            // Whole numbers of the unit written: 2.5 万头 rounds to 3 万头.
            let (inner, kind) = checker.number(first);
            (unary(operation, inner, span), kind)
        }
        "to" => convert(checker, span, first, &arguments[1]),
        "profile" => {
            let AstKind::Name(name) = &first.kind else {
                return checker.wrong(&first.span, Problem::UnexpectedToken { found: String::new(), expected: "name" });
            };
            match checker.names.profiles.get(name.as_str()) {
                Some(profile) => (node(NodeKind::Profile(*profile), span), none()),
                None => {
                    let nearest = super::names::nearest(name, checker.names.profiles.keys().copied());
                    checker.wrong(&first.span, Problem::Unknown { what: "profile", found: name.clone(), nearest })
                }
            }
        }
        "lookup" => lookup(checker, span, first, &arguments[1]),
        "sum" | "min_over" | "max_over" | "count" | "mean" | "share" => {
            over_rows(checker, span, function, first, &arguments[1])
        }
        "task" | "due" | "pace" => targets::target(checker, span, function, first),
        "rank" => peers::rank(checker, span, arguments),
        "none" => no_value(checker, span, arguments),
        "spread" | "once" => inputs::amount(checker, span, function, arguments),
        "moved" => inputs::moved(checker, span, first),
        "event" => inputs::event(checker, span, first),
        "ramp" | "step" | "pulse" => event(checker, span, function, arguments),
        _ => temporal(checker, span, function, arguments),
    }
}

/// `none("基数过小", "the base is too small")`: no value, for a reason in Chinese and, if given, in English.
fn no_value(checker: &mut Checker<'_, '_>, span: &Range<usize>, arguments: &[Ast]) -> Checked {
    let mut texts = Vec::new();
    for argument in arguments {
        let AstKind::Text(text) = &argument.kind else {
            let problem = Problem::LiteralNeeded { function: "none".to_owned(), range: "\"基数过小\"" };
            return checker.wrong(&argument.span, problem);
        };
        texts.push(text.clone());
    }
    let zh = texts.first().cloned().unwrap_or_default();
    let reason = Text { en: texts.get(1).unwrap_or(&zh).clone(), zh };
    (node(NodeKind::None(checker.names.reason(reason)), span), Kind::Zero)
}

fn convert(checker: &mut Checker<'_, '_>, span: &Range<usize>, inner: &Ast, unit: &Ast) -> Checked {
    let (inner_node, kind) = checker.number(inner);
    let AstKind::Text(text) = &unit.kind else {
        return checker.wrong(&unit.span, Problem::LiteralNeeded { function: "to".to_owned(), range: "\"万吨\"" });
    };
    let Some(wanted) = checker.unit(&unit.span, text) else { return unknown(span) };
    match kind {
        Kind::Number(from) => match from.factor_to(&wanted) {
            Some(factor) => (node(NodeKind::Convert(Box::new(inner_node), factor), span), Kind::Number(wanted)),
            None => {
                let from = checker.names.units.describe(&from).to_string();
                checker.wrong(span, Problem::NotConvertible { from, to: text.clone() })
            }
        },
        Kind::Zero => (inner_node, Kind::Number(wanted)),
        _ => unknown(span),
    }
}

fn lookup(checker: &mut Checker<'_, '_>, span: &Range<usize>, curve: &Ast, at: &Ast) -> Checked {
    let (inner, kind) = checker.number(at);
    let AstKind::Name(name) = &curve.kind else {
        return checker.wrong(&curve.span, Problem::UnexpectedToken { found: String::new(), expected: "name" });
    };
    let Some((id, x, y)) = checker.names.curves.get(name.as_str()).cloned() else {
        let nearest = super::names::nearest(name, checker.names.curves.keys().copied());
        return checker.wrong(&curve.span, Problem::Unknown { what: "curve", found: name.clone(), nearest });
    };
    if let Some(x) = x {
        let axis = unknown(&at.span).0;
        checker.same_unit(&at.span, (&inner, kind), (&axis, Kind::Number(x)));
    }
    (node(NodeKind::Curve(id, Box::new(inner)), span), y.map_or(Kind::Unknown, Kind::Number))
}

fn over_rows(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, table: &Ast, body: &Ast) -> Checked {
    let AstKind::Name(name) = &table.kind else {
        return checker.wrong(&table.span, Problem::UnexpectedToken { found: String::new(), expected: "name" });
    };
    let Some(id) = checker.table(&table.span, name) else { return unknown(span) };
    if function == "share" && !checker.bound.contains(&id) {
        let problem = Problem::NeedsRow { name: "share".to_owned(), table: name.clone() };
        return checker.wrong(span, problem);
    }
    checker.bound.push(id);
    let (inner, kind) = if function == "count" { checker.part(body) } else { checker.number(body) };
    checker.bound.pop();
    let none = Kind::Number(Unit::none());
    let fold = |how, inner: Node| node(NodeKind::Aggregate(how, id, Box::new(inner)), span);
    match function {
        "sum" => (fold(Aggregate::Sum, inner), kind),
        "mean" => (fold(Aggregate::Mean, inner), kind),
        "min_over" => (fold(Aggregate::Min, inner), kind),
        "max_over" => (fold(Aggregate::Max, inner), kind),
        "count" => (fold(Aggregate::Count, inner), none),
        _ => {
            let whole = fold(Aggregate::Sum, checker.copy(&inner));
            (pair(Binary::Divide, inner, whole, span), none)
        }
    }
}

fn event(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, arguments: &[Ast]) -> Checked {
    let none = Kind::Number(Unit::none());
    let start = checker.plain(&arguments[0], function);
    let month = || node(NodeKind::Calendar(Calendar::Month), span);
    let number = |value: f64| node(NodeKind::Number(value), span);
    match function {
        "step" => (pair(Binary::GreaterOrEqual, month(), start, span), none),
        "pulse" => {
            let length = checker.plain(&arguments[1], function);
            let end = pair(Binary::Add, checker.copy(&start), length, span);
            let begun = pair(Binary::GreaterOrEqual, month(), start, span);
            let running = pair(Binary::Less, month(), end, span);
            (pair(Binary::And, begun, running, span), none)
        }
        _ => {
            let length = checker.plain(&arguments[1], function);
            let elapsed = pair(Binary::Add, pair(Binary::Subtract, month(), start, span), number(1.0), span);
            let share = pair(Binary::Divide, elapsed, length, span);
            (pair(Binary::Min, pair(Binary::Max, share, number(0.0), span), number(1.0), span), none)
        }
    }
}

fn temporal(checker: &mut Checker<'_, '_>, span: &Range<usize>, function: &str, arguments: &[Ast]) -> Checked {
    let (body, kind) = checker.number(&arguments[0]);
    let over = |how: Temporal, body: Node| node(NodeKind::Temporal(how, Box::new(body)), span);
    let months = |checker: &mut Checker<'_, '_>, least: u32| whole(checker, function, &arguments[1], least);
    let result = match function {
        "ytd" => over(Temporal::YearToDate, body),
        "qtd" => over(Temporal::QuarterToDate, body),
        "full_year" => over(Temporal::FullYear, body),
        "accumulate" => over(Temporal::Accumulate, body),
        "last_year" => over(Temporal::Lag(12), body),
        "diff" => {
            let before = over(Temporal::Lag(1), checker.copy(&body));
            pair(Binary::Subtract, body, before, span)
        }
        "at" => {
            let text = match &arguments[1].kind {
                AstKind::Text(text) | AstKind::Month(text) => text,
                _ => {
                    let problem = Problem::LiteralNeeded { function: "at".to_owned(), range: "\"2026-03\"" };
                    return checker.wrong(&arguments[1].span, problem);
                }
            };
            match checker.month(&arguments[1].span, text) {
                Some(month) => over(Temporal::At(month), body),
                None => return unknown(span),
            }
        }
        "lag" if literal(&arguments[1]).is_none() => match peers::uncertain_lag(checker, span, &body, &arguments[1]) {
            Some(lagged) => lagged,
            None => return unknown(span),
        },
        "lag" => match months(checker, 0) {
            Some(months) => over(Temporal::Lag(months as i32), body),
            None => return unknown(span),
        },
        "delay" => {
            let Some(months) = months(checker, 0) else { return unknown(span) };
            let survival = checker.plain(&arguments[2], function);
            pair(Binary::Multiply, survival, over(Temporal::Lag(months as i32), body), span)
        }
        "moving_sum" | "moving_mean" => match months(checker, 1) {
            Some(months) if function == "moving_sum" => over(Temporal::MovingSum(months), body),
            Some(months) => over(Temporal::MovingMean(months), body),
            None => return unknown(span),
        },
        "smooth" => match arguments[1].kind {
            AstKind::Number(months, None) if (1.0..=f64::from(FURTHEST)).contains(&months) => {
                over(Temporal::Smooth(months), body)
            }
            _ => {
                let problem = Problem::LiteralNeeded { function: function.to_owned(), range: "1 … 240" };
                return checker.wrong(&arguments[1].span, problem);
            }
        },
        _ => {
            let mut weights = Vec::with_capacity(arguments.len() - 1);
            for argument in &arguments[1..] {
                match literal(argument) {
                    Some(weight) => weights.push(weight),
                    None => {
                        let problem = Problem::LiteralNeeded { function: function.to_owned(), range: "0.3" };
                        return checker.wrong(&argument.span, problem);
                    }
                }
            }
            over(Temporal::Distribute(weights), body)
        }
    };
    (result, kind)
}

/// A number as written, with its sign.
fn literal(ast: &Ast) -> Option<f64> {
    match &ast.kind {
        AstKind::Number(number, None) => Some(*number),
        AstKind::Negate(inner) => literal(inner).map(|number| -number),
        _ => None,
    }
}

fn whole(checker: &mut Checker<'_, '_>, function: &str, ast: &Ast, least: u32) -> Option<u32> {
    match ast.kind {
        AstKind::Number(number, None)
            if libm::floor(number) == number && (f64::from(least)..=f64::from(FURTHEST)).contains(&number) =>
        {
            Some(number as u32)
        }
        _ => {
            let range = if least == 0 { "0, 1, … 240" } else { "1, 2, … 240" };
            checker.report(ast.span.clone(), Problem::LiteralNeeded { function: function.to_owned(), range });
            None
        }
    }
}

fn unary(operation: Unary, inner: Node, span: &Range<usize>) -> Node {
    node(NodeKind::Unary(operation, Box::new(inner)), span)
}

fn pair(operation: Binary, left: Node, right: Node, span: &Range<usize>) -> Node {
    node(NodeKind::Binary(operation, Box::new(left), Box::new(right)), span)
}
