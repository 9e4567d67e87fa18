//! A pack and a plan as an .xlsx workbook whose projected cells are formulas.
//!
//! Levers, assumptions and constants are cells to change, known figures are values with their source, and everything that
//! follows from them is a formula over other cells: month by month, the verdicts and the gaps. A program that recalculates
//! it ([LibreOffice in the tests](../../docs/workbook.md)) gives what the engine gives. Only functions that Excel 2016 knows
//! are used, and no macros.
//!
//! The same model, plan and language give the same bytes.

mod board;
mod error;
mod expression;
mod fold;
mod inputs;
mod known;
mod limits;
mod monthly;
pub mod places;
mod settled;
mod steps;
mod style;
pub mod table;
mod tables;
mod translate;
mod words;
pub mod xmile;

pub use error::WorkbookError;

use guoban_model::model::Model;
use guoban_model::text::Language;
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use places::Places;
use style::Styles;
use translate::Translator;

/// Most cells that are written month by month: what a spreadsheet still opens.
pub const MOST_CELLS: usize = 600_000;

/// What the sheets are written from.
struct Source<'a> {
    model: &'a Model,
    judge: Judge<'a>,
    projection: guoban_model::model::Projection,
    language: Language,
    places: Places,
}

impl<'a> Source<'a> {
    fn new(model: &'a Model, scenario: &'a Scenario, language: Language) -> Result<Self, WorkbookError> {
        let pack = &**model.pack();
        let places = Places::new(pack, language);
        if places.monthly_cells() > MOST_CELLS {
            return Err(WorkbookError::TooLarge { cells: places.monthly_cells(), limit: MOST_CELLS });
        }
        let projection = model.run(&scenario.settings(pack));
        Ok(Self { model, judge: Judge::new(pack, scenario), projection, language, places })
    }
}

/// Writes a plan as a workbook: the bytes of an .xlsx file.
///
/// # Errors
/// A pack with more monthly cells than [`MOST_CELLS`], and what the library that writes the file refuses.
pub fn workbook(model: &Model, scenario: &Scenario, language: Language) -> Result<Vec<u8>, WorkbookError> {
    let source = Source::new(model, scenario, language)?;
    let pack = source.pack();
    let styles = Styles::default();
    let mut book = Workbook::new();
    // A file says when it was made; the same plan is to give the same file, so it says the day the figures are of.
    let day = source.model.as_of();
    let made = ExcelDateTime::from_ymd(day.month.year.clamp(1900, 9999) as u16, day.month.month, day.day)?;
    book.set_properties(&DocProperties::new().set_title(pack.name.get(language)).set_creation_datetime(&made));
    let mut translator = Translator::new(&source);
    let monthly = monthly::sheet(&source, &styles, &mut translator)?;
    let board = board::sheet(&source, &styles, &mut translator)?;
    book.push_worksheet(board);
    book.push_worksheet(inputs::levers(&source, &styles)?);
    book.push_worksheet(inputs::assumptions(&source, &styles)?);
    book.push_worksheet(monthly);
    book.push_worksheet(steps::sheet(&source, &styles, &translator)?);
    book.push_worksheet(tables::sheet(&source, &styles)?);
    book.push_worksheet(inputs::parameters(&source, &styles)?);
    book.push_worksheet(inputs::sources(&source, &styles)?);
    for (name, cell) in source.places.names() {
        book.define_name(name, &format!("={cell}"))?;
    }
    Ok(book.save_to_buffer()?)
}
