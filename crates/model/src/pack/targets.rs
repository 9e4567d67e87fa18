//! Targets, limits, accounting, checks and examples.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    AssumptionId, ErrorId, GroupId, LeverId, OwnerId, PassLine, ProfileId, ReasonId, SourceId, TableId, VariableId,
};
use crate::text::Text;
use crate::time::Date;

/// How a target is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// Cumulated amount against the annual amount times the line's share (or the half-year task, if given).
    Amount,
    /// Year-to-date growth against the rate promised; there is no half of a rate.
    Growth,
    /// Events done, as an amount without decimals.
    Count,
    /// Level at the end of the period.
    Stock,
    /// Ratio at the end of the period.
    Ratio,
    /// Place among peers; lower is better.
    Rank,
    /// A limit not to be exceeded at the end of the period.
    Ceiling,
    /// A date by which something is done.
    Milestone,
    /// A ratio of what the year is to bring, measured along the line: half of it at mid-year, all of it in December.
    Progress,
}

/// What a projection error is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorMeasure {
    /// The indicator's own unit; percentage points for rates.
    Points,
    /// Per cent of the projected standing.
    Percent,
}

/// How far projections of one class of indicators were off, by what was known when projecting.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorBand {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What the widths are in.
    pub measure: ErrorMeasure,
    /// Half the width of the 80% band of the half-year's standing, with 0 to 5 months of the plan year known.
    pub half: Vec<f64>,
    /// The same for the year's standing, with 0 to 11 months known.
    pub year: Vec<f64>,
    /// What they are in a year that is shaken.
    pub shaken: Option<ShakenBand>,
    /// Where the widths come from.
    pub source: SourceId,
}

/// How far projections were off in years of a shock that nobody foresaw in spring.
#[derive(Clone, Debug, PartialEq)]
pub struct ShakenBand {
    /// The switch that says whether the year is one: drawn with its stated chance, or as the scenario sets it.
    pub by: AssumptionId,
    /// Half the width of the 80% band of the half-year's standing, with 0 to 5 months of the plan year known.
    pub half: Vec<f64>,
    /// The same for the year's standing, with 0 to 11 months known.
    pub year: Vec<f64>,
}

/// What was promised for an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The indicator.
    pub variable: VariableId,
    /// Row of the indicator, when it runs over a table.
    pub row: Option<usize>,
    /// How it is judged.
    pub kind: TargetKind,
    /// The half-year task, where one was set apart from the annual target's schedule.
    pub half: Option<Decimal>,
    /// The annual target.
    pub year: Option<Decimal>,
    /// The target of the year after, where two years are promised together (两年突破).
    pub next_year: Option<Decimal>,
    /// What is due at the end of each of the year's twelve months, where it follows the seasons and no line.
    pub by_month: Option<[Decimal; 12]>,
    /// How far below still counts as reached (目标为"约5%").
    pub tolerance: Decimal,
    /// The line that judges it, if not the pack's.
    pub line: Option<PassLine>,
    /// Seasonal weights for its schedule; linear when absent.
    pub seasonal: Option<ProfileId>,
    /// False when nothing of it can be counted by mid-year; the note says why.
    pub due_at_half: bool,
    /// How many places are ranked, for a rank.
    pub among: Option<u32>,
    /// Points beside what is due that put it on a list, if not the pack's.
    pub list_points: Option<Decimal>,
    /// Places from the top or bottom that put it on a list, if not the pack's.
    pub list_places: Option<u32>,
    /// A red line (底线): it is kept or it is not, and counts in no tally.
    pub red_line: bool,
    /// Whether no setting of the levers can turn the half-year's and the year's verdict; the note says why.
    pub beyond_levers: (bool, bool),
    /// How far its projections are off; never off when absent.
    pub error: Option<ErrorId>,
    /// Section of the board.
    pub group: GroupId,
    /// Who answers for it (牵头).
    pub owner: OwnerId,
    /// Who answers along with the owner (配合).
    pub with: Vec<OwnerId>,
    /// The person responsible, by post.
    pub person: Option<Text>,
    /// When its verdict is suspended.
    pub void: Option<Void>,
    /// The day by which it is to be done, if not the period's end.
    pub deadline: Option<Date>,
    /// What a reader must know.
    pub note: Text,
    /// Where the promise was made.
    pub source: SourceId,
    /// Requirement ids this item covers.
    pub covers: Vec<String>,
}

/// When a target is not judged: its base is too small, its indicator not comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Void {
    /// The variable, over the indicator's table, that is 1 in months in which it is not judged, else 0.
    pub when: VariableId,
    /// Why.
    pub reason: ReasonId,
}

impl Target {
    /// Everyone who answers for it, the owner first.
    pub fn owners(&self) -> impl Iterator<Item = OwnerId> {
        std::iter::once(self.owner).chain(self.with.iter().copied())
    }
}

/// When a limit is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitWhen {
    /// In every projected month of the plan year.
    EachMonth,
    /// On the sum over the plan year.
    Year,
}

/// A shared pool: money, land, labour, energy, port capacity.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What is used.
    pub used: VariableId,
    /// What there is.
    pub available: VariableId,
    /// When it is tested.
    pub when: LimitWhen,
    /// What a breach means and what can be done.
    pub note: Text,
    /// Requirement ids this item covers.
    pub covers: Vec<String>,
}

/// Where the growth accounting finds its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Accounting {
    /// The table of industries.
    pub table: TableId,
    /// Constant-price value added by industry and month.
    pub value: VariableId,
    /// Comparable base by industry and month.
    pub base: VariableId,
    /// Year-to-date growth of the total.
    pub growth: VariableId,
}

/// Something that must hold in every scenario; tested over generated ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Id.
    pub id: String,
    /// What holds.
    pub name: Text,
    /// How it is tested.
    pub rule: CheckRule,
}

/// How a check is tested, in every month of the plan year (and of every row, where there are rows).
#[derive(Clone, Debug, PartialEq)]
pub enum CheckRule {
    /// Two variables are equal up to a tolerance.
    Equal(VariableId, VariableId, f64),
    /// The first is at most the second, up to a tolerance.
    AtMost(VariableId, VariableId, f64),
    /// A variable stays between two values.
    Between(VariableId, f64, f64),
    /// A higher setting of the lever never lowers the sum over the plan year (for a rate: December's value).
    Rises(LeverId, VariableId),
    /// A higher setting never raises it.
    Falls(LeverId, VariableId),
}

/// A bad case that plans are held against: what befalls them, on top of what they do.
#[derive(Clone, Debug, PartialEq)]
pub struct Stress {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What happens.
    pub note: Text,
    /// Levers it sets, whatever a plan does.
    pub levers: Vec<(LeverId, Decimal)>,
    /// Assumptions it sets.
    pub assumptions: Vec<(AssumptionId, Decimal)>,
}

/// A ready-made scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it tries.
    pub note: Text,
    /// Settings that differ from the baseline.
    pub levers: Vec<(LeverId, Decimal)>,
    /// Assumptions that differ from their central value.
    pub assumptions: Vec<(AssumptionId, Decimal)>,
}
