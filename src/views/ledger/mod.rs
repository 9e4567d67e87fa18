//! The screen 榜单与责任: who is on a list, what each week is asked, who starts what by when, what is in the way, and who
//! answers for what.

mod duties;
mod lists;
mod owners;
mod problems;
mod tasks;

use crate::texts::{SCREENS_EN, SCREENS_ZH};
use guoban_planning::number::plain;
use yew::prelude::*;

use super::board::opening;
use super::hooks::Look;
use super::takes::{table_takes, with_takes};
use crate::texts::Locale;
use duties::duties;
pub use duties::latest;
use lists::{listed, triage};
use owners::{matrix, pages, red_lines};
use problems::problems;
use tasks::tasks;

use guoban_planning::ledger::List;

/// The lists, the tasks by quarter, month and week, the responsibility sheet, the log of problems, and the owners.
pub fn ledger(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(SCREENS_ZH, SCREENS_EN), ..look.clone() };
    let Look { locale, session, .. } = look;
    let Some(sheet) = &session.sheet else { return html! { <p class="empty">{ locale.t("chart.none") }</p> } };
    let judging = &session.pack().judging;
    let points = plain(judging.list_points, judging.list_points.normalize().scale());
    let rule = locale.fill("ledger.rule", &[("points", &points), ("places", &judging.list_places.to_string())]);
    html! {
        <>
            <div key="head" class="phead">
                <h2>{ locale.t("ledger.title") }</h2>
                <p>{ locale.t("ledger.intro") }</p>
                <p class="push muted">{ rule }</p>
            </div>
            { opening(look) }
            <div key="lists" class="led-top">
                { listed(look, sheet, List::Red) }
                { listed(look, sheet, List::Black) }
                { triage(look, sheet) }
            </div>
            { red_lines(look) }
            { tasks(look, sheet) }
            { duties(look, sheet) }
            { problems(look, sheet) }
            { matrix(look, sheet) }
            { pages(look, sheet) }
        </>
    }
}

/// A table that scrolls sideways by itself.
fn table(name: AttrValue, class: &'static str, head: Html, body: Html, locale: &Locale) -> Html {
    let table = html! {
        <div key="table" class="xscroll" tabindex="0" role="region" aria-label={name}>
            <table {class}><thead>{ head }</thead><tbody>{ body }</tbody></table>
        </div>
    };
    with_takes(table_takes(locale), table)
}

/// A panel with a heading.
fn panel(class: &'static str, title: Html, told: String, body: Html) -> Html {
    html! {
        <section key={class} class={classes!("panel", class)}>
            <div key="head" class="panel__h"><h3 class="panel__t">{ title }</h3><span class="panel__s" title={told.clone()}>{ told.clone() }</span></div>
            { body }
        </section>
    }
}
