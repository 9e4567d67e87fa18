//! Any bytes as a form, and any cells of one: what is read makes a pack that reads, or findings in words.

#![no_main]

use guoban_intake::{Finding, form, place};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use libfuzzer_sys::fuzz_target;
use rust_xlsxwriter::Workbook;

fn say(found: &[Finding]) {
    for finding in found {
        for language in [Language::Zh, Language::En] {
            assert!(!finding.message(language).is_empty() && !finding.hint(language).is_empty());
        }
        finding.place.shown();
    }
}

/// Lines of cells between tabs; a line `# name` begins a sheet.
fn workbook(text: &str) -> Option<Vec<u8>> {
    let mut book = Workbook::new();
    let mut row = 0;
    for line in text.lines().take(200) {
        if let Some(name) = line.strip_prefix("# ") {
            book.add_worksheet().set_name(name).ok()?;
            row = 0;
            continue;
        }
        let sheet = book.worksheets_mut().last_mut()?;
        for (column, cell) in (0..60).zip(line.split('\t')) {
            let written = match cell.parse::<f64>() {
                _ if cell.is_empty() => continue,
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, cell),
            };
            written.ok()?;
        }
        row += 1;
    }
    book.save_to_buffer().ok()
}

fn read(bytes: &[u8]) {
    match form::read(bytes) {
        Err(found) => {
            assert!(!found.is_empty());
            say(&found);
        }
        Ok(form) => {
            say(&form.remarks);
            match place::write(&form) {
                Ok(made) => assert!(read_pack(&made.text).is_ok()),
                Err(found) => say(&found),
            }
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        read(bytes);
    } else if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(bytes) = workbook(text)
    {
        read(&bytes);
    }
});
