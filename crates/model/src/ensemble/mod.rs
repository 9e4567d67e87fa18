//! Many possible futures of one scenario: the same draws of the assumptions for every scenario.

mod distribution;
mod instruction;
mod plan;
mod sobol;

use std::ops::Range;

use guoban_kernel::lanes::{Argument, Block, Lanes};

use crate::model::{Model, Projection};
use crate::pack::Pack;
use crate::program::{CellRef, Output};

pub use distribution::standard_normal;
pub use guoban_kernel::lanes::LANES;
use plan::{Place, Scope};

pub use plan::Plan;

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

    /// Loads the values of at most [`LANES`] draws; lanes beyond repeat the first.
    fn load(&self, assumption: usize, draws: Range<usize>, lanes: &mut Lanes) {
        let values = &self.values[assumption][draws];
        lanes[..values.len()].copy_from_slice(values);
        lanes[values.len()..].fill(values.first().copied().unwrap_or(0.0));
    }
}

/// An ensemble prepared for one model and one list of wanted cells.
#[derive(Clone, Debug)]
pub struct Ensemble {
    wanted: Vec<Output>,
    plan: Plan,
}

/// The wanted cells in one block of draws.
pub struct Outcomes<'a> {
    places: &'a [Place],
    block: &'a Block,
    uniform: &'a [f64],
}

impl Outcomes<'_> {
    /// The values of a wanted cell, of which only the first are those of draws; not-a-number where the cell is absent or
    /// has no value.
    pub fn read(&self, wanted: usize, into: &mut Lanes) {
        match self.places[wanted] {
            Place::Constant(value) => into.fill(value),
            Place::At(Argument::Register(register)) => into.copy_from_slice(self.block.get(register)),
            Place::At(Argument::Uniform(value)) => into.fill(self.uniform[value as usize]),
        }
    }
}

impl Ensemble {
    /// Prepares an ensemble. `pinned[i]` keeps assumption i at the scenario's value in every draw.
    pub fn new(model: &Model, pinned: &[bool], wanted: &[CellRef]) -> Self {
        Self::within(model, pinned, wanted, Scope::Wanted)
    }

    /// As [`Ensemble::new`] without pins, but computes every equation in every month, wanted or not: for measuring.
    pub fn in_full(model: &Model, wanted: &[CellRef]) -> Self {
        Self::within(model, &[], wanted, Scope::Everything)
    }

    fn within(model: &Model, pinned: &[bool], wanted: &[CellRef], scope: Scope) -> Self {
        let program = model.program();
        let mut drawn = vec![false; program.levers];
        drawn.extend((0..program.assumptions).map(|index| !pinned.get(index).copied().unwrap_or(false)));
        let roles = plan::roles(program, &drawn);
        let wanted: Vec<Output> = wanted.iter().map(|&cell| program.output(cell)).collect();
        Self { plan: Plan::new(program, &roles, &wanted, scope), wanted }
    }

    /// The plan: what is repeated for every draw.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Runs the draws `indices` of those given, a block at a time; `visit` is called with the indices of each block.
    pub fn each_block(
        &self,
        projection: &Projection,
        draws: &Draws,
        indices: Range<usize>,
        mut visit: impl FnMut(Range<usize>, &Outcomes<'_>),
    ) {
        let program = projection.program();
        let uniform = projection.values();
        let mut block = Block::new(self.plan.registers);
        let mut start = indices.start;
        while start < indices.end {
            let end = indices.end.min(start + LANES);
            for &(input, register) in &self.plan.inputs {
                draws.load(input as usize - program.levers, start..end, block.load(register));
            }
            block.run(&self.plan.steps, &program.curves, uniform);
            visit(start..end, &Outcomes { places: &self.plan.outputs, block: &block, uniform });
            start = end;
        }
    }

    /// The values of the wanted cells in every draw: one list per cell, in the order of the draws; not-a-number where a
    /// cell is absent or has no value.
    pub fn run(&self, projection: &Projection, draws: &Draws) -> Vec<Vec<f64>> {
        let mut results = vec![Vec::with_capacity(draws.len()); self.wanted.len()];
        let mut lanes = [0.0; LANES];
        self.each_block(projection, draws, 0..draws.len(), |indices, outcomes| {
            for (wanted, result) in results.iter_mut().enumerate() {
                outcomes.read(wanted, &mut lanes);
                result.extend_from_slice(&lanes[..indices.len()]);
            }
        });
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
