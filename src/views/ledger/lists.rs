//! The red and the black list, and what to do about each target.

use guoban_planning::ledger::{Entry, List, Measured, Triage};
use guoban_planning::number::{UNKNOWN, months, plain, signed};
use yew::prelude::*;

use super::{panel, table};
use crate::icons::icon;
use crate::state::{Screen, Sheet, ViewAction};
use crate::texts::Locale;
use crate::views::board::{pace_text, unit_beside};
use crate::views::hooks::Look;

/// One of the lists.
pub fn listed(look: &Look, sheet: &Sheet, list: List) -> Html {
    let locale = &look.locale;
    let (class, tag, title, told) = match list {
        List::Red => ("led-h", "tag tag--honor", "ledger.red", "ledger.red-s"),
        List::Black => ("led-l", "tag tag--lag", "ledger.black", "ledger.black-s"),
    };
    let entries = sheet.ledger.on(list);
    let told = locale.fill(told, &[("n", &entries.len().to_string())]);
    let flipped: Vec<&str> =
        entries.iter().filter(|entry| entry.flips() > 0).map(|entry| target_name(look, entry)).collect();
    let last = match list {
        List::Red => "ledger.chance",
        List::Black => "ledger.needs",
    };
    let head = html! {
        <tr>
            <th scope="col">{ locale.t("ledger.target") }</th>
            <th scope="col" class="n">{ locale.t("ledger.stands") }</th>
            <th scope="col" class="n">{ locale.t("ledger.ahead") }</th>
            <th scope="col">{ locale.t("ledger.months") }</th>
            <th scope="col" class="n">{ locale.t(last) }</th>
        </tr>
    };
    let rows = html! { <>{ for entries.iter().map(|entry| row(look, entry, list)) }</> };
    let body = html! {
        <>
            if entries.is_empty() {
                <p key="none" class="empty">{ locale.t("ledger.none") }</p>
            } else {
                { table(locale.t(title), "dt", head, rows, locale) }
            }
            if !flipped.is_empty() {
                <p key="flips" class="panel__f">
                    { locale.fill("ledger.flipped", &[("names", &flipped.join(if locale.is_zh() { "、" } else { ", " }))]) }
                </p>
            }
        </>
    };
    panel(class, html! { <span class={tag}>{ locale.t(title) }</span> }, told, body)
}

fn target_name<'a>(look: &'a Look, entry: &Entry) -> &'a str {
    look.locale.of(&look.session.pack().targets[entry.target.0].name)
}

/// A target's name; pressing it shows the target on the first screen.
pub fn pick(look: &Look, row: usize, name: &str) -> Html {
    let send = look.send.clone();
    let press = Callback::from(move |_: MouseEvent| {
        send.view(ViewAction::Select(row));
        send.view(ViewAction::Screen(Screen::Simulate));
    });
    html! { <button type="button" class="tt__pick" onclick={press}>{ name.to_owned() }</button> }
}

fn row(look: &Look, entry: &Entry, list: List) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let target = &pack.targets[entry.target.0];
    let Some(last) = entry.last() else { return html! {} };
    let verdict = &session.board().rows[entry.row].half;
    let item = &pack.variables[target.variable.0];
    let unit_of = unit_beside(&item.unit, locale.language).to_owned();
    let (unit, scale) = match last.measured {
        Measured::Places => (locale.t("ledger.unit-rank"), 0),
        Measured::Points => (locale.t("ledger.unit-points"), 1),
        Measured::Unit => (AttrValue::from(unit_of.clone()), item.decimals),
    };
    let figure = |value| plain(value, verdict.decimals);
    let through = months(last.month, last.month, locale.language);
    html! {
        <tr key={target.id.clone()}>
            <th scope="row">{ pick(look, entry.row, locale.of(&target.name)) }<span class="tt__u">{ unit_of }</span></th>
            <td class="n"><b>{ figure(last.value) }</b><span class="tt__sub">{ format!(" / {} {through}", figure(last.due)) }</span></td>
            <td class="n">{ signed(last.ahead, scale) }<span class="tt__sub">{ format!(" {unit}") }</span></td>
            <td>{ history(entry, locale) }</td>
            <td class="n">
                if list == List::Red {
                    { verdict.chance().unwrap_or_else(|| UNKNOWN.to_owned()) }
                } else {
                    if verdict.pace.is_some_and(|pace| pace.beyond_best) {
                        <span class="flag" title={locale.t("board.beyond-best")}>{ icon("warn") }<span class="sr">{ locale.t("board.beyond-best") }</span></span>
                    }
                    { pace_text(verdict, locale).unwrap_or_else(|| UNKNOWN.to_owned()) }
                }
            </td>
        </tr>
    }
}

fn history(entry: &Entry, locale: &Locale) -> Html {
    html! {
        <ul class="mhist">
            { for entry.history.iter().map(|standing| {
                let (class, mark, told) = match standing.list {
                    Some(List::Red) => ("r", locale.t("ledger.mark-red"), "ledger.on-red"),
                    Some(List::Black) => ("b", locale.t("ledger.mark-black"), "ledger.on-black"),
                    None => ("", AttrValue::from("·"), "ledger.on-none"),
                };
                let told = locale.fill(told, &[("month", &months(standing.month, standing.month, locale.language))]);
                html! { <li key={standing.month} {class} title={told.clone()}><span aria-hidden="true">{ mark }</span><span class="sr">{ told.clone() }</span></li> }
            }) }
        </ul>
    }
}

/// Keep, catch up, long term.
pub fn triage(look: &Look, sheet: &Sheet) -> Html {
    let locale = &look.locale;
    let kinds = [
        (Triage::Keep, "v-ok", "ledger.keep", "ledger.keep-s"),
        (Triage::CatchUp, "v-near", "ledger.catch", "ledger.catch-s"),
        (Triage::LongTerm, "v-gap", "ledger.long", "ledger.long-s"),
    ];
    let body = html! {
        <div key="body" class="panel__b led-tri">
            { for kinds.into_iter().map(|(kind, class, title, told)| {
                let entries: Vec<&Entry> = sheet.ledger.entries.iter().filter(|entry| entry.triage == Some(kind)).collect();
                html! {
                    <details key={title} open={kind == Triage::LongTerm}>
                        <summary><b {class}>{ locale.t(title) }{ " " }{ entries.len() }</b><small>{ locale.t(told) }</small></summary>
                        <p>{ for entries.iter().map(|entry| html! { <span key={entry.row} class="led-tri__i">{ pick(look, entry.row, target_name(look, entry)) }</span> }) }</p>
                    </details>
                }
            }) }
        </div>
    };
    panel("led-t", html! { { locale.t("ledger.triage") } }, locale.t("ledger.triage-s").to_string(), body)
}
