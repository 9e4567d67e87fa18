//! Every origin of every class, scored: calm and shaken years apart.

use serde::Serialize;

use crate::data::Data;
use crate::project::{Method, default_among, miss};
use crate::score::{Coverage, Miss, Score};
use crate::series::{Class, FIRST, Kind, Measure, Series, Year};
use crate::verdicts::{Verdicts, announced, verdicts};

/// Calm years a band needs before it is tried on a later one.
const TRIED: usize = 3;

/// What is projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// January to June.
    Half,
    /// January to December.
    Year,
}

impl Period {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Half, Self::Year];

    /// Its last month, 1 to 12.
    pub fn end(self) -> u32 {
        match self {
            Self::Half => 6,
            Self::Year => 12,
        }
    }
}

/// What is projected by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The default, chosen among the methods allowed for each year from the calm years before it.
    Default,
    /// One method throughout.
    Method(Method),
}

impl By {
    /// The default and the two rivals.
    pub const COMPARED: [Self; 3] = [Self::Default, Self::Method(Method::Persists), Self::Method(Method::PerMonth)];

    /// The method for a year, where the default is chosen among `allowed`.
    pub fn method(self, allowed: &[Method], class: &[&Series], year: i32, known: u32, end: u32) -> Method {
        match self {
            Self::Default => default_among(allowed, class, year, known, end),
            Self::Method(method) => method,
        }
    }
}

/// The back-test of all series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// By class, in the order of [`Class::ALL`]; classes without figures are left out.
    pub classes: Vec<ClassReport>,
    /// April's verdict on the target that was announced for the nation's GDP.
    pub announced: [Verdicts; 2],
}

/// The back-test of the series of a class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassReport {
    /// The class.
    pub class: Class,
    /// What errors are measured in.
    pub measure: Measure,
    /// Years that were projected.
    pub years: Vec<i32>,
    /// All its series together.
    pub origins: Vec<OriginReport>,
    /// How often the band of the calm years before held, by kind of year, all origins together.
    pub calm_band: [Coverage; 2],
    /// How often the band of the other shaken years held in shaken years.
    pub shaken_band: Coverage,
    /// Verdicts made in late April, with three months known, by period and kind of year.
    pub verdicts: Vec<Verdicts>,
    /// Half the width of the 80% band as a pack states it, by kind of year.
    pub bands: [Option<Bands>; 2],
}

/// Half the width of the 80% band by months known.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bands {
    /// At mid-year, with 0 to 5 months known.
    pub half: Vec<f64>,
    /// At the year's end, with 0 to 11 months known.
    pub year: Vec<f64>,
}

/// One origin: how many months were known, and what was projected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OriginReport {
    /// What was projected.
    pub period: Period,
    /// Months of the year that were known.
    pub known: u32,
    /// What the record makes the default of the year after it.
    pub default: Method,
    /// Scores by kind of year, in the order of [`By::COMPARED`]; `None` where the published figures do not suffice.
    pub scores: [[Option<Score>; 3]; 2],
}

impl Report {
    /// Runs the back-test.
    pub fn of(data: &Data) -> Self {
        Self::among(data, &Method::DEFAULTS)
    }

    /// The same with defaults chosen among some methods only.
    pub fn among(data: &Data, methods: &[Method]) -> Self {
        let of = |class| data.series.iter().filter(|series| series.class == class).collect::<Vec<_>>();
        let classes = Class::ALL.into_iter().map(|class| (class, of(class)));
        let classes = classes.filter(|(_, series)| !series.is_empty());
        let classes = classes.map(|(class, series)| ClassReport::of(methods, class, &series)).collect();
        let gdp = of(Class::Gdp);
        Self { classes, announced: Period::BOTH.map(|period| announced(methods, &gdp, &data.targets, period)) }
    }

    /// One class.
    pub fn class(&self, class: Class) -> Option<&ClassReport> {
        self.classes.iter().find(|report| report.class == class)
    }
}

impl ClassReport {
    fn of(methods: &[Method], class: Class, series: &[&Series]) -> Self {
        let mut origins = Vec::new();
        let (mut calm_band, mut shaken_band) = ([Coverage::default(); 2], Coverage::default());
        let mut years = Vec::new();
        for period in Period::BOTH {
            for known in 0..period.end() {
                let all = By::COMPARED.map(|by| misses(methods, series, by, known, period.end()));
                if all[0].is_empty() {
                    continue;
                }
                years.extend(all[0].iter().map(|miss| miss.year));
                let of_kind = |misses: &[Miss], kind: Kind| -> Vec<Miss> {
                    misses.iter().filter(|miss| Kind::of(miss.year) == kind).copied().collect()
                };
                let (calm, shaken) = (of_kind(&all[0], Kind::Calm), of_kind(&all[0], Kind::Shaken));
                let before = |year: i32| {
                    let before: Vec<Miss> = calm.iter().filter(|miss| miss.year < year).copied().collect();
                    if crate::score::years(&before) < TRIED { Vec::new() } else { before }
                };
                calm_band[0] = calm_band[0].and(Coverage::of(&calm, before));
                calm_band[1] = calm_band[1].and(Coverage::of(&shaken, before));
                let others = |year: i32| shaken.iter().filter(|miss| miss.year != year).copied().collect();
                shaken_band = shaken_band.and(Coverage::of(&shaken, others));
                let next = years.iter().max().map_or(FIRST, |year| year + 1);
                origins.push(OriginReport {
                    period,
                    known,
                    default: default_among(methods, series, next, known, period.end()),
                    scores: Kind::BOTH.map(|kind| all.each_ref().map(|misses| Score::of(&of_kind(misses, kind)))),
                });
            }
        }
        years.sort_unstable();
        years.dedup();
        Self {
            class,
            measure: class.measure(),
            years,
            calm_band,
            shaken_band,
            verdicts: Period::BOTH
                .into_iter()
                .flat_map(|period| Kind::BOTH.map(|kind| verdicts(methods, series, period, kind)))
                .collect(),
            bands: [0, 1].map(|kind| {
                let widths = |period| widths(&origins, period, kind);
                widths(Period::Half).zip(widths(Period::Year)).map(|(half, year)| Bands { half, year })
            }),
            origins,
        }
    }

    /// The scores of an origin.
    pub fn origin(&self, period: Period, known: u32) -> Option<&OriginReport> {
        self.origins.iter().find(|origin| origin.period == period && origin.known == known)
    }
}

impl OriginReport {
    /// The score of what is compared, by its place in [`By::COMPARED`].
    pub fn score(&self, kind: Kind, place: usize) -> Option<&Score> {
        self.scores[usize::from(kind == Kind::Shaken)].get(place)?.as_ref()
    }
}

/// The years of series that are projected.
pub fn projected<'s>(class: &'s [&'s Series]) -> impl Iterator<Item = (&'s Series, &'s Year)> {
    let years = class.iter().flat_map(|series| series.years.iter().map(move |year| (*series, year)));
    years.filter(|(_, year)| year.year >= FIRST)
}

fn misses(methods: &[Method], class: &[&Series], by: By, known: u32, end: u32) -> Vec<Miss> {
    let miss = |(series, year): (&Series, &Year)| {
        // Rivals are scored where the default projects, so that all have the same years.
        let default = default_among(methods, class, year.year, known, end);
        miss(default, series, year, known, end)?;
        let error = miss(by.method(methods, class, year.year, known, end), series, year, known, end)?;
        Some(Miss { year: year.year, error })
    };
    projected(class).filter_map(miss).collect()
}

/// Widths as a pack states them, one for each number of months known: the origin's own, or that of the last origin before
/// where nothing is published in between; never wider later than earlier, and not below a tenth, the last digit published.
fn widths(origins: &[OriginReport], period: Period, kind: usize) -> Option<Vec<f64>> {
    let own: Vec<(u32, f64)> = origins
        .iter()
        .filter(|origin| origin.period == period)
        .filter_map(|origin| Some((origin.known, origin.scores[kind][0].as_ref()?.half_width)))
        .collect();
    let first = own.iter().map(|(known, _)| *known).min()?;
    let width = |known: u32| {
        let from = own.iter().map(|(origin, _)| *origin).filter(|origin| *origin <= known).max().unwrap_or(first);
        let later = own.iter().filter(|(origin, _)| *origin >= from).map(|(_, width)| *width);
        (tenths(later.fold(0.0, f64::max)).max(1)) as f64 / 10.0
    };
    Some((0..period.end()).map(width).collect())
}

/// A figure in tenths, the last digit of a published rate.
pub fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}
