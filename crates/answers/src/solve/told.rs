//! What a search found, as it is told: the mixes and what they do beside.

use guoban_model::model::Projection;
use guoban_model::pack::{AssumptionId, LeverId, Pack, TargetId};
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Board, Direction, Judge, Period, Verdict};
use guoban_planning::number::published;
use guoban_planning::reach::{Moves, moves};
use guoban_planning::scenario::Scenario;
use guoban_planning::spending;
use rust_decimal::Decimal;

use super::chance::settings;
use super::problem::Mix;
use super::{Reading, Solving, Stage};
use crate::trial::Aim;

/// The setting of one lever in a mix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The lever.
    pub lever: LeverId,
    /// Its setting in the plan.
    pub from: Decimal,
    /// Its setting in the mix.
    pub to: Decimal,
    /// Whether it can go no further that way.
    pub at_end: bool,
}

/// Where a target that was asked for stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// The target.
    pub target: TargetId,
    /// The period.
    pub period: Period,
    /// Its projection in the plan, as published.
    pub before: Option<Decimal>,
    /// Its projection with the mix.
    pub after: Option<Decimal>,
    /// What is due.
    pub due: Option<Decimal>,
    /// Whether it must not be exceeded.
    pub is_at_most: bool,
    /// Whether the central projection passes.
    pub passes: bool,
    /// How likely it is to be hit.
    pub chance: Option<f64>,
}

/// A target that moves along.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// The target.
    pub target: TargetId,
    /// What the mix adds to its half-year's and its year's projection, as published.
    pub change: [Option<Decimal>; 2],
    /// Whether it passes with the mix where it does not in the plan (`true`), or the reverse; by period, `None` where the
    /// central projection says the same.
    pub turned: [Option<bool>; 2],
    /// Whether more than a quarter of what a period gains is taken back later.
    pub paid_back: bool,
}

/// A mix that closes the gap, or comes nearest.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// By which reading it is the best.
    pub reading: Reading,
    /// The plan it makes.
    pub scenario: Scenario,
    /// What it changes, in the pack's order.
    pub steps: Vec<Step>,
    /// What the year spends more than in the plan, in 万元; `None` where a cost is not in money or has no figure.
    pub spending: Option<Decimal>,
    /// The targets that were asked for.
    pub reached: Vec<Reached>,
    /// The other targets that move, in the pack's order.
    pub sides: Vec<Side>,
}

/// What keeps a gap from being closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bind {
    /// A lever that helps is at the end of its range.
    Range(LeverId),
    /// A lever would help more, but a shared pool is used up: lever, and index into the pack's limits.
    Limit(LeverId, usize),
    /// A lever would help more, but a target that has to stay hit would be lost.
    Kept(LeverId, TargetId),
    /// A lever would help more, but what may be spent is spent.
    Budget(LeverId),
    /// A lever moves the target only in a later period: it acts too late, from the month given (January is 0).
    Lead(LeverId, i32),
    /// How much better an assumption would have to be for the nearest mix to suffice: its setting in the plan, and the one at
    /// which every target that was asked for passes; `None` where even its better end does not suffice.
    Assumption(AssumptionId, Decimal, Option<Decimal>),
}

/// The answer to a question for a mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Whether everything that was asked for can be had.
    pub reachable: bool,
    /// The mixes, one for each reading; the nearest alone where it cannot be had.
    pub proposals: Vec<Proposal>,
    /// What binds, where it cannot be had.
    pub binds: Vec<Bind>,
    /// Where as many as possible were asked for: the targets that cannot be had along with the others.
    pub left: Vec<(TargetId, Period)>,
    /// Runs made.
    pub runs: usize,
    /// Whether all was worked out.
    pub complete: bool,
}

/// The best mix so far in a few figures, for somebody who waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoFar {
    /// Targets it hits of those that were asked for.
    pub hit: usize,
    /// Targets that were asked for.
    pub asked: usize,
    /// Levers it moves.
    pub levers: usize,
    /// What it spends beyond the plan, in 万元, whole ones.
    pub spending: Option<Decimal>,
}

impl Solving {
    /// The best mix so far, told without a run.
    pub fn so_far(&self) -> SoFar {
        let running = match &self.stage {
            Stage::Choose(search) | Stage::Add(search, _) | Stage::Read(search, _) | Stage::Cross(search, _) => {
                Some(search.best())
            }
            _ => None,
        };
        let found = self.found.iter().flatten().map(|(mix, outcome, value)| (mix, outcome, *value)).next();
        let own = (self.problem.start(), self.problem.own.clone());
        let (mix, outcome) = match found.or(running) {
            Some((mix, outcome, _)) => (mix, outcome),
            None => (&own.0, &own.1),
        };
        let aims = self.problem.trials.aims();
        let moved = self.problem.free.iter().zip(mix).filter(|(free, place)| free.start != usize::from(**place));
        SoFar {
            hit: self.wanted.iter().filter(|aim| aims[**aim].passes(outcome.standings[**aim])).count(),
            asked: self.wanted.len() + self.left.len(),
            levers: moved.count(),
            spending: published(self.problem.spending(outcome), 0),
        }
    }

    /// A mix as it is told, but for its chances.
    pub(super) fn proposal(&self, reading: Reading, mix: &Mix) -> Proposal {
        let pack = self.model.pack();
        let mut scenario = self.scenario.clone();
        let mut steps = Vec::new();
        for (free, place) in self.problem.free.iter().zip(mix) {
            let place = usize::from(*place);
            if place != free.start {
                let to = free.settings[place];
                scenario.set_lever(pack, &pack.levers[free.lever.0].id, to);
                let at_end = if place < free.start { place == 0 } else { place + 1 == free.settings.len() };
                steps.push(Step { lever: free.lever, from: free.settings[free.start], to, at_end });
            }
        }
        let before = self.problem.trials.base();
        let after = self.model.run(&settings(&self.problem, &self.model, mix));
        let judge = Judge::new(pack, &self.scenario);
        let aims = self.problem.trials.aims();
        let reached = |aim: &usize| {
            let Aim { target, period, .. } = aims[*aim];
            let of = |run: &Projection| judge.verdict(target, period, run, None);
            let (then, now) = (of(before), of(&after));
            Reached {
                target,
                period,
                before: then.projected,
                after: now.projected,
                due: now.due.map(|due| due.value),
                is_at_most: now.direction == Direction::AtMost,
                passes: now.passes == Some(true),
                chance: None,
            }
        };
        let reached: Vec<Reached> = self.wanted.iter().map(reached).collect();
        let boards = [before, &after].map(|run| judge.board(run, |_, _| None));
        let asked = |target: TargetId| reached.iter().any(|reached| reached.target == target);
        let sides = sides(pack, &boards, before, &after).into_iter();
        let sides = sides.filter(|side| !asked(side.target) || side.paid_back || side.turned != [None; 2]).collect();
        Proposal { reading, scenario, steps, spending: spending::added(pack, before, &after), reached, sides }
    }
}

/// The targets that one run moves against another.
fn sides(pack: &Pack, boards: &[Board; 2], before: &Projection, after: &Projection) -> Vec<Side> {
    let [then, now] = boards;
    let pairs = then.rows.iter().zip(&now.rows);
    let side = |(then, now): (&guoban_planning::judge::Row, &guoban_planning::judge::Row)| {
        let change = |then: &Verdict, now: &Verdict| Some(now.projected? - then.projected?);
        let turned = |then: &Verdict, now: &Verdict| {
            let (then, now) = (then.passes?, now.passes?);
            (then != now).then_some(now)
        };
        let moved = moves(pack, now.target, before, after);
        Side {
            target: now.target,
            change: [change(&then.half, &now.half), change(&then.year, &now.year)],
            turned: [turned(&then.half, &now.half), turned(&then.year, &now.year)],
            paid_back: moved.contains(&Moves::Borrowed),
        }
    };
    let is_moved = |side: &Side| {
        side.change.iter().flatten().any(|change| !change.is_zero()) || side.turned != [None; 2] || side.paid_back
    };
    pairs.map(side).filter(is_moved).collect()
}

impl Aim {
    /// The standing a run gives it; not-a-number where there is none.
    pub(crate) fn of_run(&self, run: &Projection) -> f64 {
        let standing = run.standing(run.pack(), self.hurdle.variable, self.hurdle.row, self.period.last());
        standing.unwrap_or(f64::NAN)
    }

    /// The same as it would be published.
    pub fn shown(&self, standing: f64) -> Option<Decimal> {
        published(standing, self.hurdle.decimals)
    }
}
