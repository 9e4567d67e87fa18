//! The root: the state, what runs its requests, and the choice of what is shown.

use guoban_model::text::Language;
use yew::prelude::*;

use super::failure::Failure;
use super::hooks::Send;
use super::simulate::Simulate;
use crate::icons::sprite;
use crate::shared::Shared;
use crate::shell::{self, Pace};
use crate::state::{Session, Stage, State};
use crate::texts::Locale;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(shell::start()));
    let send = use_memo((), |()| {
        let dispatcher = state.dispatcher();
        let pace = Pace::new(Callback::from(move |msg| dispatcher.dispatch(msg)));
        Send(Callback::from(move |msg| pace.send(msg)))
    });
    let english = state.modules.english;
    let locale = use_memo((state.language, english.is_some()), |(language, _)| match (language, english) {
        (Language::En, Some(words)) => Locale::new(*language, words),
        _ => Locale::chinese(),
    });

    {
        let (outbox, answer) = (state.outbox.clone(), send.0.clone());
        use_effect_with(outbox.serial(), move |_| {
            for request in outbox.take() {
                shell::perform(request, &answer);
            }
        });
    }
    {
        let answer = send.0.clone();
        use_effect_with((), move |()| {
            let kept = shell::listen(&answer);
            move || drop(kept)
        });
    }

    let stage = match &state.stage {
        _ if state.wordless => html! { <div key="opening" class="opening" role="status" /> },
        Stage::Opening => html! {
            <div key="opening" class="opening" role="status">{ locale.t("app.opening") }</div>
        },
        Stage::Failed(failure) => html! {
            <Failure key="failed" failure={failure.clone()} packs={state.packs.clone()} view={state.view.clone()} modules={state.modules} />
        },
        Stage::Ready(session) => screen(&state, session),
    };
    html! {
        <ContextProvider<Send> context={(*send).clone()}>
            <ContextProvider<Locale> context={(*locale).clone()}>
                { sprite() }
                { state.modules.bars.map(|bars| (bars.icons)()).unwrap_or_default() }
                { stage }
            </ContextProvider<Locale>>
        </ContextProvider<Send>>
    }
}

/// The screen of an open pack.
pub(super) fn screen(state: &State, session: &Shared<Session>) -> Html {
    html! {
        <Simulate
            key="ready"
            session={session.clone()}
            view={state.view.clone()}
            packs={state.packs.clone()}
            theme={state.theme}
            letter_keys={state.letter_keys}
            modules={state.modules}
            missing={state.missing.clone()}
            keeping={state.keeping.clone()}
        />
    }
}
