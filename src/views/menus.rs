//! What opens from buttons of the bars. Nobody opens one before the first verdict, so menus are in a part; until
//! it is there their buttons stand in their places and do nothing.

use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::action::Action;
use yew::prelude::*;

use super::bar::{Acts, Bar, theme_words};
use super::hooks::Send;
use super::menu::Menu;
use crate::icons::icon;
use crate::modules::{Bars, Modules};
use crate::state::{BookForm, Dialog, Msg, OwnMsg, Screen, ViewAction};
use crate::texts::Locale;

/// The menus, as soon as what draws them is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Menus(Option<Bars>);

impl PartialEq for Menus {
    /// A part is always the same one; it is there or not.
    fn eq(&self, other: &Self) -> bool {
        self.0.is_some() == other.0.is_some()
    }
}

impl Menus {
    /// Those that are there.
    pub fn of(modules: Modules) -> Self {
        Self(modules.bars)
    }

    /// The three meanings of reset.
    pub fn reset(self, acts: &Acts, locale: &Locale, send: &Send) -> Html {
        match self.0 {
            Some(bars) => (bars.reset_menu)(acts, locale, send),
            None => shut("reset", "btn btn--quiet", reset_label(locale)),
        }
    }

    /// On a phone: everything that is not needed at every moment.
    pub fn more(self, bar: &Bar, locale: &Locale, send: &Send) -> Html {
        match self.0 {
            Some(bars) => (bars.more_menu)(bar, locale, send),
            None => shut("more", MORE, icon("more")),
        }
    }

    /// The buttons that take the table beside them out of the page.
    pub fn table_takes(self, locale: &Locale) -> Option<Html> {
        self.0.map(|bars| (bars.table_takes)(locale))
    }

    /// The plans, and the pack's examples.
    pub fn scenarios(self, pack: &Pack, scenarios: &Scenarios, locale: &Locale, send: &Send) -> Html {
        match self.0 {
            Some(bars) => (bars.scenario_menu)(pack, scenarios, locale, send),
            None => shut("menu", SCENARIO, scenarios.label()),
        }
    }
}

const MORE: &str = "btn btn--quiet btn--icon btn--more";
const SCENARIO: &str = "btn ctx__scn";

/// The plans of a pack by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenarios {
    /// The one that is on screen.
    pub name: AttrValue,
    /// All, by number and name.
    pub plans: Vec<(u32, String)>,
}

impl Scenarios {
    fn label(&self) -> Html {
        html! { <span class="ctx__n">{ self.name.clone() }</span> }
    }
}

/// The button of a menu that is on its way.
fn shut(key: &'static str, class: &'static str, label: Html) -> Html {
    html! {
        <div {key} class="menubox"><button key="button" {class} type="button" aria-haspopup="menu" aria-disabled="true">{ label }{ icon("caret") }</button></div>
    }
}

fn reset_label(locale: &Locale) -> Html {
    html! { <>{ icon("reset") }<span class="btn__w">{ locale.t("reset.title") }</span></> }
}

/// The three meanings of reset, each with what it does and how many items it changes.
fn reset_items(acts: &Acts, locale: &Locale, send: &Send) -> Html {
    let looks = [("reset", "reset.baseline"), ("history", "reset.opened"), ("share", "reset.shared")];
    html! {
        <>
            { for acts.resets.iter().zip(looks).map(|(item, (symbol, hint))| {
                let count = item.count.map_or_else(|| "—".to_owned(), |count| count.to_string());
                let hint = item.refusal.clone().map_or_else(|| locale.t(hint), AttrValue::from);
                html! {
                    <button
                        key={symbol} class="menu__i" role="menuitem" type="button" disabled={item.refusal.is_some()}
                        onclick={send.on_act(item.action.clone())}
                    >
                        { icon(symbol) }
                        <span>{ item.name.clone() }</span>
                        <span class="muted">{ count }</span>
                        <small>{ hint }</small>
                    </button>
                }
            }) }
            <p key="help" class="menu__help">{ locale.t("reset.help") }</p>
        </>
    }
}

/// The three meanings of reset.
pub fn reset_menu(acts: &Acts, locale: &Locale, send: &Send) -> Html {
    let label = reset_label(locale);
    html! {
        <Menu key="reset" {label} name={locale.t("reset.title")} right=true>
            { reset_items(acts, locale, send) }
        </Menu>
    }
}

/// On a phone: everything that is not needed at every moment.
pub fn more_menu(props: &Bar, locale: &Locale, send: &Send) -> Html {
    let label = icon("more");
    let other = match locale.language {
        Language::Zh => (Language::En, "English", "en"),
        Language::En => (Language::Zh, "中文", "zh-CN"),
    };
    html! {
        <Menu key="more" {label} name={locale.t("bar.more")} title={locale.t("bar.more")} class={MORE} right=true>
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
            <button key="plans" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Open(Dialog::Plans))}>
                { icon("note") }<span>{ locale.t("bar.plans") }</span>
            </button>
            { books(locale, send) }
            <button key="answers" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Screen(Screen::Answers))}>
                { icon("bolt") }<span>{ locale.t("bar.answers") }</span>
            </button>
            <button key="compare" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Screen(Screen::Compare))}>
                { icon("eq") }<span>{ locale.t("bar.compare") }</span>
            </button>
            <button key="paper" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Screen(Screen::Paper))}>
                { icon("doc") }<span>{ locale.t("bar.paper") }</span>
            </button>
            <div key="line" class="menu__sep" />
            { for props.packs.iter().map(|entry| html! {
                <button key={entry.id.clone()} class="menu__i" role="menuitem" type="button" onclick={send.on(Msg::OpenPack(entry.id.clone()))}>
                    { icon("doc") }<span>{ locale.of(&entry.name).to_owned() }</span>
                </button>
            }) }
            <button key="own" class="menu__i" role="menuitem" type="button" onclick={send.on(Msg::Own(OwnMsg::Open.into()))}>
                { icon("doc") }<span>{ locale.t("bar.own") }</span>
            </button>
            <div key="line-2" class="menu__sep" />
            if let Some(acts) = &props.acts {
                { reset_items(acts, locale, send) }
            }
        </Menu>
    }
}

/// Saves the plan for another program: as a workbook of live formulas, or in XMILE.
fn books(locale: &Locale, send: &Send) -> Html {
    let book = |key: &'static str, form: BookForm| {
        html! {
            <button {key} class="menu__i" role="menuitem" type="button" onclick={send.on(Msg::Own(OwnMsg::Book(form).into()))}>
                { icon("table") }<span>{ locale.t(key) }</span>
            </button>
        }
    };
    html! { <>{ book("bar.workbook", BookForm::Workbook) }{ book("bar.xmile", BookForm::Xmile) }</> }
}

/// The plans of the pack, and the examples it brings.
pub fn scenario_menu(pack: &Pack, scenarios: &Scenarios, locale: &Locale, send: &Send) -> Html {
    let Scenarios { plans, .. } = scenarios;
    let label = scenarios.label();
    html! {
        <Menu key="menu" {label} name={locale.t("context.scenario")} class={SCENARIO}>
            <button key="rename" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Open(Dialog::Rename))}>
                { icon("pen") }<span>{ locale.t("rename.title") }</span>
            </button>
            <button key="plans" class="menu__i" role="menuitem" type="button" onclick={send.on_view(ViewAction::Open(Dialog::Plans))}>
                { icon("note") }<span>{ locale.t("bar.plans") }</span><span class="muted">{ plans.len().to_string() }</span>
            </button>
            { books(locale, send) }
            if plans.len() > 1 {
                { for plans.iter().map(|(number, name)| html! {
                    <button key={*number} class="menu__i" role="menuitem" type="button" onclick={send.on_act(Action::OpenPlan { plan: *number })}>
                        { icon("flag") }<span>{ name.clone() }</span>
                    </button>
                }) }
            }
            if !pack.examples.is_empty() {
                <div key="line" class="menu__sep" />
                <p key="examples" class="menu__help">{ locale.t("context.examples") }</p>
            }
            { for pack.examples.iter().map(|example| {
                let action = Action::ApplyExample { example: example.id.clone() };
                let changes = (example.levers.len() + example.assumptions.len()).to_string();
                html! {
                    <button key={example.id.clone()} class="menu__i" role="menuitem" type="button" onclick={send.on_act(action)}>
                        { icon("flag") }<span>{ locale.of(&example.name).to_owned() }</span><span class="muted">{ changes }</span>
                        <small>{ locale.of(&example.note).to_owned() }</small>
                    </button>
                }
            }) }
        </Menu>
    }
}
