//! Plans as workbooks of live formulas, and tables as workbooks.

use guoban_planning::shelf::ShelfError;
use yew::Callback;

use super::Unfetched;
use crate::shell;
use crate::state::{Book, Msg, Request};

/// What writes them.
#[derive(Clone, Copy, Debug)]
pub struct Workbook {
    /// Writes a plan and saves it as a file.
    pub save: fn(&Book) -> Result<(), ShelfError>,
    /// Writes a table of the page and saves it as a file.
    pub perform: fn(Request, &Callback<Msg>),
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(workbook, fallible))]
pub(super) fn workbook() -> Result<Workbook, Unfetched> {
    Ok(Workbook { save: shell::save_workbook, perform: shell::perform_workbook })
}
