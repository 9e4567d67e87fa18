//! `docs/backtest.md` says what the published series give.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-backtest` writes it anew.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use guoban_backtest::{Class, Data, FILES, Method, Period, Report, document, table};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The back-test of the published series; `None`, with a word why, where their files are not there.
fn published() -> Option<Report> {
    let directory = root().join("../shared/data");
    if !directory.is_dir() {
        // Past the capture of a test's output, so that a run that compared nothing says so.
        let why = format!("skipped: the published series are not in {}, nothing is compared\n", directory.display());
        std::io::stderr().write_all(why.as_bytes()).unwrap();
        return None;
    }
    let texts = FILES.map(|file| std::fs::read_to_string(directory.join(file)).unwrap());
    Some(Report::of(&Data::read(texts.each_ref().map(String::as_str)).unwrap()))
}

#[test]
fn the_page_is_up_to_date() {
    let Some(report) = published() else { return };
    let path = root().join("docs/backtest.md");
    let page = document(&report);
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(page == kept, "docs/backtest.md is out of date: see the head of this file");
    assert!(table(&report).contains("investment, growth"));
}

/// Figures the domain notes computed by hand from the same series.
#[test]
fn the_domain_notes_are_met() {
    let Some(report) = published() else { return };
    let score = |class, period, known, method| {
        *report.class(class).unwrap().origin(period, known).unwrap().score(method).unwrap()
    };
    let close =
        |value: f64, expected: f64, within: f64| assert!((value - expected).abs() < within, "{value}, {expected}");
    // Retail from April: 0.15% at mid-year over 2013 to 2017, 7% by months elapsed over the year.
    close(score(Class::Retail, Period::Half, 4, Method::Own).mean, 0.15, 0.05);
    close(score(Class::Retail, Period::Year, 4, Method::Own).mean, 0.29, 0.1);
    close(score(Class::Retail, Period::Year, 4, Method::PerMonth).mean, 7.0, 0.2);
    // Investment: 9.3 to 6.1 in 2022 and 5.1 to 3.8 in 2023.
    close(score(Class::Investment, Period::Half, 3, Method::Persists).mean, (3.2 + 1.3) / 2.0, 1e-9);
    // GDP: the first quarter was 2.1 above the half-year in 2022 and 1.0 below in 2023.
    close(score(Class::Gdp, Period::Half, 3, Method::Persists).max, 2.1, 0.05);
}
