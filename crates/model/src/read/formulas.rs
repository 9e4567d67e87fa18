//! The second pass: every formula against all names.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use crate::formula::names::{ColumnSort, Global, Names, TableNames};
use crate::formula::{Node, NodeKind, check, parse};
use crate::pack::{
    AssumptionId, Cell, ColumnKind, ConstantId, CurveId, Formula, LeverId, Pack, ProfileId, TableId, VariableId,
};

impl Reading<'_> {
    pub(super) fn read_formulas(&mut self, pack: &mut Pack) {
        let pending = std::mem::take(&mut self.pending);
        let names = self.names(pack);
        let mut checked = Vec::with_capacity(pending.len());
        for formula in &pending {
            let variable = &pack.variables[formula.variable];
            let mut found = Vec::new();
            let node = match parse(&formula.text.text) {
                Ok(ast) => {
                    let declared = (self.variable_units[formula.variable].as_ref(), variable.unit.as_str());
                    check::check(&names, &ast, variable.over, declared, &mut found)
                }
                Err(problem) => {
                    found.push(problem);
                    Node { kind: NodeKind::Number(f64::NAN), span: 0..0 }
                }
            };
            for (span, problem) in found {
                self.source.error(formula.text.at + span.start, &formula.item, problem);
            }
            checked.push(node);
        }
        drop(names);
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
                let missing = Node { kind: NodeKind::Number(f64::NAN), span: 0..0 };
                nodes.resize(rows, missing);
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
        });
        Names {
            units: &self.units,
            year: pack.year,
            globals,
            tables: tables.collect(),
            profiles: self.profiles.iter().map(|(id, number)| (id.as_str(), ProfileId(*number))).collect(),
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

/// Visits every formula of a pack.
pub fn for_each_formula<'pack>(pack: &'pack Pack, visit: &mut impl FnMut(&'pack Node)) {
    for variable in &pack.variables {
        match &variable.formula {
            Formula::Given => {}
            Formula::Same(node) => visit(node),
            Formula::PerRow(nodes) => nodes.iter().for_each(&mut *visit),
        }
    }
}

/// Adds the ids of the levers, assumptions and constants a formula reads.
pub fn inputs<'pack>(pack: &'pack Pack, node: &'pack Node, read: &mut BTreeSet<&'pack str>) {
    node.walk(&mut |node| {
        match &node.kind {
            NodeKind::Lever(lever) => {
                read.insert(&pack.levers[lever.0].id);
            }
            NodeKind::Assumption(assumption) => {
                read.insert(&pack.assumptions[assumption.0].id);
            }
            NodeKind::Constant(constant) => {
                read.insert(&pack.constants[constant.0].id);
            }
            NodeKind::Cell(column, _) => {
                let TableId(table) = column.table;
                for row in &pack.tables[table].rows {
                    if let Some(Cell::Adjustable(lever)) = row.cells.get(column.column) {
                        read.insert(&pack.levers[lever.0].id);
                    }
                }
            }
            _ => {}
        }
        true
    });
}
