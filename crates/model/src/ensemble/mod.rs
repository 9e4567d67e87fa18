//! Many possible futures of one scenario: the same draws of the assumptions for every scenario.

mod distribution;
mod instruction;
mod plan;
mod sobol;

use std::ops::Range;

use guoban_kernel::lanes::Block;

use crate::model::{Model, Projection};
use crate::pack::Pack;
use crate::program::CellRef;

pub use distribution::standard_normal;
pub use guoban_kernel::lanes::LANES;
pub use plan::{Plan, Scope};

/// Values of every assumption in every draw.
///
/// A draw depends on seed, assumption and index alone: however draws are split over workers, each gives the same bits.
#[derive(Clone, Debug)]
pub struct Draws {
    count: usize,
    values: Vec<Vec<f64>>,
}

impl Draws {
    /// Draws for a pack's assumptions. Assumptions with one correlation label share one dimension of the sequence.
    pub fn new(pack: &Pack, seed: u32, indices: Range<u32>) -> Self {
        let mut labels: Vec<&str> = Vec::new();
        let mut next = 0;
        let mut dimensions = Vec::new();
        let values = pack.assumptions.iter().map(|assumption| {
            let label = assumption.correlated_with.as_deref();
            let known = label.and_then(|label| labels.iter().position(|known| *known == label));
            let dimension = match known {
                Some(position) => dimensions[position],
                None => {
                    next += 1;
                    if let Some(label) = label {
                        labels.push(label);
                        dimensions.push(next - 1);
                    }
                    next - 1
                }
            };
            let sequence = sobol::Dimension::new(dimension, seed);
            let drawn = distribution::Drawn::new(assumption);
            indices.clone().map(|index| drawn.quantile(sequence.draw(index))).collect()
        });
        Self { values: values.collect(), count: indices.len() }
    }

    /// Number of draws.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The values of one assumption, by draw.
    pub fn of(&self, assumption: usize) -> &[f64] {
        &self.values[assumption]
    }
}

/// An ensemble prepared for one model and one list of wanted cells.
#[derive(Clone, Debug)]
pub struct Ensemble {
    plan: Plan,
    wanted: usize,
}

impl Ensemble {
    /// Prepares an ensemble. `pinned[i]` keeps assumption i at the scenario's value in every draw.
    pub fn new(model: &Model, pinned: &[bool], wanted: &[CellRef]) -> Self {
        let program = model.program();
        let mut drawn = vec![false; program.levers];
        drawn.extend((0..program.assumptions).map(|index| !pinned.get(index).copied().unwrap_or(false)));
        Self { plan: Plan::new(program, &drawn, wanted, Scope::Wanted), wanted: wanted.len() }
    }

    /// As [`Ensemble::new`] without pins, but computes every equation in every month, wanted or not: for measuring.
    pub fn in_full(model: &Model, wanted: &[CellRef]) -> Self {
        let program = model.program();
        let drawn: Vec<bool> = (0..program.levers + program.assumptions).map(|input| input >= program.levers).collect();
        Self { plan: Plan::new(program, &drawn, wanted, Scope::Everything), wanted: wanted.len() }
    }

    /// The plan: what is repeated for every draw.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The values of the wanted cells in every draw: one list per cell, in the order of the draws; not-a-number where a
    /// cell is absent or has no value.
    pub fn run(&self, model: &Model, projection: &Projection, draws: &Draws) -> Vec<Vec<f64>> {
        let program = model.program();
        let uniform = projection.values();
        let mut block = Block::new(self.plan.registers);
        let mut results = vec![Vec::with_capacity(draws.len()); self.wanted];
        let mut lanes = [0.0; LANES];
        let mut start = 0;
        while start < draws.len() {
            let count = LANES.min(draws.len() - start);
            for &(input, register) in &self.plan.inputs {
                let values = &draws.of(input - program.levers)[start..start + count];
                let register = block.register(register);
                register[..count].copy_from_slice(values);
                register[count..].fill(values[0]);
            }
            block.run(&self.plan.steps, &program.curves, uniform);
            for (result, output) in results.iter_mut().zip(&self.plan.outputs) {
                match output {
                    Some(argument) => block.read(*argument, uniform, &mut lanes),
                    None => lanes.fill(f64::NAN),
                }
                result.extend_from_slice(&lanes[..count]);
            }
            start += count;
        }
        results
    }
}

/// Standard normal deviates apart from those of the assumptions, for the draws `indices`: one series for each `number`.
pub fn deviates(seed: u32, number: usize, indices: Range<u32>) -> impl Iterator<Item = f64> {
    // Far beyond the dimensions of any pack's assumptions, so that a further assumption moves none of them.
    const FIRST: usize = 1 << 14;
    let sequence = sobol::Dimension::new(FIRST + number, seed);
    indices.map(move |index| standard_normal(sequence.draw(index)))
}

/// Quantiles of values without regard to their order: linear between the two nearest. Values that are not numbers are
/// left out; `None` when nothing is left.
pub fn quantiles(values: &[f64], shares: &[f64]) -> Option<Vec<f64>> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let quantile = |share: &f64| {
        let place = share.clamp(0.0, 1.0) * last as f64;
        let below = place as usize;
        let (from, to) = (sorted[below], sorted[(below + 1).min(last)]);
        from + (to - from) * (place - below as f64)
    };
    Some(shares.iter().map(quantile).collect())
}
