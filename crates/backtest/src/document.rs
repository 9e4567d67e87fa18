//! The report as a page and as text for a terminal.

use std::fmt::Write as _;

use crate::project::Method;
use crate::report::{ClassReport, OriginReport, Period, Report};
use crate::score::{Coverage, Score};
use crate::series::{Class, Measure};

const HEAD: &str = "# 回测：推演会差多少 · Back-tests: how far off projections would have been

Written by `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-backtest`; `cargo xtask backtest` prints the same tables, `--json` also every
series at every origin. The error bands of the shipped packs are held to the last table by a test.

**Figures.** National Bureau of Statistics of China: growth of fixed-asset investment (excluding rural households), year to date,
2022–2023, as first released; quarterly value added at current prices and index at constant prices by industry, 2021Q4–2023, latest
vintage; total retail sales and sales of units above the limit, monthly, 2012–2016. The files are not part of this repository; errors
computed from them are.

**Origins.** From every month (quarter) that was known, the first half and the year are projected and compared with what was
published. *Known* counts months; with 0, nothing of the year but all of the year before. An error is projection less outcome, in
percentage points of a growth rate or per cent of an amount; bias above zero means projected too high.

| method | what it says |
|---|---|
| Guoban | growth to date holds for the months left, over the comparable base of those months; GDP is added up from eleven industries; amounts follow last year's seasonal shares; investment also falls as in the other years (below) |
| ×12/4 | amount to date ÷ months elapsed × months of the period |
| persists | the last growth published (month or quarter; for investment the rate to date, the only one published) holds for the months left |

**Band.** Half the width of the 80% band of the next error: root mean square error × Student's 90% quantile with as many degrees of
freedom as there are errors. It lies around zero, so that bias left in a projection widens it. Its *coverage* is out of sample: each
error is tried against the band estimated without its year.

**Limits.** Two years of GDP and investment are little, and both were shaped by the epidemic: 2022 fell, 2023 recovered. Errors of
one year are not independent of one another, so the number of errors overstates what is known. Amounts of GDP are the latest vintage; first
releases differ by tenths. Comparable bases are amounts taken back by their growth; only their shares of the year enter. No amounts of
investment are published by month, so ×12/4 has nothing to divide. Everything is nationwide: a city moves more.
";

const VERDICTS: &str = "With three months known, is the line passed at mid-year (compared with June's figure) and at the year's end (with
December's)? The line is last year's growth of the whole year once more: no targets are in the files. For investment only 2023
has a year before it.
";

const DRIFT: &str = "Growth to date moved on by what it did in the *other* years of the series, before or after (with two years nothing else
is out of sample): their mean times n/(n+1), n being their number. Left out, the rate to date simply stays. For investment the movement
has one sign at every origin up to nine months known; the domain notes find the same in five years of five. So investment falls by default, and
nothing else does: in GDP the other year moved the other way, in retail it gains nothing before September.
";

const COVERAGE: &str = "Errors inside the band estimated without their year, all origins of a class together; 80% is what a band promises. With two
years the band of one is tried on the other, so half or all of it holds; pooled classes hide that their errors share a year.
";

const SERIES: &str = "With three months known: mean absolute error of Guoban, and its bias.\n";

const BANDS: &str = "Half the width of the 80% band by months known, 0 upwards, as the packs state it: Guoban's, one decimal, that of the last origin
before where nothing is published in between, never wider later than earlier, at least a tenth.
";

/// A table, before it is drawn.
struct Grid {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|&cell| cell.to_owned()).collect(), rows: Vec::new() }
    }

    fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = format!("|{}\n", "---|".repeat(self.head.len()));
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        line(&self.head) + &rule + &rows
    }

    fn aligned(&self) -> String {
        let lines: Vec<&Vec<String>> = std::iter::once(&self.head).chain(&self.rows).collect();
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut text = String::new();
        for line in lines {
            let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
        }
        text
    }
}

/// A heading, what to know before reading, and a table.
struct Section {
    title: String,
    text: &'static str,
    grid: Grid,
}

/// The page `docs/backtest.md`.
pub fn document(report: &Report) -> String {
    let mut page = HEAD.to_owned();
    for Section { title, text, grid } in sections(report) {
        let _ = write!(page, "\n## {title}\n\n");
        if !text.is_empty() {
            let _ = writeln!(page, "{text}");
        }
        page += &grid.markdown();
    }
    if let Some(ratio) = report.part_to_whole {
        let _ = write!(
            page,
            "\n**A part moves more than the whole.** An industry's band over GDP's, and that of units above the limit over all
retail's, is {ratio:.1} in the median of the origins. A city is a part of the nation too: packs take a multiple of a band where
no like series is published, and say which; that a city moves so much more is a guess.\n"
        );
    }
    page
}

/// The tables for a terminal.
pub fn table(report: &Report) -> String {
    let sections = sections(report).into_iter().map(|section| format!("{}\n{}", section.title, section.grid.aligned()));
    let mut text = sections.collect::<Vec<_>>().join("\n");
    if let Some(ratio) = report.part_to_whole {
        let _ = write!(text, "\nA part's band over the whole's, median over the origins: {ratio:.1}\n");
    }
    text
}

fn sections(report: &Report) -> Vec<Section> {
    let mut all: Vec<Section> = report.classes.iter().map(class).collect();
    all.push(coverage(report));
    all.push(verdicts(report));
    all.push(drift(report));
    all.push(series(report));
    all.push(bands(report));
    all
}

fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Points => "points",
        Measure::Percent => "percent",
    }
}

fn period(period: Period) -> &'static str {
    match period {
        Period::Half => "half",
        Period::Year => "year",
    }
}

fn class(report: &ClassReport) -> Section {
    let mut grid = Grid::new(&[
        "projected",
        "known",
        "n",
        "Guoban: bias",
        "mean",
        "max",
        "band",
        "coverage",
        "×12/4: bias",
        "mean",
        "max",
        "persists: bias",
        "mean",
        "max",
    ]);
    for origin in &report.origins {
        let own = origin.score(Method::Own);
        let mut row = vec![period(origin.period).to_owned(), origin.known.to_string()];
        row.push(own.map_or("0".to_owned(), |score| score.n.to_string()));
        row.extend(errors(own));
        row.push(own.map_or_else(absent, |score| decimal(score.half_width)));
        row.push(own.map_or_else(absent, |score| share(score.coverage.inside, score.coverage.of)));
        row.extend(errors(origin.score(Method::PerMonth)));
        row.extend(errors(origin.score(Method::Persists)));
        grid.rows.push(row);
    }
    let years: Vec<String> = report.years.iter().map(i32::to_string).collect();
    let name = report.class.name();
    let title = format!("{name} (`{}`, {}): {}", report.class.id(), unit(report.measure), years.join(", "));
    Section { title, text: "", grid }
}

fn errors(score: Option<&Score>) -> [String; 3] {
    score.map_or([(); 3].map(|()| absent()), |score| [score.bias, score.mean, score.max].map(decimal))
}

fn coverage(report: &Report) -> Section {
    let mut grid = Grid::new(&["class", "inside", "of", "coverage"]);
    let mut row = |name: &str, Coverage { inside, of }| {
        let percent = if of == 0 { absent() } else { format!("{:.0}%", 100.0 * inside as f64 / of as f64) };
        grid.rows.push(vec![name.to_owned(), inside.to_string(), of.to_string(), percent]);
    };
    report.classes.iter().for_each(|class| row(class.class.id(), class.coverage));
    row("all", report.classes.iter().fold(Coverage::default(), |sum, class| sum.and(class.coverage)));
    Section { title: "Did the bands hold?".to_owned(), text: COVERAGE, grid }
}

fn verdicts(report: &Report) -> Section {
    let mut grid = Grid::new(&["class", "projected", "verdicts", "Guoban held", "×12/4 held", "persists held"]);
    for class in &report.classes {
        for verdicts in class.verdicts.iter().filter(|verdicts| verdicts.of > 0) {
            let mut row = vec![class.class.id().to_owned(), period(verdicts.period).to_owned()];
            row.push(verdicts.of.to_string());
            for method in [Method::Own, Method::PerMonth, Method::Persists] {
                row.push(verdicts.held[method.place()].map_or_else(absent, |held| share(held, verdicts.of)));
            }
            grid.rows.push(row);
        }
    }
    let mut all = vec!["all".to_owned(), "both".to_owned()];
    let every = || report.classes.iter().flat_map(|class| &class.verdicts);
    all.push(every().map(|verdicts| verdicts.of).sum::<usize>().to_string());
    for method in [Method::Own, Method::PerMonth, Method::Persists] {
        let judged = || every().filter_map(|verdicts| Some((verdicts.held[method.place()]?, verdicts.of)));
        all.push(share(judged().map(|(held, _)| held).sum(), judged().map(|(_, of)| of).sum()));
    }
    grid.rows.push(all);
    Section { title: "April's verdict and the outcome".to_owned(), text: VERDICTS, grid }
}

fn drift(report: &Report) -> Section {
    let mut grid = Grid::new(&[
        "class",
        "projected",
        "known",
        "mean error, no drift",
        "with drift",
        "bias, no drift",
        "with drift",
    ]);
    for class in report.classes.iter().filter(|class| class.measure == Measure::Points) {
        // Where the default already drifts, the rate that stays is the rival's.
        let still = if class.class.drifts() { Method::Persists } else { Method::Own };
        for origin in class.origins.iter().filter(|origin| [3, 6, 9].contains(&origin.known)) {
            let (Some(without), Some(with)) = (origin.score(still), origin.score(Method::Drift)) else { continue };
            let mut row = vec![class.class.id().to_owned(), period(origin.period).to_owned(), origin.known.to_string()];
            row.extend([without.mean, with.mean, without.bias, with.bias].map(decimal));
            grid.rows.push(row);
        }
    }
    Section { title: "Does growth move within the year as it did in other years?".to_owned(), text: DRIFT, grid }
}

fn series(report: &Report) -> Section {
    let mut grid = Grid::new(&["class", "series", "in", "half: mean", "bias", "year: mean", "bias"]);
    for class in report.classes.iter().filter(|class| class.class != Class::Gdp) {
        for series in &class.series {
            let find = |period| {
                let of_april = |origin: &&OriginReport| origin.period == period && origin.known == 3;
                series.origins.iter().find(of_april)?.score(Method::Own)
            };
            let cells =
                |period| find(period).map_or([absent(), absent()], |score| [decimal(score.mean), decimal(score.bias)]);
            let mut row = vec![class.class.id().to_owned(), series.id.clone(), unit(class.measure).to_owned()];
            row.extend(cells(Period::Half));
            row.extend(cells(Period::Year));
            grid.rows.push(row);
        }
    }
    Section { title: "Each series, seen from April".to_owned(), text: SERIES, grid }
}

fn bands(report: &Report) -> Section {
    let mut grid = Grid::new(&["class", "in", "projected", "half width of the 80% band"]);
    for class in &report.classes {
        for (period, widths) in [("half", &class.half), ("year", &class.year)] {
            let widths: Vec<String> = widths.iter().map(|width| format!("{width:.1}")).collect();
            let row = [class.class.id(), unit(class.measure), period, &widths.join(" ")];
            grid.rows.push(row.map(str::to_owned).into());
        }
    }
    Section { title: "Bands".to_owned(), text: BANDS, grid }
}

fn absent() -> String {
    "–".to_owned()
}

fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|digit| matches!(digit, b'0' | b'.')) => digits.to_owned(),
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

fn share(part: usize, of: usize) -> String {
    if of == 0 { absent() } else { format!("{part}/{of}") }
}
