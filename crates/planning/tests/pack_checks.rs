//! The shipped packs hold what they say in generated scenarios; `guoban check` tries ten thousand.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::sync::Arc;

use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::checks;
use guoban_planning::number::unit_name;

/// Few enough for a build without optimisation.
const SCENARIOS: usize = 40;

fn check(pack: &str) {
    let path = format!("{}/../../{pack}.toml", env!("CARGO_MANIFEST_DIR"));
    let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|found| panic!("{found:?}"));
    let model = read.compile(read.pack.as_of).unwrap_or_else(|found| panic!("{found:?}"));
    let found = checks::run(&model, SCENARIOS, 1);
    let lines: Vec<_> = found.iter().map(|finding| finding.message(Language::En)).collect();
    assert!(lines.is_empty(), "{pack}:\n{}", lines.join("\n"));
}

#[test]
fn border_city_holds_in_generated_scenarios() {
    check("www/packs/border-city");
}

#[test]
fn urban_district_holds_in_generated_scenarios() {
    check("www/packs/urban-district");
}

#[test]
fn every_pack_holds_on_every_date() {
    for pack in ["border-city", "urban-district", "renewal-district", "china-2023"] {
        let path = format!("{}/../../www/packs/{pack}.toml", env!("CARGO_MANIFEST_DIR"));
        let found = checks::on_dates(&Arc::new(read_pack(&std::fs::read_to_string(path).unwrap()).unwrap().pack));
        let lines: Vec<_> = found.iter().map(|finding| finding.message(Language::En)).collect();
        assert!(lines.is_empty(), "{pack}: {}", lines.join("\n"));
    }
}

#[test]
fn china_2023_holds_in_generated_scenarios() {
    check("www/packs/china-2023");
}

#[test]
fn renewal_district_holds_in_generated_scenarios() {
    check("www/packs/renewal-district");
}

#[test]
fn the_manuals_pack_holds_in_generated_scenarios() {
    check("crates/model/tests/packs/tiny");
}

#[test]
fn every_unit_of_a_pack_has_an_english_name() {
    for pack in ["border-city", "urban-district", "china-2023", "renewal-district"] {
        let path = format!("{}/../../www/packs/{pack}.toml", env!("CARGO_MANIFEST_DIR"));
        let pack = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap().pack;
        let levers = pack.levers.iter().map(|item| &item.unit);
        let units = levers
            .chain(pack.assumptions.iter().map(|item| &item.unit))
            .chain(pack.variables.iter().map(|item| &item.unit))
            .chain(pack.tables.iter().flat_map(|table| &table.columns).map(|column| &column.unit));
        let chinese: Vec<&str> = units
            .map(|unit| unit_name(unit, Language::En))
            .filter(|name| name.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)))
            .collect();
        assert!(chinese.is_empty(), "{}: {chinese:?}", pack.id);
    }
}
