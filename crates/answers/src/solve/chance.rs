//! The best mix by a reading that hits each target with a probability.
//!
//! The margin by which the central projection has to pass is widened until enough of the draws pass, then narrowed again by
//! halving as long as they still do. Draws are those of the plan's seed, so that the answer is the same everywhere.

use guoban_model::model::{Model, Settings};
use guoban_planning::chance::{Chances, DRAWS, Forecast, Sample};
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;

use super::TABLES;
use super::problem::{Mix, Problem, Reading, Value};
use super::search::Search;
use crate::trial::Outcome;

/// Margins tried.
const TRIES: usize = 12;

/// Draws by which margins are tried; the last of them are held against all.
const QUICK: u32 = 2_048;

/// Runs that counting a draw is taken for.
const RUNS_A_DRAW: usize = 1;

/// A reading's search among margins.
#[derive(Clone, Debug)]
pub struct Insured {
    model: Model,
    scenario: Scenario,
    forecast: Forecast,
    sample: Sample,
    wanted: Vec<usize>,
    reading: Reading,
    probability: f64,
    allowed: Vec<Vec<bool>>,
    /// By aim that is wanted: the margins known to be too small and large enough, in its unit.
    bounds: Vec<(f64, Option<f64>)>,
    /// The margins being tried.
    margins: Vec<f64>,
    search: Search,
    tries: usize,
    /// The best mix that is likely enough; else the one that comes nearest.
    best: Option<(Mix, Outcome, Value)>,
    is_good: bool,
}

impl Insured {
    /// Starts with no margin.
    pub fn new(
        model: &Model,
        scenario: &Scenario,
        problem: &Problem,
        wanted: &[usize],
        reading: Reading,
        probability: f64,
        allowed: Vec<Vec<bool>>,
    ) -> Self {
        let forecast = Forecast::new(model, scenario);
        Self {
            sample: forecast.sample(model),
            forecast,
            model: model.clone(),
            scenario: scenario.clone(),
            wanted: wanted.to_vec(),
            reading,
            probability,
            bounds: vec![(0.0, None); wanted.len()],
            margins: vec![0.0; wanted.len()],
            search: Search::new(problem, wanted, (reading, false), problem.start(), &allowed, TABLES),
            allowed,
            tries: 0,
            best: None,
            is_good: false,
        }
    }

    /// Whether no further margin is tried.
    pub fn is_done(&self) -> bool {
        self.tries == TRIES
    }

    /// What was found. A mix that is not likely enough is marked as missing something.
    pub fn best(&self) -> Option<(Mix, Outcome, Value)> {
        let (mix, outcome, value) = self.best.clone()?;
        let missing = if self.is_good { 0.0 } else { value.missing.max(1.0) };
        Some((mix, outcome, Value { missing, ..value }))
    }

    /// Goes on by about so many runs and says how many were made.
    pub fn go_on(&mut self, problem: &mut Problem, runs: usize) -> usize {
        let mut made = 0;
        while made < runs && !self.is_done() {
            self.set(problem, true);
            made += self.search.go_on(problem, runs - made);
            self.set(problem, false);
            if self.search.is_done() {
                made += self.judge(problem);
            }
        }
        made
    }

    fn set(&self, problem: &mut Problem, on: bool) {
        for (aim, margin) in self.wanted.iter().zip(&self.margins) {
            problem.trials.widen(*aim, if on { *margin } else { 0.0 });
        }
    }

    /// Judges the mix found for the present margins and chooses the next.
    fn judge(&mut self, problem: &Problem) -> usize {
        let (mix, outcome, value) = self.search.best();
        let (mix, outcome, value) = (mix.clone(), outcome.clone(), value);
        let settings = settings(problem, &self.model, &mix);
        let mut chances = self.chances(&settings, QUICK);
        let mut counted = QUICK as usize;
        if self.likely(problem, &chances).iter().all(|likely| *likely) {
            chances = self.chances(&settings, DRAWS);
            counted += DRAWS as usize;
        }
        let likely = self.likely(problem, &chances);
        let is_good = likely.iter().all(|likely| *likely) && value.broken == 0.0;
        let better = match &self.best {
            None => true,
            Some(_) if is_good != self.is_good => is_good,
            Some((_, _, known)) if is_good => value.price < known.price,
            Some((_, _, known)) => value.missing > known.missing,
        };
        if better {
            self.best = Some((mix, outcome, value));
            self.is_good = is_good;
        }
        for (((aim, likely), margin), bounds) in
            self.wanted.iter().zip(likely).zip(&mut self.margins).zip(&mut self.bounds)
        {
            // A margin that cannot be had is as good as one that is wider than needed.
            if likely || !value.is_good() {
                bounds.1 = Some(*margin)
            } else {
                bounds.0 = *margin
            }
            *margin = match *bounds {
                (low, Some(high)) => (low + high) / 2.0,
                (low, None) => (2.0 * low).max(problem.trials.aims()[*aim].scale / 2.0),
            };
        }
        self.tries += 1;
        let settled = |(low, high): &(f64, Option<f64>)| high.is_some_and(|high| high - low <= high / 200.0);
        if self.bounds.iter().all(settled) {
            self.tries = TRIES;
        }
        self.search = Search::new(problem, &self.wanted, (self.reading, false), problem.start(), &self.allowed, TABLES);
        counted * RUNS_A_DRAW
    }

    fn chances(&mut self, settings: &Settings, draws: u32) -> Chances {
        let run = self.model.run(settings);
        let judge = Judge::new(self.model.pack(), &self.scenario);
        let mut chances = Chances::default();
        self.forecast.count(&judge, &run, &mut self.sample, 0..draws, &mut chances);
        chances
    }

    /// By aim: whether it is likely enough; what has no probability is as likely as its central projection says.
    fn likely(&self, problem: &Problem, chances: &Chances) -> Vec<bool> {
        let of = |aim: &usize| {
            let aim = &problem.trials.aims()[*aim];
            chances.of(aim.target, aim.period).is_none_or(|chance| chance >= self.probability)
        };
        self.wanted.iter().map(of).collect()
    }
}

/// The settings of a mix.
pub fn settings(problem: &Problem, model: &Model, mix: &Mix) -> Settings {
    let inputs = problem.trials.inputs();
    let levers = model.pack().levers.len();
    let mut settings = Settings { levers: inputs[..levers].to_vec(), assumptions: inputs[levers..].to_vec() };
    for (free, place) in problem.free.iter().zip(mix) {
        settings.levers[free.lever.0] = free.values[usize::from(*place)];
    }
    settings
}
