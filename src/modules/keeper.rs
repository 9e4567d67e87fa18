//! Documents as the browser keeps them.

use guoban_planning::document::Document;
use serde::{Deserialize, Serialize};

use super::Unfetched;

/// Version of a kept document; another one is not read.
const VERSION: u32 = 1;

/// Between documents and kept texts.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    /// A document as text.
    pub write: fn(&Document) -> Option<String>,
    /// A text as a document; `None` when it is not one of this version.
    pub read: fn(&str) -> Option<Document>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(keeper, fallible))]
pub(super) fn keeper() -> Result<Keeper, Unfetched> {
    Ok(Keeper { write, read })
}

#[derive(Deserialize)]
struct Kept {
    version: u32,
    document: Document,
}

#[derive(Serialize)]
struct Keeping<'a> {
    version: u32,
    document: &'a Document,
}

fn write(document: &Document) -> Option<String> {
    serde_json::to_string(&Keeping { version: VERSION, document }).ok()
}

fn read(text: &str) -> Option<Document> {
    let kept: Kept = serde_json::from_str(text).ok()?;
    (kept.version == VERSION).then_some(kept.document)
}
