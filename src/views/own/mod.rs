//! The window of a person's own packs: the list, a text that is being changed, the same plan with other data.

mod bulletin;
mod editor;
mod form;
mod list;
mod since;

use yew::prelude::*;

use super::dialogs::DialogsProps;
use super::modal::ModalProps;
use super::part::Place;
use crate::icons::icon;
use crate::state::{Dialog, Msg, OwnMsg, Shown, Told, ViewAction};
use crate::texts::{Locale, OWN_EN, OWN_ZH};
use crate::views::hooks::Send;

/// The window of own packs.
pub fn own_window(props: &DialogsProps, place: &Place) -> Option<ModalProps> {
    let Some(Dialog::Packs(packs)) = &props.view.dialog else { return None };
    let Place { locale, send } = place;
    let locale = locale.with(OWN_ZH, OWN_EN);
    let (title, body) = match &packs.shown {
        Shown::List => (locale.t("own.title"), list::list(packs, props.session.as_ref(), &locale, send)),
        Shown::Edit(edit) => {
            let title = match edit.name.is_empty() {
                true => locale.t("own.text-new"),
                false => locale.fill("own.text", &[("name", &edit.name)]).into(),
            };
            (title, editor::editor(edit, &locale))
        }
        Shown::Reading => (locale.t("own.new"), form::reading(&locale)),
        Shown::Form(read) => (locale.t("own.new"), form::form(read, &locale)),
        Shown::Bulletin(bulletin) => (locale.t("own.figures"), bulletin::bulletin(bulletin, &locale, send)),
        Shown::Since(since) => (locale.t("own.since"), since::since(since, &locale)),
    };
    let trouble = packs.trouble.as_ref().map(|trouble| trouble.message(locale.language));
    let foot = html! {
        <>
            if !matches!(packs.shown, Shown::List) {
                <button key="back" class="btn" type="button" onclick={own(send, OwnMsg::Back)}>{ locale.t("own.back") }</button>
            }
            <button key="done" class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
        </>
    };
    let children = html! {
        <>
            if let Some(trouble) = trouble {
                <p key="trouble" class="own__trouble" role="alert">{ icon("warn") }<span>{ trouble }</span></p>
            }
            { body }
        </>
    };
    Some(ModalProps {
        id: "packs".into(),
        symbol: "doc".into(),
        title,
        onclose: send.on_view(ViewAction::CloseDialog),
        foot,
        alert: false,
        children,
    })
}

/// A callback that says something about own packs.
fn own<E: 'static>(send: &Send, msg: OwnMsg) -> Callback<E> {
    send.on(Msg::Own(msg.into()))
}

/// Thousands of bytes, at least one.
fn kilobytes(bytes: usize) -> String {
    bytes.div_ceil(1000).to_string()
}

/// A text of the part with one place filled in.
fn told(locale: &Locale, key: &str, name: &str) -> String {
    locale.fill(key, &[("name", name)])
}

/// What was found in what was handed in, each with its place and what to do.
fn findings(said: &[Told], class: &'static str) -> Html {
    html! {
        <ol key="findings" class="issues own__found">
            { for said.iter().enumerate().map(|(at, said)| html! {
                <li key={at} {class}>
                    { icon("warn") }
                    <div>
                        if !said.place.is_empty() {
                            <p key="at" class="muted"><code>{ said.place.clone() }</code></p>
                        }
                        <p key="message" class="strong">{ said.message.clone() }</p>
                        if !said.hint.is_empty() {
                            <p key="hint">{ said.hint.clone() }</p>
                        }
                    </div>
                </li>
            }) }
        </ol>
    }
}
