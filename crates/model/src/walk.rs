//! The plain evaluator: walks a formula for one scenario, one month, one row at a time.
//!
//! It defines what formulas mean. [`reference::Reference`](crate::reference::Reference) uses it to compute whole plans
//! against which the compiled program is tested, and [`explain`](crate::explain) to show a formula with its values.

use crate::formula::{Aggregate, Binary, Node, NodeKind, RowRef, Temporal, Word};
use crate::model::Settings;
use crate::number::to_f64;
use crate::pack::{Cell, ColumnId, ColumnKind, LeverId, Pack, ReasonId, TableId};
use crate::program::{CellRef, calendar_value, event_share, scalar};
use crate::time::Date;

/// Where a walk finds the values of other cells.
pub trait Cells {
    /// The value of a cell; `None` when there is no figure for it.
    fn cell(&mut self, cell: CellRef) -> Option<f64>;
}

/// The operation at which a value was lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Bytes of the formula's text.
    pub span: std::ops::Range<usize>,
    /// Month of the operands, counted from January of the plan year (0).
    pub offset: i32,
    /// The operands, all finite.
    pub operands: Vec<f64>,
}

/// A walk over formulas of one pack under one scenario.
pub struct Walk<'a, C> {
    pack: &'a Pack,
    settings: &'a Settings,
    as_of: Date,
    cells: C,
    rows: Vec<(TableId, usize)>,
    loss: Option<Loss>,
    reason: Option<ReasonId>,
    missing: Option<CellRef>,
}

impl<'a, C: Cells> Walk<'a, C> {
    /// Starts a walk with the row of a variable's table bound, if it has one.
    pub fn new(pack: &'a Pack, settings: &'a Settings, as_of: Date, cells: C, row: Option<(TableId, usize)>) -> Self {
        Self { pack, settings, as_of, cells, rows: row.into_iter().collect(), loss: None, reason: None, missing: None }
    }

    /// Binds rows as the aggregates around a part of a formula would, innermost last.
    pub fn bind(&mut self, rows: &[(TableId, usize)]) {
        self.rows = rows.to_vec();
    }

    /// The first operation whose operands had values and whose result had none.
    pub fn into_loss(self) -> Option<Loss> {
        self.loss
    }

    /// The reason that a formula gave for having no value, and the first cell without one that was read.
    pub fn without_value(&self) -> (Option<ReasonId>, Option<CellRef>) {
        (self.reason, self.missing)
    }

    fn note(&mut self, cell: CellRef, value: f64) {
        if !value.is_finite() && self.missing.is_none() {
            self.missing = Some(cell);
        }
    }

    /// The value of a node in a month; `None` when a figure is missing, not-a-number when there is no value.
    pub fn node(&mut self, node: &Node, month: i32) -> Option<f64> {
        let (value, operands) = self.value(node, month)?;
        if !value.is_finite() && self.loss.is_none() && operands.iter().all(|operand| operand.is_finite()) {
            self.loss = Some(Loss { span: node.span.clone(), offset: month, operands });
        }
        Some(value)
    }

    fn value(&mut self, node: &Node, month: i32) -> Option<(f64, Vec<f64>)> {
        let alone = |value: f64| Some((value, vec![value]));
        match &node.kind {
            NodeKind::Number(number) => alone(*number),
            NodeKind::Constant(constant) => alone(self.pack.constants[constant.0].value),
            NodeKind::Lever(lever) => alone(self.lever(*lever, month)),
            NodeKind::Assumption(assumption) => alone(self.settings.assumptions[assumption.0]),
            NodeKind::Variable(variable, row) => {
                let row = row.among(&self.rows);
                let cell = CellRef { variable: *variable, row, offset: month };
                let value = self.cells.cell(cell)?;
                self.note(cell, value);
                alone(value)
            }
            NodeKind::Cell(column, row) => alone(self.table_cell(*column, *row, month)?),
            NodeKind::SameText(words) => {
                let text = |word: &Word| word.among(self.pack, &self.rows).to_owned();
                alone(if text(&words.0) == text(&words.1) { 1.0 } else { 0.0 })
            }
            NodeKind::ByMonth(months) => alone(months[month.clamp(0, 11) as usize]),
            NodeKind::None(reason) => {
                self.reason = self.reason.or(Some(*reason));
                Some((f64::NAN, vec![f64::NAN]))
            }
            NodeKind::Start(lever) => alone(self.start(lever)),
            NodeKind::Moved(group) => {
                let levers = (0..self.pack.levers.len()).filter(|lever| self.pack.levers[*lever].group == *group);
                let moved = levers
                    .filter(|&lever| self.lever(LeverId(lever), month) != to_f64(self.pack.levers[lever].baseline));
                alone(moved.count() as f64)
            }
            NodeKind::Event(event) => alone(event_share(&self.pack.events[event.0], self.pack.year, month)),
            NodeKind::Calendar(calendar) => alone(calendar_value(*calendar, self.pack, self.as_of, month)),
            NodeKind::Profile(profile) => {
                alone(self.pack.profiles[profile.0].month_weight(month.rem_euclid(12) as usize + 1))
            }
            NodeKind::Unary(operation, a) => {
                let a = self.node(a, month)?;
                Some((scalar::unary(*operation, a), vec![a]))
            }
            NodeKind::Binary(operation, a, b) => {
                let (a, b) = (self.node(a, month)?, self.node(b, month)?);
                Some((scalar::binary(*operation, a, b), vec![a, b]))
            }
            NodeKind::If(condition, then, otherwise) => {
                let condition = self.node(condition, month)?;
                if condition.is_nan() {
                    return Some((condition, vec![condition]));
                }
                let branch = if condition != 0.0 { then } else { otherwise };
                let value = self.node(branch, month)?;
                Some((value, vec![value]))
            }
            NodeKind::Convert(a, factor) => {
                let a = self.node(a, month)?;
                Some((a * factor, vec![a]))
            }
            NodeKind::Curve(curve, a) => {
                let a = self.node(a, month)?;
                let curve = &self.pack.curves[curve.0];
                Some((scalar::interpolate(&curve.x, &curve.y, a), vec![a]))
            }
            NodeKind::Aggregate(aggregate, table, body) => self.aggregate(*aggregate, *table, body, month),
            NodeKind::Temporal(temporal, body) => self.temporal(temporal, body, month),
        }
    }

    fn lever(&self, lever: LeverId, month: i32) -> f64 {
        match self.pack.acts_from(lever, self.as_of) {
            Some(first) if month >= first => self.settings.levers[lever.0],
            _ => to_f64(self.pack.levers[lever.0].baseline),
        }
    }

    /// The first month in which a lever acts, counted from 1.
    fn start(&self, lever: &Node) -> f64 {
        let lever = match &lever.kind {
            NodeKind::Lever(lever) => Some(*lever),
            NodeKind::Cell(column, row) => {
                match self.pack.tables[column.table.0].rows[row.among(&self.rows)].cells[column.column] {
                    Cell::Adjustable(lever) => Some(lever),
                    _ => None,
                }
            }
            _ => None,
        };
        let acts = lever.and_then(|lever| self.pack.acts_from(lever, self.as_of));
        f64::from(acts.unwrap_or(self.as_of.month.offset_from(self.pack.year) + 1) + 1)
    }

    fn table_cell(&mut self, column: ColumnId, row: RowRef, month: i32) -> Option<f64> {
        let row = row.among(&self.rows);
        let table = &self.pack.tables[column.table.0];
        match (&table.rows[row].cells[column.column], table.columns[column.column].kind) {
            (Cell::Number(number), _) => Some(*number),
            (Cell::Adjustable(lever), _) => Some(self.lever(*lever, month)),
            (Cell::Uncertain(assumption), _) => Some(self.settings.assumptions[assumption.0]),
            (Cell::Formula, ColumnKind::Formula(variable)) => {
                let cell = CellRef { variable, row, offset: month };
                let value = self.cells.cell(cell)?;
                self.note(cell, value);
                Some(value)
            }
            _ => Some(f64::NAN),
        }
    }

    fn aggregate(&mut self, how: Aggregate, table: TableId, body: &Node, month: i32) -> Option<(f64, Vec<f64>)> {
        let mut values = Vec::new();
        for row in 0..self.pack.tables[table.0].rows.len() {
            self.rows.push((table, row));
            let value = self.node(body, month);
            self.rows.pop();
            values.push(value?);
        }
        let sum = |values: &[f64]| fold(values.iter().copied(), |a, b| a + b);
        let folded = match how {
            Aggregate::Sum => sum(&values),
            Aggregate::Mean => scalar::binary(Binary::Divide, sum(&values), values.len() as f64),
            Aggregate::Min => fold(values.iter().copied(), |a, b| scalar::binary(Binary::Min, a, b)),
            Aggregate::Max => fold(values.iter().copied(), |a, b| scalar::binary(Binary::Max, a, b)),
            Aggregate::Count => {
                fold(values.iter().map(|&value| scalar::binary(Binary::NotEqual, value, 0.0)), |a, b| a + b)
            }
        };
        Some((folded, values))
    }

    fn temporal(&mut self, temporal: &Temporal, body: &Node, month: i32) -> Option<(f64, Vec<f64>)> {
        if let Temporal::Distribute(weights) = temporal {
            let mut parts = Vec::new();
            for (lag, weight) in weights.iter().enumerate() {
                parts.push(self.node(body, month - lag as i32)? * weight);
            }
            return Some((fold(parts.iter().copied(), |a, b| a + b), parts));
        }
        let mut values = Vec::new();
        for at in temporal.months(month) {
            values.push(self.node(body, at)?);
        }
        let value = match temporal {
            Temporal::MovingMean(count) => {
                let sum = fold(values.iter().copied(), |a, b| a + b);
                scalar::binary(Binary::Divide, sum, f64::from(*count))
            }
            Temporal::Smooth(constant) => fold(values.iter().copied(), |level, value| {
                level + scalar::binary(Binary::Divide, value - level, *constant)
            }),
            _ => fold(values.iter().copied(), |a, b| a + b),
        };
        Some((value, values))
    }
}

/// Folds from the first value on; 0 for none.
fn fold(mut values: impl Iterator<Item = f64>, with: impl Fn(f64, f64) -> f64) -> f64 {
    let Some(first) = values.next() else { return 0.0 };
    values.fold(first, with)
}
