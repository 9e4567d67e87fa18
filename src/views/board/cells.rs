//! Cells of the board that other parts of the page show too.

use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::judge::{Absent, Direction, PaceKind, State, Verdict};
use guoban_planning::number::{UNKNOWN, months, plain, plain_or_unknown, signed, unit_name};
use guoban_planning::sentence::state_name;
use yew::prelude::*;

use crate::icons::icon;
use crate::texts::Locale;

/// The icon of a verdict: its shape says what the colour says.
pub fn state_icon(state: State) -> Html {
    icon(match state {
        State::OnTrack => "ok",
        State::Near => "near",
        State::Short => "gap",
        State::NotDue => "na",
    })
}

/// The class that colours words of a verdict.
pub fn state_class(state: State) -> &'static str {
    match state {
        State::OnTrack => "v-ok",
        State::Near => "v-near",
        State::Short => "v-gap",
        State::NotDue => "v-na",
    }
}

/// The verdict as a chip: shape, word and fill.
pub fn state_chip(verdict: &Verdict, locale: &Locale) -> Html {
    let class = match verdict.state {
        State::OnTrack => "chip chip--ok",
        State::Near => "chip chip--near",
        State::Short => "chip chip--gap",
        State::NotDue => "chip chip--na",
    };
    let word = match verdict.absent {
        Some(Absent::NoTask) => locale.t("board.no-task"),
        Some(Absent::Reason(_)) => locale.t("board.not-judged"),
        Some(Absent::NoFigure) => locale.t("board.no-figure"),
        Some(Absent::NotDue) | None => AttrValue::from(state_name(verdict.state, locale.language)),
    };
    html! { <span {class}>{ state_icon(verdict.state) }<span>{ word }</span></span> }
}

/// What is due, with the sign of a limit.
pub fn due_text(verdict: &Verdict) -> String {
    let due = plain_or_unknown(verdict.due.map(|due| due.value), verdict.decimals);
    match verdict.direction {
        Direction::AtMost if verdict.due.is_some() => format!("≤{due}"),
        _ => due,
    }
}

/// The gap, in the indicator's unit and in points where both say something.
pub fn gap_text(pack: &Pack, verdict: &Verdict, locale: &Locale) -> (String, String) {
    let Some(gap) = verdict.gap else { return (UNKNOWN.to_owned(), String::new()) };
    let unit = &*pack.variables[pack.targets[verdict.target.0].variable.0].unit;
    let gap = signed(gap, verdict.decimals);
    let points = match verdict.gap_points {
        Some(_) if matches!(unit, "%" | "百分点") => locale.t("board.points").to_string(),
        Some(points) => format!("/ {}", signed(points, 1)),
        None => String::new(),
    };
    (gap, points)
}

/// What the remaining months need, short enough for a cell: `月均 187.8`, `二季度 7.0`.
pub fn pace_text(verdict: &Verdict, locale: &Locale) -> Option<String> {
    let pace = verdict.pace?;
    if pace.is_met() && verdict.direction == Direction::AtLeast {
        return Some(locale.t("board.enough").to_string());
    }
    let rate = plain(pace.rate, pace.rate.scale());
    let rate = if verdict.direction == Direction::AtMost { format!("≤{rate}") } else { rate };
    Some(match pace.kind {
        PaceKind::PerMonth if pace.months() == 1 => locale
            .fill("board.pace-month", &[("month", &months(pace.first, pace.last, locale.language)), ("rate", &rate)]),
        PaceKind::PerMonth => locale.fill("board.pace-monthly", &[("rate", &rate)]),
        PaceKind::Change => locale.fill("board.pace-monthly", &[("rate", &signed(pace.rate, pace.rate.scale()))]),
        PaceKind::Growth => {
            locale.fill("board.pace-month", &[("month", &span(pace.first, pace.last, locale)), ("rate", &rate)])
        }
    })
}

/// Months of a pace; whole quarters by their name.
fn span(first: i32, last: i32, locale: &Locale) -> String {
    match (first, last) {
        (3, 5) => locale.t("board.second-quarter").to_string(),
        _ => months(first, last, locale.language),
    }
}

/// The unit beside an indicator's name; nothing where the name or the sign says it.
pub fn unit_beside(unit: &str, language: Language) -> &str {
    match unit {
        "%" | "百分点" => "",
        _ => unit_name(unit, language),
    }
}
