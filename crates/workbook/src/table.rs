//! One table of the page as a workbook: numbers as numbers, in the digits of the screen.

use guoban_model::number::to_f64;
use guoban_model::time::Date;
use guoban_planning::grid::Table;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use crate::WorkbookError;
use crate::places::Place;
use crate::style::Styles;

/// Widest column, in letters.
const WIDEST: usize = 60;

/// Longest name of a sheet that spreadsheets take.
const LONGEST_NAME: usize = 31;

/// A number, and the format that shows it as it was written.
fn number(text: &str) -> Option<(f64, String)> {
    let (plain, percent) = match text.strip_suffix('%') {
        Some(plain) => (plain, true),
        None => (text, false),
    };
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let value: Decimal = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len());
    // What has no decimals may be a year.
    let whole = if decimals > 0 || value.abs() >= Decimal::from(10_000) { "#,##0" } else { "0" };
    let places = if decimals > 0 { format!(".{}", "0".repeat(decimals)) } else { String::new() };
    if percent {
        return Some((to_f64(value / Decimal::ONE_HUNDRED), format!("{whole}{places}%")));
    }
    Some((to_f64(value), format!("{whole}{places}")))
}

/// Writes a table with the lines that say where it comes from below it: the bytes of an .xlsx file. `made` is the day the figures are of, so
/// that the same table gives the same bytes.
///
/// # Errors
/// What the library that writes the file refuses.
pub fn table(table: &Table, lines: &[String], made: Date) -> Result<Vec<u8>, WorkbookError> {
    let styles = Styles::default();
    let mut sheet = Worksheet::new();
    sheet.set_name(sheet_name(&table.name))?;
    let figure = Format::new().set_align(FormatAlign::Right);
    for (row, values) in table.rows.iter().enumerate() {
        let is_head = row < table.heads;
        for (column, value) in values.iter().enumerate() {
            let at = Place::new(row, column);
            match number(value) {
                Some((value, format)) => {
                    let shown = if is_head { &styles.head } else { &figure };
                    sheet.write_number_with_format(at.row, at.column, value, &shown.clone().set_num_format(format))?;
                }
                None => styles.text(&mut sheet, at, value, if is_head { &styles.head } else { &styles.plain })?,
            }
        }
    }
    for (index, line) in lines.iter().enumerate() {
        styles.text(&mut sheet, Place::new(table.rows.len() + 1 + index, 0), line, &styles.note)?;
    }
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..columns {
        let lengths = table.rows.iter().filter_map(|row| row.get(column)).map(|value| width(value));
        let widest = lengths.max().unwrap_or(0).clamp(4, WIDEST);
        sheet.set_column_width(column as u16, widest as f64 + 2.0)?;
    }
    if table.heads > 0 {
        sheet.set_freeze_panes(table.heads as u32, 1)?;
    }
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(made.month.year.clamp(1900, 9999) as u16, made.month.month, made.day)?;
    book.set_properties(&DocProperties::new().set_title(&table.name).set_creation_datetime(&made));
    book.push_worksheet(sheet);
    Ok(book.save_to_buffer()?)
}

/// How wide a text stands: what is not Latin takes two places.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

/// A name that spreadsheets take for a sheet.
fn sheet_name(name: &str) -> String {
    let plain: String =
        name.chars().filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c)).take(LONGEST_NAME).collect();
    let plain = plain.trim();
    if plain.is_empty() { "Guoban".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        for (text, expected) in [
            ("2150.0", Some((2150.0, "#,##0.0"))),
            ("-0.35", Some((-0.35, "#,##0.00"))),
            ("41%", Some((0.41, "0%"))),
            ("-0.07%", Some((-0.0007, "#,##0.00%"))),
            ("2026", Some((2026.0, "0"))),
            ("123456", Some((123_456.0, "#,##0"))),
            ("<1%", None),
            ("3月", None),
            ("-", None),
            ("1.2.3", None),
            ("1e5", None),
            ("", None),
            ("=1+1", None),
        ] {
            let expected = expected.map(|(value, format): (f64, &str)| (value, format.to_owned()));
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn any_name_becomes_one_of_a_sheet() {
        for (name, expected) in [
            ("方案：比较 [1/2]?*", "方案：比较 12"),
            ("'quoted'", "quoted"),
            (" :/ ", "Guoban"),
            ("a name that is longer than thirty-one letters", "a name that is longer than thir"),
        ] {
            assert_eq!(sheet_name(name), expected);
        }
    }
}
