//! China 2023: published figures, and the half-year that comes out when the published second quarter is typed in.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use guoban_model::model::{Model, Projection};
use guoban_model::number::to_f64;
use guoban_model::pack::{SourceKind, VariableId};
use guoban_model::read::read_pack;

/// First half of 2023 in the vintage the pack uses; the first release said 5.5.
const PUBLISHED_HALF: f64 = 5.7;

/// Growth of the second quarter by industry, in the pack's order of industries.
const PUBLISHED_SECOND_QUARTER: [(&str, f64); 11] = [
    ("agriculture", 4.0),
    ("industry", 4.2),
    ("construction", 8.3),
    ("wholesale_retail", 8.6),
    ("transport", 8.9),
    ("hotels_catering", 19.3),
    ("finance", 6.1),
    ("real_estate", -0.6),
    ("information", 15.2),
    ("leasing_business", 17.2),
    ("other", 7.1),
];

fn open() -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/packs/china-2023.toml");
    let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(read.warnings.is_empty());
    read.compile(read.pack.as_of).unwrap()
}

fn at(model: &Model, run: &Projection, variable: &str, offset: i32) -> f64 {
    run.at(model.pack().variable(variable).unwrap(), 0, offset).unwrap()
}

fn published() -> (Model, Projection) {
    let model = open();
    let mut settings = model.baseline();
    for (industry, growth) in PUBLISHED_SECOND_QUARTER {
        let lever = model.pack().lever(&format!("industry.{industry}.rest")).unwrap();
        settings.levers[lever.0] = growth;
    }
    let run = model.run(&settings);
    (model, run)
}

#[test]
fn nothing_is_invented() {
    let model = open();
    let pack = model.pack();
    assert!(!pack.demo);
    assert!(pack.sources.iter().all(|source| source.kind != SourceKind::Demo));
    assert!(model.run(&model.baseline()).faults().is_empty());
    assert_eq!(pack.levers.len(), 11);
}

#[test]
fn published_second_quarter_gives_the_published_half_year() {
    let (model, run) = published();
    let half = at(&model, &run, "gdp_growth", 5);
    assert!((half - PUBLISHED_HALF).abs() <= 0.1, "{half}");
    // Weights × growth by hand: 5.636.
    assert!((half - 5.636).abs() < 0.001, "{half}");
}

#[test]
fn example_is_the_replay() {
    let (model, run) = published();
    let example = &model.pack().examples[0];
    let mut settings = model.baseline();
    example.levers.iter().for_each(|(lever, value)| settings.levers[lever.0] = to_f64(*value));
    assert_eq!(at(&model, &model.run(&settings), "gdp_growth", 5), at(&model, &run, "gdp_growth", 5));
}

#[test]
fn pulls_add_up_to_growth() {
    let (model, run) = published();
    let pull = model.pack().variable("industry_pull").unwrap();
    for month in 3..12 {
        let pulls: f64 = (0..11).map(|row| run.at(pull, row, month).unwrap()).sum();
        assert!((pulls - at(&model, &run, "gdp_growth", month)).abs() < 1e-9);
    }
}

#[test]
fn first_quarter_and_history_stay_as_published() {
    let (model, run) = published();
    assert_eq!(at(&model, &run, "gdp_growth", 2), 4.7);
    assert_eq!(at(&model, &run, "gdp_growth", -7), 2.7);
    assert_eq!(at(&model, &run, "fai_growth", 2), 5.1);
    let growth: VariableId = model.pack().variable("industry_growth").unwrap();
    assert_eq!(run.at(growth, 5, 1), Some(15.4));
    // Shares × growth give the first quarter within a tenth of a point too.
    let (value, base) =
        (model.pack().variable("industry_va").unwrap(), model.pack().variable("industry_comparable").unwrap());
    let sum = |variable| -> f64 { (0..11).map(|row| run.at(variable, row, 0).unwrap()).sum() };
    assert!(((sum(value) / sum(base) - 1.0) * 100.0 - 4.7).abs() <= 0.1);
}

#[test]
fn required_growth_closes_the_target() {
    // Growth that all industries would need from April on for 5% over the year.
    let model = open();
    let needed = at(&model, &model.run(&model.baseline()), "required_growth", 2);
    let mut settings = model.baseline();
    settings.levers.iter_mut().for_each(|lever| *lever = needed);
    let year = at(&model, &model.run(&settings), "gdp_growth", 11);
    assert!((year - 5.0).abs() < 1e-6, "{year}");
}
