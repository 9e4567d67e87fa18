//! Back-tests: what the projections would have said in every month of years that are over, and how far off they were.
//!
//! [`Data`] holds the published series, [`Report::of`] projects the half-year and the year from every origin by each
//! [`Method`] and scores the errors, [`document`] writes the page the bands of the packs cite. Nothing of this is linked
//! into the page.

mod data;
mod document;
mod grid;
mod project;
mod report;
mod score;
mod series;
mod table;
mod text;
mod verdicts;

pub use data::{Data, DataError};
pub use document::{PackUse, document, table};
pub use project::{Method, default_among, default_of};
pub use report::{Bands, By, ClassReport, OriginReport, Period, Report};
pub use score::{Coverage, Score};
pub use series::{Class, Figure, Kind, Measure, Series, Year};
pub use verdicts::Verdicts;
