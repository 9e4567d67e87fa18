//! What is found in a pack with one mistake: cases as text, in `findings/*.txt`.
//!
//! A case changes `packs/tiny.toml`: lines with `-` are replaced by lines with `+` where they stand first, where `«` marks the places at which
//! something is found and `»` the line of a template. Lines with `!` are the findings in the order of the file, `?` the hint of the finding before.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write;

use guoban_model::diagnostic::Diagnostic;
use guoban_model::read::read_pack;
use guoban_model::text::Language;

const TINY: &str = include_str!("packs/tiny.toml");
const CASES: [&str; 5] = [
    include_str!("findings/file.txt"),
    include_str!("findings/items.txt"),
    include_str!("findings/short.txt"),
    include_str!("findings/tables.txt"),
    include_str!("findings/formulas.txt"),
];

struct Case {
    title: String,
    pack: String,
    places: Vec<(usize, usize)>,
    expected: String,
}

fn cases() -> Vec<Case> {
    let blocks = CASES.iter().flat_map(|file| file.split("=== ").skip(1));
    blocks.map(case).collect()
}

fn case(block: &str) -> Case {
    let title = block.lines().next().unwrap().to_owned();
    let mut marked = TINY.to_owned();
    for (old, new) in changes(block) {
        assert!(marked.contains(&old), "{title}: the pack has no `{old}`");
        marked = marked.replacen(&old, &repeated(&new), 1);
    }
    let mut places = Vec::new();
    let mut template = String::new();
    let mut pack = String::new();
    for (number, line) in marked.split_inclusive('\n').enumerate() {
        let mut column = 1;
        for character in line.chars() {
            if character == '«' {
                places.push((number + 1, column));
            } else if character == '»' {
                template = (number + 1).to_string();
            } else {
                pack.push(character);
                column += 1;
            }
        }
    }
    let expected = block.lines().filter(|line| line.starts_with(['!', '?']));
    Case {
        title, pack, places, expected: expected.map(|line| format!("{}\n", line.replace('»', &template))).collect()
    }
}

/// Lines with `-` and the lines with `+` after them.
fn changes(block: &str) -> Vec<(String, String)> {
    let mut changes: Vec<(Vec<&str>, Vec<&str>)> = vec![Default::default()];
    for line in block.lines() {
        if let Some(old) = line.strip_prefix('-') {
            if changes.last().is_some_and(|(_, new)| !new.is_empty()) {
                changes.push(Default::default());
            }
            changes.last_mut().unwrap().0.push(old);
        } else if let Some(new) = line.strip_prefix('+') {
            changes.last_mut().unwrap().1.push(new);
        }
    }
    changes.into_iter().map(|(old, new)| (old.join("\n"), new.join("\n"))).collect()
}

/// `⟨text×count⟩` stands for the text so often.
fn repeated(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (inside, behind) = after.split_once('⟩').unwrap();
        let (part, count) = inside.rsplit_once('×').unwrap();
        whole += before;
        whole += &part.replace("\\n", "\n").repeat(count.parse().unwrap());
        rest = behind;
    }
    whole + rest
}

fn found(pack: &str) -> Vec<Diagnostic> {
    match read_pack(pack) {
        Err(found) => found,
        Ok(read) => {
            let mut found = read.warnings.clone();
            if found.is_empty() {
                found.extend(read.compile(read.pack.as_of).err().unwrap_or_default());
            }
            found
        }
    }
}

#[test]
fn each_mistake_is_named_where_it_stands() {
    let mut wrong = String::new();
    for case in cases() {
        let found = found(&case.pack);
        let mut said = String::new();
        for finding in &found {
            writeln!(said, "! {}: {}", finding.place.shown(Language::En), finding.message(Language::En)).unwrap();
            if let Some(hint) = finding.hint(Language::En) {
                writeln!(said, "? {hint}").unwrap();
            }
        }
        let places: Vec<(usize, usize)> = found.iter().map(|found| (found.place.line, found.place.column)).collect();
        if said != case.expected || places != case.places {
            write!(wrong, "=== {}\n{said}at {places:?}, expected {:?}\n\n", case.title, case.places).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn findings_are_said_in_both_languages() {
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for case in cases() {
        for finding in found(&case.pack) {
            let said = finding.message(Language::Zh);
            assert!(han(&said), "{}: {said}", case.title);
            assert_eq!(finding.hint(Language::Zh).is_some(), finding.hint(Language::En).is_some(), "{said}");
        }
    }
}

#[test]
fn every_problem_has_a_case() {
    let source = include_str!("../src/diagnostic.rs");
    let (_, problems) = source.split_once("pub enum Problem {").unwrap();
    let (problems, _) = problems.split_once("\n}").unwrap();
    let name = |text: &str| -> String { text.chars().take_while(char::is_ascii_alphabetic).collect() };
    let all: BTreeSet<String> =
        problems.lines().map(|line| name(line.trim())).filter(|name| !name.is_empty()).collect();
    let seen: BTreeSet<String> =
        cases().iter().flat_map(|case| found(&case.pack)).map(|found| name(&format!("{:?}", found.problem))).collect();
    // Large files take long to spell out; see `front_hostile.rs`.
    let elsewhere = ["FileTooLarge", "TextTooLong", "TooMany", "MoreFindings", "TooMuchWork"];
    let missing: Vec<_> = all.difference(&seen).filter(|name| !elsewhere.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}
