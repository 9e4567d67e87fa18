//! Targets against figures: what is due, what is projected, and the verdict.
//!
//! Everything is compared as decimals at the precision at which the indicator is published, so a pass mark agrees with
//! what the bulletin would print. Offsets count months from January of the plan year (0).

mod again;
mod best;
mod board;
mod due;
mod known;
mod next;
mod pace;
mod weights;

use guoban_model::number::to_f64;
use guoban_model::pack::{Better, Measure, Pack, PassLine, ReasonId, Target, TargetId, TargetKind, VariableId};
use guoban_model::text::Text;
use guoban_model::time::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use crate::calendar::Period;
use crate::figures::Figures;
use crate::number::{probability, published, rounded};

pub use again::Evidence;
pub use board::{Board, Row, Tally, scopes};
pub use due::{Basis, Due, Hurdle};
pub(crate) use known::has_own_figures;
pub use next::NextYear;
pub use pace::{Pace, PaceKind};
pub use weights::Weights;

/// The verdict word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 达标.
    OnTrack,
    /// 临界; only where a probability is known.
    Near,
    /// 有缺口.
    Short,
    /// 本期不计; [`Verdict::absent`] says why.
    NotDue,
}

/// Why there is no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// Nothing of it can be counted by mid-year; the target's note says why.
    NotDue,
    /// No target was set for this period.
    NoTask,
    /// The run gives no figure.
    NoFigure,
    /// The pack says why it is not judged: its base is too small, or its indicator has no value for that reason.
    Reason(u32),
}

impl Absent {
    /// For a reason of the pack.
    pub fn of(reason: ReasonId) -> Self {
        Self::Reason(reason.0 as u32)
    }

    /// The pack's reason, where it is one.
    pub fn reason(self, pack: &Pack) -> Option<&Text> {
        match self {
            Self::Reason(number) => pack.reasons.get(number as usize),
            _ => None,
        }
    }
}

/// Which way a target is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The figure must reach it.
    AtLeast,
    /// The figure must not exceed it.
    AtMost,
}

impl Direction {
    /// Of a target: ranks, ceilings and indicators where less is better must not exceed theirs.
    pub fn of(target: &Target, better: Better) -> Self {
        match target.kind {
            TargetKind::Rank | TargetKind::Ceiling => Self::AtMost,
            _ if better == Better::Lower => Self::AtMost,
            _ => Self::AtLeast,
        }
    }

    /// Whether `value` passes `bound`.
    pub fn passes(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::AtMost => value <= bound,
        }
    }
}

/// A schedule line at the end of the period, and whether the central projection passes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where the indicator should stand, rounded as published.
    pub due: Decimal,
    /// Whether the projection passes.
    pub passes: bool,
}

/// The part of the period that is already published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Last known month, not beyond the period; negative when nothing of the plan year is known.
    pub through: i32,
    /// The standing then: cumulated for flows, else the month's value.
    pub value: Option<Decimal>,
}

/// A target in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The target.
    pub target: TargetId,
    /// The period.
    pub period: Period,
    /// The verdict word: by probability where known, else by the central projection.
    pub state: State,
    /// Why there is none.
    pub absent: Option<Absent>,
    /// Decimals of projected, due and gap.
    pub decimals: u32,
    /// Which way it is passed.
    pub direction: Direction,
    /// The standing at the end of the period, rounded as published.
    pub projected: Option<Decimal>,
    /// What is due then: the task, or the annual target on the chosen line.
    pub due: Option<Due>,
    /// The annual target.
    pub annual: Option<Decimal>,
    /// The line that judges, where a line does.
    pub line: PassLine,
    /// Whether the central projection passes what is due, with tolerance.
    pub passes: Option<bool>,
    /// Projected less due, in the indicator's unit.
    pub gap: Option<Decimal>,
    /// The gap in points: of the annual target, or percentage points for growth and percentages.
    pub gap_points: Option<Decimal>,
    /// Projected in percent of the annual target, one decimal; for what adds up over the year.
    pub share_done: Option<Decimal>,
    /// The linear line; `None` where no schedule applies (growth, ratios, ranks).
    pub linear: Option<Mark>,
    /// The seasonal line; likewise.
    pub seasonal: Option<Mark>,
    /// Probability of passing; [`Verdict::chance`] prints it.
    pub probability: Option<f64>,
    /// The probability as it is printed: never in the range of a better word than the verdict's.
    printed: Option<f64>,
    /// What is published.
    pub known: Known,
    /// Whether the whole period is published.
    pub settled: bool,
    /// What the remaining months need.
    pub pace: Option<Pace>,
    /// Milestones: the first month in which it is reached.
    pub reached: Option<i32>,
}

impl Verdict {
    /// Whether the figure of the whole period is published.
    pub fn is_published(&self) -> bool {
        self.settled && self.known.through >= self.period.last()
    }

    /// The probability of passing in whole percent, in agreement with the verdict word: `89%`, `<1%`, `>99%`.
    pub fn chance(&self) -> Option<String> {
        self.printed.map(probability)
    }
}

/// Judges the targets of a pack as known on a date.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// What is known.
    pub as_of: Date,
    /// The line for all targets, if the reader chose one; else each target's own, else the pack's.
    pub line: Option<PassLine>,
}

impl<'a> Judge<'a> {
    /// A judge for a scenario.
    pub fn new(pack: &'a Pack, scenario: &crate::scenario::Scenario) -> Self {
        Self { pack, as_of: scenario.as_of(pack), line: scenario.line }
    }

    /// The line that judges a target.
    pub fn line_of(&self, target: &Target) -> PassLine {
        self.line.or(target.line).unwrap_or(self.pack.judging.line)
    }

    /// Last month of an indicator that is published or, where it has no figures of its own, can no longer change.
    pub fn known_through(&self, variable: VariableId) -> i32 {
        known::known(self.pack, self.as_of, variable).settled
    }

    /// Last month of which a figure of the indicator was published, or every figure it is computed from; negative when none of
    /// the plan year was. `None` for what nobody publishes: however its formula goes, it is on no list.
    pub fn published_through(&self, variable: VariableId) -> Option<i32> {
        known::known(self.pack, self.as_of, variable).published()
    }

    /// The months of the plan year at whose end a published period of the indicator ends, in order: one a quarter for what is
    /// published by quarter, none for January where January and February come together.
    pub fn published_months(&self, variable: VariableId) -> impl Iterator<Item = i32> + use<> {
        let known = known::known(self.pack, self.as_of, variable);
        (0..=Period::Year.last()).filter(move |month| known.ends_with(*month))
    }

    /// Whether somebody publishes a figure of the indicator at the end of a month, past or to come.
    pub fn publishes(&self, variable: VariableId, month: i32) -> bool {
        known::known(self.pack, self.as_of, variable).closes(month)
    }

    /// The verdict on one target in one period; `chance` of passing it where an ensemble has one.
    pub fn verdict(&self, id: TargetId, period: Period, figures: &impl Figures, chance: Option<f64>) -> Verdict {
        let target = &self.pack.targets[id.0];
        let variable = &self.pack.variables[target.variable.0];
        let row = target.row.unwrap_or(0);
        let decimals = variable.decimals;
        let standing = |offset| {
            let value = figures.standing(self.pack, target.variable, row, offset)?;
            published(value, decimals)
        };
        let found = known::known(self.pack, self.as_of, target.variable);
        let through = |month: i32| {
            let through = month.min(period.last());
            Known { through, value: if through >= 0 { standing(through) } else { None } }
        };
        let direction = Direction::of(target, variable.better);
        let mut verdict = Verdict {
            target: id,
            period,
            state: State::NotDue,
            absent: None,
            decimals,
            direction,
            projected: standing(period.last()),
            due: None,
            annual: target.year,
            line: self.line_of(target),
            passes: None,
            gap: None,
            gap_points: None,
            share_done: None,
            linear: None,
            seasonal: None,
            probability: None,
            printed: None,
            known: through(found.published().unwrap_or(-1).max(-1)),
            settled: found.settled >= period.last(),
            pace: None,
            reached: None,
        };
        let due = match self.due(target, period, figures) {
            Ok(due) => due,
            Err(absent) => return Verdict { absent: Some(absent), ..verdict },
        };
        verdict.due = Some(due);
        verdict.reached = self.reached(target, &due, figures);
        if let Some(reason) = self.suspended(target, period.last(), figures) {
            return Verdict { absent: Some(Absent::of(reason)), ..verdict };
        }
        let Some(projected) = verdict.projected else {
            let absent = self.reason(target, period, figures).map_or(Absent::NoFigure, Absent::of);
            return Verdict { absent: Some(absent), ..verdict };
        };
        let passes = direction.passes(projected, due.bound);
        verdict.passes = Some(passes);
        verdict.gap = Some(projected - due.value);
        verdict.gap_points = self.points(target, projected - due.value);
        verdict.share_done = self.share_done(target, projected);
        let mark = |line| {
            let due = self.line_due(target, period, line, figures)?;
            Some(Mark { due: due.value, passes: direction.passes(projected, due.bound) })
        };
        verdict.linear = mark(PassLine::Linear);
        verdict.seasonal = mark(PassLine::Seasonal);
        verdict.pace = self.pace(target, &verdict, through(found.settled), figures);
        self.give(&mut verdict, chance);
        verdict
    }

    /// Gives a verdict its chance, and the word that follows from it. Where there is no verdict there is none.
    fn give(&self, verdict: &mut Verdict, chance: Option<f64>) {
        let Some(passes) = verdict.passes else { return };
        verdict.probability = chance.filter(|value| !value.is_nan());
        verdict.printed = verdict.probability.map(|value| self.printed(value));
        verdict.state = self.state(passes, verdict.probability);
    }

    /// Why the verdict of a target is suspended at the end of a month.
    pub(crate) fn suspended(&self, target: &Target, month: i32, figures: &impl Figures) -> Option<ReasonId> {
        let void = target.void?;
        let holds = figures.at(void.when, target.row.unwrap_or(0), month)?;
        (holds != 0.0).then_some(void.reason)
    }

    /// Why a target has no figure at the end of a period, where the pack says so.
    fn reason(&self, target: &Target, period: Period, figures: &impl Figures) -> Option<ReasonId> {
        let flow = self.pack.variables[target.variable.0].measure == Measure::Flow;
        let first = if flow { 0 } else { period.last() };
        (first..=period.last()).find_map(|month| figures.reason(target.variable, target.row.unwrap_or(0), month))
    }

    /// The word of a probability that belongs to no target, and the probability in whole percent as it is printed beside it.
    pub fn worded(&self, probability: f64) -> (State, String) {
        (self.state(false, Some(probability)), crate::number::probability(self.printed(probability)))
    }

    fn state(&self, passes: bool, probability: Option<f64>) -> State {
        let judging = &self.pack.judging;
        match probability {
            Some(value) if value >= to_f64(judging.on_track) => State::OnTrack,
            Some(value) if value >= to_f64(judging.near) => State::Near,
            Some(_) => State::Short,
            None if passes => State::OnTrack,
            None => State::Short,
        }
    }

    /// A probability as it may be printed in whole percent: rounding must not carry it over the bound of the next word, so 0.3967
    /// is 39% where 有缺口 ends at 40%.
    fn printed(&self, value: f64) -> f64 {
        let Some(percent) = published(value * 100.0, 0) else { return value };
        let bounds = [self.pack.judging.near, self.pack.judging.on_track];
        let carried = bounds.into_iter().any(|bound| value < to_f64(bound) && percent >= bound * Decimal::ONE_HUNDRED);
        if carried { to_f64(percent - Decimal::ONE) / 100.0 } else { value }
    }

    /// A gap in points: of the annual target, or percentage points for growth and percentages.
    pub(crate) fn points(&self, target: &Target, gap: Decimal) -> Option<Decimal> {
        let unit = &*self.pack.variables[target.variable.0].unit;
        match target.kind {
            TargetKind::Rank => None,
            TargetKind::Growth => Some(rounded(gap, 1)),
            _ if matches!(unit, "%" | "百分点") => Some(rounded(gap, gap.scale().max(1))),
            _ => percent(gap, target.year?),
        }
    }

    /// A gap of a target in points, where it can be said in any.
    pub fn gap_points(&self, id: TargetId, gap: Decimal) -> Option<Decimal> {
        self.points(&self.pack.targets[id.0], gap)
    }

    fn share_done(&self, target: &Target, projected: Decimal) -> Option<Decimal> {
        let flow = self.pack.variables[target.variable.0].measure == Measure::Flow;
        let adds_up = match target.kind {
            TargetKind::Amount | TargetKind::Count => true,
            TargetKind::Ceiling => flow,
            _ => false,
        };
        let whole = target.year.filter(|year| adds_up && year.is_sign_positive())?;
        percent(projected, whole)
    }

    fn reached(&self, target: &Target, due: &Due, figures: &impl Figures) -> Option<i32> {
        if target.kind != TargetKind::Milestone {
            return None;
        }
        let variable = &self.pack.variables[target.variable.0];
        let direction = Direction::of(target, variable.better);
        (0..guoban_model::time::HORIZON as i32).find(|offset| {
            let value = figures.standing(self.pack, target.variable, target.row.unwrap_or(0), *offset);
            let value = value.and_then(|value| published(value, variable.decimals));
            value.is_some_and(|value| direction.passes(value, due.bound))
        })
    }
}

/// In percent of the size of `whole`, one decimal: what is more stays more where the whole is a loss. `None` of nothing.
fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.abs())?;
    Some(rounded(share, 1))
}
