//! `guoban workbook` as a person calls it.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn workbook(words: &[&str]) -> Output {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/small.toml");
    Command::new(env!("CARGO_BIN_EXE_guoban")).args(["workbook", pack]).args(words).output().unwrap()
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
fn what_stands_against_it_is_said() {
    let nowhere = place("no such folder/plan.xlsx");
    let output = workbook(&["-o", nowhere.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no such folder"));
    for words in [["--json"].as_slice(), &["-o"], &["--set", "hogs_more"]] {
        assert_eq!(workbook(words).status.code(), Some(2), "{words:?}");
    }
}
