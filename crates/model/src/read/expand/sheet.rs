//! Figures that stand in a sheet: a line a month, a column an indicator, as a spreadsheet saves it.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::diagnostic::Problem;
use crate::formula::names::nearest;
use crate::pack::Frequency;
use crate::read::series::FREQUENCIES;
use crate::read::source::Source;
use crate::time::Month;

/// A sheet: its headings and lines, each cell with its first byte.
pub(super) struct Sheet<'t> {
    headings: Vec<(usize, &'t str)>,
    lines: Vec<Vec<(usize, &'t str)>>,
}

/// The sheets under `[sheet]`, by file name.
pub(super) fn take<'t>(source: &Source<'t>, root: &mut DeTable<'t>) -> BTreeMap<String, Sheet<'t>> {
    let mut sheets = BTreeMap::new();
    let Some(section) = root.remove("sheet") else { return sheets };
    let at = section.span().start;
    let DeValue::Table(section) = section.into_inner() else {
        let problem = Problem::WrongType { field: "sheet".to_owned(), expected: "a table", found: "a value" };
        source.report(at, "sheet", problem);
        return sheets;
    };
    for (name, value) in section {
        // What `guoban pack` brings in has a heading of its own.
        let value = match value.get_ref() {
            DeValue::Table(fields) => fields.get("text").cloned().unwrap_or(value),
            _ => value,
        };
        let span = value.span();
        let raw = source.raw(span.clone());
        // Between other quotes, bytes of the text are not bytes of the file.
        match raw.strip_prefix("'''").and_then(|raw| raw.strip_suffix("'''")) {
            Some(text) => drop(sheets.insert(name.into_inner().into_owned(), read(text, span.start + 3))),
            None => source.report(span.start, &format!("sheet {}", name.get_ref()), Problem::SheetQuotes),
        }
    }
    sheets
}

fn read(text: &str, at: usize) -> Sheet<'_> {
    let delimiter = if text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.contains('\t')) {
        '\t'
    } else {
        ','
    };
    let mut lines = Vec::new();
    let mut start = at;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            lines.push(cells(line.trim_end_matches(['\r', '\n']), start, delimiter));
        }
        start += line.len();
    }
    let headings = if lines.is_empty() { Vec::new() } else { lines.remove(0) };
    Sheet { headings, lines }
}

/// The cells of a line; a delimiter between double quotes does not part them.
fn cells(line: &str, start: usize, delimiter: char) -> Vec<(usize, &str)> {
    let mut cells = Vec::new();
    let (mut from, mut quoted) = (0, false);
    let mut add = |range: Range<usize>| {
        let cell = line.get(range.clone()).unwrap_or_default();
        let trimmed = cell.trim();
        let before = cell.len() - cell.trim_start().len();
        let inner = trimmed.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
        cells.push((start + range.start + before + usize::from(inner.is_some()), inner.unwrap_or(trimmed)));
    };
    for (at, character) in line.char_indices() {
        if character == '"' {
            quoted = !quoted;
        } else if character == delimiter && !quoted {
            add(from..at);
            from = at + 1;
        }
    }
    add(from..line.len());
    cells
}

/// Turns `file` and `column` of a series, or of a variable's `known`, into `first` and `values`.
pub(super) fn expand<'t>(
    source: &Source<'t>,
    sheets: &BTreeMap<String, Sheet<'t>>,
    table: &mut DeTable<'t>,
    kind: &str,
) {
    let id = table.get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("?");
    let item = format!("{kind} {id}");
    if kind == "series" {
        if table.contains_key("file") {
            let word = table.get("frequency").and_then(|word| word.get_ref().as_str()).unwrap_or("monthly").to_owned();
            fill(source, sheets, table, &item, frequency(&word));
        }
        return;
    }
    let publish = table.get("publish").map(Spanned::get_ref);
    let word = match publish {
        Some(DeValue::String(text)) => text.split_whitespace().next(),
        Some(DeValue::Table(table)) => table.get("frequency").and_then(|word| word.get_ref().as_str()),
        _ => None,
    };
    let frequency = frequency(word.unwrap_or("monthly"));
    if let Some(known) = table.get_mut("known")
        && let DeValue::Table(known) = known.get_mut()
        && known.contains_key("file")
    {
        fill(source, sheets, known, &format!("{item}, known"), frequency);
    }
}

fn frequency(word: &str) -> Frequency {
    FREQUENCIES.iter().find(|(name, _)| *name == word).map_or(Frequency::Monthly, |(_, frequency)| *frequency)
}

fn fill<'t>(
    source: &Source<'t>,
    sheets: &BTreeMap<String, Sheet<'t>>,
    fields: &mut DeTable<'t>,
    item: &str,
    frequency: Frequency,
) {
    let Some(file) = fields.get("file") else { return };
    let span = file.span();
    let Some(name) = file.get_ref().as_str() else {
        let found = file.get_ref().type_str();
        source.report(span.start, item, Problem::WrongType { field: "file".to_owned(), expected: "a string", found });
        return;
    };
    let Some(sheet) = sheets.get(name) else {
        source.report(span.start, item, Problem::NotInFile { file: name.to_owned() });
        return;
    };
    let Some(column) = fields.get("column") else {
        source.report(span.start, item, Problem::MissingField("column"));
        return;
    };
    let wanted = column.get_ref().as_str().unwrap_or_default();
    let Some(number) = sheet.headings.iter().position(|(_, heading)| *heading == wanted) else {
        let nearest = nearest(wanted, sheet.headings.iter().map(|(_, heading)| *heading));
        let problem = Problem::Unknown { what: "column", found: wanted.to_owned(), nearest };
        source.report(column.span().start, item, problem);
        return;
    };
    let Some((first, values)) = figures(source, sheet, number, item, frequency) else { return };
    let column = column.span();
    for replaced in ["file", "column", "first", "values"] {
        fields.remove(replaced);
    }
    let insert = |fields: &mut DeTable<'t>, name: &'static str, value| {
        fields.insert(Spanned::new(span.clone(), name.into()), Spanned::new(column.clone(), value));
    };
    insert(fields, "first", DeValue::String(first.to_string().into()));
    insert(fields, "values", DeValue::Array(values));
}

/// The figures of a column: the first month they stand for, and one for each period.
fn figures<'t>(
    source: &Source<'t>,
    sheet: &Sheet<'t>,
    column: usize,
    item: &str,
    frequency: Frequency,
) -> Option<(Month, DeArray<'t>)> {
    let mut values = DeArray::new();
    let mut first = None;
    let mut expected: Option<i32> = None;
    for line in &sheet.lines {
        let Some((at, cell)) = line.get(column).copied().filter(|(_, cell)| !cell.is_empty()) else { continue };
        let (month_at, month) = line.first().copied().unwrap_or((at, ""));
        let Ok(month) = month.parse::<Month>() else {
            source.report(month_at, item, Problem::NotADate(month.to_owned()));
            return None;
        };
        let offset = month.offset_from(0);
        // A figure stands in the last month of its period.
        let months = match frequency {
            Frequency::Monthly => 1,
            Frequency::MonthlyJanFeb if month.month == 1 => 0,
            Frequency::MonthlyJanFeb => 1 + i32::from(month.month == 2),
            Frequency::Quarterly if !month.month.is_multiple_of(3) => 0,
            Frequency::Quarterly => 3,
            Frequency::Yearly if month.month != 12 => 0,
            Frequency::Yearly => 12,
        };
        let start = offset - months + 1;
        if months == 0 || expected.is_some_and(|expected| expected != start) {
            source.report(at, item, Problem::SheetOrder { month: month.to_string() });
            return None;
        }
        first.get_or_insert(start);
        expected = Some(offset + 1);
        let number = DeValue::parse(cell).ok().map(Spanned::into_inner);
        match number {
            Some(number @ (DeValue::Integer(_) | DeValue::Float(_))) => {
                values.push(Spanned::new(at..at + cell.len(), number));
            }
            _ => {
                source.report(at, item, Problem::NotANumber(cell.to_owned()));
                return None;
            }
        }
    }
    let Some(first) = first else {
        source.report(sheet.headings[column].0, item, Problem::SheetEmpty);
        return None;
    };
    Some((Month::from_offset(0, first), values))
}
