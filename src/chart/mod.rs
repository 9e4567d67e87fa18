//! The chart of one target: what is drawn, where, and with what.
//!
//! [`series`] takes the figures, [`frame`] places them, [`draw`] paints them through plotters on a canvas; the layer
//! that follows the pointer uses the same frame.

pub mod backend;
pub mod draw;
pub mod frame;
pub mod palette;
pub mod series;
