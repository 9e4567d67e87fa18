//! What the remaining months need.

use guoban_model::number::to_f64;
use guoban_model::pack::{Measure, Target, TargetKind};
use guoban_model::time::{Date, Month};
use rust_decimal::{Decimal, RoundingStrategy};

use super::best::{best_growth, best_month};
use super::{Direction, Judge, Known, Verdict, Weights};
use crate::calendar::workdays;
use crate::figures::Figures;
use crate::number::{published, rounded};

/// What a pace counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceKind {
    /// Amount per month.
    PerMonth,
    /// Change of a level per month.
    Change,
    /// Growth of the remaining months together over a year before.
    Growth,
}

/// What the remaining months need to reach what is due (or may use, for what must not exceed it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// First month that is not known.
    pub first: i32,
    /// Last month of the period.
    pub last: i32,
    /// What it counts.
    pub kind: PaceKind,
    /// Amounts and levels: what is missing over all remaining months together; negative when there is a surplus.
    pub total: Option<Decimal>,
    /// Per month in the indicator's unit, or growth in its own. Counts are whole, rounded so that they suffice.
    pub rate: Decimal,
    /// Amounts and levels: the same per week of five working days.
    pub weekly: Option<Decimal>,
    /// The best of the last 24 known months.
    pub best: Option<Decimal>,
    /// The rate goes beyond that best month.
    pub beyond_best: bool,
}

impl Pace {
    /// How many months remain.
    pub fn months(&self) -> u32 {
        u32::try_from(self.last - self.first + 1).unwrap_or(0)
    }

    /// Nothing more is needed.
    pub fn is_met(&self) -> bool {
        self.kind != PaceKind::Growth && self.total.is_some_and(|total| total <= Decimal::ZERO)
    }
}

impl Judge<'_> {
    /// What is needed after what is settled.
    pub(super) fn pace(
        &self,
        target: &Target,
        verdict: &Verdict,
        settled: Known,
        figures: &impl Figures,
    ) -> Option<Pace> {
        let settled = Known { through: settled.through.max(-1), ..settled };
        let (known, last) = (settled.through, verdict.period.last());
        if verdict.settled || known >= last {
            return None;
        }
        let flow = self.pack.variables[target.variable.0].measure == Measure::Flow;
        match target.kind {
            TargetKind::Growth => self.growth_pace(target, verdict, figures, settled, last),
            TargetKind::Amount | TargetKind::Count | TargetKind::Ceiling if flow => {
                self.flow_pace(target, verdict, figures, settled, last)
            }
            TargetKind::Amount | TargetKind::Count | TargetKind::Stock | TargetKind::Progress => {
                self.level_pace(target, verdict, settled, last)
            }
            TargetKind::Ceiling | TargetKind::Ratio | TargetKind::Rank | TargetKind::Milestone => None,
        }
    }

    fn flow_pace(
        &self,
        target: &Target,
        verdict: &Verdict,
        figures: &impl Figures,
        settled: Known,
        last: i32,
    ) -> Option<Pace> {
        let known = settled.through;
        let done = if known < 0 { Decimal::ZERO } else { settled.value? };
        let total = verdict.due?.value.checked_sub(done)?;
        let (rate, weekly) = self.rates(target, verdict, total.max(Decimal::ZERO), known);
        let best = best_month(self.pack, target, figures, known, verdict.direction);
        let best = best.and_then(|best| published(best, verdict.decimals));
        let beyond_best = best.is_some_and(|best| !verdict.direction.passes(best, rate));
        let kind = PaceKind::PerMonth;
        Some(Pace { first: known + 1, last, kind, total: Some(total), rate, weekly, best, beyond_best })
    }

    fn level_pace(&self, target: &Target, verdict: &Verdict, settled: Known, last: i32) -> Option<Pace> {
        let known = settled.through;
        if known < 0 {
            return None;
        }
        let total = verdict.due?.value.checked_sub(settled.value?)?;
        let (rate, weekly) = self.rates(target, verdict, total, known);
        let kind = if target.kind == TargetKind::Stock { PaceKind::Change } else { PaceKind::PerMonth };
        let total = Some(total);
        Some(Pace { first: known + 1, last, kind, total, rate, weekly, best: None, beyond_best: false })
    }

    /// `total` per month and per week of five working days over the months after `known`.
    fn rates(&self, target: &Target, verdict: &Verdict, total: Decimal, known: i32) -> (Decimal, Option<Decimal>) {
        let (year, last) = (self.pack.year, verdict.period.last());
        let first = Date { month: Month::from_offset(year, known + 1), day: 1 };
        let weeks = Decimal::from(workdays(&self.pack.calendar, first, verdict.period.ends(year))) / Decimal::from(5);
        let weekly = total.checked_div(weeks).map(|rate| sufficient(target, verdict, rate));
        (sufficient(target, verdict, total / Decimal::from((last - known).max(1))), weekly)
    }

    /// The growth of the remaining months that makes up for the known ones: `(G·B_all − G_known·B_known) / B_rest`.
    fn growth_pace(
        &self,
        target: &Target,
        verdict: &Verdict,
        figures: &impl Figures,
        settled: Known,
        last: i32,
    ) -> Option<Pace> {
        let known = settled.through;
        let weights = Weights::of(self.pack, target);
        let done = weights.sum(figures, 0, known);
        let rest = weights.sum(figures, known + 1, last);
        let reached = if known < 0 { 0.0 } else { to_f64(settled.value?) };
        let needed = (to_f64(verdict.due?.value) * (done + rest) - reached * done) / rest;
        let rate = published(needed, verdict.decimals)?;
        let best = best_growth(self.pack, target, figures, known, &weights, verdict.direction);
        let best = best.and_then(|best| published(best, verdict.decimals));
        let beyond_best = best.is_some_and(|best| !verdict.direction.passes(best, rate));
        let (kind, total, weekly) = (PaceKind::Growth, None, None);
        Some(Pace { first: known + 1, last, kind, total, rate, weekly, best, beyond_best })
    }
}

/// Counts are rounded towards what suffices: up for what must be reached, down for what must not be exceeded.
fn sufficient(target: &Target, verdict: &Verdict, rate: Decimal) -> Decimal {
    if target.kind != TargetKind::Count {
        return rounded(rate, verdict.decimals);
    }
    let strategy = match verdict.direction {
        Direction::AtLeast => RoundingStrategy::ToPositiveInfinity,
        Direction::AtMost => RoundingStrategy::ToNegativeInfinity,
    };
    rounded(rate.round_dp_with_strategy(verdict.decimals, strategy), verdict.decimals)
}
