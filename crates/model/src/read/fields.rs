//! Reading the fields of one item, collecting what is wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place, Problem, Severity};
use crate::formula::names::nearest;
use crate::number::to_f64;
use crate::text::Text;
use crate::time::{Date, Month};

/// Longest text of a pack, in bytes.
pub const LONGEST_TEXT: usize = 8_000;

/// A pack file being read.
pub struct Source<'a> {
    text: &'a str,
    lines: Vec<usize>,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Source<'a> {
    /// Starts reading a text.
    pub fn new(text: &'a str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines, found: RefCell::new(Vec::new()) }
    }

    /// The place of a byte.
    pub fn place(&self, at: usize, item: &str) -> Place {
        let line = self.lines.partition_point(|&start| start <= at).max(1);
        let start = self.lines[line - 1];
        let column = self.text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        Place { line, column, item: item.to_owned() }
    }

    /// Adds a finding.
    pub fn report(&self, severity: Severity, at: usize, item: &str, problem: Problem) {
        self.found.borrow_mut().push(Diagnostic { severity, place: self.place(at, item), problem });
    }

    /// Adds an error.
    pub fn error(&self, at: usize, item: &str, problem: Problem) {
        self.report(Severity::Error, at, item, problem);
    }

    /// Everything found, in the order of the file.
    pub fn into_found(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        found.sort_by(|a, b| a.place.cmp(&b.place));
        found
    }

    /// The first byte inside a string's quotes, given the bytes of the whole.
    pub fn inside(&self, span: std::ops::Range<usize>) -> usize {
        let raw = self.text.get(span.clone()).unwrap_or_default();
        let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let rest = raw.get(quotes..).unwrap_or_default();
        // A line break just after triple quotes does not belong to the string.
        let skipped = if quotes == 1 {
            0
        } else if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
        span.start + quotes + skipped
    }
}

/// A string of the file and where its text begins.
#[derive(Clone, Debug)]
pub struct Located {
    /// The string.
    pub text: String,
    /// Byte of the file.
    pub at: usize,
}

/// The fields of one item.
pub struct Fields<'a> {
    /// The file.
    pub source: &'a Source<'a>,
    /// The item in words, as in `lever early_rice`.
    pub item: String,
    /// Its first byte.
    pub at: usize,
    table: &'a DeTable<'a>,
    known: RefCell<Vec<&'a str>>,
}

impl<'a> Fields<'a> {
    /// The fields of a table.
    pub fn new(source: &'a Source<'a>, item: String, at: usize, table: &'a DeTable<'a>) -> Self {
        Self { source, item, at, table, known: RefCell::new(Vec::new()) }
    }

    /// The fields of a value that must be a table.
    pub fn of(source: &'a Source<'a>, item: String, value: &'a Spanned<DeValue<'a>>) -> Option<Self> {
        match value.get_ref().as_table() {
            Some(table) => Some(Self::new(source, item, value.span().start, table)),
            None => {
                let found = value.get_ref().type_str();
                let problem = Problem::WrongType { field: item.clone(), expected: "a table", found };
                source.error(value.span().start, &item, problem);
                None
            }
        }
    }

    /// Adds an error at a byte.
    pub fn error(&self, at: usize, problem: Problem) {
        self.source.error(at, &self.item, problem);
    }

    /// A field's value, if it is there.
    pub fn get(&self, name: &'a str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().push(name);
        self.table.get(name)
    }

    /// Where a field stands, or the item when it is missing.
    pub fn at_of(&self, name: &str) -> usize {
        self.table.get(name).map_or(self.at, |value| value.span().start)
    }

    /// Whether a field is there.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// All fields, whatever their names: the item has no others.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, usize, &'a Spanned<DeValue<'a>>)> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span().start, value))
    }

    /// Reports fields that were never asked for.
    pub fn finish(&self) {
        let known = self.known.borrow();
        for (name, at, _) in self.entries() {
            if !known.contains(&name) {
                let nearest = nearest(name, known.iter().copied());
                self.error(at, Problem::UnknownField { found: name.to_owned(), nearest });
            }
        }
    }

    fn wrong_type(&self, name: &str, expected: &'static str, value: &Spanned<DeValue<'_>>) {
        let found = value.get_ref().type_str();
        self.error(value.span().start, Problem::WrongType { field: name.to_owned(), expected, found });
    }

    /// Reports a field that must be there and is not.
    pub fn missing(&self, name: &'static str) {
        self.error(self.at, Problem::MissingField(name));
    }

    fn required<T>(&self, name: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.has(name) {
            self.missing(name);
        }
        value
    }

    /// A string, if it is there.
    pub fn string(&self, name: &'static str) -> Option<Located> {
        let value = self.get(name)?;
        self.string_value(name, value)
    }

    /// A value that must be a string.
    pub fn string_value(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Located> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(name, "a string", value);
            return None;
        };
        if text.len() > LONGEST_TEXT {
            self.error(value.span().start, Problem::TextTooLong { limit: LONGEST_TEXT });
            return None;
        }
        Some(Located { text: text.to_owned(), at: self.source.inside(value.span()) })
    }

    /// A string that must be there.
    pub fn required_string(&self, name: &'static str) -> Located {
        let found = self.string(name);
        self.required(name, found).unwrap_or_else(|| Located { text: String::new(), at: self.at })
    }

    /// A text in both languages, if it is there.
    pub fn text(&self, name: &'static str) -> Option<Text> {
        let value = self.get(name)?;
        let fields = Fields::of(self.source, format!("{}, {name}", self.item), value)?;
        let text = Text { zh: fields.required_string("zh").text, en: fields.required_string("en").text };
        fields.finish();
        Some(text)
    }

    /// A text that must be there.
    pub fn required_text(&self, name: &'static str) -> Text {
        let found = self.text(name);
        self.required(name, found).unwrap_or_default()
    }

    /// The item's id.
    pub fn id(&self) -> String {
        let id = self.required_string("id");
        let first = id.text.chars().next();
        let sound = first.is_some_and(|first| first.is_alphabetic() || first == '_')
            && id.text.chars().all(|c| c.is_alphanumeric() || c == '_')
            && id.text.len() <= 80;
        if !sound && first.is_some() {
            self.error(id.at, Problem::BadId(id.text.clone()));
        }
        id.text
    }

    /// A decimal, if it is there.
    pub fn decimal(&self, name: &'static str) -> Option<Decimal> {
        let value = self.get(name)?;
        self.decimal_value(name, value)
    }

    /// A value that must be a decimal.
    pub fn decimal_value(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Decimal> {
        let digits = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => {
                self.wrong_type(name, "a number", value);
                return None;
            }
        };
        let digits = digits.replace('_', "");
        let plain = digits.trim_start_matches('+');
        let decimal = plain.parse().or_else(|_| Decimal::from_scientific(plain));
        match decimal {
            Ok(decimal) => Some(decimal),
            Err(_) => {
                self.error(value.span().start, Problem::NotANumber(digits));
                None
            }
        }
    }

    /// A decimal that must be there.
    pub fn required_decimal(&self, name: &'static str) -> Decimal {
        let found = self.decimal(name);
        self.required(name, found).unwrap_or_default()
    }

    /// A number to compute with, if it is there.
    pub fn number(&self, name: &'static str) -> Option<f64> {
        self.decimal(name).map(to_f64)
    }

    /// A list of numbers, if it is there.
    pub fn numbers(&self, name: &'static str) -> Option<Vec<f64>> {
        let value = self.get(name)?;
        self.numbers_value(name, value)
    }

    /// A value that must be a list of numbers.
    pub fn numbers_value(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Vec<f64>> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(name, "a list", value);
            return None;
        };
        Some(list.iter().filter_map(|value| self.decimal_value(name, value)).map(to_f64).collect())
    }

    /// A whole number from 0 to `most`, or the default.
    pub fn whole(&self, name: &'static str, default: u32, most: u32) -> u32 {
        let Some(value) = self.get(name) else { return default };
        let number = match value.get_ref() {
            DeValue::Integer(integer) => integer.as_str().replace('_', "").parse().ok(),
            _ => {
                self.wrong_type(name, "a whole number", value);
                return default;
            }
        };
        match number {
            Some(number) if number <= most => number,
            _ => {
                let (low, high) = ("0".to_owned(), most.to_string());
                let value_text = value.get_ref().as_integer().map_or("", |integer| integer.as_str()).to_owned();
                self.error(value.span().start, Problem::OutsideRange { value: value_text, low, high });
                default
            }
        }
    }

    /// True or false, or the default.
    pub fn flag(&self, name: &'static str, default: bool) -> bool {
        let Some(value) = self.get(name) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(name, "true or false", value);
            default
        })
    }

    /// One of some words, if it is there.
    pub fn choice<T: Copy>(&self, name: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let found = self.string(name)?;
        let chosen = choices.iter().find(|(word, _)| *word == found.text).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let allowed = choices.iter().map(|(word, _)| *word).collect();
            self.error(found.at, Problem::NotOneOf { found: found.text, allowed });
        }
        chosen
    }

    /// One of some words; the first where it is missing or wrong, both reported.
    pub fn required_choice<T: Copy>(&self, name: &'static str, choices: &[(&'static str, T)]) -> T {
        let found = self.choice(name, choices);
        self.required(name, found).unwrap_or(choices[0].1)
    }

    /// A month, if it is there.
    pub fn month(&self, name: &'static str) -> Option<Month> {
        let found = self.string(name)?;
        match found.text.parse() {
            Ok(month) => Some(month),
            Err(_) => {
                self.error(found.at, Problem::NotADate(found.text));
                None
            }
        }
    }

    /// A date that must be there.
    pub fn required_date(&self, name: &'static str) -> Date {
        let found = self.required_string(name);
        found.text.parse().unwrap_or_else(|_| {
            if !found.text.is_empty() {
                self.error(found.at, Problem::NotADate(found.text.clone()));
            }
            Date { month: Month { year: 2000, month: 1 }, day: 1 }
        })
    }

    /// The number of something named in a field; 0 where it is not found, which is reported.
    pub fn reference(&self, name: &'static str, what: &'static str, ids: &BTreeMap<String, usize>) -> usize {
        let found = self.reference_if(name, what, ids);
        self.required(name, found).unwrap_or(0)
    }

    /// The number of something named in a field, if the field is there.
    pub fn reference_if(&self, name: &'static str, what: &'static str, ids: &BTreeMap<String, usize>) -> Option<usize> {
        let found = self.string(name)?;
        let number = ids.get(&found.text).copied();
        if number.is_none() {
            let nearest = nearest(&found.text, ids.keys().map(String::as_str));
            self.error(found.at, Problem::Unknown { what, found: found.text, nearest });
        }
        number
    }

    /// A list of strings; empty when the field is missing.
    pub fn strings(&self, name: &'static str) -> Vec<String> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(name, "a list", value);
            return Vec::new();
        };
        list.iter().filter_map(|value| self.string_value(name, value)).map(|found| found.text).collect()
    }

    /// The tables of a list of tables; none when the field is missing.
    pub fn tables(&self, name: &'static str, most: usize) -> Vec<&'a Spanned<DeValue<'a>>> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(name, "a list", value);
            return Vec::new();
        };
        if list.len() > most {
            self.error(value.span().start, Problem::TooMany { what: name, found: list.len(), limit: most });
        }
        list.iter().take(most).collect()
    }
}
