//! Pictures of what is on the page.

use web_sys::Element;

use super::Unfetched;
use crate::shell::{Charted, Take, save_picture};

/// What makes pictures.
#[derive(Clone, Copy, Debug)]
pub struct Pictures {
    /// Saves a picture of what stands beside a button.
    pub save: fn(&Element, Take, Option<&Charted>),
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(pictures, fallible))]
pub(super) fn pictures() -> Result<Pictures, Unfetched> {
    Ok(Pictures { save: save_picture })
}
