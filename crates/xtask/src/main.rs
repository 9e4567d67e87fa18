//! Developer commands of Guoban.

fn main() {}
