//! The typed value: kept while it is written, taken over on Enter or when the field is left. What is unclear stays in the
//! field with the reason and its readings beside it; nothing reverts by itself.

use guoban_planning::typed::Unclear;
use rust_decimal::Decimal;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::hold::Hold;
use super::setting::Setting;
use crate::icons::icon;
use crate::texts::Locale;
use crate::views::hooks::Send;

/// What is being written, and why it was not taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    text: String,
    wrong: Option<Wrong>,
}

/// Why what is written was not taken over.
#[derive(Clone, Debug, PartialEq)]
enum Wrong {
    Unclear(Unclear),
    Refused(AttrValue),
}

impl Wrong {
    fn words(&self, locale: &Locale) -> AttrValue {
        match self {
            Self::Unclear(unclear) => AttrValue::from(unclear.message(locale.language)),
            Self::Refused(words) => words.clone(),
        }
    }

    fn readings(&self) -> &[Decimal] {
        match self {
            Self::Unclear(unclear) => unclear.readings(),
            Self::Refused(_) => &[],
        }
    }
}

impl Draft {
    /// Whether it was not taken over.
    pub fn is_wrong(&self) -> bool {
        self.wrong.is_some()
    }
}

/// What is being written in a card's field, if anything is.
pub type DraftState = UseStateHandle<Option<Draft>>;

/// Id of the message about what is written.
fn message_id(setting: &Setting) -> String {
    format!("unclear-{}", setting.item.id())
}

/// Less, the value, more.
pub fn field(setting: &Setting, draft: &DraftState, hold: &Hold, locale: &Locale, send: &Send) -> Html {
    let unclear = draft.as_ref().and_then(|draft| draft.wrong.as_ref());

    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            draft.set(Some(Draft { text: input.value(), wrong: None }));
        })
    };
    let take = {
        let (draft, send, setting) = (draft.clone(), send.clone(), setting.clone());
        move || {
            let Some(written) = draft.as_ref() else { return };
            // A field left as it was shown says nothing new.
            if written.text == setting.show(setting.value) {
                return draft.set(None);
            }
            let value = setting.read(&written.text).map_err(Wrong::Unclear);
            match value.and_then(|value| setting.refusal(value).map_or(Ok(value), |words| Err(Wrong::Refused(words)))) {
                Ok(value) => {
                    if value != setting.value {
                        send.act(setting.set(value));
                    }
                    draft.set(None);
                }
                Err(wrong) => draft.set(Some(Draft { wrong: Some(wrong), ..written.clone() })),
            }
        }
    };
    let onblur = {
        let (take, hold) = (take.clone(), hold.clone());
        Callback::from(move |event: FocusEvent| {
            hold.release(event.time_stamp());
            take();
        })
    };
    let onkeydown = {
        let (draft, hold, send, setting) = (draft.clone(), hold.clone(), send.clone(), setting.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Keys belong to an input method while it composes; 229 is what browsers say that do not say so.
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            let command = event.ctrl_key() || event.meta_key();
            let steps = match event.key().as_str() {
                "Enter" => {
                    take();
                    return;
                }
                "Escape" if draft.is_some() => {
                    event.stop_propagation();
                    draft.set(None);
                    return;
                }
                // What is being written is undone by the field itself.
                "z" | "Z" | "y" | "Y" if command => {
                    if draft.is_some() {
                        event.stop_propagation();
                    }
                    return;
                }
                _ if command || event.alt_key() => return,
                "ArrowUp" => 1,
                "ArrowDown" => -1,
                "PageUp" => 10,
                "PageDown" => -10,
                _ => return,
            };
            event.prevent_default();
            draft.set(None);
            hold.press(event.time_stamp());
            send.act(setting.set(setting.stepped(steps)));
        })
    };
    let onkeyup = {
        let hold = hold.clone();
        Callback::from(move |event: KeyboardEvent| hold.release(event.time_stamp()))
    };
    let onfocus = Callback::from(|event: FocusEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.select();
    });
    let button = |steps: i32, name: &str, key: &str| {
        let next = setting.stepped(steps);
        let label = locale.fill(key, &[("name", &setting.name)]);
        let onclick = {
            let (hold, send, setting) = (hold.clone(), send.clone(), setting.clone());
            Callback::from(move |event: MouseEvent| {
                hold.press(event.time_stamp());
                send.act(setting.set(next));
                hold.release(event.time_stamp());
            })
        };
        html! {
            <button
                key={name.to_owned()} class="num__s" type="button" tabindex="-1" aria-label={label}
                disabled={setting.locked.is_some() || next == setting.value} {onclick}
            >{ icon(name) }</button>
        }
    };
    let label =
        if setting.unit.is_empty() { setting.name.to_string() } else { format!("{} ({})", setting.name, setting.unit) };
    let wrong = unclear.is_some() || setting.error.is_some();
    let class = classes!("num", wrong.then_some("is-err"), setting.locked.is_some().then_some("is-lock"));
    let value = draft.as_ref().map_or_else(|| setting.show(setting.value), |draft| draft.text.clone());
    html! {
        <span {class}>
            { button(-1, "minus", "levers.less") }
            <input
                key="input" class="num__i" type="text" inputmode={if setting.is_month() { "text" } else { "decimal" }}
                autocomplete="off" spellcheck="false" aria-label={label} aria-invalid={wrong.to_string()}
                aria-describedby={unclear.is_some().then(|| message_id(setting))} data-writing={draft.is_some().to_string()}
                disabled={setting.locked.is_some()} {value} {oninput} {onblur} {onkeydown} {onkeyup} {onfocus}
            />
            { button(1, "plus", "levers.more") }
        </span>
    }
}

/// Why what is written was not taken over, with its readings to choose from.
pub fn unclear_note(setting: &Setting, draft: &DraftState, locale: &Locale, send: &Send) -> Html {
    let Some(wrong) = draft.as_ref().and_then(|draft| draft.wrong.as_ref()) else {
        return html! { <span key="unclear" hidden=true /> };
    };
    let choose = |value: Decimal| {
        let (draft, send, action) = (draft.clone(), send.clone(), setting.set(value));
        Callback::from(move |_: MouseEvent| {
            send.act(action.clone());
            draft.set(None);
        })
    };
    let still = locale.fill("levers.still", &[("value", &setting.told(setting.value))]);
    html! {
        <div key="unclear" class="lever__note lever__note--err" role="alert" id={message_id(setting)}>
            { icon("warn") }
            <div>
                { wrong.words(locale) }{ " " }{ still }
                if !wrong.readings().is_empty() {
                    <span key="readings" class="btn-row lever__reads">
                        { for wrong.readings().iter().map(|value| html! {
                            <button key={value.to_string()} class="btn btn--sm" type="button" onclick={choose(*value)}>
                                { locale.fill("levers.read-as", &[("value", &setting.told(*value))]) }
                            </button>
                        }) }
                    </span>
                }
            </div>
        </div>
    }
}
