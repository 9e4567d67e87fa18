//! Passing messages.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::hooks::{use_locale, use_send};
use crate::icons::icon;
use crate::shared::Shared;
use crate::shell::{Layout, use_layout};
use crate::state::{Notice, Session, View, ViewAction};

/// How long a message that needs no answer stays.
const STAYS: u32 = 8_000;

/// Props of the message.
#[derive(Properties, PartialEq)]
pub struct ToastProps {
    /// What is looked at.
    pub view: Shared<View>,
    /// The open pack.
    pub session: Shared<Session>,
}

/// The message that is shown, if one is.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    // What is wrong with the as-of date is said at its field, where there is one.
    let has_field = use_layout() != Layout::Phone;
    let at_field = |notice: &Notice| has_field && matches!(notice, Notice::Refused(refusal) if refusal.is_of_date());
    let notice = props.view.notice.clone().filter(|notice| !at_field(notice));
    {
        let send = send.clone();
        use_effect_with(notice.clone(), move |notice| {
            let waiting = notice.is_some().then(|| Timeout::new(STAYS, move || send.view(ViewAction::Dismiss)));
            move || drop(waiting)
        });
    }
    let text = notice.as_ref().map(|notice| match notice {
        Notice::Refused(refusal) => props.session.refused(refusal, locale.language),
        Notice::LinkAdded => locale.t("notice.link-added").to_string(),
        Notice::Imported { came, elsewhere, left_out } => {
            let [came, elsewhere, left_out] = [came, elsewhere, left_out].map(usize::to_string);
            let told = [("came", &*came), ("elsewhere", &*elsewhere), ("left", &*left_out)];
            locale.fill("notice.imported", &told).to_string()
        }
    });
    html! {
        <div class="toasts" role="status">
            if let Some(text) = text {
                <div key="toast" class="toast">
                    { icon("info") }
                    <span>{ text }</span>
                    <button class="btn btn--link" type="button" onclick={send.on_view(ViewAction::Dismiss)}>{ locale.t("dialog.close") }</button>
                </div>
            }
        </div>
    }
}
