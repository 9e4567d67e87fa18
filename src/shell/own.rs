//! Own packs in the browser's storage: the part of the shell that is fetched with their window.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use guoban_planning::shelf::{Entry, Shelf, ShelfError, identity, is_own};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlTextAreaElement, Storage};
use yew::Callback;

use super::pace::soon;
use super::storage::{DOCUMENT, OWN, local, own_packs, put as put_text, read, session};
use super::{fetch, files};
use crate::modules::{self, Arrived, Name};
use crate::state::{BookForm, FormWork, Keeping, Msg, OwnMsg, OwnRequest, Shelved};

thread_local! {
    /// Packs that could not be kept, in this window alone.
    static LOOSE: RefCell<BTreeMap<String, (Entry, String)>> = const { RefCell::new(BTreeMap::new()) };
}

/// Does what the reducer asked for.
pub fn perform(request: OwnRequest, answer: &Callback<Msg>) {
    let tell = |msg: OwnMsg| answer.emit(Msg::Own(Rc::new(msg)));
    match request {
        OwnRequest::List => tell(shelved(shelf().map(|_| ()), None, None)),
        OwnRequest::Put { entry, text, from, opens } => {
            let id = entry.id.clone();
            let kept = put(&entry, &text, from.as_deref());
            LOOSE.with_borrow_mut(|loose| match &kept {
                Ok(()) => drop(loose.remove(&id)),
                Err(_) => drop(loose.insert(id.clone(), (entry, text))),
            });
            // What opens is read and run: not before what was said of it is drawn.
            let answer = answer.clone();
            soon(move || answer.emit(Msg::Own(Rc::new(shelved(kept, opens.then_some(id), None)))));
        }
        OwnRequest::Rename(id, name) => tell(shelved(rename(&id, &name), None, None)),
        OwnRequest::Remove(id) => {
            let (removed, outcome) = match remove(&id) {
                Ok(removed) => (Some(removed), Ok(())),
                Err(error) => (None, Err(error)),
            };
            tell(shelved(outcome, None, removed));
        }
        OwnRequest::Text { entry, purpose } if is_own(&entry.id) => {
            let text = text(&entry.file);
            tell(OwnMsg::Text { id: entry.id, purpose, text });
        }
        OwnRequest::Text { entry, purpose } => {
            let answer = answer.clone();
            spawn_local(async move {
                let text = fetch::text_of(&entry).await;
                answer.emit(Msg::Own(Rc::new(OwnMsg::Text { id: entry.id, purpose, text })));
            });
        }
        OwnRequest::Book(book) => {
            let part = match book.form {
                BookForm::Workbook => Name::Workbook,
                BookForm::Xmile => Name::Pictures,
            };
            written(part, answer, move |arrived| match (arrived, book.form) {
                (Arrived::Workbook(part), BookForm::Workbook) => Some((part.save)(&book)),
                (Arrived::Pictures(part), BookForm::Xmile) => Some((part.save_xmile)(&book)),
                _ => None,
            });
        }
        OwnRequest::Form { work, bytes, language } => go_on(work(bytes, language), answer.clone()),
        OwnRequest::Save { name, text } => drop(files::save(&name, &text)),
        OwnRequest::SaveForm { file, name } => {
            let answer = answer.clone();
            spawn_local(async move {
                match fetch::bytes(file).await {
                    Ok(bytes) => drop(files::save_bytes(name, &bytes)),
                    Err(_) => answer.emit(Msg::Own(Rc::new(OwnMsg::Trouble(ShelfError::NotFetched)))),
                }
            });
        }
    }
}

/// The next piece of reading a form, and the one after it when other tasks had their turn.
fn go_on(mut work: FormWork, answer: Callback<Msg>) {
    soon(move || match work() {
        // Opening what was made is a piece of its own.
        Some(read) => soon(move || answer.emit(Msg::Own(Rc::new(OwnMsg::Made(Rc::new(read)))))),
        None => go_on(work, answer),
    });
}

/// Has a part write and save a file as soon as it is there, and says what went wrong.
fn written(
    part: Name,
    answer: &Callback<Msg>,
    write: impl FnOnce(Arrived) -> Option<Result<(), ShelfError>> + 'static,
) {
    let answer = answer.clone();
    spawn_local(async move {
        match modules::fetch(part).await.ok().and_then(write) {
            None => answer.emit(Msg::NotArrived(part)),
            Some(Err(error)) => answer.emit(Msg::Own(Rc::new(OwnMsg::Trouble(error)))),
            Some(Ok(())) => {}
        }
    });
}

/// The text of a pack, by the name of its file; nothing where it is not there, or not what it was when it was kept.
pub fn text(file: &str) -> Option<String> {
    let id = file.strip_prefix("own/")?;
    let loose = || LOOSE.with_borrow(|loose| loose.get(id).map(|(_, text)| text.clone()));
    let text = read(local(), &key(id)).or_else(loose)?;
    let name = id.split('~').next()?;
    (identity(name, &text) == id).then_some(text)
}

fn key(id: &str) -> String {
    format!("{OWN}.{id}")
}

/// The list as it is now, with what went wrong.
fn shelved(outcome: Result<(), ShelfError>, open: Option<String>, removed: Option<(Entry, String)>) -> OwnMsg {
    let mut packs = shelf().map(|shelf| shelf.packs().to_vec()).unwrap_or_default();
    let loose: Vec<_> = LOOSE.with_borrow(|loose| loose.values().map(|(entry, _)| entry.clone()).collect());
    let ids = loose.iter().map(|entry| entry.id.clone()).collect();
    packs.extend(loose);
    OwnMsg::Shelved(Shelved { packs, loose: ids, trouble: outcome.err(), open, removed })
}

/// The list as it is kept. A damaged one is set aside once.
fn shelf() -> Result<Shelf, ShelfError> {
    let storage = local().ok_or(ShelfError::Refused)?;
    let Some(text) = own_packs() else { return Ok(Shelf::default()) };
    let shelf = Shelf::read(&text);
    if shelf == Err(ShelfError::Damaged) && put_text(Some(storage.clone()), &key("unreadable"), &text).is_ok() {
        // What cannot be removed is read again, and told of again.
        storage.remove_item(OWN).unwrap_or_default();
    }
    shelf
}

fn kept(key: &str, text: &str) -> Result<(), ShelfError> {
    put_text(local(), key, text).map_err(|keeping| match keeping {
        Keeping::Full => ShelfError::NoRoom,
        _ => ShelfError::Refused,
    })
}

fn put(entry: &Entry, text: &str, from: Option<&str>) -> Result<(), ShelfError> {
    let mut shelf = shelf()?;
    let idle = shelf.put(entry.clone(), from)?;
    kept(&key(&entry.id), text)?;
    keep_list(&shelf).inspect_err(|_| forget(&entry.id))?;
    idle.iter().for_each(|id| forget(id));
    sweep(&shelf, "");
    Ok(())
}

fn keep_list(shelf: &Shelf) -> Result<(), ShelfError> {
    kept(OWN, &shelf.write()?)
}

fn rename(id: &str, name: &str) -> Result<(), ShelfError> {
    let mut shelf = shelf()?;
    shelf.rename(id, name)?;
    keep_list(&shelf)
}

/// Forgets a pack. Its plans stay until the next one is forgotten or kept, so that undoing brings them too.
fn remove(id: &str) -> Result<(Entry, String), ShelfError> {
    if let Some(loose) = LOOSE.with_borrow_mut(|loose| loose.remove(id)) {
        return Ok(loose);
    }
    let mut shelf = shelf()?;
    let text = read(local(), &key(id));
    let (entry, idle) = shelf.remove(id)?;
    keep_list(&shelf)?;
    if let Some(storage) = local() {
        idle.iter().for_each(|id| storage.remove_item(&key(id)).unwrap_or_default());
    }
    sweep(&shelf, id);
    Ok((Entry { before: None, ..entry }, text.unwrap_or_default()))
}

/// Takes away plans of packs that are no more, but for one.
fn sweep(shelf: &Shelf, but: &str) {
    let Some(storage) = local() else { return };
    for name in names(&storage) {
        let id =
            name.strip_prefix(DOCUMENT).and_then(|name| name.strip_prefix('.')?.rsplit_once('.')).map(|(id, _)| id);
        let is_loose = |id: &str| LOOSE.with_borrow(|loose| loose.contains_key(id));
        if id.is_some_and(|id| is_own(id) && id != but && !shelf.needs(id) && !is_loose(id)) {
            storage.remove_item(&name).unwrap_or_default();
        }
    }
}

/// Takes away the text of a pack and the plans that were made on it.
fn forget(id: &str) {
    let plans = format!("{DOCUMENT}.{id}.");
    for storage in [local(), session()].into_iter().flatten() {
        // What cannot be removed was never written.
        storage.remove_item(&key(id)).unwrap_or_default();
        for name in names(&storage).into_iter().filter(|name| name.starts_with(&plans)) {
            storage.remove_item(&name).unwrap_or_default();
        }
    }
}

fn names(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// Puts the cursor of a text onto a place of it, both counted from one, and the place into sight.
pub fn go_to_line(area: &HtmlTextAreaElement, line: usize, column: usize) {
    let text = area.value();
    let units = |text: &str| text.encode_utf16().count();
    let before: usize = text.split('\n').take(line.saturating_sub(1)).map(|line| units(line) + 1).sum();
    let there = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let inside: String = there.chars().take(column.saturating_sub(1)).collect();
    let (at, end) = (before + units(&inside), before + units(there));
    let lines = text.split('\n').count().max(1);
    // A field that is not in the page any more takes no cursor.
    area.focus().unwrap_or_default();
    area.set_selection_range(at as u32, end as u32).unwrap_or_default();
    area.set_scroll_top(area.scroll_height() * (line.saturating_sub(4)) as i32 / lines as i32);
}
