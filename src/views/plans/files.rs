//! Everything as one file, and what is to be said where the browser does not keep it.

use guoban_planning::kept::KeptError;
use yew::prelude::*;

use super::words;
use crate::icons::icon;
use crate::shell;
use crate::state::{Keeping, Msg};
use crate::texts::Locale;
use crate::views::hooks::{Send, use_locale, use_send};
use crate::views::part::{Facts, Place};

/// Saving, reading and forgetting.
#[derive(Debug, PartialEq)]
pub(super) struct Files;

impl Facts for Files {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let answer = send.0.clone();
        let onchange = Callback::from(move |event: Event| shell::chosen(&event, answer.clone()));
        html! {
            <section class="plans__f" aria-label={locale.t("plans.files")}>
                <h3 key="title" class="strong">{ locale.t("plans.files") }</h3>
                <div key="acts" class="btn-row">
                    { save(locale, send) }
                    <label key="read" class="btn plans__read">
                        { icon("doc") }<span>{ locale.t("plans.read") }</span>
                        <input type="file" class="sr" accept=".guoban,.toml,text/plain" {onchange} />
                    </label>
                    <Clear key="clear" />
                </div>
                <p key="help" class="help">{ locale.t("plans.files-help") }</p>
            </section>
        }
    }
}

fn save(locale: &Locale, send: &Send) -> Html {
    html! {
        <button key="save" class="btn" type="button" onclick={send.on(Msg::Save)}>{ icon("copy") }<span>{ locale.t("plans.save") }</span></button>
    }
}

/// Forgets everything, once it was asked for twice.
#[component]
fn Clear() -> Html {
    let (locale, send) = (words(&use_locale()), use_send());
    let asked = use_state(|| false);
    let ask = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(true))
    };
    if !*asked {
        return html! { <button class="btn" type="button" onclick={ask}>{ locale.t("plans.clear") }</button> };
    }
    html! {
        <button class="btn btn--primary" type="button" onclick={send.on(Msg::Clear)}>{ locale.t("plans.clear-sure") }</button>
    }
}

/// What is to be said where work is not kept; it stays until it is.
pub fn trouble(keeping: &Keeping, locale: &Locale, send: &Send) -> Html {
    let locale = &words(locale);
    let (text, is_ahead) = match keeping {
        Keeping::Kept => return html! { <span key="trouble" hidden=true /> },
        Keeping::Refused => (locale.t("keeping.refused").to_string(), false),
        Keeping::Full => (locale.t("keeping.full").to_string(), false),
        Keeping::Unread(error @ KeptError::Newer { .. }) => (error.message(locale.language), false),
        Keeping::Unread(error) => {
            (format!("{}{}", error.message(locale.language), locale.t("keeping.set-aside")), false)
        }
        Keeping::Ahead { there, here } => {
            let told = [("there", &*there.to_string()), ("here", &*here.to_string())];
            (locale.fill("keeping.ahead", &told).to_string(), true)
        }
    };
    html! {
        <div key="trouble" class="toast toast--warn" role="alert">
            { icon("warn") }
            <span>{ text }</span>
            if is_ahead {
                <button key="both" class="btn" type="button" onclick={send.on(Msg::Settle { joins: true })}>{ locale.t("keeping.both") }</button>
                <button key="theirs" class="btn" type="button" onclick={send.on(Msg::Settle { joins: false })}>{ locale.t("keeping.theirs") }</button>
            }
            { save(locale, send) }
        </div>
    }
}
