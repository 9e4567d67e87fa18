//! Many possible futures of one scenario: the same draws of the assumptions for every scenario.

mod cone;
mod distribution;
mod instruction;
pub(crate) mod plan;
mod variants;

use std::ops::Range;

use guoban_kernel::lanes::{Argument, Block};
use guoban_kernel::normal::standard_normal;
use guoban_kernel::sobol;

use crate::model::{Model, Projection};
use crate::pack::Pack;
use crate::program::{CellRef, Output};

use distribution::Drawn;
use plan::{Place, Role, Scope};

pub use cone::Cone;
pub use guoban_kernel::lanes::{LANES, Lanes};
pub use plan::Plan;
pub use variants::{Variants, Varying};

/// Values of every assumption in every draw.
///
/// A draw depends on seed, assumption and index alone: however draws are split over workers, each gives the same bits.
#[derive(Clone, Debug)]
pub struct Draws {
    seed: u32,
    indices: Range<u32>,
    /// By assumption: its dimension of the sequence, and its distribution.
    drawn: Vec<(usize, Drawn)>,
    values: Vec<Vec<f64>>,
}

impl Draws {
    /// Draws for a pack's assumptions. Assumptions with one correlation label share one dimension of the sequence.
    pub fn new(pack: &Pack, seed: u32, indices: Range<u32>) -> Self {
        let mut labels: Vec<(&str, usize)> = Vec::new();
        let mut next = 0;
        let drawn = pack.assumptions.iter().map(|assumption| {
            let label = assumption.correlated_with.as_deref();
            let known = labels.iter().find(|(known, _)| Some(*known) == label).map(|(_, dimension)| *dimension);
            let dimension = known.unwrap_or(next);
            if known.is_none() {
                labels.extend(label.map(|label| (label, next)));
                next += 1;
            }
            (dimension, Drawn::new(assumption))
        });
        let drawn: Vec<_> = drawn.collect();
        let start = indices.start;
        let mut draws = Self { seed, indices: start..start, values: vec![Vec::new(); drawn.len()], drawn };
        draws.extend_to(indices.end);
        draws
    }

    /// Appends the draws up to an index.
    pub fn extend_to(&mut self, end: u32) {
        let new = self.indices.end..end.max(self.indices.end);
        if new.is_empty() {
            return;
        }
        for ((dimension, drawn), values) in self.drawn.iter().zip(&mut self.values) {
            let sequence = sobol::Dimension::new(*dimension, self.seed);
            values.extend(new.clone().map(|index| drawn.quantile(sequence.draw(index))));
        }
        self.indices.end = new.end;
    }

    /// Number of draws.
    pub fn len(&self) -> usize {
        self.indices.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// The values of one assumption, by draw.
    pub fn of(&self, assumption: usize) -> &[f64] {
        &self.values[assumption]
    }

    /// Fills the lanes of a drawn assumption; lanes beyond the draws repeat the first.
    fn loader(&self, projection: &Projection) -> impl Fn(usize, u32, Range<usize>, &mut Lanes) {
        let levers = projection.program().levers;
        move |_, input, draws, lanes| {
            let values = &self.values[input as usize - levers][draws];
            lanes[..values.len()].copy_from_slice(values);
            lanes[values.len()..].fill(values.first().copied().unwrap_or(0.0));
        }
    }
}

/// An ensemble prepared for one model and one list of wanted cells.
#[derive(Clone, Debug)]
pub struct Ensemble {
    roles: Vec<Role>,
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
        Self { plan: Plan::new(program, &roles, &wanted, scope), roles, wanted }
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
        visit: impl FnMut(Range<usize>, &Outcomes<'_>),
    ) {
        blocks(&self.plan, projection, indices, draws.loader(projection), visit);
    }

    /// The values of the wanted cells in the draws `indices` of those given: one list per cell, in the order of the draws;
    /// not-a-number where a cell is absent or has no value.
    pub fn run(&self, projection: &Projection, draws: &Draws, indices: Range<usize>) -> Vec<Vec<f64>> {
        let mut results = vec![Vec::with_capacity(indices.len()); self.wanted.len()];
        let mut lanes = [0.0; LANES];
        self.each_block(projection, draws, indices, |indices, outcomes| {
            for (wanted, result) in results.iter_mut().enumerate() {
                outcomes.read(wanted, &mut lanes);
                result.extend_from_slice(&lanes[..indices.len()]);
            }
        });
        results
    }
}

/// Runs a plan block by block. `load` fills the lanes of an input, given its place in the plan, the number of its value and
/// the draws of the block.
pub(crate) fn blocks(
    plan: &Plan,
    projection: &Projection,
    indices: Range<usize>,
    load: impl Fn(usize, u32, Range<usize>, &mut Lanes),
    mut visit: impl FnMut(Range<usize>, &Outcomes<'_>),
) {
    let (curves, uniform) = (&projection.program().curves, projection.values());
    let mut block = Block::new(plan.registers);
    let mut start = indices.start;
    while start < indices.end {
        let end = indices.end.min(start + LANES);
        for (place, &(value, register)) in plan.inputs.iter().enumerate() {
            load(place, value, start..end, block.load(register));
        }
        block.run(&plan.steps, curves, uniform);
        visit(start..end, &Outcomes { places: &plan.outputs, block: &block, uniform });
        start = end;
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
