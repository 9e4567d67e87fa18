//! The text of a pack, and what is wrong with it.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::icons::icon;
use crate::shell;
use crate::state::{Edit, Found, Msg, OwnMsg};
use crate::texts::Locale;
use crate::views::hooks::{use_send, waiting};

/// A text with what was found in it.
pub(super) fn editor(edit: &Edit, locale: &Locale) -> Html {
    html! { <Editor key="editor" edit={EditProp(edit.clone())} words={locale.clone()} /> }
}

#[derive(Clone, Debug)]
struct EditProp(Edit);

impl PartialEq for EditProp {
    fn eq(&self, other: &Self) -> bool {
        let found = match (&self.0.found, &other.0.found) {
            (Found::Errors(left), Found::Errors(right)) => left == right,
            (Found::Sound { warnings, kept }, Found::Sound { warnings: others, kept: other }) => {
                warnings == others && kept == other
            }
            (Found::Nothing, Found::Nothing) => true,
            _ => false,
        };
        found && std::rc::Rc::ptr_eq(&self.0.text, &other.0.text)
    }
}

#[derive(Properties, PartialEq)]
struct EditorProps {
    edit: EditProp,
    words: Locale,
}

/// What is typed stays in the field until it is checked; nothing is kept before.
#[component]
fn Editor(props: &EditorProps) -> Html {
    let send = use_send();
    let (locale, edit) = (&props.words, &props.edit.0);
    let area = use_node_ref();
    let field = area.clone();
    let with_text = |msg: fn(String) -> OwnMsg| {
        let (area, send) = (field.clone(), send.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                send.msg(Msg::Own(msg(area.value()).into()));
            }
        })
    };
    let jump = {
        let area = area.clone();
        Callback::from(move |(line, column): (usize, usize)| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                shell::go_to_line(&area, line, column);
            }
        })
    };
    let found = match &edit.found {
        Found::Nothing => html! { <span key="found" hidden=true /> },
        Found::Errors(failure) => match edit.reader {
            Some(reader) => {
                html! { <div key="found" class="own__found" role="alert">{ (reader.findings)(failure, locale, Some(&jump)) }</div> }
            }
            None => waiting(locale),
        },
        Found::Sound { warnings, kept } => {
            let text = match (kept, warnings) {
                (Some(0), _) => locale.t("own.kept").to_string(),
                (Some(lost), _) => locale.fill("own.kept-less", &[("n", &lost.to_string())]),
                (None, 0) => locale.t("own.sound").to_string(),
                (None, count) => locale.fill("own.warned", &[("n", &count.to_string())]),
            };
            html! { <p key="found" class="own__sound v-ok" role="status">{ icon("ok") }<span>{ text }</span></p> }
        }
    };
    // What is typed is not lost with the window: it is noted when the field is left, and before Escape closes it.
    let note = {
        let (area, send) = (area.clone(), send.clone());
        move || {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                send.msg(Msg::Own(OwnMsg::Draft(area.value()).into()));
            }
        }
    };
    let onchange = {
        let note = note.clone();
        Callback::from(move |_: Event| note())
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            note();
        }
    });
    html! {
        <section class="own">
            <textarea
                key="text" ref={area} class="in own__text" aria-label={locale.t("own.text-new")} spellcheck="false" wrap="off" rows="18" {onchange} {onkeydown}
                defaultvalue={edit.text.to_string()}
            />
            <div key="acts" class="btn-row">
                <button class="btn" type="button" onclick={with_text(OwnMsg::Check)}>{ locale.t("own.check") }</button>
                <button class="btn btn--primary" type="button" onclick={with_text(OwnMsg::Save)}>{ locale.t("own.save") }</button>
            </div>
            { found }
            <p key="help" class="help">{ locale.t("own.edit-help") }</p>
        </section>
    }
}
