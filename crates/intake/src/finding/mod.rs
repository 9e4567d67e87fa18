//! What is wrong with what was handed in: typed, with sheet and cell, in words only when shown.

mod en;
mod zh;

use guoban_model::text::Language;

use crate::book::cell_name;

/// Whether it can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It cannot.
    Error,
    /// It can; this is what was taken for granted or left out.
    Remark,
}

/// Where in a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The sheet, as it is called in the file; empty for the file as a whole.
    pub sheet: String,
    /// Row and column from 0.
    pub cell: Option<(u32, u32)>,
}

impl Place {
    /// A cell.
    pub fn cell(sheet: &str, row: u32, column: u32) -> Self {
        Self { sheet: sheet.to_owned(), cell: Some((row, column)) }
    }

    /// A sheet.
    pub fn sheet(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), cell: None }
    }

    /// Whether it is a cell of the same row.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.sheet == other.sheet && self.cell.map(|(row, _)| row) == other.cell.map(|(row, _)| row)
    }

    /// As a person finds it, `指标!F7`; empty for the whole file.
    pub fn shown(&self) -> String {
        match self.cell {
            Some((row, column)) => format!("{}!{}", self.sheet, cell_name(row, column)),
            None => self.sheet.clone(),
        }
    }
}

/// What is wrong, or was taken for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file is larger than is read.
    FileTooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// Unpacked it is larger than is read.
    Bomb,
    /// An old .xls or .et file, or one with a password.
    OldOrLocked,
    /// No workbook at all.
    NotAWorkbook,
    /// A workbook that cannot be read; what the reader says.
    Broken {
        /// In its words.
        reason: String,
    },
    /// A cell beyond what is read.
    TooManyCells,
    /// No sheet of the form.
    NoSheet,
    /// A sheet has no row of headings.
    NoHeadings,
    /// A heading that is needed is missing.
    NoColumn {
        /// The heading.
        heading: &'static str,
    },
    /// The same heading twice.
    ColumnTwice {
        /// The heading.
        heading: String,
    },
    /// A heading that the form does not have: the column is not read.
    UnknownColumn {
        /// The heading.
        heading: String,
    },
    /// Something that must be said is not.
    Missing {
        /// What.
        what: &'static str,
    },
    /// Not a number.
    NotANumber {
        /// What stands there.
        found: String,
    },
    /// A number outside what can be meant.
    OutOfRange {
        /// What stands there.
        found: String,
        /// The least.
        low: String,
        /// The most.
        high: String,
    },
    /// Not a date or month.
    NotADate {
        /// What stands there.
        found: String,
    },
    /// A cell with a fault of its own, as `#REF!`.
    CellFault {
        /// The fault.
        found: String,
    },
    /// None of the words that can stand there.
    NotOneOf {
        /// What stands there.
        found: String,
        /// What can.
        words: Vec<&'static str>,
    },
    /// A text that is too long.
    TooLong {
        /// The most characters.
        limit: usize,
    },
    /// A unit that cannot be read.
    BadUnit {
        /// What stands there.
        found: String,
    },
    /// A name that an earlier row has.
    NameTwice {
        /// The name.
        name: String,
        /// Where it was first.
        first: String,
    },
    /// A name that no row of the indicators has.
    UnknownIndicator {
        /// The name.
        name: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// A gap between figures.
    Gap {
        /// The month that is missing.
        month: u32,
    },
    /// A figure for a month that is not published by the as-of date.
    NotYet {
        /// The month.
        month: u32,
    },
    /// On the as-of date last year's December is not published yet, so its figures are not known either.
    TooEarly {
        /// The first date that will do.
        from: String,
    },
    /// An amount to date that is smaller than that of the month before.
    Falls {
        /// The month.
        month: u32,
    },
    /// Last year has no figures: nothing can be projected.
    NoLastYear,
    /// Neither a half-year nor an annual task: it is shown, not judged.
    NoTask,
    /// More rows than are read.
    TooManyRows {
        /// The most.
        limit: usize,
    },
    /// Nothing known of this year: last year's growth, or none, is taken.
    NothingYet {
        /// Whether last year's growth was given.
        grew: bool,
    },
    /// The kind is not given: the default was taken.
    KindAssumed {
        /// The kind taken.
        kind: &'static str,
    },
    /// The finish is before the start, or another order is reversed.
    Reversed {
        /// What should be the smaller.
        low: &'static str,
        /// What should be the larger.
        high: &'static str,
    },
    /// A month from which something acts that is not ahead, or not of the plan year.
    NotAhead {
        /// The first that will do.
        from: String,
        /// The last.
        until: String,
    },
    /// On the as-of date no month of the plan year is left: nothing can move anything any more.
    NoMonthLeft,
    /// Published growth is not what the amounts of two years make: another comparable base.
    Contradicts {
        /// The month to which both are.
        month: u32,
        /// Growth as published, per cent.
        published: String,
        /// Growth by the amounts, per cent.
        by_levels: String,
    },
    /// The same task on the sheet of amounts and on that of growth.
    TaskTwice,
    /// A figure for a month with which no period of the indicator ends.
    NotAPeriod {
        /// The month.
        month: u32,
    },
    /// Some rows of the industries say shares, others value added.
    SharesAndAmounts,
    /// Shares that do not make the whole.
    Whole {
        /// What they add up to, per cent.
        sum: String,
    },
    /// The money of single years is more than the whole.
    MoneyOfYears {
        /// What the years add up to.
        sum: String,
        /// The whole.
        cost: String,
    },
    /// A project's stage and its months do not go together.
    StageAndMonths {
        /// The stage.
        stage: String,
    },
    /// A project that stands still: the projection goes on with it as planned.
    StandsStill,
    /// The pack that was made is refused by the pack reader: its words.
    Pack {
        /// In both languages.
        zh: String,
        /// In English.
        en: String,
    },
}

/// Something found in what was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it can still be used.
    pub weight: Weight,
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

impl Finding {
    /// An error.
    pub fn error(place: Place, problem: Problem) -> Self {
        Self { weight: Weight::Error, place, problem }
    }

    /// A remark.
    pub fn remark(place: Place, problem: Problem) -> Self {
        Self { weight: Weight::Remark, place, problem }
    }

    /// What is wrong, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => self.problem.zh().0,
            Language::En => self.problem.en().0,
        }
    }

    /// What to do, in words.
    pub fn hint(&self, language: Language) -> String {
        match language {
            Language::Zh => self.problem.zh().1,
            Language::En => self.problem.en().1,
        }
    }
}
