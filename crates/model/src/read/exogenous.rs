//! Blocks that others decide: no lever of the pack may reach them, and where one does the path is named.

use std::collections::{BTreeMap, VecDeque};

use super::Reading;
use super::fields::Fields;
use crate::diagnostic::Problem;
use crate::formula::names::nearest;
use crate::formula::{Binary, Node, NodeKind, Unary};
use crate::pack::{Cell, ColumnKind, Formula, LeverId, Pack, TableId, Variable, VariableId};

/// A variable that says it is exogenous, and where it says so.
pub(super) struct Claim {
    variable: usize,
    at: usize,
    item: String,
}

/// A series: a variable and its row.
type Series = (VariableId, usize);

impl<'a> Reading<'a> {
    /// `exogenous = true`, or the ids of the rows that are.
    pub(super) fn take_exogenous(&mut self, fields: &Fields<'a>, pack: &Pack, number: usize, variable: &mut Variable) {
        let Some(value) = fields.get("exogenous") else { return };
        let count = variable.over.map_or(1, |table| pack.tables[table.0].rows.len());
        match (value.get_ref().as_bool(), variable.over) {
            (Some(true), _) => variable.exogenous = (0..count).collect(),
            (Some(false), _) => {}
            (None, Some(table)) => {
                for row in fields.strings("exogenous") {
                    match self.rows[table.0].get(&row) {
                        Some(&row) => variable.exogenous.push(row),
                        None => {
                            let nearest = nearest(&row, self.rows[table.0].keys().map(String::as_str));
                            fields.report(value.span().start, Problem::Unknown { what: "row", found: row, nearest });
                        }
                    }
                }
            }
            (None, None) => {
                fields.flag("exogenous", false);
            }
        }
        let (at, item) = (value.span().start, fields.item.clone());
        self.exogenous.push(Claim { variable: number, at, item });
    }

    /// Reports exogenous series that a lever reaches, with one path to it.
    pub(super) fn check_exogenous(&self, pack: &Pack) {
        for claim in &self.exogenous {
            let rows = &pack.variables[claim.variable].exogenous;
            if let Some(path) = rows.iter().find_map(|row| path_to_a_lever(pack, (VariableId(claim.variable), *row))) {
                self.source.report(claim.at, &claim.item, Problem::NotExogenous { path: path.join(" → ") });
            }
        }
    }
}

/// The names from a series to a lever that it depends on, in any month.
fn path_to_a_lever(pack: &Pack, from: Series) -> Option<Vec<String>> {
    let mut come_from: BTreeMap<Series, Option<Series>> = BTreeMap::from([(from, None)]);
    let mut waiting = VecDeque::from([from]);
    while let Some(series) = waiting.pop_front() {
        let variable = &pack.variables[series.0.0];
        let node = match &variable.formula {
            Formula::Given => continue,
            Formula::Same(node) => node,
            Formula::PerRow(nodes) => match nodes.get(series.1) {
                Some(node) => node,
                None => continue,
            },
        };
        let mut reads = Reads { pack, rows: Vec::new(), series: Vec::new(), lever: None };
        reads.rows.extend(variable.over.map(|table| (table, series.1)));
        reads.node(node);
        if let Some(lever) = reads.lever {
            let mut path = vec![pack.levers[lever.0].id.clone()];
            let mut at = Some(series);
            while let Some(series) = at {
                path.push(named(pack, series));
                at = come_from.get(&series).copied().flatten();
            }
            path.reverse();
            return Some(path);
        }
        for read in reads.series {
            come_from.entry(read).or_insert_with(|| {
                waiting.push_back(read);
                Some(series)
            });
        }
    }
    None
}

fn named(pack: &Pack, (variable, row): Series) -> String {
    let item = &pack.variables[variable.0];
    match item.over.and_then(|table| pack.tables[table.0].rows.get(row)) {
        Some(row) => format!("{}[{}]", item.id, row.id),
        None => item.id.clone(),
    }
}

/// What a formula reads with its rows bound; branches that no month and no scenario takes are left out.
struct Reads<'a> {
    pack: &'a Pack,
    rows: Vec<(TableId, usize)>,
    series: Vec<Series>,
    lever: Option<LeverId>,
}

impl Reads<'_> {
    fn node(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Lever(lever) => self.lever = Some(*lever),
            NodeKind::Moved(group) => {
                let first = self.pack.levers.iter().position(|lever| lever.group == *group);
                self.lever = self.lever.or(first.map(LeverId));
            }
            NodeKind::Variable(variable, row) => self.series.push((*variable, row.among(&self.rows))),
            NodeKind::Cell(column, row) => {
                let row = row.among(&self.rows);
                let table = &self.pack.tables[column.table.0];
                match (&table.rows[row].cells[column.column], table.columns[column.column].kind) {
                    (Cell::Adjustable(lever), _) => self.lever = Some(*lever),
                    (Cell::Formula, ColumnKind::Formula(variable)) => self.series.push((variable, row)),
                    _ => {}
                }
            }
            // The first month in which a lever acts is not what it does.
            NodeKind::Start(_) => {}
            NodeKind::If(condition, then, otherwise) => match self.holds(condition) {
                Some(true) => self.node(then),
                Some(false) => self.node(otherwise),
                None => node.children().for_each(|child| self.node(child)),
            },
            NodeKind::Aggregate(_, table, body) => {
                for row in 0..self.pack.tables[table.0].rows.len() {
                    self.rows.push((*table, row));
                    self.node(body);
                    self.rows.pop();
                }
            }
            _ => node.children().for_each(|child| self.node(child)),
        }
    }

    /// Whether a condition on texts holds, where that is all it is about.
    fn holds(&self, node: &Node) -> Option<bool> {
        match &node.kind {
            NodeKind::SameText(words) => {
                Some(words.0.among(self.pack, &self.rows) == words.1.among(self.pack, &self.rows))
            }
            NodeKind::Unary(Unary::Not, inner) => self.holds(inner).map(|holds| !holds),
            NodeKind::Binary(Binary::And, a, b) => match (self.holds(a), self.holds(b)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            NodeKind::Binary(Binary::Or, a, b) => match (self.holds(a), self.holds(b)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
}
