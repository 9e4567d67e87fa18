//! Many settings of one model at once: runs that differ from one run in some inputs, [`LANES`] at a time.

use std::ops::Range;

use super::plan::{Plan, Planning, Scope, given};
use super::{Outcomes, blocks};
use crate::model::{Model, Projection};
use crate::program::{CellRef, Program};

/// What has to be computed again when some inputs vary, for a list of wanted cells.
///
/// Every variant gives the bits of a run of its own.
#[derive(Clone, Debug)]
pub struct Variants {
    plan: Plan,
}

/// [`Variants`] being prepared.
#[derive(Clone, Debug)]
pub struct Varying(Planning);

impl Varying {
    /// Starts on variants in which the inputs marked in `varied` differ: levers first, then assumptions.
    pub fn new(model: &Model, varied: &[bool], wanted: &[CellRef]) -> Self {
        let program = model.program();
        let mut varied = varied.to_vec();
        varied.resize(program.levers + program.assumptions, false);
        let wanted = wanted.iter().map(|&cell| program.output(cell)).collect();
        Self(Planning::new(program, given(program, &varied), wanted, Scope::Wanted))
    }

    /// Goes over so many operations of the model's program more; says whether all is prepared.
    pub fn go_on(&mut self, program: &Program, operations: usize) -> bool {
        self.0.go_on(program, operations)
    }

    /// What was prepared; complete once [`Varying::go_on`] says so.
    pub fn told(self) -> Variants {
        Variants { plan: self.0.told() }
    }
}

impl Variants {
    /// Prepares variants at once; see [`Varying::new`].
    pub fn new(model: &Model, varied: &[bool], wanted: &[CellRef]) -> Self {
        let mut varying = Varying::new(model, varied, wanted);
        while !varying.go_on(model.program(), usize::MAX) {}
        varying.told()
    }

    /// The inputs that reach a wanted cell, of those that vary.
    pub fn reads(&self) -> impl Iterator<Item = usize> {
        self.plan.inputs.iter().map(|(input, _)| *input as usize)
    }

    /// Number of instructions repeated for every block of variants.
    pub fn len(&self) -> usize {
        self.plan.len()
    }

    /// Whether no wanted cell depends on what varies.
    pub fn is_empty(&self) -> bool {
        self.plan.is_empty()
    }

    /// Runs the variants `which`, a block at a time; `setting` gives the value of an input in a variant, and `visit` is called
    /// with the variants of each block. Inputs that do not vary are those of `base`.
    pub fn each_block(
        &self,
        base: &Projection,
        which: Range<usize>,
        setting: impl Fn(usize, usize) -> f64,
        visit: impl FnMut(Range<usize>, &Outcomes<'_>),
    ) {
        let load = |_, input: u32, variants: Range<usize>, lanes: &mut super::Lanes| {
            let last = variants.end.saturating_sub(1);
            for (lane, value) in lanes.iter_mut().enumerate() {
                // Lanes beyond the variants repeat the last and are not read.
                *value = setting((variants.start + lane).min(last), input as usize);
            }
        };
        blocks(&self.plan, base, which, load, visit);
    }
}
