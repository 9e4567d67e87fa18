//! The windows over the page: the link, what is wrong with a link, the name, the keys.

use guoban_planning::action::Action;
use guoban_planning::kept::KeptError;
use guoban_planning::link::{LinkError, Shared as Link};
use guoban_planning::sentence::line_name;
use guoban_planning::shelf::is_own;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::hooks::{Send, use_locale, use_send, waiting};
use super::link::LinkField;
use super::modal::Modal;
use super::part::{Facts, Place, placed};
use crate::icons::icon;
use crate::modules::Modules;
use crate::shared::Shared;
use crate::state::{Dialog, Msg, OwnMsg, Purpose, Session, View, ViewAction};
use crate::texts::{Locale, SCREENS_EN, SCREENS_ZH};

/// Props of the windows.
#[derive(Clone, Debug, Properties, PartialEq)]
pub struct DialogsProps {
    /// What is looked at.
    pub view: Shared<View>,
    /// The open pack, if there is one.
    #[prop_or_default]
    pub session: Option<Shared<Session>>,
    /// Keys without Ctrl work.
    #[prop_or_default]
    pub letter_keys: bool,
}

/// The place of the windows: what is needed for one is fetched when one opens.
pub fn shown(modules: Modules, props: &DialogsProps, locale: &Locale, send: &Send) -> Html {
    let inside = match &props.view.dialog {
        Some(Dialog::Plans) => modules.plans.map(|plans| plans.window),
        Some(Dialog::Compared { .. }) => modules.compare.map(|compare| compare.shared),
        Some(Dialog::Packs(_)) => modules.own.map(|own| own.window),
        _ => None,
    };
    if let (Some(inside), Some(screens)) = (inside, modules.screens) {
        let place = Place { locale: locale.clone(), send: send.clone() };
        let window = inside(props, &place).map(screens.window);
        return html! { <div key="dialogs" class="dialogs">{ for window }</div> };
    }
    match (&props.view.dialog, modules.screens) {
        (None, _) => html! { <div key="dialogs" class="dialogs" /> },
        (Some(dialog), Some(screens))
            if !matches!(dialog, Dialog::Plans | Dialog::Packs(_) | Dialog::Compared { .. }) =>
        {
            (screens.dialogs)(props)
        }
        (Some(_), _) => html! { <div key="dialogs" class="dialogs">{ waiting(locale) }</div> },
    }
}

/// The window that is open.
pub fn dialogs(props: &DialogsProps) -> Html {
    let DialogsProps { view, session, letter_keys } = props.clone();
    html! { <Dialogs key="dialogs" {view} {session} {letter_keys} /> }
}

/// The window that is open, if one is.
#[component]
fn Dialogs(props: &DialogsProps) -> Html {
    let (locale, send) = (use_locale().with(SCREENS_ZH, SCREENS_EN), use_send());
    let (name, note) = (use_node_ref(), use_node_ref());
    let inside = match (&props.view.dialog, &props.session) {
        (Some(Dialog::Share(link)), Some(session)) => {
            html! { <ShareDialog key="share" link={LinkProp(link.clone())} session={session.clone()} view={props.view.clone()} /> }
        }
        (Some(Dialog::Rename), Some(session)) => {
            let scenario = session.scenario();
            let texts = (scenario.name.clone(), scenario.note.clone());
            let facts = Rename { texts, name: name.clone(), note: note.clone() };
            placed(Place { locale: locale.clone(), send: send.clone() }, "rename", facts)
        }
        (Some(Dialog::Keys), _) => keys_dialog(props.letter_keys, &locale, &send),
        (Some(Dialog::BadLink(error)), _) => link_dialog(error, false, props.session.is_some(), &locale, &send),
        (Some(Dialog::OtherRevision(error)), _) => link_dialog(error, true, true, &locale, &send),
        (Some(Dialog::BadFile(error)), _) => file_dialog(error, &locale, &send),
        _ => html! { <span key="none" hidden=true /> },
    };
    html! { <div class="dialogs">{ inside }</div> }
}

fn closing(send: &Send) -> Callback<()> {
    send.on_view(ViewAction::CloseDialog)
}

#[derive(Clone, Debug, PartialEq)]
struct LinkProp(Link);

#[derive(Properties, PartialEq)]
struct ShareProps {
    link: LinkProp,
    session: Shared<Session>,
    view: Shared<View>,
}

/// The link, what it holds and what it does not.
#[component]
fn ShareDialog(props: &ShareProps) -> Html {
    let (locale, send) = (use_locale().with(SCREENS_ZH, SCREENS_EN), use_send());
    let link = &props.link.0;
    let session = &props.session;
    let (pack, scenario) = (session.pack(), session.scenario());
    let (levers, assumptions) = (scenario.levers.len().to_string(), scenario.assumptions.len().to_string());
    let data = format!("{}@{}", pack.id, pack.revision);
    let line = match scenario.line {
        Some(line) => line_name(line, locale.language).to_owned(),
        None => locale.t("share.own-line").to_string(),
    };
    let date = scenario.as_of(pack).to_string();
    let frame = locale.fill("share.frame", &[("date", &date), ("line", &line), ("seed", &scenario.seed.to_string())]);
    let plans = session.document.plans().len().to_string();
    let with_pack = OwnMsg::Ask { id: pack.id.clone(), purpose: Purpose::Share };
    let left_out = match (link.without_name, link.without_note) {
        (false, false) => None,
        (true, _) => Some("share.without-name"),
        (false, true) => Some("share.without-note"),
    };
    let foot = html! {
        <>
            <span class="help grow">{ locale.t("share.remembered") }</span>
            <button class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
        </>
    };
    html! {
        <Modal id="share" symbol="share" title={locale.t("share.title")} onclose={closing(&send)} {foot}>
            <LinkField key="link" id="share-link" link={link.text.clone()} />
            <div key="holds">
                <p class="strong">{ locale.t("share.holds") }</p>
                <ul class="ticks">
                    if !scenario.name.is_empty() && !link.without_name {
                        <li key="name">{ icon("tick") }<span>{ locale.fill("share.name", &[("name", &scenario.name)]) }</span></li>
                    }
                    if !scenario.note.is_empty() && !link.without_note {
                        <li key="text">
                            { icon("tick") }
                            <div>
                                <span>{ locale.fill("share.note", &[("n", &scenario.note.chars().count().to_string())]) }</span>
                                <p class="share__note" tabindex="0">{ scenario.note.clone() }</p>
                            </div>
                        </li>
                    }
                    <li key="settings">{ icon("tick") }<span>{ locale.fill("share.settings", &[("levers", &levers), ("assumptions", &assumptions)]) }</span></li>
                    <li key="frame">{ icon("tick") }<span>{ frame }</span></li>
                    <li key="data">{ icon("tick") }<span>{ locale.fill("share.data", &[("pack", &data)]) }</span></li>
                    <li key="not">{ icon("cross") }<span>{ locale.t("share.not") }</span></li>
                    if let Some(key) = left_out {
                        <li key="left-out" class="v-gap">{ icon("cross") }<span>{ locale.t(key) }</span></li>
                    }
                </ul>
            </div>
            if is_own(&pack.id) {
                <div key="own" class="note">
                    { icon("warn") }
                    <div>
                        <p>{ locale.t("share.own-pack") }{ " " }{ locale.fill("share.own-holds", &[("n", &plans)]) }</p>
                        <button class="btn btn--sm" type="button" onclick={send.on(Msg::Own(with_pack.into()))}>{ icon("copy") }<span>{ locale.t("share.own-file") }</span></button>
                    </div>
                </div>
            }
            <div key="note" class="note">{ icon("info") }<span>{ locale.t("share.damaged") }</span></div>
        </Modal>
    }
}

/// A link that cannot be opened as it is.
fn link_dialog(error: &LinkError, adaptable: bool, kept: bool, locale: &Locale, send: &Send) -> Html {
    let keep = send.on_view(ViewAction::CloseDialog);
    let foot = html! {
        <>
            if adaptable {
                <button key="adapt" class="btn" type="button" onclick={send.on(Msg::AdaptLink)}>{ locale.t("link.adapt") }</button>
            }
            <button key="keep" class="btn btn--primary" type="button" onclick={keep}>{ locale.t("link.keep") }</button>
        </>
    };
    html! {
        <Modal key="bad-link" id="bad-link" symbol="warn" alert=true title={locale.t(if adaptable { "link.other-data" } else { "link.bad" })} onclose={closing(send)} {foot}>
            <p key="why">{ error.message(locale.language) }</p>
            <p key="kept" class="muted">{ locale.t(if kept { "link.kept" } else { "link.baseline" }) }</p>
        </Modal>
    }
}

/// A file that cannot be read.
fn file_dialog(error: &KeptError, locale: &Locale, send: &Send) -> Html {
    let foot = html! {
        <button class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
    };
    html! {
        <Modal key="bad-file" id="bad-file" symbol="warn" alert=true title={locale.t("file.bad")} onclose={closing(send)} {foot}>
            <p key="why">{ error.message(locale.language) }</p>
            <p key="kept" class="muted">{ locale.t("link.kept") }</p>
        </Modal>
    }
}

/// The scenario's name and note. What is typed stays while figures change behind the window.
#[derive(PartialEq)]
struct Rename {
    /// Name and note as they are.
    texts: (String, String),
    name: NodeRef,
    note: NodeRef,
}

impl Facts for Rename {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let (old_name, old_note) = &self.texts;
        let save = {
            let (name, note, send) = (self.name.clone(), self.note.clone(), send.clone());
            let (old_name, old_note) = self.texts.clone();
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let name = name.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
                let note = note.cast::<HtmlTextAreaElement>().map(|input| input.value()).unwrap_or_default();
                send.view(ViewAction::CloseDialog);
                if name.trim() != old_name {
                    send.act(Action::Rename { name });
                }
                if note.trim_end() != old_note {
                    send.act(Action::SetNote { note });
                }
            })
        };
        let foot = html! {
            <>
                <button class="btn" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.cancel") }</button>
                <button class="btn btn--primary" type="submit" form="rename-form">{ locale.t("dialog.save") }</button>
            </>
        };
        html! {
            <Modal key="rename" id="rename" symbol="pen" title={locale.t("rename.title")} onclose={closing(send)} {foot}>
                <form key="form" id="rename-form" class="form" onsubmit={save}>
                    <div key="name" class="field">
                        <label for="rename-name">{ locale.t("rename.name") }</label>
                        <input class="in" id="rename-name" ref={self.name.clone()} maxlength="60" value={old_name.clone()} />
                    </div>
                    <div key="note" class="field">
                        <label for="rename-note">{ locale.t("rename.note") }</label>
                        <textarea class="in ta" id="rename-note" ref={self.note.clone()} rows="4" maxlength="4000" value={old_note.clone()} />
                        <span class="help">{ locale.t("rename.help") }</span>
                    </div>
                </form>
            </Modal>
        }
    }
}

/// The keys, and a switch for those without Ctrl.
fn keys_dialog(letter_keys: bool, locale: &Locale, send: &Send) -> Html {
    let rows: [(&[&str], &str); 20] = [
        (&["←", "→"], "keys.step"),
        (&["PgUp", "PgDn"], "keys.ten"),
        (&["Home", "End"], "keys.bounds"),
        (&["Del"], "keys.baseline"),
        (&["Ctrl+Z"], "keys.undo"),
        (&["Ctrl+Y", "Ctrl+Shift+Z"], "keys.redo"),
        (&["F6"], "keys.regions"),
        (&["B"], "keys.board"),
        (&["↑", "↓"], "keys.rows"),
        (&["←", "→"], "keys.figures"),
        (&["1", "2", "3", "4"], "keys.screens"),
        (&["C"], "keys.compare"),
        (&["G"], "keys.gap"),
        (&["T"], "keys.matters"),
        (&["P"], "keys.paper"),
        (&["/"], "keys.find"),
        (&["S"], "keys.share"),
        (&["W"], "keys.why"),
        (&["F9"], "keys.meeting"),
        (&["?"], "keys.keys"),
    ];
    let switch = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            send.msg(Msg::LetterKeys(input.checked()));
        })
    };
    let foot = html! {
        <button class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
    };
    html! {
        <Modal key="keys" id="keys" symbol="key" title={locale.t("keys.title")} onclose={closing(send)} {foot}>
            <dl key="list" class="keys">
                { for rows.into_iter().map(|(keys, text)| html! {
                    <div key={text}>
                        <dt>{ for keys.iter().map(|name| html! { <kbd key={*name} class="kbd">{ *name }</kbd> }) }</dt>
                        <dd>{ locale.t(text) }</dd>
                    </div>
                }) }
            </dl>
            <label key="switch" class="check">
                <input type="checkbox" checked={letter_keys} onchange={switch} />
                <span>{ locale.t("keys.letters") }</span>
            </label>
        </Modal>
    }
}
