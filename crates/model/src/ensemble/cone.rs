//! What one input changes, draw by draw: everything else it meets is stored, so that only its cone is computed again.

use std::ops::Range;

use guoban_kernel::lanes::LANES;

use super::plan::{Plan, Role, Scope};
use super::{Draws, Ensemble, Outcomes, blocks};
use crate::model::{Model, Projection};
use crate::program::Output;

/// The cone of one input in an ensemble, with the values at its border.
///
/// Stored values stay right as long as nothing but that input changes.
#[derive(Clone, Debug)]
pub struct Cone {
    /// Computes the values at the border.
    before: Plan,
    /// Computes the wanted cells from there.
    after: Plan,
    /// Block by block the values at the border, each [`LANES`] long.
    stored: Vec<f64>,
    /// Draws stored.
    filled: usize,
}

impl Cone {
    /// The cone of an input (levers first, then assumptions) as far as the wanted cells marked in `kept` need it, with
    /// nothing stored yet. Cells that are not kept read as absent.
    pub fn new(ensemble: &Ensemble, model: &Model, input: usize, kept: &[bool]) -> Self {
        let program = model.program();
        let at_border = |(&role, inside): (&Role, bool)| match role {
            Role::Computed if !inside => Role::Given,
            role => role,
        };
        let roles: Vec<Role> = ensemble.roles.iter().zip(inside(model, input)).map(at_border).collect();
        let outputs = ensemble.wanted.iter().zip(kept);
        let wanted: Vec<Output> = outputs.map(|(output, kept)| if *kept { *output } else { Output::Absent }).collect();
        let after = Plan::new(program, &roles, &wanted, Scope::Wanted);
        let border: Vec<Output> = after.inputs.iter().map(|(value, _)| Output::Value(*value)).collect();
        let before = Plan::new(program, &ensemble.roles, &border, Scope::Wanted);
        Self { before, after, stored: Vec::new(), filled: 0 }
    }

    /// Numbers stored for each draw.
    pub fn width(&self) -> usize {
        self.after.inputs.len()
    }

    /// Number of instructions repeated for every block of draws.
    pub fn len(&self) -> usize {
        self.after.len()
    }

    /// Whether nothing that is wanted depends on both a draw and the input.
    pub fn is_empty(&self) -> bool {
        self.after.is_empty()
    }

    /// Makes room for so many draws at once, so that storing them moves none.
    pub fn reserve(&mut self, draws: usize) {
        let room = draws.next_multiple_of(LANES) * self.width();
        self.stored.reserve_exact(room.saturating_sub(self.stored.len()));
    }

    /// Number of draws stored.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// Stores further draws, up to the first `to`. The projection's settings may differ from those of earlier calls in the
    /// cone's input alone.
    pub fn fill(&mut self, projection: &Projection, draws: &Draws, to: usize) {
        let to = to.min(draws.len());
        // Only the last block may be part of one.
        let from = self.filled / LANES * LANES;
        if to <= self.filled {
            return;
        }
        let width = self.width();
        self.stored.truncate(from * width);
        let stored = &mut self.stored;
        let mut lanes = [0.0; LANES];
        let load = draws.loader(projection);
        blocks(&self.before, projection, from..to, load, |_, outcomes| {
            for border in 0..width {
                outcomes.read(border, &mut lanes);
                stored.extend_from_slice(&lanes);
            }
        });
        self.filled = to;
    }

    /// Computes the kept cells for those of the draws `indices` that are stored; as [`Ensemble::each_block`].
    ///
    /// They start with a block: at a multiple of [`LANES`].
    pub fn each_block(
        &self,
        projection: &Projection,
        indices: Range<usize>,
        visit: impl FnMut(Range<usize>, &Outcomes<'_>),
    ) {
        debug_assert!(indices.start.is_multiple_of(LANES), "{indices:?}");
        let width = self.width();
        let load = |input: usize, _: u32, draws: Range<usize>, lanes: &mut [f64; LANES]| {
            let start = (draws.start / LANES * width + input) * LANES;
            lanes.copy_from_slice(&self.stored[start..start + LANES]);
        };
        blocks(&self.after, projection, indices.start..indices.end.min(self.filled), load, visit);
    }
}

impl Ensemble {
    /// By wanted cell: whether an input (levers first, then assumptions) reaches it.
    pub fn reached_by(&self, model: &Model, input: usize) -> Vec<bool> {
        let inside: Vec<bool> = inside(model, input).collect();
        let reaches = |output: &Output| matches!(output, Output::Value(value) if inside[*value as usize]);
        self.wanted.iter().map(reaches).collect()
    }
}

/// By value of the program: whether an input reaches it.
fn inside(model: &Model, input: usize) -> impl Iterator<Item = bool> {
    let program = model.program();
    let mut inside = vec![false; program.values()];
    inside[input] = true;
    for &index in program.cone(input).iter() {
        inside[program.first_result() + index as usize] = true;
    }
    inside.into_iter()
}
