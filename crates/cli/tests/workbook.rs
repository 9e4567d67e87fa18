//! `guoban workbook` and `guoban xmile` as a person calls them.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn called(command: &str, words: &[&str]) -> Output {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/small.toml");
    Command::new(env!("CARGO_BIN_EXE_guoban")).args([command, pack]).args(words).output().unwrap()
}

fn workbook(words: &[&str]) -> Output {
    called("workbook", words)
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn a_plan_is_written_to_the_file_that_is_named() {
    let (baseline, plan, again) = (place("baseline.xlsx"), place("plan.xlsx"), place("again.xlsx"));
    let shown = |path: &Path| path.to_str().unwrap().to_owned();
    for (path, words) in [
        (&baseline, vec!["-o", &*shown(&baseline)]),
        (&plan, vec!["--out", &shown(&plan), "--set", "hogs_more=2"]),
        (&again, vec![&*format!("--out={}", shown(&again)), "--set=hogs_more=2"]),
    ] {
        let output = workbook(&words);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).starts_with(&format!("{}：已写出", path.display())));
        assert!(fs::read(path).unwrap().starts_with(b"PK"));
    }
    assert_ne!(fs::read(&baseline).unwrap(), fs::read(&plan).unwrap());
    assert_eq!(fs::read(&plan).unwrap(), fs::read(&again).unwrap());
}

#[test]
fn a_plan_in_xmile_holds_its_settings() {
    let file = place("plan.xmile");
    let output = called("xmile", &["-o", file.to_str().unwrap(), "--set", "hogs_more=2", "--lang", "en"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with(&format!("{}: written", file.display())));
    let text = fs::read_to_string(&file).unwrap();
    let (_, lever) = text.split_once("<aux name=\"lever_hogs_more\">").unwrap();
    assert!(lever.split_once("</aux>").unwrap().0.contains("<eqn>2</eqn>"));
    assert_eq!(called("xmile", &["--json"]).status.code(), Some(2));
}

#[test]
fn what_stands_against_it_is_said() {
    let nowhere = place("no such folder/plan.xlsx");
    let output = workbook(&["-o", nowhere.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no such folder"));
    for words in [["--json"].as_slice(), &["-o"], &["--set", "hogs_more"]] {
        assert_eq!(workbook(words).status.code(), Some(2), "{words:?}");
    }
}
