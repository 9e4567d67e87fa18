//! The form: an .xlsx workbook that a person fills in, read to what it says.
//!
//! [`read`] gives a [`Form`] with remarks, or every error found. Only the first sheet, or that of growth rates, is needed. Columns are
//! known by their headings in either language, whatever their order.

#[cfg(feature = "blank")]
mod blank;
mod column;
mod figures;
pub mod layout;
mod others;
mod published;
mod read;
mod rows;

#[cfg(feature = "blank")]
pub use blank::blank;
use guoban_model::text::{Language, Text};
use guoban_model::time::{Date, Month};
pub use published::AGREES;
pub use read::{find, read};
use rust_decimal::Decimal;

use crate::finding::{Finding, Place};
use crate::kind::Kind;
use layout::{Data, Often};

/// Most indicators, both sheets together.
pub const MOST_INDICATORS: usize = 400;

/// Most rows of another sheet.
pub const MOST_ROWS: usize = 300;

/// Most characters of a name.
pub const LONGEST_NAME: usize = 60;

/// Most characters of a note.
pub const LONGEST_NOTE: usize = 300;

/// A filled form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The place.
    pub place: Text,
    /// The plan year.
    pub year: i32,
    /// What is known.
    pub as_of: Date,
    /// Whether figures are real or invented.
    pub data: Data,
    /// The language of its first sheet.
    pub language: Language,
    /// Indicators of both sheets, in order.
    pub indicators: Vec<Indicator>,
    /// Industries that GDP is made of.
    pub industries: Vec<Industry>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Firms that are to enter the statistics.
    pub funnels: Vec<Funnel>,
    /// What is placed and comes out months later.
    pub cohorts: Vec<Cohort>,
    /// Counties or sub-districts.
    pub units: Vec<Unit>,
    /// What other places publish.
    pub peers: Vec<Peer>,
    /// What was left out or taken for granted.
    pub remarks: Vec<Finding>,
}

/// A row of the indicators or of the growth rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its name.
    pub name: Text,
    /// Its unit; `%` for growth.
    pub unit: String,
    /// What it is.
    pub kind: Kind,
    /// Whether only its growth from January is published, in per cent.
    pub growth: bool,
    /// Who answers.
    pub owner: Option<Text>,
    /// How often it is published.
    pub often: Often,
    /// Day of the month after, from which a figure is known.
    pub day: u8,
    /// Last year, one a period: amounts of the period, or levels and rates.
    pub last: Vec<Decimal>,
    /// This year so far, likewise.
    pub this: Vec<Decimal>,
    /// Growth of last year as a whole, per cent.
    pub last_growth: Option<Decimal>,
    /// The half-year task.
    pub half: Option<Decimal>,
    /// The annual task.
    pub year: Option<Decimal>,
    /// Whether the tasks are growth rates in per cent, of an amount.
    pub task_is_growth: bool,
    /// Its published growth beside the amounts, where the sheet of growth has its name too.
    pub published: Option<Published>,
    /// Where the figures come from, in the filler's words.
    pub source: Option<String>,
    /// Its row in the form.
    pub at: Place,
}

/// The growth of an amount as it is published: over a comparable base, which need not be last year's amount.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// Growth to date this year, per cent, one a period.
    pub this: Vec<Option<Decimal>>,
    /// The half-year task, per cent.
    pub half: Option<Decimal>,
    /// The annual task, per cent.
    pub year: Option<Decimal>,
    /// The last month for which amounts make another growth, and that growth.
    pub differs: Option<(u32, Decimal)>,
}

/// How large an industry was last year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Value added by quarter, 亿元.
    Quarters([Decimal; 4]),
    /// Its share of the whole, per cent.
    Share(Decimal),
}

/// A row of the industries.
#[derive(Clone, Debug, PartialEq)]
pub struct Industry {
    /// Its name.
    pub name: Text,
    /// How large it was.
    pub size: Size,
    /// Growth this year to date, per cent.
    pub growth: Option<Decimal>,
    /// The indicator whose growth it follows, by name.
    pub driver: Option<String>,
    /// By how much it follows.
    pub pass: Decimal,
    /// Its row in the form.
    pub at: Place,
}

/// A row of the projects.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its name.
    pub name: Text,
    /// Who answers.
    pub owner: Option<Text>,
    /// Total investment, 万元.
    pub cost: Decimal,
    /// Done before the plan year, 万元.
    pub before: Decimal,
    /// Planned for this year, 万元.
    pub plan: Decimal,
    /// Done this year so far, 万元.
    pub done: Decimal,
    /// Planned for the year after, 万元.
    pub next: Decimal,
    /// First month of works.
    pub start: Month,
    /// Last month of works.
    pub finish: Month,
    /// Its stage, in the filler's words.
    pub stage: Option<String>,
    /// Its row in the form.
    pub at: Place,
}

/// A row of the measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name.
    pub name: Text,
    /// Who answers.
    pub owner: Option<Text>,
    /// Its unit.
    pub unit: String,
    /// Least, arranged now, most.
    pub range: [Decimal; 3],
    /// Step.
    pub step: Decimal,
    /// Cost of a unit, 万元.
    pub cost: Option<Decimal>,
    /// The indicator it moves, by name.
    pub indicator: String,
    /// What a unit adds by the year's end, in the indicator's unit (points for growth).
    pub effect: Decimal,
    /// Month from which it acts.
    pub from: Option<Month>,
    /// Whether what it adds by June is missing in the second half.
    pub borrowed: bool,
    /// Whether it changes only what is counted.
    pub recording: bool,
    /// Its row in the form.
    pub at: Place,
}

/// A row of the inclusion funnel: firms that are filed, of which those that qualify enter the statistics in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// Its name.
    pub name: Text,
    /// Who answers.
    pub owner: Option<Text>,
    /// What is counted.
    pub unit: String,
    /// How many are filed: least, arranged now, most.
    pub range: [Decimal; 3],
    /// How many really qualify: least, likely, most.
    pub qualified: [Decimal; 3],
    /// The month in which they enter.
    pub enters: Month,
    /// What one costs, 万元.
    pub cost: Option<Decimal>,
    /// The indicator they count in, by name.
    pub indicator: String,
    /// What one adds a month, in the indicator's unit (points for growth); once for a count.
    pub each: Decimal,
    /// Its row in the form.
    pub at: Place,
}

/// A row of the cohorts: so many more placed each month, of which those that stay come out months later.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// Its name.
    pub name: Text,
    /// Who answers.
    pub owner: Option<Text>,
    /// What is placed.
    pub unit: String,
    /// How much a month: least, arranged now, most.
    pub range: [Decimal; 3],
    /// Step.
    pub step: Decimal,
    /// What one costs, 万元.
    pub cost: Option<Decimal>,
    /// The first month in which it is placed.
    pub from: Month,
    /// Months until it comes out.
    pub delay: u32,
    /// How much of it stays, per cent.
    pub stays: Decimal,
    /// The indicator it comes out in, by name.
    pub indicator: String,
    /// What one that comes out adds, in the indicator's unit (points of the year's growth for growth).
    pub effect: Decimal,
    /// Its row in the form.
    pub at: Place,
}

/// A row of the counties or sub-districts: one unit and one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The unit.
    pub name: Text,
    /// The indicator, by name.
    pub indicator: String,
    /// Its share of the whole, per cent.
    pub weight: Decimal,
    /// Its growth this year to date, per cent.
    pub growth: Decimal,
    /// Its annual task, per cent.
    pub year: Option<Decimal>,
    /// Who answers.
    pub owner: Option<Text>,
    /// Its row in the form.
    pub at: Place,
}

/// A row of the peers: one place and one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// The place.
    pub name: Text,
    /// The indicator, by name.
    pub indicator: String,
    /// What it published this year, by month; growth from January in per cent.
    pub this: Vec<Option<Decimal>>,
    /// Its row in the form.
    pub at: Place,
}

impl Often {
    /// Last months of the periods of a year, 1 to 12.
    pub fn ends(self) -> &'static [u32] {
        match self {
            Self::Monthly => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            Self::JanFeb => &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            Self::Quarterly => &[3, 6, 9, 12],
        }
    }
}

impl Indicator {
    /// Last month of this year that is published; 0 for none.
    pub fn through(&self) -> u32 {
        self.this.len().checked_sub(1).and_then(|last| self.often.ends().get(last)).copied().unwrap_or(0)
    }

    /// Whether the pack has its growth beside it. That of a count says little, and there is none where last year began at zero.
    pub fn has_growth(&self) -> bool {
        self.is_flow() && (self.kind != Kind::Count || self.task_is_growth || self.published.is_some())
    }

    /// Its tasks: half-year and annual, and whether they are growth rates.
    pub fn tasks(&self) -> impl Iterator<Item = (Option<Decimal>, Option<Decimal>, bool)> {
        let own = (self.half, self.year, self.growth || self.task_is_growth);
        let published = self.published.as_ref().map(|one| (one.half, one.year, true));
        [Some(own), published].into_iter().flatten().filter(|(half, year, _)| half.is_some() || year.is_some())
    }

    /// Whether it adds up over the year.
    pub fn is_flow(&self) -> bool {
        !self.growth && !matches!(self.kind, Kind::Stock | Kind::Ratio)
    }
}
