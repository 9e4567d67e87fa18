//! The Guoban command line.

fn main() {}
