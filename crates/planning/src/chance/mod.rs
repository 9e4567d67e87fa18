//! How likely each target is hit: draws of what nobody here decides, and of the projection's own error.
//!
//! An assumption that a scenario sets is not drawn: the scenario says what it supposes. The same seed gives the same draws
//! for every scenario, so that a difference between two is never chance. Draws are counted in pieces of any size, and the
//! counts of pieces add up to those of the whole.
//!
//! A target without an error band has no probability: to say that only assumptions can go wrong would be to promise too much.

mod fan;
mod follow;
mod sample;
mod spread;

use std::ops::Range;

use guoban_model::ensemble::{Ensemble, LANES, Lanes, Outcomes};
use guoban_model::model::{Model, Projection};
use guoban_model::pack::{AssumptionId, ErrorBand, TargetId};
use guoban_model::program::CellRef;

use crate::judge::{Hurdle, Judge, Period};
use crate::scenario::Scenario;

pub use fan::{FAN_DRAWS, Fan};
pub use follow::Counting;
pub use sample::Sample;
use spread::Spread;

/// Draws after which a probability is shown as final.
pub const DRAWS: u32 = 10_000;

/// An ensemble prepared for one model and one choice of assumptions.
#[derive(Clone, Debug)]
pub struct Forecast {
    ensemble: Ensemble,
    /// First wanted cell of each target; its months follow one another to December.
    first: Vec<usize>,
    /// By target: whether its draws are counted.
    counted: Vec<bool>,
    /// By assumption: whether the scenario sets it.
    pinned: Vec<bool>,
    seed: u32,
}

/// How many draws passed, by target and period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chances {
    /// Draws counted.
    pub draws: u32,
    passed: Vec<[Option<u32>; 2]>,
}

impl Chances {
    /// Whether anything is counted for any target: else no target ever has a probability here.
    pub fn is_any_open(&self) -> bool {
        self.passed.iter().flatten().any(Option::is_some)
    }

    /// The share of draws that passed, from 0 to 1; `None` where nothing is open: no draw yet, nothing due,
    /// all known, or no error band.
    pub fn of(&self, target: TargetId, period: Period) -> Option<f64> {
        let passed = (*self.passed.get(target.0)?)[place(period)]?;
        (self.draws > 0).then(|| f64::from(passed) / f64::from(self.draws))
    }
}

fn place(period: Period) -> usize {
    match period {
        Period::Half => 0,
        Period::Year => 1,
    }
}

/// What a draw has to pass, and the error of the projection.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Test {
    hurdle: Hurdle,
    threshold: f64,
    error: Error,
}

/// The error of a projection, by whether a draw's year is shaken.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Error {
    calm: Spread,
    /// The switch, and the error of the draws in which it is on.
    shaken: Option<(AssumptionId, Spread)>,
}

impl Error {
    /// A standing with a standard normal deviate's worth of error, in the draws from `start`.
    fn of<'a>(self, sample: &'a Sample, start: usize) -> impl Fn(usize, f64, f64) -> f64 + 'a {
        let switch = self.shaken.map(|(by, spread)| (&sample.draws().of(by.0)[start..], spread));
        move |draw, standing, deviate| match switch {
            Some((on, shaken)) if on[draw] > 0.5 => shaken.of(standing, deviate),
            _ => self.calm.of(standing, deviate),
        }
    }
}

/// The tests of all targets, by period; `None` where nothing is open.
type Tests = Vec<[Option<Test>; 2]>;

impl Forecast {
    /// Prepares the draws of a scenario.
    pub fn new(model: &Model, scenario: &Scenario) -> Self {
        Self::of(model, scenario, |_| true)
    }

    /// Prepares the draws of some targets alone: the others have no chances, and take no time.
    pub fn of(model: &Model, scenario: &Scenario, is_counted: impl Fn(TargetId) -> bool) -> Self {
        let pack = model.pack();
        let counted: Vec<bool> = (0..pack.targets.len()).map(|id| is_counted(TargetId(id))).collect();
        let pinned: Vec<bool> =
            pack.assumptions.iter().map(|assumption| scenario.assumptions.contains_key(&assumption.id)).collect();
        let mut wanted = Vec::new();
        let first = pack.targets.iter().zip(&counted).map(|(target, counted)| {
            let start = wanted.len();
            let row = target.row.unwrap_or(0);
            let months = (0..=Period::Year.last()).filter(|_| *counted);
            wanted.extend(months.map(|offset| CellRef { variable: target.variable, row, offset }));
            start
        });
        let first = first.collect();
        Self { ensemble: Ensemble::new(model, &pinned, &wanted), first, counted, pinned, seed: scenario.seed }
    }

    /// An empty sample of the draws it counts.
    pub fn sample(&self, model: &Model) -> Sample {
        Sample::new(model.pack(), self.seed)
    }

    /// Counts the draws `indices` of a run and adds them to `chances`.
    pub fn count(
        &self,
        judge: &Judge<'_>,
        run: &Projection,
        sample: &mut Sample,
        indices: Range<u32>,
        chances: &mut Chances,
    ) {
        let tests = self.tests(judge, run);
        sample.extend_to(indices.end);
        open(&mut chances.passed, &tests);
        self.ensemble.each_block(
            run,
            sample.draws(),
            indices.start as usize..indices.end as usize,
            |draws, outcomes| {
                self.add(&tests, |_| true, sample, &draws, outcomes, &mut chances.passed);
            },
        );
        chances.draws += indices.len() as u32;
    }

    /// Adds the draws of one block that pass the tests of the targets of which `counts` is true.
    fn add(
        &self,
        tests: &Tests,
        counts: impl Fn(usize) -> bool,
        sample: &Sample,
        draws: &Range<usize>,
        outcomes: &Outcomes<'_>,
        passed: &mut [[Option<u32>; 2]],
    ) {
        let mut month = [0.0; LANES];
        for (target, first) in self.first.iter().enumerate().filter(|(target, _)| counts(*target)) {
            for period in [Period::Half, Period::Year] {
                let Some(test) = &tests[target][place(period)] else { continue };
                let mut standing: Lanes = [0.0; LANES];
                for offset in test.hurdle.first..=test.hurdle.last {
                    outcomes.read(first + offset as usize, &mut month);
                    standing.iter_mut().zip(&month).for_each(|(standing, month)| *standing += month);
                }
                let deviates = &sample.deviates(target, period)[draws.clone()];
                let error = test.error.of(sample, draws.start);
                let passes = standing.iter().zip(deviates).enumerate().filter(|&(draw, (&standing, &deviate))| {
                    test.hurdle.passes_from(error(draw, standing, deviate), test.threshold)
                });
                let passes = passes.count() as u32;
                if let Some(count) = &mut passed[target][place(period)] {
                    *count += passes;
                }
            }
        }
    }

    /// The error of a month's standing, when figures are known through `known`: of both kinds of years, or of the kind the scenario
    /// says it is.
    fn error(&self, band: &ErrorBand, run: &Projection, known: i32, month: i32) -> Error {
        let calm = Spread::of_band(band, (&band.half, &band.year), known, month);
        let Some(shaken) = &band.shaken else { return Error { calm, shaken: None } };
        let spread = Spread::of_band(band, (&shaken.half, &shaken.year), known, month);
        if !self.pinned[shaken.by.0] {
            return Error { calm, shaken: Some((shaken.by, spread)) };
        }
        let is_on = run.settings().assumptions[shaken.by.0] > 0.5;
        Error { calm: if is_on { spread } else { calm }, shaken: None }
    }

    /// The tests that targets set while their periods are open.
    fn tests(&self, judge: &Judge<'_>, run: &Projection) -> Tests {
        let pack = run.pack();
        let test = |id: usize, period: Period| {
            let target = &pack.targets[id];
            let known = judge.known_through(target.variable);
            if known >= period.last() || !self.counted[id] {
                return None;
            }
            let hurdle = judge.hurdle(TargetId(id), period, run).ok()?;
            let band = pack.errors.get(target.error?.0)?;
            let error = self.error(band, run, known.max(-1), period.last());
            Some(Test { threshold: hurdle.threshold(), hurdle, error })
        };
        (0..pack.targets.len()).map(|id| [test(id, Period::Half), test(id, Period::Year)]).collect()
    }

    /// The wanted cells of each target.
    fn cells(&self) -> impl Iterator<Item = Range<usize>> {
        self.first.iter().map(|&first| first..first + Period::Year.last() as usize + 1)
    }
}

/// Starts a count for each test, unless one is going on.
fn open(passed: &mut Vec<[Option<u32>; 2]>, tests: &Tests) {
    passed.resize(tests.len(), [None; 2]);
    for (passed, test) in passed.iter_mut().flatten().zip(tests.iter().flatten()) {
        if test.is_some() {
            passed.get_or_insert(0);
        }
    }
}
