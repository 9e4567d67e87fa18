//! Plans as workbooks: the part of the shell that is fetched with what writes them.

use guoban_planning::shelf::ShelfError;

use super::files;
use crate::state::Book;

/// Writes a plan as a workbook and saves it as a file.
///
/// # Errors
/// Why it could not be written.
pub fn save(book: &Book) -> Result<(), ShelfError> {
    let bytes = guoban_workbook::workbook(&book.model, &book.scenario, book.language)
        .map_err(|error| ShelfError::Unwritten(error.message(book.language)))?;
    // A browser that lets nobody save says so itself.
    files::save_bytes(&book.name, &bytes);
    Ok(())
}
