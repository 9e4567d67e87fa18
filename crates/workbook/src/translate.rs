//! From a pack's formula to formulas of cells.
//!
//! The meaning of a formula is [`guoban_model::walk`]; this goes the same way, month by month and row by row, and writes
//! down what is computed instead of computing it. Operations keep their order. What has no value is an error of the sheet
//! (`#N/A`, `#DIV/0!`, `#NUM!`), which every later operation passes on, as not-a-number does in the engine.

use std::collections::BTreeMap;

use guoban_model::formula::{Node, NodeKind, RowRef};
use guoban_model::pack::{Cell, ColumnId, ColumnKind, CurveId, LeverId, TableId, VariableId};
use guoban_model::program::CellRef;

use crate::Source;
use crate::expression::Expression;
use crate::known::{Content, content};
use crate::places::{FIRST_MONTH, Place, Sheet, column};
use crate::settled;
use crate::steps::{Step, Steps};

/// Longest formula that stays in one cell. A spreadsheet takes 8,192 characters; nobody reads that.
const LONGEST: usize = 600;

/// Deepest nesting that stays in one cell. Spreadsheets take 64 levels.
const DEEPEST: usize = 16;

/// Writes formulas, and keeps what they need beside their cell.
pub struct Translator<'a> {
    pub(crate) source: &'a Source<'a>,
    /// Rows bound where a node is read, innermost last.
    pub(crate) rows: Vec<(TableId, usize)>,
    /// The series whose formula is written.
    pub(crate) series: (VariableId, usize),
    pub(crate) steps: Steps,
}

impl<'a> Translator<'a> {
    /// A translator of the formulas of a pack.
    pub fn new(source: &'a Source<'a>) -> Self {
        Self { source, rows: Vec::new(), series: (VariableId(0), 0), steps: Steps::default() }
    }

    /// The formula of a variable's row in a month.
    pub fn formula(&mut self, node: &'a Node, cell: CellRef) -> Expression {
        let variable = &self.source.pack().variables[cell.variable.0];
        self.rows.clear();
        self.rows.extend(variable.over.map(|table| (table, cell.row)));
        self.series = (cell.variable, cell.row);
        self.open(node, cell.offset)
    }

    /// What a node is in a month, in a cell of its own where it has become too long.
    pub(crate) fn node(&mut self, node: &'a Node, month: i32) -> Expression {
        let written = self.open(node, month);
        if (written.text.len() > LONGEST || written.depth > DEEPEST) && self.source.places.month(month).is_some() {
            return self.put(Step::node(node, &self.rows), node, month, written);
        }
        written
    }

    /// The value of a node in a month as a run gives it.
    pub(crate) fn value(&self, node: &Node, month: i32) -> f64 {
        settled::value(self.source, &self.rows, node, month)
    }

    fn open(&mut self, node: &'a Node, month: i32) -> Expression {
        if let Some(value) = self.settled(node, month) {
            return Expression::number(value);
        }
        let pack = self.source.pack();
        match &node.kind {
            NodeKind::Constant(constant) => Expression::whole(self.source.places.constant_name(*constant).to_owned()),
            NodeKind::Lever(lever) => self.lever(*lever, month),
            NodeKind::Assumption(assumption) => {
                Expression::whole(self.source.places.assumption_name(*assumption).to_owned())
            }
            NodeKind::Variable(variable, row) => {
                self.cell(CellRef { variable: *variable, row: row.among(&self.rows), offset: month })
            }
            NodeKind::Cell(column, row) => self.table_cell(*column, *row, month),
            NodeKind::Moved(group) => {
                let levers = (0..pack.levers.len()).filter(|lever| pack.levers[*lever].group == *group);
                let acting = levers.filter(|lever| self.acts(LeverId(*lever), month));
                let flags = acting.map(|lever| {
                    let place = Place::new(self.source.places.lever(LeverId(lever)).row as usize, column::MOVED);
                    Expression::whole(self.source.places.fixed_on(Sheet::Levers, place))
                });
                flags.reduce(|sum, flag| Expression::add(&sum, &flag)).unwrap_or_else(|| Expression::number(0.0))
            }
            NodeKind::Profile(profile) => {
                let place =
                    Place::new(self.source.places.profile(*profile), FIRST_MONTH + month.rem_euclid(12) as usize);
                Expression::whole(self.source.places.fixed_on(Sheet::Parameters, place))
            }
            NodeKind::Unary(operation, a) => Expression::unary(*operation, &self.node(a, month)),
            NodeKind::Binary(operation, a, b) => {
                let (a, b) = (self.node(a, month), self.node(b, month));
                Expression::binary(*operation, &a, &b)
            }
            NodeKind::If(condition, then, otherwise) => match self.settled(condition, month) {
                Some(known) if known.is_nan() => Expression::missing(),
                Some(0.0) => self.node(otherwise, month),
                Some(_) => self.node(then, month),
                None => {
                    let condition = self.condition(condition, month);
                    let (then, otherwise) = (self.node(then, month), self.node(otherwise, month));
                    Expression::call("IF", &[condition, then, otherwise])
                }
            },
            NodeKind::Convert(a, factor) => {
                let a = self.node(a, month);
                Expression::binary(guoban_model::formula::Binary::Multiply, &a, &Expression::number(*factor))
            }
            NodeKind::Curve(curve, a) => self.curve(*curve, a, month),
            NodeKind::Aggregate(aggregate, table, body) => self.aggregate(node, *aggregate, *table, body, month),
            NodeKind::Temporal(temporal, body) => self.temporal(node, temporal, body, month),
            NodeKind::Number(_)
            | NodeKind::SameText(_)
            | NodeKind::Start(_)
            | NodeKind::Event(_)
            | NodeKind::Calendar(_)
            | NodeKind::ByMonth(_)
            | NodeKind::None(_) => Expression::missing(),
        }
    }

    /// A node that is asked for being 0 or not.
    fn condition(&mut self, node: &'a Node, month: i32) -> Expression {
        match &node.kind {
            NodeKind::Binary(operation, a, b) => {
                let (a, b) = (self.node(a, month), self.node(b, month));
                Expression::condition(*operation, &a, &b)
            }
            _ => self.node(node, month).is_set(),
        }
    }

    /// The value of what no cell of the workbook changes: numbers, words, the calendar, and what is computed from them.
    pub(crate) fn settled(&self, node: &Node, month: i32) -> Option<f64> {
        settled::settled(self.source, &self.rows, node, month)
    }

    /// The cell of a variable; no value where the pack has no figure: only a branch that is not taken reads such a cell.
    pub(crate) fn cell(&self, cell: CellRef) -> Expression {
        match (content(self.source, cell), self.source.places.cell(cell)) {
            (Content::Nothing, _) | (_, None) => Expression::missing(),
            (_, Some(place)) => Expression::whole(self.source.places.on(Sheet::Monthly, place)),
        }
    }

    fn acts(&self, lever: LeverId, month: i32) -> bool {
        self.source.model.acts_from(lever).is_some_and(|first| month >= first)
    }

    /// A lever's setting from the month in which it can act, its baseline before.
    fn lever(&self, lever: LeverId, month: i32) -> Expression {
        let places = &self.source.places;
        if self.acts(lever, month) {
            return Expression::whole(places.lever_name(lever).to_owned());
        }
        let place = Place::new(places.lever(lever).row as usize, column::BASELINE);
        Expression::whole(places.fixed_on(Sheet::Levers, place))
    }

    fn table_cell(&self, column: ColumnId, row: RowRef, month: i32) -> Expression {
        let pack = self.source.pack();
        let row = row.among(&self.rows);
        let table = &pack.tables[column.table.0];
        match (&table.rows[row].cells[column.column], table.columns[column.column].kind) {
            (Cell::Number(_), _) => Expression::whole(
                self.source.places.fixed_on(Sheet::Tables, self.source.places.table_cell(column, row)),
            ),
            (Cell::Adjustable(lever), _) => self.lever(*lever, month),
            (Cell::Uncertain(assumption), _) => {
                Expression::whole(self.source.places.assumption_name(*assumption).to_owned())
            }
            (Cell::Formula, ColumnKind::Formula(variable)) => self.cell(CellRef { variable, row, offset: month }),
            _ => Expression::missing(),
        }
    }

    /// Interpolation between the points of a curve that stand among the parameters.
    fn curve(&mut self, curve: CurveId, a: &'a Node, month: i32) -> Expression {
        let at = self.plain(a, month);
        let points = self.source.pack().curves[curve.0].x.len();
        let places = &self.source.places;
        let row = places.curve(curve);
        let point =
            |line: usize, at: usize| places.fixed_on(Sheet::Parameters, Place::new(row + line, FIRST_MONTH + at));
        let list = |line: usize| {
            let last = Place::new(row + line, FIRST_MONTH + points - 1);
            format!("{}:{}", point(line, 0), last.fixed())
        };
        let (x, y, at) = (list(0), list(1), at.text);
        let before = |line: &str| format!("INDEX({line},MATCH({at},{x},1))");
        let after = |line: &str| format!("INDEX({line},MATCH({at},{x},1)+1)");
        let text = format!(
            "IF({at}<{first},{low},IF({at}>={last},{high},{y0}+({y1}-{y0})*(({at}-{x0})/({x1}-{x0}))))",
            first = point(0, 0),
            low = point(1, 0),
            last = point(0, points - 1),
            high = point(1, points - 1),
            y0 = before(&y),
            y1 = after(&y),
            x0 = before(&x),
            x1 = after(&x),
        );
        let mut written = Expression::whole(text);
        written.depth = 6;
        written
    }

    /// A node as a cell, a name or a number: where it is more than that, it gets a cell of its own.
    pub(crate) fn plain(&mut self, node: &'a Node, month: i32) -> Expression {
        let written = self.node(node, month);
        if written.is_plain() || self.source.places.month(month).is_none() {
            return written;
        }
        self.put(Step::node(node, &self.rows), node, month, written)
    }

    /// Puts a formula into a cell of its own and gives that cell.
    pub(crate) fn put(&mut self, step: Step, node: &Node, month: i32, written: Expression) -> Expression {
        let value = self.value(node, month);
        self.put_valued(step, month, written, value)
    }

    /// Puts a formula whose value is known into a cell of its own and gives that cell.
    pub(crate) fn put_valued(&mut self, step: Step, month: i32, written: Expression, value: f64) -> Expression {
        let row = self.steps.row(step, self.series, &self.rows);
        self.steps.fill(row, month, written.text, value);
        self.step_cell(row, month)
    }

    /// A cell among the steps.
    pub(crate) fn step_cell(&self, row: usize, month: i32) -> Expression {
        let column = self.source.places.month(month).unwrap_or(FIRST_MONTH);
        Expression::whole(self.source.places.on(Sheet::Steps, Place::new(row, column)))
    }
}

/// By row of the steps: its months.
pub type Months = BTreeMap<i32, (String, f64)>;
