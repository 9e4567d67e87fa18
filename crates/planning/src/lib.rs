//! The Guoban planning crate: scenarios, actions, history, targets and verdicts, links.
//!
//! Like the model it is pure: the same scenario, pack and as-of date give the same words and digits everywhere. What it
//! cannot do itself (storing, copying, running) it returns as [`document::Effect`] values.

pub mod action;
pub mod as_of;
pub mod calendar;
pub mod cascade;
pub mod chance;
pub mod checks;
pub mod compare;
pub mod document;
pub mod duty;
pub mod edit;
mod few;
pub mod figures;
pub mod find;
pub mod grid;
pub mod held;
pub mod history;
pub mod judge;
pub mod kept;
pub mod ledger;
pub mod limits;
pub mod link;
pub mod listing;
pub mod moved;
pub mod number;
pub mod one_year;
pub mod paper;
pub mod plan;
pub mod problem;
pub mod pulls;
pub mod quantity;
pub mod reach;
pub mod readings;
pub mod refusal;
pub mod responsibility;
pub mod scale;
pub mod scenario;
pub mod sentence;
pub mod shelf;
pub mod since;
pub mod spending;
pub mod spotlight;
pub mod trace;
pub mod typed;
mod typed_month;
pub mod wall;
pub mod why;
