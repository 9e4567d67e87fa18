//! When no pack can be shown: what is wrong, where, and what to do.

use guoban_model::diagnostic::Severity;
use yew::prelude::*;

use super::bar::Bar;
use super::dialogs::{DialogsProps, shown};
use super::hooks::{use_locale, use_send, waiting};
use super::menus::Menus;
use super::part::{Place, placed};
use crate::icons::icon;
use crate::modules::{Jump, Modules};
use crate::shared::Shared;
use crate::state::{Msg, PackEntry, PackFailure, View};
use crate::texts::Locale;

/// Findings listed before the rest is counted.
const LISTED: usize = 40;

/// Props of the page without a pack.
#[derive(Properties, PartialEq)]
pub struct FailureProps {
    /// What is wrong.
    pub failure: Shared<PackFailure>,
    /// Packs the site offers.
    pub packs: std::rc::Rc<Vec<PackEntry>>,
    /// What is looked at.
    pub view: Shared<View>,
    /// The parts of the program that are there.
    pub modules: Modules,
}

/// The page when no pack can be shown.
#[component]
pub fn Failure(props: &FailureProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let body = match &*props.failure {
        PackFailure::NoPacks => html! { <p key="none">{ locale.t("failure.no-packs") }</p> },
        PackFailure::Unreachable { file, reason } => html! {
            <p key="reach">{ locale.fill("failure.unreachable", &[("file", file), ("reason", reason)]) }</p>
        },
        failure => match props.modules.reader {
            Some(reader) => (reader.findings)(failure, &locale, None),
            None => waiting(&locale),
        },
    };
    let bar = Bar {
        packs: props.packs.clone(),
        acts: None,
        theme: None,
        screen: None,
        narrow: false,
        menus: Menus::default(),
    };
    html! {
        <div class="app">
            { placed(Place { locale: locale.clone(), send: send.clone() }, "bar", bar) }
            <main key="main" class="failure" id="main">
                <div class="panel failure__box" role="alert">
                    <div class="panel__h">{ icon("warn") }<h1 class="panel__t">{ locale.t("failure.title") }</h1></div>
                    <div class="panel__b">{ body }</div>
                    <div class="panel__f btn-row">
                        { for props.packs.iter().map(|entry| html! {
                            <button key={entry.id.clone()} class="btn" type="button" onclick={send.on(Msg::OpenPack(entry.id.clone()))}>
                                { locale.fill("failure.open", &[("name", locale.of(&entry.name))]) }
                            </button>
                        }) }
                    </div>
                </div>
            </main>
            { shown(props.modules, &DialogsProps { view: props.view.clone(), session: None, letter_keys: false }, &locale, &send) }
        </div>
    }
}

/// What is wrong with a pack, each finding with its place and what to do. Where the text is at hand, `jump` goes to a line and column
/// of it.
pub fn findings(failure: &PackFailure, locale: &Locale, jump: Option<&Jump>) -> Html {
    match failure {
        PackFailure::NoPacks | PackFailure::Unreachable { .. } => html! { <p key="none" /> },
        PackFailure::Unreadable { file, findings } => {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            let more = findings.len().saturating_sub(LISTED);
            html! {
                <div key="read">
                    <p>{ locale.fill(if jump.is_some() { "own.errors" } else { "failure.unreadable" }, &[("file", file), ("n", &errors.to_string())]) }</p>
                    <ol class="issues">
                        { for findings.iter().take(LISTED).enumerate().map(|(index, finding)| {
                            let place = &finding.place;
                            let at = locale.fill("failure.place", &[("line", &place.line.to_string()), ("column", &place.column.to_string())]);
                            let at = match jump {
                                Some(jump) => {
                                    let at_place = (place.line, place.column);
                                    html! { <button class="issue__at" type="button" onclick={jump.reform(move |_: MouseEvent| at_place)}>{ at }</button> }
                                }
                                None => html! { { at } },
                            };
                            let at = html! { <p key="at" class="muted">{ at }{ " " }<code>{ place.shown(locale.language) }</code></p> };
                            issue(index, at, finding.message(locale.language), finding.hint(locale.language), locale)
                        }) }
                    </ol>
                    if more > 0 {
                        <p key="more" class="muted">{ locale.fill("failure.more", &[("n", &more.to_string())]) }</p>
                    }
                </div>
            }
        }
        PackFailure::Uncomputable { pack, errors, .. } => html! {
            <div key="compute">
                <p>{ locale.fill("failure.uncomputable", &[("name", locale.of(&pack.name))]) }</p>
                <ol class="issues">
                    { for errors.iter().take(LISTED).enumerate().map(|(index, error)| {
                        let hint = Some(error.hint(locale.language).to_owned());
                        issue(index, html! {}, error.message(pack, locale.language), hint, locale)
                    }) }
                </ol>
            </div>
        },
    }
}

fn issue(index: usize, at: Html, message: String, hint: Option<String>, locale: &Locale) -> Html {
    html! {
        <li key={index} class="issue issue--err">
            { icon("warn") }
            <div>
                { at }
                <p key="message" class="strong">{ message }</p>
                if let Some(hint) = hint {
                    <p key="hint">{ locale.t("failure.hint") }{ hint }</p>
                }
            </div>
        </li>
    }
}
