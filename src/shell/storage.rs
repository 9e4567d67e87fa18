//! What the browser keeps between visits. A browser that keeps nothing is no error: the page then starts afresh.

use guoban_model::text::Language;
use guoban_planning::document::Document;
use guoban_planning::scenario::PackRef;
use web_sys::Storage;

use super::page;
use crate::modules::Keeper;
use crate::state::{Start, Stored, Theme};

const LANGUAGE: &str = "guoban.language";
const THEME: &str = "guoban.theme";
const KEYS: &str = "guoban.keys";
const PACK: &str = "guoban.pack";
const DOCUMENT: &str = "guoban.document";
const PINS: &str = "guoban.pins";
const LINK: &str = "guoban.link";

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn read(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok().flatten()
}

fn write(storage: Option<Storage>, key: &str, value: &str) {
    if let Some(storage) = storage {
        // A full or forbidden storage keeps nothing; the page goes on.
        storage.set_item(key, value).unwrap_or_default();
    }
}

fn key(pack: &PackRef) -> String {
    format!("{DOCUMENT}.{}.{}", pack.id, pack.revision)
}

/// What the page starts with, and the document dressed accordingly.
pub fn start() -> Start {
    let language = match read(local(), LANGUAGE).as_deref() {
        Some("en") => Language::En,
        Some(_) => Language::Zh,
        None => page::spoken(),
    };
    let theme = match read(local(), THEME).as_deref() {
        Some("dark") => Theme::Dark,
        _ => Theme::Light,
    };
    page::speak(language);
    page::paint(theme);
    let link = page::open_fragment();
    let reloaded = link.is_some() && read(session(), LINK) == link;
    let letter_keys = read(local(), KEYS).as_deref() != Some("off");
    let last_pack = read(local(), PACK);
    Start { language, theme, letter_keys, last_pack, link, reloaded, clock: page::milliseconds }
}

pub(super) fn remember_link(text: &str) {
    write(session(), LINK, text);
}

pub(super) fn remember_language(language: Language) {
    let name = match language {
        Language::Zh => "zh",
        Language::En => "en",
    };
    write(local(), LANGUAGE, name);
}

pub(super) fn remember_theme(theme: Theme) {
    write(local(), THEME, theme.name());
}

pub(super) fn remember_keys(on: bool) {
    write(local(), KEYS, if on { "on" } else { "off" });
}

pub(super) fn remember_pack(id: &str) {
    write(local(), PACK, id);
}

pub(super) fn keep_pins(pack: &str, pins: &[String]) {
    write(local(), &format!("{PINS}.{pack}"), &pins.join(" "));
}

pub(super) fn pins(pack: &str) -> Vec<String> {
    let kept = read(local(), &format!("{PINS}.{pack}")).unwrap_or_default();
    kept.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn keep(pack: &PackRef, document: &Document, keeper: Keeper) {
    if let Some(text) = (keeper.write)(document) {
        write(local(), &key(pack), &text);
    }
}

/// What is kept for a pack, as it is.
pub(super) fn kept(pack: &PackRef) -> Option<String> {
    read(local(), &key(pack))
}

/// What was kept as a document; nothing when the part that reads it did not arrive.
pub(super) fn restore(pack: &PackRef, text: &str, keeper: Option<Keeper>) -> Option<Stored> {
    let document = (keeper?.read)(text).filter(|document| document.scenario().pack == *pack);
    Some(match document {
        Some(document) => Stored::Whole(Box::new(document)),
        None => {
            // The next step writes over the key; what somebody worked out is not thrown away for that.
            write(local(), &format!("{}.unreadable", key(pack)), text);
            Stored::Unreadable
        }
    })
}
