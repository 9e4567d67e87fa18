//! The two commands as a script calls them.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn guoban(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guoban")).args(words).output().unwrap()
}

fn small() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/small.toml").to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(words: &[&str]) -> Value {
    let output = guoban(&[&["run", &small(), "--json"], words].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn target<'a>(report: &'a Value, id: &str, period: &str) -> &'a Value {
    let targets = report["targets"].as_array().unwrap();
    targets.iter().find(|target| target["id"] == id && target["period"] == period).unwrap()
}

#[test]
fn a_report_has_the_packs_own_problems() {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/packs/renewal-district.toml");
    let output = guoban(&["run", pack, "--lang", "en", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let loan = report["problems"].as_array().unwrap().iter().find(|problem| problem["id"] == "i4").unwrap();
    assert_eq!(
        (&loan["name"], &loan["due"], &loan["cleared"]),
        (&"Loan not settled".into(), &"2026-05".into(), &"2026-09".into())
    );
    assert_eq!(
        (&loan["solved"], &loan["overdue"], loan["by"].as_array().unwrap().len()),
        (&false.into(), &false.into(), 2)
    );
    assert_eq!(json(&[])["problems"], serde_json::json!([]));
}

#[test]
fn a_report_in_english_has_english_units_and_red_lines_are_marked() {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/packs/urban-district.toml");
    let output = guoban(&["run", pack, "--lang", "en", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let is_han = |text: &str| text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
    for list in ["targets", "indicators", "duties"] {
        for entry in report[list].as_array().unwrap() {
            assert!(!is_han(entry["unit"].as_str().unwrap()), "{list}: {entry}");
        }
    }
    let targets = report["targets"].as_array().unwrap();
    assert_eq!(targets.iter().filter(|target| target["red_line"] == true && target["period"] == "half").count(), 7);
    let table = text(&guoban(&["run", pack, "--lang", "en"]).stdout);
    assert!(table.matches("(red line)").count() >= 7, "{table}");
}

#[test]
fn run_prints_every_target_in_both_periods() {
    let report = json(&[]);
    assert_eq!((&report["pack"]["id"], &report["pack"]["revision"]), (&Value::from("small"), &Value::from(2)));
    assert_eq!(report["targets"].as_array().unwrap().len(), 4);
    let half = target(&report, "hogs", "half");
    for (key, expected) in [
        ("name", "生猪出栏"),
        ("unit", "万头"),
        ("projected", "59.0"),
        ("target", "59.0"),
        ("gap", "0.0"),
        ("gap_points", "0.0"),
        ("verdict", "on_track"),
        ("schedule_linear", "60.0"),
        ("schedule_seasonal", "54.0"),
        ("required_run_rate", "10.0"),
        // 30.0 over 65 weekdays of April to June.
        ("required_run_rate_week", "2.3"),
        ("known_through", "2026-03"),
    ] {
        assert_eq!(half[key], expected, "{key}");
    }
    let year = target(&report, "hogs", "year");
    assert_eq!((&year["verdict"], &year["gap"]), (&Value::from("short"), &Value::from("-1.0")));
    assert_eq!(target(&report, "hogs_growth", "half")["schedule_linear"], Value::Null);
    let hogs = &report["indicators"][0];
    assert_eq!((&hogs["id"], &hogs["first"]), (&Value::from("hogs"), &Value::from("2025-01")));
    let months = hogs["values"].as_array().unwrap();
    assert_eq!((months.len(), &months[12], &months[15]), (36, &Value::from("9.5"), &Value::from("10.0")));
    assert_eq!(report["limits"][0]["kept"], true);
    assert_eq!(report["faults"].as_array().unwrap().len(), 0);
}

#[test]
fn settings_change_what_is_ahead_and_nothing_behind() {
    let report = json(&["--set", "hogs_more=3.0", "--assume", "disease=0.5", "--lang", "en"]);
    let half = target(&report, "hogs", "half");
    // Known to March (29.0); April as before; May and June 9 + 3 − 0.5. Disease acts in every month not yet known.
    assert_eq!(half["projected"], "61.5");
    assert_eq!(half["name"], "Hogs sold");
    assert_eq!(report["indicators"][0]["values"][14], "10.0");
    assert_eq!(report["levers"]["hogs_more"], "3.0");
    let broken = json(&["--set", "hogs_more=4"]);
    assert_eq!((&broken["limits"][0]["kept"], &broken["limits"][0]["short_by"]), (&false.into(), &"1200".into()));
}

#[test]
fn a_link_restores_the_scenario_and_other_options_go_on_top() {
    let first = json(&["--set", "hogs_more=2.5", "--as-of", "2026-04-10", "--line", "linear"]);
    let link = first["link"].as_str().unwrap();
    let again = json(&["--link", &format!("https://example.org/guoban/#s={link}")]);
    assert_eq!(first, again);
    assert_eq!(target(&again, "hogs", "half")["known_through"], "2026-02");
    let changed = json(&["--link", link, "--set", "hogs_more=1"]);
    assert_eq!(changed["levers"], serde_json::json!({}));
    let example = json(&["--example", "push"]);
    assert_eq!(example["levers"]["hogs_more"], "3");
}

#[test]
fn values_out_of_range_are_kept_flagged_and_clamped() {
    let report = json(&["--set", "hogs_more=9", "--assume", "disease=0.5", "--lang=en"]);
    assert_eq!((&report["levers"]["hogs_more"], &report["levers_used"]["hogs_more"]), (&"9".into(), &"5".into()));
    assert_eq!(report["assumptions_used"], serde_json::json!({ "disease": "0.5" }));
    assert_eq!(
        report["flags"][0],
        "More hogs: 90 thousand head is outside the feasible range 0—50 thousand head; the run uses 50 thousand head."
    );
    assert_eq!(
        target(&report, "hogs", "half")["projected"],
        target(&json(&["--set", "hogs_more=5", "--assume", "disease=0.5"]), "hogs", "half")["projected"]
    );
}

#[test]
fn lists_tasks_and_duties_are_in_the_report() {
    let report = json(&["--set", "hogs_more=3", "--lang", "en"]);
    let entry = &report["ledger"][0];
    assert_eq!((&entry["target"], &entry["list"], &entry["triage"]), (&"hogs".into(), &Value::Null, &"keep".into()));
    let last = &entry["history"][2];
    // Due by March: a fifth of the year's 120, in the line through 59 by June.
    for (key, expected) in [("month", "2026-03"), ("value", "29.0"), ("ahead_in", "points")] {
        assert_eq!(last[key], expected, "{key}");
    }
    let weeks = report["weeks"].as_array().unwrap();
    assert_eq!((&weeks[0]["first"], &weeks[9]["last"], weeks.len()), (&"2026-04-29".into(), &"2026-06-30".into(), 10));
    let task = &report["tasks"][0];
    assert_eq!(
        (&task["target"], &task["known_through"], &task["done"]),
        (&"hogs".into(), &"2026-03".into(), &"29.0".into())
    );
    let number = |value: &Value| value.as_str().unwrap().parse::<f64>().unwrap();
    for steps in [&task["months"], &task["quarters"]] {
        let tenths = steps.as_array().unwrap().iter().map(|step| (number(&step["task"]) * 10.0).round()).sum::<f64>();
        assert_eq!(tenths, 1200.0, "{steps}");
    }
    assert_eq!(task["weeks"].as_array().unwrap().len(), weeks.len());
    let duty = &report["duties"][0];
    for (key, expected) in
        [("owner", "agri"), ("lever", "hogs_more"), ("from", "1"), ("to", "3"), ("earliest", "2026-05")]
    {
        assert_eq!(duty[key], expected, "{key}");
    }
    assert_eq!(duty["latest_half"]["month"], "2026-06");
    assert_eq!(duty["gains"][0]["half"], "4.0");
    assert_eq!(json(&[])["duties"], serde_json::json!([]));
}

#[test]
fn every_key_of_the_report_is_described() {
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/report.md")).unwrap();
    let report = json(&["--set", "hogs_more=9"]);
    // What is named by ids of the pack has keys of its own.
    let named = ["levers", "assumptions", "levers_used", "assumptions_used"];
    fn keys(value: &Value, named: &[&str], found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| keys(item, named, found)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                found.push(key.clone());
                if !named.contains(&&**key) {
                    keys(value, named, found);
                }
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    keys(&report, &named, &mut found);
    assert!(found.len() > 60);
    let missing: Vec<_> = found.iter().filter(|key| !manual.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/report.md does not name {missing:?}");
}

#[test]
fn limits_are_in_the_table() {
    let said = |words: &[&str]| text(&guoban(&[&["run", &small(), "--lang", "en"], words].concat()).stdout);
    assert!(said(&[]).contains("\nLimits\nSpecial fund: sufficient.\n"));
    let broken = said(&["--set", "hogs_more=4"]);
    assert!(
        broken.contains("Special fund: the year needs 32 million yuan of 20 million yuan; short by 12 million yuan"),
        "{broken}"
    );
}

#[test]
fn the_table_is_for_people() {
    let output = guoban(&["run", &small(), "--lang", "en"]);
    let printed = text(&output.stdout);
    assert!(printed.starts_with("Small (small, revision 2), as of 2026-04-28, 63 days, 45 workdays to 30 Jun\n"));
    let row = printed.lines().find(|line| line.starts_with("Hogs sold  ")).unwrap();
    let words: Vec<&str> = row.split_whitespace().collect();
    assert!(row.contains("On track") && words.contains(&"59.0"), "{row}");
}

#[test]
fn mistakes_are_named_with_exit_code_two() {
    let small = small();
    let check = |words: &[&str], expected: &str| {
        let output = guoban(words);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(said.contains(expected), "{said}");
        assert!(output.stdout.is_empty());
    };
    check(&[], "没有给出命令");
    check(&["--lang", "en"], "no command was given");
    check(&["check", "nowhere.toml", "--lang", "en"], "cannot read nowhere.toml");
    check(&["run", &small, "--set", "hogs_mare=3", "--lang", "en"], "The nearest are: hogs_more.");
    check(&["run", &small, "--set", "hogs_more=lots"], "hogs_more：“lots”不是数");
    check(&["run", &small, "--set", "hogs_more=1,5"], "可以读作 1.5，也可以读作 15");
    check(&["run", &small, "--set", "hogs_more=", "--lang", "en"], "hogs_more: Nothing was typed");
    check(&["run", &small, "--set", "early=2", "--lang", "en"], "Early rice had to be decided by the end of 2026-03");
    check(&["run", &small, "--assume", "x=1"], "底册里没有假设“x”");
    check(&["run", &small, "--as-of", "2025-04-28", "--lang", "en"], "not in the plan year 2026");
    check(&["run", &small, "--link", "1AAtib3JkZXItY2l0eQMAAPPFbcN", "--lang", "en"], "checksum does not agree");
    check(&["run", &small, "--link", "1AAtib3JkZXItY2l0eQMAAPPFbcM", "--lang", "en"], "needs the pack “border-city”");
}

#[test]
fn check_names_every_error_with_its_place() {
    let good = guoban(&["check", &small(), "--lang", "en"]);
    assert_eq!(good.status.code(), Some(0));
    assert!(text(&good.stdout).contains("Small (small, revision 2) is good: 2 levers"));

    let broken = std::fs::read_to_string(small()).unwrap();
    let broken =
        broken.replace("owner = \"agri\"\nunit", "owner = \"agro\"\nunit").replace("spent\"\navail", "spend\"\navail");
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("broken.toml");
    std::fs::write(&file, broken).unwrap();
    let path = file.to_str().unwrap();
    let output = guoban(&["check", path, "--lang", "en"]);
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        printed.lines().filter(|line| line.starts_with(path) && line.contains(": error: ")).count() >= 2,
        "{printed}"
    );
    assert!(printed.contains("errors, "), "{printed}");
    let run = guoban(&["run", path]);
    assert_eq!(run.status.code(), Some(1));
    assert!(run.stdout.is_empty());
}

#[test]
fn packs_that_ship_are_good() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs");
    for entry in std::fs::read_dir(packs).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let output = guoban(&["check", path.to_str().unwrap(), "--lang", "en"]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
            let output = guoban(&["run", path.to_str().unwrap(), "--json"]);
            let report: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(report["faults"].as_array().map(Vec::len), Some(0), "{}", path.display());
        }
    }
}

#[test]
fn release_packs_what_the_list_names() {
    let directory = std::env::temp_dir().join(format!("guoban-release-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let pack = std::fs::read_to_string(small()).unwrap();
    std::fs::write(directory.join("small.toml"), &pack).unwrap();
    let list = r#"{"packs":[{"id":"small","file":"small.toml","name":{"zh":"小","en":"Small"}}]}"#;
    std::fs::write(directory.join("index.json"), list).unwrap();
    let place = directory.to_string_lossy().into_owned();
    let done = guoban(&["release", &place]);
    assert!(done.status.success(), "{}", text(&done.stderr));

    let index = std::fs::read_to_string(directory.join("index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let part = |name: &str| {
        let file = index["packs"][0]["packed"][name].as_str().unwrap();
        std::fs::read(directory.join(file)).unwrap()
    };
    let (core, details, english) = (part("core"), part("details"), part("english"));
    let read = guoban_model::packed::read(&[&core, &details, &english]).unwrap();
    assert_eq!(read, guoban_model::read::read_pack(&pack).unwrap().pack);

    // A list that names a file that is not there says which.
    std::fs::remove_file(directory.join("small.toml")).unwrap();
    let failed = guoban(&["release", &place, "--lang", "en"]);
    assert_eq!(failed.status.code(), Some(2));
    assert!(text(&failed.stderr).contains("small.toml"), "{}", text(&failed.stderr));
    std::fs::remove_dir_all(directory).unwrap();
}

#[test]
fn pack_brings_in_what_stands_beside() {
    let directory = std::env::temp_dir().join(format!("guoban-pack-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let own = std::fs::read_to_string(small()).unwrap().replacen(
        "revision = 2",
        "revision = 2\nlibrary = \"library.toml\"",
        1,
    ) + "\n[[chapter]]\nsource = \"demo\"\n[chapter.variable]\n\
           sheep = { name = \"羊\", unit = \"万头\", known = { file = \"figures.csv\", column = \"羊\" }, formula = 'last_year(sheep)' }\n\
           sheep_growth = { name = \"羊增速\", use = \"growth_over\", given = { of = \"sheep\", over = \"last_year(sheep)\" } }\n";
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/packs/templates/library.toml");
    std::fs::copy(library, directory.join("library.toml")).unwrap();
    let mut sheet = "month,羊\n".to_owned();
    for month in 1..=12 {
        sheet += &format!("2025-{month:02},2.5\n");
    }
    std::fs::write(directory.join("figures.csv"), sheet).unwrap();
    let file = directory.join("place.toml");
    let path = file.to_string_lossy();
    std::fs::write(&file, &own).unwrap();
    let before = guoban(&["check", &path, "--lang", "en"]);
    let said = text(&before.stdout);
    assert!(
        said.contains("`library.toml` stands beside the pack") && said.contains("`figures.csv` stands beside"),
        "{said}"
    );
    assert!(said.contains("hint: bring in what is used of library.toml: guoban pack PACK"), "{said}");
    let output = guoban(&["pack", &path, "--lang", "en"]);
    assert_eq!(text(&output.stdout), format!("{path}: 1 templates and 1 sheets brought in.\n"));
    let released = std::fs::read_to_string(&file).unwrap();
    assert!(released.starts_with(&own) && !released.contains("template.cohort"), "{released}");
    let report = guoban(&["run", &path, "--json"]);
    assert!(report.status.success(), "{}", text(&report.stderr));
    assert!(guoban(&["pack", &path]).status.success());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), released);
    // Saved in another encoding than UTF-8.
    std::fs::write(&file, b"[pack]\nname = \"\xd0\xa1\xcf\xd8\"\n").unwrap();
    let output = guoban(&["check", &path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("多半存成了 GBK"), "{}", text(&output.stdout));
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn a_suspended_verdict_gives_the_packs_reason() {
    let file = std::env::temp_dir().join(format!("guoban-void-{}.toml", std::process::id()));
    let void = "void_when = 'month = 6'\nvoid_reason = { zh = \"基数过小\", en = \"The base is too small\" }";
    let pack = std::fs::read_to_string(small()).unwrap().replacen(
        "kind = \"growth\"",
        &format!("kind = \"growth\"\n{void}"),
        1,
    );
    std::fs::write(&file, pack).unwrap();
    let output = guoban(&["run", &file.to_string_lossy(), "--json", "--lang", "en"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let half = target(&report, "hogs_growth", "half");
    assert_eq!((&half["not_judged"], &half["not_judged_reason"]), (&"reason".into(), &"The base is too small".into()));
    assert_eq!(target(&report, "hogs_growth", "year")["not_judged"], Value::Null);
    let table = text(&guoban(&["run", &file.to_string_lossy(), "--lang", "en"]).stdout);
    assert!(table.contains("Not judged"), "{table}");
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_date_before_the_first_figures_is_refused_with_the_first_that_can() {
    let city = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/packs/border-city.toml");
    let output = guoban(&["run", city, "--as-of", "2026-01-02", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2), "the date is at fault, not the pack");
    let said = text(&output.stderr);
    assert!(said.contains("2026-01-20") && !said.contains("debt_due"), "{said}");
}

#[test]
fn roll_drafts_the_next_year() {
    let out = std::env::temp_dir().join(format!("guoban-roll-{}.toml", std::process::id()));
    let draft = out.to_string_lossy();
    let output = guoban(&["roll", &small(), "2027", "--out", &draft, "--lang", "en"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains(&format!("{draft}:8: set the new date of what is known\n")), "{said}");
    assert!(said.contains("the new year (last year 120)"), "{said}");
    let drafted = std::fs::read_to_string(&out).unwrap();
    assert!(drafted.contains("year = 2027\nas_of = \"2027-04-28\""), "{drafted}");
    let found = text(&guoban(&["check", &draft, "--lang", "en"]).stdout);
    assert!(found.contains("at least one of `half` and `year` is needed"), "{found}");
    std::fs::remove_file(&out).unwrap();
    assert_eq!(guoban(&["roll", &small(), "soon", "--out", &draft]).status.code(), Some(2));
    assert_eq!(guoban(&["roll", &small(), "2027"]).status.code(), Some(2));
}
