//! Early warning: what the next figures must be for a verdict to hold, so that the next meeting knows at once.
//!
//! The months after one are taken as projected. A month that comes in lower than projected then carries its shortfall to the
//! period's end: in full for what is cumulated and for levels, by its share of the comparable base for growth since January.

use guoban_model::model::Projection;
use guoban_model::pack::{Measure, TargetId, TargetKind};
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Direction, Judge, Period, Weights};
use guoban_planning::number::published;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::trial::Aim;

/// What the figure of a month must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// The month, counted from January (0).
    pub month: i32,
    /// What it is projected to be, as it will be published: cumulated since January for flows.
    pub projected: Decimal,
    /// What it must be at least (at most, for what must not be exceeded) for the verdict to hold, all later months as projected.
    pub needed: Decimal,
    /// For flows: the month's own figure that this takes, the months before it as projected.
    pub own: Option<Decimal>,
}

/// The leading values of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// The target.
    pub target: TargetId,
    /// The period whose verdict is watched.
    pub period: Period,
    /// Whether the plan's projection passes.
    pub passes: bool,
    /// Which way it is passed.
    pub direction: Direction,
    /// Decimals of the figures.
    pub decimals: u32,
    /// The months whose figures are still to come, to the period's end.
    pub months: Vec<Lead>,
}

/// The leading values of every target that is judged at a period's end and still open, in the pack's order. Ranks, ratios and
/// milestones have none: their month says nothing about a later one.
pub fn warnings(judge: &Judge<'_>, run: &Projection, period: Period) -> Vec<Warning> {
    (0..judge.pack.targets.len()).filter_map(|id| warning(judge, run, TargetId(id), period)).collect()
}

fn warning(judge: &Judge<'_>, run: &Projection, id: TargetId, period: Period) -> Option<Warning> {
    let pack = judge.pack;
    let target = &pack.targets[id.0];
    let aim = Aim::of(judge, id, period, run)?;
    let variable = &pack.variables[target.variable.0];
    let row = target.row.unwrap_or(0);
    let standing = |month: i32| run.standing(pack, target.variable, row, month);
    let beyond = aim.beyond(standing(period.last())?);
    let known = judge.known_through(target.variable);
    let weights = Weights::of(pack, target);
    let share = |month: i32| -> Option<f64> {
        match target.kind {
            TargetKind::Growth => Some(weights.sum(run, 0, month) / weights.sum(run, 0, period.last())),
            TargetKind::Amount | TargetKind::Count | TargetKind::Stock | TargetKind::Progress | TargetKind::Ceiling => {
                Some(1.0)
            }
            TargetKind::Rank | TargetKind::Ratio | TargetKind::Milestone => None,
        }
    };
    let better = |by: f64| match aim.hurdle.direction {
        Direction::AtLeast => -by,
        Direction::AtMost => by,
    };
    let lead = |month: i32| {
        let now = standing(month)?;
        let least = now + better(beyond / share(month).filter(|share| *share > 0.0)?);
        let needed = sufficient(least, variable.decimals, aim.hurdle.direction)?;
        let own = match variable.measure {
            Measure::Flow => {
                let before = if month > 0 { standing(month - 1)? } else { 0.0 };
                let own = sufficient(least - before, variable.decimals, aim.hurdle.direction)?;
                // Where the months before already do, nothing more is asked for.
                let is_spare = aim.hurdle.direction == Direction::AtLeast && target.kind != TargetKind::Progress;
                Some(if is_spare { own.max(Decimal::ZERO) } else { own })
            }
            Measure::Stock | Measure::Rate => None,
        };
        Some(Lead { month, projected: published(now, variable.decimals)?, needed, own })
    };
    let months: Vec<Lead> = (known.max(-1) + 1..=period.last())
        .filter(|month| judge.publishes(target.variable, *month))
        .filter_map(lead)
        .collect();
    let passes = aim.passes(standing(period.last())?);
    (!months.is_empty()).then_some(Warning {
        target: id,
        period,
        passes,
        direction: aim.hurdle.direction,
        decimals: variable.decimals,
        months,
    })
}

/// Rounded towards what suffices.
fn sufficient(value: f64, decimals: u32, direction: Direction) -> Option<Decimal> {
    // Beyond the noise of binary fractions first, so that what suffices exactly is not asked one digit more of.
    let near = published(value, decimals + 6)?;
    let strategy = match direction {
        Direction::AtLeast => RoundingStrategy::ToPositiveInfinity,
        Direction::AtMost => RoundingStrategy::ToNegativeInfinity,
    };
    let mut rounded = near.round_dp_with_strategy(decimals, strategy);
    rounded.rescale(decimals);
    Some(rounded)
}
