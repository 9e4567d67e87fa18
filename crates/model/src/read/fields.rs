//! Reading the fields of one item, collecting what is wrong.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::source::{Located, Source};
use crate::diagnostic::{IdForm, Problem};
use crate::formula::names::nearest;
use crate::number::to_f64;
use crate::text::Text;
use crate::time::{Date, Month};

/// Longest text of a pack, in bytes.
pub const LONGEST_TEXT: usize = 20_000;

/// Longest id, in bytes.
pub const LONGEST_ID: usize = 80;

/// Numbers of a pack lie between minus this and this: what is computed from them stays within a decimal.
pub const LARGEST_NUMBER: &str = "1000000000000000";

/// The fields of one item.
pub struct Fields<'a> {
    /// The file.
    pub source: &'a Source<'a>,
    /// The item in words, as in `lever early_rice`.
    pub item: String,
    /// Its first byte.
    pub at: usize,
    table: &'a DeTable<'a>,
    known: RefCell<BTreeSet<&'a str>>,
    sound: Cell<bool>,
}

impl<'a> Fields<'a> {
    /// The fields of a table.
    pub fn new(source: &'a Source<'a>, item: String, at: usize, table: &'a DeTable<'a>) -> Self {
        Self { source, item, at, table, known: RefCell::new(BTreeSet::new()), sound: Cell::new(true) }
    }

    /// The fields of a value that must be a table.
    pub fn of(source: &'a Source<'a>, item: String, value: &'a Spanned<DeValue<'a>>) -> Option<Self> {
        match value.get_ref().as_table() {
            Some(table) => Some(Self::new(source, item, value.span().start, table)),
            None => {
                let found = value.get_ref().type_str();
                let problem = Problem::WrongType { field: item.clone(), expected: "a table", found };
                source.report(value.span().start, &item, problem);
                None
            }
        }
    }

    /// Adds a finding at a byte.
    pub fn report(&self, at: usize, problem: Problem) {
        self.sound.set(false);
        self.source.report(at, &self.item, problem);
    }

    /// Whether nothing was found so far: what was read means what the file says.
    pub fn is_sound(&self) -> bool {
        self.sound.get()
    }

    /// A field's value, if it is there.
    pub fn get(&self, name: &'a str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().insert(name);
        self.table.get(name)
    }

    /// A field's value, without counting it as known.
    pub fn peek(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(name)
    }

    /// A field whose name comes from elsewhere in the file, if it is there: its own name and value.
    pub fn named(&self, name: &str) -> Option<(&'a str, &'a Spanned<DeValue<'a>>)> {
        let (key, value) = self.table.get_key_value(name)?;
        let key = key.get_ref().as_ref();
        self.known.borrow_mut().insert(key);
        Some((key, value))
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
        for (name, at, _) in self.entries().filter(|(name, ..)| !known.contains(name)) {
            if self.source.is_full() {
                return;
            }
            let nearest = nearest(name, known.iter().copied());
            let known = known.iter().map(|&field| field.to_owned()).collect();
            self.report(at, Problem::UnknownField { found: name.to_owned(), nearest, known });
        }
    }

    fn wrong_type(&self, name: &str, expected: &'static str, value: &Spanned<DeValue<'_>>) {
        let found = value.get_ref().type_str();
        self.report(value.span().start, Problem::WrongType { field: name.to_owned(), expected, found });
    }

    /// Reports a field that must be there and is not.
    pub fn missing(&self, name: &'static str) {
        self.report(self.at, Problem::MissingField(name));
    }

    pub(super) fn required<T>(&self, name: &'static str, value: Option<T>) -> Option<T> {
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
            self.report(value.span().start, Problem::TextTooLong { limit: LONGEST_TEXT });
            return None;
        }
        Some(self.source.located(text, value.span()))
    }

    /// A string that must be there.
    pub fn required_string(&self, name: &'static str) -> Located {
        let found = self.string(name);
        self.required(name, found).unwrap_or_else(|| Located {
            text: String::new(),
            at: self.at,
            span: self.at..self.at,
        })
    }

    /// A text in both languages, if it is there: `"早稻 | Early rice"`, one word for both, or a table of the two.
    pub fn text(&self, name: &'static str) -> Option<Text> {
        let value = self.get(name)?;
        if value.get_ref().is_str() {
            let text = self.string_value(name, value)?.text;
            let (zh, en) = text.split_once(" | ").unwrap_or((&text, &text));
            return Some(Text::new(zh.trim(), en.trim()));
        }
        if !value.get_ref().is_table() {
            self.wrong_type(name, "a text in both languages", value);
            return None;
        }
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

    /// The item's id, which formulas can name.
    pub fn id(&self) -> String {
        let starts = |first: char| first.is_alphabetic() || first == '_';
        self.id_of(IdForm::Name, starts, |c| c.is_alphanumeric() || c == '_')
    }

    /// The item's id, which formulas never name.
    pub fn plain_id(&self) -> String {
        let sound = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        self.id_of(IdForm::Plain, sound, sound)
    }

    fn id_of(&self, form: IdForm, starts: impl Fn(char) -> bool, goes_on: impl Fn(char) -> bool) -> String {
        let id = self.required_string("id");
        let sound = id.text.starts_with(starts) && id.text.chars().all(goes_on) && id.text.len() <= LONGEST_ID;
        if !sound && self.has("id") && !id.span.is_empty() {
            self.report(id.at, Problem::BadId { found: id.text.clone(), form });
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
            DeValue::Integer(integer) => {
                self.report(value.span().start, Problem::NotANumber(integer.to_string()));
                return None;
            }
            DeValue::Float(float) => float.as_str(),
            _ => {
                self.wrong_type(name, "a number", value);
                return None;
            }
        };
        let digits = digits.replace('_', "");
        let plain = digits.trim_start_matches('+');
        let decimal = plain.parse::<Decimal>().or_else(|_| Decimal::from_scientific(plain));
        match decimal {
            Ok(decimal) if LARGEST_NUMBER.parse().is_ok_and(|largest: Decimal| decimal.abs() <= largest) => {
                Some(decimal)
            }
            Ok(_) => {
                self.report(value.span().start, Problem::NumberTooLarge { limit: LARGEST_NUMBER });
                None
            }
            Err(_) => {
                self.report(value.span().start, Problem::NotANumber(digits));
                None
            }
        }
    }

    /// Three decimals, `[low, mid, high]`, if they are there.
    pub fn range(&self, name: &'static str) -> Option<[Decimal; 3]> {
        let value = self.get(name)?;
        let numbers = value
            .get_ref()
            .as_array()
            .map(|list| -> Vec<Decimal> { list.iter().filter_map(|value| self.decimal_value(name, value)).collect() });
        let three = numbers.and_then(|numbers| numbers.try_into().ok());
        if three.is_none() && self.is_sound() {
            self.report(value.span().start, Problem::BadRange);
        }
        three
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

    /// A list of numbers that must be there.
    pub fn required_numbers(&self, name: &'static str) -> Vec<f64> {
        let found = self.numbers(name);
        self.required(name, found).unwrap_or_default()
    }

    /// A value that must be a list of figures: numbers, or `"-"` where none was published, which becomes not-a-number.
    pub fn figures_value(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Vec<f64>> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(name, "a list", value);
            return None;
        };
        let figure = |value: &Spanned<DeValue<'_>>| match value.get_ref().as_str() {
            Some("-" | "—") => Some(f64::NAN),
            _ => self.decimal_value(name, value).map(to_f64),
        };
        Some(list.iter().filter_map(figure).collect())
    }

    /// A value that must be a list of numbers.
    pub fn numbers_value(&self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<Vec<f64>> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(name, "a list", value);
            return None;
        };
        Some(list.iter().filter_map(|value| self.decimal_value(name, value)).map(to_f64).collect())
    }

    /// A whole number within a range, or the default.
    pub fn whole(&self, name: &'static str, default: u32, range: std::ops::RangeInclusive<u32>) -> u32 {
        let Some(value) = self.get(name) else { return default };
        let Some(digits) = value.get_ref().as_integer().filter(|integer| integer.radix() == 10) else {
            self.wrong_type(name, "a whole number", value);
            return default;
        };
        let digits = digits.as_str().replace('_', "");
        match digits.parse() {
            Ok(number) if range.contains(&number) => number,
            _ => {
                let (low, high) = (range.start().to_string(), range.end().to_string());
                self.report(value.span().start, Problem::OutsideRange { value: digits, low, high });
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
            self.report(found.at, Problem::NotOneOf { found: found.text, allowed });
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
                self.report(found.at, Problem::NotADate(found.text));
                None
            }
        }
    }

    /// A date that must be there.
    pub fn required_date(&self, name: &'static str) -> Date {
        let found = self.required_string(name);
        found.text.parse().unwrap_or_else(|_| {
            // Where there is no string, that was reported.
            if !found.span.is_empty() {
                self.report(found.at, Problem::NotADate(found.text.clone()));
            }
            Date { month: Month { year: 2000, month: 1 }, day: 1 }
        })
    }

    /// A date, if it is there.
    pub fn date(&self, name: &'static str) -> Option<Date> {
        self.get(name)?;
        Some(self.required_date(name))
    }

    /// A list of dates; empty when the field is missing.
    pub fn dates(&self, name: &'static str) -> Vec<Date> {
        let date = |text: String| {
            let date = text.parse().ok();
            if date.is_none() {
                self.report(self.at_of(name), Problem::NotADate(text));
            }
            date
        };
        self.strings(name).into_iter().filter_map(date).collect()
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
            self.report(found.at, Problem::Unknown { what, found: found.text, nearest });
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
            self.report(value.span().start, Problem::TooMany { what: name, found: list.len(), limit: most });
        }
        list.iter().take(most).collect()
    }
}
