//! Verdicts made in late April, and whether they held.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::project::Method;
use crate::report::{By, Period, projected, tenths};
use crate::series::{Kind, Measure, Series, Year};

/// Months known in late April.
const APRIL: u32 = 3;

/// How often a verdict of late April held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Verdicts {
    /// On the half-year, compared with June's; on the year, compared with December's.
    pub period: Period,
    /// The years; of all kinds where nothing is said.
    pub kind: Option<Kind>,
    /// Verdicts compared.
    pub of: usize,
    /// How many were the same, in the order of [`By::COMPARED`]; `None` where one has no projection.
    pub held: [Option<usize>; 3],
}

impl Verdicts {
    fn none(period: Period, kind: Option<Kind>) -> Self {
        Self { period, kind, of: 0, held: [Some(0), Some(0), None] }
    }

    /// Compares the verdicts of one year on a line.
    fn compare(&mut self, allowed: &[Method], class: &[&Series], series: &Series, year: &Year, line: f64) {
        let end = self.period.end();
        let project = |method: Method| series.projected(year, end, method.project(series, year, APRIL, end)?);
        let methods = By::COMPARED.map(|by| project(by.method(allowed, class, year.year, APRIL, end)));
        let (Some(outcome), Some(_), Some(_)) = (series.outcome(year, end), methods[0], methods[1]) else { return };
        // A rate is compared as it is published, with one decimal.
        let passes = |value: f64| match series.class.measure() {
            Measure::Points => tenths(value) >= tenths(line),
            Measure::Percent => value >= line,
        };
        self.of += 1;
        for (held, projected) in self.held.iter_mut().zip(methods) {
            if let Some(projected) = projected {
                *held.get_or_insert(0) += usize::from(passes(projected) == passes(outcome));
            }
        }
    }
}

/// Verdicts on last year's growth of the whole year once more: the one line every series has, and known in April.
pub fn verdicts(allowed: &[Method], class: &[&Series], period: Period, kind: Kind) -> Verdicts {
    let mut verdicts = Verdicts::none(period, Some(kind));
    for (series, year) in projected(class).filter(|(_, year)| Kind::of(year.year) == kind) {
        let line = series.before(year.year).and_then(|before| {
            let rate = before.rate(12)?;
            series.projected(year, period.end(), rate)
        });
        if let Some(line) = line {
            verdicts.compare(allowed, class, series, year, line);
        }
    }
    verdicts
}

/// Verdicts on the target that was announced for the nation's GDP.
pub fn announced(allowed: &[Method], gdp: &[&Series], targets: &BTreeMap<i32, f64>, period: Period) -> Verdicts {
    let mut verdicts = Verdicts::none(period, None);
    for (series, year) in projected(gdp) {
        if let Some(line) = targets.get(&year.year) {
            verdicts.compare(allowed, gdp, series, year, *line);
        }
    }
    verdicts
}
