//! English words. Chinese ones are in the main module.

use super::Unfetched;
use crate::texts::{EN, Words};

/// The words.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(english, fallible))]
pub(super) fn english() -> Result<Words, Unfetched> {
    Ok(EN)
}
