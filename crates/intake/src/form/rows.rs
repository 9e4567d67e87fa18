//! A sheet as rows under headings, and single cells read as what they should be.

use std::collections::BTreeMap;

use guoban_model::text::{Language, Text};
use guoban_model::time::Month;
use rust_decimal::Decimal;

use super::LONGEST_NAME;
use super::layout::{Column, SheetKind, Word};
use crate::book::{Sheet, Value};
use crate::finding::{Finding, Place, Problem};
use crate::number;

/// Rows in which the headings are looked for.
const HEAD_ROWS: u32 = 15;

/// A sheet under reading.
pub struct Rows<'s> {
    pub sheet: &'s Sheet,
    pub language: Language,
    /// Row of the headings.
    pub head: u32,
    columns: BTreeMap<Column, u32>,
}

impl<'s> Rows<'s> {
    /// Finds the headings.
    pub fn new(kind: SheetKind, sheet: &'s Sheet, found: &mut Vec<Finding>) -> Option<Self> {
        let is_name = |value: &Value, language| matches!(value, Value::Text(text) if heading(text) == Column::Name.heading(language));
        let head = sheet.rows.range(..HEAD_ROWS).find_map(|(row, cells)| {
            let language = [Language::Zh, Language::En]
                .into_iter()
                .find(|language| cells.values().any(|cell| is_name(cell, *language)));
            language.map(|language| (*row, language, cells))
        });
        let Some((head, language, cells)) = head else {
            found.push(Finding::error(Place::sheet(&sheet.name), Problem::NoHeadings));
            return None;
        };
        let mut columns = BTreeMap::new();
        let known = kind.columns();
        for (at, value) in cells {
            let Value::Text(text) = value else { continue };
            let text = heading(text);
            let place = Place::cell(&sheet.name, head, *at);
            let is = |column: &&Column| {
                [Language::Zh, Language::En].iter().any(|language| text.eq_ignore_ascii_case(column.heading(*language)))
            };
            match known.iter().find(is) {
                Some(column) if columns.contains_key(column) => {
                    found.push(Finding::error(place, Problem::ColumnTwice { heading: text.to_owned() }));
                }
                Some(column) => {
                    columns.insert(*column, *at);
                }
                None => found.push(Finding::remark(place, Problem::UnknownColumn { heading: clip(text) })),
            }
        }
        Some(Self { sheet, language, head, columns })
    }

    /// The rows below the headings that say something; examples of the form are passed over.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = self.sheet.rows.range(self.head + 1..);
        let rows = rows.map(move |(at, cells)| Row { rows: self, at: *at, cells });
        rows.filter(|row| !row.is_example() && self.columns.keys().any(|column| row.cell(*column).is_some()))
    }
}

/// A heading without stars and remarks in brackets.
fn heading(text: &str) -> &str {
    text.split(['(', '\n']).next().unwrap_or(text).trim_end_matches(['*', ' '])
}

/// A text short enough to be shown in a message.
pub fn clip(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

/// A row under reading.
pub struct Row<'r> {
    rows: &'r Rows<'r>,
    pub at: u32,
    cells: &'r BTreeMap<u32, Value>,
}

impl Row<'_> {
    fn is_example(&self) -> bool {
        matches!(self.cell(Column::Name), Some(Value::Text(text)) if text.starts_with("例:") || text.starts_with("e.g."))
    }

    fn cell(&self, column: Column) -> Option<&Value> {
        self.cells.get(self.rows.columns.get(&column)?)
    }

    /// Where a column of this row is.
    pub fn place(&self, column: Column) -> Place {
        let at = self.rows.columns.get(&column).copied().unwrap_or(0);
        Place::cell(&self.rows.sheet.name, self.at, at)
    }

    /// What a column is called in this sheet's language.
    pub fn heading(&self, column: Column) -> &'static str {
        column.heading(self.rows.language)
    }

    fn fault(&self, column: Column, problem: Problem, found: &mut Vec<Finding>) {
        found.push(Finding::error(self.place(column), problem));
    }

    /// What is missing, under its heading.
    pub fn missing(&self, column: Column, found: &mut Vec<Finding>) {
        self.fault(column, Problem::Missing { what: self.heading(column) }, found);
    }

    /// A text; numbers are taken as they are written.
    pub fn text(&self, column: Column, limit: usize, found: &mut Vec<Finding>) -> Option<String> {
        let text = match self.cell(column)? {
            Value::Text(text) => text.clone(),
            Value::Number(value) => number::from_cell(*value)?.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Fault(fault) => {
                self.fault(column, Problem::CellFault { found: fault.clone() }, found);
                return None;
            }
        };
        if text.chars().count() > limit {
            self.fault(column, Problem::TooLong { limit }, found);
            return None;
        }
        Some(text)
    }

    /// A name, Chinese and English with ` | ` between, or one word for both.
    pub fn name(&self, column: Column, found: &mut Vec<Finding>) -> Option<Text> {
        self.text(column, LONGEST_NAME, found).map(|text| both(&text))
    }

    /// A number.
    pub fn number(&self, column: Column, found: &mut Vec<Finding>) -> Option<Decimal> {
        let wrong = |text: &str| Problem::NotANumber { found: clip(text) };
        match self.cell(column)? {
            Value::Number(value) => {
                let read = number::from_cell(*value);
                if read.is_none() {
                    let (low, high) = (format!("-{}", number::LARGEST), number::LARGEST.to_string());
                    self.fault(column, Problem::OutOfRange { found: clip(&value.to_string()), low, high }, found);
                }
                read
            }
            Value::Text(text) if is_nothing(text) => None,
            Value::Text(text) => {
                let read = number::number(text);
                if read.is_none() {
                    self.fault(column, wrong(text), found);
                }
                read
            }
            Value::Date(date) => {
                self.fault(column, wrong(&date.to_string()), found);
                None
            }
            Value::Fault(fault) => {
                self.fault(column, Problem::CellFault { found: fault.clone() }, found);
                None
            }
        }
    }

    /// A number within bounds.
    pub fn between(&self, column: Column, low: i64, high: i64, found: &mut Vec<Finding>) -> Option<Decimal> {
        let value = self.number(column, found)?;
        if value < Decimal::from(low) || value > Decimal::from(high) {
            let problem =
                Problem::OutOfRange { found: value.to_string(), low: low.to_string(), high: high.to_string() };
            self.fault(column, problem, found);
            return None;
        }
        Some(value)
    }

    /// A month.
    pub fn month(&self, column: Column, found: &mut Vec<Finding>) -> Option<Month> {
        let read = match self.cell(column)? {
            Value::Date(date) => Some(date.month),
            Value::Text(text) => number::month(text),
            _ => None,
        };
        if read.is_none() {
            let text = self.text(column, LONGEST_NAME, found)?;
            self.fault(column, Problem::NotADate { found: clip(&text) }, found);
        }
        read
    }

    /// A word of a list.
    pub fn word<W: Word>(&self, column: Column, found: &mut Vec<Finding>) -> Option<W> {
        let text = self.text(column, LONGEST_NAME, found)?;
        let read = W::of(&text);
        if read.is_none() {
            self.fault(column, Problem::NotOneOf { found: clip(&text), words: W::words(self.rows.language) }, found);
        }
        read
    }
}

/// What people write where there is nothing.
fn is_nothing(text: &str) -> bool {
    matches!(text, "-" | "--" | "—" | "——" | "…" | "/" | "无" | "n/a" | "N/A")
}

/// Chinese and English with ` | ` between, or one word for both.
pub fn both(text: &str) -> Text {
    let mut halves = text.splitn(2, " | ").map(str::trim);
    let zh = halves.next().unwrap_or("");
    let en = halves.next().filter(|en| !en.is_empty()).unwrap_or(zh);
    Text::new(if zh.is_empty() { en } else { zh }, en)
}
