//! Shared pools on the board: in how many months one is overdrawn, and by how much at most.

use guoban_model::number::to_f64;
use guoban_model::pack::{Limit, LimitWhen, Measure, VariableId};
use guoban_model::program::CellRef;
use guoban_planning::figures::Figures;
use guoban_planning::limits::LimitVerdict;
use guoban_planning::number;
use rust_xlsxwriter::Worksheet;

use crate::board::published;
use crate::expression::Expression;
use crate::places::{Place, Sheet};
use crate::steps;
use crate::style::Styles;
use crate::translate::Translator;
use crate::words::{self, Words};
use crate::{Source, WorkbookError};

/// Writes the limits below the targets.
pub fn write<'a>(
    source: &'a Source<'a>,
    styles: &Styles,
    translator: &mut Translator<'a>,
    sheet: &mut Worksheet,
    verdicts: &[LimitVerdict],
) -> Result<(), WorkbookError> {
    let pack = source.pack();
    let words = Words::of(source.language);
    if pack.limits.is_empty() {
        return Ok(());
    }
    let heads = [words.limits, words.unit, words.short_months, words.short_by, words.verdict, words.note];
    words::heads(styles, sheet, source.places.limit(0).row as usize - 1, &heads)?;
    for (index, (limit, verdict)) in pack.limits.iter().zip(verdicts).enumerate() {
        let row = source.places.limit(index).row as usize;
        let shortages = shortages(source, translator, limit);
        let unit = number::unit_name(&pack.variables[limit.used.0].unit, source.language);
        styles.text(sheet, Place::new(row, 0), limit.name.get(source.language), &styles.plain)?;
        styles.text(sheet, Place::new(row, 1), unit, &styles.plain)?;
        let mut put = |column: usize, text: &str, value: String, format: &rust_xlsxwriter::Format| {
            let formula = steps::formula(source, Sheet::Board, text, value);
            sheet.write_formula_with_format(row as u32, column as u16, formula, format).map(drop)
        };
        let short = verdict.breaches().count();
        put(2, &format!("COUNTIF({shortages},\">0\")"), short.to_string(), &Styles::decimals(&styles.projected, 0))?;
        let worst = verdict.worst().map_or(0.0, |month| to_f64(month.short_by()));
        let format = Styles::decimals(&styles.projected, verdict.decimals);
        put(3, &format!("MAX({shortages},0)"), steps::result(worst), &format)?;
        let months = Place::new(row, 2).a1();
        let now = if short == 0 { words.enough } else { words.overdrawn };
        let text = format!("IF({months}=0,\"{}\",\"{}\")", words.enough, words.overdrawn);
        put(4, &text, now.to_owned(), &styles.verdict)?;
        styles.text(sheet, Place::new(row, 5), limit.note.get(source.language), &styles.plain)?;
    }
    Ok(())
}

/// Writes what is used, what there is and what is missing among the steps, and gives the range of what is missing.
fn shortages<'a>(source: &'a Source<'a>, translator: &mut Translator<'a>, limit: &Limit) -> String {
    let pack = source.pack();
    let words = Words::of(source.language);
    let over = |variable: VariableId| pack.variables[variable.0].over;
    let pools = if over(limit.used) == over(limit.available) { pack.rows_of(limit.used) } else { 1 };
    let name = limit.name.get(source.language);
    let row_name = |pool: usize| match over(limit.used).filter(|_| pools > 1) {
        Some(table) => format!("{name} {}", pack.tables[table.0].rows[pool].name.get(source.language)),
        None => name.to_owned(),
    };
    let mut rows = |what: &str| -> Vec<usize> {
        (0..pools).map(|pool| translator.steps.named(format!("{}：{what}", row_name(pool)))).collect()
    };
    let (used, available, short) = (rows(words.used), rows(words.available), rows(words.shortage));
    let months = match limit.when {
        LimitWhen::EachMonth => pack.known_through(limit.used, source.model.as_of()).max(-1) + 1..=11,
        LimitWhen::Year => 11..=11,
    };
    let decimals = pack.variables[limit.used.0].decimals;
    let (mut first, mut last) = (None, Place::new(0, 0));
    for month in months {
        let Some(column) = source.places.month(month) else { continue };
        for pool in 0..pools {
            for (variable, rows) in [(limit.used, &used), (limit.available, &available)] {
                let (text, value) = side(source, translator, limit, variable, (pools > 1).then_some(pool), month);
                translator.steps.fill(rows[pool], month, text, value.unwrap_or(f64::NAN));
            }
            let rounded = |row: usize| published(&source.places.on(Sheet::Steps, Place::new(row, column)), decimals);
            let text = format!("IFERROR(MAX(ROUND({}-{},9),0),\"\")", rounded(used[pool]), rounded(available[pool]));
            let figure = |variable| {
                let (_, value) = side(source, translator, limit, variable, (pools > 1).then_some(pool), month);
                value.and_then(|value| number::published(value, decimals))
            };
            let missing = figure(limit.used).zip(figure(limit.available)).map(|(used, available)| used - available);
            let missing = missing.map_or(0.0, |missing| to_f64(missing).max(0.0));
            translator.steps.fill(short[pool], month, text, missing);
            let place = Place::new(short[pool], column);
            first = first.or(Some(place));
            last = place;
        }
    }
    source.places.range(Sheet::Steps, first.unwrap_or(last), last)
}

/// One side of a limit in a month: of one pool, or of all rows together.
fn side(
    source: &Source<'_>,
    translator: &Translator<'_>,
    limit: &Limit,
    variable: VariableId,
    pool: Option<usize>,
    month: i32,
) -> (String, Option<f64>) {
    let pack = source.pack();
    let rows = pool.map_or(0..pack.rows_of(variable), |pool| pool..pool + 1);
    let year = limit.when == LimitWhen::Year && pack.variables[variable.0].measure == Measure::Flow;
    let first = if year { 0 } else { month };
    let mut cells = Vec::new();
    let mut value = Some(0.0);
    for row in rows {
        cells.extend((first..=month).map(|offset| translator.cell(CellRef { variable, row, offset })));
        let read = match limit.when {
            LimitWhen::EachMonth => source.projection.at(variable, row, month),
            LimitWhen::Year => source.projection.standing(pack, variable, row, month),
        };
        value = value.zip(read).map(|(sum, read)| sum + read);
    }
    let sum = cells.into_iter().reduce(|sum, cell| Expression::add(&sum, &cell));
    (sum.unwrap_or_else(Expression::missing).text, value)
}
