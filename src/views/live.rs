//! What is said aloud: the target a step moved most and every verdict it turned, at most every half second.

use gloo_timers::callback::Timeout;
use guoban_planning::sentence::moved;
use yew::prelude::*;

use super::hooks::use_locale;
use crate::shared::Shared;
use crate::state::Session;

/// Least milliseconds between two sentences.
const QUIET: u32 = 500;

/// Props of the live region.
#[derive(Properties, PartialEq)]
pub struct LiveProps {
    /// The open pack.
    pub session: Shared<Session>,
}

/// A sentence for those who do not see the board.
#[component]
pub fn Live(props: &LiveProps) -> Html {
    let locale = use_locale();
    let text = use_state(String::new);
    let session = &props.session;
    let told = |last: &std::rc::Rc<crate::state::LastStep>| {
        moved(session.pack(), session.board(), &last.moved, locale.language)
    };
    let next = session.last.as_ref().map(told).unwrap_or_default();
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
