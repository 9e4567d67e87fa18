//! The commands that answer, as a script calls them.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::process::{Command, Output};

use serde_json::Value;

fn guoban(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guoban")).args(words).output().unwrap()
}

fn small() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/small.toml")
}

/// What a command about the small pack prints, as JSON.
fn json(command: &str, words: &[&str]) -> Value {
    let output = guoban(&[&[command, small(), "--json"], words].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn tornado_gives_both_ends_of_every_bar() {
    let found = json("tornado", &["--target", "hogs", "--period", "year"]);
    // 119.0 projected against 120: May to December with 1 a month more or less for each unit of the lever.
    for (key, expected) in [("target", "hogs"), ("period", "year"), ("projected", "119.0")] {
        assert_eq!(found[key], expected, "{key}");
    }
    assert_eq!((&found["hits"], &found["counted"]), (&0.into(), &2.into()));
    let bar = &found["bars"][0];
    assert_eq!((&bar["id"], &bar["class"], &bar["borrowed"]), (&"hogs_more".into(), &"measure".into(), &false.into()));
    assert_eq!((&bar["low"]["setting"], &bar["low"]["effect"]), (&"0".into(), &"-8.00".into()));
    assert_eq!((&bar["high"]["effect"], &bar["high"]["hits"]), (&"32.00".into(), &2.into()));
    let assumption = &found["bars"][1];
    // Two a month less from April on.
    assert_eq!((&assumption["class"], &assumption["high"]["effect"]), (&"assumption".into(), &"-18.00".into()));
    // The lever that can no longer be decided is in no list.
    assert_eq!((found["bars"].as_array().unwrap().len(), &found["idle"]), (2, &0.into()));
}

#[test]
fn what_is_not_understood_is_named() {
    for (words, expected) in [
        (vec!["tornado", small()], "no target was given"),
        (vec!["tornado", small(), "--target", "hog"], "the pack has no target `hog`. The nearest are: hogs"),
        (vec!["tornado", small(), "--target", "hogs", "--period", "may"], "the period `may` must be half or year."),
        (vec!["run", small(), "--target", "hogs"], "there is no option --target."),
    ] {
        let output = guoban(&[&words[..], &["--lang", "en"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(said.contains(expected), "{words:?}: {said}");
    }
}
