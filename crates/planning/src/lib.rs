//! The Guoban planning crate.
