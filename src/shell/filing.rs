//! Plans into the browser's storage and into files: the part of the shell that is fetched with what writes them.

use guoban_planning::document::Document;
use guoban_planning::kept::{self, File, KeptError, PackText};
use guoban_planning::scenario::PackRef;
use web_sys::Storage;
use yew::Callback;

use super::storage::{AT_RISK, DOCUMENT, OWN, SEEN, key, local, put, read, session};
use super::{fetch, files, page};
use crate::state::{Keeping, Msg, PackEntry, Request};

/// Does what the reducer asked for, where plans are to be written.
pub fn perform(request: Request, answer: &Callback<Msg>) {
    match request {
        Request::Keep { pack, document, shares } => {
            if let Some(outcome) = keep(&pack, &document, shares) {
                answer.emit(Msg::Kept(outcome));
            }
        }
        Request::Save { pack, document } => {
            if let Ok(text) = file(&pack, &document) {
                files::save(&format!("guoban-{}.guoban", pack.id), &text);
            }
        }
        Request::Place(documents) => {
            for document in &documents {
                if let Err(trouble) = place(document) {
                    answer.emit(Msg::Kept(trouble));
                }
            }
        }
        Request::Clear => clear(),
        _ => {}
    }
}

/// Keeps a document for this window, and where it `shares`, for all; what is there from another window is never written over.
/// Tells how that went, where it says something new.
fn keep(pack: &PackRef, document: &Document, shares: bool) -> Option<Keeping> {
    let name = key(pack);
    let all = shares.then(|| keep_for_all(&name, document));
    let own = kept::write(document, SEEN.get()).map_err(|_| Keeping::Refused);
    let window = own.and_then(|text| put(session(), &name, &text));
    let outcome = match (all, &window) {
        (Some(outcome), _) => outcome,
        (None, Err(_)) => window.clone(),
        (None, Ok(())) => return None,
    };
    AT_RISK.set(outcome.is_err());
    page::tell_kept(match (&outcome, &window) {
        (Ok(()), _) => "yes",
        (Err(_), Ok(())) => "window",
        (Err(_), Err(_)) => "no",
    });
    Some(outcome.err().unwrap_or_default())
}

fn keep_for_all(name: &str, document: &Document) -> Result<(), Keeping> {
    let storage = local().ok_or(Keeping::Refused)?;
    let here = SEEN.get();
    if let Some(text) = storage.get_item(name).ok().flatten() {
        let there = kept::revision(&text);
        if let Some(format) = kept::newer(&text) {
            return Err(Keeping::Unread(KeptError::Newer { format }));
        }
        if there != here {
            return Err(Keeping::Ahead { there, here });
        }
    }
    let text = kept::write(document, here + 1).map_err(Keeping::Unread)?;
    put(Some(storage), name, &text)?;
    SEEN.set(here + 1);
    Ok(())
}

/// The plans of all packs as one file: those of the open one as they are on screen.
fn file(pack: &PackRef, document: &Document) -> Result<String, KeptError> {
    let open = key(pack);
    let mut plans = vec![kept::write(document, SEEN.get())?];
    let others = documents().into_iter().filter(|name| *name != open);
    plans.extend(others.filter_map(|name| read(local(), &name)).filter(|text| kept::revision(text) > 0));
    File { plans, packs: packs() }.write()
}

/// The packs of a person's own.
fn packs() -> Vec<PackText> {
    let text = |entry: PackEntry| {
        let text = read(local(), &format!("{OWN}.{}", entry.id))?;
        Some(PackText { name: entry.name, text })
    };
    fetch::own().into_iter().filter_map(text).collect()
}

/// Keeps a document of a pack that is not open. What cannot be read is left as it is.
fn place(document: &Document) -> Result<(), Keeping> {
    let name = key(&document.scenario().pack);
    let text = read(local(), &name).unwrap_or_default();
    if let Some(format) = kept::newer(&text) {
        return Err(Keeping::Unread(KeptError::Newer { format }));
    }
    let text = kept::write(document, kept::revision(&text) + 1).map_err(Keeping::Unread)?;
    put(local(), &name, &text)
}

/// Forgets everything that was kept.
fn clear() {
    for storage in [local(), session()].into_iter().flatten() {
        for name in names(&storage).into_iter().filter(|name| name.starts_with("guoban.")) {
            // What cannot be removed was never written.
            storage.remove_item(&name).unwrap_or_default();
        }
    }
    SEEN.set(0);
    AT_RISK.set(false);
}

fn names(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// The names under which documents are kept.
fn documents() -> Vec<String> {
    let is_document = |name: &String| name.starts_with(DOCUMENT) && !name.ends_with(".unreadable");
    local().map(|storage| names(&storage)).unwrap_or_default().into_iter().filter(is_document).collect()
}
