//! How likely each target is hit: draws of what nobody here decides, and of the projection's own error.
//!
//! An assumption that a scenario sets is not drawn: the scenario says what it supposes. The same seed gives the same draws
//! for every scenario, so that a difference between two is never chance. Draws are counted in pieces of any size, and the
//! counts of pieces add up to those of the whole.
//!
//! A target without an error band has no probability: to say that only assumptions can go wrong would be to promise too much.

use std::ops::Range;

use guoban_model::ensemble::{Draws, Ensemble, deviates, quantiles};
use guoban_model::model::{Model, Projection};
use guoban_model::pack::{ErrorBand, ErrorMeasure, Measure, Pack, TargetId};
use guoban_model::program::CellRef;

use crate::figures::Figures;
use crate::judge::{Hurdle, Judge, Period};
use crate::scenario::Scenario;

/// Draws after which a probability is shown as final.
pub const DRAWS: u32 = 10_000;

/// Distance of the 90% quantile of the standard normal distribution from its median: what an 80% band spans on each side.
const BAND: f64 = 1.281_551_565_544_600_4;

/// Draws a fan is made of; enough for the two digits it is read at.
pub const FAN_DRAWS: u32 = 1_024;

/// Shares of the draws below the edges of a fan: the 80% and the 50% band.
const EDGES: [f64; 4] = [0.10, 0.25, 0.75, 0.90];

/// For each month of the plan year the edges of its 80% and 50% bands, ascending; nothing for months that are known.
pub type Fan = [Option<[f64; 4]>; 12];

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
        let values = self.ensemble.run(run, &Draws::new(pack, self.seed, indices.clone()));
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

    /// How far the standing of every target may lie apart, month by month, in the pack's order; empty fans for targets
    /// without an error band.
    ///
    /// The pack gives the error for June and for December; for other months it grows evenly from nothing at the last
    /// known month, through June, to December.
    pub fn fans(&self, model: &Model, judge: &Judge<'_>, run: &Projection, draws: u32) -> Vec<Fan> {
        let pack = model.pack();
        let values = self.ensemble.run(run, &Draws::new(pack, self.seed, 0..draws));
        let fan = |target: usize| {
            let mut fan = Fan::default();
            let item = &pack.targets[target];
            let Some(band) = item.error.and_then(|error| pack.errors.get(error.0)) else { return fan };
            let known = judge.known_through(item.variable).max(-1);
            let flow = pack.variables[item.variable.0].measure == Measure::Flow;
            let row = item.row.unwrap_or(0);
            let mut standing = vec![0.0; draws as usize];
            if flow && known >= 0 {
                let Some(done) = run.standing(pack, item.variable, row, known) else { return fan };
                standing.fill(done);
            }
            for month in known + 1..=Period::Year.last() {
                let column = &values[self.first[target] + month as usize];
                let spread = measured(band, width(band, known, month));
                let drawn = deviates(self.seed, 2 * target + place(Period::Year), 0..draws);
                let values: Vec<f64> = standing
                    .iter_mut()
                    .zip(column)
                    .zip(drawn)
                    .map(|((standing, value), deviate)| {
                        *standing = if flow { *standing + value } else { *value };
                        spread.of(*standing, deviate)
                    })
                    .collect();
                fan[month as usize] = quantiles(&values, &EDGES).and_then(|edges| edges.try_into().ok());
            }
            fan
        };
        (0..pack.targets.len()).map(fan).collect()
    }
}

/// Half the width of the 80% band of a month's standing.
fn width(band: &ErrorBand, known: i32, month: i32) -> f64 {
    let (half, year) = (Period::Half.last(), Period::Year.last());
    let at = |widths: &[f64]| {
        let months = usize::try_from(known + 1).ok();
        months.and_then(|months| widths.get(months)).or(widths.first()).copied().unwrap_or(0.0)
    };
    let between = |from: (i32, f64), to: (i32, f64)| {
        from.1 + (to.1 - from.1) * f64::from(month - from.0) / f64::from((to.0 - from.0).max(1))
    };
    if known >= half {
        between((known, 0.0), (year, at(&band.year)))
    } else if month <= half {
        between((known, 0.0), (half, at(&band.half)))
    } else {
        between((half, at(&band.half)), (year, at(&band.year)))
    }
}

fn measured(band: &ErrorBand, width: f64) -> Spread {
    match band.measure {
        ErrorMeasure::Points => Spread::Points(width / BAND),
        ErrorMeasure::Percent => Spread::Share(width / BAND / 100.0),
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
    let spread = measured(band, width(band, known.max(-1), period.last()));
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
