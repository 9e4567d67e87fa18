//! What only a browser can do: fetching, storing, copying, and what the page as a whole shows.
//!
//! Nothing here decides anything; the reducer asks for it through the [`crate::state::Outbox`].

mod channel;
mod clip;
mod fetch;
mod files;
mod filing;
mod own;
mod pace;
mod page;
mod picture;
mod recall;
mod roving;
mod sheets;
mod storage;
mod takes;
mod watch;
mod workbook;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::modules::{self, Arrived, Name, Unfetched};
use crate::state::{Extra, Keeping, Msg, Request};

pub use channel::{Channel, follow_no_more, followed, open_follower, own_name, project};
pub use clip::copied;
pub use files::chosen;
pub use filing::perform as perform_filing;
pub use own::{go_to_line, perform as perform_own, text as own_text};
pub use pace::{Pace, in_turn, next_frame, when_idle};
pub use page::{
    address_with, copy, focus, focus_in, focus_soon, milliseconds, next_region, print, report_panic, title,
};
pub use recall::{documents, perform as perform_recall, restore};
pub use roving::use_roving;
#[cfg(not(feature = "split"))]
pub use sheets::ask as ask_for_sheets;
pub use storage::{Kept, start};
pub use takes::{Charted, Take, picture, save_picture, take, taken_table};
pub use watch::listen;
pub use watch::{
    Layout, Listener, Window, layout, use_device_ratio, use_layout, use_low, use_shortcuts, use_table_copies, use_width,
};
pub use workbook::{perform as perform_workbook, save as save_workbook, save_xmile};

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
        Request::Module { name, after } => {
            let answer = answer.clone();
            let fetched = async move {
                answer.emit(part(name).await.map_or(Msg::NotArrived(name), Msg::Arrived));
            };
            if after {
                let fetch = || spawn_local(fetched);
                pace::next_frame(|| {
                    Timeout::new(0, fetch).forget();
                });
            } else {
                spawn_local(fetched);
            }
        }
        Request::RememberPack(id) => storage::remember_pack(&id),
        Request::Restore(pack) => {
            let pins = storage::pins(&pack.id);
            if !pins.is_empty() {
                later(answer, Msg::Pinned(pins));
            }
            let kept = storage::kept(&pack);
            if kept.is_empty() {
                return later(answer, Msg::Restored(kept.trouble()));
            }
            let answer = answer.clone();
            spawn_local(async move {
                let stored = match modules::fetch(Name::Recall).await {
                    Ok(Arrived::Recall(recall)) => (recall.restore)(&pack, &kept),
                    _ => None,
                };
                answer.emit(Msg::Restored(stored));
            });
        }
        Request::Keep { .. } | Request::Save { .. } | Request::Place(_) | Request::Clear => {
            filed(Name::Keeper, request, answer);
        }
        Request::Shared { .. } | Request::TakeIn(_) => filed(Name::Recall, request, answer),
        Request::Own(_) => filed(Name::Own, request, answer),
        Request::Table { .. } => filed(Name::Workbook, request, answer),
        Request::KeepPins(pack, pins) => storage::keep_pins(&pack, &pins),
        Request::Address { plan, link } => page::set_address(plan, link.as_deref()),
        Request::Draw { results, shown, patient } => {
            let answer = answer.clone();
            let draw = move || answer.emit(Msg::Draw(results));
            let begin = move || if patient { pace::when_idle(draw) } else { pace::soon(draw) };
            if shown {
                begin();
            } else {
                pace::next_frame(begin);
            }
        }
        Request::Explain => {
            let answer = answer.clone();
            Timeout::new(REST, move || answer.emit(Msg::Explain)).forget();
        }
        Request::Work => {
            let answer = answer.clone();
            Timeout::new(REST, move || answer.emit(Msg::Work)).forget();
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

/// Does something with the part that writes or reads it; where that does not arrive, the page says so.
fn filed(part: Name, request: Request, answer: &Callback<Msg>) {
    let answer = answer.clone();
    spawn_local(async move {
        match modules::fetch(part).await {
            Ok(Arrived::Keeper(keeper)) => (keeper.perform)(request, &answer),
            Ok(Arrived::Recall(recall)) => (recall.perform)(request, &answer),
            Ok(Arrived::Own(own)) => {
                if let Request::Own(request) = request {
                    (own.perform)(request, &answer);
                }
            }
            Ok(Arrived::Workbook(workbook)) => (workbook.perform)(request, &answer),
            _ if part == Name::Workbook => answer.emit(Msg::NotArrived(part)),
            _ => answer.emit(Msg::Kept(Keeping::Refused)),
        }
    });
}
