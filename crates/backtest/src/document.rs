//! The report as a page and as text for a terminal.

use std::fmt::Write as _;

use crate::grid::{Grid, absent, decimal, percent, share};
use crate::report::{ClassReport, OriginReport, Period, Report};
use crate::score::Coverage;
use crate::series::{Class, Kind, Measure};
use crate::text::{ANNOUNCED, BANDS, CHANGED, COVERAGE, DEFAULTS, HEAD, LOCAL, PACKS, VERDICTS};
use crate::verdicts::Verdicts;

/// A pack, and the classes by whose bands its targets are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackUse {
    /// Its id.
    pub id: String,
    /// For each target with a band: the class.
    pub targets: Vec<Class>,
}

/// A heading, what to know before reading, and a table.
struct Section {
    title: String,
    text: &'static str,
    grid: Grid,
}

/// The page `docs/backtest.md`.
pub fn document(report: &Report, packs: &[PackUse]) -> String {
    let mut page = HEAD.to_owned();
    for Section { title, text, grid } in sections(report, packs) {
        let _ = write!(page, "\n## {title}\n\n");
        if !text.is_empty() {
            let _ = writeln!(page, "{text}");
        }
        page += &grid.markdown();
    }
    page + &changed(report)
}

fn changed(report: &Report) -> String {
    let places = [
        (Class::Gdp, Period::Half),
        (Class::LocalGdp, Period::Half),
        (Class::Industry, Period::Half),
        (Class::Investment, Period::Year),
        (Class::LocalInvestment, Period::Year),
    ];
    places.into_iter().fold(CHANGED.to_owned(), |text, (class, period)| {
        let bands = report.class(class).and_then(|class| class.bands[0].as_ref());
        let width = bands.and_then(|bands| match period {
            Period::Half => bands.half.get(3),
            Period::Year => bands.year.get(6),
        });
        text.replace(&format!("{{{}}}", class.id()), &width.map_or_else(absent, |width| format!("{width:.1}")))
    })
}

/// The tables for a terminal.
pub fn table(report: &Report) -> String {
    let sections = sections(report, &[]).into_iter();
    sections.map(|section| format!("{}\n{}", section.title, section.grid.aligned())).collect::<Vec<_>>().join("\n")
}

fn sections(report: &Report, packs: &[PackUse]) -> Vec<Section> {
    let mut all = vec![verdicts(report), announced(report)];
    if !packs.is_empty() {
        all.push(of_packs(report, packs));
    }
    all.extend([coverage(report), defaults(report), local(report)]);
    all.extend(report.classes.iter().map(class));
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

fn held(verdicts: &Verdicts) -> [String; 3] {
    verdicts.held.map(|held| held.map_or_else(absent, |held| share(held, verdicts.of)))
}

fn verdicts(report: &Report) -> Section {
    let mut grid =
        Grid::new(&["class", "projected", "years", "verdicts", "default held", "persists held", "×12/4 held"]);
    let mut sums = [[(0, 0); 3]; 2];
    for class in &report.classes {
        for verdicts in class.verdicts.iter().filter(|verdicts| verdicts.of > 0) {
            let kind = verdicts.kind.unwrap_or(Kind::Calm);
            let mut row = [class.class.id(), period(verdicts.period), kind.name()].map(str::to_owned).to_vec();
            row.push(verdicts.of.to_string());
            row.extend(held(verdicts));
            grid.rows.push(row);
            for (sum, held) in sums[usize::from(kind == Kind::Shaken)].iter_mut().zip(verdicts.held) {
                if let Some(held) = held {
                    *sum = (sum.0 + held, sum.1 + verdicts.of);
                }
            }
        }
    }
    for (kind, sums) in Kind::BOTH.into_iter().zip(sums) {
        let mut row = ["all", "both", kind.name()].map(str::to_owned).to_vec();
        row.push(sums[0].1.to_string());
        row.extend(sums.map(|(held, of)| share(held, of)));
        grid.rows.push(row);
    }
    Section { title: "April's verdict and the outcome".to_owned(), text: VERDICTS, grid }
}

fn announced(report: &Report) -> Section {
    let mut grid = Grid::new(&["projected", "years", "default held", "persists held", "×12/4 held"]);
    for verdicts in &report.announced {
        let mut row = vec![period(verdicts.period).to_owned(), verdicts.of.to_string()];
        row.extend(held(verdicts));
        grid.rows.push(row);
    }
    Section { title: "The nation's GDP against the target announced in March".to_owned(), text: ANNOUNCED, grid }
}

fn of_packs(report: &Report, packs: &[PackUse]) -> Section {
    let mut grid = Grid::new(&["pack", "targets", "years", "default", "persists", "×12/4"]);
    for pack in packs {
        for kind in Kind::BOTH {
            let mut rates = [(0.0, 0.0); 3];
            for class in pack.targets.iter().filter_map(|class| report.class(*class)) {
                let all: Vec<_> = class.verdicts.iter().filter(|verdicts| verdicts.kind == Some(kind)).collect();
                for (place, rate) in rates.iter_mut().enumerate() {
                    let judged = || all.iter().filter_map(|verdicts| Some((verdicts.held[place]?, verdicts.of)));
                    let (held, of) = judged().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
                    if of > 0 {
                        *rate = (rate.0 + held as f64 / of as f64, rate.1 + 1.0);
                    }
                }
            }
            let mut row = vec![pack.id.clone(), pack.targets.len().to_string(), kind.name().to_owned()];
            row.extend(rates.map(|(rate, of)| percent(rate, of)));
            grid.rows.push(row);
        }
    }
    Section { title: "What that means for the packs".to_owned(), text: PACKS, grid }
}

fn coverage(report: &Report) -> Section {
    let mut grid =
        Grid::new(&["class", "calm years", "", "shaken years, calm band", "", "shaken years, shaken band", ""]);
    let mut row = |name: &str, all: [Coverage; 3]| {
        let mut row = vec![name.to_owned()];
        for Coverage { inside, of } in all {
            row.extend([share(inside, of), percent(inside as f64, of as f64)]);
        }
        grid.rows.push(row);
    };
    let of = |class: &ClassReport| [class.calm_band[0], class.calm_band[1], class.shaken_band];
    report.classes.iter().for_each(|class| row(class.class.id(), of(class)));
    let none = [Coverage::default(); 3];
    let sum = |sum: [Coverage; 3], one: [Coverage; 3]| [0, 1, 2].map(|place| sum[place].and(one[place]));
    row("all", report.classes.iter().map(of).fold(none, sum));
    Section { title: "Did the bands hold?".to_owned(), text: COVERAGE, grid }
}

/// Mean absolute error of a compared projection over the origins of a class that have one.
fn mean(class: &ClassReport, kind: Kind, place: usize) -> Option<f64> {
    let means: Vec<f64> =
        class.origins.iter().filter_map(|origin| origin.score(kind, place)).map(|score| score.mean).collect();
    (!means.is_empty()).then(|| means.iter().sum::<f64>() / means.len() as f64)
}

fn defaults(report: &Report) -> Section {
    let mut grid = Grid::new(&[
        "class",
        "calm: default",
        "persists",
        "shaken: default",
        "persists",
        "next default, half from 0, 3, 5 months",
        "year from 0, 3, 6, 9 months",
    ]);
    for class in &report.classes {
        let mut row = vec![class.class.id().to_owned()];
        for kind in Kind::BOTH {
            row.extend([0, 1].map(|place| mean(class, kind, place).map_or_else(absent, decimal)));
        }
        let chosen = |period, months: &[u32]| {
            let names =
                months.iter().map(|known| class.origin(period, *known).map_or("–", |origin| origin.default.name()));
            names.collect::<Vec<_>>().join(", ")
        };
        row.extend([chosen(Period::Half, &[0, 3, 5]), chosen(Period::Year, &[0, 3, 6, 9])]);
        grid.rows.push(row);
    }
    Section { title: "The default against persistence".to_owned(), text: DEFAULTS, grid }
}

fn local(report: &Report) -> Section {
    let mut grid = Grid::new(&[
        "nation",
        "province",
        "projected",
        "known",
        "calm: nation",
        "province",
        "shaken: nation",
        "province",
    ]);
    for (nation, province) in Class::PAIRS {
        let (Some(whole), Some(part)) = (report.class(nation), report.class(province)) else { continue };
        for origin in part.origins.iter().filter(|origin| [3, 6, 9].contains(&origin.known)) {
            let Some(same) = whole.origin(origin.period, origin.known) else { continue };
            let mut row = [nation.id(), province.id(), period(origin.period)].map(str::to_owned).to_vec();
            row.push(origin.known.to_string());
            for kind in Kind::BOTH {
                let mean =
                    |origin: &OriginReport| origin.score(kind, 0).map_or_else(absent, |score| decimal(score.mean));
                row.extend([mean(same), mean(origin)]);
            }
            grid.rows.push(row);
        }
    }
    Section { title: "A province against the nation".to_owned(), text: LOCAL, grid }
}

fn class(report: &ClassReport) -> Section {
    let mut grid = Grid::new(&[
        "projected",
        "known",
        "calm: n",
        "bias",
        "mean",
        "max",
        "band",
        "persists",
        "×12/4",
        "shaken: n",
        "bias",
        "mean",
        "max",
        "band",
        "persists",
        "×12/4",
    ]);
    for origin in &report.origins {
        let mut row = vec![period(origin.period).to_owned(), origin.known.to_string()];
        for kind in Kind::BOTH {
            let own = origin.score(kind, 0);
            row.push(own.map_or("0".to_owned(), |score| score.n.to_string()));
            let told = own.map(|score| [score.bias, score.mean, score.max, score.half_width].map(decimal));
            row.extend(told.unwrap_or_else(|| [(); 4].map(|()| absent())));
            row.extend([1, 2].map(|place| origin.score(kind, place).map_or_else(absent, |score| decimal(score.mean))));
        }
        grid.rows.push(row);
    }
    let years: Vec<String> = report.years.iter().map(i32::to_string).collect();
    let name = report.class.name();
    let title = format!("{name} (`{}`, {}): {}", report.class.id(), unit(report.measure), years.join(", "));
    Section { title, text: "", grid }
}

fn bands(report: &Report) -> Section {
    let mut grid = Grid::new(&["class", "in", "years", "projected", "half width of the 80% band"]);
    for class in &report.classes {
        for (kind, bands) in Kind::BOTH.into_iter().zip(&class.bands) {
            let Some(bands) = bands else { continue };
            for (period, widths) in [("half", &bands.half), ("year", &bands.year)] {
                let widths: Vec<String> = widths.iter().map(|width| format!("{width:.1}")).collect();
                let row = [class.class.id(), unit(class.measure), kind.name(), period, &widths.join(" ")];
                grid.rows.push(row.map(str::to_owned).into());
            }
        }
    }
    Section { title: "Bands".to_owned(), text: BANDS, grid }
}
