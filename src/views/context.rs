//! The second bar: which scenario, what is known, how much time is left, and the line that judges.

use guoban_model::model::Model;
use guoban_model::pack::PassLine;
use guoban_model::time::Date;
use guoban_planning::action::Action;
use guoban_planning::as_of::{Behind, behind};
use guoban_planning::calendar::TimeLeft;
use guoban_planning::number::months;
use guoban_planning::sentence::line_name;
use yew::prelude::*;

use super::as_of::AsOf;
use super::hooks::{Look, Send};
use super::menus::{Menus, Scenarios};
use super::part::{Facts, Place, part};
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{Notice, Session, ViewAction};
use crate::texts::Locale;

/// Id of the button that opens the levers' drawer.
const DRAWER_ID: &str = "drawer-button";

/// Opens or closes the levers' drawer; the keyboard goes in, and comes back.
pub fn toggle_drawer(send: &Send, open: bool) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_: MouseEvent| show_drawer(&send, open))
}

/// Opens or closes the levers' drawer.
pub fn show_drawer(send: &Send, open: bool) {
    send.view(ViewAction::Drawer(open));
    crate::shell::focus_soon(if open { "lever-list" } else { DRAWER_ID });
}

/// Scenario, as-of date, time left, pass line.
///
/// `drawer` tells whether the levers' drawer is open, where they are in one.
pub fn context_bar(look: &Look, drawer: Option<bool>) -> Html {
    let Look { locale, session, .. } = look;
    let facts = Context {
        model: session.model().clone(),
        drawer,
        scenarios: Scenarios {
            name: scenario_name(session, locale),
            plans: session.document.plans().iter().map(|plan| (plan.number, plan.scenario.name.clone())).collect(),
        },
        unshared: session.unshared(),
        menus: Menus::of(look.modules),
        left: session.board().left(),
        line: Line::of(session),
        refused: refused_date(look),
        behind: behind(session.pack(), session.as_of()),
    };
    part(look, "context", facts)
}

/// What the second bar shows.
#[derive(PartialEq)]
struct Context {
    model: Shared<Model>,
    drawer: Option<bool>,
    scenarios: Scenarios,
    unshared: usize,
    menus: Menus,
    left: TimeLeft,
    line: Line,
    refused: Option<AttrValue>,
    behind: Option<Behind>,
}

impl Facts for Context {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let (pack, as_of) = (self.model.pack(), self.model.as_of());
        html! {
            <section class="ctx" aria-label={locale.t("context.title")}>
                if let Some(open) = self.drawer {
                    <button
                        key="levers" class="btn" type="button" id={DRAWER_ID} aria-expanded={open.to_string()}
                        onclick={toggle_drawer(send, !open)}
                    >{ icon("menu") }<span>{ locale.t("levers.title") }</span></button>
                }
                <span key="scenario" class="ctx__g">
                    <span class="ctx__k ctx__w">{ locale.t("context.scenario") }</span>
                    { self.menus.scenarios(pack, &self.scenarios, locale, send) }
                    if self.unshared > 0 {
                        <span key="unshared" class="tag tag--accent">{ locale.fill("context.unshared", &[("n", &self.unshared.to_string())]) }</span>
                    }
                </span>
                <span key="as-of" class="ctx__g">
                    <label class="ctx__k" for="as-of">{ locale.t("context.as-of") }</label>
                    <AsOf key="field" year={pack.year} now={as_of} refused={self.refused.clone()} />
                    { months_strip(as_of, locale) }
                    if let Some(behind) = self.behind {
                        { behind_tag(behind, locale) }
                    }
                </span>
                <span key="left" class="ctx__g ctx__left" title={TimeLeft::note(&pack.calendar).get(locale.language).to_owned()}>
                    { icon("clock") }<span>{ self.left.sentence(locale.language) }</span>
                </span>
                <span key="line" class="ctx__g push">
                    <span class="ctx__k ctx__w">{ locale.t("context.line") }</span>
                    { self.line.draw(locale, send) }
                </span>
            </section>
        }
    }
}

/// The scenario's name as people see it.
pub fn scenario_name(session: &Session, locale: &Locale) -> AttrValue {
    let scenario = session.scenario();
    if !scenario.name.is_empty() {
        return AttrValue::from(scenario.name.clone());
    }
    locale.t(if scenario.changed() == 0 { "context.baseline" } else { "context.unnamed" })
}

/// Why the last as-of date was refused, if it was.
fn refused_date(look: &Look) -> Option<AttrValue> {
    let Some(Notice::Refused(refusal)) = &look.view.notice else { return None };
    let words = || AttrValue::from(look.session.refused(refusal, look.locale.language));
    refusal.is_of_date().then(words)
}

/// Says that the figures end before the date: what lies between has happened, and is still projected.
fn behind_tag(behind: Behind, locale: &Locale) -> Html {
    let month = months(behind.last, behind.last, locale.language);
    let told = locale.fill("context.behind-told", &[("month", &month), ("n", &behind.targets.to_string())]);
    html! {
        <span key="behind" class="tag tag--warn" title={told.clone()}>
            { icon("warn") }<span aria-hidden="true">{ locale.fill("context.behind", &[("month", &month)]) }</span><span class="sr">{ told }</span>
        </span>
    }
}

/// The months: those that cannot be changed any more, those that are projected, and June.
fn months_strip(as_of: Date, locale: &Locale) -> Html {
    let last = as_of.month.month;
    let told = locale.fill("context.months", &[("last", &last.to_string()), ("next", &(last + 1).min(12).to_string())]);
    html! {
        <span key="months" class="asof" role="img" aria-label={told}>
            { for (1..=12_u8).map(|month| {
                let class = classes!(
                    "asof__m",
                    (month < last).then_some("is-lock"),
                    (month == last).then_some("is-now"),
                    (month == 6).then_some("is-half"),
                );
                html! { <span key={month} {class} aria-hidden="true">{ month }</span> }
            }) }
        </span>
    }
}

/// Which line judges; the pack's own is stored as no choice.
pub fn pass_line(session: &Session, locale: &Locale, send: &Send) -> Html {
    Line::of(session).draw(locale, send)
}

#[derive(PartialEq)]
struct Line {
    own: PassLine,
    now: PassLine,
    /// Where every target has a task of its own for the half-year, no line judges.
    idle: bool,
}

impl Line {
    fn of(session: &Session) -> Self {
        let own = session.pack().judging.line;
        Self { own, now: session.scenario().line.unwrap_or(own), idle: !session.is_judged_by_line() }
    }

    fn draw(&self, locale: &Locale, send: &Send) -> Html {
        let Self { own, now, idle } = *self;
        if idle {
            return html! { <span key="line" class="tag" title={locale.t("context.line-idle")}>{ locale.t("context.by-task") }</span> };
        }
        let button = |line: PassLine, key: &str| {
            let action = Action::SetLine { line: (line != own).then_some(line) };
            html! {
                <button
                    key={key.to_owned()} class="seg__b" type="button" aria-pressed={(line == now).to_string()}
                    title={line_name(line, locale.language)} onclick={send.on_act(action)}
                >{ locale.t(key) }</button>
            }
        };
        html! {
            <span key="line" class="seg seg--sm" role="group" aria-label={locale.t("context.line")}>
                { button(PassLine::Seasonal, "context.seasonal") }
                { button(PassLine::Linear, "context.linear") }
            </span>
        }
    }
}
