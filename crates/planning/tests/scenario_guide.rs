//! The user guide's scenarios (`docs/scenarios.md`, and one document for each further pack): settings and tables are those
//! of the model.
//!
//! `GUOBAN_UPDATE_GOLDEN=1` writes them anew; what the text says about them is then for a person to read again.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use guoban_model::pack::{Measure, Pack, VariableId};
use guoban_model::read::read_pack;
use guoban_planning::figures::Figures;
use guoban_planning::number::{plain, published};
use rust_decimal::Decimal;

const BORDER_CITY: &str = include_str!("../../../www/packs/border-city.toml");
const URBAN_DISTRICT: &str = include_str!("../../../www/packs/urban-district.toml");
const RENEWAL_DISTRICT: &str = include_str!("../../../www/packs/renewal-district.toml");

/// First and last month of the columns: half-year, third quarter, fourth quarter, year.
const PERIODS: [(i32, i32); 4] = [(0, 5), (6, 8), (9, 11), (0, 11)];

/// A variable by its id, or one of its rows as `variable.row`.
fn cell(pack: &Pack, name: &str) -> (VariableId, usize) {
    let (variable, row) = name.split_once('.').unwrap_or((name, ""));
    let id = pack.variables.iter().position(|item| item.id == variable).unwrap();
    let row = pack.variables[id].over.map_or(0, |table| {
        let row_is = |item: &guoban_model::pack::TableRow| item.id == row;
        pack.tables[table.0].rows.iter().position(row_is).unwrap()
    });
    (VariableId(id), row)
}

/// A figure of a period as published: the sum of a flow, else the standing at its end.
fn figure(pack: &Pack, run: &impl Figures, (id, row): (VariableId, usize), (first, last): (i32, i32)) -> String {
    let variable = &pack.variables[id.0];
    let value = match variable.measure {
        Measure::Flow => run.sum(id, row, first, last),
        Measure::Stock | Measure::Rate => run.at(id, row, last),
    };
    value
        .and_then(|value| published(value, variable.decimals))
        .map_or("—".to_owned(), |value| plain(value, variable.decimals))
}

fn change(from: String, to: String) -> String {
    if from == to { to } else { format!("{from} → {to}") }
}

/// The text with settings and cells as the model gives them.
fn told(text: &str, pack: &str) -> String {
    let read = read_pack(pack).unwrap();
    let pack = &read.pack;
    let model = read.compile(pack.as_of).unwrap();
    let baseline = model.run(&model.baseline());
    let mut example = None;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with("## ") {
            let id = line.split('`').nth(1).unwrap();
            example = Some(pack.examples.iter().find(|example| example.id == id).unwrap());
        }
        let id = line.starts_with("| ").then(|| line.split('`').nth(1)).flatten();
        lines.push(match (example, id) {
            (Some(example), Some(id)) => {
                let run = model.run(&settings(&model, example));
                let label = line.split('|').nth(1).unwrap().trim();
                let cell = cell(pack, id);
                let figures = PERIODS
                    .map(|period| change(figure(pack, &baseline, cell, period), figure(pack, &run, cell, period)));
                format!("| {label} | `{id}` | {} |", figures.join(" | "))
            }
            (Some(example), None) if line.starts_with('>') => format!("> {}", changes(pack, example)),
            _ => line.to_owned(),
        });
    }
    lines.join("\n") + "\n"
}

fn settings(
    model: &guoban_model::model::Model,
    example: &guoban_model::pack::Example,
) -> guoban_model::model::Settings {
    let mut settings = model.baseline();
    for (id, value) in &example.levers {
        settings.levers[id.0] = guoban_model::number::to_f64(*value);
    }
    for (id, value) in &example.assumptions {
        settings.assumptions[id.0] = guoban_model::number::to_f64(*value);
    }
    settings
}

fn changes(pack: &Pack, example: &guoban_model::pack::Example) -> String {
    let one = |name: &guoban_model::text::Text, unit: &str, from: Decimal, to: Decimal| {
        let (from, to) = (from.normalize(), to.normalize());
        format!("{} {}: {from} → {to} {unit}", name.zh, name.en)
    };
    let levers = example.levers.iter().map(|(id, value)| {
        let lever = &pack.levers[id.0];
        one(&lever.name, &lever.unit, lever.baseline, *value)
    });
    let assumptions = example.assumptions.iter().map(|(id, value)| {
        let assumption = &pack.assumptions[id.0];
        one(&assumption.name, &assumption.unit, assumption.mid, *value)
    });
    levers.chain(assumptions).collect::<Vec<_>>().join(" · ")
}

#[test]
fn the_guide_to_the_border_city_says_what_the_model_gives() {
    check("docs/scenarios.md", BORDER_CITY);
}

#[test]
fn the_guide_to_the_urban_district_says_what_the_model_gives() {
    check("docs/scenarios-urban-district.md", URBAN_DISTRICT);
}

#[test]
fn the_guide_to_the_renewal_district_says_what_the_model_gives() {
    check("docs/scenarios-renewal-district.md", RENEWAL_DISTRICT);
}

fn check(document: &str, pack: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(document);
    let text = std::fs::read_to_string(&path).unwrap();
    let told = told(&text, pack);
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        return std::fs::write(&path, &told).unwrap();
    }
    let wrong: Vec<_> = text.lines().zip(told.lines()).filter(|(is, should)| is != should).collect();
    assert!(wrong.is_empty(), "{document} differs from the model (told, computed): {wrong:#?}");
    let pack = read_pack(pack).unwrap().pack;
    for example in &pack.examples {
        assert!(text.contains(&format!("(`{}`)", example.id)), "{} is not in the guide", example.id);
    }
}
