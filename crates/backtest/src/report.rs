//! Every origin of every class, scored.

use serde::Serialize;

use crate::data::Data;
use crate::project::Method;
use crate::score::{Coverage, Miss, Score};
use crate::series::{Class, Measure, Series, Year};

/// Months known in late April.
const APRIL: u32 = 3;

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

/// The back-test of all series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The methods, in the order in which scores stand.
    pub methods: [Method; 4],
    /// By class, in the order of [`Class::ALL`].
    pub classes: Vec<ClassReport>,
    /// Median, over origins, of a part's band over the whole's: industries to GDP, units above the limit to all retail.
    pub part_to_whole: Option<f64>,
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
    /// Each series by itself.
    pub series: Vec<SeriesReport>,
    /// How often the bands held out of sample, all origins together.
    pub coverage: Coverage,
    /// Verdicts made in late April, with three months known.
    pub verdicts: Vec<Verdicts>,
    /// Half the width of the 80% band at mid-year, with 0 to 5 months known, as a pack states it.
    pub half: Vec<f64>,
    /// The same at the year's end, with 0 to 11 months known.
    pub year: Vec<f64>,
}

/// One series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeriesReport {
    /// Its name.
    pub id: String,
    /// Its origins.
    pub origins: Vec<OriginReport>,
}

/// One origin: how many months were known, and what was projected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OriginReport {
    /// What was projected.
    pub period: Period,
    /// Months of the year that were known.
    pub known: u32,
    /// Scores in the order of [`Method::ALL`]; `None` where the published figures do not suffice.
    pub scores: [Option<Score>; 4],
}

/// How often a verdict of late April held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Verdicts {
    /// On the half-year, compared with June's; on the year, compared with December's.
    pub period: Period,
    /// Verdicts compared.
    pub of: usize,
    /// How many were the same, by method; `None` where there is no projection.
    pub held: [Option<usize>; 4],
}

impl Report {
    /// Runs the back-test.
    pub fn of(data: &Data) -> Self {
        let classes: Vec<ClassReport> = Class::ALL
            .into_iter()
            .map(|class| {
                let series: Vec<&Series> = data.series.iter().filter(|series| series.class == class).collect();
                ClassReport::of(class, &series)
            })
            .collect();
        let part_to_whole = part_to_whole(&classes);
        Self { methods: Method::ALL, classes, part_to_whole }
    }

    /// One class.
    pub fn class(&self, class: Class) -> Option<&ClassReport> {
        self.classes.iter().find(|report| report.class == class)
    }
}

impl ClassReport {
    fn of(class: Class, series: &[&Series]) -> Self {
        let origins = origins(series);
        let each = |series: &&Series| SeriesReport { id: series.id.clone(), origins: self::origins(&[*series]) };
        let mut years: Vec<i32> = series
            .iter()
            .flat_map(|series| series.years.iter().map(move |year| (*series, year)))
            .filter(|(series, year)| Method::Own.project(series, year, APRIL, 12).is_some())
            .map(|(_, year)| year.year)
            .collect();
        years.sort_unstable();
        years.dedup();
        Self {
            class,
            measure: class.measure(),
            years,
            series: series.iter().map(each).collect(),
            verdicts: Period::BOTH.map(|period| verdicts(series, period)).into(),
            coverage: origins
                .iter()
                .filter_map(|origin| origin.score(Method::Own))
                .fold(Coverage::default(), |sum, score| sum.and(score.coverage)),
            half: widths(&origins, Period::Half),
            year: widths(&origins, Period::Year),
            origins,
        }
    }

    /// The scores of an origin.
    pub fn origin(&self, period: Period, known: u32) -> Option<&OriginReport> {
        self.origins.iter().find(|origin| origin.period == period && origin.known == known)
    }
}

impl OriginReport {
    /// The score of a method.
    pub fn score(&self, method: Method) -> Option<&Score> {
        self.scores[method.place()].as_ref()
    }
}

fn origins(series: &[&Series]) -> Vec<OriginReport> {
    let mut all = Vec::new();
    for period in Period::BOTH {
        for known in 0..period.end() {
            let scores = Method::ALL.map(|method| Score::of(&misses(series, method, known, period.end())));
            if scores.iter().any(Option::is_some) {
                all.push(OriginReport { period, known, scores });
            }
        }
    }
    all
}

fn misses(series: &[&Series], method: Method, known: u32, end: u32) -> Vec<Miss> {
    let each = series.iter().flat_map(|series| series.years.iter().map(move |year| (*series, year)));
    let miss = |(series, year): (&Series, &Year)| {
        // Rivals are scored where the default projects, so that all have the same years.
        Method::Own.project(series, year, known, end)?;
        let projected = method.project(series, year, known, end)?;
        let outcome = series.outcome(year, end)?;
        let error = match series.class.measure() {
            Measure::Points => projected - outcome,
            Measure::Percent => (projected / outcome - 1.0) * 100.0,
        };
        Some(Miss { year: year.year, error })
    };
    each.filter_map(miss).collect()
}

fn verdicts(series: &[&Series], period: Period) -> Verdicts {
    let mut verdicts = Verdicts { period, of: 0, held: [None; 4] };
    let end = period.end();
    for (series, year) in series.iter().flat_map(|series| series.years.iter().map(move |year| (*series, year))) {
        let (Some(line), Some(outcome)) = (series.line(year, end), series.outcome(year, end)) else { continue };
        // A rate is compared as it is published, with one decimal.
        let passes = |value: f64| match series.class.measure() {
            Measure::Points => tenths(value) >= tenths(line),
            Measure::Percent => value >= line,
        };
        verdicts.of += 1;
        for method in Method::ALL {
            if let Some(projected) = method.project(series, year, APRIL, end) {
                let held = verdicts.held[method.place()].get_or_insert(0);
                *held += usize::from(passes(projected) == passes(outcome));
            }
        }
    }
    verdicts
}

fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

/// Widths as a pack states them, one for each number of months known: the origin's own, or that of the last origin before
/// where nothing is published in between; never wider later than earlier, and not below a tenth, the last digit published.
fn widths(origins: &[OriginReport], period: Period) -> Vec<f64> {
    let own: Vec<(u32, f64)> = origins
        .iter()
        .filter(|origin| origin.period == period)
        .filter_map(|origin| Some((origin.known, origin.score(Method::Own)?.half_width)))
        .collect();
    let width = |known: u32| {
        let from = own.iter().map(|(origin, _)| *origin).filter(|origin| *origin <= known).max().unwrap_or(0);
        let later = own.iter().filter(|(origin, _)| *origin >= from).map(|(_, width)| *width);
        (tenths(later.fold(0.0, f64::max)).max(1)) as f64 / 10.0
    };
    (0..period.end()).map(width).collect()
}

fn part_to_whole(classes: &[ClassReport]) -> Option<f64> {
    let find = |class| classes.iter().find(|report| report.class == class);
    let pairs = [(Class::Industry, Class::Gdp), (Class::AboveLimit, Class::Retail)];
    let mut ratios = Vec::new();
    for (part, whole) in pairs {
        let (part, whole) = (find(part)?, find(whole)?);
        for origin in &part.origins {
            let whole = whole.origin(origin.period, origin.known).and_then(|origin| origin.score(Method::Own));
            if let (Some(part), Some(whole)) = (origin.score(Method::Own), whole) {
                ratios.push(part.half_width / whole.half_width);
            }
        }
    }
    ratios.sort_by(f64::total_cmp);
    let middle = ratios.len() / 2;
    let upper = *ratios.get(middle)?;
    Some(if ratios.len() % 2 == 1 { upper } else { f64::midpoint(ratios[middle - 1], upper) })
}
