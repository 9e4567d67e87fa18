//! The default projections of a form are those of the back-test, on the published series.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod series;

use guoban_backtest::{Class, Figure, Measure, Method as Tested, Series, Year};
use guoban_intake::form::layout::{Data, Often};
use guoban_intake::form::{Form, Indicator};
use guoban_intake::kind::{Kind, Method};
use guoban_intake::{Place, place};
use guoban_model::pack::VariableId;
use guoban_model::read::read_pack;
use guoban_model::text::{Language, Text};
use guoban_model::time::{Date, Month};
use guoban_planning::figures::Figures;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// Figures in a form have eight decimals.
const CLOSE: f64 = 1e-6;

fn kind(class: Class) -> Option<Kind> {
    Some(match class {
        Class::LocalGdp => Kind::Gdp,
        Class::LocalSector => Kind::Sector,
        Class::LocalInvestment => Kind::Investment,
        Class::LocalEstate => Kind::Estate,
        Class::LocalIndustrial => Kind::Industrial,
        Class::LocalRetail | Class::Retail => Kind::Retail,
        Class::Fiscal => Kind::Fiscal,
        Class::Trade => Kind::Trade,
        _ => return None,
    })
}

/// A series with no more than a form holds: amounts of two years, or growth to date.
fn held(series: &Series) -> Series {
    let amounts = series.class.measure() == Measure::Percent;
    let mut held = series.clone();
    for (place, year) in held.years.iter_mut().enumerate() {
        let before = place.checked_sub(1).map(|before| &series.years[before]);
        let before = before.filter(|before| before.year == year.year - 1);
        let mut last: (f64, f64) = (0.0, 0.0);
        for figure in &mut year.figures {
            figure.last = None;
            if !amounts {
                figure.amount = None;
                continue;
            }
            let base = before.and_then(|before| before.amount(figure.end));
            if let (Some(amount), Some(base)) = (figure.amount, base) {
                figure.last = Some(((amount - last.0) / (base - last.1) - 1.0) * 100.0);
                last = (amount, base);
            }
        }
    }
    held
}

fn often(figures: &[Figure]) -> Option<Often> {
    let ends: Vec<u32> = figures.iter().map(|figure| figure.end).collect();
    [Often::Monthly, Often::JanFeb, Often::Quarterly].into_iter().find(|often| often.ends() == ends)
}

fn value(figure: &Figure, amounts: bool) -> Option<f64> {
    if amounts { figure.amount } else { figure.rate }
}

/// One a period, as a form is read.
fn periods(figures: &[Figure], amounts: bool) -> Option<Vec<Decimal>> {
    let mut before = 0.0;
    figures
        .iter()
        .map(|figure| {
            let value = value(figure, amounts)?;
            let period = if amounts { value - before } else { value };
            before = value;
            Decimal::from_f64(period).map(|period| period.round_dp(8))
        })
        .collect()
}

fn indicator(series: &Series, before: &Year, year: &Year, known: u32) -> Option<Indicator> {
    let kind = kind(series.class)?;
    let amounts = series.class.measure() == Measure::Percent;
    let often = often(&before.figures)?;
    let so_far: Vec<Figure> = year.figures.iter().filter(|figure| figure.end <= known).copied().collect();
    let ends: Vec<u32> = so_far.iter().map(|figure| figure.end).collect();
    (often.ends().starts_with(&ends) && ends.last().copied().unwrap_or(0) == known).then_some(())?;
    let last = periods(&before.figures, amounts)?;
    // The language of formulas has no base below zero; no such series is on file.
    if amounts && (known == 0 || last.iter().any(|value| *value <= Decimal::ZERO)) {
        return None;
    }
    Some(Indicator {
        name: Text::new(format!("{}_{}", series.class.id(), series.id), "x"),
        unit: if amounts { "亿元".to_owned() } else { "%".to_owned() },
        kind,
        growth: !amounts,
        owner: None,
        often,
        day: 20,
        last,
        this: periods(&so_far, amounts)?,
        last_growth: None,
        half: None,
        year: None,
        task_is_growth: false,
        published: None,
        source: None,
        at: Place::default(),
    })
}

fn tested(method: Method) -> Tested {
    match method {
        Method::Persists => Tested::Persists,
        Method::Stays => Tested::Stays,
        Method::Momentum => Tested::Momentum,
        Method::Blend => Tested::Blend,
    }
}

#[test]
fn default_projections_equal_those_of_the_back_test() {
    let Some(data) = series::data() else {
        println!("not run: ../shared/data is not there");
        return;
    };
    let all: Vec<Series> = data.series.iter().map(held).collect();
    let mut compared = 0;
    for at in 2010..=2024 {
        for known in 0..12 {
            let mut rows = Vec::new();
            for series in &all {
                let year = series.years.iter().find(|year| year.year == at);
                let Some((before, year)) = series.before(at).zip(year) else { continue };
                if let Some(indicator) = indicator(series, before, year, known) {
                    rows.push((series, year, indicator));
                }
            }
            if rows.is_empty() {
                continue;
            }
            let as_of = Date { month: Month::from_offset(at, known as i32), day: 28 };
            let form = Form {
                place: Text::new("回测", "Back-test"),
                year: at,
                as_of,
                data: Data::Real,
                language: Language::Zh,
                indicators: rows.iter().map(|(_, _, indicator)| indicator.clone()).collect(),
                industries: Vec::new(),
                projects: Vec::new(),
                measures: Vec::new(),
                funnels: Vec::new(),
                cohorts: Vec::new(),
                units: Vec::new(),
                peers: Vec::new(),
                remarks: Vec::new(),
            };
            let made = place::write(&form).unwrap_or_else(|found| panic!("{at} {known}: {found:?}"));
            let read = read_pack(&made.text).unwrap();
            let model = read.compile(as_of).unwrap();
            let pack = model.pack();
            let projection = model.run(&Scenario::baseline(pack).settings(pack));
            for ((series, year, indicator), id) in rows.iter().zip(&made.ids) {
                let amounts = !indicator.growth;
                let record = indicator.kind.record(amounts).unwrap();
                let variable = VariableId(pack.variables.iter().position(|variable| variable.id == *id).unwrap());
                let halves = record.half_method.get(known as usize).map(|method| (6, *method));
                for (end, method) in halves.into_iter().chain([(12, record.year_method[known as usize])]) {
                    let Some(growth) = tested(method).project(series, year, known, end) else { continue };
                    let Some(expected) = series.projected(year, end, growth) else { continue };
                    let found = projection.standing(pack, variable, 0, end as i32 - 1).unwrap();
                    let scale = if amounts { expected.abs() } else { 1.0 };
                    let place = format!("{} {at}, {known} months known, to {end}, {method:?}", indicator.name.zh);
                    assert!((found - expected).abs() <= CLOSE * scale.max(1.0), "{place}: {found} and {expected}");
                    compared += 1;
                }
            }
        }
    }
    println!("{compared} projections compared");
    assert!(compared > 500, "{compared}");
}
