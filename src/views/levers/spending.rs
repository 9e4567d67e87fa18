//! The foot of the lever list: what the marks mean, and what is borrowed.

use yew::prelude::*;

use super::reach::reach_key;
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::Session;
use crate::views::hooks::use_locale;

/// Props of the foot.
#[derive(Properties, PartialEq)]
pub struct SpendingProps {
    /// The open pack.
    pub session: Shared<Session>,
}

/// What the marks of the reach mean, and how many changed levers borrow.
#[component]
pub fn Spending(props: &SpendingProps) -> Html {
    let locale = use_locale();
    let session = &props.session;
    let borrowed = session.borrowing();
    html! {
        <div class="sim__lk">
            { reach_key(&locale) }
            <span key="grow" class="grow" />
            if borrowed > 0 {
                <span key="borrowed" class="v-near">
                    { icon("borrow") }{ " " }{ locale.fill("levers.borrowing", &[("n", &borrowed.to_string())]) }
                </span>
            }
        </div>
    }
}
