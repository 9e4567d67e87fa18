//! Closing the gap (补缺口): the mix of measures by which targets are hit at the least price, in three readings.
//!
//! Aims are hit by the central projection, or with a probability. Levers stay on their step grid and within what can still be set;
//! none is moved that does not by itself better one of the aims, so that nothing unrelated is cut to pay for it. Red lines that
//! the plan keeps stay kept, and no shared pool is overdrawn further. The method is described in
//! `docs/decisions/answers.md`.

mod binds;
mod chance;
mod options;
mod problem;
mod promise;
mod sample;
mod scan;
mod search;
mod table;
mod telling;
mod told;

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, TargetId};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::reach::reach_of_all;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::trial::{Aim, Outcome, Trials};
use chance::{Drawn, Insured};
use problem::{Guard, Mix, Problem, Value};
use sample::Sample;
use scan::Scan;
use search::Search;

pub use problem::Reading;
pub use telling::Telling;
pub use told::{Answer, Bind, Proposal, Reached, Side, SoFar, Step};

/// What is to be hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of these.
    Each(Vec<(TargetId, Period)>),
    /// As many targets of these periods as can be had.
    Most(Vec<Period>),
}

/// A question for a mix of measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What is to be hit.
    pub wanted: Wanted,
    /// Levers that stay as they are.
    pub locked: Vec<LeverId>,
    /// Whether measures that only change what is counted may be used.
    pub recording: bool,
    /// Whether measures that take their gain from a later period may be used.
    pub borrowing: bool,
    /// Whether every target that the plan hits at the year's end has to stay hit.
    pub keep: bool,
    /// The most that may be spent beyond the plan, in 万元.
    pub budget: Option<Decimal>,
    /// How likely each target is to be hit at least, from 0 to 1; by the central projection where there is none.
    pub probability: Option<f64>,
}

impl Ask {
    /// The gap of some targets, with every measure that changes what is done.
    pub fn each(targets: Vec<(TargetId, Period)>) -> Self {
        Self {
            wanted: Wanted::Each(targets),
            locked: Vec::new(),
            recording: false,
            borrowing: true,
            keep: false,
            budget: None,
            probability: None,
        }
    }
}

/// A target that gets no verdict in the period, so that there is no gap to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJudged(pub TargetId, pub Period);

/// What is being worked out.
#[derive(Clone, Debug)]
enum Stage {
    /// Runs are prepared.
    Prepare,
    /// Draws are prepared, where a probability is asked for.
    Draw,
    /// Which levers better which aims alone.
    Scan(Scan),
    /// Mixes of many levers at once, where no search closed the gap.
    Sample(Sample),
    /// How many aims can be had together.
    Choose(Search),
    /// One more aim beside those had.
    Add(Search, usize),
    /// Levers that help only in company.
    Company(Scan),
    /// The best mix by a reading.
    Read(Search, usize),
    /// A mix of another reading that is better by this one, gone on with.
    Cross(Search, usize),
    /// The best mix by a reading that is likely enough.
    Insure(Box<Insured>, usize),
    Done,
}

/// An answer being worked out.
#[derive(Clone, Debug)]
pub struct Solving {
    model: Model,
    scenario: Scenario,
    ask: Ask,
    problem: Problem,
    /// The aims to be met, by their place among the trials' aims.
    wanted: Vec<usize>,
    /// Aims that were asked for and cannot be had, where as many as possible were.
    left: Vec<usize>,
    /// Aims still to be tried beside those had, the nearest first.
    next: Vec<usize>,
    allowed: Vec<Vec<bool>>,
    /// By free lever: the sides on which it spends less than the plan.
    cuts: Vec<[bool; 2]>,
    /// By reading: the best mix so far.
    found: [Option<(Mix, Outcome, Value)>; 3],
    stage: Stage,
    /// The draws by which mixes are judged, where a probability is asked for.
    drawn: Option<Box<Drawn>>,
    /// Whether the cheapest mix is all that is looked for.
    cheapest_only: bool,
}

/// Tables of one search at most.
const TABLES: usize = 12;

/// Tables for one more aim at most.
const TABLES_ADDING: usize = 2;

/// Aims tried one by one beside those that were had together.
const MOST_ADDED: usize = 8;

/// Number of the search that starts where every lever is at its far end.
const FROM_FAR: usize = 3;

/// Number of the search that starts from a mix of many levers.
const FROM_SAMPLE: usize = 6;

/// The answer, at once.
///
/// # Errors
/// A target that is asked for gets no verdict.
pub fn solve(model: &Model, scenario: &Scenario, ask: Ask) -> Result<Answer, NotJudged> {
    let mut solving = Solving::new(model, scenario, ask)?;
    while !solving.go_on(usize::MAX) {}
    Ok(solving.told())
}

impl Solving {
    /// Starts on a plan.
    ///
    /// # Errors
    /// A target that is asked for gets no verdict.
    pub fn new(model: &Model, scenario: &Scenario, ask: Ask) -> Result<Self, NotJudged> {
        let pack = model.pack();
        let judge = Judge::new(pack, scenario);
        let settings = scenario.settings(pack);
        let run = model.run(&settings);
        let all = Aim::all(&judge, &run);
        let place =
            |target: TargetId, period: Period| all.iter().position(|aim| (aim.target, aim.period) == (target, period));
        let wanted: Vec<usize> = match &ask.wanted {
            Wanted::Each(targets) => {
                let found =
                    targets.iter().map(|(target, period)| place(*target, *period).ok_or(NotJudged(*target, *period)));
                found.collect::<Result<_, _>>()?
            }
            Wanted::Most(periods) => {
                (0..all.len()).filter(|aim| periods.contains(&all[*aim].period) && !all[*aim].red_line).collect()
            }
        };
        let own: Vec<f64> = all.iter().map(|aim| aim.of_run(&run)).collect();
        let is_kept = |aim: &usize| {
            let is_year = all[*aim].period == Period::Year;
            !wanted.contains(aim) && all[*aim].passes(own[*aim]) && (all[*aim].red_line || (ask.keep && is_year))
        };
        let kept: Vec<usize> = (0..all.len()).filter(is_kept).collect();
        let aims: Vec<Aim> = wanted.iter().chain(&kept).map(|aim| all[*aim]).collect();
        let mut locked = ask.locked.clone();
        if !ask.borrowing {
            let reach = reach_of_all(model);
            locked.extend((0..reach.len()).filter(|lever| reach[*lever].is_borrowed()).map(LeverId));
        }
        let free = options::free(model, scenario, &locked, ask.recording);
        let mut varied = vec![false; pack.levers.len()];
        free.iter().for_each(|free| varied[free.lever.0] = true);
        let trials = Trials::begin(model, &settings, aims, &varied);
        let short = trials.own().short.clone();
        let guards = (wanted.len()..wanted.len() + kept.len()).map(Guard::Aim);
        let guards = guards.chain(short.iter().enumerate().map(|(pool, short)| Guard::Pool(pool, *short)));
        let guards = guards.chain(ask.budget.map(|budget| Guard::Spending(to_f64(budget)))).collect();
        let problem = Problem::new(pack, trials, free, guards);
        let wanted: Vec<usize> = (0..wanted.len()).collect();
        Ok(Self {
            model: model.clone(),
            scenario: scenario.clone(),
            ask,
            problem,
            wanted,
            left: Vec::new(),
            next: Vec::new(),
            allowed: Vec::new(),
            cuts: Vec::new(),
            found: [None, None, None],
            stage: Stage::Prepare,
            drawn: None,
            cheapest_only: false,
        })
    }

    /// Looks for the cheapest mix alone.
    pub fn cheapest_only(self) -> Self {
        Self { cheapest_only: true, ..self }
    }

    /// Makes one of the pack's limits larger for this question, in its unit.
    pub fn enlarge(&mut self, limit: usize, more: Decimal) {
        for guard in &mut self.problem.guards {
            if let Guard::Pool(pool, short) = guard
                && self.problem.trials.pools()[*pool].limit == limit
            {
                *short += to_f64(more);
            }
        }
    }

    /// Runs made so far.
    pub fn runs(&self) -> usize {
        self.problem.runs.get()
    }

    /// Whether all is worked out.
    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// How much of the work is done, from 0 to 1: stages count alike.
    pub fn progress(&self) -> f64 {
        let (first, stages) = (2.0, 9.0);
        match &self.stage {
            Stage::Prepare | Stage::Draw | Stage::Scan(_) | Stage::Company(_) => 0.0,
            Stage::Choose(_) | Stage::Add(..) => 1.0 / stages,
            Stage::Read(_, FROM_FAR | FROM_SAMPLE) | Stage::Sample(_) => (first + 0.5) / stages,
            Stage::Read(_, reading) | Stage::Insure(_, reading) => (first + *reading as f64 * 2.0) / stages,
            Stage::Cross(_, reading) => (first + 1.0 + *reading as f64 * 2.0) / stages,
            Stage::Done => 1.0,
        }
    }

    /// Goes on by work for about so many runs; says whether all is worked out. What was found so far is in [`Solving::told`].
    pub fn go_on(&mut self, runs: usize) -> bool {
        let mut made = 0;
        while made < runs && !self.is_done() {
            let left = runs - made;
            let now = match &mut self.stage {
                Stage::Scan(scan) | Stage::Company(scan) => scan.go_on(&self.problem, left),
                Stage::Choose(search) | Stage::Add(search, _) | Stage::Read(search, _) | Stage::Cross(search, _) => {
                    search.go_on(&self.problem, left)
                }
                Stage::Sample(sample) => sample.go_on(&self.problem, left),
                Stage::Insure(insured, _) => match &mut self.drawn {
                    Some(drawn) => insured.go_on(&mut self.problem, drawn, left),
                    None => left,
                },
                // Each is a piece of its own.
                Stage::Prepare => {
                    if !self.problem.trials.prepare(left) {
                        return false;
                    }
                    left
                }
                Stage::Draw => {
                    let aims = self.problem.trials.aims();
                    let wanted: Vec<TargetId> = self.wanted.iter().map(|aim| aims[*aim].target).collect();
                    self.drawn = Some(Box::new(Drawn::new(&self.model, &self.scenario, &wanted)));
                    left
                }
                Stage::Done => 0,
            };
            made += now;
            self.advance();
        }
        self.is_done()
    }

    /// Takes the next stage once the present one is done.
    fn advance(&mut self) {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        self.stage = match stage {
            Stage::Prepare if self.ask.probability.is_some() => Stage::Draw,
            Stage::Prepare | Stage::Draw => {
                Stage::Scan(Scan::new(&self.problem, self.problem.start(), self.problem.own.clone()))
            }
            Stage::Scan(scan) if scan.is_done() => {
                self.allowed = scan.allowed(&self.problem, &self.wanted);
                self.cuts = scan.cuts(&self.problem);
                Stage::Company(Scan::in_company(&self.problem, self.far()))
            }
            Stage::Company(scan) if scan.is_done() => {
                scan.allow_more(&self.problem, &self.wanted, &mut self.allowed);
                match self.ask.wanted {
                    Wanted::Each(_) => self.read(0),
                    Wanted::Most(_) => Stage::Choose(self.choosing()),
                }
            }
            Stage::Choose(search) if search.is_done() => {
                let (mix, outcome, _) = search.best();
                self.choose(mix.clone(), outcome.clone())
            }
            Stage::Add(search, aim) if search.is_done() => {
                let (mix, outcome, value) = search.best();
                if value.is_good() {
                    self.wanted.push(aim);
                    self.wanted.sort_unstable();
                    self.left.retain(|left| *left != aim);
                    self.found[0] = Some((mix.clone(), outcome.clone(), value));
                }
                self.add()
            }
            Stage::Read(search, number) if search.is_done() => {
                let (mix, outcome, value) = search.best();
                let reading = number % FROM_FAR;
                self.keep(reading, (mix.clone(), outcome.clone(), value));
                let is_good = self.found[reading].as_ref().is_some_and(|(_, _, value)| value.is_good());
                match (number, &self.ask.wanted) {
                    // What the far end holds in company is not found from the plan by single moves.
                    (0, Wanted::Each(_)) => {
                        let search = self.search(&self.wanted, Reading::Cheapest, self.far(), TABLES);
                        Stage::Read(search.on_the_way(&self.problem), FROM_FAR)
                    }
                    (FROM_FAR, _) if !is_good => self.sample(),
                    // What cannot be had has no cheapest mix, only a nearest one.
                    _ if !is_good && reading == 0 => Stage::Done,
                    _ => self.cross(reading),
                }
            }
            Stage::Sample(sample) if sample.is_done() => self.follow(&sample),
            Stage::Cross(search, reading) if search.is_done() => {
                let (mix, outcome, value) = search.best();
                self.keep(reading, (mix.clone(), outcome.clone(), value));
                self.after(reading)
            }
            Stage::Insure(insured, reading) if insured.is_done() => {
                self.found[reading] = insured.best();
                if reading < 2 && !self.cheapest_only { self.insure(reading + 1) } else { Stage::Done }
            }
            stage => stage,
        };
    }

    /// Every free lever at the end of the side it may go to; those that help nothing alone at the end farther from the plan.
    fn far(&self) -> Mix {
        let far = |(free, allowed): (&options::Free, &Vec<bool>)| {
            let last = allowed.len() - 1;
            let place = match (allowed[0] && free.start > 0, allowed[last] && free.start < last) {
                (true, false) => 0,
                (false, true) => last,
                _ if free.used[0] > free.used[last] => 0,
                _ => last,
            };
            place as u16
        };
        self.problem.free.iter().zip(&self.allowed).map(far).collect()
    }

    /// The search for as many aims as can be had.
    fn choosing(&self) -> Search {
        let from = self.problem.start();
        Search::new(&self.problem, &self.wanted, (Reading::Cheapest, true), from, &self.allowed, TABLES)
    }

    fn search(&self, wanted: &[usize], reading: Reading, from: Mix, tables: usize) -> Search {
        Search::new(&self.problem, wanted, (reading, false), from, &self.allowed, tables)
    }

    /// Several levers at once, on top of the nearest mix.
    fn sample(&self) -> Stage {
        let aims = self.problem.trials.aims();
        let wanted: Vec<Aim> = self.wanted.iter().map(|aim| aims[*aim]).collect();
        let reaching = Trials::reaching(&self.model, &wanted);
        let reaching: Vec<bool> = self.problem.free.iter().map(|free| reaching[free.lever.0]).collect();
        let base = self.found[0].as_ref().map_or_else(|| self.problem.start(), |(mix, ..)| mix.clone());
        Stage::Sample(Sample::new(&self.problem, &base, &reaching, &self.cuts))
    }

    /// Goes on from the best mix of a sample, with the sides its levers are on.
    fn follow(&mut self, sample: &Sample) -> Stage {
        let Some((_, _, known)) = &self.found[0] else { return Stage::Done };
        let value =
            |mix: &Mix, outcome: &Outcome| self.problem.value(&self.wanted, false, Reading::Cheapest, mix, outcome);
        let Some(mix) = sample.best(known, value) else { return Stage::Done };
        for ((free, place), allowed) in self.problem.free.iter().zip(mix).zip(&mut self.allowed) {
            let place = usize::from(*place);
            match place < free.start {
                true => allowed[..free.start].fill(true),
                false if place > free.start => allowed[free.start..].fill(true),
                false => {}
            }
        }
        Stage::Read(self.search(&self.wanted, Reading::Cheapest, mix.clone(), TABLES), FROM_SAMPLE)
    }

    /// The first search by a reading; by a reading after the first, from the cheapest mix too.
    fn read(&self, reading: usize) -> Stage {
        if self.ask.probability.is_some() {
            return self.insure(reading);
        }
        Stage::Read(self.search(&self.wanted, Reading::ALL[reading], self.problem.start(), TABLES), reading)
    }

    fn insure(&self, reading: usize) -> Stage {
        let probability = self.ask.probability.unwrap_or_default();
        let asked = (Reading::ALL[reading], probability);
        let insured =
            Insured::new(&self.model, &self.scenario, &self.problem, &self.wanted, asked, self.allowed.clone());
        Stage::Insure(Box::new(insured), reading)
    }

    /// Goes on from the mix of another reading where that is better by this one.
    fn cross(&self, reading: usize) -> Stage {
        let Some((_, _, own)) = &self.found[reading] else { return self.after(reading) };
        let mut best = (*own, None);
        for other in (0..3).filter(|other| *other != reading) {
            let Some((mix, outcome, _)) = &self.found[other] else { continue };
            let value = self.problem.value(&self.wanted, false, Reading::ALL[reading], mix, outcome);
            if value.beats(&best.0) {
                best = (value, Some(mix));
            }
        }
        match best.1 {
            Some(mix) => Stage::Cross(self.search(&self.wanted, Reading::ALL[reading], mix.clone(), TABLES), reading),
            None => self.after(reading),
        }
    }

    /// After the last reading the first ones are held against what was found since.
    fn after(&self, reading: usize) -> Stage {
        match reading {
            _ if self.cheapest_only => Stage::Done,
            0 | 1 if self.found[reading + 1].is_none() => self.read(reading + 1),
            0 => self.cross(1),
            2 if self.found.iter().all(Option::is_some) => self.cross(0),
            _ => Stage::Done,
        }
    }

    fn keep(&mut self, reading: usize, found: (Mix, Outcome, Value)) {
        let own = &mut self.found[reading];
        if own.as_ref().is_none_or(|(_, _, value)| found.2.beats(value)) {
            *own = Some(found);
        }
    }

    /// Settles on the aims that were had together, and lists the others, the nearest first.
    fn choose(&mut self, mix: Mix, outcome: Outcome) -> Stage {
        let aims = self.problem.trials.aims();
        let missing = |aim: &usize| aims[*aim].missing(outcome.standings[*aim]);
        let (had, left): (Vec<usize>, Vec<usize>) = self.wanted.iter().partition(|aim| missing(aim) == 0.0);
        let mut next = left.clone();
        next.sort_by(|one, other| missing(other).total_cmp(&missing(one)));
        next.drain(..next.len().saturating_sub(MOST_ADDED));
        (self.wanted, self.left, self.next) = (had, left, next);
        let value = self.problem.value(&self.wanted, false, Reading::Cheapest, &mix, &outcome);
        self.found[0] = Some((mix, outcome, value));
        self.add()
    }

    /// Tries the nearest aim that is left beside those had.
    fn add(&mut self) -> Stage {
        let from = self.found[0].as_ref().map_or_else(|| self.problem.start(), |(mix, ..)| mix.clone());
        match self.next.pop() {
            Some(aim) => {
                let wanted: Vec<usize> = self.wanted.iter().copied().chain([aim]).collect();
                Stage::Add(self.search(&wanted, Reading::Cheapest, from, TABLES_ADDING), aim)
            }
            None => Stage::Read(self.search(&self.wanted, Reading::Cheapest, from, TABLES), 0),
        }
    }
}
