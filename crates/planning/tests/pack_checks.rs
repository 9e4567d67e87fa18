//! The shipped packs hold what they say in generated scenarios; `guoban check` tries ten thousand.

#![allow(clippy::panic, clippy::unwrap_used)]

use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks;

/// Few enough for a build without optimisation.
const SCENARIOS: usize = 40;

fn check(pack: &str) {
    let path = format!("{}/../../www/packs/{pack}.toml", env!("CARGO_MANIFEST_DIR"));
    let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|found| panic!("{found:?}"));
    let model = read.compile(read.pack.as_of).unwrap_or_else(|found| panic!("{found:?}"));
    let found = checks::run(&model, SCENARIOS, 1);
    let lines: Vec<_> = found.iter().map(|finding| finding.message(Language::En)).collect();
    assert!(lines.is_empty(), "{pack}:\n{}", lines.join("\n"));
}

#[test]
fn border_city_holds_in_generated_scenarios() {
    check("border-city");
}

#[test]
fn china_2023_holds_in_generated_scenarios() {
    check("china-2023");
}
