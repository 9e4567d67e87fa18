//! Prints the cells of workbooks, read by another library than the one that wrote them: one a line, file, sheet, row and column from 1, kind
//! (`number`, `text`, `formula`), value, between tabs. The end-to-end tests open with it what the page saved.

use std::error::Error;
use std::io::Write;

use calamine::{Data, Reader, Xlsx, open_workbook};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let mut book: Xlsx<_> = open_workbook(&path)?;
        for name in book.sheet_names() {
            let (range, formulas) = (book.worksheet_range(&name)?, book.worksheet_formula(&name)?);
            let first = range.start().unwrap_or_default();
            for (row, column, cell) in range.used_cells() {
                let (row, column) = (first.0 as usize + row, first.1 as usize + column);
                let formula =
                    formulas.get_value((row as u32, column as u32)).is_some_and(|formula| !formula.is_empty());
                let (kind, value) = match cell {
                    _ if formula => ("formula", cell.to_string()),
                    Data::Float(value) => ("number", format!("{value}")),
                    Data::Int(value) => ("number", format!("{value}")),
                    other => ("text", other.to_string()),
                };
                let value = value.replace(['\t', '\n', '\r'], " ");
                writeln!(out, "{path}\t{name}\t{}\t{}\t{kind}\t{value}", row + 1, column + 1)?;
            }
        }
    }
    Ok(())
}
