//! What the browser keeps between visits.
//!
//! What is on screen belongs to its window: each keeps its own copy, which a reload shows again. Beside it is one copy that all
//! windows share, which a new window begins with; a window that finds it changed by another leaves it alone and says so.

use std::cell::Cell;

use guoban_model::text::Language;
use guoban_planning::scenario::PackRef;
use web_sys::Storage;

use super::page;
use crate::state::{Keeping, Start, Stored, Theme};

const LANGUAGE: &str = "guoban.language";
const THEME: &str = "guoban.theme";
const KEYS: &str = "guoban.keys";
const PACK: &str = "guoban.pack";
pub(super) const DOCUMENT: &str = "guoban.document";
const PINS: &str = "guoban.pins";
/// The list of own packs; with the id of one behind it, its text.
pub(super) const OWN: &str = "guoban.own";

pub(super) fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

pub(super) fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

pub(super) fn read(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok().flatten()
}

pub(super) fn write(storage: Option<Storage>, key: &str, value: &str) {
    // What is lost with this is a choice, not work.
    put(storage, key, value).unwrap_or_default();
}

/// Writes, or says why it was not written.
pub(super) fn put(storage: Option<Storage>, key: &str, value: &str) -> Result<(), Keeping> {
    let storage = storage.ok_or(Keeping::Refused)?;
    storage.set_item(key, value).map_err(|error| {
        let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        let full = name.is_some_and(|name| name.contains("Quota") || name.contains("QUOTA"));
        if full { Keeping::Full } else { Keeping::Refused }
    })
}

/// The list of own packs, as it is kept.
pub(super) fn own_packs() -> Option<String> {
    read(local(), OWN)
}

pub(super) fn key(pack: &PackRef) -> String {
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
    let plan = page::plan_of_entry();
    let letter_keys = read(local(), KEYS).as_deref() != Some("off");
    let last_pack = read(local(), PACK);
    let follows = super::followed().is_some();
    Start { language, theme, letter_keys, last_pack, link, plan, follows, clock: page::milliseconds }
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

thread_local! {
    /// The revision of what all windows share of the open pack's plans, as this window last read or wrote it.
    pub(super) static SEEN: Cell<u64> = const { Cell::new(0) };
    /// Leaving the page now would lose work.
    pub(super) static AT_RISK: Cell<bool> = const { Cell::new(false) };
}

/// Whether leaving the page now would lose work.
pub fn is_at_risk() -> bool {
    AT_RISK.get()
}

/// What is kept for a pack, as it is: what this window showed, else what all windows share.
pub(super) fn kept(pack: &PackRef) -> Kept {
    SEEN.set(0);
    AT_RISK.set(false);
    Kept { own: read(session(), &key(pack)), shared: read(local(), &key(pack)), is_open: local().is_some() }
}

/// Texts as they are kept.
pub struct Kept {
    pub(super) own: Option<String>,
    pub(super) shared: Option<String>,
    is_open: bool,
}

impl Kept {
    /// Whether there is nothing to read.
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_none() && self.shared.is_none()
    }

    /// What is to be said of it without reading it.
    pub(super) fn trouble(&self) -> Option<Stored> {
        (!self.is_open).then_some(Stored::Troubled(Keeping::Refused))
    }
}
