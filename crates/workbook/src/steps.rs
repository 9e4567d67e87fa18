//! Parts of formulas that stand in cells of their own: what is summed over months or rows, and what is too long.

use std::collections::BTreeMap;

use guoban_model::formula::Node;
use guoban_model::pack::{TableId, VariableId};
use rust_xlsxwriter::{Formula, Worksheet};

use crate::places::{FIRST_ROW, Place, Sheet};
use crate::style::Styles;
use crate::translate::{Months, Translator};
use crate::words::{self, Words};
use crate::{Source, WorkbookError};

/// Which part of which formula.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The node, by its address in the pack, which stays in one place while the workbook is written.
    node: usize,
    rows: Vec<(TableId, usize)>,
    /// Rows of an aggregate stand below one another.
    part: Option<usize>,
}

impl Step {
    /// A node where these rows are bound.
    pub fn node(node: &Node, rows: &[(TableId, usize)]) -> Self {
        Self { node: std::ptr::from_ref(node).addr(), rows: rows.to_vec(), part: None }
    }

    /// One of the rows an aggregate goes over.
    pub fn part(node: &Node, rows: &[(TableId, usize)], part: usize) -> Self {
        Self { part: Some(part), ..Self::node(node, rows) }
    }
}

/// What a row of the steps is about, and its months.
#[derive(Clone, Debug)]
pub struct Line {
    /// The variable and row whose formula it is a part of.
    pub series: Option<(VariableId, usize)>,
    /// Rows bound.
    pub rows: Vec<(TableId, usize)>,
    /// A name of its own.
    pub name: Option<String>,
    /// Formulas by month, with their values.
    pub months: Months,
}

/// All steps.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    rows: BTreeMap<Step, usize>,
    lines: Vec<Line>,
}

impl Steps {
    /// The row of a step; the next free one for a new step.
    pub fn row(&mut self, step: Step, series: (VariableId, usize), rows: &[(TableId, usize)]) -> usize {
        if let Some(row) = self.rows.get(&step) {
            return *row;
        }
        let row = self.push(Line { series: Some(series), rows: rows.to_vec(), name: None, months: Months::new() });
        self.rows.insert(step, row);
        row
    }

    /// Whether a step has this month's formula.
    pub fn filled(&self, step: &Step, month: i32) -> Option<usize> {
        let row = *self.rows.get(step)?;
        self.lines.get(row - FIRST_ROW)?.months.contains_key(&month).then_some(row)
    }

    /// A row with a name of its own.
    pub fn named(&mut self, name: String) -> usize {
        self.push(Line { series: None, rows: Vec::new(), name: Some(name), months: Months::new() })
    }

    fn push(&mut self, line: Line) -> usize {
        self.lines.push(line);
        FIRST_ROW + self.lines.len() - 1
    }

    /// Writes down the formula of a month.
    pub fn fill(&mut self, row: usize, month: i32, text: String, value: f64) {
        if let Some(line) = self.lines.get_mut(row - FIRST_ROW) {
            line.months.insert(month, (text, value));
        }
    }
}

/// A value as it stands in a cell until it is recalculated.
pub fn result(value: f64) -> String {
    if value.is_finite() { format!("{value}") } else { "#N/A".to_owned() }
}

/// A formula of a sheet: references within the sheet go without its name.
pub fn formula(source: &Source<'_>, sheet: Sheet, text: &str, value: impl Into<String>) -> Formula {
    let own = format!("{}!", sheet.name(source.language));
    Formula::new(format!("={}", text.replace(&own, ""))).set_result(value)
}

/// The sheet of steps.
pub fn sheet(source: &Source<'_>, styles: &Styles, translator: &Translator<'_>) -> Result<Worksheet, WorkbookError> {
    let pack = source.pack();
    let language = source.language;
    let words = Words::of(language);
    let mut sheet = words::titled(source, styles, Sheet::Steps, words.steps_note)?;
    words::month_heads(source, styles, &mut sheet, &[words.name, words.row, words.unit])?;
    for (index, line) in translator.steps.lines.iter().enumerate() {
        let row = (FIRST_ROW + index) as u32;
        let name = match (&line.name, line.series) {
            (Some(name), _) => name.clone(),
            (None, Some((variable, at))) => {
                let over = pack.variables[variable.0].over.map(|_| at);
                pack.name_in_row(variable, over).get(language).to_owned()
            }
            (None, None) => String::new(),
        };
        styles.text(&mut sheet, Place { row, column: 0 }, &name, &styles.plain)?;
        let bound = line.rows.iter().map(|(table, row)| pack.tables[table.0].rows[*row].name.get(language));
        styles.text(&mut sheet, Place { row, column: 1 }, &bound.collect::<Vec<_>>().join(" · "), &styles.plain)?;
        for (month, (text, value)) in &line.months {
            let Some(column) = source.places.month(*month) else { continue };
            let formula = formula(source, Sheet::Steps, text, result(*value));
            sheet.write_formula_with_format(row, column as u16, formula, &styles.projected)?;
        }
    }
    Ok(sheet)
}
