//! The screen 挂图作战: projects over the months, what holds them up, and what moving a finish does to the targets.

mod axis;
mod chart;
mod detail;
mod funnel;
mod handle;
mod row;
mod summary;

use guoban_model::pack::{Pack, TableId};
use guoban_planning::wall::{By, Project, Shape};
use yew::prelude::*;

use super::board::done;
use super::hooks::Look;
use crate::icons::icon;
use crate::shell::{self, Layout, layout};
use crate::state::{ViewAction, WallChoice, Walled};
use crate::texts::{Locale, WALL_EN, WALL_ZH};
use axis::Axis;

/// What the parts of the screen draw from.
struct Drawn<'a> {
    look: &'a Look,
    wall: &'a Walled,
    shape: &'a Shape,
    projects: Vec<Project>,
    axis: Axis,
    /// The draws are of settings that have moved on since.
    is_old: bool,
    narrow: bool,
}

/// The wall chart.
pub fn wall(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(WALL_ZH, WALL_EN), ..look.clone() };
    let Look { locale, session, view, .. } = look;
    let body = match session.wall.as_deref() {
        None => html! { <p key="busy" class="empty" aria-busy="true">{ locale.t("wall.busy") }</p> },
        Some(Walled { shape: None, funnels, .. }) if funnels.is_empty() => {
            html! { <p key="none" class="empty">{ locale.t("wall.none") }</p> }
        }
        Some(wall) => html! {
            <>
                if let Some(shape) = &wall.shape {
                    { charted(&Drawn {
                        look,
                        wall,
                        shape,
                        projects: shape.projects(&session.results.projection, &session.baseline.projection),
                        axis: Axis::of(session, view.wall.long),
                        is_old: !session.is_walled(),
                        narrow: layout() == Layout::Phone,
                    }) }
                }
                { for wall.funnels.iter().map(|found| funnel::funnel(look, found)) }
            </>
        },
    };
    html! {
        <>
            <div key="head" class="phead wl__head">
                <h2>{ locale.t("bar.wall") }</h2>
                <p>{ locale.t("wall.intro") }</p>
                <button key="print" class="btn btn--sm push" type="button" onclick={Callback::from(|_: MouseEvent| shell::print())}>
                    { icon("doc") }<span>{ locale.t("wall.print") }</span>
                </button>
            </div>
            <div key="done" class="wl__done">{ done(look) }</div>
            { body }
        </>
    }
}

fn charted(drawn: &Drawn<'_>) -> Html {
    html! {
        <>
            { summary::summary(drawn) }
            { chosen(drawn) }
            { chart::chart(drawn) }
        </>
    }
}

/// How the chart is looked at.
fn chosen(drawn: &Drawn<'_>) -> Html {
    let Look { locale, send, view, session, .. } = drawn.look;
    let (pack, choice) = (session.pack(), &view.wall);
    let with = |change: WallChoice| send.on_view(ViewAction::Wall(change));
    let (columns, ways) = (&pack.tables[drawn.shape.table.0].columns, drawn.shape.ways(&drawn.projects));
    html! {
        <div key="chosen" class="cmp__c wl__c">
            if ways.len() > 1 {
                <span key="groups" class="seg seg--sm" role="group" aria-label={locale.t("wall.group")}>
                    { for ways.iter().enumerate().map(|(place, by)| html! {
                        <button
                            key={place} class="seg__b" type="button" aria-pressed={(place == choice.group).to_string()}
                            title={(*by == By::Owner).then(|| locale.t("wall.owner-why"))}
                            onclick={with(WallChoice { group: place, ..choice.clone() })}
                        >{ match by {
                            By::Column(column) => AttrValue::from(locale.of(&columns[*column].name).to_owned()),
                            By::Owner => locale.t("wall.owner"),
                        } }</button>
                    }) }
                </span>
            }
            <span key="months" class="seg seg--sm" role="group" aria-label={locale.t("wall.span")}>
                { for [(false, "wall.short"), (true, "wall.long")].map(|(long, key)| html! {
                    <button
                        {key} class="seg__b" type="button" aria-pressed={(long == choice.long).to_string()}
                        onclick={with(WallChoice { long, ..choice.clone() })}
                    >{ locale.t(key) }</button>
                }) }
            </span>
            <button
                key="held" class="btn btn--sm" type="button" aria-pressed={choice.held.to_string()}
                onclick={with(WallChoice { held: !choice.held, ..choice.clone() })}
            >{ locale.t("wall.only-held") }</button>
            { legend(locale) }
        </div>
    }
}

/// What the marks mean.
fn legend(locale: &Locale) -> Html {
    let item = |class: &'static str, key: &'static str| {
        html! {
            <span {key} class="wl__k">
                <svg width="22" height="12" aria-hidden="true" focusable="false"><rect {class} x="0.5" y="2.5" width="21" height="7" /></svg>
                { locale.t(key) }
            </span>
        }
    };
    html! {
        <span key="legend" class="wl__l">
            { item("wl__plan", "wall.plan") }
            { item("wl__past", "wall.past") }
            { item("wl__rest", "wall.rest") }
            { item("wl__slip", "wall.late") }
            <span key="finish">{ format!("◆ {}", locale.t("wall.finish")) }</span>
            <span key="start">{ format!("◇ {}", locale.t("wall.start")) }</span>
            <span key="later">{ format!("○ {}", locale.t("wall.later")) }</span>
        </span>
    }
}

/// A word of a pack in a person's language: packs that give words no names of their own share a few.
fn word(locale: &Locale, word: &str) -> AttrValue {
    let key = format!("wall.word.{word}");
    let text = locale.t(&key);
    if *text == *key { AttrValue::from(word.to_owned()) } else { text }
}

/// The name of a table.
fn table_name(pack: &Pack, table: TableId, locale: &Locale) -> String {
    locale.of(&pack.tables[table.0].name).to_owned()
}
