//! The second pass: every formula against all names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{MOST_WORK, Reading};
use crate::diagnostic::{Problem, Severity};
use crate::formula::names::{ColumnSort, Global, Names, TableNames};
use crate::formula::{Node, NodeKind, check, parse, work};
use crate::pack::{
    AssumptionId, Cell, Column, ColumnKind, ConstantId, CurveId, EventId, Formula, GroupId, LeverId, Pack, ProfileId,
    Table, TableId, VariableId,
};
use crate::time::HORIZON;

impl Reading<'_> {
    pub(super) fn read_formulas(&mut self, pack: &mut Pack) {
        let pending = std::mem::take(&mut self.pending);
        let names = self.names(pack);
        let rows = |table: TableId| pack.tables[table.0].rows.len();
        let months = (pack.history_months + HORIZON) as u64;
        let (mut total, mut exceeded) = (0_u64, false);
        let mut checked = Vec::with_capacity(pending.len());
        for formula in pending.iter().take_while(|_| !self.source.is_full()) {
            let variable = &pack.variables[formula.variable];
            let mut found = Vec::new();
            let node = match parse(&formula.text.text) {
                Ok(ast) => {
                    let declared = (self.variable_units[formula.variable].as_ref(), variable.unit.as_str());
                    let checked = if formula.condition { check::condition } else { check::check };
                    checked(&names, &ast, variable.over, declared, &mut found)
                }
                Err(problem) => {
                    found.push(problem);
                    missing()
                }
            };
            if found.iter().all(|(_, problem)| problem.severity() == Severity::Warning) {
                // A formula for all rows is computed once for each of them.
                let times = if formula.row.is_some() { 1 } else { variable.over.map_or(1, rows) };
                let all = work(&node, &rows).saturating_mul(months).saturating_mul(times as u64);
                total = total.saturating_add(all);
                if total > MOST_WORK && !exceeded {
                    exceeded = true;
                    found.push((0..0, Problem::TooMuchWork { limit: MOST_WORK }));
                }
            }
            for (span, problem) in found {
                let at = self.source.within(&formula.text, span.start);
                self.source.report(at, &formula.item, problem);
            }
            checked.push(node);
        }
        let reasons = names.reasons.into_inner();
        pack.reasons = reasons;
        for (formula, node) in pending.into_iter().zip(checked) {
            let over = pack.variables[formula.variable].over;
            let rows = over.map_or(1, |table| pack.tables[table.0].rows.len());
            let variable = &mut pack.variables[formula.variable];
            let Some(row) = formula.row else {
                variable.formula = Formula::Same(node);
                variable.formula_text = vec![formula.text.text];
                continue;
            };
            variable.formula_text.resize(rows, String::new());
            variable.formula_text[row] = formula.text.text;
            if let Formula::PerRow(nodes) = &mut variable.formula {
                nodes.resize(rows, missing());
                nodes[row] = node;
            }
        }
    }

    fn names<'b>(&'b self, pack: &'b Pack) -> Names<'b> {
        let mut globals = BTreeMap::new();
        for (number, constant) in pack.constants.iter().enumerate() {
            globals.insert(
                constant.id.as_str(),
                Global::Constant(ConstantId(number), self.constant_units[number].clone()),
            );
        }
        for (number, lever) in pack.levers.iter().enumerate().filter(|(_, lever)| lever.cell.is_none()) {
            globals.insert(lever.id.as_str(), Global::Lever(LeverId(number), self.lever_units[number].clone()));
        }
        for (number, assumption) in pack.assumptions.iter().enumerate() {
            let global = Global::Assumption(AssumptionId(number), self.assumption_units[number].clone());
            globals.insert(assumption.id.as_str(), global);
        }
        for (number, variable) in pack.variables.iter().enumerate() {
            let global = Global::Variable(VariableId(number), self.variable_units[number].clone(), variable.over);
            globals.insert(variable.id.as_str(), global);
        }
        let tables = pack.tables.iter().enumerate().map(|(number, table)| TableNames {
            id: &table.id,
            columns: table
                .columns
                .iter()
                .enumerate()
                .map(|(column, item)| {
                    let unit = self.column_units[number][column].clone();
                    let sort = match item.kind {
                        ColumnKind::Number | ColumnKind::Month => ColumnSort::Number(unit),
                        ColumnKind::Text => ColumnSort::Word,
                        ColumnKind::Formula(variable) => ColumnSort::Formula(variable, unit),
                    };
                    (item.id.as_str(), (column, sort))
                })
                .collect(),
            rows: self.rows[number].iter().map(|(id, row)| (id.as_str(), *row)).collect(),
            words: words(table),
        });
        Names {
            units: &self.units,
            pack,
            variable_units: &self.variable_units,
            reasons: RefCell::new(pack.reasons.clone()),
            globals,
            tables: tables.collect(),
            profiles: self.profiles.iter().map(|(id, number)| (id.as_str(), ProfileId(*number))).collect(),
            events: self.events.iter().map(|(id, number)| (id.as_str(), EventId(*number))).collect(),
            groups: self.groups.iter().map(|(id, number)| (id.as_str(), GroupId(*number))).collect(),
            curves: self
                .curves
                .iter()
                .map(|(id, number)| {
                    let (x, y) = self.curve_units[*number].clone();
                    (id.as_str(), (CurveId(*number), x, y))
                })
                .collect(),
        }
    }
}

/// In place of a formula with errors.
fn missing() -> Node {
    Node { kind: NodeKind::Number(f64::NAN), span: 0..0 }
}

/// By column of words: the words its cells hold.
fn words(table: &Table) -> BTreeMap<usize, BTreeSet<&str>> {
    let is_text = |(_, column): &(usize, &Column)| column.kind == ColumnKind::Text;
    let held = |column: usize| {
        let cells = table.rows.iter().filter_map(move |row| row.cells.get(column));
        cells.filter_map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None })
    };
    let columns = table.columns.iter().enumerate().filter(is_text);
    columns.map(|(number, _)| (number, held(number).collect())).collect()
}
