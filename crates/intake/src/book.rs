//! A workbook from a stranger: opened within bounds, to cells with values, nothing else.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use guoban_model::time::{Date, Month};

use crate::finding::{Finding, Place, Problem};
use crate::number::plain;

/// Largest file, in bytes.
pub const LARGEST_FILE: usize = 8 << 20;

/// Most bytes of all its parts, unpacked.
const LARGEST_UNPACKED: u64 = 64 << 20;

/// Most parts of a file.
const MOST_PARTS: usize = 2_000;

/// Most sheets that are looked at.
const MOST_SHEETS: usize = 40;

/// Rows that are read.
pub const MOST_ROWS: u32 = 2_000;

/// Columns that are read.
pub const MOST_COLUMNS: u32 = 120;

/// Cells that are passed over, at most: those without a value, and those beyond what is read.
const MOST_PASSED: usize = 1_000_000;

/// Most characters of a cell.
const LONGEST_CELL: usize = 2_000;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A text, its signs made narrow.
    Text(String),
    /// A day.
    Date(Date),
    /// A fault of the spreadsheet, as `#REF!`.
    Fault(String),
}

/// A sheet: its name, and the cells that hold something, by row and column from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// As it is called in the file.
    pub name: String,
    /// Its cells.
    pub rows: BTreeMap<u32, BTreeMap<u32, Value>>,
}

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// The name of a cell, `F7`.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(u64::from(row) + 1).to_string()
}

/// Opens a workbook.
///
/// # Errors
/// One finding: why it is not read.
pub fn open(bytes: &[u8]) -> Result<Book, Finding> {
    let whole = |problem| Finding::error(Place::default(), problem);
    if bytes.len() > LARGEST_FILE {
        return Err(whole(Problem::FileTooLarge { bytes: bytes.len() }));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(whole(Problem::OldOrLocked));
    }
    weigh(bytes).map_err(whole)?;
    let broken = |error: calamine::XlsxError| whole(Problem::Broken { reason: short(&error.to_string()) });
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = file.sheet_names().iter().take(MOST_SHEETS).cloned().collect();
    let mut book = Book::default();
    for name in names {
        // A chart sheet has no cells; it is none of the form's.
        let Ok(sheet) = read(&mut file, &name) else { continue };
        book.sheets.push(sheet?);
    }
    Ok(book)
}

/// Refuses what would unpack to more than is read. What a part says of its own size is not believed: it is unpacked and counted.
fn weigh(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::NotAWorkbook)?;
    if archive.len() > MOST_PARTS {
        return Err(Problem::Bomb);
    }
    let mut sum = 0u64;
    let mut buffer = vec![0u8; 1 << 16];
    for part in 0..archive.len() {
        let mut part = match archive.by_index(part) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(Problem::OldOrLocked),
            Err(error) => return Err(Problem::Broken { reason: short(&error.to_string()) }),
        };
        loop {
            match part.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => sum += read as u64,
                Err(error) => return Err(Problem::Broken { reason: short(&error.to_string()) }),
            }
            if sum > LARGEST_UNPACKED {
                return Err(Problem::Bomb);
            }
        }
    }
    Ok(())
}

/// A sheet; the outer error is that it has no cells at all.
fn read(file: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Result<Sheet, Finding>, ()> {
    let mut cells = file.worksheet_cells_reader(name).map_err(|_| ())?;
    let mut sheet = Sheet { name: plain(name), ..Sheet::default() };
    let at_sheet = |problem| Finding::error(Place::sheet(&plain(name)), problem);
    let mut passed = 0;
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(Ok(sheet)),
            Err(error) => return Ok(Err(at_sheet(Problem::Broken { reason: short(&error.to_string()) }))),
        };
        let (row, column) = cell.get_position();
        let value = value(cell.get_value());
        passed += 1;
        if passed > MOST_PASSED {
            return Ok(Err(at_sheet(Problem::TooManyCells)));
        }
        if let Some(value) = value
            && row < MOST_ROWS
            && column < MOST_COLUMNS
        {
            sheet.rows.entry(row).or_default().insert(column, value);
        }
    }
}

fn value(cell: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| {
        let text: String = text.chars().take(LONGEST_CELL).collect();
        let text = plain(&text);
        (!text.is_empty()).then_some(Value::Text(text))
    };
    match cell {
        DataRef::Empty => None,
        DataRef::Int(value) => Some(Value::Number(*value as f64)),
        DataRef::Float(value) => Some(Value::Number(*value)),
        DataRef::String(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => text(value),
        DataRef::Bool(value) => text(if *value { "TRUE" } else { "FALSE" }),
        DataRef::Error(fault) => Some(Value::Fault(fault.to_string())),
        DataRef::DateTime(stamp) => {
            // Serial numbers outside any calendar are left as the numbers they are.
            let serial = stamp.as_f64();
            if !(1.0..2_958_466.0).contains(&serial) || stamp.is_duration() {
                return Some(Value::Number(serial));
            }
            let (year, month, day, ..) = stamp.to_ymd_hms_milli();
            let sound = (1..=12).contains(&month) && day >= 1;
            let month = Month { year: i32::from(year), month };
            Some(if sound { Value::Date(Date { month, day }) } else { Value::Number(serial) })
        }
    }
}

/// What a library says of a fault, short enough to show.
fn short(reason: &str) -> String {
    plain(&reason.chars().take(200).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_have_the_names_of_spreadsheets() {
        assert_eq!(
            [(0, 0), (6, 5), (0, 25), (9, 26), (1, 701), (0, 702)].map(|(row, column)| cell_name(row, column)),
            ["A1", "F7", "Z1", "AA10", "ZZ2", "AAA1"]
        );
    }
}
