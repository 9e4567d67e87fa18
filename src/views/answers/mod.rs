//! The screen 求解: questions about the plan that is open, and their answers.

mod form;
mod gap;
mod matters;
mod mixes;
mod picture;
mod prices;
mod stress;
mod warning;
mod ways;

use std::cell::Cell;
use std::rc::Rc;

use guoban_model::pack::TargetId;
use guoban_planning::judge::Period;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::hooks::Look;
use super::takes::{drawn_table_takes, table_takes, with_takes};
use crate::shell;
use crate::state::{Answering, Asked, Do, Progress, Question, Subject, ViewAction};
use crate::texts::{ANSWERS_EN, ANSWERS_ZH};

/// What the parts of the screen draw from.
struct Asking<'a> {
    look: &'a Look,
    state: &'a Answering,
    act: Callback<Do>,
}

impl Asking<'_> {
    /// Does something when an element says so.
    fn on<E: 'static>(&self, action: Do) -> Callback<E> {
        let act = self.act.clone();
        Callback::from(move |_| act.emit(action.clone()))
    }

    /// Asks something else.
    fn asks<E: 'static>(&self, change: impl FnOnce(&mut Question)) -> Callback<E> {
        let mut question = self.state.question.clone();
        change(&mut question);
        self.on(Do::Ask(question))
    }

    /// The name of a target.
    fn target(&self, target: TargetId) -> String {
        self.look.locale.of(&self.look.session.pack().targets[target.0].name).to_owned()
    }
}

/// The screen.
pub fn answers(look: &Look) -> Html {
    let look = Look { locale: look.locale.with(ANSWERS_ZH, ANSWERS_EN), ..look.clone() };
    html! { <Answers key="answers" {look} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    look: Look,
}

#[component]
fn Answers(props: &Props) -> Html {
    let look = &props.look;
    let Look { session, view, .. } = look;
    let state = use_reducer(|| match view.answers.get::<Answering>() {
        Some(kept) => (*kept).clone(),
        None => {
            let question = Question::of(session.board(), session.row(view.selected));
            Answering::new(Subject::of(session), question, view.asked, shell::milliseconds)
        }
    });
    {
        let (state, session, asked) = (state.clone(), session.clone(), view.asked);
        let seen = (session.model().clone(), Rc::as_ptr(&session.document), asked);
        use_effect_with(seen, move |_| state.dispatch(Do::See(Rc::new(Subject::of(&session)), asked)));
    }
    {
        let busy = state.is_busy();
        let next = state.clone();
        use_effect_with((state.turn, busy), move |_| {
            let waits = Rc::new(Cell::new(busy));
            if busy {
                let waits = Rc::clone(&waits);
                let go_on = move || {
                    if waits.get() {
                        next.dispatch(Do::GoOn);
                    }
                };
                shell::in_turn(go_on);
            }
            move || waits.set(false)
        });
    }
    view.answers.put(Rc::new((*state).clone()));
    let act = use_callback(state.dispatcher(), |action, dispatcher| dispatcher.dispatch(action));
    html! {
        <>
            { head(look) }
            <ContextProvider<Option<Progress>> key="body" context={state.progress}>
                <Body look={look.clone()} state={(*state).clone()} {act} />
            </ContextProvider<Option<Progress>>>
        </>
    }
}

#[derive(Properties)]
struct BodyProps {
    look: Look,
    state: Answering,
    act: Callback<Do>,
}

impl PartialEq for BodyProps {
    fn eq(&self, other: &Self) -> bool {
        self.look == other.look && self.act == other.act && self.state.shows_as(&other.state)
    }
}

/// Question and answer. It is not drawn again for each piece of work: how far a search is comes to its bar as a context.
#[component]
fn Body(props: &BodyProps) -> Html {
    let BodyProps { look, state, act } = props;
    let asking = &Asking { look, state, act: act.clone() };
    let body = match look.view.asked {
        Asked::Matters => matters::matters(asking),
        Asked::Gap => gap::gap(asking),
        Asked::Stress => stress::stress(asking),
        Asked::Prices => prices::prices(asking),
        Asked::Warning => warning::warning(asking),
    };
    html! {
        <div key={format!("{:?}", look.view.asked)} class="ans" aria-busy={state.is_busy().then_some("true")}>{ body }</div>
    }
}

fn head(look: &Look) -> Html {
    let Look { locale, view, send, .. } = look;
    let tab = |asked: Asked, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(view.asked == asked).to_string()}
                onclick={send.on_view(ViewAction::Ask(asked))}
            >{ locale.t(key) }</button>
        }
    };
    let told = match view.asked {
        Asked::Matters => "answers.matters-told",
        Asked::Gap => "answers.gap-told",
        Asked::Stress => "answers.stress-told",
        Asked::Prices => "answers.prices-told",
        Asked::Warning => "answers.warning-told",
    };
    html! {
        <div key="head" class="phead">
            <h2>{ locale.t("bar.answers") }</h2>
            <span class="seg ans__tabs" role="group" aria-label={locale.t("answers.questions")}>
                { tab(Asked::Matters, "answers.matters") }
                { tab(Asked::Gap, "answers.gap") }
                { tab(Asked::Stress, "answers.stress") }
                { tab(Asked::Prices, "answers.prices") }
                { tab(Asked::Warning, "answers.warning") }
            </span>
            <p>{ locale.t(told) }</p>
        </div>
    }
}

/// Which target is asked about.
fn target_choice(asking: &Asking<'_>) -> Html {
    let Asking { look, state, act } = asking;
    let pack = look.session.pack();
    let onchange = {
        let (act, question) = (act.clone(), state.question.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Ok(index) = select.value().parse() {
                act.emit(Do::Ask(Question { target: TargetId(index), ..question.clone() }));
            }
        })
    };
    html! {
        <label key="target" class="ans__c">
            <span class="ctx__k">{ look.locale.t("answers.target") }</span>
            <select class="sel" data-choice="target" {onchange}>
                { for (0..pack.targets.len()).map(|index| html! {
                    <option key={index} value={index.to_string()} selected={state.question.target.0 == index}>{ asking.target(TargetId(index)) }</option>
                }) }
            </select>
        </label>
    }
}

/// Which period is asked about.
fn period_choice(asking: &Asking<'_>) -> Html {
    let locale = &asking.look.locale;
    let choice = |period: Period| {
        html! {
            <button
                key={period.last()} class="seg__b" type="button" aria-pressed={(asking.state.question.period == period).to_string()}
                onclick={asking.asks(|question| question.period = period)}
            >{ period.name(locale.language) }</button>
        }
    };
    html! {
        <span key="period" class="seg seg--sm" role="group" aria-label={locale.t("answers.period")}>
            { for Period::ALL.map(choice) }
        </span>
    }
}

/// A panel with a heading and what can be chosen beside it.
fn panel(key: &'static str, title: Html, tools: Html, body: Html) -> Html {
    html! {
        <section {key} class="panel">
            <div key="head" class="panel__h ans__ph"><h3 class="panel__t">{ title }</h3>{ tools }</div>
            { body }
        </section>
    }
}

/// A table that scrolls sideways by itself, with the buttons that take it out.
fn table(asking: &Asking<'_>, name: AttrValue, class: &'static str, head: Html, body: Html) -> Html {
    with_takes(table_takes(&asking.look.locale), scrolled(name, class, head, body))
}

/// A table that is a drawing as well.
fn drawn_table(asking: &Asking<'_>, name: AttrValue, class: &'static str, head: Html, body: Html) -> Html {
    let Look { locale, send, .. } = asking.look;
    with_takes(drawn_table_takes(locale, send), scrolled(name, class, head, body))
}

fn scrolled(name: AttrValue, class: &'static str, head: Html, body: Html) -> Html {
    html! {
        <div class="xscroll" tabindex="0" role="region" aria-label={name.clone()}>
            <table class={classes!("dt", class)}><caption class="sr">{ name }</caption><thead>{ head }</thead>{ body }</table>
        </div>
    }
}
