//! What no input changes, and what a simulation that goes from month to month cannot know yet.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use guoban_model::formula::{Binary, Node, NodeKind, Temporal};
use guoban_model::pack::{Cell, ColumnKind, LeverId, TableId};
use guoban_model::program::{CellRef, Output};

use crate::Source;
use crate::known::{Content, content};
use crate::settled::settled;

/// Most values of other months that are written as equations of inputs, each as a variable of its own, for one that is read ahead of its month.
const MOST: usize = 40;

/// Looks through formulas.
pub struct Reach<'a> {
    source: &'a Source<'a>,
    found: RefCell<BTreeMap<CellRef, bool>>,
}

type Rows = [(TableId, usize)];

impl<'a> Reach<'a> {
    /// Over the formulas of a pack.
    pub fn new(source: &'a Source<'a>) -> Self {
        Self { source, found: RefCell::default() }
    }

    /// Whether a node is the same in a month whatever levers and assumptions are set to.
    pub fn fixed(&self, rows: &Rows, node: &Node, month: i32) -> bool {
        let pack = self.source.pack();
        let acts = |lever: LeverId| self.source.model.acts_from(lever).is_some_and(|first| month >= first);
        let cell = |cell: CellRef| !matches!(self.source.projection.program().output(cell), Output::Value(_));
        if settled(self.source, rows, node, month).is_some() {
            return true;
        }
        match &node.kind {
            NodeKind::Lever(lever) => !acts(*lever),
            NodeKind::Assumption(_) => false,
            NodeKind::Variable(variable, row) => {
                cell(CellRef { variable: *variable, row: row.among(rows), offset: month })
            }
            NodeKind::Cell(column, row) => {
                let (table, row) = (&pack.tables[column.table.0], row.among(rows));
                match (&table.rows[row].cells[column.column], table.columns[column.column].kind) {
                    (Cell::Adjustable(lever), _) => !acts(*lever),
                    (Cell::Uncertain(_), _) => false,
                    (Cell::Formula, ColumnKind::Formula(variable)) => cell(CellRef { variable, row, offset: month }),
                    _ => true,
                }
            }
            NodeKind::Moved(group) => {
                !(0..pack.levers.len()).any(|lever| pack.levers[lever].group == *group && acts(LeverId(lever)))
            }
            _ => self.all(rows, node, month, &|rows, node, month| self.fixed(rows, node, month)),
        }
    }

    /// Whether a node in a month follows from few values that inputs change.
    pub fn is_small(&self, rows: &Rows, node: &Node, month: i32) -> bool {
        self.follows(rows, node, month, &RefCell::default())
    }

    fn follows(&self, rows: &Rows, node: &Node, month: i32, seen: &RefCell<BTreeSet<CellRef>>) -> bool {
        if self.fixed(rows, node, month) {
            return true;
        }
        let cell = match &node.kind {
            NodeKind::Variable(variable, row) => Some((*variable, row.among(rows))),
            NodeKind::Cell(column, row) => {
                match self.source.pack().tables[column.table.0].columns[column.column].kind {
                    ColumnKind::Formula(variable) => Some((variable, row.among(rows))),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some((variable, row)) = cell else {
            return self.all(rows, node, month, &|rows, node, month| self.follows(rows, node, month, seen));
        };
        let cell = CellRef { variable, row, offset: month };
        let is_new = seen.borrow_mut().insert(cell);
        if seen.borrow().len() > MOST {
            return false;
        }
        let own: Vec<(TableId, usize)> =
            self.source.pack().variables[variable.0].over.map(|table| (table, row)).into_iter().collect();
        match content(self.source, cell) {
            Content::Formula(node) if is_new => self.follows(&own, node, month, seen),
            _ => true,
        }
    }

    /// Whether the value of a variable's row in a month follows from months that come after it.
    pub fn looks_ahead(&self, cell: CellRef) -> bool {
        if let Some(found) = self.found.borrow().get(&cell) {
            return *found;
        }
        let rows: Vec<(TableId, usize)> =
            self.source.pack().variables[cell.variable.0].over.map(|table| (table, cell.row)).into_iter().collect();
        let found = match content(self.source, cell) {
            Content::Formula(node) => self.reads_ahead(&rows, node, cell.offset),
            Content::Figure(_) | Content::Nothing => false,
        };
        self.found.borrow_mut().insert(cell, found);
        found
    }

    fn reads_ahead(&self, rows: &Rows, node: &Node, month: i32) -> bool {
        let pack = self.source.pack();
        if settled(self.source, rows, node, month).is_some() {
            return false;
        }
        match &node.kind {
            NodeKind::Variable(variable, row) => {
                self.looks_ahead(CellRef { variable: *variable, row: row.among(rows), offset: month })
            }
            NodeKind::Cell(column, row) => match pack.tables[column.table.0].columns[column.column].kind {
                ColumnKind::Formula(variable) => {
                    self.looks_ahead(CellRef { variable, row: row.among(rows), offset: month })
                }
                _ => false,
            },
            NodeKind::Binary(Binary::Multiply, a, b)
                if [a, b].iter().any(|part| settled(self.source, rows, part, month) == Some(0.0)) =>
            {
                false
            }
            NodeKind::Temporal(temporal, body) => match temporal {
                // Written as tables or numbers where no input changes them.
                Temporal::FullYear | Temporal::Lag(..0) if self.fixed(rows, node, month) => false,
                Temporal::At(at) if self.is_small(rows, body, at - 1) => false,
                Temporal::FullYear if month.rem_euclid(12) != 11 => true,
                Temporal::At(at) if *at - 1 > month => true,
                Temporal::Lag(..0) => true,
                _ => temporal.months(month).any(|month| self.reads_ahead(rows, body, month)),
            },
            _ => !self.all(rows, node, month, &|rows, node, month| !self.reads_ahead(rows, node, month)),
        }
    }

    /// Whether something holds of all that a node is made of, in all rows and months it is read in.
    fn all(&self, rows: &Rows, node: &Node, month: i32, holds: &dyn Fn(&Rows, &Node, i32) -> bool) -> bool {
        match &node.kind {
            NodeKind::If(condition, then, otherwise) => match settled(self.source, rows, condition, month) {
                Some(0.0) => holds(rows, otherwise, month),
                Some(_) => holds(rows, then, month),
                None => [condition, then, otherwise].iter().all(|part| holds(rows, part, month)),
            },
            NodeKind::Aggregate(_, table, body) => (0..self.source.pack().tables[table.0].rows.len()).all(|row| {
                let bound: Vec<(TableId, usize)> = rows.iter().copied().chain([(*table, row)]).collect();
                holds(&bound, body, month)
            }),
            NodeKind::Temporal(temporal, body) => temporal.months(month).all(|month| holds(rows, body, month)),
            _ => node.children().all(|child| holds(rows, child, month)),
        }
    }
}

/// How many months a formula looks back at most, what stands within what it looks back to included.
pub fn looks_back(node: &Node) -> i32 {
    let own = match &node.kind {
        NodeKind::Temporal(temporal, _) => match temporal {
            Temporal::Lag(months) => (*months).max(0),
            Temporal::MovingSum(months) | Temporal::MovingMean(months) => *months as i32,
            Temporal::Distribute(weights) => weights.len() as i32,
            Temporal::YearToDate | Temporal::QuarterToDate | Temporal::FullYear => 11,
            Temporal::Smooth(_) | Temporal::Accumulate | Temporal::At(_) => 0,
        },
        _ => 0,
    };
    own + node.children().map(looks_back).max().unwrap_or(0)
}
