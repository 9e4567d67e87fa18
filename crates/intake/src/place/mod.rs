//! From a filled form to the text of a pack, in the short pack language with the templates of the pack library.
//!
//! What was filled in is a figure with its source; all else is a default that says so: the growth by which an indicator goes on is its
//! class's in the back-test, its error band that class's, and the lever that adds so much is no measure. The text is read, compiled and
//! judged once to see how far such a lever has to reach.

mod errors;
mod header;
mod ids;
mod indicators;
mod toml_text;

use std::collections::BTreeMap;

use guoban_model::read::{bundle, read_pack};
use guoban_model::text::Language;
use guoban_planning::calendar::Period;
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::finding::{Finding, Place, Problem};
use crate::form::Form;
use ids::Ids;

/// The pack library.
const LIBRARY: &str = include_str!("../../../../www/packs/templates/library.toml");

/// A pack made of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its text: stands alone, and passes `guoban check`.
    pub text: String,
    /// By the form's row of an indicator: its id in the pack.
    pub ids: Vec<String>,
    /// What was left out or taken for granted.
    pub remarks: Vec<Finding>,
}

/// How far the lever of an indicator reaches, either way.
type Widths = BTreeMap<String, Decimal>;

/// Makes the pack of a form.
///
/// # Errors
/// What the pack reader says of the text that came out: the form asks for something that a pack cannot say.
pub fn write(form: &Form) -> Result<Made, Vec<Finding>> {
    let ids = Ids::of(form);
    let first = assemble(form, &ids, &Widths::new())?;
    let widths = widths(form, &ids, &first)?;
    let text = assemble(form, &ids, &widths)?;
    read_pack(&text).map_err(|found| refused(&found))?;
    Ok(Made { text, ids: ids.indicators, remarks: form.remarks.clone() })
}

fn refused(found: &[guoban_model::diagnostic::Diagnostic]) -> Vec<Finding> {
    let words = |finding: &guoban_model::diagnostic::Diagnostic| {
        let words = |language| {
            let place = &finding.place;
            format!("{}:{} {}: {}", place.line, place.column, place.shown(language), finding.message(language))
        };
        Finding::error(Place::default(), Problem::Pack { zh: words(Language::Zh), en: words(Language::En) })
    };
    let errors = found.iter().filter(|finding| finding.severity == guoban_model::diagnostic::Severity::Error);
    errors.map(words).collect()
}

fn assemble(form: &Form, ids: &Ids, widths: &Widths) -> Result<String, Vec<Finding>> {
    let mut text = header::write(form, ids);
    text += &indicators::write(form, ids, widths);
    text += &errors::write(form);
    let needs = bundle::needs(&text).map_err(|found| refused(&found))?;
    bundle::bundle(&text, &needs, LIBRARY, &[]).map_err(|found| refused(&found))
}

/// What each lever has to reach so that it can turn the verdicts of its indicator, with room to spare.
fn widths(form: &Form, ids: &Ids, text: &str) -> Result<Widths, Vec<Finding>> {
    let read = read_pack(text).map_err(|found| refused(&found))?;
    let model = read.compile(read.pack.as_of).map_err(|found| refused(&found))?;
    let scenario = Scenario::baseline(&read.pack);
    let projection = model.run(&scenario.settings(model.pack()));
    let judge = Judge::new(model.pack(), &scenario);
    let board = judge.board(&projection, |_, _| None);
    let (half, year) = indicators::months_left(form);
    let mut widths = Widths::new();
    for row in &board.rows {
        let target = &model.pack().targets[row.target.0];
        let id = &model.pack().variables[target.variable.0].id;
        let Some(place) = ids.indicators.iter().position(|own| own == id || format!("{own}_growth") == *id) else {
            continue;
        };
        for period in [Period::Half, Period::Year] {
            let Some(gap) = row.get(period).gap else { continue };
            let gap = indicators::in_its_unit(&form.indicators[place], target.year.or(target.half), gap);
            // By June only a part of what is spread to December has come.
            let part = match period {
                Period::Half if half == 0 => continue,
                Period::Half if form.indicators[place].is_flow() => Decimal::from(half) / Decimal::from(year.max(1)),
                // Points are of the growth to date: so much of the year's, by twelve sixths.
                Period::Half => Decimal::from(half * 2) / Decimal::from(year.max(1)),
                Period::Year => Decimal::ONE,
            };
            let need = gap.abs() * Decimal::new(14, 1) / part;
            let width = widths.entry(ids.indicators[place].clone()).or_default();
            *width = (*width).max(need);
        }
    }
    Ok(widths)
}

/// A step that people would choose for a range: 1, 2 or 5 with zeros, some twenty to fifty steps.
pub fn nice_step(range: Decimal) -> Decimal {
    let aim = range / Decimal::from(40);
    let mut step = Decimal::new(1, 4);
    for _ in 0..16 {
        for factor in [1, 2, 5] {
            if step * Decimal::from(factor) >= aim {
                return step * Decimal::from(factor);
            }
        }
        step *= Decimal::TEN;
    }
    step
}
