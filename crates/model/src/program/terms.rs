//! Formulas as they are for one row: rows bound, cells of tables and choices on them settled, constants folded.
//!
//! Most of what a formula over a table says concerns the row and not the month. It is worked out once here, so that
//! unrolling the months meets only what differs from month to month.

use guoban_kernel::compile::{Term, TermId, Terms, left_alone, right_alone};

use super::error::CompileError;
use super::layout::Layout;
use super::{MOST_OPERATIONS, monthly, scalar};
use crate::formula::{Aggregate, Binary, Node, NodeKind, RowRef};
use crate::number::to_f64;
use crate::pack::{Cell, ColumnId, ColumnKind, Formula, GroupId, LeverId, Pack, TableId, VariableId};

/// What the formulas of a pack come to.
pub struct Built<'pack> {
    /// All terms.
    pub terms: Terms<'pack>,
    /// By series: the term of its formula.
    pub formulas: Vec<Option<TermId>>,
    /// Numbers by month of the plan year, which [`monthly::value`] reads.
    pub schedules: Vec<&'pack [f64; 12]>,
}

/// The terms of a pack's formulas, and by series the term of its formula. Levers act from `acts_from` on; `now` is the
/// as-of date's month.
///
/// # Errors
/// More terms than a program may have operations.
pub fn of_pack<'pack>(
    pack: &'pack Pack,
    layout: &Layout,
    acts_from: &[Option<i32>],
    now: i32,
) -> Result<Built<'pack>, CompileError> {
    let delayed = pack.levers.iter().zip(acts_from).enumerate();
    let delayed = delayed.map(|(number, (lever, first))| (number as u32, *first, to_f64(lever.baseline))).collect();
    let terms = Terms { delayed, ..Terms::default() };
    let mut building = Building { pack, layout, terms, now, schedules: Vec::new(), rows: Vec::new() };
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
    Ok(Built { terms: building.terms, formulas, schedules: building.schedules })
}

struct Building<'pack, 'a> {
    pack: &'pack Pack,
    layout: &'a Layout,
    terms: Terms<'pack>,
    /// The as-of date's month, counted from January of the plan year (0).
    now: i32,
    /// Numbers by month of the plan year.
    schedules: Vec<&'pack [f64; 12]>,
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
            NodeKind::SameText(words) => {
                let equal = words.0.among(self.pack, &self.rows) == words.1.among(self.pack, &self.rows);
                Term::Known(f64::from(u8::from(equal)))
            }
            NodeKind::None(_) => Term::Known(f64::NAN),
            NodeKind::ByMonth(months) => {
                let number = monthly::first_schedule(self.pack) + self.schedules.len() as u32;
                self.schedules.push(months);
                Term::Monthly(number)
            }
            NodeKind::Start(lever) => Term::Known(self.start(lever)),
            NodeKind::Moved(group) => return self.moved(*group),
            NodeKind::Calendar(_) | NodeKind::Profile(_) | NodeKind::Event(_) => {
                Term::Monthly(monthly::number(self.pack, &node.kind))
            }
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

    /// The first month in which a lever acts, counted from 1.
    fn start(&self, lever: &Node) -> f64 {
        let acts = match self.lever_of(lever) {
            Some(lever) => self.terms.delayed[lever.0].1,
            None => None,
        };
        f64::from(acts.unwrap_or(self.now + 1) + 1)
    }

    /// The lever that a node reads, if it is one.
    fn lever_of(&self, node: &Node) -> Option<LeverId> {
        match &node.kind {
            NodeKind::Lever(lever) => Some(*lever),
            NodeKind::Cell(column, row) => {
                match self.pack.tables[column.table.0].rows[row.among(&self.rows)].cells[column.column] {
                    Cell::Adjustable(lever) => Some(lever),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn moved(&mut self, group: GroupId) -> Result<TermId, CompileError> {
        let mut parts = vec![self.push(Term::Known(0.0))?];
        for (number, lever) in self.pack.levers.iter().enumerate().filter(|(_, lever)| lever.group == group) {
            let baseline = self.push(Term::Known(to_f64(lever.baseline)))?;
            let setting = self.push(Term::Delayed(number as u32))?;
            parts.push(self.binary(Binary::NotEqual, setting, baseline)?);
        }
        self.fold(Binary::Add, parts)
    }

    fn fold(&mut self, operation: Binary, mut parts: Vec<TermId>) -> Result<TermId, CompileError> {
        let start = self.terms.parts.len() as u32;
        self.terms.parts.append(&mut parts);
        self.push(Term::Fold(operation, start, self.terms.parts.len() as u32))
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
            Cell::Uncertain(assumption) => Term::Input((self.pack.levers.len() + assumption.0) as u32),
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
        let folded = self.fold(operation, parts)?;
        if aggregate == Aggregate::Mean {
            let count = self.push(Term::Known(count as f64))?;
            return self.push(Term::Binary(Binary::Divide, folded, count));
        }
        Ok(folded)
    }
}
