//! Plans out of the browser's storage and out of files: the part of the shell that is fetched with what reads them.

use guoban_planning::document::Document;
use guoban_planning::kept::{self, File, KeptError};
use guoban_planning::scenario::PackRef;
use yew::Callback;

use super::storage::{Kept, SEEN, key, local, read, session, write};
use crate::state::{Keeping, Msg, Request, Stored};

/// Does what the reducer asked for, where kept plans are to be read.
pub fn perform(request: Request, answer: &Callback<Msg>) {
    match request {
        Request::Shared { pack, joins } => {
            if let Some(document) = shared(&pack) {
                answer.emit(Msg::Shared { document: Box::new(document), joins });
            }
        }
        Request::TakeIn(documents) => answer.emit(Msg::Joined(documents.iter().map(joined).collect())),
        _ => {}
    }
}

/// The documents in a file.
///
/// # Errors
/// It is no file of plans, or damaged.
pub fn documents(text: &str) -> Result<Vec<Document>, KeptError> {
    File::read(text)?.documents()
}

/// What was kept as a document.
pub fn restore(pack: &PackRef, kept: &Kept) -> Option<Stored> {
    let read = |text: &String| {
        let document = kept::read(text)?;
        if document.scenario().pack == *pack { Ok(document) } else { Err(KeptError::Damaged) }
    };
    if let Some((text, Ok(document))) = kept.own.as_ref().map(|text| (text, read(text))) {
        SEEN.set(kept::revision(text));
        return Some(Stored::Whole(Box::new(document)));
    }
    let text = kept.shared.as_ref()?;
    SEEN.set(kept::revision(text));
    Some(match read(text) {
        Ok(document) => {
            // From here on this window has its own.
            write(session(), &key(pack), text);
            Stored::Whole(Box::new(document))
        }
        Err(error) => {
            // The next step writes over what is damaged; what somebody worked out is not thrown away for that.
            if !matches!(error, KeptError::Newer { .. }) {
                write(local(), &format!("{}.unreadable", key(pack)), text);
            }
            Stored::Troubled(Keeping::Unread(error))
        }
    })
}

/// What another window kept; from here on this window goes on from there.
fn shared(pack: &PackRef) -> Option<Document> {
    let text = read(local(), &key(pack))?;
    let document = kept::read(&text).ok()?;
    SEEN.set(kept::revision(&text));
    Some(document)
}

/// The plans of a pack that is not open, together with those that are kept for it.
fn joined(document: &Document) -> Document {
    let text = read(local(), &key(&document.scenario().pack));
    match text.map(|text| kept::read(&text)) {
        Some(Ok(there)) => there.with_plans_of(document, str::to_owned).0,
        _ => document.clone(),
    }
}
