//! Files that other programs open: the part of the shell that is fetched with what writes them.

use guoban_model::text::Language;
use guoban_planning::paper::Foot;
use guoban_planning::shelf::ShelfError;
use guoban_workbook::WorkbookError;
use guoban_workbook::table::table;
use guoban_workbook::xmile::xmile;

use super::files;
use crate::state::{Book, TableFile};

/// Writes a plan as a workbook and saves it as a file.
///
/// # Errors
/// Why it could not be written.
pub fn save(book: &Book) -> Result<(), ShelfError> {
    let Book { model, scenario, language, .. } = book;
    let bytes = guoban_workbook::workbook(model, scenario, *language).map_err(|error| unwritten(&error, *language))?;
    // A browser that lets nobody save says so itself.
    files::save_bytes(&book.name, &bytes);
    Ok(())
}

/// Writes a plan in XMILE and saves it as a file.
///
/// # Errors
/// Why it could not be written.
pub fn save_xmile(book: &Book) -> Result<(), ShelfError> {
    let Book { model, scenario, language, .. } = book;
    let written = xmile(model, scenario, *language).map_err(|error| unwritten(&error, *language))?;
    files::save(&book.name, &written.text);
    Ok(())
}

/// Writes a table of the page and saves it as a file.
///
/// # Errors
/// Why it could not be written.
pub fn save_table(file: &TableFile) -> Result<(), ShelfError> {
    let TableFile { session, language, .. } = file;
    let foot = Foot::of(session.model(), session.scenario(), session.board(), *language);
    let bytes = table(&file.table, &foot.lines, session.as_of()).map_err(|error| unwritten(&error, *language))?;
    files::save_bytes(&file.name, &bytes);
    Ok(())
}

fn unwritten(error: &WorkbookError, language: Language) -> ShelfError {
    ShelfError::Unwritten(error.message(language))
}
