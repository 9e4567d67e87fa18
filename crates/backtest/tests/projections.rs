//! The projections and their scores, on small series made by hand.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_backtest::{By, Class, Data, Figure, Kind, Method, Period, Report, Series, Year, default_of};

/// A year of quarters: growth to date, and amounts to date where the year has them.
fn year(year: i32, rates: [f64; 4], amounts: Option<[f64; 4]>) -> Year {
    let figure = |index: usize| Figure {
        end: 3 * (index as u32 + 1),
        rate: Some(rates[index]),
        amount: amounts.map(|amounts| amounts[index]),
        last: None,
    };
    Year { year, figures: (0..4).map(figure).collect() }
}

fn series(class: Class, years: Vec<Year>) -> Series {
    Series { id: "made".to_owned(), class, years }
}

fn close(value: Option<f64>, expected: f64) {
    assert!(value.is_some_and(|value| (value - expected).abs() < 1e-9), "{value:?}, {expected}");
}

#[test]
fn seasonal_weights_are_last_years() {
    // A tenth of last year fell into its first quarter; this year's own weights are not known in April.
    let before = year(2010, [5.0; 4], Some([10.0, 25.0, 50.0, 100.0]));
    let mut now = year(2011, [10.0, 8.0, 8.0, 8.0], Some([90.0, 91.0, 92.0, 93.0]));
    now.figures[0].last = Some(4.0);
    let made = series(Class::Industry, vec![before, now]);
    let now = &made.years[1];
    close(Method::Persists.project(&made, now, 3, 12), 0.1 * 10.0 + 0.9 * 4.0);
    close(Method::Persists.project(&made, now, 3, 6), 0.4 * 10.0 + 0.6 * 4.0);
    close(Method::Stays.project(&made, now, 3, 12), 10.0);
    close(Method::PerMonth.project(&made, now, 3, 12), 1.1 * 0.1 * 4.0 * 100.0 - 100.0);
    // Nothing of the year known: last year once more.
    close(Method::Stays.project(&made, now, 0, 12), 5.0);
    assert_eq!(Method::PerMonth.project(&made, now, 0, 12), None);
    assert_eq!(Method::PerMonth.project(&made, &made.years[0], 3, 12), None, "no year before");
}

#[test]
fn the_last_three_months_are_read_from_two_rates_to_date() {
    // 8% after a quarter and 6% after two, by equal months: the second quarter grew by 4%.
    let made = series(Class::Investment, vec![year(2011, [8.0, 6.0, 6.0, 6.0], None)]);
    let now = &made.years[0];
    close(Method::Momentum.project(&made, now, 6, 12), 0.5 * 6.0 + 0.5 * 4.0);
    close(Method::Blend.project(&made, now, 6, 12), 5.5);
    // Where only the rate to date is published, that is what persists.
    close(Method::Persists.project(&made, now, 6, 12), 6.0);
}

#[test]
fn a_drift_is_that_of_earlier_calm_years() {
    let falls = |at, by| year(at, [9.0, 9.0 - by, 9.0, 9.0], None);
    let made = series(
        Class::Investment,
        vec![falls(2015, 3.0), falls(2016, 1.0), falls(2019, 0.0), falls(2020, 9.0), falls(2022, 5.0)],
    );
    // Two years before 2019: the sum over three. 2020 is no calm year, and what came later is not known.
    close(Method::Drift.project(&made, &made.years[2], 3, 6), 9.0 - 4.0 / 3.0);
    close(Method::Drift.project(&made, &made.years[4], 3, 6), 9.0 - 4.0 / 4.0);
    assert_eq!(Method::Drift.project(&made, &made.years[0], 3, 6), None);
}

#[test]
fn the_default_is_persistence_until_three_calm_years_bear_out_something_else() {
    // Growth falls by one from the first quarter to the half-year, every year.
    let years = (2010..=2016).map(|at| year(at, [9.0, 8.0, 8.0, 8.0], None)).collect();
    let made = series(Class::Investment, years);
    let chosen = |at| default_of(&[&made], at, 3, 6);
    // A drift needs a year before it, so 2011 is the first in which it was tried.
    assert_eq!((chosen(2012), chosen(2013)), (Method::Persists, Method::Persists));
    assert_eq!(chosen(2014), Method::Drift);
    // What does not beat it leaves it in place.
    let still = series(Class::Investment, (2010..=2016).map(|at| year(at, [9.0; 4], None)).collect());
    assert_eq!(default_of(&[&still], 2016, 3, 6), Method::Persists);
}

#[test]
fn calm_and_shaken_years_are_scored_apart() {
    let years = (2010..=2016).chain(2020..=2021);
    let rates = |at: i32| if at >= 2020 { [5.0, 0.0, 0.0, 0.0] } else { [5.0, 5.0, 5.0, 5.0] };
    let made = series(Class::Investment, years.map(|at| year(at, rates(at), None)).collect());
    let report = Report::of(&Data { series: vec![made], ..Data::default() });
    let class = report.class(Class::Investment).unwrap();
    let origin = class.origin(Period::Half, 3).unwrap();
    let calm = origin.score(Kind::Calm, 0).unwrap();
    assert_eq!((calm.n, calm.mean), (7, 0.0));
    let shaken = origin.score(Kind::Shaken, 0).unwrap();
    assert_eq!((shaken.n, shaken.mean), (2, 5.0));
    // Nothing is off in calm years; a tenth is the last digit published. Two years make a wide band.
    let [Some(calm), Some(shaken)] = &class.bands else { panic!("both kinds") };
    assert_eq!((calm.half[3], shaken.half[3]), (0.1, 9.4));
    assert_eq!(By::COMPARED.len(), origin.scores[0].len());
    // The calm band misses what it has not seen.
    let (calm, shaken) = (class.calm_band[1], class.shaken_band);
    assert!(calm.inside < calm.of && shaken.inside > calm.inside, "{calm:?}, {shaken:?}");
}

#[test]
fn files_are_known_by_their_columns_and_may_end_anywhere() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let read = |text: &str| Data::read(&[file("any.csv", text)]);
    let data = read("year,through_month,fai_ytd_yoy_pct,note\n2024,2,4.2,\n2024,3,4.5,\"so, so\"\n").unwrap();
    let [series] = &data.series[..] else { panic!("one series") };
    assert_eq!((series.class, series.years[0].rate(3), series.years[0].rate(4)), (Class::Investment, Some(4.5), None));
    assert!(Report::of(&data).class(Class::Investment).unwrap().origins.is_empty(), "the year is not over");
    assert!(read("what,ever\n1,2\n").unwrap().series.is_empty());
    // Of two files with one year the first by name stands.
    let two = ["b.csv", "a.csv"].map(|name| {
        file(
            name,
            &format!("year,through_month,fai_ytd_yoy_pct\n2024,2,{}\n", if name == "a.csv" { "1.0" } else { "2.0" }),
        )
    });
    assert_eq!(Data::read(&two).unwrap().series[0].years[0].rate(2), Some(1.0));
    // A year of industries that mixes vintages is left out.
    let quarter = |quarter: u32, vintage: &str| format!("2021,{quarter},finance,1,{quarter},104,104,{vintage}\n");
    let head = "year,quarter,industry,va_current_100m_yuan_quarter,va_current_100m_yuan_ytd,index_constant_price_quarter,index_constant_price_ytd,vintage\n";
    let years =
        |second: &str| read(&format!("{head}{}{}", quarter(1, "first"), quarter(2, second))).unwrap().series.len();
    assert_eq!((years("first"), years("final")), (1, 0));
}

#[test]
fn a_cell_that_cannot_be_read_says_where() {
    let read = |text: &str| Data::read(&[("any.csv".to_owned(), text.to_owned())]).unwrap_err().to_string();
    let wrong = read("year,through_month,fai_ytd_yoy_pct\n2022,2,12.2\n2022,3,x\n");
    assert!(wrong.contains("any.csv, line 3, column fai_ytd_yoy_pct: `x` is not a number"), "{wrong}");
    assert!(read("year,through_month,fai_ytd_yoy_pct\n2022,13,1\n").contains("a month from 1 to 12"));
}
