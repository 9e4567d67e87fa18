//! The screen 方案比较: up to four plans and the baseline on the same draws.

mod balance;
mod charts;
mod matrix;
mod measures;
mod shared;

use guoban_planning::compare::{Assumed, MOST_COMPARED, Side};
use yew::prelude::*;

pub use shared::shared;

use super::hooks::{Look, Send};
use super::plans::plan_name;
use super::takes::{table_takes, with_takes};
use crate::icons::icon;
use crate::shell::{Layout, layout};
use crate::state::{Choice, Session, ViewAction};
use crate::texts::{COMPARE_EN, COMPARE_ZH, Locale};

/// The shapes that tell the sides apart without colour, the baseline's first.
const MARKS: [&str; MOST_COMPARED + 1] = ["○", "●", "■", "▲", "◆"];

/// What the parts of the screen draw from.
struct Compared<'a> {
    look: &'a Look,
    sides: Vec<&'a Side>,
    /// Names of the sides.
    names: Vec<String>,
    narrow: bool,
}

impl Compared<'_> {
    /// A side's shape and name.
    fn label(&self, side: usize) -> Html {
        html! { <span class="cmp__s"><i class={mark_class(side)} aria-hidden="true">{ MARKS[side] }</i>{ self.names[side].clone() }</span> }
    }
}

fn mark_class(side: usize) -> Classes {
    classes!("cmp__m", format!("cmp__m{side}"))
}

/// The comparison: which plans, their verdicts, the charts, the measures, gains and costs.
pub fn compare(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(COMPARE_ZH, COMPARE_EN), ..look.clone() };
    let Look { locale, session, view, send, .. } = look;
    let choice = &view.compare;
    let known = session.comparison.as_ref();
    let body = match known.and_then(|known| known.sides(session, choice)) {
        Some(sides) => {
            let names = sides.iter().map(|side| name_of(session, side, locale)).collect();
            let compared = Compared { look, sides, names, narrow: layout() == Layout::Phone };
            html! {
                <>
                    { matrix::matrix(&compared) }
                    { charts::charts(&compared) }
                    { measures::measures(&compared) }
                    { balance::balance(&compared) }
                </>
            }
        }
        None => {
            let (done, all) = known.map_or((0, 1), |known| known.progress());
            let (now, max) = (done.to_string(), all.to_string());
            html! { <p key="busy" class="empty" aria-busy="true"><progress value={now} {max} aria-label={locale.t("compare.busy")} />{ locale.t("compare.busy") }</p> }
        }
    };
    html! {
        <>
            <div key="head" class="phead">
                <h2>{ locale.t("bar.compare") }</h2>
                <p>{ locale.t(if choice.assumed == Assumed::Alike { "compare.alike-told" } else { "compare.own-told" }) }</p>
            </div>
            { chosen(session, choice, locale, send) }
            <div key="body" class="cmp">{ body }</div>
        </>
    }
}

fn name_of(session: &Session, side: &Side, locale: &Locale) -> String {
    let plan = side.wanted.plan.and_then(|number| session.document.plan(number));
    plan.map_or_else(|| locale.t("compare.baseline").to_string(), |plan| plan_name(&session.document, plan, locale))
}

/// Which plans are compared, and how.
fn chosen(session: &Session, choice: &Choice, locale: &Locale, send: &Send) -> Html {
    let now: Vec<u32> = choice.plans(session).iter().map(|plan| plan.number).collect();
    let with = |change: Choice| send.on_view(ViewAction::Compare(change));
    let toggle = |number: u32| {
        let is_in = now.contains(&number);
        let next = now.iter().copied().filter(|one| *one != number).chain((!is_in).then_some(number)).collect();
        with(Choice { plans: Some(next), ..choice.clone() })
    };
    let assumed = |assumed: Assumed, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(assumed == choice.assumed).to_string()}
                onclick={with(Choice { assumed, ..choice.clone() })}
            >{ locale.t(key) }</button>
        }
    };
    html! {
        <div key="chosen" class="cmp__c">
            <div key="plans" class="btn-row" role="group" aria-label={locale.t("compare.plans")}>
                { for session.document.plans().iter().map(|plan| {
                    let place = now.iter().position(|number| *number == plan.number);
                    html! {
                        <button
                            key={plan.number} class="btn btn--sm" type="button" aria-pressed={place.is_some().to_string()}
                            disabled={place.is_none() && now.len() >= MOST_COMPARED} onclick={toggle(plan.number)}
                        >
                            if let Some(place) = place {
                                <i class={mark_class(place + 1)} aria-hidden="true">{ MARKS[place + 1] }</i>
                            }
                            <span>{ plan_name(&session.document, plan, locale) }</span>
                        </button>
                    }
                }) }
                <button key="more" class="btn btn--sm btn--quiet" type="button" onclick={send.on_view(ViewAction::Open(crate::state::Dialog::Plans))}>
                    { icon("plus") }<span>{ locale.t("compare.more") }</span>
                </button>
            </div>
            <span key="assumed" class="seg seg--sm" role="group" aria-label={locale.t("compare.assumed")}>
                { assumed(Assumed::Alike, "compare.alike") }
                { assumed(Assumed::Own, "compare.own") }
            </span>
            <button
                key="differing" class="btn btn--sm" type="button" aria-pressed={choice.differing.to_string()}
                onclick={with(Choice { differing: !choice.differing, ..choice.clone() })}
            >{ locale.t("compare.differing") }</button>
            <span key="seed" class="muted">{ locale.fill("compare.seed", &[("seed", &session.scenario().seed.to_string()), ("date", &session.as_of().to_string())]) }</span>
        </div>
    }
}

/// A table of the screen that scrolls sideways by itself.
fn table(name: AttrValue, class: &'static str, head: Html, body: Html, locale: &Locale) -> Html {
    let table = html! {
        <div class="xscroll" tabindex="0" role="region" aria-label={name.clone()}>
            <table class={classes!("tt", class)}><caption class="sr">{ name }</caption><thead>{ head }</thead>{ body }</table>
        </div>
    };
    with_takes(table_takes(locale), table)
}

/// A panel with a heading.
fn panel(key: &'static str, title: AttrValue, told: AttrValue, body: Html) -> Html {
    html! {
        <section {key} class="panel">
            <div key="head" class="panel__h"><h3 class="panel__t">{ title }</h3><span class="panel__s">{ told }</span></div>
            { body }
        </section>
    }
}
