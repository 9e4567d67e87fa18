//! The foot of the lever list: what the marks mean, and what is borrowed.

use yew::prelude::*;

use super::reach::reach_key;
use crate::icons::icon;
use crate::views::hooks::Look;

/// What the marks of the reach mean, and how many changed levers borrow.
pub fn spending(look: &Look) -> Html {
    let locale = &look.locale;
    let borrowed = look.session.borrowing();
    html! {
        <div key="foot" class="sim__lk">
            { reach_key(locale) }
            <span key="grow" class="grow" />
            if borrowed > 0 {
                <span key="borrowed" class="v-near">
                    { icon("borrow") }{ " " }{ locale.fill("levers.borrowing", &[("n", &borrowed.to_string())]) }
                </span>
            }
        </div>
    }
}
