//! What comes in from outside: a place from a filled workbook, and the month's figures from pasted text.
//!
//! [`form::read`] takes the bytes of an .xlsx form and gives a [`form::Form`] or everything that is wrong with it, each with sheet and
//! cell; [`place::write`] makes pack text of it. [`bulletin::preview`] reads pasted text against a pack and changes nothing;
//! [`bulletin::apply`] gives the text of the next pack. Everything read is data from a stranger: bounded in size, time and memory,
//! and never a panic. No browser, clock or randomness.

pub mod book;
pub mod bulletin;
pub mod finding;
pub mod form;
pub mod kind;
pub mod number;
pub mod place;

pub use finding::{Finding, Place, Problem, Weight};
