//! The bar at the top: what this is, which pack is open, and what can be done with the scenario as a whole.

use guoban_model::text::Language;
use guoban_planning::action::{Action, ResetTo, redo_name, undo_name};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::PackRef;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::hooks::Send;
use super::menus::Menus;
use super::part::{Facts, Place};
use crate::icons::{icon, logo};
use crate::state::{Dialog, Meet, Msg, OwnMsg, PackEntry, Screen, Session, Theme, ViewAction, entry_of};
use crate::texts::Locale;

/// What the bar shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Packs the site offers.
    pub packs: std::rc::Rc<Vec<PackEntry>>,
    /// What can be done with the open pack's scenario, if one is open.
    pub acts: Option<Acts>,
    /// The theme, where it can be switched.
    pub theme: Option<Theme>,
    /// The screen that is looked at, where there is more than one.
    pub screen: Option<Screen>,
    /// The page is a phone's: rarer things are in a menu.
    pub narrow: bool,
    /// What opens from buttons.
    pub menus: Menus,
}

/// What can be done with a scenario as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Acts {
    /// The pack that is open.
    pack: PackRef,
    demo: bool,
    undo: Step,
    redo: Step,
    pub(super) resets: [Item; 3],
}

/// One step back or forward.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    action: Action,
    /// Why it cannot be done.
    refusal: Option<String>,
    name: String,
    /// What it would take back or do again.
    label: Option<String>,
}

/// One meaning of reset.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) action: Action,
    pub(super) name: String,
    pub(super) refusal: Option<String>,
    /// How many settings it changes.
    pub(super) count: Option<usize>,
}

impl Acts {
    /// Nothing can be done yet: what does it is on its way.
    pub fn waiting(session: &Session, locale: &Locale) -> Self {
        let refusal = || Some(locale.t("app.fetching").to_string());
        let step = |action: Action, name: &str| Step { action, refusal: refusal(), name: name.to_owned(), label: None };
        let item = |to: ResetTo| Item {
            action: Action::Reset { to },
            name: to.name(locale.language).to_owned(),
            refusal: refusal(),
            count: None,
        };
        Self {
            pack: PackRef::of(session.pack()),
            demo: session.pack().demo,
            undo: step(Action::Undo, undo_name(locale.language)),
            redo: step(Action::Redo, redo_name(locale.language)),
            resets: [item(ResetTo::Baseline), item(ResetTo::Opened), item(ResetTo::Shared)],
        }
    }

    /// What can be done now.
    pub fn of(session: &Session, locale: &Locale) -> Self {
        let (pack, language) = (session.pack(), locale.language);
        let history = session.document.history();
        // A drag that is going on disables nothing, it ends before a button is pressed.
        let refusal = |action: &Action| {
            let refusal = action.check(&session.document, pack).err();
            refusal.filter(|refusal| *refusal != Refusal::DragOpen).map(|refusal| refusal.message(pack, language))
        };
        let step = |action: Action| {
            let step = if action == Action::Undo { history.undo_step() } else { history.redo_step() };
            Step {
                refusal: refusal(&action),
                name: action.label(pack, language),
                label: step.map(|step| step.label(pack, language)),
                action,
            }
        };
        let item = |to: ResetTo| {
            let action = Action::Reset { to };
            Item {
                name: action.label(pack, language),
                refusal: refusal(&action),
                count: session.document.reset_count(pack, to),
                action,
            }
        };
        Self {
            pack: PackRef::of(pack),
            demo: pack.demo,
            undo: step(Action::Undo),
            redo: step(Action::Redo),
            resets: [item(ResetTo::Baseline), item(ResetTo::Opened), item(ResetTo::Shared)],
        }
    }
}

impl Facts for Bar {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let demo = self.acts.as_ref().is_some_and(|acts| acts.demo);
        html! {
            <header class={if self.narrow { "appbar mob__bar" } else { "appbar" }}>
                <span key="brand" class="brand">{ logo() }<b>{ "过半" }</b><span lang="en">{ "Guoban" }</span></span>
                if let Some(screen) = self.screen.filter(|_| !self.narrow) {
                    { screens(screen, locale, send) }
                }
                if !self.narrow {
                    { pack_switch(self, locale, send) }
                }
                <div key="right" class="appbar__r">
                    if demo {
                        <span key="demo" class="tag tag--demo" title={locale.t("bar.demo-hint")}>{ icon("demo") }<span>{ locale.t("bar.demo") }</span></span>
                    }
                    <div key="acts" class="btn-row appbar__acts" role="toolbar" aria-label={locale.t("bar.acts")}>
                        if let Some(acts) = &self.acts {
                            { step(&acts.undo, "undo", "Ctrl+Z", locale, send) }
                            if !self.narrow {
                                { step(&acts.redo, "redo", "Ctrl+Y", locale, send) }
                                { self.menus.reset(acts, locale, send) }
                                <span key="rule" class="vr" aria-hidden="true" />
                            }
                        }
                        if self.narrow {
                            { share(self, locale, send) }
                            { self.menus.more(self, locale, send) }
                        } else {
                            <button
                                key="meeting" class="btn btn--quiet btn--icon" type="button" aria-label={locale.t("bar.meeting")} title={locale.t("bar.meeting-hint")}
                                onclick={send.on_view(ViewAction::Meet(Some(Meet::default())))}
                            >{ icon("screen") }</button>
                            <button
                                key="keys" class="btn btn--quiet btn--icon" type="button" aria-label={locale.t("bar.keys")} title={locale.t("bar.keys-hint")}
                                onclick={send.on_view(ViewAction::Open(Dialog::Keys))}
                            >{ icon("key") }</button>
                            if let Some(theme) = self.theme {
                                <button
                                    key="theme" class="btn btn--quiet btn--icon" type="button" aria-label={theme_words(theme, locale)} title={theme_words(theme, locale)}
                                    onclick={send.on(Msg::Theme(theme.other()))}
                                >{ icon("theme") }</button>
                            }
                            { language(locale, send) }
                            { share(self, locale, send) }
                        }
                    </div>
                </div>
            </header>
        }
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
            { tab(Screen::Answers, "bar.answers") }
            { tab(Screen::Compare, "bar.compare") }
            { tab(Screen::Wall, "bar.wall") }
            { tab(Screen::Ledger, "bar.ledger") }
            { tab(Screen::Data, "bar.data") }
            { tab(Screen::Paper, "bar.paper") }
        </nav>
    }
}

pub(super) fn theme_words(theme: Theme, locale: &Locale) -> AttrValue {
    locale.t(match theme {
        Theme::Light => "bar.dark",
        Theme::Dark => "bar.light",
    })
}

fn pack_switch(props: &Bar, locale: &Locale, send: &Send) -> Html {
    let current = props.acts.as_ref().map(|acts| entry_of(&props.packs, &acts.pack));
    let onchange = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            send.msg(Msg::OpenPack(select.value()));
        })
    };
    html! {
        <span key="packs" class="packs">
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
        <button
            key="own" class="btn btn--quiet btn--icon" type="button" aria-label={locale.t("bar.own")} title={locale.t("bar.own")}
            onclick={send.on(Msg::Own(OwnMsg::Open.into()))}
        >{ icon("doc") }</button>
        </span>
    }
}

fn step(step: &Step, symbol: &str, keys: &str, locale: &Locale, send: &Send) -> Html {
    let Step { name, label, refusal, action } = step;
    let told = match (refusal, label) {
        (Some(refusal), _) => refusal.clone(),
        (None, Some(label)) => format!("{name} {keys}\n{label}"),
        (None, None) => name.clone(),
    };
    let label = match label {
        Some(label) if locale.is_zh() => format!("{name}：{label}"),
        Some(label) => format!("{name}: {label}"),
        None => name.clone(),
    };
    html! {
        <button
            key={symbol.to_owned()} class="btn btn--quiet btn--icon" type="button" aria-label={label} title={told}
            disabled={refusal.is_some()} onclick={send.on_act(action.clone())}
        >{ icon(symbol) }</button>
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

fn share(props: &Bar, locale: &Locale, send: &Send) -> Html {
    let narrow = props.narrow;
    let class = if narrow { "btn btn--quiet btn--icon" } else { "btn btn--primary" };
    html! {
        <button
            key="share" {class} type="button" aria-haspopup="dialog" aria-label={locale.t("share.button")} title={locale.t("share.hint")}
            disabled={props.acts.is_none()} onclick={send.on(Msg::Share)}
        >
            { icon("share") }
            if !narrow {
                <span class="btn__w">{ locale.t("share.button") }</span>
            }
        </button>
    }
}
