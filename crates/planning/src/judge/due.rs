//! What is due at the end of a period.

use guoban_model::number::to_f64;
use guoban_model::pack::{Measure, PassLine, Target, TargetId, TargetKind, VariableId};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Absent, Direction, Judge, Period};
use crate::figures::Figures;
use crate::number::{published, rounded};

/// What a due value rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A task set for the half-year.
    HalfTask,
    /// The annual target, on this line at the end of the half-year.
    Line(PassLine),
    /// The annual target itself: at the year's end, and all year for growth, ratios, ranks and levels not to exceed.
    Annual,
}

/// What is due at the end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The value, rounded as published.
    pub value: Decimal,
    /// What still counts as reached: the value with the target's tolerance.
    pub bound: Decimal,
    /// What it rests on.
    pub basis: Basis,
}

/// One test of a run: what an ensemble counts draws by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hurdle {
    /// The indicator.
    pub variable: VariableId,
    /// Its row.
    pub row: usize,
    /// First month that is summed; the last one for what is not summed.
    pub first: i32,
    /// Last month.
    pub last: i32,
    /// Decimals at which it is published.
    pub decimals: u32,
    /// Which way it is passed.
    pub direction: Direction,
    /// What has to be reached or not exceeded.
    pub bound: Decimal,
}

impl Hurdle {
    /// Whether a value passes, rounded as published.
    pub fn passes(&self, value: f64) -> bool {
        published(value, self.decimals).is_some_and(|value| self.direction.passes(value, self.bound))
    }

    /// The unrounded value from which (or up to which) rounded values pass; for counting many draws.
    pub fn threshold(&self) -> f64 {
        let half = Decimal::new(5, self.decimals + 1);
        match self.direction {
            Direction::AtLeast => {
                to_f64(self.bound.round_dp_with_strategy(self.decimals, RoundingStrategy::ToPositiveInfinity) - half)
            }
            Direction::AtMost => {
                to_f64(self.bound.round_dp_with_strategy(self.decimals, RoundingStrategy::ToNegativeInfinity) + half)
            }
        }
    }
}

impl Hurdle {
    /// Whether an unrounded value passes, given the hurdle's [`Hurdle::threshold`].
    pub fn passes_from(&self, value: f64, threshold: f64) -> bool {
        match self.direction {
            Direction::AtLeast => value >= threshold,
            Direction::AtMost => value <= threshold,
        }
    }
}

impl Judge<'_> {
    /// The test a target sets at the end of a period.
    ///
    /// # Errors
    /// Why nothing is due.
    pub fn hurdle(&self, id: TargetId, period: Period, figures: &impl Figures) -> Result<Hurdle, Absent> {
        let target = &self.pack.targets[id.0];
        let variable = &self.pack.variables[target.variable.0];
        let due = self.due(target, period, figures)?;
        let first = if variable.measure == Measure::Flow { 0 } else { period.last() };
        Ok(Hurdle {
            variable: target.variable,
            row: target.row.unwrap_or(0),
            first,
            last: period.last(),
            decimals: variable.decimals,
            direction: Direction::of(target, variable.better),
            bound: due.bound,
        })
    }

    /// Share of the annual amount that a line expects by the end of month `last`.
    pub fn line_share(&self, target: &Target, line: PassLine, last: i32) -> Decimal {
        self.pack.line_share(target, line, last)
    }

    pub(super) fn due(&self, target: &Target, period: Period, figures: &impl Figures) -> Result<Due, Absent> {
        match period {
            Period::Year => self.flat(target, target.year.ok_or(Absent::NoTask)?, Basis::Annual),
            Period::Half if !target.due_at_half => Err(Absent::NotDue),
            Period::Half => match (target.half, self.has_line(target)) {
                (Some(half), _) => self.flat(target, half, Basis::HalfTask),
                (None, true) => self.line_due(target, period, self.line_of(target), figures).ok_or(Absent::NoTask),
                (None, false) if target.kind == TargetKind::Milestone => Err(Absent::NoTask),
                (None, false) => self.flat(target, target.year.ok_or(Absent::NoTask)?, Basis::Annual),
            },
        }
    }

    /// Whether the target grows over the year along a line.
    pub(crate) fn has_line(&self, target: &Target) -> bool {
        self.pack.has_line(target)
    }

    fn flat(&self, target: &Target, value: Decimal, basis: Basis) -> Result<Due, Absent> {
        let bound = self.lenient(target, value, target.tolerance);
        Ok(Due { value, bound, basis })
    }

    fn lenient(&self, target: &Target, value: Decimal, tolerance: Decimal) -> Decimal {
        match Direction::of(target, self.pack.variables[target.variable.0].better) {
            Direction::AtLeast => value - tolerance,
            Direction::AtMost => value + tolerance,
        }
    }

    /// The annual target on a line: a share of it, or for a level the same share of the way from last December's.
    pub(super) fn line_due(
        &self,
        target: &Target,
        period: Period,
        line: PassLine,
        figures: &impl Figures,
    ) -> Option<Due> {
        if !self.has_line(target) {
            return None;
        }
        let annual = target.year?;
        let variable = &self.pack.variables[target.variable.0];
        let share = self.line_share(target, line, period.last());
        let start = if period == Period::Half { self.start(target, figures)? } else { Decimal::ZERO };
        let value = start.checked_add(annual.checked_sub(start)?.checked_mul(share)?)?;
        let value = if period == Period::Year { annual } else { rounded(value, variable.decimals) };
        let tolerance = rounded(target.tolerance.checked_mul(share)?, variable.decimals.max(target.tolerance.scale()));
        Some(Due { value, bound: self.lenient(target, value, tolerance), basis: Basis::Line(line) })
    }

    /// What is due at the end of month `offset` of the plan year: along the target's line, through the half-year task where
    /// one was set; for what has no line the task of the half-year the month lies in. A ratio that is asked for less in June than
    /// in December is on a way whose line nobody drew: it is due at those two ends only.
    ///
    /// # Errors
    /// Why nothing is due.
    pub fn due_by(&self, id: TargetId, offset: i32, figures: &impl Figures) -> Result<Decimal, Absent> {
        let target = &self.pack.targets[id.0];
        if let Some(due) = &target.by_month {
            return due.get(offset.clamp(0, 11) as usize).copied().ok_or(Absent::NoTask);
        }
        let half = self.due(target, Period::Half, figures).map(|due| due.value);
        if !self.has_line(target) {
            let year = target.year.ok_or(Absent::NoTask);
            let ends = offset == Period::Half.last() || offset == Period::Year.last();
            if !ends && target.kind == TargetKind::Ratio && target.half.is_some() && target.half != target.year {
                return Err(Absent::NotDue);
            }
            return if offset <= Period::Half.last() { half } else { year.or(half) };
        }
        let year = target.year.ok_or(Absent::NoTask)?;
        let decimals = self.pack.variables[target.variable.0].decimals;
        let share = |month| self.line_share(target, self.line_of(target), month);
        let (middle, now) = (share(Period::Half.last()), share(offset));
        let start = self.start(target, figures).ok_or(Absent::NoFigure)?;
        let along = |from: Decimal, to: Decimal, part: Decimal, whole: Decimal| {
            let part = part.checked_div(whole)?.checked_mul(to.checked_sub(from)?)?;
            from.checked_add(part)
        };
        let due = match half {
            Ok(half) if offset <= Period::Half.last() => along(start, half, now, middle),
            Ok(half) => along(half, year, now - middle, Decimal::ONE - middle),
            // What cannot be counted by June is due in the second half.
            Err(_) if offset <= Period::Half.last() => Some(start),
            Err(_) => along(start, year, now - middle, Decimal::ONE - middle),
        };
        // A line without any weight in a half-year has everything due at its end.
        Ok(rounded(due.unwrap_or(if offset < Period::Half.last() { start } else { half.unwrap_or(year) }), decimals))
    }

    /// Where a target starts in January: last December's level, or nothing for what is cumulated over the year.
    pub(crate) fn start(&self, target: &Target, figures: &impl Figures) -> Option<Decimal> {
        if target.kind != TargetKind::Stock {
            return Some(Decimal::ZERO);
        }
        let decimals = self.pack.variables[target.variable.0].decimals;
        published(figures.at(target.variable, target.row.unwrap_or(0), -1)?, decimals)
    }
}
