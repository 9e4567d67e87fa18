//! Packs from text, and words for what is wrong with one.

use guoban_model::diagnostic::Diagnostic;
use guoban_model::read::{PackRead, read_pack};
use yew::{Callback, Html};

use super::Unfetched;
use crate::state::PackFailure;
use crate::texts::Locale;
use crate::views::findings;

/// Goes to a line and column of a text, both counted from one.
pub type Jump = Callback<(usize, usize)>;

/// Reading, and telling what was found.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Reads a pack, or gives every error of its text.
    pub read: fn(&str) -> Result<PackRead, Vec<Diagnostic>>,
    /// The same, and tries whether it can be computed.
    pub check: fn(&str) -> Result<PackRead, Vec<Diagnostic>>,
    /// What is wrong with a pack, in words; places are buttons where there is something to jump to.
    pub findings: fn(&PackFailure, &Locale, Option<&Jump>) -> Html,
}

fn check(text: &str) -> Result<PackRead, Vec<Diagnostic>> {
    let read = read_pack(text)?;
    read.compile(read.pack.as_of).map(|_| read)
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(reader, fallible))]
pub(super) fn reader() -> Result<Reader, Unfetched> {
    Ok(Reader { read: read_pack, check, findings })
}
