//! A chart on paper: a target over the year in black and grey, told apart by thickness, dashes and marks.

use guoban_model::number::to_f64;
use guoban_model::pack::TargetKind;

use super::Source;
use crate::figures::Figures;
use crate::judge::Period;
use crate::number::{months, plain, published, unit_name};
use crate::scale::{finest, spread, step};

/// A drawing below its place in a document, in tenths of a millimetre.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it shows.
    pub caption: String,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What is drawn, in its order.
    pub marks: Vec<Mark>,
}

/// A place in a figure, from its upper left corner.
pub type Place = (f64, f64);

/// A piece of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A band.
    Band {
        /// The inner one, which is darker.
        inner: bool,
        /// Its corners.
        corners: Vec<Place>,
    },
    /// A line.
    Line {
        /// Which.
        stroke: Stroke,
        /// From where to where.
        points: Vec<Place>,
    },
    /// A dot on a line.
    Dot(Place),
    /// A diamond: what is due.
    Due(Place),
    /// Words beside their place.
    Words {
        /// Where.
        at: Place,
        /// Which end of them is there.
        side: Side,
        /// The words.
        text: String,
        /// They are the ones to be read first.
        strong: bool,
    },
}

/// Lines that are told apart in grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// What is known: thick.
    Known,
    /// What is projected: thick, with dots.
    Projected,
    /// The baseline: long dashes.
    Baseline,
    /// The end of June, and of what is known.
    Day,
    /// A line of the grid.
    Grid,
}

/// Which end of words stands at their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// The type area is 156 mm wide.
const WIDTH: f64 = 1_560.0;

/// Height of a figure without its caption.
const HEIGHT: f64 = 500.0;

/// Edges of the place for figures: room for names at the right, for values at the left, for months below.
const LEFT: f64 = 150.0;
const RIGHT: f64 = 1_240.0;
const TOP: f64 = 60.0;
const BOTTOM: f64 = 440.0;

/// Least distance of two names.
const APART: f64 = 42.0;

/// Least figures that make a line.
const FEWEST: usize = 3;

/// Figures that make a full line.
const FULL: usize = 6;

/// Values named at the left, at most.
const MOST_TICKS: f64 = 5.0;

const MONTHS: i32 = 12;

type Line = Vec<(i32, f64)>;

/// The chart of the row of the board that is worth one: the first of `rows` with a figure in most months, else with a few.
pub(super) fn figure(source: &Source<'_>, rows: &[usize]) -> Option<Figure> {
    let count = |row: &usize| line(source, *row, source.run).len();
    let row = rows.iter().find(|row| count(row) >= FULL).or_else(|| rows.iter().find(|row| count(row) >= FEWEST))?;
    drawn(source, *row)
}

/// Where the target of a row stands at the end of each month.
fn line(source: &Source<'_>, row: usize, run: &impl Figures) -> Line {
    let pack = source.pack();
    let target = &pack.targets[source.board.rows[row].target.0];
    let at = |month| Some((month, run.standing(pack, target.variable, target.row.unwrap_or(0), month)?));
    (0..MONTHS).filter_map(at).collect()
}

fn drawn(source: &Source<'_>, row: usize) -> Option<Figure> {
    let (pack, language) = (source.pack(), source.language);
    let judged = &source.board.rows[row];
    let target = &pack.targets[judged.target.0];
    let variable = &pack.variables[target.variable.0];
    let (now, base) = (line(source, row, source.run), line(source, row, source.baseline));
    let known = source.judge().published_through(target.variable).unwrap_or(-1);
    let fan: Vec<(i32, [f64; 4])> = source
        .fans
        .get(judged.target.0)
        .into_iter()
        .flat_map(|fan| fan.iter().enumerate())
        .filter_map(|(month, edges)| Some((month as i32, (*edges)?)))
        .collect();
    let due = Period::ALL.map(|period| judged.get(period).due.map(|due| (period.last(), to_f64(due.value))));
    let due: Line = due.into_iter().flatten().collect();

    let values = || {
        let lines = now.iter().chain(&base).chain(&due).map(|(_, value)| *value);
        lines.chain(fan.iter().flat_map(|(_, edges)| *edges))
    };
    let (mut low, mut high) =
        values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if high - low < 1e-9 {
        (low, high) = (low - 1.0, high + 1.0);
    }
    let step = step(high - low, MOST_TICKS).max(finest(variable.decimals));
    let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
    let x = |month: i32| LEFT + (RIGHT - LEFT) * f64::from(month) / f64::from(MONTHS - 1);
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low);
    let place = |(month, value): &(i32, f64)| (x(*month), y(*value));
    let show = |value: f64| {
        published(value, variable.decimals).map_or_else(String::new, |value| plain(value, variable.decimals))
    };

    let mut marks = Vec::new();
    let words = |at: Place, side: Side, text: String, strong: bool| Mark::Words { at, side, text, strong };
    // The bands begin where the last figure is known.
    let begin = now.iter().rev().find(|(month, _)| *month <= known);
    for (inner, edges) in [(false, (0, 3)), (true, (1, 2))] {
        let edge = |edge: usize| fan.iter().map(move |(month, edges)| (*month, edges[edge]));
        let upper = begin.copied().into_iter().chain(edge(edges.1));
        let corners: Vec<Place> =
            upper.chain(edge(edges.0).collect::<Vec<_>>().into_iter().rev()).map(|point| place(&point)).collect();
        if corners.len() > 2 {
            marks.push(Mark::Band { inner, corners });
        }
    }
    for index in 0..=((high - low) / step).round() as i32 {
        let value = low + step * f64::from(index);
        marks.push(Mark::Line { stroke: Stroke::Grid, points: vec![(LEFT, y(value)), (RIGHT, y(value))] });
        marks.push(words((LEFT - 12.0, y(value)), Side::End, show(value), false));
    }
    for month in 0..MONTHS {
        marks.push(words((x(month), BOTTOM + 34.0), Side::Middle, (month + 1).to_string(), false));
    }
    let june = Period::Half.last();
    marks.push(Mark::Line { stroke: Stroke::Day, points: vec![(x(june), TOP - 14.0), (x(june), BOTTOM)] });
    marks.push(words((x(june) + 10.0, TOP - 26.0), Side::Start, source.text("6月30日", "30 June"), true));
    if (0..MONTHS).contains(&known) {
        let name = months(known, known, language);
        let told = source.text("已公布至", "Published to ") + &name;
        marks.push(Mark::Line { stroke: Stroke::Day, points: vec![(x(known), TOP - 14.0), (x(known), BOTTOM)] });
        let (at, side) = if known > 2 { (x(known) - 10.0, Side::End) } else { (x(known) + 10.0, Side::Start) };
        marks.push(words((at, TOP - 26.0), side, told, false));
    }
    let differs = now != base;
    if differs {
        marks.push(Mark::Line { stroke: Stroke::Baseline, points: base.iter().map(place).collect() });
    }
    let (before, after): (Line, Line) = now.iter().partition(|(month, _)| *month <= known);
    let after: Line = before.last().copied().into_iter().chain(after).collect();
    marks.push(Mark::Line { stroke: Stroke::Known, points: before.iter().map(place).collect() });
    marks.push(Mark::Line { stroke: Stroke::Projected, points: after.iter().map(place).collect() });
    marks.extend(after.iter().skip(1).map(|point| Mark::Dot(place(point))));
    marks.extend(due.iter().map(|point| Mark::Due(place(point))));

    let last = |line: &Line| line.last().map(|(_, value)| *value);
    let sign = |text: &str, value: f64| format!("{text} {}", show(value));
    let names = [
        last(&now).map(|value| (value, sign(source.say("本方案", "This plan"), value), true)),
        due.iter()
            .find(|(month, _)| *month == MONTHS - 1)
            .map(|(_, value)| (*value, sign(source.say("◇ 任务", "◇ Task"), *value), true)),
        last(&base).filter(|_| differs).map(|value| (value, sign(source.say("基线", "Baseline"), value), false)),
    ];
    let names: Vec<(f64, String, bool)> = names.into_iter().flatten().collect();
    let mut places: Vec<f64> = names.iter().map(|(value, ..)| y(*value)).collect();
    spread(&mut places, APART, TOP, BOTTOM);
    for ((value, text, strong), at) in names.into_iter().zip(places) {
        marks.push(Mark::Line { stroke: Stroke::Grid, points: vec![(RIGHT + 8.0, y(value)), (RIGHT + 30.0, at)] });
        marks.push(words((RIGHT + 36.0, at), Side::Start, text, strong));
    }

    let name = target.name.get(language);
    let unit = unit_name(&variable.unit, language);
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!("{}{unit}{}", source.say("（", " ("), source.say("）", ")"))
    };
    let added = if matches!(target.kind, TargetKind::Amount | TargetKind::Count) {
        source.say("累计", ", added up")
    } else {
        ""
    };
    let bands = if fan.is_empty() {
        ""
    } else {
        source.say("；深灰、浅灰为 50%、80% 区间", "; dark and light grey: 50% and 80% bands")
    };
    let caption = format!(
        "{}{name}{added}{unit}{}{bands}",
        source.say("图1 ", "Figure 1. "),
        source.say("：◇为应达", ": ◇ is due")
    );
    Some(Figure { caption, width: WIDTH as u32, height: HEIGHT as u32, marks })
}
