//! The Guoban model: packs, formulas, programs, runs, ensembles and accounting.
//!
//! This crate is pure: it sees no browser, no clock and no randomness source, and the same pack, settings and seed
//! give the same bits on every platform.

pub mod formula;
pub mod pack;
pub mod text;
pub mod time;
