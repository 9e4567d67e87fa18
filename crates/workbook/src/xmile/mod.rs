//! A pack and a plan in XMILE 1.0, the interchange language of system dynamics, for programs that read that.
//!
//! One time step is a month. Levers, assumptions, constants and cells of tables are constants to change, known figures are
//! graphical functions of `TIME`, every row of a variable is a variable of its own, and what a formula carries from month to
//! month is a stock. What the standard has no words for is said in the file and in [the manual](../../../docs/xmile.md).
//!
//! The same model, plan and language give the same text.

mod equation;
mod item;
mod names;
mod reach;
mod time;
mod words;
mod writer;

use std::collections::BTreeSet;

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, Formula, LeverId, VariableId};
use guoban_model::program::CellRef;
use guoban_model::text::Language;
use guoban_model::time::HORIZON;
use guoban_planning::number::{month_of, unit_name};
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::known::{Content, content};
use crate::{Source, WorkbookError};
use equation::{choice, during, number};
use item::{Group, Item, escaped};
use reach::{Reach, looks_back};
use words::Words;
use writer::Writer;

/// A plan in XMILE.
#[derive(Clone, Debug)]
pub struct Xmile {
    /// The file.
    pub text: String,
    /// By variable and row: its name there.
    pub variables: Vec<Vec<String>>,
    /// By lever: its name there.
    pub levers: Vec<String>,
    /// By assumption: its name there.
    pub assumptions: Vec<String>,
    /// Values that follow from later months, which a simulation does not know when it comes to them.
    pub unsaid: BTreeSet<CellRef>,
}

/// Writes a plan in XMILE.
///
/// # Errors
/// A pack with more monthly cells than [`crate::MOST_CELLS`].
pub fn xmile(model: &Model, scenario: &Scenario, language: Language) -> Result<Xmile, WorkbookError> {
    let source = Source::new(model, scenario, language)?;
    let pack = source.pack();
    let formulas = pack.variables.iter().flat_map(|variable| match &variable.formula {
        Formula::Given => &[],
        Formula::Same(node) => std::slice::from_ref(node),
        Formula::PerRow(nodes) => nodes,
    });
    // What reads only levers and the calendar has values before the history there is.
    let before = formulas.map(looks_back).max().unwrap_or(0);
    let months = -(pack.history_months as i32) - before..=HORIZON as i32 - 1;
    let mut writer = Writer::new(&source, months.clone());
    inputs(&mut writer);
    let reach = Reach::new(&source);
    let mut unsaid = BTreeSet::new();
    for index in 0..pack.variables.len() {
        for row in 0..pack.rows_of(VariableId(index)) {
            let cells = source.places.months().map(|offset| CellRef { variable: VariableId(index), row, offset });
            let ahead: Vec<CellRef> = cells.filter(|cell| reach.looks_ahead(*cell)).collect();
            series(&mut writer, VariableId(index), row, &ahead);
            unsaid.extend(ahead);
        }
    }
    let text = document(&writer);
    let Writer { variables, levers, assumptions, .. } = writer;
    Ok(Xmile { text, variables, levers, assumptions, unsaid })
}

/// Levers, assumptions and constants, all of them, whether or not something reads them.
fn inputs(writer: &mut Writer<'_>) {
    let (source, language) = (writer.source, writer.source.language);
    let (pack, settings) = (source.pack(), source.projection.settings());
    let words = Words::of(language);
    let text = |decimal: Decimal| number(to_f64(decimal)).text;
    for (index, lever) in pack.levers.iter().enumerate() {
        let acts = match source.model.acts_from(LeverId(index)) {
            Some(first) => format!("{}{}", words.acts_from, month_of(first, pack.year, language)),
            None => words.too_late.to_owned(),
        };
        let own = [lever.name.get(language), &acts, lever.note.get(language)];
        writer.items.push(Item {
            unit: unit_name(&lever.unit, language).to_owned(),
            range: Some((text(lever.min), text(lever.max))),
            note: noted(&own, &lever.unit, pack.sources[lever.source.0].text.get(language), language),
            ..Item::aux(Group::Levers, &writer.levers[index], number(settings.levers[index]).text)
        });
    }
    for (index, item) in pack.assumptions.iter().enumerate() {
        let own = [item.name.get(language), item.reason.get(language)];
        writer.items.push(Item {
            unit: unit_name(&item.unit, language).to_owned(),
            range: Some((text(item.low), text(item.high))),
            note: noted(&own, &item.unit, pack.sources[item.source.0].text.get(language), language),
            ..Item::aux(Group::Assumptions, &writer.assumptions[index], number(settings.assumptions[index]).text)
        });
    }
    for (index, item) in pack.constants.iter().enumerate() {
        let own = [item.name.get(language), item.note.get(language)];
        writer.items.push(Item {
            unit: unit_name(&item.unit, language).to_owned(),
            note: noted(&own, &item.unit, pack.sources[item.source.0].text.get(language), language),
            ..Item::aux(Group::Constants, &writer.constants[index], number(item.value).text)
        });
    }
}

/// A variable's row: its figures where they are known, its equation elsewhere.
fn series(writer: &mut Writer<'_>, id: VariableId, row: usize, ahead: &[CellRef]) {
    let (source, language) = (writer.source, writer.source.language);
    let pack = source.pack();
    let variable = &pack.variables[id.0];
    let words = Words::of(language);
    let (mut x, mut y, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    for offset in writer.months.clone() {
        match content(source, CellRef { variable: id, row, offset }) {
            Content::Figure(value) => {
                x.push(f64::from(offset + 1));
                y.push(value);
                figures.push(Some(true));
            }
            Content::Formula(_) => figures.push(Some(false)),
            Content::Nothing => figures.push(None),
        }
    }
    let node = match &variable.formula {
        Formula::Given => None,
        Formula::Same(node) => Some(node),
        Formula::PerRow(nodes) => nodes.get(row),
    };
    let node = node.filter(|_| figures.contains(&Some(false)));
    let equation = node.map(|node| writer.formula(node, id, row));
    let name = writer.variables[id.0][row].clone();
    let mut item = Item::aux(Group::Indicators, &name, String::new());
    match (equation, x.is_empty()) {
        (None, true) => item.equation = "0".to_owned(),
        (None, false) => {
            item.equation = "TIME".to_owned();
            item.points = Some((x, y));
        }
        (Some(equation), true) => item.equation = equation.text,
        (Some(equation), false) => {
            let known = writer.names.take(&format!("{name}_known"));
            let table = Item { points: Some((x, y)), ..Item::aux(Group::Known, &known, "TIME".to_owned()) };
            writer.items.push(table);
            let condition = during(*writer.months.start() + 1, &spread(&figures));
            let known = crate::expression::Expression::whole(known);
            item.equation =
                condition.map_or_else(|| known.text.clone(), |during| choice(&during, &known, &equation).text);
        }
    }
    let written = match &variable.formula {
        Formula::Given => None,
        Formula::Same(_) => variable.formula_text.first(),
        Formula::PerRow(_) => variable.formula_text.get(row),
    };
    let shown = pack.name_in_row(id, variable.over.map(|_| row));
    let unsaid = match (ahead.first(), ahead.last()) {
        (Some(first), Some(last)) => {
            let month = |cell: &CellRef| month_of(cell.offset, pack.year, language);
            format!("{}{}–{}", words.unsaid, month(first), month(last))
        }
        _ => String::new(),
    };
    let own = [shown.get(language), &unsaid, written.map_or("", String::as_str), variable.note.get(language)];
    item.note = noted(&own, &variable.unit, pack.sources[variable.source.0].text.get(language), language);
    item.unit = unit_name(&variable.unit, language).to_owned();
    writer.items.push(item);
}

/// By month: whether the figure is taken; a month with neither figure nor formula goes with the month before it, the first ones
/// with those after them.
fn spread(figures: &[Option<bool>]) -> Vec<bool> {
    let mut last = figures.iter().copied().flatten().next().unwrap_or(false);
    let taken = figures.iter().map(|figure| {
        last = figure.unwrap_or(last);
        last
    });
    taken.collect()
}

fn noted(own: &[&str], unit: &str, source: &str, language: Language) -> String {
    let words = Words::of(language);
    let unit = unit_name(unit, language);
    let (unit, source) = (format!("{}{unit}", words.unit), format!("{}{source}", words.source));
    let parts = own.iter().copied().chain([&*unit, &*source]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn document(writer: &Writer<'_>) -> String {
    let (source, language) = (writer.source, writer.source.language);
    let (pack, words) = (source.pack(), Words::of(language));
    let (start, stop) = (writer.months.start() + 1, writer.months.end() + 1);
    let name = escaped(pack.name.get(language));
    let day = source.model.as_of();
    let lang = match language {
        Language::Zh => "zh",
        Language::En => "en",
    };
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <xmile version=\"1.0\" xmlns=\"http://docs.oasis-open.org/xmile/ns/XMILE/v1.0\">\n\
         <header>\n<vendor>Guoban</vendor>\n<product version=\"{}\" lang=\"{lang}\">Guoban</product>\n\
         <name>{name}</name>\n</header>\n\
         <sim_specs method=\"Euler\" time_units=\"Months\">\n<start>{start}</start>\n<stop>{stop}</stop>\n<dt>1</dt>\n\
         </sim_specs>\n<model>\n<variables>\n",
        env!("CARGO_PKG_VERSION")
    );
    let about = [
        format!("{} · {} {} · {}{day}", pack.name.get(language), pack.id, pack.revision, words.as_of),
        words.time.replace("{year}", &pack.year.to_string()),
        words.cannot.to_owned(),
        pack.note.get(language).to_owned(),
    ];
    text += &format!("<group name=\"{}\"><doc>{}</doc></group>\n", words.about, escaped(&about.join("\n")));
    for group in Group::ALL {
        let items: Vec<&Item> = writer.items.iter().filter(|item| item.group == group).collect();
        if items.is_empty() {
            continue;
        }
        text += &format!("<group name=\"{}\"><doc>{}</doc>", words.group(group).0, words.group(group).1);
        for item in &items {
            text += &format!("<entity name=\"{}\"/>", item.name);
        }
        text += "</group>\n";
        items.iter().for_each(|item| item.write(&mut text));
    }
    text += "</variables>\n</model>\n</xmile>\n";
    text
}

impl Xmile {
    /// A lever's name.
    pub fn lever(&self, lever: LeverId) -> &str {
        &self.levers[lever.0]
    }

    /// An assumption's name.
    pub fn assumption(&self, assumption: AssumptionId) -> &str {
        &self.assumptions[assumption.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_anything_go_with_their_neighbours() {
        let (figure, formula, nothing) = (Some(true), Some(false), None);
        assert_eq!(spread(&[nothing, figure, nothing, formula, nothing]), [true, true, true, false, false]);
        assert_eq!(spread(&[nothing, formula]), [false, false]);
    }
}
