//! Forms that are wrong, and cells of strangers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod filled;

use filled::{Cell, HEAD, filled, quarters, row, words};
use guoban_intake::form::layout::{Column, SheetKind};
use guoban_intake::{Finding, Problem, Weight, form, place};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use proptest::prelude::*;

#[test]
fn a_wrong_cell_is_named_with_what_to_do() {
    let wrong = |cells: &[Cell<'static>], place: &str, is: fn(&Problem) -> bool| {
        let all = [&HEAD[..], &quarters(3, "税收收入"), cells].concat();
        let found = form::read(&filled(&all)).expect_err(place);
        let errors: Vec<&Finding> = found.iter().filter(|finding| finding.weight == Weight::Error).collect();
        assert!(errors.iter().any(|one| one.place.shown() == place && is(&one.problem)), "{place}: {}", words(&found));
        for finding in &found {
            for language in [Language::Zh, Language::En] {
                assert!(!finding.message(language).is_empty() && !finding.hint(language).is_empty());
            }
        }
    };
    wrong(&[("指标", 3, 18, "四十六")], "指标!S4", |problem| matches!(problem, Problem::NotANumber { .. }));
    wrong(&[("指标", 3, 18, "1,5")], "指标!S4", |problem| matches!(problem, Problem::NotANumber { .. }));
    wrong(&[("指标", 3, 1, "亿 元!")], "指标!B4", |problem| matches!(problem, Problem::BadUnit { .. }));
    wrong(&[("指标", 3, 2, "财政")], "指标!C4", |problem| matches!(problem, Problem::NotOneOf { .. }));
    wrong(&[("指标", 3, 6, "32")], "指标!G4", |problem| matches!(problem, Problem::OutOfRange { .. }));
    wrong(&[("指标", 0, 5, "四月")], "指标!F1", |problem| matches!(problem, Problem::NotADate { .. }));
    wrong(&[("指标", 0, 3, "26")], "指标!D1", |problem| matches!(problem, Problem::NotADate { .. }));
    wrong(&quarters(4, "税收收入"), "指标!A5", |problem| matches!(problem, Problem::NameTwice { .. }));
    wrong(&[("指标", 4, 1, "亿元")], "指标!A5", |problem| matches!(problem, Problem::Missing { .. }));
    wrong(&[("指标", 4, 0, "没有数的"), ("指标", 4, 1, "亿元")], "指标!J5", |problem| {
        matches!(problem, Problem::NoLastYear)
    });
    wrong(&[("指标", 2, 40, "名称")], "指标!AO3", |problem| matches!(problem, Problem::ColumnTwice { .. }));
    wrong(
        &row(
            SheetKind::Measures,
            1,
            &[
                (Column::Name, "某措施"),
                (Column::Unit, "个"),
                (Column::High, "3"),
                (Column::Indicator, "税收"),
                (Column::Effect, "1"),
            ],
        ),
        "措施!A2",
        |problem| matches!(problem, Problem::UnknownIndicator { nearest: Some(near), .. } if near == "税收收入"),
    );
    wrong(
        &row(
            SheetKind::Projects,
            1,
            &[
                (Column::Name, "某项目"),
                (Column::Cost, "9"),
                (Column::YearPlan, "9"),
                (Column::Start, "2026-09"),
                (Column::Finish, "2026-01"),
            ],
        ),
        "项目!I2",
        |problem| matches!(problem, Problem::Reversed { low: "开工", high: "竣工" }),
    );
}

#[test]
fn an_as_of_date_before_last_years_december_is_published_is_refused() {
    let mut head = HEAD;
    head[5].3 = "2026-01-10";
    let found = form::read(&filled(&[&head[..], &quarters(3, "税收收入")].concat())).expect_err("too early");
    let early = |finding: &Finding| matches!(&finding.problem, Problem::TooEarly { from } if from == "2026-01-15");
    assert!(found.iter().any(early), "{}", words(&found));
}

#[test]
fn a_figure_after_the_as_of_date_is_left_out_and_said() {
    let all = [&HEAD[..], &quarters(3, "税收收入"), &[("指标", 3, 22, "11"), ("指标", 3, 25, "23")]].concat();
    let read = form::read(&filled(&all));
    let form = read.unwrap_or_else(|found| panic!("{}", words(&found)));
    assert_eq!((form.indicators[0].this.len(), form.indicators[0].through()), (1, 3));
    let said = form.remarks.iter().find(|finding| matches!(finding.problem, Problem::NotYet { month: 6 }));
    assert!(said.is_some(), "{}", words(&form.remarks));
}

/// Texts that a stranger might put into a cell.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("=HYPERLINK(\"http://x\",\"y\")".to_owned()),
        Just("'''\n[pack]\nid = \"x\"".to_owned()),
        Just("{id} {name.zh} {of}".to_owned()),
        Just("a | b | c".to_owned()),
        Just("\"\\u0000\\".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        Just("\u{202E}倒\u{0}".to_owned()),
        Just("month".to_owned()),
        Just("-1e308".to_owned()),
        "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn hostile_texts_stay_data(name in hostile(), owner in hostile(), unit in "\\PC{1,3}", source in hostile(), place_name in hostile()) {
        let name = format!("某{}", name.chars().take(50).collect::<String>());
        let row = quarters(3, "税收");
        let mut cells: Vec<(&str, u32, u16, String)> =
            HEAD.iter().chain(&row).map(|(sheet, row, column, text)| (*sheet, *row, *column, (*text).to_owned())).collect();
        cells.push(("指标", 0, 1, format!("地{place_name}")));
        cells.push(("指标", 3, 0, name));
        cells.push(("指标", 3, 1, unit));
        cells.push(("指标", 3, 3, format!("局{owner}")));
        cells.push(("指标", 3, 35, source));
        let cells: Vec<(&str, u32, u16, &str)> =
            cells.iter().map(|(sheet, row, column, text)| (*sheet, *row, *column, text.as_str())).collect();
        // Either it is refused with words, or the pack reads and holds one indicator, whatever it is called.
        match form::read(&filled(&cells)) {
            Err(found) => prop_assert!(found.iter().all(|finding| !finding.message(Language::Zh).is_empty())),
            Ok(form) => {
                let made = place::write(&form).map_err(|found| TestCaseError::fail(words(&found)))?;
                let read = read_pack(&made.text).unwrap();
                prop_assert_eq!(read.pack.levers.len(), 1);
                prop_assert_eq!(read.pack.groups.len(), 2);
            }
        }
    }

    #[test]
    fn hostile_cells_anywhere_never_panic(cells in proptest::collection::vec((0u32..8, 0u16..45, hostile(), 0usize..9), 1..30)) {
        let names = ["指标", "增速", "行业", "项目", "措施", "入库", "批次", "县区", "同级"];
        let base = [&HEAD[..], &quarters(3, "税收收入")].concat();
        let more: Vec<(&str, u32, u16, &str)> =
            cells.iter().map(|(row, column, text, sheet)| (names[*sheet], *row, *column, text.as_str())).collect();
        if let Ok(form) = form::read(&filled(&[base, more].concat())) {
            let _ = place::write(&form);
        }
    }
}
