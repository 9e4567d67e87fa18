//! Files that other programs open: the part of the shell that is fetched with what writes them.

use std::rc::Rc;

use guoban_model::text::Language;
use guoban_planning::paper::Foot;
use guoban_planning::shelf::ShelfError;
use guoban_workbook::WorkbookError;
use guoban_workbook::table::table;
use guoban_workbook::xmile::xmile;
use yew::Callback;

use super::files;
use crate::state::{Book, Msg, OwnMsg, Request};

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

/// Does what the reducer asked for: writes a table of the page and saves it as a file.
pub fn perform(request: Request, answer: &Callback<Msg>) {
    let Request::Table { file, session, language } = request else { return };
    let foot = Foot::of(session.model(), session.scenario(), session.board(), language);
    match table(&file.table, &foot.lines, session.as_of()) {
        Ok(bytes) => drop(files::save_bytes(&file.name, &bytes)),
        Err(error) => answer.emit(Msg::Own(Rc::new(OwnMsg::Trouble(unwritten(&error, language))))),
    }
}

fn unwritten(error: &WorkbookError, language: Language) -> ShelfError {
    ShelfError::Unwritten(error.message(language))
}
