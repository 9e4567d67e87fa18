//! The month's figures, from what a person pastes: a table of a spreadsheet or a page, or sentences.
//!
//! [`preview`] matches names, periods, units and signs against a pack and says for each figure what is there, what would be there and
//! the difference, and what was not understood. Nothing is changed by it. [`apply`] writes the text of the next pack: figures added,
//! revised ones with a line that keeps the old figure and the date, the as-of date moved on.

mod apply;
mod compare;
mod names;
mod phrase;
mod prose;
mod read;
mod table;
mod words;

pub use apply::{Applied, ApplyError, apply};
pub use compare::preview;
use guoban_model::text::Text;
use guoban_model::time::{Date, Month};
pub use names::Aliases;
use rust_decimal::Decimal;

/// Most characters that are read.
pub const LONGEST_PASTE: usize = 200_000;

/// Most figures that are looked at.
pub const MOST_FIGURES: usize = 2_000;

/// What a person says beside what was pasted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The last month the text is about, where it does not say so itself.
    pub month: Option<Month>,
    /// What is known then; where not given, the day on which the last of the figures is published.
    pub as_of: Option<Date>,
    /// Yuan a dollar, for amounts in one currency and indicators in the other.
    pub yuan_per_dollar: Option<Decimal>,
    /// What names stand for, beside those in the pack.
    pub aliases: Aliases,
}

/// Where in the pasted text, from 1: line, and cell of the line or character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Line, or row of the table.
    pub line: usize,
    /// Cell of a table, or character of a sentence.
    pub column: usize,
}

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An amount, a level or a ratio.
    Level,
    /// Growth over a year before, per cent.
    Growth,
}

/// Of which months a figure is, 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// January to the month.
    ToDate(u32),
    /// The month alone.
    Single(u32),
}

impl Span {
    /// Its last month.
    pub fn end(self) -> u32 {
        match self {
            Self::ToDate(month) | Self::Single(month) => month,
        }
    }
}

/// How sure the name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is the indicator's name or id.
    Exact,
    /// It is remembered for it.
    Alias,
    /// It is like no other name: asked about, and not applied until it is remembered.
    Near,
}

/// What the figure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing was known of that month.
    New,
    /// It is known already.
    Same,
    /// Something else was known.
    Revised,
}

/// A figure that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub spot: Spot,
    /// The name as it stands in the text.
    pub name: String,
    /// How sure it is.
    pub matched: Match,
    /// The id of the indicator that the name means: what an alias for it names.
    pub meant: String,
    /// The id of the indicator whose figure it is: that one, or its growth.
    pub variable: String,
    /// Its name.
    pub shown: Text,
    /// What it is.
    pub what: What,
    /// Of which months.
    pub span: Span,
    /// The figure as it stands in the text, with its unit.
    pub raw: String,
    /// The figure, in the indicator's unit.
    pub value: Decimal,
    /// The indicator's unit.
    pub unit: String,
    /// What the pack has for the same months.
    pub old: Option<Decimal>,
    /// New less old.
    pub difference: Option<Decimal>,
    /// What it changes.
    pub change: Change,
    /// What the pack would hold: the figure of the period that ends with the span.
    pub figure: Decimal,
    /// January's part of a figure that is of January and February together, where the pack has both months.
    pub january: Option<Decimal>,
    /// What a reader should know of it.
    pub notes: Vec<Note>,
    /// Whether [`apply`] takes it.
    pub applies: bool,
}

/// What a reader should know of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// The text says no period; the next one of the indicator was taken.
    MonthAssumed,
    /// The text says no unit; the indicator's was taken.
    UnitAssumed,
    /// Converted at a stated rate, yuan a dollar.
    Converted {
        /// The rate.
        rate: Decimal,
    },
    /// Published growth is not what the amounts of two years make: another comparable base. Both are kept.
    Contradicts {
        /// Growth by the amounts, per cent.
        by_levels: Decimal,
    },
    /// Amount to date and amount of the month do not go together: an earlier month was revised. That to date is kept.
    MonthDiffers {
        /// The month by the amounts to date.
        by_date: Decimal,
    },
    /// The sign was turned by a word: 下降, 减少.
    Falling,
    /// January and February came as one figure, and the pack keeps both: parted as last year, only their sum is published.
    Joint,
}

/// Why a figure or a name was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// No indicator has this name, or more than one is like it.
    NoName {
        /// The names that are like it.
        like: Vec<String>,
    },
    /// Not a number.
    NoNumber,
    /// Amounts in dollars need a rate, yuan a dollar.
    NoRate,
    /// A unit that cannot be made the indicator's.
    OtherUnit {
        /// The unit in the text.
        found: String,
        /// The indicator's.
        wanted: String,
    },
    /// The indicator is not published for periods that end with this month.
    NoSuchPeriod,
    /// A month before is missing: first that one.
    Gap {
        /// The missing month.
        month: u32,
    },
    /// Growth of a single month: packs keep that to date.
    SingleGrowth,
    /// The pack has no growth of this indicator to keep it in.
    NoGrowth,
    /// It is computed from others, or has rows.
    Computed,
    /// A sign word without a number.
    SignOnly,
    /// It stands twice with different figures; the first was taken.
    Twice,
    /// A month of another year.
    OtherYear,
}

/// What was not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread {
    /// Where.
    pub spot: Spot,
    /// What stands there, shortened.
    pub raw: String,
    /// Why.
    pub why: Why,
}

/// What would happen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Figures that were understood, in the order of the text.
    pub cells: Vec<Cell>,
    /// What was not.
    pub unread: Vec<Unread>,
    /// The as-of date afterwards; `None` where nothing would change.
    pub as_of: Option<Date>,
    /// Whether some of the text was left out because it is too long.
    pub cut: bool,
}
