//! The record by which the form projects is that of the back-test.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod series;

use std::fmt::Write as _;

use guoban_backtest::{Class, Kind as Years, Measure, Method, Period, Report};
use guoban_intake::kind::{Kind, records};

/// What two years of a place's figures suffice for.
const METHODS: [Method; 4] = [Method::Persists, Method::Stays, Method::Momentum, Method::Blend];

#[test]
fn default_methods_and_bands_are_those_of_the_back_test() {
    let Some(data) = series::data() else {
        println!("not run: ../shared/data is not there");
        return;
    };
    let report = Report::among(&data, &METHODS);
    let mut classes: Vec<&str> =
        Kind::ALL.iter().flat_map(|kind| [kind.basis(false).class, kind.basis(true).class]).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut text = "// Written by `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-intake --test record` from the series of the back-test.\n\n\
                    use super::Method::{Blend, Momentum, Persists, Stays};\nuse super::Record;\n\n"
        .to_owned();
    writeln!(text, "pub const RECORDS: [Record; {}] = [", classes.len()).unwrap();
    for id in classes {
        let class = Class::ALL.into_iter().find(|class| class.id() == id).unwrap();
        let found = report.class(class).unwrap();
        let tenths =
            |widths: &[f64]| widths.iter().map(|width| format!("{:.0}", width * 10.0)).collect::<Vec<_>>().join(", ");
        let methods = |period: Period| {
            let own: Vec<(u32, Method)> = found
                .origins
                .iter()
                .filter(|origin| origin.period == period)
                .map(|origin| (origin.known, origin.default))
                .collect();
            let method = |known: u32| {
                // Where nothing is published in between, the last origin before stands.
                let before = own.iter().rfind(|(at, _)| *at <= known).or(own.first());
                format!("{:?}", before.unwrap().1)
            };
            (0..period.end()).map(method).collect::<Vec<_>>().join(", ")
        };
        let [calm, shaken] = [0, 1].map(|kind| found.bands[kind].clone().unwrap());
        writeln!(text, "    Record {{").unwrap();
        writeln!(text, "        class: \"{id}\",").unwrap();
        writeln!(text, "        percent: {},", class.measure() == Measure::Percent).unwrap();
        writeln!(text, "        half: [{}],", tenths(&calm.half)).unwrap();
        writeln!(text, "        year: [{}],", tenths(&calm.year)).unwrap();
        writeln!(text, "        half_shaken: [{}],", tenths(&shaken.half)).unwrap();
        writeln!(text, "        year_shaken: [{}],", tenths(&shaken.year)).unwrap();
        writeln!(text, "        half_method: [{}],", methods(Period::Half)).unwrap();
        writeln!(text, "        year_method: [{}],", methods(Period::Year)).unwrap();
        writeln!(text, "    }},").unwrap();
    }
    text += "];\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kind/record.rs");
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    // A line that the formatter breaks ends with a comma.
    let bare = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().replace(",]", "]");
    assert_eq!(bare(&kept), bare(&text), "GUOBAN_UPDATE_GOLDEN=1 writes it anew");
    assert_eq!(Years::BOTH.len(), 2);
    assert!(!records().is_empty());
}
