//! A button that opens a menu: arrows walk, Escape closes and gives the keyboard back.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use crate::icons::icon;

/// Props of a menu button.
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// What the button shows.
    pub label: Html,
    /// Name of the menu.
    pub name: AttrValue,
    /// Class of the button.
    #[prop_or(AttrValue::Static("btn btn--quiet"))]
    pub class: AttrValue,
    /// Tooltip of the button.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The menu opens to the left.
    #[prop_or_default]
    pub right: bool,
    /// Items, each with `role="menuitem"`.
    pub children: Html,
}

/// A button with a menu.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let place = use_node_ref();
    let button = use_node_ref();
    {
        let (place, is_open) = (place.clone(), *open);
        use_effect_with(is_open, move |is_open| {
            if *is_open {
                step(&place, 1);
            }
        });
    }
    let close = {
        let (open, button) = (open.clone(), button.clone());
        move || {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                button.focus().unwrap_or_default();
            }
        }
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, place, close) = (open.clone(), place.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            let steps = match event.key().as_str() {
                "ArrowDown" if !*open => {
                    event.prevent_default();
                    open.set(true);
                    return;
                }
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                "Escape" if *open => {
                    event.stop_propagation();
                    event.prevent_default();
                    close();
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            step(&place, steps);
        })
    };
    let onfocusout = {
        let (open, place) = (open.clone(), place.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            let inside = place.cast::<Node>().is_some_and(|place| place.contains(next.as_ref()));
            if !inside && next.is_some() {
                open.set(false);
            }
        })
    };
    let chosen = Callback::from(move |event: MouseEvent| {
        let item = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if item.and_then(|item| item.closest("[role='menuitem']:not(:disabled)").ok().flatten()).is_some() {
            close();
        }
    });
    let away = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    html! {
        <div class="menubox" ref={place} {onkeydown} {onfocusout}>
            <button
                key="button" ref={button} class={props.class.clone()} type="button" aria-haspopup="menu"
                aria-expanded={open.to_string()} title={props.title.clone()} onclick={toggle}
            >{ props.label.clone() }{ icon("caret") }</button>
            if *open {
                <div key="away" class="menubox__away" onclick={away} />
                <div key="menu" class={classes!("menu", "pop", props.right.then_some("pop--right"))} role="menu" aria-label={props.name.clone()} onclick={chosen}>
                    { props.children.clone() }
                </div>
            }
        </div>
    }
}

/// Moves the keyboard to the next or previous item.
fn step(place: &NodeRef, steps: i32) {
    let Some(place) = place.cast::<Element>() else { return };
    let Ok(items) = place.query_selector_all("[role='menuitem']:not(:disabled)") else { return };
    let items: Vec<HtmlElement> =
        (0..items.length()).filter_map(|index| items.item(index)?.dyn_into::<HtmlElement>().ok()).collect();
    let active = web_sys::window().and_then(|window| window.document()).and_then(|page| page.active_element());
    let now =
        items.iter().position(|item| active.as_ref().is_some_and(|active| active == item.unchecked_ref::<Element>()));
    let count = items.len() as i32;
    let next = match now {
        _ if count == 0 => return,
        None if steps > 0 => 0,
        None => count - 1,
        Some(now) => (now as i32 + steps).rem_euclid(count),
    };
    if let Some(item) = items.get(next as usize) {
        item.focus().unwrap_or_default();
    }
}
