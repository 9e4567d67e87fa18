//! The error bands of the shipped packs are those of `docs/backtest.md`, or the multiple of them that their source names.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

use std::path::Path;

use guoban_model::pack::{ErrorBand, ErrorMeasure, Pack, SourceKind};
use guoban_model::read::read_pack;

/// Each band of the packs: the class of the table it follows, and how many times that class's width.
const BORDER_CITY: [(&str, &str, f64); 12] = [
    ("gdp-error", "gdp", 1.0),
    ("sector-error", "sector", 1.0),
    ("investment-error", "investment", 1.0),
    ("retail-error", "above_limit", 1.0),
    ("pull-error", "sector", 0.5),
    ("part-investment-error", "investment", 2.0),
    ("growth-error", "above_limit_growth", 2.0),
    ("level-error", "above_limit", 2.0),
    ("volatile-error", "above_limit", 6.0),
    ("count-error", "above_limit", 25.0),
    ("ratio-error", "above_limit_growth", 1.0),
    ("rank-error", "above_limit_growth", 3.0),
];
const RENEWAL_DISTRICT: [(&str, &str, f64); 10] = [
    ("gdp-error", "gdp", 1.0),
    ("investment-error", "investment", 1.0),
    ("part-investment-error", "investment", 2.0),
    ("retail-error", "above_limit", 1.0),
    ("growth-error", "above_limit_growth", 2.0),
    ("ratio-error", "above_limit_growth", 1.0),
    ("rank-error", "above_limit_growth", 3.0),
    ("level-error", "above_limit", 2.0),
    ("volatile-error", "above_limit", 6.0),
    ("count-error", "above_limit", 25.0),
];
const URBAN_DISTRICT: [(&str, &str, f64); 10] = [
    ("gdp-error", "gdp", 1.0),
    ("sector-error", "sector", 1.0),
    ("investment-error", "investment", 1.0),
    ("retail-error", "above_limit", 1.0),
    ("part-investment-error", "investment", 2.0),
    ("growth-error", "above_limit_growth", 2.0),
    ("volatile-error", "above_limit", 6.0),
    ("count-error", "above_limit", 25.0),
    ("ratio-error", "above_limit_growth", 1.0),
    ("rank-error", "above_limit_growth", 3.0),
];
const CHINA: [(&str, &str, f64); 1] = [("gdp-error", "gdp", 1.0)];

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// The widths the table gives a class, and what they are in.
fn told(class: &str, period: &str) -> (ErrorMeasure, Vec<f64>) {
    let page = file("docs/backtest.md");
    let (_, bands) = page.split_once("\n## Bands\n").unwrap();
    let mut rows = bands.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let row = rows.find(|cells| cells.len() == 6 && cells[1] == class && cells[3] == period);
    let row = row.unwrap_or_else(|| panic!("docs/backtest.md has no band of {class}, {period}"));
    let measure = if row[2] == "points" { ErrorMeasure::Points } else { ErrorMeasure::Percent };
    (measure, row[4].split(' ').map(|width| width.parse().unwrap()).collect())
}

fn check(pack: &Pack, band: &ErrorBand, class: &str, times: f64) {
    for (period, widths) in [("half", &band.half), ("year", &band.year)] {
        let (measure, table) = told(class, period);
        // Ranks count places, one for a point of growth.
        assert_eq!(band.measure, measure, "{}", band.id);
        assert_eq!(widths.len(), table.len(), "{}", band.id);
        for (known, (width, told)) in widths.iter().zip(&table).enumerate() {
            let expected = told * times;
            assert!(
                (width - expected).abs() < 0.0501,
                "{} of {} is {width} with {known} months known; {times} × {class}, {period}, is {expected:.2}",
                band.id,
                pack.id
            );
        }
    }
    let source = &pack.sources[band.source.0];
    for text in [&source.text.zh, &source.text.en] {
        assert!(text.contains("docs/backtest.md"), "{} does not cite the table", source.id);
    }
    // Only the table's own figure may pass for published.
    if source.kind == SourceKind::Published {
        assert_eq!(times, 1.0, "{}", band.id);
    } else {
        assert!(source.text.en.contains(&format!("{times} ×")), "{} does not name {times} ×", source.id);
    }
}

#[test]
fn bands_of_the_packs_follow_the_table() {
    for (path, bands) in [
        ("www/packs/border-city.toml", &BORDER_CITY[..]),
        ("www/packs/urban-district.toml", &URBAN_DISTRICT),
        ("www/packs/china-2023.toml", &CHINA),
        ("www/packs/renewal-district.toml", &RENEWAL_DISTRICT),
    ] {
        let pack = read_pack(&file(path)).unwrap().pack;
        let named: Vec<&str> = bands.iter().map(|(id, ..)| *id).collect();
        let found: Vec<&str> = pack.errors.iter().map(|band| band.id.as_str()).collect();
        assert_eq!(found, named, "every band of {path} follows a class of the table");
        for (band, (_, class, times)) in pack.errors.iter().zip(bands) {
            check(&pack, band, class, *times);
        }
    }
}
