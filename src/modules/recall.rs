//! Reading plans that were kept, and files of them.

use guoban_planning::document::Document;
use guoban_planning::kept::KeptError;
use guoban_planning::scenario::PackRef;
use yew::Callback;

use super::Unfetched;
use crate::shell::{self, Kept};
use crate::state::{Msg, Request, Stored};

/// From kept texts to plans.
#[derive(Clone, Copy, Debug)]
pub struct Recall {
    /// What was kept as a document.
    pub restore: fn(&PackRef, &Kept) -> Option<Stored>,
    /// Does what the reducer asked for, where kept plans are to be read.
    pub perform: fn(Request, &Callback<Msg>),
    /// The documents in a file.
    pub documents: fn(&str) -> Result<Vec<Document>, KeptError>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(recall, fallible))]
pub(super) fn recall() -> Result<Recall, Unfetched> {
    Ok(Recall { restore: shell::restore, perform: shell::perform_recall, documents: shell::documents })
}
