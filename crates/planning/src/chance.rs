//! How likely each target is hit: draws of what nobody here decides, and of the projection's own error.
//!
//! An assumption that a scenario sets is not drawn: the scenario says what it supposes. The same seed gives the same draws
//! for every scenario, so that a difference between two is never chance. Draws are counted in pieces of any size, and the
//! counts of pieces add up to those of the whole.
//!
//! A target without an error band has no probability: to say that only assumptions can go wrong would be to promise too much.

use std::ops::Range;

use guoban_model::ensemble::{Draws, Ensemble, deviates};
use guoban_model::model::{Model, Projection};
use guoban_model::pack::{ErrorMeasure, Pack, TargetId};
use guoban_model::program::CellRef;

use crate::judge::{Hurdle, Judge, Period};
use crate::scenario::Scenario;

/// Draws after which a probability is shown as final.
pub const DRAWS: u32 = 10_000;

/// Distance of the 90% quantile of the standard normal distribution from its median: what an 80% band spans on each side.
const BAND: f64 = 1.281_551_565_544_600_4;

/// An ensemble prepared for one model and one choice of assumptions.
#[derive(Clone, Debug)]
pub struct Forecast {
    ensemble: Ensemble,
    /// First wanted cell of each target; its months follow one another to December.
    first: Vec<usize>,
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

impl Forecast {
    /// Prepares the draws of a scenario.
    pub fn new(model: &Model, scenario: &Scenario) -> Self {
        let pack = model.pack();
        let pinned: Vec<bool> =
            pack.assumptions.iter().map(|assumption| scenario.assumptions.contains_key(&assumption.id)).collect();
        let mut wanted = Vec::new();
        let first = pack.targets.iter().map(|target| {
            let start = wanted.len();
            let row = target.row.unwrap_or(0);
            wanted.extend((0..=Period::Year.last()).map(|offset| CellRef { variable: target.variable, row, offset }));
            start
        });
        let first = first.collect();
        Self { ensemble: Ensemble::new(model, &pinned, &wanted), first, seed: scenario.seed }
    }

    /// Counts the draws `indices` of a run and adds them to `chances`.
    pub fn count(
        &self,
        model: &Model,
        judge: &Judge<'_>,
        run: &Projection,
        indices: Range<u32>,
        chances: &mut Chances,
    ) {
        let pack = model.pack();
        let values = self.ensemble.run(model, run, &Draws::new(pack, self.seed, indices.clone()));
        chances.passed.resize(pack.targets.len(), [None; 2]);
        for (target, first) in self.first.iter().enumerate() {
            for period in [Period::Half, Period::Year] {
                let Some((hurdle, error)) = open(pack, judge, run, TargetId(target), period) else { continue };
                let number = 2 * target + place(period);
                let bound = hurdle.threshold();
                let mut passed = 0;
                for (draw, deviate) in deviates(self.seed, number, indices.clone()).enumerate() {
                    let months = hurdle.first..=hurdle.last;
                    let standing: f64 = months.map(|month| values[first + month as usize][draw]).sum();
                    passed += u32::from(hurdle.passes_from(error.of(standing, deviate), bound));
                }
                let count = &mut chances.passed[target][place(period)];
                *count = Some(count.unwrap_or(0) + passed);
            }
        }
        chances.draws += indices.len() as u32;
    }
}

/// The test a target sets while its period is open, and the error of its projection.
fn open(pack: &Pack, judge: &Judge<'_>, run: &Projection, id: TargetId, period: Period) -> Option<(Hurdle, Spread)> {
    let target = &pack.targets[id.0];
    let known = judge.known_through(target.variable);
    if known >= period.last() {
        return None;
    }
    let hurdle = judge.hurdle(id, period, &run).ok()?;
    let band = pack.errors.get(target.error?.0)?;
    let widths = if period == Period::Half { &band.half } else { &band.year };
    let width = usize::try_from(known + 1).ok().and_then(|months| widths.get(months)).or(widths.first())? / BAND;
    let spread = match band.measure {
        ErrorMeasure::Points => Spread::Points(width),
        ErrorMeasure::Percent => Spread::Share(width / 100.0),
    };
    Some((hurdle, spread))
}

/// Standard deviation of a projection's error.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spread {
    Points(f64),
    Share(f64),
}

impl Spread {
    fn of(self, standing: f64, deviate: f64) -> f64 {
        match self {
            Self::Points(width) => standing + width * deviate,
            Self::Share(width) => standing * (1.0 + width * deviate),
        }
    }
}
