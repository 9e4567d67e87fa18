//! The projections that are compared. Whatever a projection reads was published when it was made.

use serde::Serialize;

use crate::series::{Kind, Series, Year};

/// Earlier calm years with errors on record that a projection needs before it takes the place of persistence.
const TRIED: usize = 3;

/// How much smaller its errors must have been there.
const BETTER: f64 = 0.95;

/// A way to project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Rival: the last growth published (of the last month or quarter; of the year to date where no other is published) holds for
    /// the months left.
    Persists,
    /// Rival ×12/4: the amount to date divided by the months elapsed.
    PerMonth,
    /// Growth to date holds for the months left.
    Stays,
    /// Growth of the last three months holds for the months left.
    Momentum,
    /// Half way between the two.
    Blend,
    /// Growth to date, moved on by what it did in earlier calm years: their mean, times n/(n+1).
    Drift,
    /// The months left grow by the mean of the last three months and of the last three years.
    Reverts,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 7] =
        [Self::Persists, Self::PerMonth, Self::Stays, Self::Momentum, Self::Blend, Self::Drift, Self::Reverts];

    /// Those that may become the default of a class.
    pub const DEFAULTS: [Self; 6] =
        [Self::Persists, Self::Stays, Self::Momentum, Self::Blend, Self::Drift, Self::Reverts];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Persists => "persists",
            Self::PerMonth => "×12/4",
            Self::Stays => "stays",
            Self::Momentum => "momentum",
            Self::Blend => "blend",
            Self::Drift => "drift",
            Self::Reverts => "reverts",
        }
    }

    /// The growth it would have projected for January to month `end` with the months to `known` published (0: nothing of the
    /// year yet); `None` where the published figures do not suffice.
    pub fn project(self, series: &Series, year: &Year, known: u32, end: u32) -> Option<f64> {
        if known == 0 {
            return self.before_the_year(series, year, end);
        }
        let to_date = year.rate(known)?;
        let share = series.share(year, known, end);
        let rest = |growth: f64| share * to_date + (1.0 - share) * growth;
        match self {
            Self::Stays => Some(to_date),
            Self::Persists => Some(rest(year.through(known)?.last.unwrap_or(to_date))),
            Self::Momentum => Some(rest(momentum(series, year, known)?)),
            Self::Blend => Some(f64::midpoint(to_date, rest(momentum(series, year, known)?))),
            Self::Drift => {
                let moved = |earlier: &Year| Some(earlier.rate(end)? - earlier.rate(known)?);
                Some(to_date + shrunk(series, year, moved)?)
            }
            Self::Reverts => Some(rest(f64::midpoint(momentum(series, year, known)?, norm(series, year)?))),
            Self::PerMonth => {
                // Last year's amounts say how uneven the year is; without them nothing is divided.
                series.before(year.year)?.amount(known)?;
                Some(((1.0 + to_date / 100.0) * share * f64::from(end) / f64::from(known) - 1.0) * 100.0)
            }
        }
    }

    fn before_the_year(self, series: &Series, year: &Year, end: u32) -> Option<f64> {
        let before = series.before(year.year)?;
        let rate = before.rate(12)?;
        let last = || momentum(series, before, 12);
        match self {
            Self::Persists => Some(before.through(12)?.last.unwrap_or(rate)),
            Self::PerMonth => None,
            Self::Stays => Some(rate),
            Self::Momentum => last(),
            Self::Blend => Some(f64::midpoint(rate, last()?)),
            Self::Drift => {
                let moved = |earlier: &Year| Some(earlier.rate(end)? - series.before(earlier.year)?.rate(12)?);
                Some(rate + shrunk(series, year, moved)?)
            }
            Self::Reverts => Some(f64::midpoint(last()?, norm(series, year)?)),
        }
    }
}

/// Growth of the last three months, or of the last period where none ends three months earlier.
fn momentum(series: &Series, year: &Year, known: u32) -> Option<f64> {
    let rate = year.rate(known)?;
    let earlier = |figure: &&crate::series::Figure| figure.rate.is_some() && figure.end < known;
    let ends = year.figures.iter().filter(earlier).map(|figure| figure.end);
    let from = ends.clone().filter(|end| known - end >= 3).max().or(ends.min());
    let Some(from) = from else { return Some(rate) };
    let share = series.share(year, from, known);
    Some((rate - share * year.rate(from)?) / (1.0 - share))
}

/// Mean growth of the last three years on record.
fn norm(series: &Series, year: &Year) -> Option<f64> {
    let rates = series.years.iter().filter(|earlier| earlier.year < year.year);
    let rates: Vec<f64> = rates.filter_map(|earlier| earlier.rate(12)).collect();
    let last = &rates[rates.len().saturating_sub(3)..];
    (!last.is_empty()).then(|| last.iter().sum::<f64>() / last.len() as f64)
}

/// The mean of what earlier calm years did, times n/(n+1): few years bear out little.
fn shrunk(series: &Series, year: &Year, moved: impl Fn(&Year) -> Option<f64>) -> Option<f64> {
    let earlier = series.years.iter().filter(|other| other.year < year.year && Kind::of(other.year) == Kind::Calm);
    let moves: Vec<f64> = earlier.filter_map(moved).collect();
    (!moves.is_empty()).then(|| moves.iter().sum::<f64>() / (moves.len() as f64 + 1.0))
}

/// The default of a class at one origin in one year: what erred least in the calm years before it, if that was less than
/// persistence by a twentieth and tried in three years at least; else persistence.
pub fn default_of(class: &[&Series], year: i32, known: u32, end: u32) -> Method {
    default_among(&Method::DEFAULTS, class, year, known, end)
}

/// The same among some methods: those that a place's figures suffice for. Persistence is always one.
pub fn default_among(methods: &[Method], class: &[&Series], year: i32, known: u32, end: u32) -> Method {
    let mut tried: Vec<(i32, Vec<f64>)> = Vec::new();
    for series in class {
        for earlier in series.years.iter().filter(|other| other.year < year && Kind::of(other.year) == Kind::Calm) {
            let misses = methods.iter().map(|&method| Some(miss(method, series, earlier, known, end)?.abs()));
            if let Some(misses) = misses.collect::<Option<Vec<f64>>>() {
                tried.push((earlier.year, misses));
            }
        }
    }
    let mut years: Vec<i32> = tried.iter().map(|(year, _)| *year).collect();
    years.dedup();
    years.sort_unstable();
    years.dedup();
    if years.len() < TRIED {
        return Method::Persists;
    }
    let sum = |place: usize| tried.iter().map(|(_, misses)| misses[place]).sum::<f64>();
    let naive = methods.iter().position(|&method| method == Method::Persists);
    let (mut best, mut least) = (Method::Persists, naive.map_or(f64::INFINITY, |place| sum(place) * BETTER));
    for (place, &method) in methods.iter().enumerate() {
        let errors = sum(place);
        if method != Method::Persists && errors < least {
            (best, least) = (method, errors);
        }
    }
    best
}

/// Projection less outcome, in points or in per cent of the outcome.
pub fn miss(method: Method, series: &Series, year: &Year, known: u32, end: u32) -> Option<f64> {
    let outcome = series.outcome(year, end)?;
    let projected = series.projected(year, end, method.project(series, year, known, end)?)?;
    Some(match series.class.measure() {
        crate::series::Measure::Points => projected - outcome,
        crate::series::Measure::Percent => (projected / outcome - 1.0) * 100.0,
    })
}
