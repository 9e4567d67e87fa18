//! What a workbook holds, without a spreadsheet program.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use std::sync::Arc;

use guoban_model::model::Model;
use guoban_model::text::{Language, Text};
use guoban_planning::scenario::Scenario;
use guoban_workbook::workbook;
use support::{model, parts};

/// Functions that Excel 2016 and WPS know.
const FUNCTIONS: [&str; 22] = [
    "ABS", "AND", "COUNTIF", "COUNTIFS", "EXP", "IF", "IFERROR", "INDEX", "INT", "ISERROR", "LN", "LOG10", "MATCH",
    "MAX", "MIN", "NA", "OR", "POWER", "ROUND", "SQRT", "SUM", "T",
];

fn formulas(sheet: &str) -> impl Iterator<Item = &str> {
    sheet.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next())
}

#[test]
fn formulas_stay_within_what_old_spreadsheets_take() {
    for pack in ["border-city", "urban-district", "renewal-district", "china-2023"] {
        let model = model(pack);
        for language in [Language::Zh, Language::En] {
            let book = workbook(&model, &Scenario::baseline(model.pack()), language).unwrap();
            let mut count = 0;
            for (_, text) in parts(&book).iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
                for formula in formulas(text) {
                    count += 1;
                    assert!(formula.len() < 2_000, "{pack}: {formula}");
                    let mut depth = 0_usize;
                    let mut word = String::new();
                    for letter in formula.chars() {
                        match letter {
                            '(' => {
                                depth += 1;
                                assert!(depth < 40, "{pack}: {formula}");
                                assert!(word.is_empty() || FUNCTIONS.contains(&&*word), "{pack}: {word} in {formula}");
                            }
                            ')' => depth -= 1,
                            _ => {}
                        }
                        if letter.is_alphanumeric() || letter == '_' { word.push(letter) } else { word.clear() }
                    }
                }
            }
            assert!(count > 1_000, "{pack}: {count}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let model = model("china-2023");
    let plan = Scenario::baseline(model.pack());
    assert_eq!(workbook(&model, &plan, Language::En).unwrap(), workbook(&model, &plan, Language::En).unwrap());
}

#[test]
fn texts_of_a_pack_are_never_formulas() {
    let model = model("china-2023");
    let before = workbook(&model, &Scenario::baseline(model.pack()), Language::Zh).unwrap();
    let mut pack = (**model.pack()).clone();
    let hostile = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "a\u{1}b"];
    assert!(pack.levers.len() >= hostile.len());
    for (lever, text) in pack.levers.iter_mut().zip(hostile) {
        lever.name = Text::new(text, text);
        lever.note = Text::new(text, text);
    }
    let model = Model::compile(Arc::new(pack), model.as_of()).unwrap();
    let after = workbook(&model, &Scenario::baseline(model.pack()), Language::Zh).unwrap();
    let all = |book: &[u8]| -> usize {
        let parts = parts(book);
        parts.iter().map(|(_, text)| formulas(text).count()).sum()
    };
    assert_eq!(all(&before), all(&after));
    let parts = parts(&after);
    let strings = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1;
    for text in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "a_x0001_b"] {
        assert!(strings.contains(&format!(">{text}<")), "{text}");
    }
    assert!(parts.iter().any(|(name, text)| name == "xl/styles.xml" && text.contains("quotePrefix=\"1\"")));
}
