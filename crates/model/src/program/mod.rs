//! A pack compiled for one as-of date: a flat list of operations over numbered values.
//!
//! Every month of every variable's row is a *cell*. Compiling unrolls the months, folds whatever no lever and no
//! assumption can change into constants, and leaves one list of operations in an order in which each finds its operands
//! computed. A run is one pass over that list.

mod error;
mod layout;
mod lower;
mod monthly;
mod order;
mod runner;
mod terms;

use crate::pack::Pack;
use crate::time::Date;

pub use error::{CompileError, describe};
pub use guoban_kernel::compile::{Operation, Schedule};
pub use guoban_kernel::scalar;
pub use layout::{CellRef, Layout};
pub use monthly::{calendar_value, event_share};
pub use runner::Runner;

/// Most operations a pack may unroll to.
pub const MOST_OPERATIONS: usize = 8_000_000;

/// Where a cell's value is found after a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// The pack has no figure and no formula that reaches this cell.
    Absent,
    /// Nothing a scenario sets can change it.
    Constant(f64),
    /// The value with this index.
    Value(u32),
}

/// A compiled pack.
///
/// Values are numbered: first the levers, then the assumptions, then the constants that operations read, then one
/// value per operation in the order of [`Program::operations`].
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// Number of levers.
    pub levers: usize,
    /// Number of assumptions.
    pub assumptions: usize,
    /// Constants read by operations; their values follow the inputs'.
    pub constants: Vec<f64>,
    /// Operations; the value of the first follows the constants'.
    pub operations: Vec<Operation>,
    /// One for each cell of the layout.
    pub outputs: Vec<Output>,
    /// The numbering of cells.
    pub layout: Layout,
    /// Curves that operations read, by [`crate::pack::CurveId`].
    pub curves: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Program {
    /// Compiles a pack as known on a date.
    ///
    /// # Errors
    /// Every cycle without a lag, every month that is read but has no figure, and a pack beyond the limits.
    pub fn compile(pack: &Pack, as_of: Date) -> Result<Self, Vec<CompileError>> {
        lower::compile(pack, as_of, 0)
    }

    /// The same with every lever acting some months later than it could.
    ///
    /// # Errors
    /// As [`Program::compile`].
    pub fn compile_late(pack: &Pack, as_of: Date, months: u32) -> Result<Self, Vec<CompileError>> {
        lower::compile(pack, as_of, months as i32)
    }

    /// Index of the first operation's value.
    pub fn first_result(&self) -> usize {
        self.levers + self.assumptions + self.constants.len()
    }

    /// Number of values.
    pub fn values(&self) -> usize {
        self.first_result() + self.operations.len()
    }

    /// Where a cell's value is found.
    pub fn output(&self, cell: CellRef) -> Output {
        self.layout.index(cell).and_then(|index| self.outputs.get(index).copied()).unwrap_or(Output::Absent)
    }

    /// Computes one operation from the values before it.
    #[inline(always)]
    pub fn evaluate(&self, operation: Operation, values: &[f64]) -> f64 {
        let value = |index: u32| values[index as usize];
        match operation {
            Operation::Unary(operation, a) => scalar::unary(operation, value(a)),
            Operation::Binary(operation, a, b) => scalar::binary(operation, value(a), value(b)),
            Operation::Select(a, b, c) => scalar::select(value(a), value(b), value(c)),
            Operation::Curve(curve, a) => {
                let (x, y) = &self.curves[curve as usize];
                scalar::interpolate(x, y, value(a))
            }
        }
    }

    /// The values of a run: inputs and constants in place, results still 0.
    pub fn prepare(&self, levers: &[f64], assumptions: &[f64]) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.values());
        values.extend_from_slice(levers);
        values.extend_from_slice(assumptions);
        values.extend_from_slice(&self.constants);
        values.resize(self.values(), 0.0);
        values
    }

    /// Computes every operation, in an order made by [`Schedule::new`] for this program.
    pub fn run(&self, schedule: &Schedule, values: &mut [f64]) {
        schedule.run(&self.curves, values);
    }
}
