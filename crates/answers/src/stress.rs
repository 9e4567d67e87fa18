//! Stress: what plans stand of named bad cases, alone and together; and a target over two assumptions at once.

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, Pack, Stress, TargetId};
use guoban_planning::judge::{Board, Judge, Period, State};
use guoban_planning::limits::{LimitVerdict, judge_limits};
use guoban_planning::number::published;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::trial::{Aim, Trials};

/// Settings along each side of a picture over two assumptions.
pub const SIDE: usize = 9;

/// What befalls a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Nothing: as planned.
    Planned,
    /// One of the pack's cases, by its place.
    Named(usize),
    /// All of them at once; of two settings of one item the one farther from the pack's middle.
    Together,
}

/// How a plan stands under a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Stood {
    /// The case.
    pub case: Case,
    /// Targets hit at mid-year and at the year's end, by the central projection and red lines apart.
    pub hits: [usize; 2],
    /// Targets that are judged.
    pub counted: [usize; 2],
    /// Targets hit as planned and not under the case.
    pub lost: Vec<(TargetId, Period)>,
    /// Red lines kept as planned and not under the case.
    pub crossed: Vec<(TargetId, Period)>,
    /// Limits overdrawn under the case: index into the pack's limits.
    pub overdrawn: Vec<usize>,
}

/// What some plans stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Stressed {
    /// By plan: as planned, each case, all together.
    pub plans: Vec<Vec<Stood>>,
    /// The plan that survives best: the most targets hit over all cases and both periods, then with all cases together; the
    /// first of equals.
    pub best: Option<usize>,
}

/// What plans of one model stand of the pack's cases.
pub fn stress(model: &Model, plans: &[Scenario]) -> Stressed {
    Stressed::of(plans.iter().map(|plan| stood(model, plan)).collect())
}

impl Stressed {
    /// Holds what plans stood against each other.
    pub fn of(plans: Vec<Vec<Stood>>) -> Self {
        let score = |cases: &Vec<Stood>| {
            let hits = |stood: &Stood| stood.hits.iter().sum::<usize>();
            (cases.iter().skip(1).map(hits).sum::<usize>(), cases.last().map_or(0, hits))
        };
        let best = (0..plans.len()).rev().max_by_key(|plan| score(&plans[*plan]));
        Self { plans, best }
    }
}

/// What one plan stands: as planned, each case, all together.
pub fn stood(model: &Model, plan: &Scenario) -> Vec<Stood> {
    let mut standing = Standing::new(plan.clone());
    while !standing.go_on(model) {}
    standing.found
}

/// What one plan stands, being worked out.
#[derive(Clone, Debug)]
pub struct Standing {
    plan: Scenario,
    own: Option<Board>,
    found: Vec<Stood>,
}

impl Standing {
    /// Starts with a plan.
    pub fn new(plan: Scenario) -> Self {
        Self { plan, own: None, found: Vec::new() }
    }

    /// Holds the plan against one case more; says whether that was the last.
    pub fn go_on(&mut self, model: &Model) -> bool {
        let pack = model.pack();
        let cases = pack.stresses.len();
        let case = match self.found.len() {
            0 => Case::Planned,
            at if at <= cases => Case::Named(at - 1),
            _ => Case::Together,
        };
        let last = if cases > 1 { cases + 1 } else { cases };
        let scenario = under(pack, &self.plan, case);
        let run = model.run(&scenario.settings(pack));
        let board = Judge::new(pack, &scenario).board(&run, |_, _| None);
        let limits = judge_limits(pack, model.as_of(), &run);
        let own = self.own.get_or_insert_with(|| board.clone());
        self.found.push(held(pack, case, own, &board, &limits));
        self.found.len() > last
    }

    /// What was found.
    pub fn told(self) -> Vec<Stood> {
        self.found
    }
}

/// A board under a case beside the plan's own.
fn held(pack: &Pack, case: Case, own: &Board, board: &Board, limits: &[LimitVerdict]) -> Stood {
    let rows = own.rows.iter().zip(&board.rows);
    let lost = rows.flat_map(|(then, now)| {
        let is_lost =
            |period: &Period| then.get(*period).state == State::OnTrack && now.get(*period).state != State::OnTrack;
        Period::ALL.into_iter().filter(is_lost).map(|period| (now.target, period)).collect::<Vec<_>>()
    });
    let (crossed, lost) = lost.partition(|(target, _)| pack.targets[target.0].red_line);
    Stood {
        case,
        hits: Period::ALL.map(|period| board.tally(period).on_track),
        counted: Period::ALL.map(|period| board.tally(period).counted()),
        lost,
        crossed,
        overdrawn: limits.iter().filter(|limit| !limit.is_kept()).map(|limit| limit.limit).collect(),
    }
}

/// A plan under a case: what the case sets replaces what the plan does.
pub fn under(pack: &Pack, plan: &Scenario, case: Case) -> Scenario {
    let mut scenario = plan.clone();
    let cases: &[Stress] = match case {
        Case::Planned => &[],
        Case::Named(index) => pack.stresses.get(index..index + 1).unwrap_or_default(),
        Case::Together => &pack.stresses,
    };
    let (mut levers, mut assumptions) = (Vec::new(), Vec::new());
    for case in cases {
        for (lever, setting) in &case.levers {
            farther(&mut levers, *lever, *setting, pack.levers[lever.0].baseline);
        }
        for (assumption, setting) in &case.assumptions {
            farther(&mut assumptions, *assumption, *setting, pack.assumptions[assumption.0].mid);
        }
    }
    for (lever, setting) in levers {
        scenario.set_lever(pack, &pack.levers[lever.0].id, setting);
    }
    for (assumption, setting) in assumptions {
        scenario.set_assumption(pack, &pack.assumptions[assumption.0].id, setting);
    }
    scenario
}

fn farther<T: PartialEq>(settings: &mut Vec<(T, Decimal)>, item: T, setting: Decimal, middle: Decimal) {
    match settings.iter_mut().find(|(known, _)| *known == item) {
        Some((_, known)) if (setting - middle).abs() > (*known - middle).abs() => *known = setting,
        Some(_) => {}
        None => settings.push((item, setting)),
    }
}

/// A target over two assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Settings of the first assumption, from low to high.
    pub across: Vec<Decimal>,
    /// Settings of the second.
    pub down: Vec<Decimal>,
    /// Row by row (the second assumption), then across: the projection as published, and whether it passes.
    pub cells: Vec<Vec<(Option<Decimal>, bool)>>,
}

/// A target's verdict over the ranges of two assumptions, all else as in the plan; `None` where it gets none in the period.
pub fn picture(
    model: &Model,
    scenario: &Scenario,
    pair: [AssumptionId; 2],
    wanted: (TargetId, Period),
) -> Option<Picture> {
    let mut picturing = Picturing::new(model, scenario, pair, wanted)?;
    while !picturing.go_on(usize::MAX) {}
    Some(picturing.told())
}

/// A [`Picture`] being worked out.
#[derive(Clone, Debug)]
pub struct Picturing {
    across: Vec<Decimal>,
    down: Vec<Decimal>,
    /// The inputs of both assumptions.
    inputs: [usize; 2],
    trials: Trials,
    cells: Vec<(Option<Decimal>, bool)>,
}

impl Picturing {
    /// Starts on a plan; `None` where the target gets no verdict in the period.
    pub fn new(
        model: &Model,
        scenario: &Scenario,
        pair: [AssumptionId; 2],
        (target, period): (TargetId, Period),
    ) -> Option<Self> {
        let pack = model.pack();
        let settings = scenario.settings(pack);
        let judge = Judge::new(pack, scenario);
        let aim = Aim::of(&judge, target, period, &model.run(&settings))?;
        let [across, down] = pair.map(|id| {
            let item = &pack.assumptions[id.0];
            let setting = |step: usize| {
                let share = Decimal::from(step) / Decimal::from(SIDE - 1);
                (item.low + (item.high - item.low) * share).round_dp(item.decimals + 2).normalize()
            };
            (0..SIDE).map(setting).collect::<Vec<_>>()
        });
        let mut varied = vec![false; pack.levers.len() + pack.assumptions.len()];
        let inputs = pair.map(|id| pack.levers.len() + id.0);
        inputs.iter().for_each(|input| varied[*input] = true);
        let trials = Trials::begin(model, &settings, vec![aim], &varied);
        Some(Self { across, down, inputs, trials, cells: Vec::new() })
    }

    /// Goes on by work for about so many runs; says whether all is worked out.
    pub fn go_on(&mut self, runs: usize) -> bool {
        if !self.trials.prepare(runs) {
            return false;
        }
        let Self { across, down, inputs: [first, second], trials, cells } = self;
        let (done, all) = (cells.len(), SIDE * SIDE);
        let outcomes = trials.run(done..all.min(done.saturating_add(runs)), |variant, input| match input {
            _ if input == *first => to_f64(across[variant % SIDE]),
            _ if input == *second => to_f64(down[variant / SIDE]),
            _ => trials.inputs()[input],
        });
        let aim = trials.aims()[0];
        let cell = |standing: f64| (published(standing, aim.hurdle.decimals), aim.passes(standing));
        cells.extend(outcomes.iter().map(|outcome| cell(outcome.standings[0])));
        cells.len() == all
    }

    /// What was found; complete once [`Picturing::go_on`] says so.
    pub fn told(&self) -> Picture {
        let cells = self.cells.chunks(SIDE).map(<[_]>::to_vec).collect();
        Picture { across: self.across.clone(), down: self.down.clone(), cells }
    }
}
