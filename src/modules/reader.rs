//! Packs from text, and words for what is wrong with one.

use guoban_model::diagnostic::Diagnostic;
use guoban_model::read::{PackRead, read_pack};
use yew::Html;

use super::Unfetched;
use crate::state::PackFailure;
use crate::texts::Locale;
use crate::views::findings;

/// Reading, and telling what was found.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Reads a pack, or gives every error of its text.
    pub read: fn(&str) -> Result<PackRead, Vec<Diagnostic>>,
    /// What is wrong with a pack, in words.
    pub findings: fn(&PackFailure, &Locale) -> Html,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(reader, fallible))]
pub(super) fn reader() -> Result<Reader, Unfetched> {
    Ok(Reader { read: read_pack, findings })
}
