//! What can be wrong with a pack: typed, with its place, in words only when shown.

use std::fmt;

use crate::text::Language;

mod en;
mod hint;
mod zh;

/// Whether a pack with this finding can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but something is probably not meant.
    Warning,
}

/// Where in a pack file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
    /// The item, as in `variable hog_sales, formula`.
    pub item: String,
    /// What is wrong stands in a template that is used here: its name, and the line in it.
    pub template: Option<(String, usize)>,
}

impl Place {
    /// The item in words, with the template that makes it where there is one.
    pub fn shown(&self, language: Language) -> String {
        let Some((name, line)) = &self.template else { return self.item.clone() };
        match language {
            Language::Zh => format!("{}（模板 {name}，第 {line} 行）", self.item),
            Language::En => format!("{} (template {name}, line {line})", self.item),
        }
    }
}

/// A finding about a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

impl Diagnostic {
    /// What is wrong, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => zh::message(&self.problem),
            Language::En => en::message(&self.problem),
        }
    }

    /// What to do, in words, where something helps.
    pub fn hint(&self, language: Language) -> Option<String> {
        hint::hint(&self.problem, language)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, language) = (&self.place, Language::En);
        write!(f, "{}:{}: {}: {}", place.line, place.column, place.shown(language), self.message(language))
    }
}

/// What a formula part is, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A number with a unit.
    Number,
    /// Yes or no.
    Condition,
    /// A word.
    Word,
}

/// What an id may look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdForm {
    /// A pack: part of file names and links.
    Pack,
    /// A name in formulas.
    Name,
    /// Anything else.
    Plain,
}

/// A number that was written without its unit, and the unit it is meant in.
#[derive(Clone, Debug, PartialEq)]
pub struct Bare {
    /// As written.
    pub number: String,
    /// The unit of what it stands beside.
    pub unit: String,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is put into words in zh.rs and en.rs")]
pub enum Problem {
    // The file.
    FileTooLarge { bytes: usize, limit: usize },
    Toml(String),
    UnsupportedFormat { found: i64, supported: i64 },
    MissingField(&'static str),
    UnknownField { found: String, nearest: Option<String>, known: Vec<String> },
    WrongType { field: String, expected: &'static str, found: &'static str },
    NotADate(String),
    NotANumber(String),
    NotOneOf { found: String, allowed: Vec<&'static str> },
    BadId { found: String, form: IdForm },
    RowField(String),
    TextTooLong { limit: usize },
    TooMany { what: &'static str, found: usize, limit: usize },
    NumberTooLarge { limit: &'static str },
    MoreFindings { limit: usize },
    NotInFile { file: String },
    FullWidth { found: char, plain: &'static str },
    NotUnicode,
    // The short form.
    IdTwice { id: String },
    GridHead,
    GridLine { cells: usize, headings: usize },
    GridAndRows,
    SheetQuotes,
    SheetOrder { month: String },
    SheetEmpty,
    MissingParameter { template: String, parameter: String },
    OpenPlaceholder,
    BadRange,
    BadPublication(String),
    // Names.
    Duplicate { id: String },
    ReservedName(String),
    Unknown { what: &'static str, found: String, nearest: Option<String> },
    Unused { id: String },
    AloneInLabel { label: String },
    TwoTexts,
    PointsNowhere { column: String, table: String },
    RowAndRows,
    PeersNeedFormula,
    AdjustableAndUncertain { column: String },
    NotExogenous { path: String },
    NoPace { target: String },
    LagBounds { low: String, high: String, most: i32 },
    LeverNeeded { function: String },
    NoSuchWord { word: String, column: String, nearest: Option<String> },
    // Items.
    BadUnit(String),
    BadUnitName(String),
    UnitCircle(String),
    UnitContradicts { name: String, parts: String },
    UnknownUnit { found: String, nearest: Option<String> },
    EmptyRange { low: String, high: String },
    OutsideRange { value: String, low: String, high: String },
    NotOnStep { value: String },
    NotPositive { field: &'static str },
    Negative { field: &'static str },
    NotZeroToOne { low: String, high: String },
    NotASwitch { id: String },
    NegativeWeight { at: usize },
    NotAdjustable { column: String },
    MonthCount(usize),
    WeightCount(usize),
    WidthCount { months: usize, found: usize },
    WeightSum(String),
    CurveLengths { x: usize, y: usize },
    CurveNotRising { at: String },
    NoRows,
    MissingCell { column: String },
    OutOfHistory { months: usize },
    BeyondHorizon { last: String },
    QuarterStart(String),
    MissingRow(String),
    NoTarget,
    OwnerCircle(String),
    OtherRows { left: String, right: String },
    BothFormulas,
    NoFormula,
    // Formulas.
    FormulaTooLong { limit: usize },
    TooNested { limit: usize },
    TooLarge { limit: usize },
    TooMuchWork { limit: u64 },
    UnexpectedCharacter(char),
    UnclosedText,
    UnclosedBracket,
    MalformedNumber(String),
    UnexpectedToken { found: String, expected: &'static str },
    UnknownFunction { found: String, nearest: Option<String> },
    ArgumentCount { function: String, least: usize, most: usize, found: usize },
    LiteralNeeded { function: String, range: &'static str },
    NeedsRow { name: String, table: String },
    NeedsOneRow { name: String, table: String, rows: Vec<String> },
    NoParts { name: String },
    NotOverTable { name: String, table: String },
    NoRowsHere { name: String },
    UnitMismatch { left: String, right: String, convertible: Option<String>, number: Option<Box<Bare>> },
    UnitNotDeclared { declared: String, found: String, convertible: bool, number: Option<String> },
    NotConvertible { from: String, to: String },
    NeedsNoUnit { function: String, found: String },
    UnitOverflow,
    SortMismatch { expected: Sort, found: Sort },
    // After reading.
    Compile { message_zh: String, message_en: String, hint_zh: &'static str, hint_en: &'static str },
}

impl Problem {
    /// Whether a pack with this problem can be used.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Unused { .. }
            | Self::AloneInLabel { .. }
            | Self::NoSuchWord { .. }
            | Self::PointsNowhere { .. }
            | Self::NotOnStep { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
