//! Packs, the insides of a workbook, and tables as text.
#![allow(dead_code, clippy::unwrap_used, reason = "every test file uses its own part; helpers of tests may panic")]

use std::io::{Cursor, Read, Write};
use std::path::Path;

use guoban_model::model::Model;
use guoban_model::read::read_pack;
use guoban_workbook::places::Place;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A shipped pack as of its own date.
pub fn model(name: &str) -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/packs/{name}.toml"));
    let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

/// The texts of a workbook's parts.
pub fn parts(book: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.push((file.name().unwrap().into_owned(), text));
    }
    parts
}

/// A workbook with other numbers in some cells of some parts; nothing else is touched.
pub fn retyped(book: &[u8], changes: &[(&str, Vec<(Place, f64)>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut text) in parts(book) {
        if let Some((_, cells)) = changes.iter().find(|(changed, _)| *changed == name) {
            for (place, value) in cells {
                let cell = text.find(&format!("<c r=\"{}\"", place.a1())).unwrap();
                let from = cell + text[cell..].find("<v>").unwrap() + 3;
                let to = from + text[from..].find("</v>").unwrap();
                assert!(!text[cell..from].contains("<f>"), "{} holds a formula", place.a1());
                text.replace_range(from..to, &format!("{value}"));
            }
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The fields of a table of comma-separated values.
pub fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other => field.push(other),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}
