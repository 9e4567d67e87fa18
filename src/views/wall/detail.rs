//! One project closely: its stages scheduled back from a wanted finish, and when the draws complete it.

use guoban_planning::number::{UNKNOWN, month_of, months};
use guoban_planning::wall::{Back, JUNE, MONTHS, Project, Stage, StageKind, back_schedule};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Drawn;
use super::axis::percent;
use super::row::months_by;
use crate::icons::icon;
use crate::state::{ViewAction, WallChoice};
use crate::views::lengths::fixed;
use crate::views::takes::{chart_takes, table_takes, with_takes};

/// How fast works may go at most before it is said: a tenth above the plan.
const FAST: f64 = 1.1;

/// What is shown of an opened project.
pub(super) fn detail(drawn: &Drawn<'_>, project: &Project) -> Html {
    html! {
        <div class="wl__de">
            { back(drawn, project) }
            { finishes(drawn, project) }
        </div>
    }
}

fn back(drawn: &Drawn<'_>, project: &Project) -> Html {
    let Drawn { look, axis, .. } = drawn;
    let (locale, send, choice) = (&look.locale, &look.send, &look.view.wall);
    let wanted = choice.wanted.unwrap_or(JUNE.max(axis.month));
    let name = |month: i32| month_of(month, axis.year, locale.language);
    let onchange = {
        let (send, choice) = (send.clone(), choice.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Ok(month) = select.value().parse() {
                send.view(ViewAction::Wall(WallChoice { wanted: Some(month), ..choice.clone() }));
            }
        })
    };
    let id = format!("wanted-{}", project.row);
    let body = match back_schedule(project, wanted, axis.month) {
        None => html! { <p key="none" class="muted">{ locale.t("wall.no-plan") }</p> },
        Some(back) if back.is_done => html! { <p key="done" class="muted">{ locale.t("wall.is-done") }</p> },
        Some(back) => html! {
            <>
                { pace(drawn, &back) }
                { with_takes(table_takes(locale), stages(drawn, &back)) }
            </>
        },
    };
    html! {
        <section key="back" class="wl__bk" aria-label={locale.t("wall.back")}>
            <div key="head" class="wl__bh">
                <h4>{ locale.t("wall.back") }</h4>
                <label for={id.clone()}>{ locale.t("wall.wanted") }</label>
                <select class="sel" {id} {onchange}>
                    { for (axis.month..MONTHS).map(|month| html! {
                        <option key={month} value={month.to_string()} selected={month == wanted}>{ name(month) }</option>
                    }) }
                </select>
            </div>
            { body }
        </section>
    }
}

/// The stages of a project, planned, projected and at the latest.
fn stages(drawn: &Drawn<'_>, back: &Back) -> Html {
    let locale = &drawn.look.locale;
    html! {
        <table class="dt wl__st">
            <thead><tr>
                <th scope="col">{ locale.t("wall.stage") }</th><th scope="col" class="n">{ locale.t("wall.planned") }</th>
                <th scope="col" class="n">{ locale.t("wall.projected") }</th><th scope="col" class="n">{ locale.t("wall.latest") }</th>
                <th scope="col" class="n">{ locale.t("wall.float") }</th>
            </tr></thead>
            <tbody>{ for back.stages.iter().enumerate().map(|(place, stage)| stage_row(drawn, stage, place)) }</tbody>
        </table>
    }
}

/// How fast the rest has to go.
fn pace(drawn: &Drawn<'_>, back: &Back) -> Html {
    let (locale, axis) = (&drawn.look.locale, drawn.axis);
    let month = month_of(back.wanted, axis.year, locale.language);
    let text = match back.pace {
        Some(pace) => locale.fill(
            if pace > FAST { "wall.pace-fast" } else { "wall.pace" },
            &[("month", &month), ("pace", &fixed(pace, 2))],
        ),
        None => locale.fill("wall.pace-none", &[("month", &month)]),
    };
    let is_fast = back.pace.is_none_or(|pace| pace > FAST);
    html! { <p key="pace" class={if is_fast { "v-gap" } else { "v-ok" }}>{ icon(if is_fast { "warn" } else { "ok" }) }{ " " }{ text }</p> }
}

fn stage_row(drawn: &Drawn<'_>, stage: &Stage, place: usize) -> Html {
    let (look, axis) = (drawn.look, drawn.axis);
    let locale = &look.locale;
    let name = match &stage.kind {
        StageKind::Ready(name) => locale.fill("wall.ready", &[("name", locale.of(name))]),
        StageKind::Start => locale.t("wall.start").to_string(),
        StageKind::Finish => locale.t("wall.finish").to_string(),
        StageKind::Node(name) => locale.of(name).to_owned(),
        StageKind::Problem(name) => locale.fill("wall.problem", &[("name", locale.of(name))]),
        StageKind::Later(id) => locale.of(&look.session.pack().variables[id.0].name).to_owned(),
    };
    let month = |month: Option<i32>| {
        month.map_or_else(|| UNKNOWN.to_owned(), |month| month_of(month, axis.year, locale.language))
    };
    let is_given = !matches!(stage.kind, StageKind::Ready(_));
    let float = match (stage.passed, stage.float()) {
        (true, _) => locale.t("wall.passed").to_string(),
        (false, Some(0)) => "0".to_owned(),
        (false, Some(float)) => months_by(float, locale),
        (false, None) if is_given => locale.t("wall.beyond").to_string(),
        (false, None) => UNKNOWN.to_owned(),
    };
    let class = match stage.is_behind() && is_given {
        true => "n v-gap",
        false => "n",
    };
    html! {
        <tr key={place}>
            <th scope="row">{ name }</th><td class="n">{ month(stage.planned) }</td><td class="n">{ month(stage.projected) }</td>
            <td class="n"><b>{ if stage.passed { UNKNOWN.to_owned() } else { month(Some(stage.latest)) } }</b></td><td {class}>{ float }</td>
        </tr>
    }
}

/// When the draws complete it.
fn finishes(drawn: &Drawn<'_>, project: &Project) -> Html {
    let locale = &drawn.look.locale;
    let Some(found) = &drawn.wall.finishes else { return html! {} };
    let shares = found.of(project.row);
    let within: f64 = shares.iter().sum();
    let most = shares.iter().copied().fold(0.0_f64, f64::max).max(f64::EPSILON);
    let first = shares.iter().position(|share| *share > 0.0);
    let Some(first) = first else {
        return html! { <section key="finishes" class="wl__fi"><h4>{ locale.t("wall.finishes") }</h4><p class="muted">{ locale.t("wall.never") }</p></section> };
    };
    let last = shares.iter().rposition(|share| *share > 0.0).unwrap_or(first);
    let name = |place: usize| month_of(found.from + place as i32, drawn.axis.year, locale.language);
    let judge = drawn.look.session.judge();
    html! {
        <section key="finishes" class={classes!("wl__fi", drawn.is_old.then_some("wl__old"))}>
            <div class="wl__hd"><h4>{ locale.t("wall.finishes") }</h4>{ chart_takes(locale, &drawn.look.send) }</div>
            <ul class="wl__hi" data-picture="">
                { for (first..=last).map(|place| {
                    let share = shares[place];
                    html! {
                        <li key={place} class={(found.from + place as i32 <= JUNE).then_some("is-half")}>
                            <span>{ name(place) }</span>
                            <svg aria-hidden="true" focusable="false"><rect class="wl__rest" x="0" y="2" height="8" width={percent(share / most * 100.0)} /></svg>
                            <b>{ judge.worded(share).1 }</b>
                        </li>
                    }
                }) }
            </ul>
            if within < 0.995 {
                <p class="muted">{ locale.fill("wall.after", &[("month", &months(11, 11, locale.language)), ("share", &judge.worded(1.0 - within).1)]) }</p>
            }
        </section>
    }
}
