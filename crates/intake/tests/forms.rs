//! Two invented places as filled forms, saved as several programs do, and forms that are wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

use std::io::{Cursor, Write};
use std::path::Path;

use guoban_intake::{Finding, Problem, Weight, book, form, place};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms").join(name)).unwrap()
}

fn made(name: &str) -> String {
    let form = form::read(&fixture(name)).unwrap_or_else(|found| panic!("{name}: {}", words(&found)));
    place::write(&form).unwrap_or_else(|found| panic!("{name}: {}", words(&found))).text
}

fn words(found: &[Finding]) -> String {
    found.iter().map(|finding| format!("{}: {}\n", finding.place.shown(), finding.message(Language::En))).collect()
}

#[test]
fn the_example_places_pass_every_check() {
    for name in ["county.xlsx", "zone.xlsx"] {
        let text = made(name);
        let read = read_pack(&text).unwrap();
        assert!(read.warnings.is_empty(), "{name}: {:?}", read.warnings);
        let model = read.compile(read.pack.as_of).unwrap();
        let found = checks::run(&model, 100, 7).into_iter().chain(checks::on_dates(model.pack()));
        let found: Vec<String> = found.map(|finding| finding.message(Language::En).to_owned()).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn the_same_form_saved_by_other_programs_is_the_same_place() {
    let own = made("county.xlsx");
    assert_eq!(made("county-libreoffice.xlsx"), own);
    assert_eq!(made("county-wps.xlsx"), own);
}

#[test]
fn what_the_form_says_is_in_the_pack_and_what_is_a_default_says_so() {
    let read = read_pack(&made("county.xlsx")).unwrap();
    let pack = &read.pack;
    let source = |id: &str| {
        let variable = pack.variables.iter().find(|variable| variable.id == id).unwrap();
        pack.sources[variable.source.0].id.as_str()
    };
    assert_eq!((source("社会消费品零售总额"), source("一般公共预算收入")), ("form", "form_1"));
    for id in
        ["社会消费品零售总额_first_half", "社会消费品零售总额_growth", "固定资产投资_second_half", "project_money"]
    {
        assert_eq!(source(id), "default", "{id}");
    }
    let lever = |id: &str| pack.levers.iter().find(|lever| lever.id == id);
    // An indicator has a lever that is no measure only where no measure is given.
    assert_eq!(pack.sources[lever("生猪出栏_more").unwrap().source.0].id, "just_more");
    assert!(lever("社会消费品零售总额_more").is_none());
    assert!(lever("消费券").is_some());
    assert!(pack.demo);
    assert_eq!(pack.accounting.as_ref().map(|accounting| pack.tables[accounting.table.0].rows.len()), Some(4));
    let known = &pack.variables.iter().find(|variable| variable.id == "外贸进出口").unwrap().known[0];
    // Filled in by single months.
    assert_eq!((known.at(-12), known.at(2), known.at(3)), (Some(4.0), Some(5.4), None));
    let hogs = &pack.variables.iter().find(|variable| variable.id == "生猪出栏").unwrap().known[0];
    assert_eq!(hogs.at(-9), Some(7.1 / 3.0));
}

#[test]
fn a_borrowed_measure_is_paid_back() {
    let read = read_pack(&made("county.xlsx")).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let pack = model.pack();
    let lever = pack.levers.iter().position(|lever| lever.id == "消费券").unwrap();
    let retail = pack.variables.iter().position(|variable| variable.id == "社会消费品零售总额").unwrap();
    let run = |setting: f64| {
        let mut settings = model.baseline();
        settings.levers[lever] = setting;
        let projection = model.run(&settings);
        let to = |last: i32| {
            (0..=last).filter_map(|month| projection.at(guoban_model::pack::VariableId(retail), 0, month)).sum::<f64>()
        };
        (to(5), to(11))
    };
    let (none, more) = (run(0.0), run(1000.0));
    assert!((more.0 - none.0 - 0.3).abs() < 1e-9, "{none:?} {more:?}");
    assert!((more.1 - none.1).abs() < 1e-9, "{none:?} {more:?}");
}

/// The empty form of a language with some cells written over: sheet, cell, and a text, or a number where it is one.
fn filled(cells: &[(&str, u32, u16, &str)]) -> Vec<u8> {
    use guoban_intake::form::layout::SheetKind;
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

const HEAD: [(&str, u32, u16, &str); 8] = [
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
fn quarters(row: u32, name: &'static str) -> Vec<(&'static str, u32, u16, &'static str)> {
    let mut cells = vec![("指标", row, 0, name), ("指标", row, 1, "亿元"), ("指标", row, 2, "财政收支")];
    cells.extend([(9, "10"), (12, "21"), (15, "33"), (18, "46")].map(|(column, value)| ("指标", row, column, value)));
    cells
}

#[test]
fn a_wrong_cell_is_named_with_what_to_do() {
    let wrong = |cells: &[(&'static str, u32, u16, &'static str)], place: &str, is: fn(&Problem) -> bool| {
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
        &[
            ("措施", 1, 0, "某措施"),
            ("措施", 1, 2, "个"),
            ("措施", 1, 5, "3"),
            ("措施", 1, 8, "税收"),
            ("措施", 1, 9, "1"),
        ],
        "措施!A2",
        |problem| matches!(problem, Problem::UnknownIndicator { nearest: Some(near), .. } if near == "税收收入"),
    );
    wrong(
        &[
            ("项目", 1, 0, "某项目"),
            ("项目", 1, 2, "9"),
            ("项目", 1, 3, "9"),
            ("项目", 1, 5, "2026-09"),
            ("项目", 1, 6, "2026-01"),
        ],
        "项目!G2",
        |problem| matches!(problem, Problem::Reversed { .. }),
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
fn an_empty_form_says_what_is_missing_first() {
    for language in [Language::Zh, Language::En] {
        let bytes = form::blank(language).unwrap();
        assert_eq!(bytes, form::blank(language).unwrap(), "the same bytes whenever it is made");
        let found = form::read(&bytes).expect_err("empty");
        assert_eq!(found.len(), 3, "{}", words(&found));
        assert!(found.iter().all(|finding| matches!(finding.problem, Problem::Missing { .. })));
    }
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

#[test]
fn files_that_are_no_form_are_refused_in_words() {
    let refused = |bytes: &[u8]| form::read(bytes).expect_err("refused").remove(0).problem;
    assert_eq!(refused(b""), Problem::NotAWorkbook);
    assert_eq!(refused(b"name,unit\n"), Problem::NotAWorkbook);
    assert_eq!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]), Problem::OldOrLocked);
    assert!(matches!(refused(&vec![0; book::LARGEST_FILE + 1]), Problem::FileTooLarge { .. }));
    let whole = fixture("county.xlsx");
    for cut in [10, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(refused(&whole[..cut]), Problem::NotAWorkbook | Problem::Broken { .. }), "{cut}");
    }
    // Forty megabytes of zeros in forty kilobytes, twice.
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        bomb.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        bomb.write_all(&vec![b' '; 40 << 20]).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb), Problem::Bomb);
    let mut empty = Workbook::new();
    empty.add_worksheet();
    assert_eq!(refused(&empty.save_to_buffer().unwrap()), Problem::NoSheet);
}

#[test]
fn a_sheet_that_claims_the_last_cell_costs_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("指标").unwrap();
    sheet.write_string(0, 0, "名称").unwrap();
    sheet.write_number(1_048_575, 16_383, 1.0).unwrap();
    let read = book::open(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(read.sheets[0].rows.len(), 1);
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
    fn hostile_cells_anywhere_never_panic(cells in proptest::collection::vec((0u32..8, 0u16..45, hostile(), 0usize..7), 1..30)) {
        let names = ["指标", "增速", "行业", "项目", "措施", "县区", "同级"];
        let base = [&HEAD[..], &quarters(3, "税收收入")].concat();
        let more: Vec<(&str, u32, u16, &str)> =
            cells.iter().map(|(row, column, text, sheet)| (names[*sheet], *row, *column, text.as_str())).collect();
        if let Ok(form) = form::read(&filled(&[base, more].concat())) {
            let _ = place::write(&form);
        }
    }
}
