//! What windows of the page say to each other.

use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::watch::Listener;

/// Where a window finds the name of the one it follows, in the search of its address.
const FOLLOW: &str = "?follow=";

/// A channel with everything that listens on it; closed when it is dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    /// Opens a channel; `None` in a browser without.
    pub fn open(name: &str, mut hear: impl FnMut(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("guoban.{name}")).ok()?;
        let listener = Listener::new(&channel, "message", move |event| {
            let said = event.dyn_into::<MessageEvent>().ok().and_then(|event| event.data().as_string());
            if let Some(said) = said {
                hear(said);
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Says something to all that listen.
    pub fn say(&self, text: &str) {
        // A text always goes over an open channel.
        self.channel.post_message(&text.into()).unwrap_or_default();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// The window this one was opened to follow.
pub fn followed() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    search.strip_prefix(FOLLOW).map(str::to_owned)
}

thread_local! {
    /// The name of this window, by which those that follow it find it. Two windows of one person get the same by a chance of one in
    /// 10^15.
    static OWN: String = ((js_sys::Math::random() * 1e15) as u64).to_string();
}

/// The name of this window.
pub fn own_name() -> String {
    OWN.with(Clone::clone)
}

/// Opens a window that follows this one, or shows the one that does. A browser that does not allow it says so itself.
pub fn open_follower() {
    let Some(window) = web_sys::window() else { return };
    let (path, name) = (window.location().pathname().unwrap_or_default(), own_name());
    window
        .open_with_url_and_target(&format!("{path}{FOLLOW}{name}"), &format!("guoban-{name}"))
        .map(drop)
        .unwrap_or_default();
}

/// Makes the address that of a window of its own.
pub fn follow_no_more() {
    let Some(window) = web_sys::window() else { return };
    let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) else { return };
    let state = history.state().unwrap_or_default();
    // A document from a file may refuse; the next reload then follows again.
    history.replace_state_with_url(&state, "", Some(&path)).unwrap_or_default();
}

/// Marks the page as one that is read from afar, or no longer.
pub fn project(on: bool) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    let Some(root) = root else { return };
    // A document always takes an attribute with a plain name.
    let done = if on { root.set_attribute("data-mode", "projector") } else { root.remove_attribute("data-mode") };
    done.unwrap_or_default();
}
