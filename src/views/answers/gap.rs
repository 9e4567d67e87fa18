//! Closing a gap: the question on the left, the mixes on the right, or what stands in the way.

use std::cell::Cell;
use std::rc::Rc;

use guoban_answers::closing::Closed;
use guoban_answers::solve::Bind;
use guoban_answers::words::{bind, target_name};
use guoban_planning::why::Change;
use yew::prelude::*;

use super::Asking;
use super::form::{form, standing};
use super::mixes::mix;
use super::ways::to_item;
use crate::icons::icon;
use crate::shell;
use crate::state::Do;

/// The form and the answer.
pub fn gap(asking: &Asking<'_>) -> Html {
    let kept = asking.state.closed.as_ref();
    html! {
        <div key="gap" class="ans__two">
            { form(asking, Do::Close, "answers.solve") }
            <div key="answer" class="ans__a" id="mixes">
                { standing(asking, kept.map(|kept| kept.is_old), Do::Close) }
                if let Some(kept) = kept {
                    { found(asking, &kept.value, kept.is_old) }
                }
            </div>
        </div>
    }
}

#[derive(Properties)]
struct OneAFrameProps {
    mixes: Vec<Html>,
}

impl PartialEq for OneAFrameProps {
    /// To compare two drawings takes as long as to draw one.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Mixes come one a frame: to lay out all their tables at once would block the page.
#[component]
fn OneAFrame(props: &OneAFrameProps) -> Html {
    let shown = use_state(|| 1);
    let more = *shown < props.mixes.len();
    {
        let shown = shown.clone();
        use_effect_with((*shown, more), move |(now, more)| {
            let (now, waits) = (*now, Rc::new(Cell::new(*more)));
            if *more {
                let waits = Rc::clone(&waits);
                let next = move || {
                    if waits.get() {
                        shown.set(now + 1);
                    }
                };
                shell::next_frame(|| shell::in_turn(next));
            }
            move || waits.set(false)
        });
    }
    html! {
        <div class="ans__ms" aria-busy={more.then_some("true")}>
            { for props.mixes.iter().take(*shown).cloned() }
        </div>
    }
}

fn found(asking: &Asking<'_>, closed: &Rc<Closed>, is_old: bool) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let answer = &closed.answer;
    let is_there = answer.reachable && answer.proposals.iter().all(|proposal| proposal.steps.is_empty());
    html! {
        <div key="found" class={classes!("ans__b", is_old.then_some("is-old"))} data-reachable={answer.reachable.to_string()}>
            if !answer.reachable {
                <p key="not" class="note ans__bad" role="status">{ icon("gap") }<span>{ locale.t("answers.unreachable") }</span></p>
            } else if is_there {
                <p key="there" class="note" role="status">{ icon("ok") }<span>{ locale.t("answers.nothing-to-do") }</span></p>
            }
            if !answer.left.is_empty() {
                <p key="left" class="note">
                    { icon("info") }
                    <span>{ locale.fill("answers.left", &[
                        ("n", &answer.left.len().to_string()),
                        ("names", &answer.left.iter().map(|(id, period)| target_name(pack, *id, *period, locale.language)).collect::<Vec<_>>().join(if locale.is_zh() { "、" } else { "; " })),
                    ]) }</span>
                </p>
            }
            if !answer.binds.is_empty() {
                { binds(asking, &answer.binds) }
            }
            if !is_there {
                <OneAFrame
                    key={format!("mixes-{:p}", Rc::as_ptr(closed))}
                    mixes={closed.mixes().iter().map(|found| mix(asking, closed, found, is_old)).collect::<Vec<_>>()}
                />
            }
            <p key="runs" class="help">{ locale.fill("answers.runs", &[("n", &answer.runs.to_string())]) }</p>
        </div>
    }
}

/// What stands in the way, each with the way to what it speaks of.
fn binds(asking: &Asking<'_>, found: &[Bind]) -> Html {
    let look = asking.look;
    let locale = &look.locale;
    let change = |bind: &Bind| match *bind {
        Bind::Range(lever)
        | Bind::Limit(lever, _)
        | Bind::Kept(lever, _)
        | Bind::Budget(lever)
        | Bind::Lead(lever, _) => Change::Lever(lever),
        Bind::Assumption(assumption, ..) => Change::Assumption(assumption),
    };
    html! {
        <section key="binds" class="panel ans__bs">
            <h3 class="ans__k">{ locale.t("answers.binds") }</h3>
            <ul>
                { for found.iter().enumerate().map(|(index, one)| html! {
                    <li key={index}>{ to_item(look, change(one)) }{ " " }<span>{ bind(look.session.pack(), one, locale.language) }</span></li>
                }) }
            </ul>
        </section>
    }
}
