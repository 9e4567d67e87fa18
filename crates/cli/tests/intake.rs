//! `guoban new` and `guoban bulletin` as a person calls them.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn guoban(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guoban")).args(words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of this test, by its name.
fn place(name: &str) -> String {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("intake");
    fs::create_dir_all(&directory).unwrap();
    directory.join(name).to_str().unwrap().to_owned()
}

fn fixture(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "intake", "tests", name].iter().collect();
    path.to_str().unwrap().to_owned()
}

/// What a command says where it goes well.
fn said(words: &[&str]) -> String {
    let output = guoban(words);
    assert!(output.status.success(), "{words:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// What a command says, with the code it ends with, where it does not.
fn refused(words: &[&str]) -> (Option<i32>, String) {
    let output = guoban(words);
    assert!(!output.status.success(), "{words:?}: {}", text(&output.stdout));
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// The pack of the example county, under a name of this test.
fn county(name: &str) -> String {
    let pack = place(name);
    said(&["new", &fixture("forms/county.xlsx"), "-o", &pack]);
    pack
}

#[test]
fn a_form_goes_out_empty_comes_in_filled_and_runs() {
    let (zh, en) = (place("zh.xlsx"), place("en.xlsx"));
    assert!(said(&["new", "--form", &zh]).contains("空表单"));
    assert!(said(&["new", "--form", &en, "--lang", "en"]).contains("an empty form"));
    assert!([&zh, &en].iter().all(|path| fs::read(path).unwrap().starts_with(b"PK")));
    assert_ne!(fs::read(&zh).unwrap(), fs::read(&en).unwrap());
    let pack = county("county.toml");
    assert!(said(&["check", &pack, "--scenarios", "20"]).contains("没有错误"));
    let report: Value = serde_json::from_str(&said(&["run", &pack, "--json"])).unwrap();
    assert_eq!(report["targets"].as_array().unwrap().len(), 24, "twelve tasks in both periods");
    // What was taken for granted is told by cell, and the growth that contradicts amounts.
    let zone = said(&["new", &fixture("forms/zone.xlsx"), "-o", &place("zone.toml"), "--lang", "en"]);
    assert!(zone.contains("zone.xlsx:Growth!S3: remark: growth to month 2 was published as 6.8%"), "{zone}");
    assert!(zone.contains("hint: ") && zone.contains("5 indicators"), "{zone}");
}

#[test]
fn a_form_that_is_not_filled_in_writes_no_pack() {
    let (form, pack) = (place("empty.xlsx"), place("never.toml"));
    said(&["new", "--form", &form]);
    let (code, words) = refused(&["new", &form, "-o", &pack, "--lang", "en"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("指标!B1: error: 地方 is missing") && words.contains("3 errors; no pack was written"),
        "{words}"
    );
    assert!(!Path::new(&pack).exists());
    for (bytes, wanted) in [
        (&b"name,unit\n"[..], "no .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\0\0\0\0", "an old .xls or .et file"),
        (b"PK\x03\x04 cut off", "no .xlsx workbook"),
    ] {
        fs::write(&form, bytes).unwrap();
        let (code, words) = refused(&["new", &form, "-o", &pack, "--lang", "en"]);
        assert!(code == Some(1) && words.contains(wanted) && words.contains("hint: "), "{words}");
    }
}

#[test]
fn what_new_was_not_told_is_said() {
    let form = fixture("forms/county.xlsx");
    let nowhere = place("no such folder/x.toml");
    for words in [
        &["new"][..],
        &["new", &form],
        &["new", "--form"],
        &["new", &form, "--form", "x.xlsx"],
        &["new", &form, "-o", &nowhere],
        &["new", "no-such-form.xlsx", "-o", "x.toml"],
        &["new", &form, "--speed", "9"],
        &["new", "--form", "x.xlsx", "--lang", "fr"],
    ] {
        let (code, said) = refused(words);
        assert!(code == Some(2) && !said.is_empty(), "{words:?}: {said}");
    }
}

#[test]
fn a_bulletin_is_looked_at_and_changes_nothing() {
    let pack = county("looked-at.toml");
    let before = fs::read(&pack).unwrap();
    let table = fixture("bulletins/table.txt");
    let zh = said(&["bulletin", &pack, &table]);
    assert!(zh.contains("社会消费品零售总额 → 社会消费品零售总额 1—4月: – → 41.9 亿元 (–) 新增"), "{zh}");
    assert!(
        zh.contains("没采用“进出口总额 26200”：美元与人民币之间要有汇率") && zh.contains("采用后截至 2026-05-15"),
        "{zh}"
    );
    let en = said(&["bulletin", &pack, &table, "--lang", "en"]);
    assert!(
        en.contains("--alias \"规模以上工业增加值=规上工业增加值\"") && en.contains("as of 2026-05-15 then"),
        "{en}"
    );
    let json: Value = serde_json::from_str(&said(&["bulletin", &pack, &table, "--json"])).unwrap();
    let cells = json["cells"].as_array().unwrap();
    let retail = cells.iter().find(|cell| cell["id"] == "社会消费品零售总额").unwrap();
    assert_eq!((&retail["what"], &retail["new"], &retail["applies"]), (&"level".into(), &"41.9".into(), &true.into()));
    assert_eq!((&retail["line"], &retail["months"], &retail["old"]), (&3.into(), &"1—4月".into(), &Value::Null));
    assert_eq!((&json["as_of"], &json["cut"]), (&"2026-05-15".into(), &false.into()));
    assert!(json["unread"].as_array().unwrap().iter().all(|one| one["why"] != "" && one["hint"] != ""));
    assert_eq!(fs::read(&pack).unwrap(), before);
}

#[test]
fn a_bulletin_that_is_applied_is_the_next_pack() {
    let (pack, next) = (county("before.toml"), place("after.toml"));
    let words = [
        "bulletin",
        &pack,
        &fixture("bulletins/table.txt"),
        "--apply",
        "-o",
        &next,
        "--rate",
        "7.1",
        "--alias",
        "进出口总额=外贸进出口",
        "--alias=规模以上工业增加值=规上工业增加值",
        "--as-of",
        "2026-05-20",
    ];
    let done = said(&words);
    assert!(done.contains(&format!("{next}：采用 9 个数")), "{done}");
    let text = fs::read_to_string(&next).unwrap();
    assert!(text.contains("as_of = \"2026-05-20\"") && text.contains("revision = 2\n"));
    assert!(text.contains("# guoban alias: 进出口总额 = 外贸进出口") && text.contains("1 美元 = 7.1 元"));
    let report: Value = serde_json::from_str(&said(&["run", &next, "--json"])).unwrap();
    assert_eq!((&report["pack"]["revision"], &report["as_of"]), (&2.into(), &"2026-05-20".into()));
    // The name is remembered, the figures are known.
    let again = said(&["bulletin", &next, &fixture("bulletins/table.txt"), "--rate", "7.1"]);
    assert!(again.contains("没有可采用的数"), "{again}");
    // A text without its month is of the one that is said.
    let page = place("june.txt");
    fs::write(&page, "指标\t累计\n一般公共预算收入\t12.5").unwrap();
    let may = said(&["bulletin", &next, &page, "--month", "2026-05"]);
    assert!(may.contains("一般公共预算收入 1—5月"), "{may}");
}

#[test]
fn what_a_bulletin_was_not_told_is_said() {
    let (pack, table, none) = (county("refused.toml"), fixture("bulletins/table.txt"), place("nothing.txt"));
    fs::write(&none, "今天天气不错。").unwrap();
    for words in [
        &["bulletin"][..],
        &["bulletin", &pack],
        &["bulletin", &pack, &table, "third"],
        &["bulletin", &pack, "no-such-text.txt"],
        &["bulletin", "no-such-pack.toml", &table],
        &["bulletin", &pack, &table, "--apply"],
        &["bulletin", &pack, &table, "--rate", "0"],
        &["bulletin", &pack, &table, "--rate", "seven"],
        &["bulletin", &pack, &table, "--month", "April"],
        &["bulletin", &pack, &table, "--as-of", "2026-05"],
        &["bulletin", &pack, &table, "--alias", "进出口"],
        &["bulletin", &pack, &table, "--alias", "进出口=没有的指标"],
        &["bulletin", &pack, &table, "--fast"],
    ] {
        let (code, said) = refused(words);
        assert!(code == Some(2) && !said.is_empty(), "{words:?}: {code:?} {said}");
    }
    let out = place("not-written.toml");
    let (_, said) = refused(&["bulletin", &pack, &none, "--apply", "-o", &out, "--lang", "en"]);
    assert!(said.contains("nothing to apply") && !Path::new(&out).exists(), "{said}");
}
