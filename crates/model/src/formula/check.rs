//! Names found, units and sorts checked: from what was written to what both evaluators read.

use std::ops::Range;

use super::functions;
use super::lexer::Found;
use super::names::{ColumnSort, FUNCTIONS, Global, Names, nearest};
use super::parser::{Ast, AstKind};
use super::{Binary, Calendar, Node, NodeKind, RowRef, Unary};
use crate::diagnostic::{Problem, Sort};
use crate::pack::{ColumnId, TableId};
use crate::time::Month;
use crate::unit::{Unit, UnitError};

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
    let mut checker = Checker { names, bound: table.into_iter().collect(), found };
    let (node, kind) = checker.part(ast);
    match (kind, declared.0) {
        (Kind::Number(unit), Some(wanted)) if unit != *wanted => {
            let problem = Problem::UnitNotDeclared {
                declared: declared.1.to_owned(),
                found: names.units.describe(&unit).to_string(),
                convertible: unit.same_dimension(wanted),
            };
            checker.report(ast.span.clone(), problem);
        }
        (Kind::Condition, Some(wanted)) if !wanted.is_none() => {
            checker.report(ast.span.clone(), Problem::SortMismatch { expected: Sort::Number, found: Sort::Condition });
        }
        _ => {}
    }
    node
}

/// A check under way.
pub struct Checker<'a, 'names> {
    /// What can be named.
    pub names: &'a Names<'names>,
    /// Tables whose row is bound, innermost last.
    pub bound: Vec<TableId>,
    found: &'a mut Vec<Found>,
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
    pub fn same_unit(&mut self, span: &Range<usize>, left: Kind, right: Kind) -> Kind {
        match (left, right) {
            (Kind::Number(left), Kind::Number(right)) if left != right => {
                let units = self.names.units;
                let convertible = left.same_dimension(&right).then(|| units.describe(&left).to_string());
                let problem = Problem::UnitMismatch {
                    left: units.describe(&left).to_string(),
                    right: units.describe(&right).to_string(),
                    convertible,
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
                let problem = unit_problem(error, self.names.units.names());
                self.report(span.clone(), problem);
                None
            }
        }
    }

    /// A month written in a formula, counted from January of the plan year (1).
    pub fn month(&mut self, span: &Range<usize>, text: &str) -> Option<i32> {
        match text.parse::<Month>() {
            Ok(month) => Some(month.offset_from(self.names.year) + 1),
            Err(error) => {
                self.report(span.clone(), Problem::NotADate(error.0));
                None
            }
        }
    }

    fn name(&mut self, span: &Range<usize>, name: &str) -> Checked {
        if let Some(calendar) = calendar(name) {
            return (node(NodeKind::Calendar(calendar), span), Kind::Number(Unit::none()));
        }
        for &table in self.bound.iter().rev() {
            let inside = &self.names.tables[table.0];
            if let Some((column, sort)) = inside.columns.get(name) {
                return self.column(span, ColumnId { table, column: *column }, sort.clone(), RowRef::Bound(table));
            }
        }
        match self.names.globals.get(name) {
            Some(Global::Variable(variable, unit, over)) => {
                let row = match over {
                    None => RowRef::None,
                    Some(table) if self.bound.contains(table) => RowRef::Bound(*table),
                    Some(table) => {
                        let table = self.names.tables[table.0].id.to_owned();
                        return self.wrong(span, Problem::NeedsRow { name: name.to_owned(), table });
                    }
                };
                (node(NodeKind::Variable(*variable, row), span), number_kind(unit))
            }
            Some(Global::Constant(constant, unit)) => (node(NodeKind::Constant(*constant), span), number_kind(unit)),
            Some(Global::Lever(lever, unit)) => (node(NodeKind::Lever(*lever), span), number_kind(unit)),
            Some(Global::Assumption(assumption, unit)) => {
                (node(NodeKind::Assumption(*assumption), span), number_kind(unit))
            }
            None => self.unknown_name(span, name),
        }
    }

    fn unknown_name(&mut self, span: &Range<usize>, name: &str) -> Checked {
        let columns = self.bound.iter().flat_map(|table| self.names.tables[table.0].columns.keys());
        let candidates = columns.chain(self.names.globals.keys()).copied();
        let nearest = nearest(name, candidates);
        self.wrong(span, Problem::Unknown { what: "name", found: name.to_owned(), nearest })
    }

    fn column(&mut self, span: &Range<usize>, column: ColumnId, sort: ColumnSort, row: RowRef) -> Checked {
        match sort {
            ColumnSort::Number(unit) => (node(NodeKind::Cell(column, row), span), number_kind(&unit)),
            ColumnSort::Formula(variable, unit) => (node(NodeKind::Variable(variable, row), span), number_kind(&unit)),
            ColumnSort::Word => self.wrong(span, Problem::SortMismatch { expected: Sort::Number, found: Sort::Word }),
        }
    }

    fn member(&mut self, span: &Range<usize>, table: &str, column: &str, row: Option<&str>) -> Checked {
        let Some(id) = self.table(span, table) else { return unknown(span) };
        let inside = &self.names.tables[id.0];
        let row = match row {
            Some(row) => match inside.rows.get(row) {
                Some(number) => RowRef::Fixed(id, *number),
                None => {
                    let nearest = nearest(row, inside.rows.keys().copied());
                    return self.wrong(span, Problem::Unknown { what: "row", found: row.to_owned(), nearest });
                }
            },
            None if self.bound.contains(&id) => RowRef::Bound(id),
            None => {
                let problem = Problem::NeedsRow { name: column.to_owned(), table: table.to_owned() };
                return self.wrong(span, problem);
            }
        };
        if let Some((number, sort)) = inside.columns.get(column) {
            return self.column(span, ColumnId { table: id, column: *number }, sort.clone(), row);
        }
        match self.names.globals.get(column) {
            Some(Global::Variable(variable, unit, Some(over))) if *over == id => {
                (node(NodeKind::Variable(*variable, row), span), number_kind(unit))
            }
            _ => {
                let problem = Problem::NotOverTable { name: column.to_owned(), table: table.to_owned() };
                self.wrong(span, problem)
            }
        }
    }

    fn at_row(&mut self, span: &Range<usize>, inner: &Ast, row: &str) -> Checked {
        match &inner.kind {
            AstKind::Member(table, column) => self.member(span, table, column, Some(row)),
            AstKind::Name(name) => {
                let over = match self.names.globals.get(name.as_str()) {
                    Some(Global::Variable(_, _, over)) => *over,
                    Some(_) => None,
                    None => {
                        let has = |table: &usize| self.names.tables[*table].columns.contains_key(name.as_str());
                        match (0..self.names.tables.len()).find(has) {
                            Some(table) => Some(TableId(table)),
                            None => return self.unknown_name(&inner.span, name),
                        }
                    }
                };
                match over {
                    Some(table) => {
                        let table = self.names.tables[table.0].id;
                        self.member(span, table, name, Some(row))
                    }
                    None => self.wrong(span, Problem::NoRowsHere { name: name.clone() }),
                }
            }
            _ => self.wrong(span, Problem::NoRowsHere { name: row.to_owned() }),
        }
    }

    /// A table by name.
    pub fn table(&mut self, span: &Range<usize>, name: &str) -> Option<TableId> {
        let found = self.names.tables.iter().position(|table| table.id == name);
        if found.is_none() {
            let nearest = nearest(name, self.names.tables.iter().map(|table| table.id));
            self.report(span.clone(), Problem::Unknown { what: "table", found: name.to_owned(), nearest });
        }
        found.map(TableId)
    }

    fn binary(&mut self, span: &Range<usize>, operation: Binary, left: &Ast, right: &Ast) -> Checked {
        if let (Binary::Equal | Binary::NotEqual, Some((words, text))) = (operation, words(left, right)) {
            return self.word_is(span, operation, words, text);
        }
        let (a, left_kind) = self.number(left);
        let (b, right_kind) = self.number(right);
        let kind = match operation {
            Binary::Add | Binary::Subtract => self.same_unit(span, left_kind, right_kind),
            Binary::Multiply | Binary::Divide => self.product(span, operation, left_kind, right_kind),
            Binary::Power => {
                for (ast, kind) in [(left, &left_kind), (right, &right_kind)] {
                    if let Kind::Number(unit) = kind
                        && !unit.is_none()
                    {
                        let found = self.names.units.describe(unit).to_string();
                        self.report(ast.span.clone(), Problem::NeedsNoUnit { function: "^".to_owned(), found });
                    }
                }
                Kind::Number(Unit::none())
            }
            _ => {
                self.same_unit(span, left_kind, right_kind);
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

    fn word_is(&mut self, span: &Range<usize>, operation: Binary, words: &Ast, text: &str) -> Checked {
        let before = self.found.len();
        let (checked, _) = self.part(words);
        // Reading a word column as a number was reported; here it is what is wanted.
        let word = |(_, problem): &Found| {
            matches!(problem, Problem::SortMismatch { expected: Sort::Number, found: Sort::Word })
        };
        if self.found.len() == before + 1 && self.found.last().is_some_and(word) {
            self.found.pop();
        } else {
            if self.found.len() == before {
                let problem = Problem::SortMismatch { expected: Sort::Word, found: Sort::Number };
                self.report(words.span.clone(), problem);
            }
            return (checked, Kind::Unknown);
        }
        let Some((column, row)) = self.word_column(words) else { return unknown(span) };
        let is = node(NodeKind::TextIs(column, row, text.to_owned()), span);
        if operation == Binary::Equal {
            return (is, Kind::Condition);
        }
        (node(NodeKind::Unary(Unary::Not, Box::new(is)), span), Kind::Condition)
    }

    fn word_column(&self, ast: &Ast) -> Option<(ColumnId, RowRef)> {
        let in_table = |table: usize, name: &str| {
            self.names.tables[table]
                .columns
                .get(name)
                .map(|(column, _)| ColumnId { table: TableId(table), column: *column })
        };
        match &ast.kind {
            AstKind::Name(name) => self
                .bound
                .iter()
                .rev()
                .find_map(|table| in_table(table.0, name).map(|column| (column, RowRef::Bound(*table)))),
            AstKind::Member(table, name) => {
                let table = self.names.tables.iter().position(|known| known.id == table)?;
                Some((in_table(table, name)?, RowRef::Bound(TableId(table))))
            }
            AstKind::Row(inner, row) => {
                let (column, _) = match &inner.kind {
                    AstKind::Name(name) => {
                        let column = (0..self.names.tables.len()).find_map(|table| in_table(table, name))?;
                        (column, ())
                    }
                    _ => (self.word_column(inner)?.0, ()),
                };
                let row = *self.names.tables[column.table.0].rows.get(row.as_str())?;
                Some((column, RowRef::Fixed(column.table, row)))
            }
            _ => None,
        }
    }

    fn call(&mut self, span: &Range<usize>, function: &str, arguments: &[Ast]) -> Checked {
        let Some((_, expected, least, most)) = FUNCTIONS.iter().find(|(name, ..)| *name == function) else {
            let nearest = nearest(function, FUNCTIONS.iter().map(|(name, ..)| *name));
            return self.wrong(span, Problem::UnknownFunction { found: function.to_owned(), nearest });
        };
        if !(*least..=*most).contains(&arguments.len()) {
            let (function, found) = (function.to_owned(), arguments.len());
            return self.wrong(span, Problem::ArgumentCount { function, expected, found });
        }
        functions::call(self, span, function, arguments)
    }
}

/// A node at a place.
pub fn node(kind: NodeKind, span: &Range<usize>) -> Node {
    Node { kind, span: span.clone() }
}

/// A part that causes no further problems.
pub fn unknown(span: &Range<usize>) -> Checked {
    (node(NodeKind::Number(f64::NAN), span), Kind::Unknown)
}

/// What is wrong with a unit.
pub fn unit_problem<'a>(error: UnitError, names: impl Iterator<Item = &'a str>) -> Problem {
    match error {
        UnitError::Unknown(found) => {
            let nearest = nearest(&found, names);
            Problem::UnknownUnit { found, nearest }
        }
        UnitError::Malformed(text) => Problem::BadUnit(text),
        UnitError::OutOfRange(_) => Problem::UnitOverflow,
    }
}

fn number_kind(unit: &Option<Unit>) -> Kind {
    unit.clone().map_or(Kind::Unknown, Kind::Number)
}

fn calendar(name: &str) -> Option<Calendar> {
    Some(match name {
        "month" => Calendar::Month,
        "month_of_year" => Calendar::MonthOfYear,
        "quarter" => Calendar::Quarter,
        "days" => Calendar::Days,
        "year" => Calendar::Year,
        _ => return None,
    })
}

/// The part that is compared with a text, and the text.
fn words<'a>(left: &'a Ast, right: &'a Ast) -> Option<(&'a Ast, &'a str)> {
    match (&left.kind, &right.kind) {
        (_, AstKind::Text(text)) => Some((left, text)),
        (AstKind::Text(text), _) => Some((right, text)),
        _ => None,
    }
}
