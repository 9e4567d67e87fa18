//! Sums and the like over rows of a table and over months.

use guoban_model::formula::{Aggregate, Binary, Node, NodeKind, RowRef, Temporal};
use guoban_model::pack::{TableId, VariableId};
use guoban_model::program::{CellRef, scalar};

use crate::expression::Expression;
use crate::known::{Content, content};
use crate::places::{Place, Sheet};
use crate::steps::Step;
use crate::translate::Translator;

/// Longest sum that is written out; a longer one is a range over cells of its parts.
const WRITTEN_OUT: usize = 240;

impl<'a> Translator<'a> {
    /// A fold of a body over the rows of a table.
    pub(crate) fn aggregate(
        &mut self,
        node: &'a Node,
        how: Aggregate,
        table: TableId,
        body: &'a Node,
        month: i32,
    ) -> Expression {
        let count = self.source.pack().tables[table.0].rows.len();
        let over = match &body.kind {
            NodeKind::Variable(variable, RowRef::Bound(bound)) if *bound == table && how != Aggregate::Count => {
                self.rows_of(*variable, count, month)
            }
            _ => None,
        };
        let folded = match over {
            Some(range) => Expression::call(function(how), &[range]),
            None => self.parts(node, how, table, body, month),
        };
        if how == Aggregate::Mean {
            return Expression::binary(Binary::Divide, &folded, &Expression::number(count as f64));
        }
        folded
    }

    /// A variable in all rows of its table, where every one has a figure.
    fn rows_of(&self, variable: VariableId, count: usize, month: i32) -> Option<Expression> {
        let cell = |row| CellRef { variable, row, offset: month };
        let there = (0..count).all(|row| content(self.source, cell(row)) != Content::Nothing);
        let (first, last) = (self.source.places.cell(cell(0))?, self.source.places.cell(cell(count - 1))?);
        there.then(|| Expression::whole(self.source.places.range(Sheet::Monthly, first, last)))
    }

    fn parts(&mut self, node: &'a Node, how: Aggregate, table: TableId, body: &'a Node, month: i32) -> Expression {
        let rows = self.source.pack().tables[table.0].rows.len();
        let mut parts = Vec::with_capacity(rows);
        for row in 0..rows {
            self.rows.push((table, row));
            let written = self.node(body, month);
            let value = self.value(body, month);
            self.rows.pop();
            parts.push(match how {
                Aggregate::Count => {
                    let truth = Expression::truth(&written.is_set());
                    // A part that no cell changes is a number here as well.
                    match written.text.parse::<f64>() {
                        Ok(number) => (Expression::number(scalar::binary(Binary::NotEqual, number, 0.0)), value),
                        Err(_) => (truth, scalar::binary(Binary::NotEqual, value, 0.0)),
                    }
                }
                _ => (written, value),
            });
        }
        let adds = matches!(how, Aggregate::Sum | Aggregate::Mean | Aggregate::Count);
        let shown = parts.iter().map(|(part, _)| part).filter(|part| !adds || part.text != "0");
        let length: usize = shown.clone().map(|part| part.text.len() + 1).sum();
        let deep = parts.iter().any(|(part, _)| part.depth > 6);
        if (length <= WRITTEN_OUT && !deep) || self.source.places.month(month).is_none() {
            let shown: Vec<Expression> = shown.cloned().collect();
            return if adds {
                let sum = shown.into_iter().reduce(|sum, part| Expression::add(&sum, &part));
                sum.unwrap_or_else(|| Expression::number(0.0))
            } else {
                Expression::call(function(how), &shown)
            };
        }
        // All rows take their places before any is filled, so that they stand below one another.
        let outer = self.rows.clone();
        let mut places = Vec::with_capacity(rows);
        for row in 0..rows {
            self.rows.push((table, row));
            places.push(self.steps.row(Step::part(node, &outer, row), self.series, &self.rows));
            self.rows.pop();
        }
        for ((part, value), row) in parts.into_iter().zip(&places) {
            self.steps.fill(*row, month, part.text, value);
        }
        let column = self.source.places.month(month).unwrap_or(0);
        let (first, last) = (Place::new(places[0], column), Place::new(places[rows - 1], column));
        Expression::call(function(how), &[Expression::whole(self.source.places.range(Sheet::Steps, first, last))])
    }

    /// A body as of other months.
    pub(crate) fn temporal(
        &mut self,
        node: &'a Node,
        temporal: &'a Temporal,
        body: &'a Node,
        month: i32,
    ) -> Expression {
        match temporal {
            Temporal::Lag(_) | Temporal::At(_) => self.node(body, *temporal.months(month).start()),
            Temporal::Smooth(constant) => self.smooth(node, *constant, body, month),
            Temporal::Distribute(weights) => {
                let mut sum: Option<Expression> = None;
                for (lag, weight) in weights.iter().enumerate() {
                    let value = self.plain(body, month - lag as i32);
                    let part = Expression::binary(Binary::Multiply, &value, &Expression::number(*weight));
                    sum = Some(match sum {
                        None => part,
                        Some(sum) => Expression::add(&sum, &part),
                    });
                }
                sum.unwrap_or_else(|| Expression::number(0.0))
            }
            Temporal::MovingMean(count) => {
                let sum = self.over_months(temporal, body, month);
                Expression::binary(Binary::Divide, &sum, &Expression::number(f64::from(*count)))
            }
            _ => self.over_months(temporal, body, month),
        }
    }

    /// Sum of a body over the months that are read.
    fn over_months(&mut self, temporal: &Temporal, body: &'a Node, month: i32) -> Expression {
        let months = temporal.months(month);
        if months.is_empty() {
            return Expression::number(0.0);
        }
        let (first, last) = (*months.start(), *months.end());
        let cells: Vec<Expression> = months.map(|month| self.in_cell(body, month)).collect();
        if let [only] = &*cells {
            return only.clone();
        }
        let settled: Option<Vec<f64>> = cells.iter().map(|cell| cell.text.parse().ok()).collect();
        if let Some(numbers) = settled {
            return Expression::number(numbers.into_iter().reduce(|sum, number| sum + number).unwrap_or(0.0));
        }
        match self.in_line(&cells, first, last) {
            Some(range) => Expression::call("SUM", &[range]),
            None => {
                let sum = cells.into_iter().reduce(|sum, cell| Expression::add(&sum, &cell));
                sum.unwrap_or_else(|| Expression::number(0.0))
            }
        }
    }

    /// A body in a cell that stands in the month's column, unless it is the same number in every month.
    fn in_cell(&mut self, body: &'a Node, month: i32) -> Expression {
        if let NodeKind::Variable(..) = &body.kind {
            return self.node(body, month);
        }
        if self.settled(body, month).is_some() || self.source.places.month(month).is_none() {
            return self.node(body, month);
        }
        let step = Step::node(body, &self.rows);
        if let Some(row) = self.steps.filled(&step, month) {
            return self.step_cell(row, month);
        }
        let written = self.node(body, month);
        // What was too long has its cell already.
        if let Some(row) = self.steps.filled(&step, month) {
            return self.step_cell(row, month);
        }
        self.put(step, body, month, written)
    }

    /// The range over cells of one row, where they stand side by side.
    fn in_line(&self, cells: &[Expression], first: i32, last: i32) -> Option<Expression> {
        let places = &self.source.places;
        let (start, end) = (places.month(first)?, places.month(last)?);
        let (sheet, begin) = cells.first()?.text.split_once('!')?;
        let digits = begin.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let row: usize = digits.parse().ok()?;
        let stands = |(cell, column): (&Expression, usize)| {
            cell.text.split_once('!').is_some_and(|(on, at)| on == sheet && at == Place::new(row - 1, column).a1())
        };
        let line = cells.iter().zip(start..=end).all(stands);
        line.then(|| Expression::whole(format!("{sheet}!{begin}:{}", Place::new(row - 1, end).a1())))
    }

    /// Exponential smoothing: each month's level is a cell over the one before.
    fn smooth(&mut self, node: &'a Node, constant: f64, body: &'a Node, month: i32) -> Expression {
        if month < 0 {
            return self.node(body, month);
        }
        let step = Step::node(node, &self.rows);
        if let Some(row) = self.steps.filled(&step, month) {
            return self.step_cell(row, month);
        }
        let before = self.smooth(node, constant, body, month - 1);
        let value = self.plain(body, month);
        let change = Expression::binary(Binary::Subtract, &value, &before);
        let change = Expression::binary(Binary::Divide, &change, &Expression::number(constant));
        let level = Expression::add(&before, &change);
        if self.source.places.month(month).is_none() {
            return level;
        }
        self.put(step, node, month, level)
    }
}

fn function(how: Aggregate) -> &'static str {
    match how {
        Aggregate::Sum | Aggregate::Mean | Aggregate::Count => "SUM",
        Aggregate::Min => "MIN",
        Aggregate::Max => "MAX",
    }
}
