//! The Guoban answers crate: what matters most, what closes a gap, what a plan can stand.
//!
//! Every answer is a function of pack, plan, question and seed, and gives the same digits everywhere. Answers that take
//! longer are worked out a piece at a time: the caller may stop between pieces, and nothing is lost but the rest. An answer
//! never changes a plan; what it proposes is another plan to look at.

pub mod break_even;
pub mod closing;
pub mod prices;
pub mod solve;
pub mod stress;
pub mod tornado;
pub mod trial;
pub mod warning;
pub mod words;
