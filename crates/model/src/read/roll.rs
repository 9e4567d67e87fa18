//! Next year's draft of a pack: months and dates moved on by a year, old figures cut, tasks emptied, and a list of
//! everything a person has to look at.
//!
//! The text is edited where the values stand: comments, order and layout stay as their author left them.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::bundle::own;
use super::read_toml;
use super::source::Source;
use crate::diagnostic::Diagnostic;
use crate::text::Text;
use crate::time::{Date, Month};

/// The draft, and what in it needs a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rolled {
    /// The draft; what a pack needs from beside it has to be brought in anew.
    pub text: String,
    /// Line in the draft, and what to do there.
    pub remarks: Vec<(usize, Text)>,
}

/// Rolls a pack on to a year.
///
/// # Errors
/// What is wrong with the file as TOML.
pub fn roll(text: &str, year: i32) -> Result<Rolled, Vec<Diagnostic>> {
    let text = own(text);
    let source = Source::new(text);
    let Some(root) = read_toml(&source, text) else { return Err(source.into_found()) };
    let header = root.get("pack").map(Spanned::get_ref);
    let from = header.and_then(|pack| pack.get("year")?.get_ref().as_integer()?.as_str().parse::<i32>().ok());
    let history =
        header.and_then(|pack| pack.get("history_months")?.get_ref().as_integer()?.as_str().parse::<i32>().ok());
    let mut roll = Roll {
        text,
        by: from.map_or(0, |from| year - from),
        begins: year - history.unwrap_or(24) / 12,
        publish: "monthly".to_owned(),
        edits: Vec::new(),
    };
    if let Some(defaults) = root.get("defaults").map(Spanned::get_ref) {
        let of_variables = published(defaults.get("variable").map(Spanned::get_ref));
        roll.publish = of_variables.or(published(Some(defaults))).unwrap_or(roll.publish);
        let first = defaults.get("series").and_then(|series| series.get_ref().get("first"));
        first.into_iter().for_each(|first| roll.date(first));
    }
    if let Some(pack) = header.and_then(DeValue::as_table) {
        roll.header(pack, year);
    }
    for (section, value) in &root {
        roll.section(section.get_ref(), value);
    }
    Ok(roll.apply())
}

struct Roll<'t> {
    text: &'t str,
    /// Years to move on.
    by: i32,
    /// The first year of the draft's history.
    begins: i32,
    /// How often figures are published where an item does not say.
    publish: String,
    /// Bytes of the text, what to put there if anything, and what to tell.
    edits: Vec<(Range<usize>, Option<String>, Option<Text>)>,
}

impl Roll<'_> {
    fn edit(&mut self, span: Range<usize>, put: impl Into<String>) {
        self.edits.push((span, Some(put.into()), None));
    }

    fn tell(&mut self, at: usize, zh: &str, en: &str) {
        self.edits.push((at..at, None, Some(Text::new(zh, en))));
    }

    fn header(&mut self, pack: &DeTable<'_>, year: i32) {
        for (key, value) in pack {
            let span = value.span();
            match key.get_ref().as_ref() {
                "year" => self.edit(span, year.to_string()),
                "revision" => self.edit(span, "1"),
                "days_off" | "days_on" => {
                    self.tell(span.start, "填新一年的放假和调休安排", "enter the days off and on of the new year");
                    self.edit(span, "[]");
                }
                "as_of" => {
                    self.tell(span.start, "改成新的截至日", "set the new date of what is known");
                    self.date(value);
                }
                "name" | "note" => self.tell(span.start, "名称和说明里的年份", "the year in name and note"),
                _ => {}
            }
        }
    }

    /// A list of items, by id or as an array; or a chapter, which holds such lists.
    fn section(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        let items: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Table(table) => table.iter().map(|(_, item)| item).collect(),
            DeValue::Array(list) => list.iter().collect(),
            _ => return,
        };
        for item in items {
            let Some(table) = item.get_ref().as_table() else { continue };
            match name {
                "chapter" => {
                    let publish = published(Some(item.get_ref())).unwrap_or_else(|| self.publish.clone());
                    let outside = std::mem::replace(&mut self.publish, publish);
                    table.iter().for_each(|(section, value)| self.section(section.get_ref(), value));
                    self.publish = outside;
                }
                "pack" | "units" | "template" | "sheet" | "defaults" | "accounting" => {}
                _ => self.item(name, table),
            }
        }
    }

    fn item(&mut self, kind: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let at = value.span().start;
            match (kind, key.get_ref().as_ref()) {
                ("target", "half" | "year" | "by_month" | "next_year" | "deadline" | "person") => {
                    self.emptied(key, value)
                }
                ("lever", "opens" | "closes") | ("event", "first" | "last") => {
                    self.tell(at, "日期已顺延一年，请核对", "moved on by a year: check it");
                    self.date(value);
                }
                ("lever", "baseline" | "range") => {
                    self.tell(at, "新一年的现有安排和上下限", "what is arranged and possible in the new year");
                }
                ("assumption", "mid" | "range") => {
                    self.tell(at, "新一年的假设和理由", "the range and its reason for the new year")
                }
                ("series", "values" | "rows") => {
                    self.tell(
                        at,
                        "换成新一年的数（如可比基数）",
                        "replace by figures of the new year, such as comparable bases",
                    );
                }
                ("series", "first") => self.date(value),
                ("variable", "known") => {
                    self.tell(at, "补上此后公布的数", "add what was published since");
                    let publish = table.get("publish").and_then(|publish| said(publish.get_ref()));
                    let publish = publish.unwrap_or_else(|| self.publish.clone());
                    self.cut(value, &publish);
                }
                ("variable", "formula" | "formulas") | ("table", "grid" | "row") => self.months(value),
                ("table", "columns") => self.columns(value),
                _ => {}
            }
        }
    }

    /// A column can say until when its cells can be decided.
    fn columns(&mut self, value: &Spanned<DeValue<'_>>) {
        let listed = match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            DeValue::Table(by_id) => by_id.values().collect::<Vec<_>>(),
            _ => return,
        };
        for column in listed {
            let adjustable = column.get_ref().get("adjustable");
            if let Some(closes) = adjustable.and_then(|adjustable| adjustable.get_ref().get("closes")) {
                self.tell(closes.span().start, "日期已顺延一年，请核对", "moved on by a year: check it");
                self.date(closes);
            }
        }
    }

    /// Takes a field out, and says what has to come in its place.
    fn emptied(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let old = self.text.get(value.span()).unwrap_or_default().to_owned();
        let name = key.get_ref();
        self.tell(
            key.span().start,
            &format!("新一年的 {name}（上年 {old}）"),
            &format!("the new {name} (last year {old})"),
        );
        let mut span = key.span().start..value.span().end;
        // In a table on lines the comma goes along; in a block the line stays empty.
        let after = self.text.get(span.end..).unwrap_or_default();
        if let Some(rest) = after.trim_start().strip_prefix(',') {
            span.end = self.text.len() - rest.trim_start_matches(' ').len();
        }
        self.edit(span, "");
    }

    /// Takes out the figures of whole years before the history.
    fn cut(&mut self, known: &Spanned<DeValue<'_>>, publish: &str) {
        let Some(known) = known.get_ref().as_table() else { return };
        let Some(first) = known.get("first") else { return };
        let Some(begin) = first.get_ref().as_str().and_then(|text| text.parse::<Month>().ok()) else { return };
        let years = usize::try_from(self.begins - begin.year).unwrap_or(0);
        let count = years
            * match publish {
                "quarterly" => 4,
                "monthly_jan_feb" => 11,
                "yearly" => 1,
                _ => 12,
            };
        let mut lists = Vec::new();
        match (known.get("values").map(Spanned::get_ref), known.get("rows").map(Spanned::get_ref)) {
            (Some(DeValue::Array(values)), _) => lists.push(values),
            (_, Some(DeValue::Table(rows))) => {
                lists.extend(rows.iter().filter_map(|(_, row)| row.get_ref().as_array()));
            }
            _ => {}
        }
        // A list that would end up empty is for a person to look at, as is one begun within a year.
        if count == 0 || begin.month != 1 || lists.is_empty() || lists.iter().any(|list| list.len() <= count) {
            return;
        }
        self.edit(first.span(), format!("\"{}\"", Month { year: self.begins, month: 1 }));
        for list in lists {
            if let (Some(old), Some(kept)) = (list.first(), list.get(count)) {
                self.edit(old.span().start..kept.span().start, "");
            }
        }
    }

    /// Months in formulas and cells: moved on, and told.
    fn months(&mut self, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => table.iter().for_each(|(_, value)| self.months(value)),
            DeValue::Array(list) => list.iter().for_each(|value| self.months(value)),
            DeValue::String(text) => {
                if text.parse::<Month>().is_ok() {
                    self.tell(value.span().start, "月份没有改动，请核对", "a month, left as it is: check it");
                    return;
                }
                let raw = self.text.get(value.span()).unwrap_or_default();
                for (at, _) in raw.match_indices('@') {
                    let span = value.span().start + at + 1..value.span().start + at + 8;
                    if let Some(month) = self.text.get(span.clone()).and_then(|text| text.parse::<Month>().ok()) {
                        self.tell(span.start, "公式里的月份已顺延一年", "a month in a formula, moved on by a year");
                        self.edit(span, Month { year: month.year + self.by, ..month }.to_string());
                    }
                }
            }
            _ => {}
        }
    }

    /// A month or a date, moved on.
    fn date(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(text) = value.get_ref().as_str() else { return };
        let moved = |month: Month| Month { year: month.year + self.by, ..month };
        let new = match (text.parse::<Month>(), text.parse::<Date>()) {
            (Ok(month), _) => moved(month).to_string(),
            // 29 February of a year without one.
            (_, Ok(date)) => Date { month: moved(date.month), day: date.day.min(moved(date.month).days()) }.to_string(),
            _ => return,
        };
        self.edit(value.span(), format!("\"{new}\""));
    }

    fn apply(mut self) -> Rolled {
        self.edits.sort_by_key(|(span, put, _)| (span.start, put.is_some()));
        let (mut text, mut remarks, mut at) = (String::new(), Vec::new(), 0);
        let mut line = 1;
        for (span, put, told) in self.edits {
            let between = self.text.get(at..span.start).unwrap_or_default();
            line += between.matches('\n').count();
            text += between;
            at = at.max(span.start);
            remarks.extend(told.map(|told| (line, told)));
            if let Some(put) = put {
                text += &put;
                at = span.end;
            }
        }
        text += self.text.get(at..).unwrap_or_default();
        Rolled { text, remarks }
    }
}

/// How often a chapter or the defaults say that figures are published.
fn published(table: Option<&DeValue<'_>>) -> Option<String> {
    said(table?.get("publish")?.get_ref())
}

fn said(publish: &DeValue<'_>) -> Option<String> {
    let word = publish.get("frequency").map_or(publish, Spanned::get_ref).as_str()?;
    word.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_before_the_history_are_cut() {
        let pack = |first: &str, values: &str, publish: &str, year: i32| {
            format!(
                "[pack]\nyear = {year}\nhistory_months = 12\n[defaults]\npublish = \"{publish} 18\"\n\
                 [variable]\na = {{ known = {{ first = \"{first}\", values = [{values}] }} }}\n"
            )
        };
        let twelve = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12";
        for (first, values, publish, new_first, left) in [
            ("2025-01", "1, 2, 3, 4, 5", "quarterly", "2026-01", "5"),
            ("2025-01", twelve, "monthly_jan_feb", "2026-01", "12"),
            // Nothing would be left.
            ("2025-01", twelve, "monthly", "2025-01", twelve),
            ("2026-01", "1, 2", "monthly", "2026-01", "1, 2"),
        ] {
            let rolled = roll(&pack(first, values, publish, 2026), 2027).unwrap();
            assert_eq!(rolled.text, pack(new_first, left, publish, 2027));
        }
    }

    #[test]
    fn a_pack_is_moved_on_and_what_needs_a_person_is_told() {
        let old = "# Kept.\n[pack]\nyear = 2026\nrevision = 3\nas_of = \"2026-04-28\"\ndays_off = [\"2026-01-01\"]\n\
                   [[chapter]]\n[chapter.lever]\na = { closes = \"2026-05\", range = [0, 1, 2] } # why\n\
                   [chapter.variable]\nb = { formula = 'a * step(@2026-06)' }\n\
                   [chapter.target]\nb = { kind = \"amount\", half = 3, year = 7, line = \"linear\" }\n";
        let rolled = roll(old, 2027).unwrap();
        let new = "# Kept.\n[pack]\nyear = 2027\nrevision = 1\nas_of = \"2027-04-28\"\ndays_off = []\n\
                   [[chapter]]\n[chapter.lever]\na = { closes = \"2027-05\", range = [0, 1, 2] } # why\n\
                   [chapter.variable]\nb = { formula = 'a * step(@2027-06)' }\n\
                   [chapter.target]\nb = { kind = \"amount\", line = \"linear\" }\n";
        assert_eq!(rolled.text, new);
        let told: Vec<(usize, &str)> = rolled.remarks.iter().map(|(line, text)| (*line, text.en.as_str())).collect();
        assert_eq!(
            told,
            [
                (5, "set the new date of what is known"),
                (6, "enter the days off and on of the new year"),
                (9, "moved on by a year: check it"),
                (9, "what is arranged and possible in the new year"),
                (11, "a month in a formula, moved on by a year"),
                (13, "the new half (last year 3)"),
                (13, "the new year (last year 7)"),
            ]
        );
    }
}
