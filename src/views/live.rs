//! What is said aloud: the target a step moved most and every verdict it turned, at most every half second.

use gloo_timers::callback::Timeout;
use guoban_planning::sentence::moved;
use yew::prelude::*;

use super::hooks::use_locale;
use crate::shared::Shared;
use crate::state::{LastStep, Session};
use crate::texts::Locale;

/// Least milliseconds between two sentences.
const QUIET: u32 = 500;

/// Props of the live region.
#[derive(Properties, PartialEq)]
pub struct LiveProps {
    /// The open pack.
    pub session: Shared<Session>,
}

/// What the last step did, in a sentence; empty before the first.
pub fn moved_aloud(session: &Session, locale: &Locale) -> String {
    let told = |last: &std::rc::Rc<LastStep>| moved(session.pack(), session.board(), &last.moved, locale.language);
    session.last.as_ref().map(told).unwrap_or_default()
}

/// A sentence for those who do not see the board.
#[component]
pub fn Live(props: &LiveProps) -> Html {
    let locale = use_locale();
    let text = use_state(String::new);
    let session = &props.session;
    let next = session.parts.levers.map(|levers| (levers.aloud)(session, &locale)).unwrap_or_default();
    {
        let set = text.setter();
        use_effect_with(next, move |next| {
            // A new sentence takes the place of one that is still waiting.
            let next = next.clone();
            let waiting = Timeout::new(QUIET, move || set.set(next));
            move || drop(waiting)
        });
    }
    html! { <div class="sr" role="status" aria-live="polite">{ (*text).clone() }</div> }
}
