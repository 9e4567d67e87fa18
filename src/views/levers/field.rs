//! The typed value: kept while it is written, taken over on Enter or when the field is left.

use guoban_planning::number::typed;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::setting::Setting;
use crate::icons::icon;
use crate::texts::Locale;
use crate::views::hooks::Send;

/// Less, the value, more. `draft` is what is being written.
pub fn field(setting: &Setting, draft: UseStateHandle<Option<String>>, locale: &Locale, send: &Send) -> Html {
    let wrong = draft.as_ref().is_some_and(|text| typed(text).is_none());

    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            draft.set(Some(input.value()));
        })
    };
    // What is no number stays in the field with its message; leaving the field gives it up.
    let take = {
        let (draft, send, setting) = (draft.clone(), send.clone(), setting.clone());
        move |leaving: bool| {
            let Some(text) = draft.as_ref() else { return };
            match typed(text) {
                Some(value) => {
                    if value != setting.value {
                        send.act(setting.set(value));
                    }
                    draft.set(None);
                }
                None if leaving || text.trim().is_empty() => draft.set(None),
                None => {}
            }
        }
    };
    let onblur = {
        let take = take.clone();
        Callback::from(move |_: FocusEvent| take(true))
    };
    let onkeydown = {
        let (draft, send, setting) = (draft.clone(), send.clone(), setting.clone());
        Callback::from(move |event: KeyboardEvent| {
            let steps = match event.key().as_str() {
                "Enter" => {
                    take(false);
                    return;
                }
                "Escape" if draft.is_some() => {
                    event.stop_propagation();
                    draft.set(None);
                    return;
                }
                "ArrowUp" => 1,
                "ArrowDown" => -1,
                "PageUp" => 10,
                "PageDown" => -10,
                _ => return,
            };
            event.prevent_default();
            draft.set(None);
            send.act(setting.set(setting.stepped(steps)));
        })
    };
    let onfocus = Callback::from(|event: FocusEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.select();
    });
    let button = |steps: i32, name: &str, key: &str| {
        let next = setting.stepped(steps);
        let label = locale.fill(key, &[("name", &setting.name)]);
        html! {
            <button
                key={name.to_owned()} class="num__s" type="button" tabindex="-1" aria-label={label}
                disabled={setting.locked.is_some() || next == setting.value} onclick={send.on_act(setting.set(next))}
            >{ icon(name) }</button>
        }
    };
    let label =
        if setting.unit.is_empty() { setting.name.to_string() } else { format!("{} ({})", setting.name, setting.unit) };
    let class = classes!(
        "num",
        (wrong || setting.error.is_some()).then_some("is-err"),
        setting.locked.is_some().then_some("is-lock"),
    );
    let value = draft.as_ref().cloned().unwrap_or_else(|| setting.show(setting.value));
    html! {
        <span {class}>
            { button(-1, "minus", "levers.less") }
            <input
                key="input" class="num__i" type="text" inputmode="decimal" autocomplete="off" aria-label={label}
                aria-invalid={(wrong || setting.error.is_some()).to_string()}
                title={wrong.then(|| locale.t("levers.not-a-number"))}
                disabled={setting.locked.is_some()} {value} {oninput} {onblur} {onkeydown} {onfocus}
            />
            { button(1, "plus", "levers.more") }
        </span>
    }
}
