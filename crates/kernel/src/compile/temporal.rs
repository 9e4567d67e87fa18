//! Unrolling what one term reads in several months.

use super::terms::{Temporal, TermId};
use super::unroll::{Unrolled, Unrolling};
use super::values::Operand;
use crate::operation::Binary;

impl Unrolling<'_> {
    /// A term as of other months. What it carries on from month to month is kept under its number.
    pub(super) fn temporal(&mut self, temporal: &Temporal, body: TermId, number: u32, month: i32) -> Unrolled<Operand> {
        let year_start = month.div_euclid(12) * 12;
        match temporal {
            Temporal::Lag(months) => self.term(body, month - months),
            Temporal::At(at) => self.term(body, at - 1),
            Temporal::YearToDate => self.running_sum(body, number, year_start, month),
            Temporal::QuarterToDate => self.running_sum(body, number, month.div_euclid(3) * 3, month),
            Temporal::FullYear => self.running_sum(body, number, year_start, year_start + 11),
            Temporal::Accumulate if month < 0 => Ok(Operand::Known(0.0)),
            Temporal::Accumulate => self.running_sum(body, number, 0, month),
            Temporal::MovingSum(months) => self.window(body, number, *months, month),
            Temporal::MovingMean(months) => {
                let sum = self.window(body, number, *months, month)?;
                let months = Operand::Known(f64::from(*months));
                Ok(self.values.binary(Binary::Divide, sum, months))
            }
            Temporal::Smooth(months) => self.smooth(body, number, *months, month),
            Temporal::Distribute(weights) => {
                let mut folded = None;
                for (lag, weight) in weights.iter().enumerate() {
                    let value = self.once(body, number, month - lag as i32)?;
                    let part = self.values.binary(Binary::Multiply, value, Operand::Known(*weight));
                    folded = Some(match folded {
                        None => part,
                        Some(folded) => self.values.binary(Binary::Add, folded, part),
                    });
                }
                Ok(folded.unwrap_or(Operand::Known(0.0)))
            }
        }
    }

    /// Sum of the body from month `first` to month `last`, in that order; every partial sum is kept for the months
    /// after, so that a year costs twelve additions. A term's sums that end in one month all begin in one month.
    fn running_sum(&mut self, body: TermId, number: u32, first: i32, last: i32) -> Unrolled<Operand> {
        let known = (first..=last).rev().find_map(|month| Some((month, self.carried(number, month)?)));
        let (mut month, mut sum) = known.map_or((first, None), |(month, sum)| (month + 1, Some(sum)));
        while month <= last {
            let value = self.term(body, month)?;
            let next = match sum {
                None => value,
                Some(sum) => self.values.binary(Binary::Add, sum, value),
            };
            self.carry(number, month, next);
            sum = Some(next);
            month += 1;
        }
        Ok(sum.unwrap_or(Operand::Known(0.0)))
    }

    fn window(&mut self, body: TermId, number: u32, months: u32, month: i32) -> Unrolled<Operand> {
        let mut sum = None;
        for lag in (0..months as i32).rev() {
            let value = self.once(body, number, month - lag)?;
            sum = Some(match sum {
                None => value,
                Some(sum) => self.values.binary(Binary::Add, sum, value),
            });
        }
        Ok(sum.unwrap_or(Operand::Known(0.0)))
    }

    /// The body in a month, unrolled once for all windows that hold the month.
    fn once(&mut self, body: TermId, number: u32, month: i32) -> Unrolled<Operand> {
        if let Some(known) = self.carried(number, month) {
            return Ok(known);
        }
        let value = self.term(body, month)?;
        self.carry(number, month, value);
        Ok(value)
    }

    fn smooth(&mut self, body: TermId, number: u32, months: f64, month: i32) -> Unrolled<Operand> {
        if month < 0 {
            return self.term(body, month);
        }
        let known = (0..=month).rev().find_map(|month| Some((month, self.carried(number, month)?)));
        let (last, mut level) = match known {
            Some(known) => known,
            None => (-1, self.term(body, -1)?),
        };
        for at in last + 1..=month {
            let value = self.term(body, at)?;
            let difference = self.values.binary(Binary::Subtract, value, level);
            let step = self.values.binary(Binary::Divide, difference, Operand::Known(months));
            level = self.values.binary(Binary::Add, level, step);
            self.carry(number, at, level);
        }
        Ok(level)
    }
}
