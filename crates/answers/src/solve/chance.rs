//! The best mix by a reading that hits each target with a probability.
//!
//! The margin by which the central projection has to pass is widened until enough of the draws pass, then narrowed again by
//! halving as long as they still do. Draws are those of the plan's seed, so that the answer is the same everywhere.

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::pack::TargetId;
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

/// Draws counted at least at one go, each taken for a run: what has to be passed is worked out once for all of them.
const COUNTED: usize = 256;

/// The draws by which mixes are judged: the same for every mix, as they pin the same assumptions.
#[derive(Clone, Debug)]
pub struct Drawn {
    forecast: Forecast,
    sample: Sample,
}

impl Drawn {
    /// Of the targets that are wanted; no draw is drawn yet.
    pub fn new(model: &Model, scenario: &Scenario, wanted: &[TargetId]) -> Self {
        let forecast = Forecast::of(model, scenario, |target| wanted.contains(&target));
        Self { sample: forecast.sample(model), forecast }
    }

    /// Counts about so many draws more of a run, up to a number; says how many.
    pub fn count(
        &mut self,
        judge: &Judge<'_>,
        run: &Projection,
        draws: usize,
        to: u32,
        chances: &mut Chances,
    ) -> usize {
        let piece = draws.clamp(COUNTED, DRAWS as usize).next_multiple_of(COUNTED) as u32;
        let indices = chances.draws..to.min(chances.draws + piece);
        let counted = indices.len();
        self.forecast.count(judge, run, &mut self.sample, indices, chances);
        counted
    }
}

/// A mix whose draws are being counted.
#[derive(Clone, Debug)]
struct Counted {
    mix: Mix,
    outcome: Outcome,
    value: Value,
    run: Projection,
    chances: Chances,
    /// Draws to be counted.
    to: u32,
}

/// A reading's search among margins.
#[derive(Clone, Debug)]
pub struct Insured {
    model: Model,
    scenario: Scenario,
    wanted: Vec<usize>,
    reading: Reading,
    probability: f64,
    allowed: Vec<Vec<bool>>,
    /// By aim that is wanted: the margins known to be too small and large enough, in its unit.
    bounds: Vec<(f64, Option<f64>)>,
    /// The margins being tried.
    margins: Vec<f64>,
    search: Search,
    /// What the last search found, while its draws are counted.
    counted: Option<Counted>,
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
        (reading, probability): (Reading, f64),
        allowed: Vec<Vec<bool>>,
    ) -> Self {
        Self {
            model: model.clone(),
            scenario: scenario.clone(),
            wanted: wanted.to_vec(),
            reading,
            probability,
            bounds: vec![(0.0, None); wanted.len()],
            margins: vec![0.0; wanted.len()],
            search: Search::new(problem, wanted, (reading, false), problem.start(), &allowed, TABLES),
            allowed,
            counted: None,
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
    pub fn go_on(&mut self, problem: &mut Problem, drawn: &mut Drawn, runs: usize) -> usize {
        let mut made = 0;
        while made < runs && !self.is_done() {
            let left = runs - made;
            made += match self.counted.take() {
                Some(counted) => self.count(problem, drawn, counted, left),
                None => {
                    self.set(problem, true);
                    let made = self.search.go_on(problem, left);
                    self.set(problem, false);
                    self.counted = self.search.is_done().then(|| self.found(problem));
                    made
                }
            };
        }
        made
    }

    /// What the search found, with no draw counted.
    fn found(&self, problem: &Problem) -> Counted {
        let (mix, outcome, value) = self.search.best();
        let run = self.model.run(&settings(problem, &self.model, mix));
        let (mix, outcome) = (mix.clone(), outcome.clone());
        Counted { mix, outcome, value, run, chances: Chances::default(), to: QUICK }
    }

    /// Counts some draws; once there are enough of them the mix is judged. What is likely enough by the first is held against all.
    fn count(&mut self, problem: &Problem, drawn: &mut Drawn, mut counted: Counted, draws: usize) -> usize {
        let judge = Judge::new(self.model.pack(), &self.scenario);
        let made = drawn.count(&judge, &counted.run, draws, counted.to, &mut counted.chances);
        if counted.chances.draws < counted.to {
            self.counted = Some(counted);
        } else if counted.to < DRAWS && self.likely(problem, &counted.chances).iter().all(|likely| *likely) {
            self.counted = Some(Counted { to: DRAWS, ..counted });
        } else {
            self.judge(problem, counted);
        }
        made
    }

    fn set(&self, problem: &mut Problem, on: bool) {
        for (aim, margin) in self.wanted.iter().zip(&self.margins) {
            problem.trials.widen(*aim, if on { *margin } else { 0.0 });
        }
    }

    /// Judges the mix found for the present margins and chooses the next.
    fn judge(&mut self, problem: &Problem, counted: Counted) {
        let Counted { mix, outcome, value, chances, .. } = counted;
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
