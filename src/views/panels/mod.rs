//! Below the board: the chosen target over the year, where its figure comes from, and what pulls the growth.

mod canvas;
mod chart;
mod detail;
mod figures;
mod pulls;
mod why;

pub use chart::chart_panel;
pub use detail::detail_panel;
pub use why::why_panel;
