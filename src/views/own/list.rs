//! The packs that are kept.

use guoban_planning::scenario::PackRef;
use guoban_planning::shelf::{Entry, LONGEST_NAME, MOST_BYTES, MOST_PACKS, is_own};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{kilobytes, own, told};
use crate::icons::icon;
use crate::shared::Shared;
use crate::shell;
use crate::state::{Msg, OwnMsg, Packs, Purpose, Session};
use crate::texts::Locale;
use crate::views::hooks::Send;

/// The list, what can be done with each, and how another one comes in.
pub(super) fn list(packs: &Packs, session: Option<&Shared<Session>>, locale: &Locale, send: &Send) -> Html {
    let open = session.map(|session| PackRef::of(session.pack()));
    let open_id = open.as_ref().map(|open| open.id.as_str());
    let used: usize = packs.packs.iter().map(|entry| entry.bytes).sum();
    let bounds = [
        ("most", MOST_PACKS.to_string()),
        ("all", kilobytes(MOST_BYTES)),
        ("n", packs.packs.len().to_string()),
        ("kb", kilobytes(used)),
    ];
    let bounds = bounds.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        <section key="list" class="own" aria-label={locale.t("own.list")}>
            if let Some((entry, _)) = &packs.removed {
                <p key="removed" class="own__removed" role="status">
                    <span>{ told(locale, "own.removed", locale.of(&entry.name)) }</span>
                    <button class="btn" type="button" onclick={own(send, OwnMsg::PutBack)}>{ icon("undo") }<span>{ locale.t("own.put-back") }</span></button>
                </p>
            }
            if packs.packs.is_empty() {
                <p key="none" class="muted">{ locale.t("own.none") }</p>
            } else {
                <ul key="packs" class="own__l">
                    { for packs.packs.iter().map(|entry| row(entry, packs.loose.contains(&entry.id), open_id, locale, send)) }
                </ul>
            }
            <div key="acts" class="btn-row">
                { give(locale, send) }
                if let (Some(open), Some(session)) = (&open, session) {
                    if is_own(&open.id) {
                        <button key="share" class="btn" type="button" onclick={ask(send, &open.id, Purpose::Share)}>{ icon("share") }<span>{ locale.t("own.share") }</span></button>
                    } else {
                        <button key="copy" class="btn" type="button" onclick={ask(send, &open.id, Purpose::Edit)}>
                            { icon("copy") }<span>{ told(locale, "own.copy", locale.of(&session.pack().name)) }</span>
                        </button>
                    }
                }
            </div>
            <div key="more" class="btn-row">
                <button key="form" class="btn" type="button" onclick={own(send, OwnMsg::Form(locale.language))}>{ icon("table") }<span>{ locale.t("own.form") }</span></button>
                if open.is_some() {
                    <button key="figures" class="btn" type="button" onclick={own(send, OwnMsg::Figures)}>{ icon("plus") }<span>{ locale.t("own.figures") }</span></button>
                }
            </div>
            <p key="form-help" class="help">{ locale.t("own.form-help") }</p>
            <p key="help" class="help">{ locale.fill("own.give-help", &bounds) }</p>
            <p key="share-help" class="help">{ locale.t("own.share-help") }</p>
        </section>
    }
}

fn ask(send: &Send, id: &str, purpose: Purpose) -> Callback<MouseEvent> {
    own(send, OwnMsg::Ask { id: id.to_owned(), purpose })
}

/// A field that takes a file.
fn give(locale: &Locale, send: &Send) -> Html {
    let answer = send.0.clone();
    let onchange = Callback::from(move |event: Event| shell::chosen(&event, answer.clone()));
    html! {
        <label key="give" class="btn plans__read">
            { icon("doc") }<span>{ locale.t("own.give") }</span>
            <input type="file" class="sr" accept=".toml,.guoban,.xlsx,text/plain" {onchange} />
        </label>
    }
}

fn row(entry: &Entry, is_loose: bool, open: Option<&str>, locale: &Locale, send: &Send) -> Html {
    let (id, name) = (entry.id.clone(), locale.of(&entry.name));
    let is_open = open == Some(&id);
    let rename = {
        let (send, id, old) = (send.clone(), id.clone(), name.to_owned());
        Callback::from(move |event: Event| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            if name.trim() != old {
                send.msg(Msg::Own(OwnMsg::Rename { id: id.clone(), name }.into()));
            }
        })
    };
    let act = |key: &'static str, symbol: &str, onclick: Callback<MouseEvent>| {
        let told = told(locale, key, name);
        html! {
            <button key={key} class="btn btn--quiet btn--icon" type="button" aria-label={told.clone()} title={told} {onclick}>{ icon(symbol) }</button>
        }
    };
    html! {
        <li key={id.clone()} class="own__i" aria-current={is_open.then_some("true")}>
            <button
                key="open" class="btn" type="button" disabled={is_open} aria-label={told(locale, if is_open { "own.open-now" } else { "own.open" }, name)}
                onclick={send.on(Msg::OpenPack(id.clone()))}
            >{ locale.t(if is_open { "own.is-open" } else { "own.open-short" }) }</button>
            <input
                key="name" class="in own__n" value={name.to_owned()} maxlength={LONGEST_NAME.to_string()}
                aria-label={told(locale, "own.name", name)} onchange={rename}
            />
            <span key="told" class="muted own__t">
                <code>{ id.clone() }</code>{ " " }{ locale.fill("own.size", &[("kb", &kilobytes(entry.bytes))]) }
                if is_loose {
                    <span class="tag tag--warn">{ locale.t("own.loose") }</span>
                }
            </span>
            <span key="acts" class="btn-row">
                { act("own.edit", "pen", ask(send, &id, Purpose::Edit)) }
                if let Some(before) = entry.before.as_ref().filter(|_| is_open) {
                    { act("own.since-of", "history", ask(send, &before.id, Purpose::Since)) }
                }
                { act("own.export", "note", ask(send, &id, Purpose::Export)) }
                { act("own.remove", "close", own(send, OwnMsg::Remove(id.clone()))) }
            </span>
        </li>
    }
}
