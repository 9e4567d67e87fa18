//! The screen on a phone: counts and three targets stay on top, below them one thing at a time.

use guoban_planning::action::Action;
use guoban_planning::judge::{Period, Row, Verdict};
use guoban_planning::number::{UNKNOWN, months, plain_or_unknown, signed, signed_or_unknown};
use guoban_planning::sentence::state_name;
use yew::prelude::*;

use super::board::{
    done, due_text, gap_text, opening, pace_text, state_chip, state_class, state_icon, strip, tally_bar, tally_words,
    unit_beside,
};
use super::context::{pass_line, scenario_name};
use super::hooks::{Look, Send};
use super::simulate::{lever_list, panels};
use super::status::status_bar;
use crate::icons::icon;
use crate::state::{PhoneTab, Session, View, ViewAction};
use crate::texts::Locale;

/// Targets that stay on top.
const PINS: usize = 3;

/// The screen on a phone, without its bar.
pub fn phone(look: &Look) -> Html {
    let Look { locale, send, session, view, .. } = look;
    let tally = session.board().tally(Period::Half);
    let month = i32::from(session.as_of().month.month) - 1;
    let known = locale.fill(
        "phone.left",
        &[("month", &months(month, month, locale.language)), ("days", &session.board().left().days.to_string())],
    );
    let tab = |tab: PhoneTab, key: &str| {
        let selected = view.phone == tab;
        html! {
            <button
                key={key.to_owned()} class="seg__b" role="tab" type="button" aria-selected={selected.to_string()}
                aria-controls="phone-part" id={key.replace('.', "-")} onclick={send.on_view(ViewAction::Phone(tab))}
            >{ locale.t(key) }</button>
        }
    };
    let part = match view.phone {
        PhoneTab::Levers => lever_list(look, true),
        PhoneTab::Targets => html! {
            <div key="targets">
                <div key="line" class="mob__line"><span class="ctx__k">{ locale.t("context.line") }</span>{ pass_line(session, locale, send) }</div>
                { for session.board().rows.iter().enumerate().map(|(index, row)| card(session, view, index, row, locale, send)) }
            </div>
        },
        PhoneTab::Compare => {
            html! { <div key="compare" class="led">{ look.part(look.modules.compare.map(|compare| compare.screen)) }</div> }
        }
        PhoneTab::Wall => {
            html! { <div key="wall" class="led">{ look.part(look.modules.wall.map(|wall| wall.screen)) }</div> }
        }
        PhoneTab::Answers => {
            html! { <div key="answers" class="led">{ look.part(look.modules.answers.map(|answers| answers.screen)) }</div> }
        }
        PhoneTab::Ledger => {
            html! { <div key="ledger" class="led">{ look.part(look.modules.screens.map(|screens| screens.ledger)) }</div> }
        }
        PhoneTab::Data => {
            html! { <div key="data" class="led">{ look.part(look.modules.screens.map(|screens| screens.data)) }</div> }
        }
        PhoneTab::Paper => {
            html! { <div key="paper" class="led">{ look.part(look.modules.paper.map(|paper| paper.screen)) }</div> }
        }
        PhoneTab::Why => html! {
            <div key="why" class="mob__why">
                { opening(look) }
                { done(look) }
                { strip(look) }
                { panels(look) }
                { status_bar(look) }
            </div>
        },
    };
    let selected_tab = match view.phone {
        PhoneTab::Levers => "phone-levers",
        PhoneTab::Targets => "phone-targets",
        PhoneTab::Why => "phone-why",
        PhoneTab::Compare => "phone-compare",
        PhoneTab::Wall => "phone-wall",
        PhoneTab::Answers => "phone-answers",
        PhoneTab::Ledger => "phone-ledger",
        PhoneTab::Data => "phone-data",
        PhoneTab::Paper => "phone-paper",
    };
    html! {
        <>
            <section key="stick" class="mob__stick" aria-label={locale.t("phone.stick")}>
                <div key="scenario" class="mob__scn"><b>{ scenario_name(session, locale) }</b><span class="grow" /><span class="muted">{ known }</span></div>
                <div key="tally" class="tally">{ tally_bar(tally) }{ tally_words(tally, locale) }</div>
                <div key="pins" class="pins">
                    { for pins(session, view).into_iter().filter_map(|index| Some((index, session.board().rows.get(index)?))).map(|(index, row)| pin(session, index, row, locale, send)) }
                </div>
                if let Some(levers) = look.modules.levers {
                    { (levers.last_change)(look) }
                }
            </section>
            <main key="main" id="main" tabindex="-1" class="mob__main">
                <h1 key="heading" class="sr">{ locale.fill("app.heading", &[("name", &scenario_name(session, locale))]) }</h1>
                <div key="tabs" class="mob__tabs">
                    <div class="seg mob__seg" role="tablist" aria-label={locale.t("phone.parts")}>
                        { tab(PhoneTab::Levers, "phone.levers") }
                        { tab(PhoneTab::Targets, "phone.targets") }
                        { tab(PhoneTab::Why, "phone.why") }
                        if view.phone == PhoneTab::Compare {
                            { tab(PhoneTab::Compare, "phone.compare") }
                        }
                        { tab(PhoneTab::Wall, "phone.wall") }
                        if view.phone == PhoneTab::Answers {
                            { tab(PhoneTab::Answers, "phone.answers") }
                        }
                        if view.phone == PhoneTab::Paper {
                            { tab(PhoneTab::Paper, "phone.paper") }
                        }
                        { tab(PhoneTab::Ledger, "phone.ledger") }
                        { tab(PhoneTab::Data, "phone.data") }
                    </div>
                </div>
                <div key="part" id="phone-part" role="tabpanel" aria-labelledby={selected_tab}>{ part }</div>
            </main>
        </>
    }
}

/// The pinned targets, then the headline's and the next ones. The last place shows the target that moved, if nobody chose
/// what stands there.
fn pins(session: &Session, view: &View) -> Vec<usize> {
    let board = session.board();
    let row = |id: &String| board.rows.iter().position(|row| session.pack().targets[row.target.0].id == *id);
    let chosen: Vec<usize> = view.pins.iter().filter_map(row).take(PINS).collect();
    let mut pins = chosen.clone();
    let others = board.headline.into_iter().chain(0..board.rows.len());
    for other in others.filter(|other| !chosen.contains(other)) {
        if pins.len() < PINS && !pins.contains(&other) {
            pins.push(other);
        }
    }
    let moved = session.last.as_ref().and_then(|last| last.moved.first());
    if let Some((row, _)) = moved
        && chosen.len() < PINS
        && !pins.contains(&row)
        && let Some(last) = pins.last_mut()
    {
        *last = row;
    }
    pins
}

/// The period in which a row moved most in the last step, and by how much.
fn change(session: &Session, index: usize) -> Option<(Period, String)> {
    let moved = session.last.as_ref()?.moved.of(index)?;
    let change = moved.change[usize::from(moved.period == Period::Year)]?;
    let decimals = session.board().rows.get(index)?.half.decimals;
    Some((moved.period, signed(change, decimals)))
}

fn pin(session: &Session, index: usize, row: &Row, locale: &Locale, send: &Send) -> Html {
    let change = change(session, index);
    // What moved in December only is shown in December.
    let verdict = row.get(change.as_ref().map_or(Period::Half, |(period, _)| *period));
    let name = locale.of(&session.pack().targets[row.target.0].name).to_owned();
    let class = classes!("pinc", change.is_some().then_some("is-moved"));
    let press = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            send.view(ViewAction::Select(index));
            send.view(ViewAction::Phone(PhoneTab::Why));
        })
    };
    html! {
        <button key={index} {class} type="button" onclick={press}>
            <span key="name" class={classes!("pinc__n", state_class(verdict.state))}>{ state_icon(verdict.state) }<span class="pinc__w">{ name }</span></span>
            <span key="value" class="pinc__v">{ plain_or_unknown(verdict.projected, verdict.decimals) }<small>{ format!(" / {}", due_text(verdict)) }</small></span>
            <span key="gap" class={state_class(verdict.state)}>
                <b>{ verdict.chance().unwrap_or_else(|| state_name(verdict.state, locale.language).to_owned()) }</b>
                if let Some((period, change)) = change {
                    <span key="change" class="pinc__c">{ format!(" {} {change}", period.name(locale.language)) }</span>
                } else {
                    <span key="gap">{ format!(" {}", signed_or_unknown(verdict.gap, verdict.decimals)) }</span>
                }
            </span>
        </button>
    }
}

/// What the last change did, and the way back.
pub fn last_change(look: &Look) -> Html {
    let Look { session, locale, send, .. } = look;
    let step = session.document.history().undo_step();
    let moved = session.last.as_ref().and_then(|last| last.moved.first());
    let (Some((row, period)), Some(step)) = (moved, step) else { return html! { <span key="change" hidden=true /> } };
    let pack = session.pack();
    let name = session.board().rows.get(row).map(|row| locale.of(&pack.targets[row.target.0].name));
    let name = format!("{} {}", name.unwrap_or_default(), period.name(locale.language));
    let effect = change(session, row).map_or_else(|| UNKNOWN.to_owned(), |(_, change)| change);
    html! {
        <div key="change" class="mob__undo">
            { icon("tick") }
            <span class="mob__said">{ step.label(pack, locale.language) }{ " · " }{ name }{ " " }<b>{ effect }</b></span>
            <button class="btn btn--link" type="button" onclick={send.on_act(Action::Undo)}>{ Action::Undo.label(pack, locale.language) }</button>
        </div>
    }
}

fn card(session: &Session, view: &View, index: usize, row: &Row, locale: &Locale, send: &Send) -> Html {
    let pack = session.pack();
    let target = &pack.targets[row.target.0];
    let selected = session.row(view.selected) == Some(index);
    let pinned = view.pins.contains(&target.id);
    let pin_words = locale.fill(if pinned { "board.unpin" } else { "board.pin" }, &[("name", locale.of(&target.name))]);
    let chance = |verdict: &Verdict| verdict.chance().unwrap_or_else(|| UNKNOWN.to_owned());
    let (half, year) = (&row.half, &row.year);
    let unit = unit_beside(&pack.variables[target.variable.0].unit, locale.language).to_owned();
    let (gap, points) = gap_text(pack, half, locale);
    let (year_gap, year_points) = gap_text(pack, year, locale);
    let press = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            send.view(ViewAction::Select(index));
            send.view(ViewAction::Phone(PhoneTab::Why));
        })
    };
    html! {
        <article key={target.id.clone()} class={classes!("mcard", selected.then_some("is-sel"))}>
            <div key="head" class="mcard__h">
                <button type="button" class="mcard__n" onclick={press}>{ locale.of(&target.name).to_owned() }</button>
                <span class="muted">{ unit }</span>
                <span class="grow" />
                { state_chip(half, locale) }
                <button
                    type="button" class={classes!("mcard__p", pinned.then_some("is-on"))} aria-label={pin_words} aria-pressed={pinned.to_string()}
                    onclick={send.on_view(ViewAction::Pin(target.id.clone()))}
                >{ icon("flag") }</button>
            </div>
            <div key="half" class="mcard__g">
                <span key="projected">{ locale.t("phone.projected") }<b>{ plain_or_unknown(half.projected, half.decimals) }{ " / " }{ due_text(half) }</b></span>
                <span key="chance">{ locale.t("board.chance") }<b class={state_class(half.state)}>{ chance(half) }</b><small>{ gap }{ " " }{ points }</small></span>
                <span key="pace">{ locale.t("board.pace") }<b>{ pace_text(half, locale).unwrap_or_else(|| UNKNOWN.to_owned()) }</b></span>
            </div>
            if session.remarks.bases.contains(&row.target) {
                <p key="bases" class="help flag">{ icon("warn") }{ " " }{ locale.t("board.two-bases") }</p>
            }
            <p key="year" class="mcard__f">
                { locale.t("board.year") }{ " " }
                <span class={state_class(year.state)}>{ state_icon(year.state) }{ " " }<b>{ state_name(year.state, locale.language) }</b></span>
                { " · " }{ locale.t("board.chance") }{ " " }{ chance(year) }{ " · " }{ plain_or_unknown(year.projected, year.decimals) }{ " / " }{ due_text(year) }{ " · " }{ locale.t("board.gap-short") }{ " " }{ year_gap }{ " " }{ year_points }
            </p>
        </article>
    }
}
