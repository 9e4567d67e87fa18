//! `docs/backtest.md` says what the published series give.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-backtest` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod uses;

use std::io::Write as _;
use std::sync::OnceLock;

use guoban_backtest::{Class, Data, Kind, Period, Report, document, table};
use uses::root;

/// The back-test of the published series; `None`, with a word why, where their files are not there or hold other years than
/// those the page was written from.
fn published() -> Option<&'static Report> {
    static REPORT: OnceLock<Option<Report>> = OnceLock::new();
    REPORT.get_or_init(read).as_ref()
}

fn read() -> Option<Report> {
    let directory = root().join("../shared/data");
    let files: Vec<(String, String)> = std::fs::read_dir(&directory)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    let report = Report::of(&Data::read(&files).unwrap());
    let years = [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2019, 2020, 2021, 2022, 2023];
    let investment = report.class(Class::Investment).map(|class| class.years.clone());
    if investment.as_deref() != Some(&years) {
        // Past the capture of a test's output, so that a run that compared nothing says so.
        let why =
            format!("skipped: {} does not hold the series of the page, nothing is compared\n", directory.display());
        std::io::stderr().write_all(why.as_bytes()).unwrap();
        return None;
    }
    Some(report)
}

#[test]
fn the_page_is_up_to_date() {
    let Some(report) = published() else { return };
    let path = root().join("docs/backtest.md");
    let page = document(report, &uses::classes());
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(page == kept, "docs/backtest.md is out of date: see the head of this file");
    assert!(table(report).contains("investment, growth"));
}

/// What those who collected the series found at first sight, by their own reckoning.
#[test]
fn the_first_sight_is_met() {
    let Some(report) = published() else { return };
    let mean = |class, period, known, kind, place| {
        report.class(class).unwrap().origin(period, known).unwrap().score(kind, place).unwrap().mean
    };
    let close =
        |value: f64, expected: f64, within: f64| assert!((value - expected).abs() < within, "{value}, {expected}");
    // From the first quarter to the half-year 3.5 points in shaken years.
    close(mean(Class::Gdp, Period::Half, 3, Kind::Shaken, 1), 3.5, 0.1);
    // Investment from April to June: half a point in calm years by the rate to date.
    close(mean(Class::Investment, Period::Half, 4, Kind::Calm, 1), 0.47, 0.05);
    // By months elapsed, retail of the year from April is off by 7%.
    close(mean(Class::Retail, Period::Year, 4, Kind::Calm, 2), 7.0, 0.5);
    // A province errs more than the nation: investment from March to June 2.0 against 0.9.
    close(mean(Class::Investment, Period::Half, 3, Kind::Calm, 1), 0.9, 0.1);
    close(mean(Class::LocalInvestment, Period::Half, 3, Kind::Calm, 1), 2.0, 0.1);
}

#[test]
fn the_default_is_persistence_or_better_where_it_counts() {
    let Some(report) = published() else { return };
    let held = |place: usize| -> usize {
        let verdicts = report.classes.iter().flat_map(|class| &class.verdicts);
        verdicts.filter(|verdicts| verdicts.kind == Some(Kind::Calm)).filter_map(|verdicts| verdicts.held[place]).sum()
    };
    assert!(held(0) >= held(1), "{} verdicts held by the default, {} by persistence", held(0), held(1));
}
