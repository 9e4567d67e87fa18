//! Cells to change: levers, assumptions, parameters; and where numbers come from.

use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, ConstantId, CurveId, LeverId, ProfileId, SourceKind};
use guoban_planning::number::{month_of, unit_name};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet};

use crate::places::{FIRST_MONTH, FIRST_ROW, Place, Sheet, column};
use crate::steps;
use crate::style::Styles;
use crate::words::{self, Words, titled};
use crate::{Source, WorkbookError};

/// What the lists of levers and assumptions have in common.
struct Item<'a> {
    place: Place,
    name: &'a str,
    unit: &'a str,
    value: f64,
    range: (Decimal, Decimal),
    baseline: Decimal,
    decimals: u32,
}

fn item(source: &Source<'_>, styles: &Styles, sheet: &mut Worksheet, item: &Item<'_>) -> Result<(), WorkbookError> {
    let at = |column: usize| Place { row: item.place.row, column: column as u16 };
    styles.text(sheet, at(0), item.name, &styles.plain)?;
    styles.text(sheet, at(1), unit_name(item.unit, source.language), &styles.plain)?;
    let input = Styles::decimals(&styles.input, item.decimals);
    sheet.write_number_with_format(item.place.row, item.place.column, item.value, &input)?;
    let figure = Styles::decimals(&styles.figure, item.decimals);
    let (low, high) = (to_f64(item.range.0), to_f64(item.range.1));
    for (column, value) in [(3, low), (column::BASELINE, to_f64(item.baseline)), (5, high)] {
        sheet.write_number_with_format(item.place.row, column as u16, value, &figure)?;
    }
    let within = DataValidation::new().allow_decimal_number(DataValidationRule::Between(low, high));
    sheet.add_data_validation(item.place.row, item.place.column, item.place.row, item.place.column, &within)?;
    Ok(())
}

/// The sheet of levers.
pub fn levers(source: &Source<'_>, styles: &Styles) -> Result<Worksheet, WorkbookError> {
    let (pack, language) = (source.pack(), source.language);
    let words = Words::of(language);
    let mut sheet = titled(source, styles, Sheet::Levers, words.levers_note)?;
    let heads = [
        words.name,
        words.unit,
        words.setting,
        words.low,
        words.baseline,
        words.high,
        words.acts_from,
        words.owner,
        words.id,
        words.moved,
        words.note,
        words.source,
    ];
    words::heads(styles, &mut sheet, FIRST_ROW - 1, &heads)?;
    for (index, lever) in pack.levers.iter().enumerate() {
        let place = source.places.lever(LeverId(index));
        let value = source.projection.settings().levers[index];
        item(
            source,
            styles,
            &mut sheet,
            &Item {
                place,
                name: lever.name.get(language),
                unit: &lever.unit,
                value,
                range: (lever.min, lever.max),
                baseline: lever.baseline,
                decimals: lever.decimals,
            },
        )?;
        let at = |column: usize| Place { row: place.row, column: column as u16 };
        let acts = source.model.acts_from(LeverId(index));
        let acts = acts.map_or_else(|| words.too_late.to_owned(), |first| month_of(first, pack.year, language));
        styles.text(&mut sheet, at(6), &acts, &styles.plain)?;
        styles.text(&mut sheet, at(7), pack.owners[lever.owner.0].name.get(language), &styles.plain)?;
        styles.text(&mut sheet, at(8), &lever.id, &styles.plain)?;
        let (setting, baseline) = (at(column::SETTING).a1(), at(column::BASELINE).a1());
        let moved = if value == to_f64(lever.baseline) { "0" } else { "1" };
        let formula = steps::formula(source, Sheet::Levers, &format!("IF({setting}<>{baseline},1,0)"), moved);
        sheet.write_formula_with_format(
            place.row,
            column::MOVED as u16,
            formula,
            &Styles::decimals(&styles.projected, 0),
        )?;
        styles.text(&mut sheet, at(10), lever.note.get(language), &styles.plain)?;
        styles.text(&mut sheet, at(11), pack.sources[lever.source.0].text.get(language), &styles.plain)?;
    }
    narrow(&mut sheet)?;
    Ok(sheet)
}

/// The sheet of assumptions.
pub fn assumptions(source: &Source<'_>, styles: &Styles) -> Result<Worksheet, WorkbookError> {
    let (pack, language) = (source.pack(), source.language);
    let words = Words::of(language);
    let mut sheet = titled(source, styles, Sheet::Assumptions, words.assumptions_note)?;
    let heads =
        [words.name, words.unit, words.value, words.low, words.central, words.high, words.id, words.note, words.source];
    words::heads(styles, &mut sheet, FIRST_ROW - 1, &heads)?;
    for (index, assumption) in pack.assumptions.iter().enumerate() {
        let place = source.places.assumption(AssumptionId(index));
        item(
            source,
            styles,
            &mut sheet,
            &Item {
                place,
                name: assumption.name.get(language),
                unit: &assumption.unit,
                value: source.projection.settings().assumptions[index],
                range: (assumption.low, assumption.high),
                baseline: assumption.mid,
                decimals: assumption.decimals,
            },
        )?;
        let at = |column: usize| Place { row: place.row, column: column as u16 };
        styles.text(&mut sheet, at(6), &assumption.id, &styles.plain)?;
        styles.text(&mut sheet, at(7), assumption.reason.get(language), &styles.plain)?;
        styles.text(&mut sheet, at(8), pack.sources[assumption.source.0].text.get(language), &styles.plain)?;
    }
    narrow(&mut sheet)?;
    Ok(sheet)
}

fn narrow(sheet: &mut Worksheet) -> Result<(), WorkbookError> {
    sheet.set_column_width(0, 40)?;
    sheet.set_column_range_width(2, 5, 12)?;
    sheet.set_freeze_panes(FIRST_ROW as u32, 1)?;
    Ok(())
}

/// The sheet of constants, profiles and curves.
pub fn parameters(source: &Source<'_>, styles: &Styles) -> Result<Worksheet, WorkbookError> {
    let (pack, language) = (source.pack(), source.language);
    let words = Words::of(language);
    let mut sheet = titled(source, styles, Sheet::Parameters, words.parameters_note)?;
    words::heads(
        styles,
        &mut sheet,
        FIRST_ROW - 1,
        &[words.constants, words.unit, words.value, words.id, words.note, words.source],
    )?;
    let origin = |id: guoban_model::pack::SourceId| pack.sources[id.0].text.get(language);
    for (index, constant) in pack.constants.iter().enumerate() {
        let place = source.places.constant(ConstantId(index));
        let at = |column: usize| Place { row: place.row, column: column as u16 };
        styles.text(&mut sheet, at(0), constant.name.get(language), &styles.plain)?;
        styles.text(&mut sheet, at(1), unit_name(&constant.unit, language), &styles.plain)?;
        sheet.write_number_with_format(place.row, place.column, constant.value, &general(styles))?;
        styles.text(&mut sheet, at(3), &constant.id, &styles.plain)?;
        styles.text(&mut sheet, at(4), constant.note.get(language), &styles.plain)?;
        styles.text(&mut sheet, at(5), origin(constant.source), &styles.plain)?;
    }
    let list = |sheet: &mut Worksheet, row: usize, numbers: &[f64]| -> Result<(), WorkbookError> {
        for (index, number) in numbers.iter().enumerate() {
            sheet.write_number_with_format(row as u32, (FIRST_MONTH + index) as u16, *number, &general(styles))?;
        }
        Ok(())
    };
    styles.text(&mut sheet, Place::new(source.places.profile(ProfileId(0)) - 1, 0), words.profiles, &styles.head)?;
    for (index, profile) in pack.profiles.iter().enumerate() {
        let row = source.places.profile(ProfileId(index));
        styles.text(&mut sheet, Place::new(row, 0), profile.name.get(language), &styles.plain)?;
        styles.text(&mut sheet, Place::new(row, 3), &profile.id, &styles.plain)?;
        styles.text(&mut sheet, Place::new(row, 5), origin(profile.source), &styles.plain)?;
        let weights: Vec<f64> = (1..=12).map(|month| profile.month_weight(month)).collect();
        list(&mut sheet, row, &weights)?;
    }
    styles.text(&mut sheet, Place::new(source.places.curve(CurveId(0)) - 1, 0), words.curves, &styles.head)?;
    for (index, curve) in pack.curves.iter().enumerate() {
        let row = source.places.curve(CurveId(index));
        styles.text(&mut sheet, Place::new(row, 0), curve.name.get(language), &styles.plain)?;
        styles.text(&mut sheet, Place::new(row, 3), &curve.id, &styles.plain)?;
        styles.text(&mut sheet, Place::new(row, 5), origin(curve.source), &styles.plain)?;
        list(&mut sheet, row, &curve.x)?;
        list(&mut sheet, row + 1, &curve.y)?;
    }
    sheet.set_column_width(0, 40)?;
    Ok(sheet)
}

/// A number to change, with as many decimals as it has.
fn general(styles: &Styles) -> rust_xlsxwriter::Format {
    styles.input.clone().set_num_format("General")
}

/// The sheet of sources.
pub fn sources(source: &Source<'_>, styles: &Styles) -> Result<Worksheet, WorkbookError> {
    let (pack, language) = (source.pack(), source.language);
    let words = Words::of(language);
    let mut sheet = titled(source, styles, Sheet::Sources, words.sources_note)?;
    words::heads(styles, &mut sheet, FIRST_ROW - 1, &[words.id, words.kind, words.source])?;
    for (index, item) in pack.sources.iter().enumerate() {
        let kind = match item.kind {
            SourceKind::Published => words.published,
            SourceKind::Demo => words.invented,
            SourceKind::Guess => words.guess,
        };
        for (column, text) in [&*item.id, kind, item.text.get(language)].into_iter().enumerate() {
            let format = if column == 2 { &styles.wrapped } else { &styles.plain };
            styles.text(&mut sheet, Place::new(FIRST_ROW + index, column), text, format)?;
        }
    }
    let after = FIRST_ROW + pack.sources.len() + 1;
    styles.text(&mut sheet, Place::new(after, 2), pack.note.get(language), &styles.wrapped)?;
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(2, 110)?;
    Ok(sheet)
}
