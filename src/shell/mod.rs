//! What only a browser can do: fetching, storing, copying, and what the page as a whole shows.
//!
//! Nothing here decides anything; the reducer asks for it through the [`crate::state::Outbox`].

mod page;
mod storage;
mod watch;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;
use yew::Callback;

use crate::state::{Msg, PackEntry, Request};

pub use page::{address_with, copy, focus, focus_soon, open_fragment, report_panic, title};
pub use storage::start;
pub use watch::{Layout, Listener, use_device_ratio, use_layout, use_shortcuts};

/// Milliseconds between two pieces of draws: a slider that moves meanwhile comes first.
const REST: u32 = 12;

/// Does what the reducer asked for. Answers come back through `answer`.
pub fn perform(request: Request, answer: &Callback<Msg>) {
    match request {
        Request::ListPacks => {
            let answer = answer.clone();
            spawn_local(async move {
                let list = fetch_text("packs/index.json").await.and_then(|text| {
                    let list: Result<PackList, _> = serde_json::from_str(&text);
                    list.map(|list| list.packs).map_err(|error| error.to_string())
                });
                answer.emit(Msg::Listed(list));
            });
        }
        Request::FetchPack(entry) => {
            let answer = answer.clone();
            spawn_local(async move {
                let text = fetch_text(&format!("packs/{}", entry.file)).await;
                answer.emit(Msg::Fetched { id: entry.id, text });
            });
        }
        Request::RememberPack(id) => storage::remember_pack(&id),
        Request::Restore(pack) => {
            let stored = storage::restore(&pack);
            later(answer, Msg::Restored(stored));
        }
        Request::Keep(pack, document) => storage::keep(&pack, &document),
        Request::RememberLink(text) => storage::remember_link(&text),
        Request::Address(text) => {
            storage::remember_link(&text);
            page::set_fragment(&text);
        }
        Request::Draw(results) => {
            let answer = answer.clone();
            Timeout::new(REST, move || answer.emit(Msg::Draw(results))).forget();
        }
        Request::Explain => {
            let answer = answer.clone();
            Timeout::new(REST, move || answer.emit(Msg::Explain)).forget();
        }
        Request::RememberKeys(on) => storage::remember_keys(on),
        Request::Speak(language) => {
            page::speak(language);
            storage::remember_language(language);
        }
        Request::Paint(theme) => {
            page::paint(theme);
            storage::remember_theme(theme);
        }
    }
}

#[derive(serde::Deserialize)]
struct PackList {
    packs: Vec<PackEntry>,
}

/// The reducer must not be entered from inside itself.
fn later(answer: &Callback<Msg>, msg: Msg) {
    let answer = answer.clone();
    Timeout::new(0, move || answer.emit(msg)).forget();
}

async fn fetch_text(address: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("no window")?;
    let words = |error: wasm_bindgen::JsValue| {
        let error = js_sys::Error::from(error);
        String::from(error.message())
    };
    let response = JsFuture::from(window.fetch_with_str(address)).await.map_err(words)?;
    let response: Response = response.dyn_into().map_err(words)?;
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(words)?).await.map_err(words)?;
    text.as_string().ok_or_else(|| "no text".to_owned())
}
