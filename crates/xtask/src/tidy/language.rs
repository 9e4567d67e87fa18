//! Language files: the same keys in every language, each used, none missing.
//!
//! A key is used when a string literal of the app equals it, or matches it as a pattern: in `format!("verdict.{word}")`
//! the braces stand for any text without a dot.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rule, files::Sources};

const LANGUAGES: [&str; 2] = ["www/lang/zh.json", "www/lang/en.json"];

/// The rules about texts.
pub fn check(sources: &Sources) -> Vec<Rule> {
    let mut faults = Vec::new();
    let mut maps = Vec::new();
    for path in LANGUAGES {
        match sources.text(path).map(serde_json::from_str::<BTreeMap<String, String>>) {
            None => faults.push(format!("{path} is missing")),
            Some(Err(error)) => faults.push(format!("{path} is not a flat map from key to text: {error}")),
            Some(Ok(map)) => {
                if map.is_empty() {
                    faults.push(format!("{path} holds no text"));
                }
                let empty = map.iter().filter(|(_, text)| text.trim().is_empty());
                faults.extend(empty.map(|(key, _)| format!("{path}: `{key}` has no text")));
                maps.push((path, map));
            }
        }
    }
    let keys: BTreeSet<&str> = maps.iter().flat_map(|(_, map)| map.keys()).map(String::as_str).collect();
    for (path, map) in &maps {
        faults.extend(keys.iter().filter(|key| !map.contains_key(**key)).map(|key| format!("{path} has no `{key}`")));
        let holes = map.iter().filter_map(|(key, text)| {
            let differs = maps.iter().any(|(_, other)| other.get(key).is_some_and(|other| holes(other) != holes(text)));
            differs.then(|| format!("{path}: `{key}` has other placeholders than the other language"))
        });
        faults.extend(holes);
    }
    let literals: Vec<(String, String)> = sources
        .below("src/", ".rs")
        .flat_map(|(path, text)| literals(text).into_iter().map(move |literal| (path.to_owned(), literal)))
        .collect();
    vec![
        Rule::new("both languages have the same keys and placeholders", faults),
        Rule::new("every text that is used is there", missing(&keys, &literals)),
        Rule::new("every text that is there is used", unused(&keys, &literals)),
    ]
}

fn missing(keys: &BTreeSet<&str>, literals: &[(String, String)]) -> Vec<String> {
    let groups: BTreeSet<&str> = keys.iter().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let is_key = |text: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-{}".contains(&byte);
        text.split_once('.').is_some_and(|(group, rest)| groups.contains(group) && !rest.is_empty())
            && text.bytes().all(plain)
            && !text.ends_with('.')
    };
    let wanted = literals.iter().filter(|(_, literal)| is_key(literal) || literal.starts_with(ASKED));
    let wanted = wanted.map(|(path, literal)| (path, literal.trim_start_matches(ASKED)));
    let absent = wanted.filter(|(_, literal)| !keys.iter().any(|key| stands_for(literal, key)));
    absent.map(|(path, literal)| format!("{path} asks for `{literal}`")).collect::<BTreeSet<_>>().into_iter().collect()
}

fn unused(keys: &BTreeSet<&str>, literals: &[(String, String)]) -> Vec<String> {
    let literals: BTreeSet<&str> = literals.iter().map(|(_, literal)| literal.trim_start_matches(ASKED)).collect();
    let used = |key: &str| literals.iter().any(|literal| stands_for(literal, key));
    keys.iter().filter(|key| !used(key)).map(|key| format!("`{key}`")).collect()
}

/// Whether a literal, with its `{…}` standing for any text without a dot, is the key.
fn stands_for(literal: &str, key: &str) -> bool {
    let Some((before, rest)) = literal.split_once('{') else { return literal == key };
    let Some((_, after)) = rest.split_once('}') else { return literal == key };
    // Braces that stand for the whole key would make every key used.
    if !before.contains('.') {
        return false;
    }
    let Some(tail) = key.strip_prefix(before) else { return false };
    let ends = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
    let mut ends = ends.take_while(|end| !tail[..*end].contains('.')).filter(|end| *end > 0);
    ends.any(|end| {
        let whole = format!("{before}{}{after}", &tail[..end]);
        if after.contains('{') { stands_for(&whole, key) } else { whole == key }
    })
}

/// The placeholders of a text, such as `{count}`.
fn holes(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Marks a literal that stands in a call which looks up a text, and therefore must be a key.
const ASKED: char = '\u{1}';
const LOOK_UPS: [&str; 4] = [".t(", ".t(&format!(", ".fill(", ".fill(&format!("];

/// The string literals of a Rust source up to its unit tests, those in a look-up marked with [`ASKED`]; lines that are
/// comments are left out, escapes are not resolved.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or(source);
    let mut found = Vec::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let pieces: Vec<&str> = line.split('"').collect();
        for pair in pieces.chunks_exact(2) {
            let asked = LOOK_UPS.iter().any(|call| pair[0].ends_with(call));
            found.push(if asked { format!("{ASKED}{}", pair[1]) } else { pair[1].to_owned() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{holes, literals, missing, stands_for, unused};

    fn pairs(texts: &[&str]) -> Vec<(String, String)> {
        texts.iter().map(|text| ("src/a.rs".to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn braces_stand_for_one_part_of_a_key() {
        assert!(stands_for("verdict.{word}", "verdict.met"));
        assert!(stands_for("error.{code}.{part}", "error.unit.hint"));
        assert!(stands_for("month.{n}.short", "month.12.short"));
        assert!(!stands_for("verdict.{word}", "verdict.met.long"));
        assert!(!stands_for("{key}", "verdict.met"));
    }

    #[test]
    fn missing_and_unused_keys_are_named() {
        let keys = ["bar.undo", "bar.redo"].into_iter().collect();
        let used = pairs(&["bar.undo", "bar.rdeo", "packs/index.json", "3.5"]);
        assert_eq!(missing(&keys, &used), ["src/a.rs asks for `bar.rdeo`"]);
        assert_eq!(unused(&keys, &used), ["`bar.redo`"]);
        let asked = pairs(&["\u{1}other.undo", "\u{1}bar.redo", "\u{1}bar.{way}"]);
        assert_eq!(missing(&keys, &asked), ["src/a.rs asks for `other.undo`"]);
        assert!(unused(&keys, &asked).is_empty());
    }

    #[test]
    fn literals_and_placeholders_are_found() {
        assert_eq!(literals("x(\"a.b\", \"c\") // \"d\"\n// \"e\"\n"), ["a.b", "c", "d"]);
        assert_eq!(literals("l.t(\"a.b\")\n#[cfg(test)]\nmod tests { \"c\" }"), ["\u{1}a.b"]);
        assert_eq!(holes("{n} of {total}").into_iter().collect::<Vec<_>>(), ["n", "total"]);
    }
}
