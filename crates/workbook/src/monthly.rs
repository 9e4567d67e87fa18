//! The sheet of months: every variable, known figures as values, the rest as formulas.

use guoban_model::pack::{Formula, Measure, VariableId};
use guoban_model::program::CellRef;
use guoban_planning::number::{month_of, unit_name};
use rust_xlsxwriter::Worksheet;

use crate::known::{Content, content};
use crate::places::{FIRST_MONTH, Place, Sheet};
use crate::steps;
use crate::style::Styles;
use crate::translate::Translator;
use crate::words::{self, Words};
use crate::{Source, WorkbookError};

/// The sheet.
pub fn sheet<'a>(
    source: &'a Source<'a>,
    styles: &Styles,
    translator: &mut Translator<'a>,
) -> Result<Worksheet, WorkbookError> {
    let pack = source.pack();
    let words = Words::of(source.language);
    let mut sheet = words::titled(source, styles, Sheet::Monthly, words.monthly_note)?;
    let heads = [words.name, words.id, words.unit, words.measure, words.owner, words.source, words.known_through];
    words::month_heads(source, styles, &mut sheet, &heads)?;
    let after = FIRST_MONTH + source.places.months().len();
    styles.text(&mut sheet, Place::new(crate::places::FIRST_ROW - 1, after), words.as_written, &styles.head)?;
    for index in 0..pack.variables.len() {
        for row in 0..pack.rows_of(VariableId(index)) {
            series(source, styles, translator, &mut sheet, VariableId(index), row)?;
        }
    }
    Ok(sheet)
}

fn series<'a>(
    source: &'a Source<'a>,
    styles: &Styles,
    translator: &mut Translator<'a>,
    sheet: &mut Worksheet,
    id: VariableId,
    row: usize,
) -> Result<(), WorkbookError> {
    let pack = source.pack();
    let (language, words) = (source.language, Words::of(source.language));
    let variable = &pack.variables[id.0];
    let Some(first) = source.places.cell(CellRef { variable: id, row, offset: 0 }) else { return Ok(()) };
    let at = |column: usize| Place { row: first.row, column: column as u16 };
    let name = pack.name_in_row(id, variable.over.map(|_| row));
    let measure = match variable.measure {
        Measure::Flow => words.flow,
        Measure::Stock => words.stock,
        Measure::Rate => words.rate,
    };
    let known = source.model.known_through(id);
    let held = variable.known.get(row).is_some_and(|known| !known.values.is_empty());
    let known = if held { month_of(known, pack.year, language) } else { String::new() };
    let owner = variable.owner.map_or("", |owner| pack.owners[owner.0].name.get(language));
    let words_of_row = [
        name.get(language),
        &*variable.id,
        unit_name(&variable.unit, language),
        measure,
        owner,
        pack.sources[variable.source.0].text.get(language),
        &known,
    ];
    for (column, text) in words_of_row.into_iter().enumerate() {
        styles.text(sheet, at(column), text, &styles.plain)?;
    }
    let (figure, projected) = (styles.figure.clone(), styles.projected.clone());
    for offset in source.places.months() {
        let cell = CellRef { variable: id, row, offset };
        let Some(place) = source.places.cell(cell) else { continue };
        match content(source, cell) {
            Content::Nothing => {}
            Content::Figure(value) => {
                sheet.write_number_with_format(place.row, place.column, value, &figure)?;
            }
            Content::Formula(node) => {
                let written = translator.formula(node, cell);
                let value = source.projection.raw(cell).unwrap_or(f64::NAN);
                let formula = steps::formula(source, Sheet::Monthly, &written.text, steps::result(value));
                sheet.write_formula_with_format(place.row, place.column, formula, &projected)?;
            }
        }
    }
    let written = match &variable.formula {
        Formula::Given => None,
        Formula::Same(_) => variable.formula_text.first(),
        Formula::PerRow(_) => variable.formula_text.get(row),
    };
    let after = at(FIRST_MONTH + source.places.months().len());
    styles.text(sheet, after, written.map_or("", String::as_str), &styles.note)
}
