//! The sheet of tables: projects, industries, counties.

use guoban_model::pack::{Cell, ColumnId, ColumnKind, TableId};
use guoban_planning::number::unit_name;
use rust_xlsxwriter::Worksheet;

use crate::places::{Place, Sheet};
use crate::steps;
use crate::style::Styles;
use crate::words::{Words, titled};
use crate::{Source, WorkbookError};

/// The sheet.
pub fn sheet(source: &Source<'_>, styles: &Styles) -> Result<Worksheet, WorkbookError> {
    let (pack, language) = (source.pack(), source.language);
    let words = Words::of(language);
    let mut sheet = titled(source, styles, Sheet::Tables, words.tables_note)?;
    for (index, table) in pack.tables.iter().enumerate() {
        let head = source.places.table(index);
        styles.text(&mut sheet, Place::new(head, 0), table.name.get(language), &styles.head)?;
        styles.text(&mut sheet, Place::new(head, 1), words.id, &styles.head)?;
        for (column, item) in table.columns.iter().enumerate() {
            let unit = unit_name(&item.unit, language);
            let name = item.name.get(language);
            let name = if unit.is_empty() { name.to_owned() } else { format!("{name}（{unit}）") };
            styles.text(&mut sheet, Place::new(head, 2 + column), &name, &styles.head)?;
        }
        styles.text(&mut sheet, Place::new(head, 2 + table.columns.len()), words.source, &styles.head)?;
        for (row, item) in table.rows.iter().enumerate() {
            let at = |column: usize| Place::new(head + 1 + row, column);
            styles.text(&mut sheet, at(0), item.name.get(language), &styles.plain)?;
            styles.text(&mut sheet, at(1), &item.id, &styles.plain)?;
            for column in 0..table.columns.len() {
                cell(source, styles, &mut sheet, ColumnId { table: TableId(index), column }, row)?;
            }
            let origin = item.source.or_else(|| table.columns.first().map(|column| column.source));
            let origin = origin.map_or("", |id| pack.sources[id.0].text.get(language));
            styles.text(&mut sheet, at(2 + table.columns.len()), origin, &styles.plain)?;
        }
    }
    sheet.set_column_width(0, 34)?;
    Ok(sheet)
}

fn cell(
    source: &Source<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
    column: ColumnId,
    row: usize,
) -> Result<(), WorkbookError> {
    let table = &source.pack().tables[column.table.0];
    let place = source.places.table_cell(column, row);
    let input = styles.input.clone().set_num_format("General");
    let followed = styles.projected.clone().set_num_format("General");
    let settings = source.projection.settings();
    let setting = |name: &str, value: f64| steps::formula(source, Sheet::Tables, name, steps::result(value));
    match &table.rows[row].cells[column.column] {
        Cell::Number(number) => {
            sheet.write_number_with_format(place.row, place.column, *number, &input)?;
        }
        Cell::Text(text) => styles.text(sheet, place, text, &styles.plain)?,
        Cell::Adjustable(lever) => {
            let formula = setting(source.places.lever_name(*lever), settings.levers[lever.0]);
            sheet.write_formula_with_format(place.row, place.column, formula, &followed)?;
        }
        Cell::Uncertain(assumption) => {
            let formula = setting(source.places.assumption_name(*assumption), settings.assumptions[assumption.0]);
            sheet.write_formula_with_format(place.row, place.column, formula, &followed)?;
        }
        Cell::Formula => {
            if let ColumnKind::Formula(_) = table.columns[column.column].kind {
                styles.text(sheet, place, Words::of(source.language).by_month, &styles.note)?;
            }
        }
    }
    Ok(())
}
