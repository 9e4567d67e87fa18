//! What a file in XMILE holds, without another program.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use guoban_model::model::Model;
use guoban_model::text::{Language, Text};
use guoban_planning::scenario::Scenario;
use guoban_workbook::xmile::xmile;
use support::model;

const PACKS: [&str; 4] = ["border-city", "urban-district", "renewal-district", "china-2023"];

/// Words of equations that are no variables.
const WORDS: [&str; 16] =
    ["ABS", "AND", "DELAY", "ELSE", "EXP", "IF", "INT", "LN", "MAX", "MIN", "NOT", "OR", "SQRT", "THEN", "TIME", "DT"];

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(inside, _)| inside)
}

/// By name: kind and equation.
fn variables(text: &str) -> BTreeMap<&str, (&str, &str)> {
    let mut found = BTreeMap::new();
    for kind in ["aux", "flow", "stock"] {
        for element in text.split(&format!("<{kind} name=\"")).skip(1) {
            let name = element.split('"').next().unwrap();
            assert!(found.insert(name, (kind, between(element, "<eqn>", "</eqn>").unwrap())).is_none(), "{name} twice");
        }
    }
    found
}

/// The names that an equation reads in the same month: what a delay is of is read later.
fn read(equation: &str) -> BTreeSet<&str> {
    let plain = equation.replace("&lt;", "<").replace("&gt;", ">");
    let mut names = BTreeSet::new();
    let mut delayed = 0;
    let mut begin = 0;
    let bytes = equation.as_bytes();
    while begin < bytes.len() {
        let is_word = |at: usize| bytes.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_');
        if is_word(begin) || bytes[begin] == b'&' {
            let end = (begin + 1..).find(|at| !is_word(*at)).unwrap();
            let word = &equation[begin..end];
            if word == "DELAY" {
                delayed = equation[end..].find(", ").map_or(0, |comma| end + comma);
            } else if word.starts_with(|c: char| c.is_ascii_alphabetic()) && !WORDS.contains(&word) && begin >= delayed
            {
                names.insert(word);
            }
            begin = end;
        } else {
            begin += 1;
        }
    }
    assert!(!plain.contains("NA()"), "{equation}");
    names
}

#[test]
fn every_name_that_is_read_is_there_and_no_month_waits_for_itself() {
    for pack in PACKS {
        let model = model(pack);
        let written = xmile(&model, &Scenario::baseline(model.pack()), Language::Zh).unwrap();
        let variables = variables(&written.text);
        let reads: BTreeMap<&str, BTreeSet<&str>> = variables
            .iter()
            .map(|(name, (kind, equation))| (*name, if *kind == "stock" { BTreeSet::new() } else { read(equation) }))
            .collect();
        for (name, names) in &reads {
            for read in names {
                assert!(variables.contains_key(read), "{pack}: {name} reads {read}");
            }
        }
        // What reads only what is done is done; in the end that is everything.
        let mut left: BTreeSet<&str> = reads.keys().copied().collect();
        loop {
            let ready: Vec<&str> = left.iter().filter(|name| reads[*name].is_disjoint(&left)).copied().collect();
            if ready.is_empty() {
                break;
            }
            left.retain(|name| !ready.contains(name));
        }
        assert!(left.is_empty(), "{pack}: {left:?}");
        assert!(variables.len() > 150, "{pack}");
        for names in written.variables.iter().chain([&written.levers, &written.assumptions]) {
            assert!(names.iter().all(|name| variables.contains_key(&**name)), "{pack}: {names:?}");
        }
    }
}

#[test]
fn values_that_follow_from_later_months_are_few_and_said() {
    for (pack, most) in PACKS.into_iter().zip([11, 184, 0, 11]) {
        let model = model(pack);
        let written = xmile(&model, &Scenario::baseline(model.pack()), Language::En).unwrap();
        assert!(written.unsaid.len() <= most, "{pack}: {:?}", written.unsaid);
        // What is still to come this year is all that looks ahead within it.
        let early = written.unsaid.iter().filter(|cell| cell.offset < 12);
        let early: BTreeSet<&str> = early.map(|cell| &*model.pack().variables[cell.variable.0].id).collect();
        let looks_ahead = if pack == "urban-district" { BTreeSet::from(["pipeline"]) } else { BTreeSet::new() };
        assert_eq!(early, looks_ahead, "{pack}");
        let names: BTreeSet<(usize, usize)> = written.unsaid.iter().map(|cell| (cell.variable.0, cell.row)).collect();
        assert_eq!(written.text.matches("Months that are not said here").count(), names.len(), "{pack}");
        assert!(written.text.contains("1. Verdicts.") && written.text.contains("6. Decimal rounding."), "{pack}");
    }
}

#[test]
fn the_same_plan_gives_the_same_text_and_texts_of_a_pack_stay_texts() {
    let before = model("china-2023");
    let plan = Scenario::baseline(before.pack());
    let first = xmile(&before, &plan, Language::En).unwrap().text;
    assert_eq!(first, xmile(&before, &plan, Language::En).unwrap().text);
    let mut pack = (**before.pack()).clone();
    let hostile = "]]></doc><eqn>0</eqn><aux name=\"x\">&amp;\u{1}";
    for lever in &mut pack.levers {
        lever.name = Text::new(hostile, hostile);
        lever.unit = "\"><".to_owned();
    }
    pack.name = Text::new(hostile, hostile);
    let after = Model::compile(Arc::new(pack), before.as_of()).unwrap();
    let second = xmile(&after, &Scenario::baseline(after.pack()), Language::En).unwrap().text;
    assert_eq!(variables(&first), variables(&second));
}
