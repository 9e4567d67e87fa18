//! What a run computes: variables, their figures so far, and when figures are published.

use serde::{Deserialize, Serialize};

use super::{GroupId, OwnerId, SourceId, TableId};
use crate::formula::Node;
use crate::text::Text;

/// How often an indicator is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every month; January and February apart.
    Monthly,
    /// Every month, with January and February published as one figure.
    MonthlyJanFeb,
    /// After each quarter.
    Quarterly,
    /// After each year.
    Yearly,
}

/// When figures become known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// How often.
    pub frequency: Frequency,
    /// Months between the end of the period's last month and the month of publication, less one: 1 means the
    /// month after.
    pub lag_months: u32,
    /// Day of the month of publication from which the figure is known.
    pub day: u8,
}

/// How the months of an indicator combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Monthly amounts that add up over the year.
    Flow,
    /// A level at the end of the month.
    Stock,
    /// A rate, ratio or growth as published for the year to date.
    Rate,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither.
    Neutral,
}

/// Whose figures an indicator counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 在地: everything that stands on the territory, whoever runs it.
    Territorial,
    /// 本级: what this level of government runs and answers for.
    Own,
}

/// Something with a value per month, and per row when it runs over a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Unit, as written in the pack.
    pub unit: String,
    /// The table it has a value for each row of.
    pub over: Option<TableId>,
    /// How months combine.
    pub measure: Measure,
    /// Which way is better.
    pub better: Better,
    /// Decimals at which it is published, and to which a run's results are rounded.
    pub decimals: u32,
    /// When its figures become known.
    pub publication: Publication,
    /// One formula for all rows (or for the variable without rows), or one for each row, or none for a given series.
    pub formula: Formula,
    /// The formula as written, in the order of [`Variable::formula`]; for explanations.
    pub formula_text: Vec<String>,
    /// Known figures: one series per row (one series without rows); empty when nothing is known.
    pub known: Vec<KnownSeries>,
    /// The value in every month before its first known figure; without it such a month cannot be read.
    pub before: Option<f64>,
    /// Section it is listed in; `None` for intermediate quantities.
    pub group: Option<GroupId>,
    /// Who answers for it.
    pub owner: Option<OwnerId>,
    /// Whose figures it counts, where the pack says so.
    pub scope: Option<Scope>,
    /// Rows that no lever of this pack may reach: what others decide (row 0 without rows).
    pub exogenous: Vec<usize>,
    /// What a reader must know.
    pub note: Text,
    /// Where its figures come from.
    pub source: SourceId,
    /// Requirement ids this item covers.
    pub covers: Vec<String>,
}

/// How a variable gets its values beyond the known ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// A given series: known for the whole horizon it is read in, whatever the as-of date.
    Given,
    /// One formula, evaluated for every row where there are rows.
    Same(Node),
    /// One formula per row.
    PerRow(Vec<Node>),
}

/// Figures of one series by month.
#[derive(Clone, Debug, Default)]
pub struct KnownSeries {
    /// Offset of the first value from January of the plan year; negative for history.
    pub first: i32,
    /// One value a month, not-a-number where none was published; joint January–February figures are split by days, quarterly ones evenly.
    pub values: Vec<f64>,
}

impl PartialEq for KnownSeries {
    /// The same bits: a month without a figure equals one without.
    fn eq(&self, other: &Self) -> bool {
        let bits = |series: &Self| series.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        self.first == other.first && bits(self) == bits(other)
    }
}

impl KnownSeries {
    /// The value at an offset from January of the plan year, if it is held and was published.
    pub fn at(&self, offset: i32) -> Option<f64> {
        let value = usize::try_from(offset - self.first).ok().and_then(|index| self.values.get(index).copied());
        value.filter(|value| !value.is_nan())
    }

    /// Offset just after the last value.
    pub fn end(&self) -> i32 {
        self.first + self.values.len() as i32
    }
}
