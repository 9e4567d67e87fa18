//! Generated settings: at the baseline, at a bound or anywhere between on a step, each about as often; they follow from the
//! seed alone.

use guoban_model::model::Settings;
use guoban_model::number::to_f64;
use guoban_model::pack::{Assumption, Lever, Pack};
use rust_decimal::Decimal;

/// Settings from a 64-bit linear congruential generator.
pub struct Generator(u64);

impl Generator {
    /// A generator whose settings follow from this number.
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed) << 1 | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// The next settings.
    pub fn settings(&mut self, pack: &Pack) -> Settings {
        Settings {
            levers: pack.levers.iter().map(|lever| self.lever(lever)).collect(),
            assumptions: pack.assumptions.iter().map(|assumption| self.assumption(assumption)).collect(),
        }
    }

    fn lever(&mut self, lever: &Lever) -> f64 {
        match self.next() % 6 {
            0 | 1 => to_f64(lever.baseline),
            2 => to_f64(lever.min),
            3 => to_f64(lever.max),
            _ => self.between(lever),
        }
    }

    /// A setting on a step.
    pub(super) fn between(&mut self, lever: &Lever) -> f64 {
        to_f64(self.step(lever.min, lever.max, lever.step))
    }

    fn assumption(&mut self, assumption: &Assumption) -> f64 {
        to_f64(match self.next() % 5 {
            0 | 1 => assumption.mid,
            2 => assumption.low,
            3 => assumption.high,
            _ => self.step(assumption.low, assumption.high, assumption.step),
        })
    }

    fn step(&mut self, low: Decimal, high: Decimal, step: Decimal) -> Decimal {
        let steps = (high - low).checked_div(step).and_then(|steps| u64::try_from(steps.trunc()).ok()).unwrap_or(0);
        low + step * Decimal::from(self.next() % (steps + 1))
    }
}
