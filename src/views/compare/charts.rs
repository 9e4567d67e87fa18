//! Half-year against full year of the headline target, and the chosen target over the year, all sides in one picture.

use guoban_model::number::to_f64;
use guoban_planning::number::{UNKNOWN, months, plain, plain_or_unknown};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::{Compared, MARKS, panel, table};
use crate::views::board::unit_beside;
use crate::views::takes::{chart_takes, with_takes};

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 230.0;
/// Room for figures at the left and below, and for names at the right and above.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 74.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 30.0;

/// Where values of an axis are drawn.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// With some room on both sides; `None` where there is nothing to draw.
    fn over(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Option<Self> {
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let room = if high > low { (high - low) * 0.1 } else { 1.0 };
        (low <= high).then_some(Self { low: low - room, high: high + room, from, to })
    }

    fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

pub(super) fn charts(compared: &Compared<'_>) -> Html {
    html! { <div key="charts" class="cmp__g">{ for both(compared) }{ for path(compared) }</div> }
}

/// Half-year across, full year up; lines where both are due.
fn both(compared: &Compared<'_>) -> Option<Html> {
    let Compared { look, sides, names, .. } = compared;
    let (locale, pack) = (&look.locale, look.session.pack());
    let row = sides[0].board.headline?;
    let judged = &sides[0].board.rows[row];
    let decimals = judged.half.decimals;
    let points: Vec<(usize, Decimal, Decimal)> = sides
        .iter()
        .enumerate()
        .filter_map(|(index, side)| {
            Some((index, side.board.rows[row].half.projected?, side.board.rows[row].year.projected?))
        })
        .collect();
    let due = [judged.half.due, judged.year.due].map(|due| due.map(|due| to_f64(due.value)));
    let across = Axis::over(points.iter().map(|point| to_f64(point.1)).chain(due[0]), LEFT, WIDTH - RIGHT)?;
    let up = Axis::over(points.iter().map(|point| to_f64(point.2)).chain(due[1]), HEIGHT - BOTTOM, TOP)?;
    let target = &pack.targets[judged.target.0];
    let name = locale.of(&target.name).to_owned();
    let told: Vec<String> = points
        .iter()
        .map(|(side, half, year)| format!("{} {} / {}", names[*side], plain(*half, decimals), plain(*year, decimals)))
        .collect();
    let told = locale.fill("compare.both-told", &[("name", &name), ("points", &told.join("; "))]);
    let line = |x1: f64, y1: f64, x2: f64, y2: f64| {
        html! { <line class="cmp__due" x1={x1.to_string()} y1={y1.to_string()} x2={x2.to_string()} y2={y2.to_string()} /> }
    };
    // Names of points that lie close go below each other; near the bottom there is room above.
    let mut taken: Vec<f64> = Vec::new();
    let marks: Vec<Html> = points
        .iter()
        .map(|(side, half, year)| {
            let (x, y) = (across.at(to_f64(*half)), up.at(to_f64(*year)));
            let step = if y > HEIGHT / 2.0 { -15.0 } else { 15.0 };
            let mut text = y + 4.0;
            while taken.iter().any(|other| (other - text).abs() < 15.0) {
                text += step;
            }
            taken.push(text);
            html! {
                <g key={*side} class={format!("cmp__m{side}")}>
                    <text x={x.to_string()} y={(y + 4.0).to_string()} text-anchor="middle">{ MARKS[*side] }</text>
                    <text x={(x + 9.0).to_string()} y={text.to_string()}>{ short(&names[*side]) }</text>
                </g>
            }
        })
        .collect();
    let svg = html! {
        <svg class="cmp__v" width={WIDTH.to_string()} height={HEIGHT.to_string()} role="img" aria-label={told}>
            <rect class="cmp__f" x={LEFT.to_string()} y={TOP.to_string()} width={(WIDTH - RIGHT - LEFT).to_string()} height={(HEIGHT - BOTTOM - TOP).to_string()} />
            if let Some(due) = due[0] {
                { line(across.at(due), TOP, across.at(due), HEIGHT - BOTTOM) }
                <text x={across.at(due).to_string()} y="12" text-anchor="middle">{ locale.fill("compare.due", &[("value", &plain_or_unknown(judged.half.due.map(|due| due.value), decimals))]) }</text>
            }
            if let Some(due) = due[1] {
                { line(LEFT, up.at(due), WIDTH - RIGHT, up.at(due)) }
                <text x={(LEFT - 4.0).to_string()} y={(up.at(due) + 4.0).to_string()} text-anchor="end">{ plain_or_unknown(judged.year.due.map(|due| due.value), decimals) }</text>
            }
            <text x={LEFT.to_string()} y={(HEIGHT - 8.0).to_string()}>{ locale.t("compare.across") }</text>
            <text x="2" y="12">{ locale.t("compare.up") }</text>
            { for marks }
        </svg>
    };
    Some(panel(
        "both",
        locale.t("compare.both"),
        name.into(),
        html! { <div class="panel__b">{ with_takes(chart_takes(locale, &look.send), svg) }</div> },
    ))
}

/// The chosen target over the year, and the same as a table.
fn path(compared: &Compared<'_>) -> Option<Html> {
    let Compared { look, sides, names, .. } = compared;
    let (locale, pack, session) = (&look.locale, look.session.pack(), &look.session);
    let row = session.row(look.view.selected)?;
    let judged = sides[0].board.rows.get(row)?;
    let target = &pack.targets[judged.target.0];
    let variable = &pack.variables[target.variable.0];
    let paths: Vec<Vec<Option<Decimal>>> = sides.iter().map(|side| side.path(judged.target)).collect();
    let across = Axis { low: 0.0, high: 11.0, from: LEFT, to: WIDTH - RIGHT };
    let values = paths.iter().flatten().flatten().map(|value| to_f64(*value));
    let up = Axis::over(values, HEIGHT - BOTTOM, TOP)?;
    let name = locale.of(&target.name).to_owned();
    let month = |index: usize| months(index as i32, index as i32, locale.language);
    let last = |path: &[Option<Decimal>]| path.last().copied().flatten();
    let told: Vec<String> = names
        .iter()
        .zip(&paths)
        .map(|(name, path)| format!("{name} {}", plain_or_unknown(last(path), variable.decimals)))
        .collect();
    let told = locale.fill("compare.path-told", &[("name", &name), ("ends", &told.join("; "))]);
    let mut ends: Vec<(usize, f64)> =
        paths.iter().enumerate().filter_map(|(side, path)| Some((side, up.at(to_f64(last(path)?)) + 4.0))).collect();
    ends.sort_by(|left, right| left.1.total_cmp(&right.1));
    for index in 1..ends.len() {
        ends[index].1 = ends[index].1.max(ends[index - 1].1 + 15.0);
    }
    let line = |side: usize, path: &[Option<Decimal>]| {
        let points = path.iter().enumerate().filter_map(|(index, value)| {
            Some(format!("{:.1},{:.1}", across.at(index as f64), up.at(to_f64((*value)?))))
        });
        html! { <polyline key={side} class={format!("cmp__p cmp__p{side}")} points={points.collect::<Vec<_>>().join(" ")} /> }
    };
    let june = across.at(5.0);
    let svg = html! {
        <svg class="cmp__v" width={WIDTH.to_string()} height={HEIGHT.to_string()} role="img" aria-label={told}>
            <rect class="cmp__f" x={LEFT.to_string()} y={TOP.to_string()} width={(WIDTH - RIGHT - LEFT).to_string()} height={(HEIGHT - BOTTOM - TOP).to_string()} />
            <line class="cmp__due" x1={june.to_string()} y1={TOP.to_string()} x2={june.to_string()} y2={(HEIGHT - BOTTOM).to_string()} />
            { for [0, 5, 11].map(|index| html! { <text key={index} x={across.at(index as f64).to_string()} y={(HEIGHT - 12.0).to_string()} text-anchor="middle">{ month(index) }</text> }) }
            { for [up.low, up.high].map(|value| {
                let shown = Decimal::from_f64_retain(value).map_or_else(|| UNKNOWN.to_owned(), |value| plain(value, variable.decimals.min(1)));
                html! { <text key={value.to_string()} x={(LEFT - 4.0).to_string()} y={(up.at(value) + 4.0).to_string()} text-anchor="end">{ shown }</text> }
            }) }
            { for paths.iter().enumerate().map(|(side, path)| line(side, path)) }
            { for ends.iter().map(|(side, y)| html! {
                <text key={format!("end-{side}")} class={format!("cmp__m{side}")} x={(WIDTH - RIGHT + 4.0).to_string()} y={y.to_string()}>{ format!("{} {}", MARKS[*side], short(&names[*side])) }</text>
            }) }
        </svg>
    };
    let head = html! {
        <tr><th scope="col">{ locale.t("compare.plan") }</th>{ for (0..12).map(|index| html! { <th key={index} scope="col" class="n">{ month(index) }</th> }) }</tr>
    };
    let rows = paths.iter().enumerate().map(|(side, path)| html! {
        <tr key={side}>
            <th scope="row">{ compared.label(side) }</th>
            { for path.iter().enumerate().map(|(index, value)| html! { <td key={index} class="n">{ plain_or_unknown(*value, variable.decimals) }</td> }) }
        </tr>
    });
    let unit = unit_beside(&variable.unit, locale.language);
    let body = html! {
        <div class="panel__b">
            { with_takes(chart_takes(locale, &look.send), svg) }
            <details><summary>{ locale.t("chart.as-table") }</summary>{ table(locale.t("compare.path"), "cmp__x", head, html! { <tbody>{ for rows }</tbody> }, locale) }</details>
        </div>
    };
    Some(panel("path", name.into(), format!("{} {unit}", locale.t("compare.path")).into(), body))
}

/// A name as long as there is room for beside a mark.
fn short(name: &str) -> String {
    const ROOM: usize = 6;
    let wide = !name.is_ascii();
    let room = if wide { ROOM - 1 } else { 2 * ROOM - 3 };
    if name.chars().count() <= room { name.to_owned() } else { name.chars().take(room - 1).chain(['…']).collect() }
}
