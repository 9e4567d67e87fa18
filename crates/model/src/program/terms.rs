//! Formulas as they are for one row: rows bound, cells of tables and choices on them settled, constants folded.
//!
//! Most of what a formula over a table says concerns the row and not the month. It is worked out once here, so that
//! unrolling the months meets only what differs from month to month.

use guoban_kernel::compile::{Term, TermId, Terms, left_alone, right_alone};

use super::error::CompileError;
use super::layout::Layout;
use super::{MOST_OPERATIONS, scalar};
use crate::formula::{Aggregate, Binary, Calendar, Node, NodeKind, RowRef};
use crate::number::to_f64;
use crate::pack::{Cell, ColumnId, ColumnKind, Formula, Pack, TableId, VariableId};
use crate::time::Month;

/// The terms of a pack's formulas, and by series the term of its formula.
///
/// # Errors
/// More terms than a program may have operations.
pub fn of_pack<'pack>(
    pack: &'pack Pack,
    layout: &Layout,
    acts_from: &[Option<i32>],
) -> Result<(Terms<'pack>, Vec<Option<TermId>>), CompileError> {
    let delayed = pack.levers.iter().zip(acts_from).enumerate();
    let delayed = delayed.map(|(number, (lever, first))| (number as u32, *first, to_f64(lever.baseline))).collect();
    let terms = Terms { delayed, ..Terms::default() };
    let mut building = Building { pack, layout, terms, rows: Vec::new() };
    let mut formulas = Vec::with_capacity(layout.series_count());
    for (index, variable) in pack.variables.iter().enumerate() {
        for row in 0..pack.rows_of(VariableId(index)) {
            let node = match &variable.formula {
                Formula::Given => None,
                Formula::Same(node) => Some(node),
                Formula::PerRow(nodes) => nodes.get(row),
            };
            building.rows.clear();
            building.rows.extend(variable.over.map(|table| (table, row)));
            formulas.push(node.map(|node| building.node(node)).transpose()?);
        }
    }
    Ok((building.terms, formulas))
}

/// The number of a calendar value among what depends on the month alone; profiles follow.
const CALENDAR: [Calendar; 5] =
    [Calendar::Month, Calendar::MonthOfYear, Calendar::Quarter, Calendar::Days, Calendar::Year];

/// The value of a [`Term::Monthly`].
pub fn monthly(pack: &Pack, number: u32, month: i32) -> f64 {
    match CALENDAR.get(number as usize) {
        Some(calendar) => calendar_value(*calendar, pack.year, month),
        None => {
            let month_of_year = month.rem_euclid(12) as usize + 1;
            pack.profiles[number as usize - CALENDAR.len()].month_weight(month_of_year)
        }
    }
}

struct Building<'pack, 'a> {
    pack: &'pack Pack,
    layout: &'a Layout,
    terms: Terms<'pack>,
    /// The rows bound where a node is read, innermost last.
    rows: Vec<(TableId, usize)>,
}

impl<'pack> Building<'pack, '_> {
    fn push(&mut self, term: Term) -> Result<TermId, CompileError> {
        let terms = &mut self.terms.terms;
        if terms.len() >= MOST_OPERATIONS {
            return Err(CompileError::TooManyOperations { limit: MOST_OPERATIONS });
        }
        terms.push(term);
        Ok(terms.len() as TermId - 1)
    }

    fn known(&self, term: TermId) -> Option<f64> {
        match self.terms.terms[term as usize] {
            Term::Known(value) => Some(value),
            _ => None,
        }
    }

    fn node(&mut self, node: &'pack Node) -> Result<TermId, CompileError> {
        let term = match &node.kind {
            NodeKind::Number(number) => Term::Known(*number),
            NodeKind::Constant(constant) => Term::Known(self.pack.constants[constant.0].value),
            NodeKind::Lever(lever) => Term::Delayed(lever.0 as u32),
            NodeKind::Assumption(assumption) => Term::Input((self.pack.levers.len() + assumption.0) as u32),
            NodeKind::Variable(variable, row) => {
                Term::Series(self.layout.series(*variable, row.among(&self.rows)) as u32)
            }
            NodeKind::Cell(column, row) => self.table_cell(*column, *row),
            NodeKind::TextIs(column, row, text) => {
                let row = row.among(&self.rows);
                let cell = &self.pack.tables[column.table.0].rows[row].cells[column.column];
                let equal = matches!(cell, Cell::Text(cell) if cell == text);
                Term::Known(f64::from(u8::from(equal)))
            }
            NodeKind::Calendar(calendar) => {
                let number = CALENDAR.iter().position(|known| known == calendar).unwrap_or(0);
                Term::Monthly(number as u32)
            }
            NodeKind::Profile(profile) => Term::Monthly((CALENDAR.len() + profile.0) as u32),
            NodeKind::Unary(operation, a) => {
                let a = self.node(a)?;
                match self.known(a) {
                    Some(a) => Term::Known(scalar::unary(*operation, a)),
                    None => Term::Unary(*operation, a),
                }
            }
            NodeKind::Binary(operation, a, b) => {
                let (a, b) = (self.node(a)?, self.node(b)?);
                return self.binary(*operation, a, b);
            }
            NodeKind::If(condition, then, otherwise) => {
                let condition = self.node(condition)?;
                match self.known(condition) {
                    Some(known) if known.is_nan() => return Ok(condition),
                    Some(0.0) => return self.node(otherwise),
                    Some(_) => return self.node(then),
                    None => Term::If(condition, self.node(then)?, self.node(otherwise)?),
                }
            }
            NodeKind::Convert(a, factor) => {
                let a = self.node(a)?;
                let factor = self.push(Term::Known(*factor))?;
                return self.binary(Binary::Multiply, a, factor);
            }
            NodeKind::Curve(curve, a) => {
                let a = self.node(a)?;
                let item = &self.pack.curves[curve.0];
                match self.known(a) {
                    Some(a) => Term::Known(scalar::interpolate(&item.x, &item.y, a)),
                    None => Term::Curve(curve.0 as u32, a),
                }
            }
            NodeKind::Aggregate(aggregate, table, body) => return self.aggregate(*aggregate, *table, body),
            NodeKind::Temporal(temporal, body) => {
                let body = self.node(body)?;
                self.terms.temporal.push(temporal);
                Term::Temporal(self.terms.temporal.len() as u32 - 1, body)
            }
        };
        self.push(term)
    }

    fn binary(&mut self, operation: Binary, a: TermId, b: TermId) -> Result<TermId, CompileError> {
        match (self.known(a), self.known(b)) {
            (Some(a), Some(b)) => self.push(Term::Known(scalar::binary(operation, a, b))),
            (_, Some(known)) if left_alone(operation, known) => Ok(a),
            (Some(known), _) if right_alone(operation, known) => Ok(b),
            _ => self.push(Term::Binary(operation, a, b)),
        }
    }

    fn table_cell(&self, column: ColumnId, row: RowRef) -> Term {
        let row = row.among(&self.rows);
        let table = &self.pack.tables[column.table.0];
        match &table.rows[row].cells[column.column] {
            Cell::Number(number) => Term::Known(*number),
            Cell::Adjustable(lever) => Term::Delayed(lever.0 as u32),
            Cell::Formula => match table.columns[column.column].kind {
                ColumnKind::Formula(variable) => Term::Series(self.layout.series(variable, row) as u32),
                _ => Term::Known(f64::NAN),
            },
            Cell::Text(_) => Term::Known(f64::NAN),
        }
    }

    fn aggregate(&mut self, aggregate: Aggregate, table: TableId, body: &'pack Node) -> Result<TermId, CompileError> {
        let count = self.pack.tables[table.0].rows.len();
        let operation = match aggregate {
            Aggregate::Sum | Aggregate::Count | Aggregate::Mean => Binary::Add,
            Aggregate::Min => Binary::Min,
            Aggregate::Max => Binary::Max,
        };
        let mut parts = Vec::with_capacity(count);
        for row in 0..count {
            self.rows.push((table, row));
            let part = self.node(body);
            self.rows.pop();
            let mut part = part?;
            if aggregate == Aggregate::Count {
                let zero = self.push(Term::Known(0.0))?;
                part = self.binary(Binary::NotEqual, part, zero)?;
            }
            parts.push(part);
        }
        if parts.is_empty() {
            parts.push(self.push(Term::Known(0.0))?);
        }
        let start = self.terms.parts.len() as u32;
        self.terms.parts.append(&mut parts);
        let folded = self.push(Term::Fold(operation, start, self.terms.parts.len() as u32))?;
        if aggregate == Aggregate::Mean {
            let count = self.push(Term::Known(count as f64))?;
            return self.push(Term::Binary(Binary::Divide, folded, count));
        }
        Ok(folded)
    }
}

/// A value of the calendar in a month counted from January of the plan year (0).
pub fn calendar_value(calendar: Calendar, plan_year: i32, month: i32) -> f64 {
    let at = Month::from_offset(plan_year, month);
    match calendar {
        Calendar::Month => f64::from(month + 1),
        Calendar::MonthOfYear => f64::from(at.month),
        Calendar::Quarter => f64::from((at.month - 1) / 3 + 1),
        Calendar::Days => f64::from(at.days()),
        Calendar::Year => f64::from(at.year),
    }
}
