//! The page as a whole: its language, theme, title and address, and the clipboard.

use gloo_timers::callback::Timeout;
use guoban_model::text::Language;
use guoban_planning::link;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;
use yew::Callback;

use crate::state::Theme;
use crate::texts::tag;

/// Marks a scenario in the fragment of the address.
const LINK_MARK: &str = "s=";

/// Milliseconds since the page was opened.
pub fn milliseconds() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or(0.0, |performance| performance.now())
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print says so itself.
        drop(window.print());
    }
}

fn root() -> Option<HtmlElement> {
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}

/// The language the browser asks for: Chinese where it comes first of the two, English in every other browser.
pub(super) fn spoken() -> Language {
    let wanted = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let spoken = wanted.iter().filter_map(|tag| language_of(&tag.as_string()?));
    spoken.into_iter().next().unwrap_or(Language::En)
}

/// The product's language of a tag such as `zh-Hans-CN`, if it is one.
fn language_of(tag: &str) -> Option<Language> {
    match tag.split('-').next().map(str::to_ascii_lowercase).as_deref() {
        Some("zh") => Some(Language::Zh),
        Some("en") => Some(Language::En),
        _ => None,
    }
}

/// Sets the language of the document.
pub(super) fn speak(language: Language) {
    // What is set again has every style worked out again, even where it is the same.
    if let Some(root) = root().filter(|root| root.lang() != tag(language)) {
        root.set_lang(tag(language));
    }
}

/// Sets the theme of the document.
pub(super) fn paint(theme: Theme) {
    if let Some(root) = root().filter(|root| root.get_attribute("data-theme").as_deref() != Some(theme.name())) {
        // A document always takes an attribute with a plain name.
        root.set_attribute("data-theme", theme.name()).unwrap_or_default();
    }
}

/// Sets the title of the window.
pub fn title(text: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(text);
    }
}

/// Puts the keyboard onto the element with this id.
pub fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the keyboard leaves it where it is.
        element.focus().unwrap_or_default();
    }
}

/// Puts the keyboard onto an element that is about to be drawn.
pub fn focus_soon(id: &'static str) {
    Timeout::new(0, move || focus(id)).forget();
}

/// Moves the keyboard to the first element in a part of the page that fits a selector, or to the part itself. Tells
/// whether there is one.
pub fn focus_in(part: &str, inside: &str) -> bool {
    let page = web_sys::window().and_then(|window| window.document());
    let Some(part) = page.and_then(|page| page.get_element_by_id(part)) else { return false };
    let first = if inside.is_empty() { None } else { part.query_selector(inside).ok().flatten() };
    match first.unwrap_or(part).dyn_into::<HtmlElement>() {
        Ok(element) => element.focus().is_ok(),
        Err(_) => false,
    }
}

/// Moves the keyboard to the next of some parts of the page, or to the one before; each is an id and a selector as in
/// [`focus_in`]. Tells whether there is one.
pub fn next_region(parts: &[(&str, &str)], back: bool) -> bool {
    let page = web_sys::window().and_then(|window| window.document());
    let active = page.as_ref().and_then(|page| page.active_element());
    let is_in = |(id, _): &(&str, &str)| {
        let part = page.as_ref().and_then(|page| page.get_element_by_id(id));
        part.is_some_and(|part| part.contains(active.as_deref()))
    };
    let count = parts.len();
    let now = parts.iter().position(is_in);
    let at = |step: usize| match (now, back) {
        (Some(now), false) => (now + step) % count,
        (Some(now), true) => (now + count - step) % count,
        (None, false) => step - 1,
        (None, true) => count - step,
    };
    (1..=count).any(|step| parts.get(at(step)).is_some_and(|(id, inside)| focus_in(id, inside)))
}

/// The link in the address, if it has one.
pub fn open_fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let fragment = hash.strip_prefix('#')?;
    let text = fragment.strip_prefix(LINK_MARK).unwrap_or(fragment);
    link::is_link(fragment).then(|| text.to_owned())
}

/// The whole address of a link. A page opened from a disk has no origin, so it is the page's own address that counts.
pub fn address_with(text: &str) -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = href.split(['#', '?']).next().unwrap_or_default();
    format!("{page}#{LINK_MARK}{text}")
}

/// Makes the address say what is on screen, without a new entry in the history of the browser: the link of a plan that is as
/// its link says, else none. The entry remembers the plan, for going back to it.
pub(super) fn set_address(plan: u32, link: Option<&str>) {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let bare = || Some(location.pathname().ok()? + &location.search().ok()?);
    let address = match link {
        Some(text) => Some(format!("#{LINK_MARK}{text}")),
        None => bare(),
    };
    if let (Ok(history), Some(address)) = (window.history(), address) {
        // A document from a file may refuse; the link in the dialog is what counts.
        history.replace_state_with_url(&plan.into(), "", Some(&address)).unwrap_or_default();
    }
}

/// The plan that was on screen at this entry in the history of the browser, by its number.
pub fn plan_of_entry() -> Option<u32> {
    let number = web_sys::window()?.history().ok()?.state().ok()?.as_f64()?;
    (number.fract() == 0.0 && (0.0..1e9).contains(&number)).then_some(number as u32)
}

/// Notes for the script that shows a panic whether work survives a reload: `yes`, `window` or `no`.
pub(super) fn tell_kept(how: &str) {
    if let Some(root) = root() {
        // A document always takes an attribute with a plain name.
        root.set_attribute("data-kept", how).unwrap_or_default();
    }
}

/// Copies a text; tells whether it worked.
pub fn copy(text: String, done: Callback<bool>) {
    let navigator = web_sys::window().map(|window| window.navigator());
    // Without a secure context there is no clipboard, whatever the binding says.
    let clipboard = navigator.and_then(|navigator| {
        let value = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
        value.dyn_into::<web_sys::Clipboard>().ok()
    });
    spawn_local(async move {
        let copied = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        done.emit(copied);
    });
}

/// Hands a panic to the script that shows it; that script uses nothing of this program.
pub fn report_panic(message: &str) {
    let Some(window) = web_sys::window() else { return };
    let show = js_sys::Reflect::get(&window, &"guobanPanic".into());
    if let Some(show) = show.ok().and_then(|show| show.dyn_into::<js_sys::Function>().ok()) {
        // Nothing more can be done where the message cannot be shown.
        show.call1(&window, &message.into()).map(drop).unwrap_or_default();
    }
}
