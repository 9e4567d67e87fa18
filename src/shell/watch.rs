//! What the window tells: its width, its pixel density, keys pressed anywhere.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, HtmlElement, KeyboardEvent, MediaQueryList, ResizeObserver};
use yew::prelude::*;

use super::{files, page, storage};
use crate::state::Msg;

/// How the page is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One column with tabs: below 700 pixels.
    Phone,
    /// The board alone, levers in a drawer: below 1100 pixels.
    Drawer,
    /// Levers and board side by side.
    Full,
}

const PHONE: &str = "(max-width: 43.74em)";
const DRAWER: &str = "(max-width: 68.74em)";

/// A window in which the panels below the board would take the room of its rows.
const LOW: &str = "(max-height: 52em)";

/// A listener that is taken off when it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens to an event of a target.
    pub fn new(target: &EventTarget, name: &'static str, handle: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(handle);
        let function = closure.as_ref().unchecked_ref();
        // Adding a listener to a target that exists does not fail.
        target.add_event_listener_with_callback(name, function).unwrap_or_default();
        Self { target: target.clone(), name, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        self.target.remove_event_listener_with_callback(self.name, function).unwrap_or_default();
    }
}

/// Listens to what happens to the window as a whole: another entry of its history, leaving it, a file dropped onto it.
pub fn listen(answer: &Callback<Msg>) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    // A link in the address is told by the first two; a plan without one by the second alone.
    let names = ["hashchange", "popstate", "beforeunload", "dragover", "drop"];
    let listener = |name: &'static str| {
        let answer = answer.clone();
        Listener::new(&window, name, move |event| match name {
            "beforeunload" if storage::is_at_risk() => event.prevent_default(),
            "beforeunload" => {}
            "dragover" | "drop" => {
                let Some(data) = files::dropped(&event) else { return };
                event.prevent_default();
                if name == "drop" {
                    files::take(&data, answer.clone());
                }
            }
            _ => answer.emit(Msg::Went { link: page::open_fragment(), plan: page::plan_of_entry() }),
        })
    };
    names.map(listener).into()
}

fn query(text: &str) -> Option<MediaQueryList> {
    web_sys::window()?.match_media(text).ok().flatten()
}

/// What is known of a window without measuring one: given as a context, it takes the place of the browser's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its layout.
    pub layout: Layout,
    /// It is too low for panels below the board.
    pub low: bool,
}

/// The layout of the window as it is now.
pub fn layout() -> Layout {
    let matches = |text| query(text).is_some_and(|query| query.matches());
    if matches(PHONE) {
        Layout::Phone
    } else if matches(DRAWER) {
        Layout::Drawer
    } else {
        Layout::Full
    }
}

/// The layout of the window, followed as it changes. Enlarged text counts as a narrower window.
#[hook]
pub fn use_layout() -> Layout {
    let given = use_context::<Window>();
    let state = use_state(|| given.map_or_else(layout, |window| window.layout));
    let set = state.setter();
    use_effect_with((), move |()| {
        let follow = |text| {
            let set = set.clone();
            query(text).map(|query| Listener::new(&query, "change", move |_| set.set(layout())))
        };
        let kept = (follow(PHONE), follow(DRAWER));
        move || drop(kept)
    });
    *state
}

/// Whether the window is too low for panels below the board, followed as it changes.
#[hook]
pub fn use_low() -> bool {
    let given = use_context::<Window>();
    let measured = || query(LOW).is_some_and(|query| query.matches());
    let state = use_state(|| given.map_or_else(measured, |window| window.low));
    let set = state.setter();
    use_effect_with((), move |()| {
        let query = query(LOW);
        let kept = query.map(|query| {
            let followed = query.clone();
            Listener::new(&query, "change", move |_| set.set(followed.matches()))
        });
        move || drop(kept)
    });
    *state
}

/// Device pixels per CSS pixel.
pub fn device_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Device pixels per CSS pixel, followed as the window moves between screens or is zoomed.
#[hook]
pub fn use_device_ratio() -> f64 {
    let state = use_state(device_ratio);
    let (ratio, set) = (*state, state.setter());
    use_effect_with(ratio.to_bits(), move |_| {
        let query = query(&format!("(resolution: {ratio}dppx)"));
        let kept = query.map(|query| Listener::new(&query, "change", move |_| set.set(device_ratio())));
        move || drop(kept)
    });
    ratio
}

/// The width of an element in pixels, followed as it changes; nothing before it is measured.
#[hook]
pub fn use_width(place: NodeRef) -> f64 {
    let width = use_state_eq(|| 0.0);
    let set = width.setter();
    use_effect_with((), move |()| {
        let kept = place.cast::<Element>().and_then(|element| {
            let measured = element.clone();
            let resized = Closure::<dyn FnMut()>::new(move || set.set(f64::from(measured.client_width())));
            let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, resized))
        });
        move || {
            if let Some((observer, _)) = &kept {
                observer.disconnect();
            }
            drop(kept);
        }
    });
    *width
}

/// Whether a text field has something to undo by itself: any but a lever's field in which nothing is being written.
fn undoes_itself(target: Option<EventTarget>) -> bool {
    let writing = target.as_ref().and_then(|target| target.dyn_ref::<HtmlElement>()?.get_attribute("data-writing"));
    writing.as_deref() != Some("false") && writes_text(target)
}

/// Whether keys go into a text that is being written.
fn writes_text(target: Option<EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => element.get_attribute("type").as_deref() != Some("range"),
        _ => element.is_content_editable(),
    }
}

/// Calls `press` with every key that is not part of a text; `press` says whether it used the key.
///
/// Keys with Ctrl or the command key reach it also from text fields, but for those by which a field undoes what is written
/// in it. Nothing reaches it from an input method that composes.
#[hook]
pub fn use_shortcuts(press: Callback<KeyboardEvent, bool>) {
    use_effect_with(press, |press| {
        let press = press.clone();
        let window = web_sys::window();
        let kept = window.map(|window| {
            Listener::new(&window, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if event.default_prevented() || event.alt_key() || event.is_composing() || event.key_code() == 229 {
                    return;
                }
                let command = event.ctrl_key() || event.meta_key();
                if !command && event.key() != "Escape" && writes_text(event.target()) {
                    return;
                }
                let undoes = command && matches!(event.key().as_str(), "z" | "Z" | "y" | "Y");
                if undoes && undoes_itself(event.target()) {
                    return;
                }
                if press.emit(event.clone()) {
                    event.prevent_default();
                }
            })
        });
        move || drop(kept)
    });
}

/// Copies out of tables are tables of numbers.
#[hook]
pub fn use_table_copies(copied: Option<fn(&web_sys::Event)>) {
    use_effect_with(copied.is_some(), move |_| {
        let page = web_sys::window().and_then(|window| window.document());
        let kept = page.zip(copied).map(|(page, copied)| Listener::new(&page, "copy", move |event| copied(&event)));
        move || drop(kept)
    });
}
