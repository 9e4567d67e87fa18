//! The arithmetic of the engine: what each operation computes, how formulas are unrolled to operations, and the loops over
//! operations and draws.
//!
//! It is a crate of its own because it is compiled for speed, and everything around it for size.

pub mod compile;
pub mod lanes;
pub mod maths;
pub mod normal;
pub mod operation;
pub mod passes;
pub mod scalar;
pub mod sobol;
