//! The draws that all scenarios with one seed share.

use guoban_model::ensemble::{Draws, deviates};
use guoban_model::pack::Pack;

use super::place;
use crate::judge::Period;

/// Values of every assumption and of every target's own error, draw by draw; it grows as draws are counted.
#[derive(Clone, Debug)]
pub struct Sample {
    seed: u32,
    draws: Draws,
    /// Standard normal deviates, two series for each target.
    deviates: Vec<Vec<f64>>,
}

impl Sample {
    /// An empty sample.
    pub fn new(pack: &Pack, seed: u32) -> Self {
        let deviates = vec![Vec::new(); 2 * pack.targets.len()];
        Self { seed, draws: Draws::new(pack, seed, 0..0), deviates }
    }

    /// Draws up to an index, unless it has them already.
    pub fn extend_to(&mut self, end: u32) {
        self.draws.extend_to(end);
        for (number, series) in self.deviates.iter_mut().enumerate() {
            let new = series.len() as u32..end;
            if !new.is_empty() {
                series.extend(deviates(self.seed, number, new));
            }
        }
    }

    /// The seed it was drawn with.
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// Values of the assumptions.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// Deviates of the error of a target's projection to the end of a period, by draw.
    pub fn deviates(&self, target: usize, period: Period) -> &[f64] {
        &self.deviates[2 * target + place(period)]
    }
}
