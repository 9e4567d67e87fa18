//! How far the standing of each target may lie apart, month by month.

use guoban_model::ensemble::quantiles;
use guoban_model::model::Projection;
use guoban_model::pack::Measure;

use super::{Forecast, Sample};
use crate::figures::Figures;
use crate::judge::{Judge, Period};

/// Draws a fan is made of; enough for the two digits it is read at.
pub const FAN_DRAWS: u32 = 1_024;

/// Shares of the draws below the edges of a fan: the 80% and the 50% band.
const EDGES: [f64; 4] = [0.10, 0.25, 0.75, 0.90];

/// For each month of the plan year the edges of its 80% and 50% bands, ascending; nothing for months that are known.
pub type Fan = [Option<[f64; 4]>; 12];

impl Forecast {
    /// How far the standing of every target may lie apart, month by month, in the pack's order; empty fans for targets
    /// without an error band.
    ///
    /// The pack gives the error for June and for December; for other months it grows evenly from nothing at the last
    /// known month, through June, to December.
    pub fn fans(&self, judge: &Judge<'_>, run: &Projection, sample: &mut Sample, draws: u32) -> Vec<Fan> {
        let (pack, count) = (run.pack(), draws as usize);
        sample.extend_to(draws);
        let values = self.ensemble.run(run, sample.draws(), 0..count);
        let fan = |target: usize| {
            let mut fan = Fan::default();
            let item = &pack.targets[target];
            let Some(band) = item.error.and_then(|error| pack.errors.get(error.0)) else { return fan };
            let known = judge.known_through(item.variable).max(-1);
            let flow = pack.variables[item.variable.0].measure == Measure::Flow;
            let row = item.row.unwrap_or(0);
            let mut standing = vec![0.0; count];
            if flow && known >= 0 {
                let Some(done) = run.standing(pack, item.variable, row, known) else { return fan };
                standing.fill(done);
            }
            for month in known + 1..=Period::Year.last() {
                let column = &values[self.first[target] + month as usize];
                let error = self.error(band, run, known, month).of(sample, 0);
                let drawn = sample.deviates(target, Period::Year);
                let values: Vec<f64> = standing
                    .iter_mut()
                    .zip(column)
                    .zip(drawn)
                    .enumerate()
                    .map(|(draw, ((standing, value), &deviate))| {
                        *standing = if flow { *standing + value } else { *value };
                        error(draw, *standing, deviate)
                    })
                    .collect();
                fan[month as usize] = quantiles(&values, &EDGES).and_then(|edges| edges.try_into().ok());
            }
            fan
        };
        (0..pack.targets.len()).map(fan).collect()
    }
}
