//! Unrolling what one formula reads in several rows or months.

use super::intern::Operand;
use super::lower::{Lowered, Lowering};
use crate::formula::{Aggregate, Binary, Node, Temporal};
use crate::pack::TableId;

impl<'pack> Lowering<'pack> {
    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        table: TableId,
        body: &'pack Node,
        month: i32,
    ) -> Lowered<Operand> {
        let count = self.pack.tables[table.0].rows.len();
        let zero = Operand::Known(0.0);
        let operation = match aggregate {
            Aggregate::Sum | Aggregate::Count | Aggregate::Mean => Binary::Add,
            Aggregate::Min => Binary::Min,
            Aggregate::Max => Binary::Max,
        };
        let mut folded = None;
        for row in 0..count {
            self.rows.push((table, row));
            let value = self.node(body, month);
            self.rows.pop();
            let mut value = value?;
            if aggregate == Aggregate::Count {
                value = self.binary(Binary::NotEqual, value, zero);
            }
            folded = Some(match folded {
                None => value,
                Some(folded) => self.binary(operation, folded, value),
            });
        }
        let folded = folded.unwrap_or(zero);
        if aggregate == Aggregate::Mean {
            let count = Operand::Known(count as f64);
            return Ok(self.binary(Binary::Divide, folded, count));
        }
        Ok(folded)
    }

    pub(super) fn temporal(
        &mut self,
        node: &'pack Node,
        temporal: &Temporal,
        body: &'pack Node,
        month: i32,
    ) -> Lowered<Operand> {
        let year_start = month.div_euclid(12) * 12;
        match temporal {
            Temporal::Lag(months) => self.node(body, month - months),
            Temporal::At(at) => self.node(body, at - 1),
            Temporal::YearToDate => self.running_sum(node, body, year_start, month),
            Temporal::QuarterToDate => self.running_sum(node, body, month.div_euclid(3) * 3, month),
            Temporal::FullYear => self.running_sum(node, body, year_start, year_start + 11),
            Temporal::Accumulate if month < 0 => Ok(Operand::Known(0.0)),
            Temporal::Accumulate => self.running_sum(node, body, 0, month),
            Temporal::MovingSum(months) => self.window(body, *months, month),
            Temporal::MovingMean(months) => {
                let sum = self.window(body, *months, month)?;
                let months = Operand::Known(f64::from(*months));
                Ok(self.binary(Binary::Divide, sum, months))
            }
            Temporal::Smooth(months) => self.smooth(node, body, *months, month),
            Temporal::Distribute(weights) => {
                let mut folded = None;
                for (lag, weight) in weights.iter().enumerate() {
                    let value = self.node(body, month - lag as i32)?;
                    let weight = Operand::Known(*weight);
                    let part = self.binary(Binary::Multiply, value, weight);
                    folded = Some(match folded {
                        None => part,
                        Some(folded) => self.binary(Binary::Add, folded, part),
                    });
                }
                Ok(folded.unwrap_or(Operand::Known(0.0)))
            }
        }
    }

    /// Sum of the body from month `first` to month `last`, in that order; every partial sum is kept for the months
    /// after, so that a year costs twelve additions.
    fn running_sum(&mut self, node: &'pack Node, body: &'pack Node, first: i32, last: i32) -> Lowered<Operand> {
        let key = self.memo_key(node);
        let mut at = last;
        let mut sum = None;
        if let Some(key) = key {
            while at >= first && sum.is_none() {
                sum = self.folded.get(&(key.0, key.1, first, at)).copied();
                at -= 1;
            }
            at += i32::from(sum.is_some());
        }
        let mut month = if sum.is_some() { at + 1 } else { first };
        while month <= last {
            let value = self.node(body, month)?;
            let next = match sum {
                None => value,
                Some(sum) => self.binary(Binary::Add, sum, value),
            };
            if let Some(key) = key {
                self.folded.insert((key.0, key.1, first, month), next);
            }
            sum = Some(next);
            month += 1;
        }
        Ok(sum.unwrap_or(Operand::Known(0.0)))
    }

    fn window(&mut self, body: &'pack Node, months: u32, month: i32) -> Lowered<Operand> {
        let mut sum = None;
        for lag in (0..months as i32).rev() {
            let value = self.node(body, month - lag)?;
            sum = Some(match sum {
                None => value,
                Some(sum) => self.binary(Binary::Add, sum, value),
            });
        }
        Ok(sum.unwrap_or(Operand::Known(0.0)))
    }

    fn smooth(&mut self, node: &'pack Node, body: &'pack Node, months: f64, month: i32) -> Lowered<Operand> {
        if month < 0 {
            return self.node(body, month);
        }
        let key = self.memo_key(node);
        let mut level = self.node(body, -1)?;
        let months = Operand::Known(months);
        for at in 0..=month {
            if let Some(known) = key.and_then(|key| self.folded.get(&(key.0, key.1, 0, at)).copied()) {
                level = known;
                continue;
            }
            let value = self.node(body, at)?;
            let difference = self.binary(Binary::Subtract, value, level);
            let step = self.binary(Binary::Divide, difference, months);
            level = self.binary(Binary::Add, level, step);
            if let Some(key) = key {
                self.folded.insert((key.0, key.1, 0, at), level);
            }
        }
        Ok(level)
    }
}
