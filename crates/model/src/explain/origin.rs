//! The origin of a number: its formula, the formula with values, and what went into it, down to the pack's cells.

use super::{Projected, formula_of};
use crate::formula::{Node, NodeKind};
use crate::model::Projection;
use crate::number::to_f64;
use crate::pack::{Cell, ColumnId, ColumnKind, Pack, SourceId, TableId, VariableId};
use crate::program::CellRef;
use crate::text::Text;
use crate::time::Date;
use crate::walk::Walk;

/// Where the value of one cell comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The cell.
    pub cell: CellRef,
    /// Its value; not-a-number where it has none.
    pub value: f64,
    /// How it came about.
    pub origin: Origin,
}

/// How a value came about.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A known figure of the pack.
    Known(SourceId),
    /// The pack's value for the time before the first figure.
    Before(SourceId),
    /// A formula.
    Computed {
        /// As written in the pack.
        formula: String,
        /// With values in the place of names; sums over rows or months are one value.
        with_values: String,
        /// What it read, in the order of the text, each once.
        ingredients: Vec<Ingredient>,
    },
}

/// One thing a formula read.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingredient {
    /// What it is.
    pub kind: IngredientKind,
    /// Its name.
    pub name: Text,
    /// Its unit, as written in the pack.
    pub unit: String,
    /// Its value there.
    pub value: f64,
    /// Where it comes from.
    pub source: SourceId,
}

/// What kind of thing a formula read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IngredientKind {
    /// Another cell, which can be explained in turn.
    Cell(CellRef),
    /// A lever.
    Lever(crate::pack::LeverId),
    /// An assumption.
    Assumption(crate::pack::AssumptionId),
    /// A constant of the pack.
    Constant(crate::pack::ConstantId),
    /// A cell of a table: column and row.
    Table(ColumnId, usize),
    /// A seasonal weight.
    Profile(crate::pack::ProfileId),
    /// A curve.
    Curve(crate::pack::CurveId),
}

/// Whether a cell holds a figure of the pack that is known on a date.
pub fn is_known(pack: &Pack, as_of: Date, cell: CellRef) -> bool {
    let known = pack.variables.get(cell.variable.0).and_then(|variable| variable.known.get(cell.row));
    cell.offset <= pack.known_through(cell.variable, as_of)
        && known.is_some_and(|known| known.at(cell.offset).is_some())
}

/// Explains a cell of a run made on `as_of`; `None` when the pack has nothing there.
pub fn explain(pack: &Pack, projection: &Projection, as_of: Date, cell: CellRef) -> Option<Explanation> {
    let value = projection.raw(cell)?;
    let variable = pack.variables.get(cell.variable.0)?;
    let known = variable.known.get(cell.row);
    if is_known(pack, as_of, cell) {
        return Some(Explanation { cell, value, origin: Origin::Known(variable.source) });
    }
    if variable.before.is_some() && cell.offset < 0 && cell.offset < known.map_or(0, |known| known.first) {
        return Some(Explanation { cell, value, origin: Origin::Before(variable.source) });
    }
    let (node, text) = formula_of(variable, cell.row)?;
    let rows = variable.over.map(|table| (table, cell.row)).into_iter().collect();
    let mut reading = Reading { pack, projection, as_of, rows, ingredients: Vec::new(), replaced: Vec::new() };
    reading.node(node, cell.offset, true);
    let with_values = reading.with_values(text);
    let origin = Origin::Computed { formula: text.to_owned(), with_values, ingredients: reading.ingredients };
    Some(Explanation { cell, value, origin })
}

struct Reading<'a> {
    pack: &'a Pack,
    projection: &'a Projection,
    as_of: Date,
    rows: Vec<(TableId, usize)>,
    ingredients: Vec<Ingredient>,
    replaced: Vec<(std::ops::Range<usize>, f64)>,
}

impl Reading<'_> {
    /// Collects what a node read in a month. `shown` is false inside something that is shown as one value.
    fn node(&mut self, node: &Node, month: i32, shown: bool) {
        if shown && is_one_call(node) {
            self.show(node, month, true);
            return self.node(node, month, false);
        }
        match &node.kind {
            NodeKind::Number(_) | NodeKind::SameText(_) | NodeKind::None(_) => {}
            NodeKind::Calendar(_)
            | NodeKind::Start(_)
            | NodeKind::Moved(_)
            | NodeKind::Event(_)
            | NodeKind::ByMonth(_) => {
                self.show(node, month, shown);
            }
            NodeKind::If(condition, then, otherwise) => {
                self.node(condition, month, shown);
                let taken = self.value(condition, month);
                self.node(if taken != 0.0 { then } else { otherwise }, month, shown);
            }
            NodeKind::Aggregate(_, table, body) => {
                self.show(node, month, shown);
                for row in 0..self.pack.tables[table.0].rows.len() {
                    self.rows.push((*table, row));
                    self.node(body, month, false);
                    self.rows.pop();
                }
            }
            NodeKind::Temporal(temporal, body) => {
                self.show(node, month, shown);
                for at in temporal.months(month) {
                    self.node(body, at, false);
                }
            }
            NodeKind::Curve(curve, body) => {
                let item = &self.pack.curves[curve.0];
                let (name, source) = (item.name.clone(), item.source);
                let value = self.value(node, month);
                self.add(IngredientKind::Curve(*curve), name, String::new(), value, source);
                self.node(body, month, shown);
            }
            _ => {
                if let Some((kind, name, unit, source)) = self.leaf(node, month) {
                    let value = self.value(node, month);
                    self.add(kind, name, unit, value, source);
                    self.show(node, month, shown);
                }
                node.children().for_each(|child| self.node(child, month, shown));
            }
        }
    }

    fn leaf(&self, node: &Node, month: i32) -> Option<(IngredientKind, Text, String, SourceId)> {
        Some(match &node.kind {
            NodeKind::Constant(id) => {
                let item = &self.pack.constants[id.0];
                (IngredientKind::Constant(*id), item.name.clone(), item.unit.clone(), item.source)
            }
            NodeKind::Lever(id) => {
                let item = &self.pack.levers[id.0];
                (IngredientKind::Lever(*id), item.name.clone(), item.unit.clone(), item.source)
            }
            NodeKind::Assumption(id) => {
                let item = &self.pack.assumptions[id.0];
                (IngredientKind::Assumption(*id), item.name.clone(), item.unit.clone(), item.source)
            }
            NodeKind::Profile(id) => {
                let item = &self.pack.profiles[id.0];
                (IngredientKind::Profile(*id), item.name.clone(), String::new(), item.source)
            }
            NodeKind::Variable(id, row) => self.cell(*id, row.among(&self.rows), month),
            NodeKind::Cell(column, row) => {
                let row_number = row.among(&self.rows);
                let table = &self.pack.tables[column.table.0];
                let (item, row) = (&table.columns[column.column], &table.rows[row_number]);
                if let ColumnKind::Formula(variable) = item.kind {
                    return Some(self.cell(variable, row_number, month));
                }
                let name = Text::new(
                    format!("{} {}", row.name.zh, item.name.zh),
                    format!("{}, {}", row.name.en, item.name.en),
                );
                let kind = match row.cells[column.column] {
                    Cell::Adjustable(lever) => IngredientKind::Lever(lever),
                    Cell::Uncertain(assumption) => IngredientKind::Assumption(assumption),
                    _ => IngredientKind::Table(*column, row_number),
                };
                (kind, name, item.unit.clone(), row.source.unwrap_or(item.source))
            }
            _ => return None,
        })
    }

    fn cell(&self, variable: VariableId, row: usize, offset: i32) -> (IngredientKind, Text, String, SourceId) {
        let item = &self.pack.variables[variable.0];
        let name = match item.over.and_then(|table| self.pack.tables[table.0].rows.get(row)) {
            Some(row) => {
                Text::new(format!("{} {}", row.name.zh, item.name.zh), format!("{}, {}", row.name.en, item.name.en))
            }
            None => item.name.clone(),
        };
        (IngredientKind::Cell(CellRef { variable, row, offset }), name, item.unit.clone(), item.source)
    }

    fn value(&self, node: &Node, month: i32) -> f64 {
        if let NodeKind::Lever(lever) = node.kind
            && self.pack.acts_from(lever, self.as_of).is_none_or(|first| month < first)
        {
            return to_f64(self.pack.levers[lever.0].baseline);
        }
        let settings = self.projection.settings();
        let mut walk = Walk::new(self.pack, settings, self.as_of, Projected(self.projection), None);
        walk.bind(&self.rows);
        walk.node(node, month).unwrap_or(f64::NAN)
    }

    fn add(&mut self, kind: IngredientKind, name: Text, unit: String, value: f64, source: SourceId) {
        let known = self.ingredients.iter().any(|known| known.kind == kind && known.value.to_bits() == value.to_bits());
        if !known {
            self.ingredients.push(Ingredient { kind, name, unit, value, source });
        }
    }

    fn show(&mut self, node: &Node, month: i32, shown: bool) {
        if shown {
            self.replaced.push((node.span.clone(), self.value(node, month)));
        }
    }

    fn with_values(&mut self, text: &str) -> String {
        self.replaced.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut shown = String::new();
        let mut end = 0;
        for (span, value) in &self.replaced {
            // What lies inside a part already replaced is part of its value.
            if span.start < end || span.is_empty() {
                continue;
            }
            shown.push_str(text.get(end..span.start).unwrap_or_default());
            shown.push_str(&significant(*value));
            end = span.end;
        }
        shown.push_str(text.get(end..).unwrap_or_default());
        shown
    }
}

/// Whether a node was written as one call and is made of several, as `pulse` and `spread` are: it is one value to a reader.
fn is_one_call(node: &Node) -> bool {
    let same = |child: &Node| match (&node.kind, &child.kind) {
        (_, NodeKind::SameText(_)) => false,
        // A list of arguments is folded two by two.
        (NodeKind::Binary(outer, ..), NodeKind::Binary(inner, ..)) => outer != inner,
        _ => true,
    };
    node.children().any(|child| child.span == node.span && !node.span.is_empty() && same(child))
}

/// A number with at most six significant digits.
fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".to_owned() } else { "—".to_owned() };
    }
    let whole_digits = libm::floor(libm::log10(value.abs())) as i32 + 1;
    let decimals = (6 - whole_digits).clamp(0, 9) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
