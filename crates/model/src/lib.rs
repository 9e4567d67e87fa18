//! The Guoban model crate.
