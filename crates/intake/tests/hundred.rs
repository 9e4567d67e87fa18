//! How long a form of a hundred indicators takes: `cargo test --release -p guoban-intake --test hundred -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::time::Instant;

use guoban_intake::form::layout::{Column, Head, SheetKind};
use guoban_intake::{form, place};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use rust_xlsxwriter::Workbook;

/// A form of a hundred indicators, each with two tasks.
fn hundred() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SheetKind::Indicators.name(Language::Zh)).unwrap();
    for (column, (head, value)) in
        (0..).step_by(2).zip(Head::ALL.into_iter().zip(["百项县", "2026", "2026-04-20", "演示数据"]))
    {
        sheet.write_string(0, column, head.label(Language::Zh)).unwrap();
        sheet.write_string(0, column + 1, value).unwrap();
    }
    for (at, column) in (0..).zip(SheetKind::Indicators.columns()) {
        sheet.write_string(2, at, column.heading(Language::Zh)).unwrap();
        for row in 3..103u32 {
            let number = match column {
                Column::Name => {
                    sheet.write_string(row, at, format!("指标第{}项", row - 2)).unwrap();
                    continue;
                }
                Column::Unit | Column::Kind => {
                    sheet.write_string(row, at, if column == Column::Unit { "亿元" } else { "财政收支" }).unwrap();
                    continue;
                }
                Column::LastYear(month) => f64::from(month * (row + 7)),
                Column::ThisYear(month) if month <= 3 => f64::from(month * (row + 8)),
                Column::Half => f64::from(6 * (row + 9)),
                Column::Year => f64::from(12 * (row + 9)),
                _ => continue,
            };
            sheet.write_number(row, at, number).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_hundred_indicators_make_a_pack() {
    let form = form::read(&hundred()).unwrap();
    assert_eq!(form.indicators.len(), 100);
    let made = place::write(&form).unwrap();
    assert_eq!(read_pack(&made.text).unwrap().pack.targets.len(), 100);
}

#[test]
#[ignore = "a measurement, for a quiet machine"]
fn time() {
    let bytes = hundred();
    for _ in 0..5 {
        let start = Instant::now();
        let form = form::read(&bytes).unwrap();
        let read = start.elapsed();
        let made = place::write(&form).unwrap();
        println!("{} bytes: form read in {read:.1?}, pack made in {:.1?}", bytes.len(), start.elapsed() - read);
        assert!(!made.text.is_empty());
    }
}
