//! Plans as workbooks of live formulas.

use guoban_planning::shelf::ShelfError;

use super::Unfetched;
use crate::shell;
use crate::state::Book;

/// What writes workbooks.
#[derive(Clone, Copy, Debug)]
pub struct Workbook {
    /// Writes one and saves it as a file.
    pub save: fn(&Book) -> Result<(), ShelfError>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(workbook, fallible))]
pub(super) fn workbook() -> Result<Workbook, Unfetched> {
    Ok(Workbook { save: shell::save_workbook })
}
