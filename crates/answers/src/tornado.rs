//! What matters: each lever over its range and each assumption from low to high, one at a time, all else as in the plan.

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, LeverId, LeverKind, Pack, TargetId};
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::number::published;
use guoban_planning::reach::{Moves, moves};
use guoban_planning::scenario::{Scenario, open_range};
use guoban_planning::why::Change;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::trial::{Aim, Outcome, Trials};

/// Below this part of the widest span an effect is the noise of binary fractions.
const NOISE: f64 = 1e-9;

/// What a bar is about. The three are never mixed in one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A lever that changes what is done.
    Measure,
    /// A lever that changes what is counted.
    Recording,
    /// What nobody here decides.
    Assumption,
}

impl Class {
    /// Of something that can be changed.
    pub fn of(pack: &Pack, change: Change) -> Self {
        match change {
            Change::Lever(lever) if pack.levers[lever.0].kind == LeverKind::Recording => Self::Recording,
            Change::Lever(_) => Self::Measure,
            Change::Assumption(_) => Self::Assumption,
        }
    }
}

/// One end of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The setting.
    pub setting: Decimal,
    /// The target's projection less that of the plan, with one decimal more than published; `None` where there is no figure.
    pub effect: Option<Decimal>,
    /// How many more targets of the period are hit than in the plan, by the central projection and red lines apart.
    pub hits: i32,
}

/// What one lever or assumption does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// What is moved.
    pub change: Change,
    /// What kind of thing that is.
    pub class: Class,
    /// At the low end of its range.
    pub low: End,
    /// At the high end.
    pub high: End,
    /// Distance between the lowest and the highest projection, the plan's own among them, in the target's unit.
    pub span: f64,
    /// Whether what it gains by the period's end is taken back later.
    pub borrowed: bool,
}

/// What matters for a target and a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The target.
    pub target: TargetId,
    /// The period.
    pub period: Period,
    /// The plan's projection, as published.
    pub projected: Option<Decimal>,
    /// Decimals of the effects.
    pub decimals: u32,
    /// Targets of the period that the plan hits.
    pub hits: usize,
    /// Targets of the period that are judged.
    pub counted: usize,
    /// Those that move the target or the number of hits, by class, the widest first.
    pub bars: Vec<Bar>,
    /// Levers and assumptions that move neither.
    pub idle: usize,
}

/// By what things are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// How far they move the target.
    #[default]
    Target,
    /// How many targets of the period they turn.
    Hits,
}

impl Tornado {
    /// The bars of a class that do something, the widest first.
    pub fn ranked(&self, class: Class, by: By) -> Vec<&Bar> {
        let mut bars: Vec<&Bar> = self.bars.iter().filter(|bar| bar.class == class).collect();
        match by {
            By::Target => bars.retain(|bar| bar.span > 0.0),
            By::Hits => {
                let turned = |bar: &&Bar| bar.low.hits.unsigned_abs() + bar.high.hits.unsigned_abs();
                bars.retain(|bar| turned(bar) > 0);
                bars.sort_by_key(|bar| std::cmp::Reverse(turned(bar)));
            }
        }
        bars
    }

    /// The largest size of an effect: the length of the longest half of a bar.
    pub fn largest(&self, by: By) -> f64 {
        let ends = self.bars.iter().flat_map(|bar| [bar.low, bar.high]);
        ends.filter_map(|end| end.amount(by)).fold(0.0, |largest, amount| largest.max(amount.abs()))
    }

    /// How many of the widest few bars are assumptions: what nobody here decides.
    pub fn assumed_among(&self, widest: usize) -> usize {
        let mut bars: Vec<&Bar> = self.bars.iter().filter(|bar| bar.span > 0.0).collect();
        bars.sort_by(|left, right| right.span.total_cmp(&left.span));
        bars.iter().take(widest).filter(|bar| bar.class == Class::Assumption).count()
    }
}

impl End {
    /// The effect as a length; `None` where there is no figure.
    pub fn amount(&self, by: By) -> Option<f64> {
        match by {
            By::Target => self.effect.map(to_f64),
            By::Hits => Some(f64::from(self.hits)),
        }
    }
}

/// A [`Tornado`] being worked out.
#[derive(Clone, Debug)]
pub struct Sweeping {
    model: Model,
    target: TargetId,
    period: Period,
    trials: Trials,
    /// By input that can be moved: its ends.
    ends: Vec<(Change, [Decimal; 2])>,
    /// Two for each of them, the low end first.
    outcomes: Vec<Outcome>,
    /// What the runs say, once they are made.
    bars: Option<Vec<Bar>>,
    /// Bars of which it is known whether they borrow.
    looked: usize,
}

/// Runs that a look at what is borrowed is taken for.
const RUNS_A_LOOK: usize = 8;

/// What matters, at once.
pub fn tornado(model: &Model, scenario: &Scenario, target: TargetId, period: Period) -> Option<Tornado> {
    let mut sweeping = Sweeping::new(model, scenario, target, period)?;
    while !sweeping.go_on(usize::MAX) {}
    Some(sweeping.told())
}

impl Sweeping {
    /// Starts on a plan; `None` where the pack has no such target.
    pub fn new(model: &Model, scenario: &Scenario, target: TargetId, period: Period) -> Option<Self> {
        let pack = model.pack();
        pack.targets.get(target.0)?;
        let judge = Judge::new(pack, scenario);
        let settings = scenario.settings(pack);
        let run = model.run(&settings);
        let aims = Aim::all(&judge, &run).into_iter().filter(|aim| aim.period == period).collect();
        let levers = (0..pack.levers.len()).map(LeverId).filter(|lever| model.acts_from(*lever).is_some());
        let levers = levers.map(|lever| {
            let (low, high) = open_range(pack, lever, model.as_of());
            (Change::Lever(lever), [low.min(high), high])
        });
        let assumptions = pack.assumptions.iter().enumerate();
        let assumptions =
            assumptions.map(|(index, item)| (Change::Assumption(AssumptionId(index)), [item.low, item.high]));
        let ends = levers.chain(assumptions).collect();
        let varied = vec![true; pack.levers.len() + pack.assumptions.len()];
        let trials = Trials::begin(model, &settings, aims, &varied);
        let model = model.clone();
        Some(Self { model, target, period, trials, ends, outcomes: Vec::new(), bars: None, looked: 0 })
    }

    /// Runs done and to do.
    pub fn progress(&self) -> (usize, usize) {
        (self.outcomes.len(), 2 * self.ends.len())
    }

    /// Goes on by work for about so many runs; says whether all is worked out.
    pub fn go_on(&mut self, runs: usize) -> bool {
        let (done, all) = self.progress();
        if done < all {
            if self.trials.prepare(runs) {
                self.run(runs);
            }
            return false;
        }
        let Some(mut bars) = self.bars.take() else {
            self.bars = Some(self.moving());
            return false;
        };
        let to = bars.len().min(self.looked + (runs / RUNS_A_LOOK).max(1));
        for bar in &mut bars[self.looked..to] {
            bar.borrowed = self.is_borrowed(bar);
        }
        self.looked = to;
        let all_looked = to == bars.len();
        self.bars = Some(bars);
        all_looked
    }

    fn run(&mut self, runs: usize) {
        let (done, all) = self.progress();
        let to = all.min(done.saturating_add(runs));
        let levers = self.model.pack().levers.len();
        let setting = |variant: usize, input: usize| {
            let (change, ends) = self.ends[variant / 2];
            if place(change, levers) == input { to_f64(ends[variant % 2]) } else { self.trials.inputs()[input] }
        };
        let found = self.trials.run(done..to, setting);
        self.outcomes.extend(found);
    }

    /// The plan's own standing: a target without a verdict may still have a figure.
    fn base(&self) -> Option<f64> {
        let pack = self.model.pack();
        let target = &pack.targets[self.target.0];
        self.trials.base().standing(pack, target.variable, target.row.unwrap_or(0), self.period.last())
    }

    /// Decimals of the target's figure.
    fn decimals(&self) -> u32 {
        let pack = self.model.pack();
        pack.variables[pack.targets[self.target.0].variable.0].decimals
    }

    /// The bars that do something, by class, the widest first.
    fn moving(&self) -> Vec<Bar> {
        let pack = self.model.pack();
        let aims = self.trials.aims();
        let hits = self.trials.own().hits(aims, self.period);
        let (decimals, base) = (self.decimals(), self.base());
        let at = aims.iter().position(|aim| aim.target == self.target);
        let mut bars = Vec::new();
        for ((change, ends), outcomes) in self.ends.iter().zip(self.outcomes.chunks_exact(2)) {
            let standing = |outcome: &Outcome| at.map_or(f64::NAN, |at| outcome.standings[at]);
            let end = |index: usize| {
                let difference = standing(&outcomes[index]) - base.unwrap_or(f64::NAN);
                let hit = outcomes[index].hits(aims, self.period);
                End {
                    setting: ends[index],
                    effect: published(difference, decimals + 1),
                    hits: hit as i32 - hits as i32,
                }
            };
            let figures = [base.unwrap_or(f64::NAN), standing(&outcomes[0]), standing(&outcomes[1])];
            let (least, most) =
                (figures.iter().copied().fold(f64::NAN, f64::min), figures.iter().copied().fold(f64::NAN, f64::max));
            let span = if (most - least).is_finite() { most - least } else { 0.0 };
            let (low, high) = (end(0), end(1));
            let class = Class::of(pack, *change);
            bars.push(Bar { change: *change, class, low, high, span, borrowed: false });
        }
        let widest = bars.iter().fold(0.0_f64, |widest, bar| widest.max(bar.span));
        bars.iter_mut().filter(|bar| bar.span <= widest * NOISE).for_each(|bar| bar.span = 0.0);
        bars.retain(|bar| bar.span > 0.0 || bar.low.hits != 0 || bar.high.hits != 0);
        bars.sort_by(|left, right| left.class.cmp(&right.class).then(right.span.total_cmp(&left.span)));
        bars
    }

    /// What was found; complete once [`Sweeping::go_on`] says so.
    pub fn told(&self) -> Tornado {
        let aims = self.trials.aims();
        let bars = self.bars.clone().unwrap_or_default();
        Tornado {
            target: self.target,
            period: self.period,
            projected: self.base().and_then(|base| published(base, self.decimals())),
            decimals: self.decimals() + 1,
            hits: self.trials.own().hits(aims, self.period),
            counted: aims.iter().filter(|aim| !aim.red_line).count(),
            idle: self.ends.len() - bars.len(),
            bars,
        }
    }

    /// Whether a lever's better end gains what a later period takes back.
    fn is_borrowed(&self, bar: &Bar) -> bool {
        let Change::Lever(lever) = bar.change else { return false };
        if bar.span == 0.0 {
            return false;
        }
        let within = if self.period == Period::Half { 1 } else { 3 };
        let pack = self.model.pack();
        [bar.low, bar.high].iter().any(|end| {
            let mut settings = self.trials.base().settings().clone();
            settings.levers[lever.0] = to_f64(end.setting);
            let after = self.model.run(&settings);
            moves(pack, self.target, self.trials.base(), &after)[..within].contains(&Moves::Borrowed)
        })
    }
}

/// The number of an input: levers first, then assumptions.
pub(crate) fn place(change: Change, levers: usize) -> usize {
    match change {
        Change::Lever(lever) => lever.0,
        Change::Assumption(assumption) => levers + assumption.0,
    }
}
