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

#[test]
fn break_even_names_the_two_settings_between_which_a_verdict_turns() {
    let found = json("break-even", &["--target", "hogs", "--of", "hogs_more"]);
    let periods = found[0]["periods"].as_array().unwrap();
    assert_eq!((&found[0]["setting"], periods.len()), (&"1".into(), 2));
    // 59.0 in June with 1 a month; 120 in December takes 1.125 a month over eight months, so 1.5 on the grid.
    assert_eq!(periods[0]["turns"], serde_json::json!([{ "below": "0.5", "from": "1.0", "passes": true }]));
    assert_eq!(periods[1]["turns"], serde_json::json!([{ "below": "1.0", "from": "1.5", "passes": true }]));
    assert_eq!((&periods[0]["passes"], &periods[1]["passes"]), (&true.into(), &false.into()));
    let all = json("break-even", &["--target", "hogs"]);
    let ids: Vec<&Value> = all.as_array().unwrap().iter().map(|found| &found["id"]).collect();
    assert_eq!(ids, ["hogs_more", "disease"]);
}

#[test]
fn solve_proposes_plans_that_run_as_promised() {
    let found = json("solve", &["--target", "hogs:year"]);
    assert_eq!((&found["reachable"], found["proposals"].as_array().unwrap().len()), (&true.into(), 3));
    let mix = &found["proposals"][0];
    let step = &mix["steps"][0];
    assert_eq!((&step["lever"], &step["from"], &step["to"]), (&"hogs_more".into(), &"1".into(), &"1.5".into()));
    assert_eq!((&mix["reached"][0]["before"], &mix["reached"][0]["after"]), (&"119.0".into(), &"123.0".into()));
    let run = guoban(&["run", small(), "--json", "--link", mix["link"].as_str().unwrap()]);
    let run: Value = serde_json::from_slice(&run.stdout).unwrap();
    let targets = run["targets"].as_array().unwrap();
    let hogs = targets.iter().find(|target| target["id"] == "hogs" && target["period"] == "year").unwrap();
    assert_eq!((&hogs["projected"], &hogs["passes"]), (&"123.0".into(), &true.into()));
}

#[test]
fn solve_says_what_binds_where_a_gap_stays_open() {
    let found = json("solve", &["--target", "hogs:year", "--lock", "hogs_more", "--lang", "en"]);
    assert_eq!(found["reachable"], false);
    // Disease is at its low end already: no assumption helps, and the one lever is locked.
    assert_eq!(found["binds"], serde_json::json!([]));
    let worse = json(
        "solve",
        &["--target", "hogs:half", "--set", "hogs_more=0", "--assume", "disease=2", "--lock", "hogs_more"],
    );
    let bind = &worse["binds"][0];
    assert_eq!(
        (&bind["kind"], &bind["assumption"], &bind["from"]),
        (&"assumption".into(), &"disease".into(), &"2".into())
    );
    assert_eq!(bind["to"], Value::Null);
}

#[test]
fn prices_and_warnings_are_given_by_target() {
    let found = json("prices", &["--most", "year"]);
    let tasks = found["tasks"].as_array().unwrap();
    assert_eq!((&found["reachable"], tasks.len()), (&true.into(), 2));
    assert_eq!(found["limits"][0]["limit"], "fund");
    let found = json("warning", &["--period", "year", "--target", "hogs"]);
    let months = found[0]["months"].as_array().unwrap();
    assert_eq!((&found[0]["passes"], months.len(), &months[0]["month"]), (&false.into(), 9, &"2026-04".into()));
    // 119.0 projected against 120: every figure to date has to be a whole unit more.
    for (key, expected) in [("projected", "39.0"), ("needed", "40.0"), ("own", "11.0")] {
        assert_eq!(months[0][key], expected, "{key}");
    }
}

#[test]
fn every_answer_is_told_in_both_languages() {
    for words in [
        vec!["tornado", "--target", "hogs"],
        vec!["break-even", "--target", "hogs"],
        vec!["solve", "--target", "hogs:year"],
        vec!["solve", "--target", "hogs:year", "--lock", "hogs_more", "--assume", "disease=2"],
        vec!["prices", "--most", "both"],
        vec!["warning"],
        vec!["stress"],
        vec!["stress", "--of", "disease", "--of", "disease", "--target", "hogs"],
    ] {
        for language in ["zh", "en"] {
            let output = guoban(&[&[words[0], small()], &words[1..], &["--lang", language]].concat());
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success() && said.lines().count() > 1, "{words:?} {said}");
            let chinese = said.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            assert_eq!(chinese, language == "zh", "{words:?} {said}");
        }
    }
}

#[test]
fn stress_counts_what_survives_every_case() {
    let found = json("stress", &["--set", "hogs_more=3"]);
    let plans = found["plans"].as_array().unwrap();
    let names: Vec<&Value> = plans.iter().map(|plan| &plan["plan"]).collect();
    assert_eq!(names, ["plan", "baseline", "push"]);
    let cases = plans[0]["cases"].as_array().unwrap();
    let ids: Vec<&Value> = cases.iter().map(|case| &case["case"]).collect();
    assert_eq!(ids, ["planned", "swine_fever", "no_push", "together"]);
    // With 3 more a month: 135 by December as planned; 117 with the fever, 111 without the push, against 120.
    let hits: Vec<&Value> = cases.iter().map(|case| &case["hits_year"]).collect();
    assert_eq!(hits, [2, 0, 0, 0]);
    assert!(cases[1]["lost"].as_array().unwrap().contains(&serde_json::json!({ "target": "hogs", "period": "year" })));
    let output = guoban(&["stress", small(), "--of", "disease", "--target", "hogs", "--lang", "en"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("exactly two assumptions"));
}
