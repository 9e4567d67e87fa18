//! A pack that was read and checked: all data about one place and year, with every name resolved.
//!
//! Settings, targets and published figures are decimals; what the engine computes with is `f64`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::time::Date;

mod inputs;
mod schedule;
mod tables;
mod targets;
mod variables;

pub use inputs::{Assumption, Constant, Distribution, Lever, LeverKind};
pub use schedule::Schedule;
pub use tables::{Cell, Column, ColumnKind, Curve, Profile, Table, TableRow};
pub use targets::{
    Accounting, Check, CheckRule, ErrorBand, ErrorMeasure, Example, Limit, LimitWhen, ShakenBand, Stress, Target,
    TargetKind, Void,
};
pub use variables::{Better, Formula, Frequency, KnownSeries, Measure, Publication, Scope, Variable};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// Index into [`Pack::levers`].
    LeverId,
    /// Index into [`Pack::assumptions`].
    AssumptionId,
    /// Index into [`Pack::constants`].
    ConstantId,
    /// Index into [`Pack::profiles`].
    ProfileId,
    /// Index into [`Pack::curves`].
    CurveId,
    /// Index into [`Pack::tables`].
    TableId,
    /// Index into [`Pack::variables`].
    VariableId,
    /// Index into [`Pack::errors`].
    ErrorId,
    /// Index into [`Pack::targets`].
    TargetId,
    /// Index into [`Pack::sources`].
    SourceId,
    /// Index into [`Pack::reasons`].
    ReasonId,
    /// Index into [`Pack::events`].
    EventId,
    /// Index into [`Pack::owners`].
    OwnerId,
    /// Index into [`Pack::groups`].
    GroupId,
}

/// A column of a table: index into [`Table::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId {
    /// The table.
    pub table: TableId,
    /// Index into its columns.
    pub column: usize,
}

/// All data about one place and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Stable id, `[a-z0-9-]`.
    pub id: String,
    /// Released revisions are never edited; a change is a new revision.
    pub revision: u32,
    /// The place and year in words.
    pub name: Text,
    /// What a reader must know before trusting it.
    pub note: Text,
    /// All figures are invented and shown as 演示数据.
    pub demo: bool,
    /// The plan year: month 1 is its January.
    pub year: i32,
    /// What is known by default: the date of the session.
    pub as_of: Date,
    /// Months of history kept before January of the plan year; a multiple of 12.
    pub history_months: usize,
    /// Which line judges, and the probability thresholds.
    pub judging: Judging,
    /// Which days are worked beyond Monday to Friday.
    pub calendar: Calendar,
    /// What happens on certain days.
    pub events: Vec<Event>,
    /// What every target must say beside its numbers.
    pub require: Require,
    /// Where numbers come from.
    pub sources: Vec<Source>,
    /// Who answers for levers and targets.
    pub owners: Vec<Owner>,
    /// Sections of the lever list and of the board, in order.
    pub groups: Vec<Group>,
    /// What the session decides.
    pub levers: Vec<Lever>,
    /// What nobody here decides.
    pub assumptions: Vec<Assumption>,
    /// Numbers with a name, the same in every scenario and month.
    pub constants: Vec<Constant>,
    /// Monthly (12) or quarterly (4) weights.
    pub profiles: Vec<Profile>,
    /// Curves for interpolation.
    pub curves: Vec<Curve>,
    /// Dimensions: projects, industries, counties, firms.
    pub tables: Vec<Table>,
    /// Everything that has a value per month, in the order of the file.
    pub variables: Vec<Variable>,
    /// How far projections of a class of indicators were off.
    pub errors: Vec<ErrorBand>,
    /// Why there is no value or no verdict, where the pack itself says so.
    pub reasons: Vec<Text>,
    /// What was promised.
    pub targets: Vec<Target>,
    /// Shared pools that a scenario can break.
    pub limits: Vec<Limit>,
    /// Where the growth accounting finds its levels and bases.
    pub accounting: Option<Accounting>,
    /// Ready-made scenarios that ship with the pack.
    pub examples: Vec<Example>,
    /// Bad cases that plans are held against.
    pub stresses: Vec<Stress>,
    /// What must hold in every scenario.
    pub checks: Vec<Check>,
}

/// How verdicts are reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Judging {
    /// The line used where a target names none.
    pub line: PassLine,
    /// At or above this probability: 达标.
    pub on_track: Decimal,
    /// At or above this probability, below [`Judging::on_track`]: 临界.
    pub near: Decimal,
    /// Points above (below) what is due from which a target is on the red (black) list.
    pub list_points: Decimal,
    /// Places from the top (bottom) that put a rank on the red (black) list.
    pub list_places: u32,
}

impl Default for Judging {
    /// The seasonal line, 80% and 40%, three points, three places.
    fn default() -> Self {
        Self {
            line: PassLine::Seasonal,
            on_track: Decimal::new(8, 1),
            near: Decimal::new(4, 1),
            list_points: Decimal::from(3),
            list_places: 3,
        }
    }
}

/// What every target of a pack must say: who does it and by when (责任人、时限).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Require {
    /// The person responsible.
    pub person: bool,
    /// The day by which it is to be done.
    pub deadline: bool,
}

/// Public holidays, and weekend days that are worked instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// Weekdays that are not worked.
    pub days_off: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    pub days_on: Vec<Date>,
}

impl Calendar {
    /// Whether the pack says which days are off.
    pub fn is_given(&self) -> bool {
        !self.days_off.is_empty() || !self.days_on.is_empty()
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        // 1970-01-01 was a Thursday.
        let weekday = (day.days_since_epoch() + 3).rem_euclid(7) < 5;
        if weekday { !self.days_off.contains(&day) } else { self.days_on.contains(&day) }
    }

    /// Worked days from `first` to `last`, both counted.
    pub fn workdays(&self, first: Date, last: Date) -> u32 {
        let days = std::iter::successors(Some(first), |day| Some(day.next())).take_while(|day| *day <= last);
        days.filter(|day| self.is_worked(*day)).count() as u32
    }
}

/// Something that happens on certain days: a festival, a conference, a stoppage.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Id used by formulas.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// What a reader must know.
    pub note: Text,
    /// Where the days come from.
    pub source: SourceId,
    /// Requirement ids this item covers.
    pub covers: Vec<String>,
}

/// The schedule line a verdict is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassLine {
    /// Months elapsed over twelve: 50% at mid-year.
    Linear,
    /// Cumulated seasonal weights (序时进度).
    Seasonal,
}

/// What kind of statement a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A figure somebody published; the reference says who and where.
    Published,
    /// 演示数据: invented, shaped after published figures.
    Demo,
    /// A guess; the reference gives the reason.
    Guess,
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Id used by items.
    pub id: String,
    /// Published, invented or guessed.
    pub kind: SourceKind,
    /// Who published it and where; or the reason for the guess.
    pub text: Text,
}

/// A department or place that answers for something. Never a firm or a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    /// Id used by items.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The owner it belongs to: a sub-district under its district, an office under its bureau.
    pub under: Option<OwnerId>,
}

/// A section of the lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Id used by items.
    pub id: String,
    /// Its heading.
    pub name: Text,
}

impl Pack {
    /// The lever with this id.
    pub fn lever(&self, id: &str) -> Option<LeverId> {
        self.levers.iter().position(|lever| lever.id == id).map(LeverId)
    }

    /// The assumption with this id.
    pub fn assumption(&self, id: &str) -> Option<AssumptionId> {
        self.assumptions.iter().position(|assumption| assumption.id == id).map(AssumptionId)
    }

    /// The variable with this id.
    pub fn variable(&self, id: &str) -> Option<VariableId> {
        self.variables.iter().position(|variable| variable.id == id).map(VariableId)
    }

    /// The target with this id.
    pub fn target(&self, id: &str) -> Option<TargetId> {
        self.targets.iter().position(|target| target.id == id).map(TargetId)
    }

    /// The name of a variable in one of its rows: `桥东街道 完成投资`; its own name without rows.
    pub fn name_in_row(&self, variable: VariableId, row: Option<usize>) -> Text {
        let item = &self.variables[variable.0];
        let row = item.over.zip(row).and_then(|(table, row)| self.tables[table.0].rows.get(row));
        match row {
            Some(row) => {
                Text::new(format!("{} {}", row.name.zh, item.name.zh), format!("{}, {}", row.name.en, item.name.en))
            }
            None => item.name.clone(),
        }
    }

    /// Rows of a variable: the rows of its table, or one.
    pub fn rows_of(&self, variable: VariableId) -> usize {
        self.variables[variable.0].over.map_or(1, |table| self.tables[table.0].rows.len())
    }

    /// Offset of the last month whose figure of the variable is known on `as_of`, counted from January of the plan
    /// year (-1 when nothing of the plan year is known).
    ///
    /// A figure is known when its publication day has passed and the pack holds it. A given series is known to its end.
    pub fn known_through(&self, id: VariableId, as_of: Date) -> i32 {
        let variable = &self.variables[id.0];
        let held = variable.known.iter().map(KnownSeries::end).min().unwrap_or(0) - 1;
        if matches!(variable.formula, Formula::Given) { held } else { self.out_through(id, as_of).min(held) }
    }

    /// Offset of the last month whose figure of `variable` is out on `as_of` by its publication schedule, whether the pack
    /// holds it or not; counted from January of the plan year.
    pub fn out_through(&self, variable: VariableId, as_of: Date) -> i32 {
        let publication = self.variables[variable.0].publication;
        let mut latest = as_of.month.offset_from(self.year) - publication.lag_months as i32;
        if as_of.day < publication.day {
            latest -= 1;
        }
        match publication.frequency {
            Frequency::Quarterly => latest = (latest + 1).div_euclid(3) * 3 - 1,
            Frequency::Yearly => latest = (latest + 1).div_euclid(12) * 12 - 1,
            Frequency::MonthlyJanFeb if latest.rem_euclid(12) == 0 => latest -= 1,
            _ => {}
        }
        latest
    }

    /// First month in which a lever's setting acts, given the as-of date: offset from January of the plan year.
    /// `None` when the decision can no longer be taken.
    pub fn acts_from(&self, lever: LeverId, as_of: Date) -> Option<i32> {
        let lever = &self.levers[lever.0];
        if lever.closes.is_some_and(|closes| as_of.month > closes) {
            return None;
        }
        let earliest = as_of.month.offset_from(self.year) + 1 + lever.lead_months as i32;
        Some(lever.opens.map_or(earliest, |opens| earliest.max(opens.offset_from(self.year))))
    }
}
