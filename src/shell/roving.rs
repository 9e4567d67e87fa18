//! A list that is one stop of the keyboard.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MutationObserver, MutationObserverInit};
use yew::prelude::*;

use super::watch::Listener;

/// What takes the keyboard inside an item of a list.
const STOPS: &str = "button, input, select, a[href], summary";

/// Makes a list one stop of the keyboard: only the item that has it, or had it last, is reached by Tab. Arrows on the first
/// control of an item, its name, walk to the next and previous one, Home and End to the first and last.
///
/// `list` is the list, `item` the selector of its items. Items may come and go.
#[hook]
pub fn use_roving(list: NodeRef, item: &'static str) {
    use_effect_with((), move |()| {
        let kept = list.cast::<Element>().and_then(|list| {
            let mark = {
                let list = list.clone();
                move |chosen: Option<&Element>| mark(&list, item, chosen)
            };
            mark(None);
            let changed = {
                let mark = mark.clone();
                Closure::<dyn FnMut()>::new(move || mark(None))
            };
            let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
            let options = MutationObserverInit::new();
            options.set_child_list(true);
            options.set_subtree(true);
            observer.observe_with_options(&list, &options).ok()?;
            let focused = Listener::new(&list, "focusin", move |event| {
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                mark(target.and_then(|target| target.closest(item).ok().flatten()).as_ref());
            });
            let walked = {
                let watched = list.clone();
                Listener::new(&list, "keydown", move |event| walk(&watched, item, &event))
            };
            Some((observer, changed, focused, walked))
        });
        move || {
            if let Some((observer, ..)) = &kept {
                observer.disconnect();
            }
            drop(kept);
        }
    });
}

fn all(place: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Lets Tab reach one item: the chosen one, else the one it reached before, else the first.
fn mark(list: &Element, item: &str, chosen: Option<&Element>) {
    const REACHED: &str = "data-reached";
    let items = all(list, item);
    let before = items.iter().find(|item| item.has_attribute(REACHED));
    let Some(reached) = chosen.or(before).or(items.first()).cloned() else { return };
    for item in &items {
        let is_reached = *item == reached;
        // A list always takes an attribute with a plain name.
        item.toggle_attribute_with_force(REACHED, is_reached).unwrap_or_default();
        for stop in all(item, STOPS) {
            let skipped = stop.class_name().contains("num__s");
            let wanted = if is_reached && !skipped { "0" } else { "-1" };
            if stop.get_attribute("tabindex").as_deref() != Some(wanted) {
                stop.set_attribute("tabindex", wanted).unwrap_or_default();
            }
        }
    }
}

fn walk(list: &Element, item: &str, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.default_prevented()) else { return };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let own = target.as_ref().and_then(|target| target.closest(item).ok().flatten());
    let Some((target, own)) = target.zip(own) else { return };
    let first = |item: &Element| all(item, STOPS).into_iter().next();
    if first(&own).as_ref() != Some(&target) {
        return;
    }
    let items = all(list, item);
    let Some(now) = items.iter().position(|item| *item == own) else { return };
    let next = match event.key().as_str() {
        "ArrowDown" => items.get(now + 1),
        "ArrowUp" => now.checked_sub(1).and_then(|before| items.get(before)),
        "Home" => items.first(),
        "End" => items.last(),
        _ => return,
    };
    if let Some(next) = next.and_then(first).and_then(|stop| stop.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        next.focus().unwrap_or_default();
    }
}
