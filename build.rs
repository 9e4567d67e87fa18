//! The words of the page as sorted tables, so that starting reads no text; and what cutting the site into parts needs of
//! the linker.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a build that cannot read its own files has to stop")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// Words that only one part of the program says are fetched with it, in both languages: how their keys begin.
const PARTS: [(&str, &[&str]); 9] = [
    (
        "PANELS",
        &[
            "detail.basis",
            "detail.known",
            "detail.note",
            "detail.owner",
            "detail.peers",
            "detail.promise",
            "detail.source",
            "detail.title",
            "pulls.",
        ],
    ),
    ("PLANS", &["plans.", "keeping."]),
    ("COMPARE", &["compare."]),
    (
        "SCREENS",
        &[
            "data.",
            "file.",
            "keys.",
            "ledger.",
            "link.",
            "share.da",
            "share.frame",
            "share.holds",
            "share.name",
            "share.note",
            "share.own-",
            "share.remembered",
            "share.settings",
            "share.title",
            "share.without",
            "trace.",
        ],
    ),
    ("ANSWERS", &["answers."]),
    ("WALL", &["wall."]),
    ("PAPER", &["paper."]),
    ("OWN", &["own."]),
    ("MEET", &["meet."]),
];

fn main() {
    let mut tables = String::new();
    for (name, path) in [("ZH", "www/lang/zh.json"), ("EN", "www/lang/en.json")] {
        println!("cargo::rerun-if-changed={path}");
        let texts: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let group = |key: &str| PARTS.iter().find(|(_, groups)| groups.iter().any(|group| key.starts_with(group)));
        for part in [None].into_iter().chain(PARTS.iter().map(|(part, _)| Some(*part))) {
            let name = part.map_or_else(|| name.to_owned(), |part| format!("{part}_{name}"));
            writeln!(tables, "/// Words of `{path}`, by key.\npub const {name}: Words = &[").unwrap();
            for (key, text) in texts.iter().filter(|(key, _)| group(key).map(|(part, _)| *part) == part) {
                writeln!(tables, "    ({key:?}, {text:?}),").unwrap();
            }
            writeln!(tables, "];").unwrap();
        }
    }
    fs::write(Path::new(&env::var_os("OUT_DIR").unwrap()).join("words.rs"), tables).unwrap();

    println!("cargo::rerun-if-changed=build.rs");
    let wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32");
    if wasm && env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        println!("cargo::rustc-link-arg-bins=--export-table");
    }
}
