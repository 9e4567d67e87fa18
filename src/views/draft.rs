//! A field whose text stays as it is typed while the page around it is drawn anew, and is taken over when it is left.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Props of a field.
#[derive(Clone, Debug, Properties, PartialEq)]
pub struct DraftProps {
    /// What the plan holds.
    pub value: String,
    /// What a reader who cannot see the table hears.
    pub label: String,
    /// `text` or `date`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Classes of the field.
    pub class: Classes,
    /// The longest text that is taken.
    #[prop_or_default]
    pub longest: Option<AttrValue>,
    /// Takes over what was typed.
    pub onkeep: Callback<String>,
}

/// A field that keeps a draft. A plain `<input>` with a value would be set back to it by every drawing, also while somebody
/// is typing: draws that are counted meanwhile, or the field left just before, are reason enough to draw.
#[component]
pub fn Draft(props: &DraftProps) -> Html {
    // The draft, and the value it began from: what is taken over, or changed by an undo, ends it.
    let draft = use_state(|| None::<(String, String)>);
    let typed = draft.as_ref().filter(|(from, _)| *from == props.value).map(|(_, text)| text.clone());
    let text = |event: &Event| {
        event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).map(|input| input.value())
    };
    let oninput = {
        let (draft, from) = (draft.clone(), props.value.clone());
        Callback::from(move |event: InputEvent| draft.set(text(&event).map(|text| (from.clone(), text))))
    };
    let onchange = {
        let onkeep = props.onkeep.clone();
        Callback::from(move |event: Event| text(&event).into_iter().for_each(|text| onkeep.emit(text)))
    };
    let onblur = Callback::from(move |_: FocusEvent| draft.set(None));
    html! {
        <input
            class={props.class.clone()} type={props.kind.clone()} aria-label={props.label.clone()}
            maxlength={props.longest.clone()} value={typed.unwrap_or_else(|| props.value.clone())} {oninput} {onchange} {onblur}
        />
    }
}
