//! What each change contributed to a difference: Shapley values, which do not depend on the order of the changes.
//!
//! The contribution of a change is its effect averaged over all orders in which the changes could have been made
//! (Shapley 1953). Contributions add up to the difference.

use std::sync::Arc;

use crate::model::{Model, Settings};
use crate::program::{CellRef, Output, Runner};

/// Up to this many changes every subset is computed; beyond it orders are sampled.
pub const EXACT_CHANGES: usize = 10;

/// Orders sampled beyond [`EXACT_CHANGES`], each used forwards and backwards.
const SAMPLED_ORDERS: usize = 128;

/// The contribution of each change to the differences of some cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributions {
    /// Changed inputs: levers by their number, then assumptions counted on from the number of levers.
    pub changes: Vec<usize>,
    /// By cell, then by change.
    pub parts: Vec<Vec<f64>>,
    /// By cell: value under the second settings less value under the first.
    pub differences: Vec<f64>,
    /// False when orders were sampled.
    pub exact: bool,
}

/// The contribution of every input that differs between two settings to the difference of each cell.
///
/// Parts add up to the difference up to the last bits of `f64`; sampled ones too, since every sampled order does.
/// A cell without value gives not-a-number.
pub fn contributions(model: &Model, from: &Settings, to: &Settings, cells: &[CellRef], seed: u32) -> Contributions {
    let program = model.program();
    let inputs = |settings: &Settings| [settings.levers.as_slice(), &settings.assumptions].concat();
    let (from, to) = (inputs(from), inputs(to));
    let changes: Vec<usize> = (0..from.len()).filter(|&index| from[index].to_bits() != to[index].to_bits()).collect();
    let (levers, assumptions) = from.split_at(program.levers);
    let runner = Runner::new(Arc::clone(program), levers, assumptions);
    let outputs: Vec<Output> = cells.iter().map(|&cell| program.output(cell)).collect();
    let mut walk = Walk { runner, outputs, from, to, changes };
    let exact = walk.changes.len() <= EXACT_CHANGES;
    let parts = if exact { walk.exact() } else { walk.sampled(seed) };
    let first = walk.subset(0);
    let last = walk.subset(u64::MAX);
    let differences = first.iter().zip(&last).map(|(first, last)| last - first).collect();
    Contributions { changes: walk.changes, parts, differences, exact }
}

struct Walk {
    runner: Runner,
    outputs: Vec<Output>,
    from: Vec<f64>,
    to: Vec<f64>,
    changes: Vec<usize>,
}

impl Walk {
    /// The cells' values when the changes whose bits are set are made.
    fn subset(&mut self, made: u64) -> Vec<f64> {
        for (bit, &input) in self.changes.iter().enumerate() {
            let value = if made >> bit.min(63) & 1 == 1 { self.to[input] } else { self.from[input] };
            self.runner.set(input, value);
        }
        self.values()
    }

    fn values(&self) -> Vec<f64> {
        let value = |output: &Output| match output {
            Output::Absent => f64::NAN,
            Output::Constant(value) => *value,
            Output::Value(index) => self.runner.values()[*index as usize],
        };
        self.outputs.iter().map(value).collect()
    }

    fn exact(&mut self) -> Vec<Vec<f64>> {
        let count = self.changes.len();
        // Subsets in the order of a Gray code: one change between neighbours, so only its cone is recomputed.
        let mut values = vec![Vec::new(); 1 << count];
        for step in 0..1_u64 << count {
            let subset = step ^ (step >> 1);
            values[subset as usize] = self.subset(subset);
        }
        let weights = weights(count);
        let part = |cell: usize, change: usize| {
            (0..1_usize << count)
                .filter(|subset| subset >> change & 1 == 0)
                .map(|subset| {
                    let gain = values[subset | 1 << change][cell] - values[subset][cell];
                    weights[subset.count_ones() as usize] * gain
                })
                .fold(0.0, |sum, gain| sum + gain)
        };
        (0..self.outputs.len()).map(|cell| (0..count).map(|change| part(cell, change)).collect()).collect()
    }

    fn sampled(&mut self, seed: u32) -> Vec<Vec<f64>> {
        let count = self.changes.len();
        let mut parts = vec![vec![0.0; count]; self.outputs.len()];
        let mut order: Vec<usize> = (0..count).collect();
        let mut state = u64::from(seed) << 1 | 1;
        for _ in 0..SAMPLED_ORDERS {
            shuffle(&mut order, &mut state);
            for backwards in [false, true] {
                for &input in &self.changes {
                    self.runner.set(input, self.from[input]);
                }
                let mut before = self.values();
                for step in 0..count {
                    let change = order[if backwards { count - 1 - step } else { step }];
                    let input = self.changes[change];
                    self.runner.set(input, self.to[input]);
                    let after = self.values();
                    for (cell, part) in parts.iter_mut().enumerate() {
                        part[change] += (after[cell] - before[cell]) / (2 * SAMPLED_ORDERS) as f64;
                    }
                    before = after;
                }
            }
        }
        parts
    }
}

/// Share of the orders of `count` changes in which a given set of each size precedes a given change.
fn weights(count: usize) -> Vec<f64> {
    let mut weights = Vec::with_capacity(count);
    // |S|! (n - |S| - 1)! / n!, which is 1 / (n · C(n - 1, |S|)).
    let mut binomial = 1.0;
    for size in 0..count {
        weights.push(1.0 / (count as f64 * binomial));
        binomial = binomial * (count - 1 - size) as f64 / (size + 1) as f64;
    }
    weights
}

/// Fisher–Yates by a 64-bit linear congruential generator.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, ((*state >> 33) % (last as u64 + 1)) as usize);
    }
}
