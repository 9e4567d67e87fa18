//! Formulas as they are for one row: rows bound, cells of tables and choices on them settled, constants folded.
//!
//! Most of what a formula over a table says concerns the row and not the month. It is worked out once here, so that
//! unrolling the months meets only what differs from month to month.

use super::error::CompileError;
use super::intern::{left_alone, right_alone};
use super::layout::Layout;
use super::{MOST_OPERATIONS, scalar};
use crate::formula::{Aggregate, Binary, Calendar, Node, NodeKind, RowRef, Temporal, Unary};
use crate::pack::{Cell, ColumnId, ColumnKind, CurveId, LeverId, Pack, ProfileId, TableId, VariableId};

/// Number of a term.
pub type TermId = u32;

/// A formula's node for one row. Every term has one value per month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Term<'pack> {
    /// A number.
    Known(f64),
    /// An assumption, by the number of its value.
    Input(u32),
    /// A lever: its baseline before the month it acts from.
    Lever(LeverId),
    /// A variable's row, by the number of its series.
    Series(u32),
    /// A value of the calendar.
    Calendar(Calendar),
    /// A weight of a profile.
    Profile(ProfileId),
    /// One operand.
    Unary(Unary, TermId),
    /// Two operands.
    Binary(Binary, TermId, TermId),
    /// Condition, then, otherwise.
    If(TermId, TermId, TermId),
    /// A value of a curve.
    Curve(CurveId, TermId),
    /// Several terms from the left: those from one place of the list of parts to another.
    Fold(Binary, u32, u32),
    /// A term in other months, and the first of its places for sums that are carried on.
    Temporal(&'pack Temporal, TermId, u32),
}

/// All terms of a pack, made when first asked for.
pub struct Terms<'pack> {
    pack: &'pack Pack,
    layout: &'pack Layout,
    terms: Vec<Term<'pack>>,
    parts: Vec<TermId>,
    /// Number of temporal terms.
    temporal: u32,
    /// The rows bound where a node is read, innermost last.
    rows: Vec<(TableId, usize)>,
}

impl<'pack> Terms<'pack> {
    /// Starts with none.
    pub fn new(pack: &'pack Pack, layout: &'pack Layout) -> Self {
        Self { pack, layout, terms: Vec::new(), parts: Vec::new(), temporal: 0, rows: Vec::new() }
    }

    /// A term.
    pub fn get(&self, term: TermId) -> Term<'pack> {
        self.terms[term as usize]
    }

    /// Parts of a fold.
    pub fn part(&self, at: u32) -> TermId {
        self.parts[at as usize]
    }

    /// Number of temporal terms made so far.
    pub fn temporal(&self) -> u32 {
        self.temporal
    }

    /// The term of a variable's formula for one of its rows.
    pub fn of(&mut self, node: &'pack Node, variable: VariableId, row: usize) -> Result<TermId, CompileError> {
        self.rows.clear();
        self.rows.extend(self.pack.variables[variable.0].over.map(|table| (table, row)));
        self.node(node)
    }

    fn push(&mut self, term: Term<'pack>) -> Result<TermId, CompileError> {
        if self.terms.len() >= MOST_OPERATIONS {
            return Err(CompileError::TooManyOperations { limit: MOST_OPERATIONS });
        }
        self.terms.push(term);
        Ok(self.terms.len() as TermId - 1)
    }

    fn known(&self, term: TermId) -> Option<f64> {
        match self.get(term) {
            Term::Known(value) => Some(value),
            _ => None,
        }
    }

    fn node(&mut self, node: &'pack Node) -> Result<TermId, CompileError> {
        let term = match &node.kind {
            NodeKind::Number(number) => Term::Known(*number),
            NodeKind::Constant(constant) => Term::Known(self.pack.constants[constant.0].value),
            NodeKind::Lever(lever) => Term::Lever(*lever),
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
            NodeKind::Calendar(calendar) => Term::Calendar(*calendar),
            NodeKind::Profile(profile) => Term::Profile(*profile),
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
                    None => Term::Curve(*curve, a),
                }
            }
            NodeKind::Aggregate(aggregate, table, body) => return self.aggregate(*aggregate, *table, body),
            NodeKind::Temporal(temporal, body) => {
                let body = self.node(body)?;
                self.temporal += 1;
                Term::Temporal(temporal, body, self.temporal - 1)
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

    fn table_cell(&self, column: ColumnId, row: RowRef) -> Term<'pack> {
        let row = row.among(&self.rows);
        let table = &self.pack.tables[column.table.0];
        match &table.rows[row].cells[column.column] {
            Cell::Number(number) => Term::Known(*number),
            Cell::Adjustable(lever) => Term::Lever(*lever),
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
        let start = self.parts.len() as u32;
        self.parts.append(&mut parts);
        let folded = self.push(Term::Fold(operation, start, self.parts.len() as u32))?;
        if aggregate == Aggregate::Mean {
            let count = self.push(Term::Known(count as f64))?;
            return self.push(Term::Binary(Binary::Divide, folded, count));
        }
        Ok(folded)
    }
}
