//! A window over the page: it takes the keyboard, keeps it inside, and gives it back.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::hooks::use_locale;
use crate::icons::icon;

const FOCUSABLE: &str =
    "button:not(:disabled), input:not(:disabled), textarea, select, a[href], summary, [tabindex='0']";

/// Props of a window.
#[derive(Properties, PartialEq)]
pub struct ModalProps {
    /// Id, for its title.
    pub id: AttrValue,
    /// Icon of the title.
    pub symbol: AttrValue,
    /// Title.
    pub title: AttrValue,
    /// What happens when it is closed.
    pub onclose: Callback<()>,
    /// Buttons at the bottom.
    pub foot: Html,
    /// It speaks of something that went wrong.
    #[prop_or_default]
    pub alert: bool,
    /// What it holds.
    pub children: Html,
}

/// A window over the page, for what another part of the program shows in it.
pub fn window(props: ModalProps) -> Html {
    html! { <Modal ..props /> }
}

/// A window over the page.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let locale = use_locale();
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with((), move |()| {
            let page = web_sys::window().and_then(|window| window.document());
            let before = page.and_then(|page| page.active_element());
            let window = place.cast::<Element>();
            let first = window.as_ref().and_then(|window| {
                window.query_selector(".dialog__b input, .dialog__b textarea, .dialog__f .btn--primary").ok().flatten()
            });
            if let Some(first) = first.or(window) {
                focus(&first);
            }
            move || {
                if let Some(before) = before.filter(|before| before.is_connected()) {
                    focus(&before);
                }
            }
        });
    }
    let onkeydown = {
        let (place, onclose) = (place.clone(), props.onclose.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                onclose.emit(());
            }
            "Tab" => {
                if let Some(place) = place.cast::<Element>() {
                    keep_inside(&place, &event);
                }
            }
            // Keys of the page do nothing while a window is open.
            _ => event.stop_propagation(),
        })
    };
    // A press beside the window, or on its plain text, must not take the keyboard out of it: keys would act behind it.
    let onmousedown = Callback::from(|event: MouseEvent| {
        let beside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // The class of a drawing is no text; its attribute is.
        if beside.and_then(|element| element.get_attribute("class")).as_deref() == Some("scrim") {
            event.prevent_default();
        }
    });
    let onfocusout = {
        let place = place.clone();
        Callback::from(move |_: FocusEvent| {
            let place = place.clone();
            Timeout::new(0, move || keep_focus(&place)).forget();
        })
    };
    let onclick = props.onclose.reform(|_: MouseEvent| ());
    let title_id = format!("{}-title", props.id);
    html! {
        <div class="scrim" {onmousedown}>
            <div
                ref={place} class="dialog" role={if props.alert { "alertdialog" } else { "dialog" }} aria-modal="true"
                aria-labelledby={title_id.clone()} id={props.id.clone()} tabindex="-1" {onkeydown} {onfocusout}
            >
                <div key="head" class="dialog__h">
                    { icon(&props.symbol) }
                    <h2 class="dialog__t" id={title_id}>{ props.title.clone() }</h2>
                    <span class="grow" />
                    <button class="btn btn--quiet btn--icon" type="button" aria-label={locale.t("dialog.close")} {onclick}>{ icon("close") }</button>
                </div>
                <div key="body" class="dialog__b">{ props.children.clone() }</div>
                <div key="foot" class="dialog__f">{ props.foot.clone() }</div>
            </div>
        </div>
    }
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().unwrap_or_default();
    }
}

/// Takes the keyboard back where it went nowhere: what had it was taken away or switched off.
fn keep_focus(place: &NodeRef) {
    let page = web_sys::window().and_then(|window| window.document());
    let active = page.as_ref().and_then(|page| page.active_element());
    let nowhere = active.is_none_or(|active| active.tag_name() == "BODY");
    if let Some(window) = place.cast::<Element>().filter(|window| nowhere && window.is_connected()) {
        focus(&window);
    }
}

/// After the last comes the first, before the first the last.
fn keep_inside(place: &Element, event: &KeyboardEvent) {
    let Ok(all) = place.query_selector_all(FOCUSABLE) else { return };
    let at = |index: u32| all.item(index).and_then(|node| node.dyn_into::<Element>().ok());
    let (Some(first), Some(last)) = (at(0), at(all.length().saturating_sub(1))) else { return };
    let active = web_sys::window().and_then(|window| window.document()).and_then(|page| page.active_element());
    let (from, to) = if event.shift_key() { (&first, &last) } else { (&last, &first) };
    let outside = active.as_ref().is_none_or(|active| !place.contains(Some(active)));
    if outside || active.as_ref() == Some(from) {
        event.prevent_default();
        focus(to);
    }
}
