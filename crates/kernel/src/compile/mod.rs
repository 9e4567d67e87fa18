//! From formulas of which only the months are open to a flat list of operations, and an order to run it in.

mod operation;
mod schedule;
mod temporal;
mod terms;
mod unroll;
mod values;

pub use operation::Operation;
pub use schedule::Schedule;
pub use terms::{Temporal, Term, TermId, Terms};
pub use unroll::{Cell, Finished, Monthly, Months, State, Stuck, Unrolled, Unrolling};
pub use values::{Operand, Values, left_alone, right_alone};
