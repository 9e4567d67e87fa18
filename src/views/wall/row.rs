//! One project across the months.

use guoban_model::model::Model;
use guoban_planning::judge::State;
use guoban_planning::number::{UNKNOWN, month_of, plain};
use guoban_planning::reach::Reach;
use guoban_planning::wall::{MONTHS, Project};
use yew::prelude::*;

use super::axis::Axis;
use super::handle::Handle;
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{ViewAction, WallChoice};
use crate::texts::Locale;
use crate::views::board::state_class;
use crate::views::lengths::fixed;
use crate::views::levers::Moving;
use crate::views::part::{Facts, Place};

/// A diamond, a circle and a triangle around a point.
const DIAMOND: &str = "M0-6L6 0L0 6L-6 0Z";
const CIRCLE: &str = "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0-4.5 0Z";
const TRIANGLE: &str = "M0-4L4 3H-4Z";

/// What a row shows; equal rows are not drawn again.
#[derive(PartialEq)]
pub struct Row {
    /// The project.
    pub project: Project,
    /// The months.
    pub axis: Axis,
    /// The lever of its finish, where there is one.
    pub moving: Option<Moving>,
    /// The model, for the pack's words.
    pub model: Shared<Model>,
    /// When each lever works.
    pub reach: Shared<Vec<Reach>>,
    /// How likely it is completed by the end of June: its word, and as it is printed. Nothing where that is not asked.
    pub chance: Option<(State, String)>,
    /// The plan has moved on since that was drawn.
    pub is_old: bool,
    /// How the chart is looked at.
    pub choice: WallChoice,
    /// On a phone.
    pub narrow: bool,
}

impl Facts for Row {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let project = &self.project;
        let open = self.choice.opened == Some(project.row);
        let toggle = WallChoice { opened: (!open).then_some(project.row), wanted: None, ..self.choice.clone() };
        let name = html! {
            <button
                class="wl__n" type="button" aria-expanded={open.to_string()} title={locale.t("wall.open")}
                onclick={send.on_view(ViewAction::Wall(toggle))}
            >{ icon(if open { "caret" } else { "right" }) }<span>{ locale.of(&project.name).to_owned() }</span></button>
        };
        let class = classes!("wl__r", open.then_some("is-open"), project.is_late().then_some("is-late"));
        let row = project.row.to_string();
        if self.narrow {
            return html! {
                <article {class} data-project={row}>
                    <h4 class="wl__h4">{ name }</h4>
                    <p class="wl__m">{ self.finish(locale) }{ " · " }{ locale.t("wall.by-june") }{ " " }{ self.chance(locale) }</p>
                    <p class="wl__m">{ self.waits(locale) }</p>
                    { self.track(locale) }
                </article>
            };
        }
        html! {
            <tr {class} data-project={row}>
                <th scope="row">{ name }</th>
                <td class="wl__pr">{ progress(project, locale) }</td>
                <td class="wl__w">{ self.waits(locale) }</td>
                <td class="wl__td">{ self.track(locale) }</td>
                <td class="n">{ self.finish(locale) }</td>
                <td class="n">{ self.chance(locale) }</td>
            </tr>
        }
    }
}

impl Row {
    fn track(&self, locale: &Locale) -> Html {
        html! {
            <div class={track_class(self.axis)}>
                { bars(&self.project, self.axis, locale) }
                if let Some(moving) = &self.moving {
                    <Handle model={self.model.clone()} reach={self.reach.clone()} moving={moving.clone()} months={self.axis.months} />
                }
                <span class="sr">{ told(&self.project, self.axis, locale) }</span>
            </div>
        }
    }

    /// When it is completed, and how much later than planned.
    fn finish(&self, locale: &Locale) -> Html {
        let project = &self.project;
        let text = finish_name(project, self.axis.year, locale);
        let moved = project.moved().filter(|moved| *moved != 0);
        html! {
            <>
                <b class={if project.is_late() { "v-gap" } else { "v-ok" }}>{ text }</b>
                if let Some(moved) = moved {
                    <small class="wl__mv">{ " " }{ months_by(moved, locale) }</small>
                }
            </>
        }
    }

    fn chance(&self, locale: &Locale) -> Html {
        match &self.chance {
            Some((state, text)) => {
                let title = self.is_old.then(|| locale.t("wall.old"));
                html! { <b class={classes!(state_class(*state), self.is_old.then_some("wl__old"))} {title}>{ text.clone() }</b> }
            }
            None => html! { <span class="muted">{ UNKNOWN }</span> },
        }
    }

    fn waits(&self, locale: &Locale) -> Html {
        let Project { waits, problems, .. } = &self.project;
        html! {
            if self.project.is_held() {
                <ul class="wl__ws">
                    { for problems.iter().map(|problem| html! {
                        <li key={problem.name.zh.clone()} class={problem.is_late().then_some("v-gap")}>{ icon("flag") }{ locale.of(&problem.name).to_owned() }</li>
                    }) }
                    { for waits.iter().map(|wait| html! {
                        <li key={wait.name.zh.clone()}>{ locale.of(&wait.name).to_owned() }{ " " }<b>{ plain(wait.percent, wait.percent.scale()) }{ "%" }</b></li>
                    }) }
                </ul>
            } else {
                <span class="muted">{ locale.t("wall.free") }</span>
            }
        }
    }
}

/// The class of a track: its grid has one column a month.
pub fn track_class(axis: Axis) -> &'static str {
    if axis.months == MONTHS { "wl__t wl--24" } else { "wl__t wl--15" }
}

/// When a project is completed.
pub fn finish_name(project: &Project, year: i32, locale: &Locale) -> String {
    match project.projected.finish {
        Some(month) => month_of(month, year, locale.language),
        None => locale.t("wall.beyond").to_string(),
    }
}

/// Months earlier or later: `+2个月`.
pub fn months_by(count: i32, locale: &Locale) -> String {
    let sign = if count < 0 { "−" } else { "+" };
    locale
        .fill(if count.abs() == 1 { "wall.month" } else { "wall.months" }, &[("n", &format!("{sign}{}", count.abs()))])
}

/// Done against due, as a small bar with its figures.
fn progress(project: &Project, locale: &Locale) -> Html {
    let Some(done) = project.done else { return html! { <span class="muted">{ UNKNOWN }</span> } };
    let percent = |share: f64| fixed(share * 100.0, 0);
    let due = project.due.unwrap_or(0.0);
    html! {
        <>
            <svg class="wl__pb" aria-hidden="true" focusable="false">
                <rect class="wl__plan" x="0" y="3" width="100%" height="6" />
                <rect class="wl__past" x="0" y="3" width={percent(done) + "%"} height="6" />
                <line class="wl__due" x1={percent(due) + "%"} x2={percent(due) + "%"} y1="0" y2="12" />
            </svg>
            <b class={(done + 0.005 < due).then_some("v-gap")}>{ percent(done) }</b>
            <span class="muted apart">{ "|" }{ percent(due) }</span>
            <span class="sr">{ locale.t("wall.percent") }</span>
        </>
    }
}

/// The bars and marks of a project.
fn bars(project: &Project, axis: Axis, locale: &Locale) -> Html {
    let (planned, projected) = (project.planned, project.projected);
    let end = |month: i32| f64::from(month + 1);
    let beyond = f64::from(axis.months);
    let start = projected.start.map(f64::from);
    let finish = projected.finish.map_or(beyond, end);
    let due = planned.finish.map_or(beyond, end);
    let is_done = projected.finish.is_some_and(|finish| finish < axis.month);
    let now = if is_done { finish } else { axis.now.max(0.0) };
    let set =
        project.set.map(|(_, month)| end(month)).filter(|set| planned.finish.is_some_and(|finish| end(finish) != *set));
    let slip = project.slip().filter(|slip| *slip != 0);
    let label = projected.finish.filter(|month| *month < axis.months).zip(slip);
    let is_waiting = projected.start.is_none_or(|start| start >= axis.month);
    html! {
        <svg class="wl__b" aria-hidden="true" focusable="false">
            { axis.lines("0") }
            if let Some(from) = planned.start {
                { axis.bar("wl__plan", (f64::from(from), due), (6, 5)) }
            }
            if let Some(set) = set {
                { axis.bar("wl__set", (set.min(due), set.max(due)), (6, 5)) }
            }
            if let Some(start) = start {
                { axis.bar("wl__past", (start, now.min(finish)), (17, 9)) }
                { axis.bar("wl__rest", (start.max(now), finish), (17, 9)) }
                { axis.bar("wl__slip", (start.max(due).max(now), finish), (17, 9)) }
            } else if let Some(from) = planned.start {
                <line class="wl__wait" x1={axis.at(f64::from(from))} x2="100%" y1="21.5" y2="21.5" />
            }
            if let Some(month) = projected.start.filter(|_| is_waiting) {
                { axis.mark("wl__open", month, DIAMOND, "21.5") }
            }
            { for project.nodes.iter().filter_map(|node| {
                let class = if node.is_late() { "wl__late" } else { "wl__node" };
                node.month.map(|month| axis.mark(class, month + 1, TRIANGLE, "12.5"))
            }) }
            if let Some(month) = projected.finish {
                { axis.mark("wl__full", month + 1, DIAMOND, "21.5") }
            }
            { for project.later.iter().map(|mark| axis.mark("wl__open", mark.month + 1, CIRCLE, "21.5")) }
            if let Some((month, slip)) = label {
                <svg x={axis.at(end(month))} y="25" overflow="visible">
                    <text class={if slip > 0 { "wl__x is-late" } else { "wl__x" }} x={if month + 3 > axis.months { "-10" } else { "10" }} text-anchor={if month + 3 > axis.months { "end" } else { "start" }}>{ months_by(slip, locale) }</text>
                </svg>
            }
        </svg>
    }
}

/// The bars in words.
fn told(project: &Project, axis: Axis, locale: &Locale) -> String {
    let month = |month: Option<i32>| {
        month.map_or_else(|| UNKNOWN.to_owned(), |month| month_of(month, axis.year, locale.language))
    };
    locale.fill(
        "wall.told",
        &[
            ("start", &month(project.planned.start)),
            ("finish", &month(project.planned.finish)),
            ("projected", &finish_name(project, axis.year, locale)),
        ],
    )
}
