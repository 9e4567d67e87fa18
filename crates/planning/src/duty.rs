//! The responsibility sheet (责任清单): who has to do what differently, and by when (倒排工期).
//!
//! The latest start is computed, not typed in: the pack is compiled again with every lever acting one, two, three …
//! months later, and a lever is late for a period once nothing it betters there is seen any more at published precision.

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, OwnerId, TargetId};
use rust_decimal::Decimal;

use crate::calendar::Period;
use crate::figures::Figures;
use crate::number::published;
use crate::reach::{Moves, Reach, gains, reach};
use crate::scenario::Scenario;

/// When a lever still works for a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latest {
    /// Nothing the scenario does with it shows in the period's figures.
    Never,
    /// What shows of it in the period is for the worse, whenever it starts: no date is too late for it.
    Harm,
    /// It acts by its own dates, not from a start (a project's month, a table's cell).
    Dated,
    /// The last month, counted from January (0), in which it can start to act and still show.
    Month(i32),
}

/// What the scenario asks of an owner with one lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// The lever.
    pub lever: LeverId,
    /// Its setting when nothing new is decided.
    pub from: Decimal,
    /// Its setting in the scenario.
    pub to: Decimal,
    /// The first month it can act in; `None` when it can no longer be decided.
    pub earliest: Option<i32>,
    /// For 30 June.
    pub half: Latest,
    /// For 31 December.
    pub year: Latest,
    /// What it does and when, alone on top of the baseline.
    pub reach: Reach,
    /// What it adds to the targets of [`Duty::reach`], in their order.
    pub gains: Vec<Gain>,
}

/// What a lever alone adds to a target's standing, rounded as published: June and December side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The target.
    pub target: TargetId,
    /// At the end of June.
    pub half: Decimal,
    /// At the end of December; less than in June where a gain was borrowed.
    pub year: Decimal,
}

impl Duty {
    /// How much the setting changes.
    pub fn change(&self) -> Decimal {
        self.to - self.from
    }
}

/// What a scenario asks of one owner.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnerDuties {
    /// The owner.
    pub owner: OwnerId,
    /// In the pack's order.
    pub duties: Vec<Duty>,
}

/// What a scenario asks, by owner in the pack's order; owners of whom nothing is asked are left out.
pub fn duties(model: &Model, scenario: &Scenario) -> Vec<OwnerDuties> {
    let changed = changed(model, scenario);
    if changed.is_empty() {
        return Vec::new();
    }
    let mut late = Delayed::new(model);
    while !late.prepare() {}
    by_owner(model, changed.into_iter().map(|(lever, to)| late.duty(lever, to)).collect())
}

/// The levers that a scenario moves, each with its setting as the run takes it: one outside its range asks for no more than the range.
pub fn changed(model: &Model, scenario: &Scenario) -> Vec<(LeverId, Decimal)> {
    let pack = model.pack();
    (0..pack.levers.len())
        .map(|index| (LeverId(index), scenario.effective_lever(pack, LeverId(index))))
        .filter(|(lever, to)| *to != pack.levers[lever.0].baseline)
        .collect()
}

/// Duties by owner, both in the pack's order.
pub fn by_owner(model: &Model, duties: Vec<Duty>) -> Vec<OwnerDuties> {
    let pack = model.pack();
    let of = |owner: usize| {
        let own = |duty: &&Duty| pack.levers[duty.lever.0].owner == OwnerId(owner);
        let duties: Vec<Duty> = duties.iter().filter(own).cloned().collect();
        (!duties.is_empty()).then_some(OwnerDuties { owner: OwnerId(owner), duties })
    };
    (0..pack.owners.len()).filter_map(of).collect()
}

fn with_baseline(model: Model) -> (Model, Settings, Projection) {
    let baseline = model.baseline();
    let run = model.run(&baseline);
    (model, baseline, run)
}

/// The same pack with every lever acting some months later, and its baseline: compiled once for all scenarios of a model, a
/// month at a time.
#[derive(Clone, Debug)]
pub struct Delayed {
    models: Vec<(Model, Settings, Projection)>,
}

impl Delayed {
    /// Starts with no delay.
    pub fn new(model: &Model) -> Self {
        Self { models: vec![with_baseline(model.clone())] }
    }

    /// Compiles one more month of delay; says whether all are there.
    pub fn prepare(&mut self) -> bool {
        let (model, ..) = &self.models[0];
        let first = model.as_of().month.offset_from(model.pack().year) + 1;
        let months = self.models.len();
        let next = if months as i32 <= Period::Year.last() - first { model.late(months as u32).ok() } else { None };
        let ready = next.is_none();
        self.models.extend(next.map(with_baseline));
        ready
    }

    /// What is asked with one lever; complete once all months of delay are there.
    pub fn duty(&self, lever: LeverId, to: Decimal) -> Duty {
        let (model, ..) = &self.models[0];
        let (reach, gains) = self.alone(lever, to).unwrap_or_default();
        let better = self.better(lever, to, &reach);
        Duty {
            lever,
            from: model.pack().levers[lever.0].baseline,
            to,
            earliest: model.acts_from(lever),
            half: self.latest(lever, &reach, &better, Period::Half),
            year: self.latest(lever, &reach, &better, Period::Year),
            reach,
            gains,
        }
    }

    /// The run in which only a lever is moved, and acts `months` later.
    fn run(&self, months: usize, lever: LeverId, to: Decimal) -> Option<Projection> {
        let (model, baseline, _) = self.models.get(months)?;
        model.acts_from(lever)?;
        let mut settings = baseline.clone();
        *settings.levers.get_mut(lever.0)? = to_f64(to);
        Some(model.run(&settings))
    }

    /// By months of delay: in which periods a lever still betters what it moves when it starts at once.
    fn better(&self, lever: LeverId, to: Decimal, reach: &Reach) -> Vec<[bool; 4]> {
        let delayed = self.models.iter().enumerate().map(|(months, (model, _, before))| {
            let after = self.run(months, lever, to)?;
            Some(gains(model.pack(), reach, before, &after))
        });
        delayed.map(Option::unwrap_or_default).collect()
    }

    /// What a lever does when it acts as soon as it can.
    fn alone(&self, lever: LeverId, to: Decimal) -> Option<(Reach, Vec<Gain>)> {
        let (model, _, before) = self.models.first()?;
        let (pack, after) = (model.pack(), self.run(0, lever, to)?);
        let reach = reach(pack, lever, before, &after);
        let gain = |(id, _): &(TargetId, _)| {
            let target = &pack.targets[id.0];
            let (variable, row) = (target.variable, target.row.unwrap_or(0));
            let decimals = pack.variables[variable.0].decimals;
            let at = |figures: &Projection, period: Period| {
                published(figures.standing(pack, variable, row, period.last())?, decimals)
            };
            let added = |period| Some(at(&after, period)? - at(before, period)?);
            Some(Gain { target: *id, half: added(Period::Half)?, year: added(Period::Year)? })
        };
        let gains = reach.targets.iter().filter_map(gain).collect();
        Some((reach, gains))
    }

    fn latest(&self, lever: LeverId, reach: &Reach, better: &[[bool; 4]], period: Period) -> Latest {
        let within = match period {
            Period::Half => 1,
            Period::Year => 3,
        };
        let moves = reach.periods[..within].iter().any(|moves| *moves != Moves::No);
        let found = self.models.first().and_then(|(model, ..)| Some((model, model.acts_from(lever)?)));
        let Some((model, first)) = found.filter(|_| moves) else { return Latest::Never };
        if model.pack().levers[lever.0].cell.is_some() {
            return Latest::Dated;
        }
        let shows = |months: usize| better.get(months).is_some_and(|better| better[..within].contains(&true));
        if !shows(0) {
            return Latest::Harm;
        }
        let pack = model.pack();
        let decided = |months: i32| {
            let closes = pack.levers[lever.0].closes.map(|closes| closes.offset_from(pack.year));
            closes.is_none_or(|closes| model.as_of().month.offset_from(pack.year) + months <= closes)
        };
        let last = (1..self.models.len()).take_while(|months| decided(*months as i32) && shows(*months)).last();
        Latest::Month(first + last.unwrap_or(0) as i32)
    }
}
