//! What is due of a target month by month, as numbers that formulas read.

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Measure, Pack, PassLine, Target, TargetKind};
use crate::number::to_f64;

/// What is due at the end of each of the year's months: `kept[m]` of the level in December before, plus `due[m]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// The part of last December's level that still counts; 0 in every month for what does not start from a level.
    pub kept: [f64; 12],
    /// The rest, in the indicator's unit.
    pub due: [f64; 12],
}

impl Pack {
    /// Whether what is due of a target grows over the year along a line.
    pub fn has_line(&self, target: &Target) -> bool {
        match target.kind {
            TargetKind::Amount | TargetKind::Count | TargetKind::Stock | TargetKind::Progress => true,
            TargetKind::Ceiling => self.variables[target.variable.0].measure == Measure::Flow,
            TargetKind::Growth | TargetKind::Ratio | TargetKind::Rank | TargetKind::Milestone => false,
        }
    }

    /// The share of the annual amount that a line expects by the end of month `last` (0 for January).
    pub fn line_share(&self, target: &Target, line: PassLine, last: i32) -> Decimal {
        let months = (last + 1).clamp(0, 12);
        let linear = Decimal::from(months) / Decimal::from(12);
        let profile = match line {
            PassLine::Linear => None,
            PassLine::Seasonal => target.seasonal.and_then(|id| self.profiles.get(id.0)),
        };
        match profile {
            _ if months == 12 => Decimal::ONE,
            None => linear,
            Some(profile) => {
                let share: f64 = (1..=months as usize).map(|month| profile.month_weight(month)).sum();
                Decimal::from_f64(share).map_or(linear, |share| rounded(share, 10))
            }
        }
    }

    /// What is due of a target month by month: along its own line (or the pack's), through the half-year task where one was
    /// set; for what has no line the half-year's task to June and the annual one after. `None` where a target sets neither.
    ///
    /// What starts from nothing is rounded as published, like every figure that is due.
    pub fn schedule(&self, target: &Target) -> Option<Schedule> {
        let decimals = self.variables[target.variable.0].decimals;
        let flat = |by_month: [Decimal; 12]| Schedule { kept: [0.0; 12], due: by_month.map(to_f64) };
        if let Some(due) = target.by_month {
            return Some(flat(due));
        }
        let half = target.half.or(target.year)?;
        if !self.has_line(target) || target.year.is_none() {
            let year = target.year.unwrap_or(half);
            return Some(flat(std::array::from_fn(|month| if month < 6 { half } else { year })));
        }
        let year = target.year?;
        let line = target.line.unwrap_or(self.judging.line);
        let share = |month: usize| self.line_share(target, line, month as i32);
        let part = |of: Decimal, whole: Decimal| of.checked_div(whole).unwrap_or(Decimal::ONE);
        let middle = share(5);
        // By month: the parts of the start, of the half-year's task and of the annual one; they add up to 1.
        let parts = std::array::from_fn::<_, 12, _>(|month| {
            let now = share(month);
            let first = part(now, middle).min(Decimal::ONE);
            let second = part(now - middle, Decimal::ONE - middle);
            match (target.due_at_half, target.half) {
                (false, _) if month < 6 => [Decimal::ONE, Decimal::ZERO, Decimal::ZERO],
                (false, _) => [Decimal::ONE - second, Decimal::ZERO, second],
                (true, None) => [Decimal::ONE - now, Decimal::ZERO, now],
                (true, Some(_)) if month < 6 => [Decimal::ONE - first, first, Decimal::ZERO],
                (true, Some(_)) => [Decimal::ZERO, Decimal::ONE - second, second],
            }
        });
        let due = parts.map(|[_, first, second]| half * first + year * second);
        if target.kind != TargetKind::Stock {
            return Some(flat(due.map(|due| rounded(due, decimals))));
        }
        Some(Schedule { kept: parts.map(|[start, ..]| to_f64(start)), due: due.map(to_f64) })
    }
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}
