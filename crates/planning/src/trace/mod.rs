//! The way of a figure back to its sources: from a target's standing through formulas to cells of the pack.

mod named;

use guoban_model::explain::{IngredientKind, Origin, explain, is_known};
use guoban_model::model::Projection;
use guoban_model::pack::{Cell, Measure, SourceId, TargetId, VariableId};
use guoban_model::program::CellRef;
use guoban_model::read::line_of;
use guoban_model::text::Text;
use rust_decimal::Decimal;

use crate::figures::Figures;
use crate::number::published;
use crate::pulls::largest_remainder;

pub use named::Piece;

/// Decimals at which a figure inside a formula is read.
const READ: u32 = 4;

/// A figure that can be traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A target's standing at the end of a month.
    Standing(TargetId, i32),
    /// The standing of a variable, in one of its rows, at the end of a month.
    Figure(VariableId, usize, i32),
    /// Something a formula reads.
    Read(IngredientKind, i32),
}

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A sum of months.
    Sum,
    /// Computed by a formula.
    Computed,
    /// A figure of the pack for a month that is known.
    Known,
    /// The pack's value for the time before the first figure.
    Before,
    /// A setting the session decides.
    Lever,
    /// A setting nobody here decides.
    Assumption,
    /// A number of the pack.
    Given,
}

/// A figure that another one is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// To trace it in turn.
    pub step: Step,
    /// Its name.
    pub name: Text,
    /// Its month, where it has one.
    pub month: Option<i32>,
    /// Its value; the scale says how many decimals are shown.
    pub value: Option<Decimal>,
    /// Its unit, as written in the pack.
    pub unit: String,
    /// What it is.
    pub kind: Kind,
    /// Where it comes from.
    pub source: SourceId,
}

/// A figure and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The figure.
    pub figure: Input,
    /// Line of the pack's file where it is given.
    pub line: Option<usize>,
    /// The formula, where it is computed by one.
    pub formula: Option<Formula>,
    /// What it is made of.
    pub inputs: Vec<Input>,
}

/// How a figure is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// With names in the place of ids.
    pub named: Vec<Piece>,
    /// As the pack writes it.
    pub written: String,
    /// With values in the place of names.
    pub values: String,
}

/// Traces a figure of a run one step back. `text` is the text of the pack. `None` where the run has no such figure.
pub fn trace(run: &Projection, text: &str, step: Step) -> Option<Trace> {
    match step {
        Step::Standing(target, month) => {
            let item = run.pack().targets.get(target.0)?;
            standing(run, text, (item.variable, item.row.unwrap_or(0)), &item.name, (step, month))
        }
        Step::Figure(variable, row, month) => {
            let name = input(run, IngredientKind::Cell(CellRef { variable, row, offset: month }), month)?.name;
            standing(run, text, (variable, row), &name, (step, month))
        }
        Step::Read(kind, month) => read(run, text, kind, month),
    }
}

fn standing(
    run: &Projection,
    text: &str,
    (variable, row): (VariableId, usize),
    name: &Text,
    (step, month): (Step, i32),
) -> Option<Trace> {
    let pack = run.pack();
    let item = pack.variables.get(variable.0)?;
    let cell = |offset| IngredientKind::Cell(CellRef { variable, row, offset });
    let total = published(run.standing(pack, variable, row, month)?, item.decimals)?;
    let figure = |kind| Input {
        step,
        name: name.clone(),
        month: Some(month),
        value: Some(total),
        unit: item.unit.clone(),
        kind,
        source: item.source,
    };
    let first = month.div_euclid(12) * 12;
    if item.measure != Measure::Flow || first == month {
        let trace = read(run, text, cell(month), month)?;
        return Some(Trace { figure: figure(trace.figure.kind), ..trace });
    }
    // Months are rounded so that they add up to the figure that is shown.
    let values: Vec<f64> = (first..=month).map(|at| run.at(variable, row, at)).collect::<Option<_>>()?;
    let shown = largest_remainder(&values, total, item.decimals)?;
    let inputs = (first..=month).zip(shown);
    let inputs = inputs.filter_map(|(at, value)| Some(Input { value: Some(value), ..input(run, cell(at), at)? }));
    Some(Trace { figure: figure(Kind::Sum), line: None, formula: None, inputs: inputs.collect() })
}

fn read(run: &Projection, text: &str, kind: IngredientKind, month: i32) -> Option<Trace> {
    let mut figure = input(run, kind, month)?;
    let mut trace = Trace { line: line(run, text, kind), formula: None, inputs: Vec::new(), figure: figure.clone() };
    let IngredientKind::Cell(cell) = kind else { return Some(trace) };
    let explained = explain(run.pack(), run, run.as_of(), cell)?;
    figure.kind = match explained.origin {
        Origin::Known(_) => Kind::Known,
        Origin::Before(_) => Kind::Before,
        Origin::Computed { formula, with_values, ingredients } => {
            let (written, values) = (formula.trim().to_owned(), with_values.trim().to_owned());
            let over = run.pack().variables[cell.variable.0].over;
            trace.formula = Some(Formula { named: named::named(run.pack(), over, &written), written, values });
            let inputs = ingredients.into_iter().filter_map(|found| {
                let read = input(run, found.kind, month)?;
                // The formula may have read a lever before it acts, or a weight of another month.
                Some(Input { value: readable(found.value), name: found.name, unit: found.unit, ..read })
            });
            trace.inputs = inputs.collect();
            Kind::Computed
        }
    };
    Some(Trace { figure, ..trace })
}

/// One thing a formula reads in a month, by itself.
fn input(run: &Projection, kind: IngredientKind, month: i32) -> Option<Input> {
    let pack = run.pack();
    let step = Step::Read(kind, month);
    let settings = run.settings();
    let given = |name: &Text, unit: &str, value: Option<f64>, source: SourceId, kind: Kind| Input {
        step,
        name: name.clone(),
        month: None,
        value: value.and_then(readable),
        unit: unit.to_owned(),
        kind,
        source,
    };
    Some(match kind {
        IngredientKind::Cell(cell) => {
            let item = pack.variables.get(cell.variable.0)?;
            let name = pack.name_in_row(cell.variable, Some(cell.row));
            let kind = if is_known(pack, run.as_of(), cell) { Kind::Known } else { Kind::Computed };
            let value = run.at(cell.variable, cell.row, cell.offset);
            Input {
                step: Step::Read(IngredientKind::Cell(cell), cell.offset),
                month: Some(cell.offset),
                ..given(&name, &item.unit, value, item.source, kind)
            }
        }
        IngredientKind::Lever(id) => {
            let item = pack.levers.get(id.0)?;
            given(&item.name, &item.unit, settings.levers.get(id.0).copied(), item.source, Kind::Lever)
        }
        IngredientKind::Assumption(id) => {
            let item = pack.assumptions.get(id.0)?;
            given(&item.name, &item.unit, settings.assumptions.get(id.0).copied(), item.source, Kind::Assumption)
        }
        IngredientKind::Constant(id) => {
            let item = pack.constants.get(id.0)?;
            given(&item.name, &item.unit, Some(item.value), item.source, Kind::Given)
        }
        IngredientKind::Profile(id) => {
            let item = pack.profiles.get(id.0)?;
            let weight = item.month_weight(month.rem_euclid(12) as usize + 1);
            given(&item.name, "1", Some(weight), item.source, Kind::Given)
        }
        IngredientKind::Curve(id) => {
            let item = pack.curves.get(id.0)?;
            given(&item.name, "1", None, item.source, Kind::Given)
        }
        IngredientKind::Table(column, row) => {
            let table = pack.tables.get(column.table.0)?;
            let (row, column) = (table.rows.get(row)?, (table.columns.get(column.column)?, column.column));
            let name = Text::new(
                format!("{} {}", row.name.zh, column.0.name.zh),
                format!("{}, {}", row.name.en, column.0.name.en),
            );
            let value = match row.cells.get(column.1) {
                Some(Cell::Number(value)) => Some(*value),
                _ => None,
            };
            given(&name, &column.0.unit, value, row.source.unwrap_or(column.0.source), Kind::Given)
        }
    })
}

/// The line of the pack's file that gives something.
fn line(run: &Projection, text: &str, kind: IngredientKind) -> Option<usize> {
    let pack = run.pack();
    let of_row = |table: usize, row: usize| {
        let table = &pack.tables[table];
        let start = line_of(text, &["table"], &table.id, 0)?;
        line_of(text, &["table.row"], &table.rows[row].id, start)
    };
    match kind {
        IngredientKind::Cell(cell) => line_of(text, &["variable", "series"], &pack.variables[cell.variable.0].id, 0),
        IngredientKind::Lever(id) => match pack.levers[id.0].cell {
            Some((column, row)) => of_row(column.table.0, row),
            None => line_of(text, &["lever"], &pack.levers[id.0].id, 0),
        },
        IngredientKind::Assumption(id) => line_of(text, &["assumption"], &pack.assumptions[id.0].id, 0),
        IngredientKind::Constant(id) => line_of(text, &["constant"], &pack.constants[id.0].id, 0),
        IngredientKind::Profile(id) => line_of(text, &["profile"], &pack.profiles[id.0].id, 0),
        IngredientKind::Curve(id) => line_of(text, &["curve"], &pack.curves[id.0].id, 0),
        IngredientKind::Table(column, row) => of_row(column.table.0, row),
    }
}

/// A value with the decimals that say something.
fn readable(value: f64) -> Option<Decimal> {
    published(value, READ).map(|value| value.normalize())
}
