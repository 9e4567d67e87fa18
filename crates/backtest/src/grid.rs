//! Tables, as a page shows them and as a terminal does.

use std::fmt::Write as _;

/// A table, before it is drawn.
pub struct Grid {
    head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    pub fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|&cell| cell.to_owned()).collect(), rows: Vec::new() }
    }

    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = format!("|{}\n", "---|".repeat(self.head.len()));
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        line(&self.head) + &rule + &rows
    }

    pub fn aligned(&self) -> String {
        let lines: Vec<&Vec<String>> = std::iter::once(&self.head).chain(&self.rows).collect();
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut text = String::new();
        for line in lines {
            let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
        }
        text
    }
}

/// What stands where there is nothing.
pub fn absent() -> String {
    "–".to_owned()
}

/// Two decimals, with a true minus sign.
pub fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|digit| matches!(digit, b'0' | b'.')) => digits.to_owned(),
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

/// So many of so many.
pub fn share(part: usize, of: usize) -> String {
    if of == 0 { absent() } else { format!("{part}/{of}") }
}

/// So many of so many, in percent.
pub fn percent(part: f64, of: f64) -> String {
    if of > 0.0 { format!("{:.0}%", 100.0 * part / of) } else { absent() }
}
