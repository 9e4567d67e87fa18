//! The bar at the top: what this is, which pack is open, and what can be done with the scenario as a whole.

use guoban_model::text::Language;
use guoban_planning::action::{Action, ResetTo};
use guoban_planning::refusal::Refusal;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::hooks::Send;
use super::menu::Menu;
use crate::icons::{icon, logo};
use crate::shared::Shared;
use crate::state::{Dialog, Msg, PackEntry, Screen, Session, Theme, ViewAction};
use crate::texts::Locale;

/// What the bar shows.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// Packs the site offers.
    pub packs: &'a [PackEntry],
    /// The open pack, if there is one.
    pub session: Option<&'a Shared<Session>>,
    /// The theme, where it can be switched.
    pub theme: Option<Theme>,
    /// The screen that is looked at, where there is more than one.
    pub screen: Option<Screen>,
    /// The page is a phone's: rarer things are in a menu.
    pub narrow: bool,
}

/// The bar at the top.
pub fn app_bar(props: &Bar<'_>, locale: &Locale, send: &Send) -> Html {
    let session = props.session;
    let demo = session.is_some_and(|session| session.pack().demo);
    html! {
        <header key="bar" class={if props.narrow { "appbar mob__bar" } else { "appbar" }}>
            <span key="brand" class="brand">{ logo() }<b>{ "过半" }</b><span lang="en">{ "Guoban" }</span></span>
            if let Some(screen) = props.screen.filter(|_| !props.narrow) {
                { screens(screen, locale, send) }
            }
            if !props.narrow {
                { pack_switch(props, locale, send) }
            }
            <div key="right" class="appbar__r">
                if demo {
                    <span key="demo" class="tag tag--demo" title={locale.t("bar.demo-hint")}>{ icon("demo") }<span>{ locale.t("bar.demo") }</span></span>
                }
                <div key="acts" class="btn-row appbar__acts" role="toolbar" aria-label={locale.t("bar.acts")}>
                    if let Some(session) = session {
                        { undo(session, locale, send) }
                        if !props.narrow {
                            { redo(session, locale, send) }
                            { reset(session, locale, send) }
                            <span key="rule" class="vr" aria-hidden="true" />
                        }
                    }
                    if props.narrow {
                        { share(session, locale, send, true) }
                        { more(props, locale, send) }
                    } else {
                        <button
                            key="keys" class="btn btn--quiet btn--icon" type="button" aria-label={locale.t("bar.keys")} title={locale.t("bar.keys-hint")}
                            onclick={send.on_view(ViewAction::Open(Dialog::Keys))}
                        >{ icon("key") }</button>
                        if let Some(theme) = props.theme {
                            <button
                                key="theme" class="btn btn--quiet btn--icon" type="button" aria-label={theme_words(theme, locale)} title={theme_words(theme, locale)}
                                onclick={send.on(Msg::Theme(theme.other()))}
                            >{ icon("theme") }</button>
                        }
                        { language(locale, send) }
                        { share(session, locale, send, false) }
                    }
                </div>
            </div>
        </header>
    }
}

fn screens(current: Screen, locale: &Locale, send: &Send) -> Html {
    let tab = |screen: Screen, key: &str| {
        let current = (screen == current).then_some("page");
        html! {
            <button key={key.to_owned()} class="tab" type="button" aria-current={current} onclick={send.on_view(ViewAction::Screen(screen))}>
                { locale.t(key) }
            </button>
        }
    };
    html! {
        <nav key="screens" class="tabs appbar__nav" aria-label={locale.t("bar.screens")}>
            { tab(Screen::Simulate, "bar.simulate") }
            { tab(Screen::Ledger, "bar.ledger") }
            { tab(Screen::Data, "bar.data") }
        </nav>
    }
}

fn theme_words(theme: Theme, locale: &Locale) -> AttrValue {
    locale.t(match theme {
        Theme::Light => "bar.dark",
        Theme::Dark => "bar.light",
    })
}

/// Why an action cannot be done; a drag that is going on disables nothing, it ends before a button is pressed.
fn blocked(session: &Session, action: &Action) -> Option<Refusal> {
    action.check(&session.document, session.pack()).err().filter(|refusal| *refusal != Refusal::DragOpen)
}

fn pack_switch(props: &Bar<'_>, locale: &Locale, send: &Send) -> Html {
    let current = props.session.map(|session| session.pack().id.clone());
    let onchange = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            send.msg(Msg::OpenPack(select.value()));
        })
    };
    html! {
        <label key="pack" class="packs">
            <span class="ctx__k">{ locale.t("bar.pack") }</span>
            <select class="sel sel--pack" aria-label={locale.t("bar.pack")} {onchange}>
                if current.is_none() {
                    <option key="none" value="" selected=true>{ "—" }</option>
                }
                { for props.packs.iter().map(|entry| html! {
                    <option key={entry.id.clone()} value={entry.id.clone()} selected={current.as_ref() == Some(&entry.id)}>{ locale.of(&entry.name).to_owned() }</option>
                }) }
            </select>
        </label>
    }
}

fn step(session: &Session, action: Action, symbol: &str, keys: &str, locale: &Locale, send: &Send) -> Html {
    let pack = session.pack();
    let refusal = blocked(session, &action);
    let step = match action {
        Action::Undo => session.document.history().undo_step(),
        _ => session.document.history().redo_step(),
    };
    let name = action.label(pack, locale.language);
    let told = match (&refusal, step) {
        (Some(refusal), _) => refusal.message(pack, locale.language),
        (None, Some(step)) => format!("{name} {keys}\n{}", step.label(pack, locale.language)),
        (None, None) => name.clone(),
    };
    let label = match step {
        Some(step) if locale.is_zh() => format!("{name}：{}", step.label(pack, locale.language)),
        Some(step) => format!("{name}: {}", step.label(pack, locale.language)),
        None => name,
    };
    html! {
        <button
            key={symbol.to_owned()} class="btn btn--quiet btn--icon" type="button" aria-label={label} title={told}
            disabled={refusal.is_some()} onclick={send.on_act(action)}
        >{ icon(symbol) }</button>
    }
}

fn undo(session: &Session, locale: &Locale, send: &Send) -> Html {
    step(session, Action::Undo, "undo", "Ctrl+Z", locale, send)
}

fn redo(session: &Session, locale: &Locale, send: &Send) -> Html {
    step(session, Action::Redo, "redo", "Ctrl+Y", locale, send)
}

/// The three meanings of reset, each with what it does and how many items it changes.
fn reset_items(session: &Session, locale: &Locale, send: &Send) -> Html {
    let pack = session.pack();
    let items = [
        (ResetTo::Baseline, "reset", "reset.baseline"),
        (ResetTo::Opened, "history", "reset.opened"),
        (ResetTo::Shared, "share", "reset.shared"),
    ];
    html! {
        <>
            { for items.into_iter().map(|(to, symbol, hint)| {
                let action = Action::Reset { to };
                let refusal = blocked(session, &action);
                let count = session.document.reset_count(pack, to).map_or_else(|| "—".to_owned(), |count| count.to_string());
                let hint = refusal.as_ref().map_or_else(|| locale.t(hint).to_string(), |refusal| refusal.message(pack, locale.language));
                html! {
                    <button
                        key={symbol} class="menu__i" role="menuitem" type="button" disabled={refusal.is_some()}
                        onclick={send.on_act(action.clone())}
                    >
                        { icon(symbol) }
                        <span>{ action.label(pack, locale.language) }</span>
                        <span class="muted">{ count }</span>
                        <small>{ hint }</small>
                    </button>
                }
            }) }
            <p key="help" class="menu__help">{ locale.t("reset.help") }</p>
        </>
    }
}

fn reset(session: &Session, locale: &Locale, send: &Send) -> Html {
    let label = html! { <>{ icon("reset") }<span class="btn__w">{ locale.t("reset.title") }</span></> };
    html! {
        <Menu key="reset" {label} name={locale.t("reset.title")} right=true>
            { reset_items(session, locale, send) }
        </Menu>
    }
}

fn language(locale: &Locale, send: &Send) -> Html {
    let (other, text, lang, told) = match locale.language {
        Language::Zh => (Language::En, "EN", "en", "EN, switch to English"),
        Language::En => (Language::Zh, "中", "zh-CN", "中，切换到中文"),
    };
    html! {
        <button
            key="language" class="btn btn--quiet btn--lang" type="button" {lang} aria-label={told} title={told}
            onclick={send.on(Msg::Language(other))}
        >{ text }</button>
    }
}

fn share(session: Option<&Shared<Session>>, locale: &Locale, send: &Send, narrow: bool) -> Html {
    let class = if narrow { "btn btn--quiet btn--icon" } else { "btn btn--primary" };
    html! {
        <button
            key="share" {class} type="button" aria-haspopup="dialog" aria-label={locale.t("share.button")} title={locale.t("share.hint")}
            disabled={session.is_none()} onclick={send.on(Msg::Share)}
        >
            { icon("share") }
            if !narrow {
                <span class="btn__w">{ locale.t("share.button") }</span>
            }
        </button>
    }
}

/// On a phone: everything that is not needed at every moment.
fn more(props: &Bar<'_>, locale: &Locale, send: &Send) -> Html {
    let label = icon("more");
    let other = match locale.language {
        Language::Zh => (Language::En, "English", "en"),
        Language::En => (Language::Zh, "中文", "zh-CN"),
    };
    html! {
        <Menu key="more" {label} name={locale.t("bar.more")} title={locale.t("bar.more")} class="btn btn--quiet btn--icon btn--more" right=true>
            <button key="language" class="menu__i" role="menuitem" type="button" onclick={send.on(Msg::Language(other.0))}>
                { icon("info") }<span lang={other.2}>{ other.1 }</span>
            </button>
            if let Some(theme) = props.theme {
                <button key="theme" class="menu__i" role="menuitem" type="button" onclick={send.on(Msg::Theme(theme.other()))}>
                    { icon("theme") }<span>{ theme_words(theme, locale) }</span>
                </button>
            }
            <button key="rename" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Open(Dialog::Rename))}>
                { icon("pen") }<span>{ locale.t("rename.title") }</span>
            </button>
            <div key="line" class="menu__sep" />
            { for props.packs.iter().map(|entry| html! {
                <button key={entry.id.clone()} class="menu__i" role="menuitem" type="button" onclick={send.on(Msg::OpenPack(entry.id.clone()))}>
                    { icon("doc") }<span>{ locale.of(&entry.name).to_owned() }</span>
                </button>
            }) }
            <div key="line-2" class="menu__sep" />
            if let Some(session) = props.session {
                { reset_items(session, locale, send) }
            }
        </Menu>
    }
}
