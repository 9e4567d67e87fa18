//! What a run is given: levers, which the session decides, assumptions, which nobody here does, and constants.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ColumnId, GroupId, OwnerId, SourceId, VariableId};
use crate::text::Text;
use crate::time::Month;

/// Whether a lever changes what is done or what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeverKind {
    /// 措施: changes what is done.
    Measure,
    /// 入统类措施: changes what is counted, capped by what exists, shown apart with a statistics-law note.
    Recording,
}

/// Something the session decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Id; a lever made for an adjustable cell is `table.row.column`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Measure or recording measure.
    pub kind: LeverKind,
    /// Section it is listed in.
    pub group: GroupId,
    /// Who answers for it (牵头).
    pub owner: OwnerId,
    /// Who answers along with the owner (配合).
    pub with: Vec<OwnerId>,
    /// Unit of the setting, as written in the pack.
    pub unit: String,
    /// Lowest feasible setting.
    pub min: Decimal,
    /// Highest feasible setting.
    pub max: Decimal,
    /// Distance of two settings.
    pub step: Decimal,
    /// Decimals shown.
    pub decimals: u32,
    /// Setting when nothing new is decided.
    pub baseline: Decimal,
    /// Earliest month in which it can act, if the pack says so.
    pub opens: Option<Month>,
    /// Last month in which the decision can still be taken, if there is one.
    pub closes: Option<Month>,
    /// Months between decision and effect: it acts from the month after the as-of month plus these.
    pub lead_months: u32,
    /// The variable that holds its monthly cost, if it costs anything.
    pub cost: Option<VariableId>,
    /// What a reader must know: when it is counted, what it does not do.
    pub note: Text,
    /// Where the range and the baseline come from.
    pub source: SourceId,
    /// Requirement ids this item covers.
    pub covers: Vec<String>,
    /// The adjustable cell this lever was made for: column and row.
    pub cell: Option<(ColumnId, usize)>,
}

/// The shape of an assumption's uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    /// Low and high are the ends, mid the peak.
    Triangular,
    /// Low and high are the 10% and 90% quantiles, mid the median.
    Normal,
    /// Low and high are the 10% and 90% quantiles of a positive quantity, mid the median.
    LogNormal,
    /// Between low and high.
    Uniform,
    /// 1 with probability mid, else 0; low and high are 0 and 1.
    Discrete,
}

/// Something nobody here decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Section it is listed in.
    pub group: GroupId,
    /// Unit, as written in the pack.
    pub unit: String,
    /// Low end of the range.
    pub low: Decimal,
    /// Central value.
    pub mid: Decimal,
    /// High end of the range.
    pub high: Decimal,
    /// Distance of two settings.
    pub step: Decimal,
    /// Decimals shown.
    pub decimals: u32,
    /// Shape of the uncertainty.
    pub distribution: Distribution,
    /// Assumptions with the same label are drawn together, if any.
    pub correlated_with: Option<String>,
    /// Why this range.
    pub reason: Text,
    /// Where the range comes from.
    pub source: SourceId,
    /// Requirement ids this item covers.
    pub covers: Vec<String>,
}

/// A number with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Unit, as written in the pack.
    pub unit: String,
    /// The number.
    pub value: f64,
    /// What a reader must know.
    pub note: Text,
    /// Where it comes from.
    pub source: SourceId,
}
