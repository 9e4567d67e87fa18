//! The projections and their scores, on small series made by hand.

use guoban_backtest::{
    Before, Class, Coverage, Data, DataError, FILES, Figure, Method, Period, Report, Series, Single, Year,
};

/// A year of four quarters: amounts and growth by quarter, growth to date computed from them.
fn year(year: i32, amounts: [f64; 4], growth: [f64; 4]) -> Year {
    let (mut volume, mut base) = (0.0, 0.0);
    let figure = |index: usize| {
        let single = Single { amount: amounts[index], growth: growth[index] };
        volume += single.amount;
        base += single.base();
        Figure { end: 3 * (index as u32 + 1), rate: (volume / base - 1.0) * 100.0, single: Some(single) }
    };
    Year { year, before: None, figures: (0..4).map(figure).collect(), parts: Vec::new() }
}

fn series(class: Class, years: Vec<Year>) -> Series {
    Series { id: "made".to_owned(), class, years }
}

fn close(value: Option<f64>, expected: f64) {
    assert!(value.is_some_and(|value| (value - expected).abs() < 1e-9), "{value:?}, {expected}");
}

#[test]
fn amounts_follow_last_years_shares() {
    // Three quarters of the year fall into its second half.
    let before = year(2020, [10.0, 15.0, 25.0, 50.0], [0.0; 4]);
    let mut now = year(2021, [11.0, 15.0, 25.0, 50.0], [10.0, 0.0, 0.0, 0.0]);
    now.before = Some(Before { rate: 5.0, last: 8.0 });
    let made = series(Class::Retail, vec![before, now]);
    let now = &made.years[1];
    close(Method::Own.project(&made, now, 3, 6), 11.0 * 25.0 / 10.0);
    close(Method::Own.project(&made, now, 3, 12), 110.0);
    close(Method::Own.project(&made, now, 0, 12), 105.0);
    close(Method::PerMonth.project(&made, now, 3, 12), 44.0);
    close(Method::PerMonth.project(&made, now, 6, 12), 52.0);
    assert_eq!(Method::PerMonth.project(&made, now, 0, 12), None);
    // The last quarter's growth, none, holds for the rest.
    close(Method::Persists.project(&made, now, 6, 12), 26.0 + 75.0);
    close(Method::Persists.project(&made, now, 0, 12), 108.0);
    assert_eq!(Method::Own.project(&made, &made.years[0], 3, 12), None, "no year before");
}

#[test]
fn growth_is_added_up_from_parts_over_the_base_of_the_months_left() {
    // Both parts have a base of 100 in the first quarter; later the growing one is three times the other.
    let growing = year(2021, [110.0, 330.0, 330.0, 330.0], [10.0; 4]);
    let still = year(2021, [100.0; 4], [0.0; 4]);
    let mut whole = year(2021, [210.0, 430.0, 430.0, 430.0], [5.0, 7.5, 7.5, 7.5]);
    whole.parts = vec![growing.figures, still.figures];
    let made = series(Class::Gdp, vec![whole]);
    let whole = &made.years[0];
    // Growth to date is 5%; the parts know that the rest of the year weighs them otherwise.
    close(Method::Own.project(&made, whole, 3, 6), (440.0 + 200.0) / 600.0 * 100.0 - 100.0);
    close(Method::Persists.project(&made, whole, 3, 6), 5.0);
    close(Method::PerMonth.project(&made, whole, 3, 6), 420.0 / 600.0 * 100.0 - 100.0);
}

#[test]
fn the_last_growth_is_that_of_the_last_period() {
    let made = series(Class::Industry, vec![year(2021, [104.0, 110.0, 100.0, 100.0], [4.0, 10.0, 0.0, 0.0])]);
    let now = &made.years[0];
    close(Method::Own.project(&made, now, 6, 12), 7.0);
    close(Method::Persists.project(&made, now, 6, 12), (4.0 + 10.0 + 10.0 + 10.0) / 4.0);
}

#[test]
fn investment_moves_as_in_the_other_years_and_no_more_than_they_bear_out() {
    let rates = |year, rates: [f64; 4]| Year {
        year,
        before: None,
        figures: (1..5)
            .map(|quarter| Figure { end: 3 * quarter, rate: rates[quarter as usize - 1], single: None })
            .collect(),
        parts: Vec::new(),
    };
    let years = vec![rates(2020, [9.0, 6.0, 5.0, 5.0]), rates(2021, [5.0, 4.0, 4.0, 3.0]), rates(2022, [8.0; 4])];
    let made = series(Class::Investment, years);
    // The others fell by 3 and 1 to June: their sum over three.
    close(Method::Own.project(&made, &made.years[2], 3, 6), 8.0 - 4.0 / 3.0);
    // The year itself is left out: it fell by 3, the others by 1 and not at all.
    close(Method::Own.project(&made, &made.years[0], 3, 6), 9.0 - 1.0 / 3.0);
    close(Method::Persists.project(&made, &made.years[2], 3, 6), 8.0);
    assert_eq!(Method::PerMonth.project(&made, &made.years[2], 3, 6), None, "no amounts");
}

#[test]
fn verdicts_and_widths_follow_the_errors() {
    let rates = |year, before, rates: [f64; 4]| Year {
        year,
        before: Some(Before { rate: before, last: before }),
        figures: (1..5)
            .map(|quarter| Figure { end: 3 * quarter, rate: rates[quarter as usize - 1], single: None })
            .collect(),
        parts: Vec::new(),
    };
    // The line of 2020 is 4: passed in April and in June. That of 2021 is 5: passed in April, not in June.
    let years = vec![rates(2020, 4.0, [6.0, 5.0, 5.0, 5.0]), rates(2021, 5.0, [5.0, 4.0, 5.0, 5.0])];
    let report = Report::of(&Data { series: vec![series(Class::Industry, years)] });
    let class = report.class(Class::Industry).unwrap();
    let [half, _] = &class.verdicts[..] else { panic!("two periods") };
    assert_eq!((half.of, half.held), (2, [Some(1), None, Some(1), Some(2)]));
    // Errors of 1 and 1 with three months known; 1 and 1 the other way with none.
    assert_eq!(class.half, [1.9; 6]);
    assert_eq!(
        class.origin(Period::Half, 3).unwrap().score(Method::Own).unwrap().coverage,
        Coverage { inside: 2, of: 2 }
    );
    // Nothing is off by the end; a tenth is the last digit published.
    assert_eq!(class.year[9..], [0.1; 3]);
    assert!(report.class(Class::Retail).unwrap().origins.is_empty());
}

#[test]
fn a_file_that_cannot_be_used_says_where() {
    let head = "head\n";
    let wrong = Data::read([head, "head\n2022,2,12.2\n2022,3,x\n", head]).unwrap_err();
    assert_eq!(wrong, DataError::Cell { file: FILES[1], line: 3, cell: "x".to_owned(), wanted: "a number" });
    assert!(wrong.to_string().contains("line 3"));
    let short = Data::read([head, "head\n2022,2\n", head]).unwrap_err().to_string();
    assert!(short.contains("line 2"), "{short}");
    let gap = Data::read([head, "head\n2022,2,12.2\n2022,4,6.8\n", head]).unwrap_err().to_string();
    assert!(gap.contains("2022 through month 3"), "{gap}");
}
