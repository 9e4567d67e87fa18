//! Forms that tests fill in cell by cell, and those that other programs saved.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;

use guoban_intake::form::layout::{Column, SheetKind};
use guoban_intake::form::{self, Form};
use guoban_intake::{Finding, place};
use guoban_model::model::Model;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use rust_xlsxwriter::Workbook;

/// A form that was saved by openpyxl, LibreOffice, or as WPS does.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms").join(name)).unwrap()
}

/// Findings in words, a line each.
pub fn words(found: &[Finding]) -> String {
    found.iter().map(|finding| format!("{}: {}\n", finding.place.shown(), finding.message(Language::En))).collect()
}

/// A cell: sheet, row, column, and a text, or a number where it is one.
pub type Cell<'c> = (&'c str, u32, u16, &'c str);

/// The form with some cells filled in.
pub fn filled(cells: &[Cell<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for kind in SheetKind::ALL {
        let sheet = book.add_worksheet();
        let name = kind.name(Language::Zh);
        sheet.set_name(name).unwrap();
        let head = if kind == SheetKind::Indicators { 2 } else { 0 };
        for (at, column) in kind.columns().iter().enumerate() {
            sheet.write_string(head, at as u16, column.heading(Language::Zh)).unwrap();
        }
        let own = cells.iter().filter(|(of, ..)| *of == name);
        for (_, row, column, text) in own {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(*row, *column, number).unwrap(),
                Err(_) => sheet.write_string(*row, *column, *text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

pub const HEAD: [Cell<'_>; 8] = [
    ("指标", 0, 0, "地方"),
    ("指标", 0, 1, "某地"),
    ("指标", 0, 2, "计划年"),
    ("指标", 0, 3, "2026"),
    ("指标", 0, 4, "截至日"),
    ("指标", 0, 5, "2026年4月20日"),
    ("指标", 0, 6, "数据性质"),
    ("指标", 0, 7, "演示数据"),
];

/// A row of the indicators: name, unit, kind, then last year by quarter to date.
pub fn quarters(row: u32, name: &'static str) -> Vec<Cell<'static>> {
    let mut cells = vec![("指标", row, 0, name), ("指标", row, 1, "亿元"), ("指标", row, 2, "财政收支")];
    cells.extend([(9, "10"), (12, "21"), (15, "33"), (18, "46")].map(|(column, value)| ("指标", row, column, value)));
    cells
}

/// Cells of a row by the headings of their columns.
pub fn row<'c>(kind: SheetKind, row: u32, cells: &[(Column, &'c str)]) -> Vec<Cell<'c>> {
    let columns = kind.columns();
    let at = |column| columns.iter().position(|own| *own == column).unwrap();
    cells.iter().map(|(column, text)| (kind.name(Language::Zh), row, at(*column) as u16, *text)).collect()
}

/// A form whose first sheet has one indicator, tax revenue by quarter, and whatever else is given.
pub fn form_with(cells: &[Vec<Cell<'_>>]) -> Result<Form, Vec<Finding>> {
    let all = [HEAD.to_vec(), quarters(3, "税收收入"), cells.concat()].concat();
    form::read(&filled(&all))
}

/// The pack of such a form, compiled on its own date.
pub fn model(form: &Form) -> (String, Model) {
    let made = place::write(form).unwrap_or_else(|found| panic!("{}", words(&found)));
    let read = read_pack(&made.text).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    let model = read.compile(read.pack.as_of).unwrap();
    (made.text, model)
}

/// A value of an indicator by its id, of the first row, in a month of the plan year counted from 0, with levers set.
pub fn at(model: &Model, levers: &[(&str, f64)], id: &str, row: usize, month: i32) -> f64 {
    let pack = model.pack();
    let mut settings = model.baseline();
    for (id, value) in levers {
        let lever = pack.levers.iter().position(|lever| lever.id == *id).unwrap_or_else(|| panic!("no lever {id}"));
        settings.levers[lever] = *value;
    }
    let place = pack.variables.iter().position(|variable| variable.id == id).unwrap_or_else(|| panic!("no {id}"));
    model.run(&settings).at(guoban_model::pack::VariableId(place), row, month).unwrap()
}

/// The same, from January of the plan year.
pub fn to_date(model: &Model, levers: &[(&str, f64)], id: &str, month: i32) -> f64 {
    (0..=month).map(|month| at(model, levers, id, 0, month)).sum()
}
