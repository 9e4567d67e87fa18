//! What other programs draw and simulate: pictures of what is on the page, and the plan in XMILE, which is text as they are and would
//! make whoever wants a workbook wait.

use guoban_planning::shelf::ShelfError;
use web_sys::Element;

use super::Unfetched;
use crate::shell::{Charted, Take, save_picture, save_xmile};
use crate::state::Book;

/// What makes them.
#[derive(Clone, Copy, Debug)]
pub struct Pictures {
    /// Saves a picture of what stands beside a button.
    pub save: fn(&Element, Take, Option<&Charted>),
    /// Writes a plan in XMILE and saves it as a file.
    pub save_xmile: fn(&Book) -> Result<(), ShelfError>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(pictures, fallible))]
pub(super) fn pictures() -> Result<Pictures, Unfetched> {
    Ok(Pictures { save: save_picture, save_xmile })
}
