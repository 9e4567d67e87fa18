//! What is printed: the brief in the layout of official documents (GB/T 9704-2012), the table of verdicts, the responsibility
//! sheet, a page for each owner, and the minutes.
//!
//! A document is made of blocks with a known height and laid out on A4 pages here, so that its pages, their order and every
//! word on them are the same wherever it is printed. What they look like is the page's affair.

mod brief;
mod code;
mod duties;
mod figure;
mod foot;
mod layout;
mod minutes;
mod owners;
mod verdicts;

use guoban_model::model::{Model, Projection};
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_model::time::Date;

use crate::chance::Fan;
use crate::compare::Side;
use crate::document::Document;
use crate::duty::OwnerDuties;
use crate::judge::{Board, Judge, State};
use crate::number;
use crate::responsibility::Charge;
use crate::scenario::Scenario;

pub use code::{Code, code};
pub use figure::{Figure, Mark, Place, Side as End, Stroke};
pub use foot::Foot;

/// The documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 简报: four pages for those who decide.
    #[default]
    Brief,
    /// 指标判定表: every target.
    Verdicts,
    /// 责任清单: who has to do what, by when.
    Duties,
    /// A page for each owner.
    Owners,
    /// 会议纪要: what was asked, found and decided, and every step.
    Minutes,
}

impl Kind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Brief, Self::Verdicts, Self::Duties, Self::Owners, Self::Minutes];

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Brief, Language::Zh) => "简报",
            (Self::Verdicts, Language::Zh) => "指标判定表",
            (Self::Duties, Language::Zh) => "责任清单",
            (Self::Owners, Language::Zh) => "各单位任务单",
            (Self::Minutes, Language::Zh) => "会议纪要",
            (Self::Brief, Language::En) => "Brief",
            (Self::Verdicts, Language::En) => "Table of verdicts",
            (Self::Duties, Language::En) => "Responsibility sheet",
            (Self::Owners, Language::En) => "A page per owner",
            (Self::Minutes, Language::En) => "Minutes",
        }
    }
}

/// What a document is made from.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The pack as of the plan's date.
    pub model: &'a Model,
    /// The plans with their records and steps.
    pub document: &'a Document,
    /// The plans by number, named as people see them.
    pub names: &'a [(u32, String)],
    /// Verdicts of the open plan, with all draws counted.
    pub board: &'a Board,
    /// Its figures.
    pub run: &'a Projection,
    /// The figures in which nothing new is decided.
    pub baseline: &'a Projection,
    /// What the open plan asks of owners.
    pub duties: &'a [OwnerDuties],
    /// What concerns each owner.
    pub charges: &'a [Charge],
    /// Plans side by side, the baseline first; empty where they are not computed.
    pub sides: &'a [&'a Side],
    /// How far the standing of each target may lie apart, in the pack's order; empty where that is not drawn.
    pub fans: &'a [Fan],
    /// The language of the document.
    pub language: Language,
}

impl<'a> Source<'a> {
    fn pack(&self) -> &'a Pack {
        self.model.pack()
    }

    fn scenario(&self) -> &'a Scenario {
        self.document.scenario()
    }

    fn judge(&self) -> Judge<'a> {
        Judge::new(self.model.pack(), self.document.scenario())
    }

    /// The name of a plan.
    fn name(&self, plan: u32) -> &'a str {
        self.names.iter().find(|(number, _)| *number == plan).map_or("", |(_, name)| name)
    }

    /// One of two wordings.
    fn say(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn text(&self, zh: &'a str, en: &'a str) -> String {
        self.say(zh, en).to_owned()
    }

    fn list(&self, names: &[&str]) -> String {
        names.join(self.say("、", ", "))
    }
}

/// A printed document.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Its pages in order.
    pub pages: Vec<Vec<Block>>,
    /// What stands at the foot of each.
    pub foot: Foot,
}

impl Paper {
    /// Writes a document.
    pub fn of(kind: Kind, source: &Source<'_>) -> Self {
        let pages = match kind {
            Kind::Brief => brief::pages(source),
            Kind::Verdicts => verdicts::pages(source),
            Kind::Duties => duties::pages(source),
            Kind::Owners => owners::pages(source),
            Kind::Minutes => minutes::pages(source),
        };
        Self { pages, foot: Foot::of(source.model, source.scenario(), source.board, source.language) }
    }
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The red head of an official document with its title.
    Head {
        /// Who issues it, in red.
        issuer: String,
        /// The number the office gives it; its place is left free.
        number: String,
        /// The title, line by line.
        title: Vec<String>,
    },
    /// The title of a document without a red head, and what it is about.
    Title {
        /// The title.
        title: String,
        /// What it is about.
        about: String,
    },
    /// 一、
    Heading(String),
    /// （一） with its words in front of a paragraph.
    Point {
        /// Number and name.
        lead: String,
        /// The paragraph.
        text: String,
    },
    /// A paragraph.
    Text(String),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Figure),
    /// Small print below a table.
    Note(String),
    /// What closes an official document: what it is not, who issues it and when.
    Colophon {
        /// What it is not.
        said: String,
        /// Who issues it.
        by: String,
        /// When; the day is left to the office.
        on: String,
    },
}

/// A table between three lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// It goes on from the page before.
    pub continued: bool,
    /// Words over several columns, with how many; empty where no column has any.
    pub groups: Vec<(String, usize)>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, as many cells each as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub head: String,
    /// Its part of the width, of a thousand.
    pub share: u32,
    /// It holds figures.
    pub figures: bool,
}

impl Column {
    fn new(head: &str, share: u32) -> Self {
        Self { head: head.to_owned(), share, figures: false }
    }

    fn figures(head: &str, share: u32) -> Self {
        Self { figures: true, ..Self::new(head, share) }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words or a figure.
    Text(String),
    /// A verdict: its mark, and its word.
    State(State, String),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A day: `2026年4月28日`, `28 Apr 2026`.
fn day(date: Date, language: Language) -> String {
    let offset = i32::from(date.month.month) - 1;
    let (month, year) = (number::months(offset, offset, language), date.month.year);
    match language {
        Language::Zh => format!("{year}年{month}{}日", date.day),
        Language::En => format!("{} {month} {year}", date.day),
    }
}

/// 一、二、… of headings.
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The heading of a section, counted from 0: `一、总体判断`, `1. Overall`.
fn heading(place: usize, zh: &str, en: &str, language: Language) -> Block {
    Block::Heading(match language {
        Language::Zh => format!("{}、{zh}", NUMBERS[place % NUMBERS.len()]),
        Language::En => format!("{}. {en}", place + 1),
    })
}

/// The number of a point, counted from 0: `（一）`, `(1) `.
fn point(place: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("（{}）", NUMBERS[place % NUMBERS.len()]),
        Language::En => format!("({}) ", place + 1),
    }
}
