//! The Guoban model: packs, formulas, programs, runs, ensembles and accounting.
//!
//! This crate is pure: it sees no browser, no clock and no randomness source, and the same pack, settings and seed
//! give the same bits on every platform.

pub use guoban_kernel::maths;

pub mod contribution;
pub mod diagnostic;
pub mod ensemble;
pub mod explain;
pub mod formula;
pub mod model;
pub mod number;
pub mod pack;
pub mod packed;
pub mod program;
pub mod read;
pub mod reference;
pub mod text;
pub mod time;
pub mod unit;
pub mod walk;
