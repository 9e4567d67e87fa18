//! What only a browser can do: fetching, storing, copying, and what the page as a whole shows.
//!
//! Nothing here decides anything; the reducer asks for it through the [`crate::state::Outbox`].

mod clip;
mod fetch;
mod pace;
mod page;
mod roving;
mod sheets;
mod storage;
mod watch;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::modules::{self, Arrived, Keeper, Name, Unfetched};
use crate::state::{Extra, Msg, Request};

pub use pace::Pace;
pub use page::{address_with, copy, focus, focus_in, focus_soon, next_region, open_fragment, report_panic, title};
pub use roving::use_roving;
#[cfg(not(feature = "split"))]
pub use sheets::ask as ask_for_sheets;
pub use storage::start;
pub use watch::{Layout, Listener, use_device_ratio, use_layout, use_low, use_shortcuts, use_table_copies, use_width};

/// Milliseconds between two pieces of an explanation: a slider that moves meanwhile comes first.
const REST: u32 = 12;

/// Does what the reducer asked for. Answers come back through `answer`.
pub fn perform(request: Request, answer: &Callback<Msg>) {
    match request {
        Request::ListPacks => {
            let answer = answer.clone();
            spawn_local(async move {
                answer.emit(Msg::Listed(fetch::list().await));
            });
        }
        Request::FetchPack(entry, language) => {
            let answer = answer.clone();
            spawn_local(async move {
                let pack = fetch::pack(&entry, language, &answer).await;
                answer.emit(Msg::Fetched { id: entry.id, pack });
            });
        }
        Request::FetchMore(entry, wanted) => {
            let answer = answer.clone();
            spawn_local(async move {
                let extra = fetch::more(&entry, wanted).await.unwrap_or(Extra::Nothing);
                answer.emit(Msg::More { id: entry.id, extra });
            });
        }
        Request::Module(name) => {
            let answer = answer.clone();
            spawn_local(async move {
                answer.emit(part(name).await.map_or(Msg::NotArrived(name), Msg::Arrived));
            });
        }
        Request::RememberPack(id) => storage::remember_pack(&id),
        Request::Restore(pack) => {
            let pins = storage::pins(&pack.id);
            if !pins.is_empty() {
                later(answer, Msg::Pinned(pins));
            }
            match storage::kept(&pack) {
                None => later(answer, Msg::Restored(None)),
                Some(text) => {
                    let answer = answer.clone();
                    spawn_local(async move {
                        let stored = storage::restore(&pack, &text, keeper().await);
                        answer.emit(Msg::Restored(stored));
                    });
                }
            }
        }
        Request::Keep(pack, document) => spawn_local(async move {
            if let Some(keeper) = keeper().await {
                storage::keep(&pack, &document, keeper);
            }
        }),
        Request::KeepPins(pack, pins) => storage::keep_pins(&pack, &pins),
        Request::RememberLink(text) => storage::remember_link(&text),
        Request::Address(text) => {
            storage::remember_link(&text);
            page::set_fragment(&text);
        }
        Request::Draw { results, shown: true } => later(answer, Msg::Draw(results)),
        Request::Draw { results, shown: false } => {
            let answer = answer.clone();
            pace::next_frame(move || later(&answer, Msg::Draw(results)));
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

/// The reducer must not be entered from inside itself. What is painted meanwhile comes first.
fn later(answer: &Callback<Msg>, msg: Msg) {
    let answer = answer.clone();
    Timeout::new(0, move || answer.emit(msg)).forget();
}

/// A part of the program with its style sheets, which travel at the same time.
async fn part(name: Name) -> Result<Arrived, Unfetched> {
    let sheets = sheets::ask(name);
    let part = modules::fetch(name).await;
    let applied = sheets.applied().await;
    part.and_then(|part| applied.map(|()| part))
}

/// The part that makes texts of documents; `None` when it does not arrive.
async fn keeper() -> Option<Keeper> {
    match modules::fetch(Name::Keeper).await {
        Ok(Arrived::Keeper(keeper)) => Some(keeper),
        _ => None,
    }
}
