//! The projections that are compared.

use serde::Serialize;

use crate::series::{Figure, Measure, Series, Year};

/// A way to project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Guoban's default: the growth to date, held over the base of the months left, part by part where there are parts;
    /// for amounts last year's seasonal shares; for classes that drift, [`Method::Drift`].
    Own,
    /// Rival ×12/4: the amount to date divided by the months elapsed.
    PerMonth,
    /// Rival: the last growth published holds for the months left.
    Persists,
    /// The growth to date, moved on by what it did in the other years of the series: their mean, times n/(n+1).
    Drift,
}

impl Method {
    /// Every method, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Own, Self::PerMonth, Self::Persists, Self::Drift];

    /// Its place in [`Method::ALL`].
    pub fn place(self) -> usize {
        match self {
            Self::Own => 0,
            Self::PerMonth => 1,
            Self::Persists => 2,
            Self::Drift => 3,
        }
    }

    /// What it would have said of January to month `end` with the months to `known` published (0: nothing of the year
    /// yet); `None` where the published figures do not suffice.
    pub fn project(self, series: &Series, year: &Year, known: u32, end: u32) -> Option<f64> {
        match series.class.measure() {
            Measure::Points => self.rate(series, year, known, end),
            Measure::Percent => self.amount(series, year, known, end),
        }
    }

    fn rate(self, series: &Series, year: &Year, known: u32, end: u32) -> Option<f64> {
        if known == 0 {
            return match self {
                Self::Own => Some(year.before?.rate),
                Self::Persists => Some(year.before?.last),
                Self::PerMonth | Self::Drift => None,
            };
        }
        let so_far = year.through(known)?;
        match self {
            Self::Own if series.class.drifts() => Self::Drift.rate(series, year, known, end),
            Self::Own if year.parts.is_empty() => Some(so_far.rate),
            Self::Own => {
                let parts = year.parts.iter().map(|part| {
                    let rate = part.iter().find(|figure| figure.end == known)?.rate;
                    let all = base(part, 0, end)?;
                    Some((volume(part, known)? + base(part, known, end)? * (1.0 + rate / 100.0), all))
                });
                let sums: Vec<(f64, f64)> = parts.collect::<Option<_>>()?;
                growth(sums.iter().map(|(volume, _)| volume).sum(), sums.iter().map(|(_, base)| base).sum())
            }
            Self::PerMonth => {
                growth(volume(&year.figures, known)? * f64::from(end) / f64::from(known), base(&year.figures, 0, end)?)
            }
            Self::Persists => {
                let Some(last) = so_far.single else { return Some(so_far.rate) };
                let rest = base(&year.figures, known, end)? * (1.0 + last.growth / 100.0);
                growth(volume(&year.figures, known)? + rest, base(&year.figures, 0, end)?)
            }
            Self::Drift => {
                let others = series.years.iter().filter(|other| other.year != year.year);
                let moves = others.filter_map(|other| Some(other.through(end)?.rate - other.through(known)?.rate));
                let moves: Vec<f64> = moves.collect();
                Some(so_far.rate + moves.iter().sum::<f64>() / (moves.len() as f64 + 1.0))
            }
        }
    }

    fn amount(self, series: &Series, year: &Year, known: u32, end: u32) -> Option<f64> {
        if self == Self::PerMonth {
            return (known > 0).then(|| Some(year.amount(known)? * f64::from(end) / f64::from(known)))?;
        }
        let previous = series.previous(year.year)?;
        match self {
            Self::Own if known == 0 => Some(previous.amount(end)? * (1.0 + year.before?.rate / 100.0)),
            Self::Own => Some(year.amount(known)? * previous.amount(end)? / previous.amount(known)?),
            Self::Persists => {
                let (done, growth) = match known {
                    0 => (0.0, year.before?.last),
                    _ => (year.amount(known)?, year.through(known)?.single?.growth),
                };
                let before = if known == 0 { 0.0 } else { previous.amount(known)? };
                Some(done + (previous.amount(end)? - before) * (1.0 + growth / 100.0))
            }
            Self::PerMonth | Self::Drift => None,
        }
    }
}

fn growth(volume: f64, base: f64) -> Option<f64> {
    (base > 0.0).then(|| (volume / base - 1.0) * 100.0)
}

/// Comparable base of the periods after `from` and up to `end`.
fn base(figures: &[Figure], from: u32, end: u32) -> Option<f64> {
    let periods = figures.iter().filter(|figure| figure.end > from && figure.end <= end);
    periods.map(|figure| Some(figure.single?.base())).sum()
}

/// What the periods up to `end` came to at the base's prices.
fn volume(figures: &[Figure], end: u32) -> Option<f64> {
    let periods = figures.iter().filter(|figure| figure.end <= end);
    periods.map(|figure| figure.single.map(|single| single.base() * (1.0 + single.growth / 100.0))).sum()
}
