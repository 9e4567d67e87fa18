//! Every example of `docs/language.md` and `docs/figures.md` does what it says there.
//!
//! A `formula` block is computed in the small pack: `# 2026-05: 6 万吨` is its value (`# road 2026-05: …` in a row, for a
//! block `formula over works`), `# ! …` what is found wrong with it. A `pack` block is added to the small pack.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::fmt::Write;

use guoban_model::formula::names::FUNCTIONS;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_model::time::Month;

const LANGUAGE: &str =
    concat!(include_str!("../../../docs/figures.md"), "\n", include_str!("../../../docs/language.md"));
const TINY: &str = include_str!("packs/tiny.toml");

/// Blocks of the document: what stands after the fence, and the text.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let fenced = LANGUAGE.split("\n```").skip(1).step_by(2);
    fenced.filter_map(|block| block.split_once('\n')).collect()
}

/// The value in a month, `None` where there is none; or what is wrong.
fn compute(formula: &str, over: Option<&str>, unit: &str, row: &str, month: &str) -> Result<Option<f64>, String> {
    let over = over.map_or(String::new(), |table| format!("over = \"{table}\"\n"));
    let variable = format!(
        "[[variable]]\nid = \"example\"\nname = {{ zh = \"例\", en = \"Example\" }}\nunit = \"{unit}\"\n{over}\
         formula = '''{formula}'''\nsource = \"demo\"\n\n[[target]]"
    );
    let text = TINY.replacen("[[target]]", &variable, 1);
    let said = |found: &guoban_model::diagnostic::Diagnostic| found.message(Language::En);
    let read = read_pack(&text).map_err(|found| said(&found[0]))?;
    if let Some(warning) = read.warnings.first() {
        return Err(said(warning));
    }
    let model = read.compile(read.pack.as_of).map_err(|found| said(&found[0]))?;
    let pack = model.pack();
    let example = pack.variable("example").unwrap();
    let rows = pack.variables[example.0].over.map_or(&[][..], |table| &pack.tables[table.0].rows);
    let row = rows.iter().position(|found| found.id == row).unwrap_or(0);
    let offset = month.parse::<Month>().unwrap().offset_from(pack.year);
    Ok(model.run(&model.baseline()).at(example, row, offset))
}

#[test]
fn formulas_give_what_the_reference_says() {
    let mut wrong = String::new();
    let mut formulas = 0;
    for (kind, text) in blocks() {
        let Some(over) = kind.strip_prefix("formula") else { continue };
        let over = over.trim().strip_prefix("over ");
        let (formula, comment) = text.rsplit_once("# ").unwrap();
        let (formula, comment) = (formula.trim(), comment.trim());
        formulas += 1;
        if let Some(expected) = comment.strip_prefix("! ") {
            let found = compute(formula, over, "1", "", "2026-01");
            if found.as_ref().err().map(String::as_str) != Some(expected) {
                writeln!(wrong, "{formula}: {found:?}, not {expected}").unwrap();
            }
            continue;
        }
        let (when, what) = comment.split_once(": ").unwrap();
        let (row, month) = when.split_once(' ').unwrap_or(("", when));
        let (value, unit) = what.split_once(' ').unwrap();
        let decimals = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let found = compute(formula, over, unit, row, month);
        let shown = |found: Option<f64>| found.map_or("—".to_owned(), |found| format!("{found:.decimals$}"));
        let shown = found.as_ref().ok().copied().map(shown);
        if shown.as_deref() != Some(value) {
            writeln!(wrong, "{formula}: {found:?}, not {value} {unit}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(formulas > 40);
}

#[test]
fn packs_of_the_reference_are_sound() {
    for (kind, text) in blocks() {
        if kind == "pack" {
            let found = read_pack(&format!("{TINY}\n{text}")).map(|read| read.warnings);
            assert_eq!(found, Ok(Vec::new()), "{text}");
        }
    }
}

#[test]
fn every_function_has_an_example() {
    let formulas: Vec<&str> =
        blocks().into_iter().filter(|(kind, _)| kind.starts_with("formula")).map(|(_, text)| text).collect();
    for (function, ..) in FUNCTIONS {
        let call = format!("{function}(");
        let called = |text: &&str| {
            text.match_indices(&call).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        assert!(formulas.iter().any(called), "{function} has no example");
    }
}

#[test]
fn limits_are_those_of_the_program() {
    use guoban_model::formula::{DEEPEST, FURTHEST, LONGEST, MOST_COPIED};
    use guoban_model::read::*;
    let (_, limits) = LANGUAGE.split_once("## Limits").unwrap();
    let grouped = |number: usize| {
        let digits = number.to_string();
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        groups.join(",")
    };
    for limit in [
        format!("{} MiB", LARGEST_FILE >> 20),
        format!("{} bytes; {} bytes", grouped(LONGEST_TEXT), grouped(LONGEST)),
        format!("{}; {MOST_UNITS}; {MOST_COLUMNS}; {}", grouped(MOST_ITEMS), grouped(MOST_ROWS)),
        format!("{MOST_HISTORY} months"),
        grouped(MOST_USES),
        format!("{DEEPEST}; {DEEPEST}"),
        grouped(MOST_COPIED),
        format!("{FURTHEST}; 60"),
        format!("{} million", MOST_WORK / 1_000_000),
        MOST_FINDINGS.to_string(),
    ] {
        assert!(limits.contains(&format!("| {limit} |")), "{limit}");
    }
}
