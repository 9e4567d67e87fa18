//! The wall chart (挂图作战): projects over the months, as planned and as projected, with what holds them up.
//!
//! What a project is, is read from the pack's own columns and formulas ([`Shape`]), never from names: a table whose rows
//! advance from 0 to 1, the months its rows are planned for, the yes-or-no quantities that mark its stages, and the tables
//! that point to it. Months are counted from January of the plan year (0).

mod back;
mod finishes;
mod funnel;
mod log;
mod owner;
mod project;
mod shape;

pub use back::{Back, Stage, StageKind, back_schedule};
pub use finishes::{FINISH_DRAWS, Finishes};
pub use funnel::{Funnel, FunnelRow, FunnelStage, funnels};
pub use log::{Logged, logged};
pub use project::{By, Group, Linked, Mark, Project, Readiness, Span, finish_setting, month_of_setting};
pub use shape::{Links, Shape};

/// Months the chart spans at most: the plan year and the year after, as far as a run goes.
pub const MONTHS: i32 = 24;

/// The last month of the half-year.
pub const JUNE: i32 = 5;
