//! What the names in a formula mean.

use std::ops::Range;

use super::check::{Checked, Checker, Kind, node, unknown};
use super::names::{ColumnSort, FUNCTIONS, Global, nearest};
use super::parser::{Ast, AstKind};
use super::words::ROW_ID;
use super::{Calendar, NodeKind, RowRef};
use crate::diagnostic::{Problem, Sort};
use crate::pack::{ColumnId, TableId};
use crate::unit::Unit;

impl Checker<'_, '_> {
    pub(super) fn name(&mut self, span: &Range<usize>, name: &str) -> Checked {
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
        let with_column = self.names.tables.iter().find(|table| table.columns.contains_key(name));
        if let Some(table) = with_column {
            let problem = Problem::NeedsRow { name: name.to_owned(), table: table.id.to_owned() };
            return self.wrong(span, problem);
        }
        let columns = self.bound.iter().flat_map(|table| self.names.tables[table.0].columns.keys());
        let candidates = columns.chain(self.names.globals.keys()).copied();
        let nearest = match name {
            _ if FUNCTIONS.iter().any(|(function, ..)| *function == name) => Some(format!("{name}(…)")),
            _ if self.names.tables.iter().any(|table| table.id == name) => Some(format!("sum({name}, …)")),
            _ => nearest(name, candidates),
        };
        self.wrong(span, Problem::Unknown { what: "name", found: name.to_owned(), nearest })
    }

    fn column(&mut self, span: &Range<usize>, column: ColumnId, sort: ColumnSort, row: RowRef) -> Checked {
        match sort {
            ColumnSort::Number(unit) => (node(NodeKind::Cell(column, row), span), number_kind(&unit)),
            ColumnSort::Formula(variable, unit) => (node(NodeKind::Variable(variable, row), span), number_kind(&unit)),
            ColumnSort::Word => self.wrong(span, Problem::SortMismatch { expected: Sort::Number, found: Sort::Word }),
        }
    }

    pub(super) fn member(&mut self, span: &Range<usize>, table: &str, column: &str, row: Option<&str>) -> Checked {
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
        if column == ROW_ID {
            return self.wrong(span, Problem::SortMismatch { expected: Sort::Number, found: Sort::Word });
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

    pub(super) fn at_row(&mut self, span: &Range<usize>, inner: &Ast, row: &str) -> Checked {
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
        if found.is_none() && self.names.globals.contains_key(name) {
            self.report(span.clone(), Problem::NoParts { name: name.to_owned() });
        } else if found.is_none() {
            let nearest = nearest(name, self.names.tables.iter().map(|table| table.id));
            self.report(span.clone(), Problem::Unknown { what: "table", found: name.to_owned(), nearest });
        }
        found.map(TableId)
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
        "workdays" => Calendar::Workdays,
        "workdays_left" => Calendar::WorkdaysLeft,
        _ => return None,
    })
}
