//! Two invented places as filled forms, saved as several programs do, and files that are no form.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod filled;

use std::io::{Cursor, Write};

use filled::{fixture, words};
use guoban_intake::{Problem, book, form, place};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks;
use rust_xlsxwriter::Workbook;

fn made(name: &str) -> String {
    let form = form::read(&fixture(name)).unwrap_or_else(|found| panic!("{name}: {}", words(&found)));
    place::write(&form).unwrap_or_else(|found| panic!("{name}: {}", words(&found))).text
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
    assert_eq!(pack.sources[lever("外贸进出口_more").unwrap().source.0].id, "just_more");
    assert!(lever("社会消费品零售总额_more").is_none());
    assert!(lever("消费券").is_some() && lever("工业企业纳统").is_some() && lever("补栏").is_some());
    assert!(lever("生猪出栏_more").is_none() && lever("新增规上企业_more").is_none());
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
