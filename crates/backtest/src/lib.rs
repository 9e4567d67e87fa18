//! Back-tests: what the projections would have said in every month of years that are over, and how far off they were.
//!
//! [`Data`] holds the published series, [`Report::of`] projects the half-year and the year from every origin by each
//! [`Method`] and scores the errors, [`document`] writes the page the bands of the packs cite. Nothing of this is linked
//! into the page.

mod data;
mod document;
mod project;
mod report;
mod score;
mod series;

pub use data::{Data, DataError, FILES};
pub use document::{document, table};
pub use project::Method;
pub use report::{ClassReport, OriginReport, Period, Report, SeriesReport, Verdicts};
pub use score::{Coverage, Score};
pub use series::{Before, Class, Figure, Measure, Series, Single, Year};
