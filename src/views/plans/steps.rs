//! The steps, newest first: each can be gone back to.

use guoban_planning::action::Action;
use guoban_planning::history::Step;
use yew::prelude::*;

use super::plan_name;
use crate::state::Session;
use crate::texts::Locale;
use crate::views::part::{Facts, Place};

/// Steps done and steps taken back.
#[derive(Debug, PartialEq)]
pub(super) struct Steps {
    /// For each, oldest first: the plan, where there are several, and the step in words.
    labels: Vec<(String, String)>,
    done: usize,
}

impl Steps {
    pub(super) fn of(session: &Session, locale: &Locale) -> Self {
        let document = &session.document;
        let several = document.plans().len() > 1;
        let label = |step: &Step| {
            let plan = document.plan(step.plan).filter(|_| several && step.listed.is_none());
            let plan = plan.map(|plan| plan_name(document, plan, locale)).unwrap_or_default();
            (plan, step.label(session.pack(), locale.language))
        };
        let history = document.history();
        Self { labels: history.steps().chain(history.undone()).map(label).collect(), done: history.steps().len() }
    }
}

impl Facts for Steps {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let step = |index: usize, plan: &str, label: &str| {
            let current = (index == self.done).then_some("step");
            let undone = index > self.done;
            html! {
                <li key={index}>
                    <button
                        class={classes!("steps__b", undone.then_some("is-undone"))} type="button" aria-current={current}
                        disabled={index == self.done} onclick={send.on_act(Action::GoTo { done: index })}
                    >
                        <span class="num muted">{ index }</span>
                        if !plan.is_empty() {
                            <span class="muted">{ plan.to_owned() }</span>
                        }
                        <span>{ label.to_owned() }</span>
                        if undone {
                            <span class="sr">{ locale.t("plans.undone") }</span>
                        }
                    </button>
                </li>
            }
        };
        html! {
            <details class="steps">
                <summary>{ locale.fill("plans.steps", &[("n", &self.labels.len().to_string())]) }</summary>
                <ol class="steps__l" tabindex="0" aria-label={locale.t("plans.steps-told")}>
                    { for self.labels.iter().enumerate().rev().map(|(index, (plan, label))| step(index + 1, plan, label)) }
                    { step(0, "", &locale.t("plans.start")) }
                </ol>
            </details>
        }
    }
}
