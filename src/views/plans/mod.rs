//! The window of the plans: the list, the record of the open one, the steps of all, and files.

mod files;
mod record;
mod steps;

use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::plan::{Plan, copy_name, fresh_name};
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub use files::trouble;

use super::dialogs::DialogsProps;
use super::hooks::Send;
use super::modal::ModalProps;
use super::part::{Facts, Place, placed};
use crate::icons::icon;
use crate::state::{Session, ViewAction};
use crate::texts::{Locale, PLANS_EN, PLANS_ZH};

/// The window of the plans.
pub fn plans(props: &DialogsProps, place: &Place) -> Option<ModalProps> {
    let session = props.session.as_ref()?;
    let Place { locale, send } = place;
    let locale = words(locale);
    let place = || Place { locale: locale.clone(), send: send.clone() };
    let foot = html! {
        <button class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
    };
    let children = html! {
        <>
            { placed(place(), "list", List::of(session, &locale)) }
            { placed(place(), format!("record-{}", session.document.current().number), record::Words::of(session, &locale)) }
            { placed(place(), "steps", steps::Steps::of(session, &locale)) }
            { placed(place(), "files", files::Files) }
        </>
    };
    Some(ModalProps {
        id: "plans".into(),
        symbol: "note".into(),
        title: locale.t("bar.plans"),
        onclose: send.on_view(ViewAction::CloseDialog),
        foot,
        alert: false,
        children,
    })
}

/// The words of this part of the program with those of the page.
fn words(locale: &Locale) -> Locale {
    locale.with(PLANS_ZH, PLANS_EN)
}

/// The name of a plan as people see it: an unnamed one has its place.
pub fn plan_name(document: &Document, plan: &Plan, locale: &Locale) -> String {
    if !plan.scenario.name.is_empty() {
        return plan.scenario.name.clone();
    }
    let place = document.plans().iter().position(|one| one.number == plan.number).unwrap_or(0) + 1;
    match plan.scenario.changed() {
        0 => locale.t("context.baseline").to_string(),
        _ => format!("{} {place}", locale.t("context.unnamed")),
    }
}

/// One plan of the list.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    number: u32,
    shown: String,
    name: String,
    /// How many settings differ from the baseline.
    changed: usize,
    /// It came from a link or was shared, and so many items differ from that.
    beyond_link: Option<usize>,
    copy: String,
}

#[derive(Debug, PartialEq)]
struct List {
    open: u32,
    rows: Vec<Row>,
    fresh: String,
}

impl List {
    fn of(session: &Session, locale: &Locale) -> Self {
        let document = &session.document;
        let plans = document.plans();
        let row = |plan: &Plan| {
            let shown = plan_name(document, plan, locale);
            Row {
                number: plan.number,
                copy: copy_name(plans, &shown, locale.language),
                shown,
                name: plan.scenario.name.clone(),
                changed: plan.scenario.changed(),
                beyond_link: plan.link.is_some().then(|| plan.unshared()).filter(|count| *count > 0),
            }
        };
        Self {
            open: document.current().number,
            rows: plans.iter().map(row).collect(),
            fresh: fresh_name(plans, locale.language),
        }
    }
}

impl Facts for List {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let last = self.rows.len().saturating_sub(1);
        html! {
            <section class="plans" aria-label={locale.t("bar.plans")}>
                <ol class="plans__l">
                    { for self.rows.iter().enumerate().map(|(place, row)| self.row(place, last, row, locale, send)) }
                </ol>
                <button class="btn" type="button" onclick={send.on_act(Action::NewPlan { name: self.fresh.clone() })}>
                    { icon("plus") }<span>{ locale.t("plans.new") }</span>
                </button>
            </section>
        }
    }
}

impl List {
    fn row(&self, place: usize, last: usize, row: &Row, locale: &Locale, send: &Send) -> Html {
        let (number, is_open) = (row.number, row.number == self.open);
        let told = |key: &str| locale.fill(key, &[("name", &row.shown)]);
        let rename = {
            let (send, old) = (send.clone(), row.name.clone());
            Callback::from(move |event: Event| {
                let name = event.target_unchecked_into::<HtmlInputElement>().value();
                if name.trim() != old {
                    send.act(Action::RenamePlan { plan: number, name });
                }
            })
        };
        let act = |key: &'static str, symbol: &str, action: Action, off: bool| {
            html! {
                <button
                    key={key} class="btn btn--quiet btn--icon" type="button" aria-label={told(key)} title={told(key)} disabled={off}
                    onclick={send.on_act(action)}
                >{ icon(symbol) }</button>
            }
        };
        let up = Action::MovePlan { plan: number, to: place.saturating_sub(1) };
        let down = Action::MovePlan { plan: number, to: place + 1 };
        html! {
            <li key={number} class="plans__i" aria-current={is_open.then_some("true")}>
                <button
                    key="open" class="btn" type="button" disabled={is_open} aria-label={told(if is_open { "plans.open-now" } else { "plans.open" })}
                    onclick={send.on_act(Action::OpenPlan { plan: number })}
                >{ locale.t(if is_open { "plans.is-open" } else { "plans.open-short" }) }</button>
                <input
                    key="name" class="in plans__n" value={row.name.clone()} placeholder={row.shown.clone()} maxlength="60"
                    aria-label={told("plans.name")} onchange={rename}
                />
                <span key="told" class="muted plans__t">
                    { locale.fill("plans.changed", &[("n", &row.changed.to_string())]) }
                    if let Some(count) = row.beyond_link {
                        <span class="tag tag--accent">{ locale.fill("plans.beyond-link", &[("n", &count.to_string())]) }</span>
                    }
                </span>
                <span key="acts" class="btn-row">
                    { act("plans.copy", "copy", Action::CopyPlan { plan: number, name: row.copy.clone() }, false) }
                    { act("plans.up", "caret-up", up, place == 0) }
                    { act("plans.down", "caret", down, place == last) }
                    { act("plans.drop", "close", Action::DropPlan { plan: number }, last == 0) }
                </span>
            </li>
        }
    }
}
