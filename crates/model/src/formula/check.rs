//! Names found, units and sorts checked: from what was written to what both evaluators read.

use std::ops::Range;

use super::functions;
use super::lexer::Found;
use super::names::{ELSEWHERE, FUNCTIONS, Names, nearest};
use super::parser::{Ast, AstKind};
use super::{Binary, Node, NodeKind, Unary};
use crate::diagnostic::{Bare, Problem, Sort};
use crate::pack::TableId;
use crate::time::Month;
use crate::unit::{Unit, UnitError};

/// Most parts that `diff`, `share`, `ramp` and `pulse` may copy in one formula.
pub const MOST_COPIED: usize = 2_000;

/// What a part of a formula is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number with a unit.
    Number(Unit),
    /// The number 0 as written, which fits any unit.
    Zero,
    /// 1 or 0, from a comparison.
    Condition,
    /// Not known, because of an error already found.
    Unknown,
}

/// A checked part.
pub type Checked = (Node, Kind);

/// Checks a formula against the names of its pack. `table` is the one its variable runs over; `declared` the unit it
/// must give, if that could be read.
///
/// Problems are added to `found`; the node is then not meant to be evaluated.
pub fn check(
    names: &Names<'_>,
    ast: &Ast,
    table: Option<TableId>,
    declared: (Option<&Unit>, &str),
    found: &mut Vec<Found>,
) -> Node {
    let mut checker = Checker { names, bound: table.into_iter().collect(), found, copied: 0 };
    let (node, kind) = checker.part(ast);
    match (kind, declared.0) {
        (Kind::Number(unit), Some(wanted)) if unit != *wanted => {
            let problem = Problem::UnitNotDeclared {
                declared: declared.1.to_owned(),
                found: names.units.describe(&unit).to_string(),
                convertible: unit.same_dimension(wanted),
                number: if unit.is_none() { written(&node) } else { None },
            };
            checker.report(ast.span.clone(), problem);
        }
        (Kind::Condition, _) => {
            checker.report(ast.span.clone(), Problem::SortMismatch { expected: Sort::Number, found: Sort::Condition });
        }
        _ => {}
    }
    node
}

/// Checks a condition: the node is 1 where it holds, else 0.
pub fn condition(
    names: &Names<'_>,
    ast: &Ast,
    table: Option<TableId>,
    _declared: (Option<&Unit>, &str),
    found: &mut Vec<Found>,
) -> Node {
    let mut checker = Checker { names, bound: table.into_iter().collect(), found, copied: 0 };
    let condition = checker.condition(ast);
    let number = |value: f64| Box::new(node(NodeKind::Number(value), &ast.span));
    node(NodeKind::If(Box::new(condition), number(1.0), number(0.0)), &ast.span)
}

/// A check under way.
pub struct Checker<'a, 'names> {
    /// What can be named.
    pub names: &'a Names<'names>,
    /// Tables whose row is bound, innermost last.
    pub bound: Vec<TableId>,
    pub(super) found: &'a mut Vec<Found>,
    /// Parts copied so far by functions that read an argument more than once.
    copied: usize,
}

impl Checker<'_, '_> {
    /// Adds a problem.
    pub fn report(&mut self, span: Range<usize>, problem: Problem) {
        self.found.push((span, problem));
    }

    /// Adds a problem and gives a part that causes no further ones.
    pub fn wrong(&mut self, span: &Range<usize>, problem: Problem) -> Checked {
        self.report(span.clone(), problem);
        unknown(span)
    }

    /// A copy of a part that is read a second time; the formula may not grow beyond [`MOST_COPIED`] by it.
    pub fn copy(&mut self, original: &Node) -> Node {
        let mut parts = 0;
        original.walk(&mut |_| {
            parts += 1;
            true
        });
        if self.copied <= MOST_COPIED && self.copied + parts > MOST_COPIED {
            self.report(original.span.clone(), Problem::TooLarge { limit: MOST_COPIED });
        }
        self.copied += parts;
        if self.copied > MOST_COPIED { unknown(&original.span).0 } else { original.clone() }
    }

    /// Checks a part of any sort.
    pub fn part(&mut self, ast: &Ast) -> Checked {
        let span = &ast.span;
        match &ast.kind {
            AstKind::Number(number, unit) => {
                let kind = match unit {
                    Some(unit) => self.unit(span, unit).map_or(Kind::Unknown, Kind::Number),
                    None if *number == 0.0 => Kind::Zero,
                    None => Kind::Number(Unit::none()),
                };
                (node(NodeKind::Number(*number), span), kind)
            }
            AstKind::Text(_) => self.wrong(span, Problem::SortMismatch { expected: Sort::Number, found: Sort::Word }),
            AstKind::Month(text) => match self.month(span, text) {
                Some(month) => (node(NodeKind::Number(f64::from(month)), span), Kind::Number(Unit::none())),
                None => unknown(span),
            },
            AstKind::Name(name) => self.name(span, name),
            AstKind::Member(table, column) => self.member(span, table, column, None),
            AstKind::Row(inner, row) => self.at_row(span, inner, row),
            AstKind::Call(function, arguments) => self.call(span, function, arguments),
            AstKind::Binary(operation, left, right) => self.binary(span, *operation, left, right),
            AstKind::Negate(inner) => {
                let (inner, kind) = self.number(inner);
                (node(NodeKind::Unary(Unary::Negate, Box::new(inner)), span), kind)
            }
        }
    }

    /// Checks a part that must be a number.
    pub fn number(&mut self, ast: &Ast) -> Checked {
        let (checked, kind) = self.part(ast);
        if kind == Kind::Condition {
            let problem = Problem::SortMismatch { expected: Sort::Number, found: Sort::Condition };
            return self.wrong(&ast.span, problem);
        }
        (checked, kind)
    }

    /// Checks a part that must be a number without unit.
    pub fn plain(&mut self, ast: &Ast, function: &str) -> Node {
        let (checked, kind) = self.number(ast);
        if let Kind::Number(unit) = &kind
            && !unit.is_none()
        {
            let found = self.names.units.describe(unit).to_string();
            self.report(ast.span.clone(), Problem::NeedsNoUnit { function: function.to_owned(), found });
        }
        checked
    }

    /// Checks a part that must be a condition.
    pub fn condition(&mut self, ast: &Ast) -> Node {
        let (checked, kind) = self.part(ast);
        if matches!(kind, Kind::Number(_) | Kind::Zero) {
            let problem = Problem::SortMismatch { expected: Sort::Condition, found: Sort::Number };
            self.report(ast.span.clone(), problem);
        }
        checked
    }

    /// The unit two parts share.
    pub fn same_unit(&mut self, span: &Range<usize>, left: (&Node, Kind), right: (&Node, Kind)) -> Kind {
        let (left_part, right_part) = (left.0, right.0);
        match (left.1, right.1) {
            (Kind::Number(left), Kind::Number(right)) if left != right => {
                let units = self.names.units;
                // A number that was written without its unit: converting it would take it for a multiple of one.
                let number = match (left.is_none(), right.is_none()) {
                    (true, false) => written(left_part).map(|number| (number, &right)),
                    (false, true) => written(right_part).map(|number| (number, &left)),
                    _ => None,
                };
                let number =
                    number.map(|(number, unit)| Box::new(Bare { number, unit: units.describe(unit).to_string() }));
                let name = units.name_of(&left).or_else(|| units.name_of(&right)).map(str::to_owned);
                let convertible = if left.same_dimension(&right) { name } else { None };
                let problem = Problem::UnitMismatch {
                    left: units.describe(&left).to_string(),
                    right: units.describe(&right).to_string(),
                    convertible,
                    number,
                };
                self.report(span.clone(), problem);
                Kind::Unknown
            }
            (Kind::Zero, other) | (other, Kind::Zero) => other,
            (Kind::Unknown, _) | (_, Kind::Unknown) => Kind::Unknown,
            (left, _) => left,
        }
    }

    /// Reads a unit written in a formula.
    pub fn unit(&mut self, span: &Range<usize>, text: &str) -> Option<Unit> {
        match self.names.units.parse(text) {
            Ok(unit) => Some(unit),
            Err(error) => {
                if let Some(problem) = unit_problem(error, self.names.units.names()) {
                    self.report(span.clone(), problem);
                }
                None
            }
        }
    }

    /// A month written in a formula, counted from January of the plan year (1).
    pub fn month(&mut self, span: &Range<usize>, text: &str) -> Option<i32> {
        match text.parse::<Month>() {
            Ok(month) => Some(month.offset_from(self.names.pack.year) + 1),
            Err(error) => {
                self.report(span.clone(), Problem::NotADate(error.0));
                None
            }
        }
    }

    fn binary(&mut self, span: &Range<usize>, operation: Binary, left: &Ast, right: &Ast) -> Checked {
        if matches!(operation, Binary::Equal | Binary::NotEqual) && (self.is_word(left) || self.is_word(right)) {
            return self.same_text(span, operation, left, right);
        }
        let (a, left_kind) = self.number(left);
        let (b, right_kind) = self.number(right);
        let kind = match operation {
            Binary::Add | Binary::Subtract => self.same_unit(span, (&a, left_kind), (&b, right_kind)),
            Binary::Multiply | Binary::Divide => self.product(span, operation, left_kind, right_kind),
            Binary::Power => {
                let before = self.found.len();
                for (ast, kind) in [(left, &left_kind), (right, &right_kind)] {
                    if let Kind::Number(unit) = kind
                        && !unit.is_none()
                    {
                        let found = self.names.units.describe(unit).to_string();
                        self.report(ast.span.clone(), Problem::NeedsNoUnit { function: "^".to_owned(), found });
                    }
                }
                // What the power was meant to give is not known then.
                if self.found.len() > before { Kind::Unknown } else { Kind::Number(Unit::none()) }
            }
            _ => {
                self.same_unit(span, (&a, left_kind), (&b, right_kind));
                Kind::Condition
            }
        };
        (node(NodeKind::Binary(operation, Box::new(a), Box::new(b)), span), kind)
    }

    fn product(&mut self, span: &Range<usize>, operation: Binary, left: Kind, right: Kind) -> Kind {
        let unit = |kind: Kind| match kind {
            Kind::Number(unit) => Some(unit),
            Kind::Zero => Some(Unit::none()),
            _ => None,
        };
        let (Some(left), Some(right)) = (unit(left), unit(right)) else { return Kind::Unknown };
        let product = if operation == Binary::Multiply { left.times(&right) } else { left.over(&right) };
        match product {
            Some(unit) => Kind::Number(unit),
            None => {
                self.report(span.clone(), Problem::UnitOverflow);
                Kind::Unknown
            }
        }
    }

    fn call(&mut self, span: &Range<usize>, function: &str, arguments: &[Ast]) -> Checked {
        let Some((_, least, most)) = FUNCTIONS.iter().find(|(name, ..)| *name == function) else {
            let other = ELSEWHERE.iter().find(|(name, _)| *name == function.to_lowercase());
            let nearest = match other {
                Some((_, here)) => Some((*here).to_owned()),
                None => nearest(&function.to_lowercase(), FUNCTIONS.iter().map(|(name, ..)| *name)),
            };
            return self.wrong(span, Problem::UnknownFunction { found: function.to_owned(), nearest });
        };
        if !(*least..=*most).contains(&arguments.len()) {
            let (function, least, most, found) = (function.to_owned(), *least, *most, arguments.len());
            return self.wrong(span, Problem::ArgumentCount { function, least, most, found });
        }
        functions::call(self, span, function, arguments)
    }
}

/// A node at a place.
pub fn node(kind: NodeKind, span: &Range<usize>) -> Node {
    Node { kind, span: span.clone() }
}

/// A number as it was written, where a part is nothing else.
fn written(part: &Node) -> Option<String> {
    match &part.kind {
        NodeKind::Number(number) => Some(number.to_string()),
        NodeKind::Unary(Unary::Negate, inner) => Some(format!("-{}", written(inner)?)),
        _ => None,
    }
}

/// A part that causes no further problems.
pub fn unknown(span: &Range<usize>) -> Checked {
    (node(NodeKind::Number(f64::NAN), span), Kind::Unknown)
}

/// What is wrong with a unit; nothing where its declaration was already found wrong.
pub fn unit_problem<'a>(error: UnitError, names: impl Iterator<Item = &'a str>) -> Option<Problem> {
    match error {
        UnitError::Unreadable(_) => None,
        UnitError::Unknown(found) => {
            let nearest = nearest(&found, names);
            Some(Problem::UnknownUnit { found, nearest })
        }
        UnitError::Malformed(text) => Some(Problem::BadUnit(text)),
        UnitError::OutOfRange(_) => Some(Problem::UnitOverflow),
    }
}
