//! The as-of date: taken over once, when it is finished; a date that cannot be is refused in words at the field.

use guoban_model::time::Date;
use guoban_planning::action::Action;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::hooks::{use_locale, use_send};
use crate::icons::icon;
use crate::state::ViewAction;

const MESSAGE_ID: &str = "as-of-wrong";

/// Props of the field.
#[derive(Properties, PartialEq)]
pub struct AsOfProps {
    /// The plan year.
    pub year: i32,
    /// The as-of date now.
    pub now: Date,
    /// Why the last date was refused, in words, if it was.
    pub refused: Option<AttrValue>,
}

/// What is written in the field and not taken over.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    text: String,
    wrong: Option<AttrValue>,
}

/// The field of the as-of date.
#[component]
pub fn AsOf(props: &AsOfProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let draft = use_state_eq(|| None::<Draft>);
    // A date typed part by part is another date after every key: it is finished when the field is left, or by Enter.
    let typing = use_mut_ref(|| false);
    let now = props.now.to_string();
    {
        let draft = draft.clone();
        use_effect_with(props.now, move |_| draft.set(None));
    }
    {
        let draft = draft.clone();
        use_effect_with(props.refused.clone(), move |refused| {
            if let (Some(wrong), Some(written)) = (refused, draft.as_ref()) {
                draft.set(Some(Draft { wrong: Some(wrong.clone()), ..written.clone() }));
            }
        });
    }
    let take = {
        let (draft, send, now, locale) = (draft.clone(), send.clone(), now.clone(), locale.clone());
        move |input: &HtmlInputElement| {
            let text = input.value();
            match text.parse::<Date>() {
                Ok(_) if text == now => draft.set(None),
                Ok(date) => {
                    // A message that still stands would hide the next one.
                    send.view(ViewAction::Dismiss);
                    draft.set(Some(Draft { text, wrong: None }));
                    send.act(Action::SetAsOf { date: Some(date) });
                }
                Err(_) => {
                    let wrong = AttrValue::from(locale.fill("context.date-unfinished", &[("now", &now)]));
                    draft.set(Some(Draft { text, wrong: Some(wrong) }));
                }
            }
        }
    };
    let oninput = {
        let (draft, typing, take) = (draft.clone(), typing.clone(), take.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if *typing.borrow() {
                draft.set(Some(Draft { text: input.value(), wrong: None }));
            } else {
                take(&input);
            }
        })
    };
    let onblur = {
        let (draft, typing, take) = (draft.clone(), typing.clone(), take.clone());
        Callback::from(move |event: FocusEvent| {
            *typing.borrow_mut() = false;
            if draft.as_ref().is_some_and(|draft| draft.wrong.is_none()) {
                take(&event.target_unchecked_into());
            }
        })
    };
    let onkeydown = {
        let (draft, typing, now) = (draft.clone(), typing.clone(), now.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                *typing.borrow_mut() = false;
                take(&event.target_unchecked_into());
            }
            "Escape" if draft.is_some() => {
                event.stop_propagation();
                let input: HtmlInputElement = event.target_unchecked_into();
                input.set_value(&now);
                draft.set(None);
            }
            "Tab" | "Shift" | "Control" | "Alt" | "Meta" => {}
            _ if event.ctrl_key() || event.meta_key() => {}
            _ => *typing.borrow_mut() = true,
        })
    };
    let onpointerdown = Callback::from(move |_: PointerEvent| *typing.borrow_mut() = false);
    let wrong = draft.as_ref().and_then(|draft| draft.wrong.clone());
    let value = draft.as_ref().map_or(now, |draft| draft.text.clone());
    html! {
        <span key="as-of" class="asof-field">
            <input
                key="date" class={classes!("in", "in--date", wrong.is_some().then_some("is-err"))} id="as-of" type="date"
                min={format!("{}-01-01", props.year)} max={format!("{}-12-31", props.year)} data-writing={draft.is_some().to_string()}
                aria-invalid={wrong.is_some().to_string()} aria-describedby={wrong.is_some().then_some(MESSAGE_ID)}
                {value} {oninput} {onblur} {onkeydown} {onpointerdown}
            />
            if let Some(wrong) = wrong {
                <span key="wrong" class="asof-field__m" role="alert" id={MESSAGE_ID}>{ icon("warn") }<span>{ wrong }{ " " }{ locale.t("context.date-escape") }</span></span>
            }
        </span>
    }
}
