//! A place among peers, and lags that nobody knows exactly.

use std::ops::Range;

use super::check::{Checked, Checker, Kind, node, unknown};
use super::parser::{Ast, AstKind};
use super::{Aggregate, Binary, Node, NodeKind, RowRef, Temporal, Unary};
use crate::diagnostic::Problem;
use crate::number::to_f64;
use crate::pack::{Better, Cell, TableId};
use crate::unit::Unit;

/// Most months between the shortest and the longest lag of one that is an assumption.
pub const WIDEST_LAG: i32 = 36;

/// Decimals beyond the published ones at which binary noise is cut.
const NOISE: i32 = 6;

/// `rank(peer, x, own)`: the place of `own` among it and the rows' `x`, all as published: 1 where none is better. Equal
/// figures share a place. Which way is better, and to how many decimals, is what the variable `x` says.
pub fn rank(checker: &mut Checker<'_, '_>, span: &Range<usize>, arguments: &[Ast]) -> Checked {
    let AstKind::Name(name) = &arguments[0].kind else {
        return checker.wrong(&arguments[0].span, Problem::UnexpectedToken { found: String::new(), expected: "name" });
    };
    let Some(table) = checker.table(&arguments[0].span, name) else { return unknown(span) };
    checker.bound.push(table);
    let (theirs, their_kind) = checker.number(&arguments[1]);
    checker.bound.pop();
    let (own, own_kind) = checker.number(&arguments[2]);
    let NodeKind::Variable(variable, RowRef::Bound(over)) = theirs.kind else {
        if their_kind != Kind::Unknown {
            let shown = if let AstKind::Name(shown) = &arguments[1].kind { shown } else { "x" };
            let (name, table) = (shown.to_owned(), name.clone());
            checker.report(arguments[1].span.clone(), Problem::NotOverTable { name, table });
        }
        return unknown(span);
    };
    if over != table {
        let problem =
            Problem::NotOverTable { name: checker.names.pack.variables[variable.0].id.clone(), table: name.clone() };
        return checker.wrong(&arguments[1].span, problem);
    }
    checker.same_unit(span, (&theirs, their_kind), (&own, own_kind));
    let variable = &checker.names.pack.variables[variable.0];
    let beats = if variable.better == Better::Lower { Binary::Less } else { Binary::Greater };
    let decimals = variable.decimals as i32;
    let beaten = pair(beats, printed(theirs, decimals, span), printed(own, decimals, span), span);
    let better = node(NodeKind::Aggregate(Aggregate::Count, table, Box::new(beaten)), span);
    let first = node(NodeKind::Number(1.0), span);
    (pair(Binary::Add, first, better, span), Kind::Number(Unit::none()))
}

/// Whole numbers of the last published decimal, halves away from zero.
fn printed(of: Node, decimals: i32, span: &Range<usize>) -> Node {
    let times = |of: Node, by: f64| pair(Binary::Multiply, of, node(NodeKind::Number(by), span), span);
    let round = |of: Node| node(NodeKind::Unary(Unary::Round, Box::new(of)), span);
    let ten = |places: i32| (0..places).fold(1.0, |power, _| power * 10.0);
    let fine = round(times(of, ten(decimals + NOISE)));
    round(pair(Binary::Divide, fine, node(NodeKind::Number(ten(NOISE)), span), span))
}

/// `lag(x, a)` for an assumption, a lever or a cell that can be set: between whole months in proportion. `a` is held
/// within its own bounds.
pub fn uncertain_lag(checker: &mut Checker<'_, '_>, span: &Range<usize>, body: &Node, by: &Ast) -> Option<Node> {
    let amount = checker.plain(by, "lag");
    let Some((low, high)) = bounds(checker, &amount) else {
        let problem = Problem::LiteralNeeded { function: "lag".to_owned(), range: "0, 1, … 240" };
        checker.report(by.span.clone(), problem);
        return None;
    };
    let (first, last) = (libm::floor(low) as i32, libm::ceil(high) as i32);
    if first < 0 || last - first > WIDEST_LAG {
        checker.report(
            by.span.clone(),
            Problem::LagBounds { low: low.to_string(), high: high.to_string(), most: WIDEST_LAG },
        );
        return None;
    }
    let number = |value: f64| node(NodeKind::Number(value), span);
    let held = pair(Binary::Min, pair(Binary::Max, amount, number(low), span), number(high), span);
    let mut sum: Option<Node> = None;
    for months in first..=last {
        let apart = pair(Binary::Subtract, checker.copy(&held), number(f64::from(months)), span);
        let near = pair(Binary::Subtract, number(1.0), node(NodeKind::Unary(Unary::Abs, Box::new(apart)), span), span);
        let weight = pair(Binary::Max, near, number(0.0), span);
        let then = node(NodeKind::Temporal(Temporal::Lag(months), Box::new(checker.copy(body))), span);
        let part = pair(Binary::Multiply, weight, then, span);
        sum = Some(match sum {
            None => part,
            Some(sum) => pair(Binary::Add, sum, part, span),
        });
    }
    sum
}

/// The lowest and highest value that an input can take, over all rows of a column.
fn bounds(checker: &Checker<'_, '_>, amount: &Node) -> Option<(f64, f64)> {
    let pack = checker.names.pack;
    let lever = |lever: usize| (to_f64(pack.levers[lever].min), to_f64(pack.levers[lever].max));
    let assumption = |index: usize| (to_f64(pack.assumptions[index].low), to_f64(pack.assumptions[index].high));
    match &amount.kind {
        NodeKind::Lever(id) => Some(lever(id.0)),
        NodeKind::Assumption(id) => Some(assumption(id.0)),
        NodeKind::Cell(column, _) => {
            let TableId(table) = column.table;
            let cells = pack.tables[table].rows.iter().map(|row| match &row.cells[column.column] {
                Cell::Adjustable(id) => lever(id.0),
                Cell::Uncertain(id) => assumption(id.0),
                Cell::Number(number) => (*number, *number),
                _ => (f64::NAN, f64::NAN),
            });
            cells.reduce(|(low, high), (from, to)| (low.min(from), high.max(to)))
        }
        _ => None,
    }
}

fn pair(operation: Binary, left: Node, right: Node, span: &Range<usize>) -> Node {
    node(NodeKind::Binary(operation, Box::new(left), Box::new(right)), span)
}
