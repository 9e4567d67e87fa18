//! The error bands of the shipped packs are those of `docs/backtest.md`, or the multiple of them that their source names.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod uses;

use guoban_model::number::to_f64;
use guoban_model::pack::{ErrorBand, ErrorMeasure, Pack, SourceKind};
use uses::{PACKS, Use, pack, root};

/// The widths the table gives a class in a kind of years, and what they are in.
fn told(class: &str, kind: &str, period: &str) -> (ErrorMeasure, Vec<f64>) {
    let page = std::fs::read_to_string(root().join("docs/backtest.md")).unwrap();
    let (_, bands) = page.split_once("\n## Bands\n").unwrap();
    let mut rows = bands.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let row = rows.find(|cells| cells.len() == 7 && cells[1] == class && cells[3] == kind && cells[4] == period);
    let row = row.unwrap_or_else(|| panic!("docs/backtest.md has no band of {class}, {kind}, {period}"));
    let measure = if row[2] == "points" { ErrorMeasure::Points } else { ErrorMeasure::Percent };
    (measure, row[5].split(' ').map(|width| width.parse().unwrap()).collect())
}

fn check(pack: &Pack, band: &ErrorBand, (_, class, calm_times, shaken_times): Use) {
    let class = class.id();
    let shaken = band.shaken.as_ref().unwrap_or_else(|| panic!("{} of {} has no shaken widths", band.id, pack.id));
    for (period, calm, shaken) in [("half", &band.half, &shaken.half), ("year", &band.year, &shaken.year)] {
        let ((measure, calm_table), (_, shaken_table)) = (told(class, "calm", period), told(class, "shaken", period));
        // Ranks count places, one for a point of growth.
        assert_eq!(band.measure, measure, "{}", band.id);
        assert_eq!((calm.len(), shaken.len()), (calm_table.len(), shaken_table.len()), "{}", band.id);
        for known in 0..calm.len() {
            let expected = calm_table[known] * calm_times;
            let of = |kind: &str, width: f64, expected: f64| {
                assert!(
                    (width - expected).abs() < 0.0501,
                    "{} of {} is {width} in {kind} years with {known} months known; {class}, {period}, makes it {expected:.2}",
                    band.id,
                    pack.id
                );
            };
            of("calm", calm[known], expected);
            // A shock never makes it surer.
            of("shaken", shaken[known], (shaken_table[known] * shaken_times).max(expected));
        }
    }
    let source = &pack.sources[band.source.0];
    for text in [&source.text.zh, &source.text.en] {
        assert!(text.contains("docs/backtest.md"), "{} does not cite the table", source.id);
    }
    // Only the table's own figure may pass for published.
    if source.kind == SourceKind::Published {
        assert_eq!((calm_times, shaken_times), (1.0, 1.0), "{}", band.id);
    } else {
        for times in [calm_times, shaken_times] {
            assert!(source.text.en.contains(&format!("{times} ×")), "{} does not name {times} ×", source.id);
        }
    }
}

#[test]
fn bands_of_the_packs_follow_the_table() {
    for (name, uses) in PACKS {
        let pack = pack(name);
        for band in &pack.errors {
            let found = uses.iter().find(|(id, ..)| *id == band.id);
            check(&pack, band, *found.unwrap_or_else(|| panic!("{} of {name} follows no class of the table", band.id)));
        }
    }
}

#[test]
fn a_shaken_year_is_drawn_with_a_stated_chance() {
    for (name, _) in PACKS {
        let pack = pack(name);
        for band in &pack.errors {
            let switch = &pack.assumptions[band.shaken.as_ref().unwrap().by.0];
            assert!((0.01..1.0).contains(&to_f64(switch.mid)), "{name}");
            assert!(switch.reason.en.contains('%'), "{name}: {} does not state its chance", switch.id);
        }
    }
}
