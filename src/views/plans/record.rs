//! The record of the open plan: question, expectation, finding, decision, who, when.

use guoban_planning::action::{Action, MAX_TEXT};
use guoban_planning::plan::{Field, Record};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::plan_name;
use crate::state::Session;
use crate::texts::Locale;
use crate::views::hooks::Send;
use crate::views::part::{Facts, Place};

/// What is written about the open plan. What is typed stays while figures change behind the window.
#[derive(Debug, PartialEq)]
pub(super) struct Words {
    name: String,
    record: Record,
    /// What was done to the plan, oldest first.
    log: Vec<String>,
}

impl Words {
    pub(super) fn of(session: &Session, locale: &Locale) -> Self {
        let document = &session.document;
        let log = document.log(document.current().number).map(|step| step.label(session.pack(), locale.language));
        Self {
            name: plan_name(document, document.current(), locale),
            record: session.scenario().record.clone(),
            log: log.collect(),
        }
    }
}

fn key(field: Field) -> &'static str {
    match field {
        Field::Question => "plans.question",
        Field::Expectation => "plans.expectation",
        Field::Finding => "plans.finding",
        Field::Decision => "plans.decision",
        Field::Who => "plans.who",
        Field::When => "plans.when",
    }
}

fn written(field: Field, old: String, send: &Send) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| {
        let Some(target) = event.target() else { return };
        let area = target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
        let text = area.or_else(|| target.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value));
        if let Some(text) = text.filter(|text| text.trim() != old) {
            send.act(Action::SetRecord { field, text });
        }
    })
}

impl Facts for Words {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        html! {
            <section class="plans__r" aria-label={locale.t("plans.record")}>
                <h3 key="title" class="strong">{ locale.fill("plans.record-of", &[("name", &self.name)]) }</h3>
                { for Field::ALL.into_iter().map(|field| {
                    let (id, value) = (format!("record-{}", key(field)), self.record.get(field).to_owned());
                    let onchange = written(field, value.clone(), send);
                    let longest = MAX_TEXT.to_string();
                    html! {
                        <div key={key(field)} class="field">
                            <label for={id.clone()}>{ locale.t(key(field)) }</label>
                            if matches!(field, Field::Who | Field::When) {
                                <input class="in" {id} {value} maxlength="200" {onchange} />
                            } else {
                                <textarea class="in ta" {id} rows="2" maxlength={longest} {value} {onchange} />
                            }
                        </div>
                    }
                }) }
                <details key="log" class="steps plans__log">
                    <summary>{ locale.fill("plans.log", &[("n", &self.log.len().to_string())]) }</summary>
                    <ol>{ for self.log.iter().enumerate().map(|(index, label)| html! { <li key={index}>{ label.clone() }</li> }) }</ol>
                </details>
            </section>
        }
    }
}
