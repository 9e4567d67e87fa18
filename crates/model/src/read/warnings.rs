//! What is probably not meant in a pack without errors.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::DeValue;

use super::Reading;
use super::fields::Fields;
use crate::diagnostic::Problem;
use crate::formula::{Node, NodeKind};
use crate::pack::{Cell, Formula, Pack};

impl<'a> Reading<'a> {
    pub(super) fn warn(&self, root: &Fields<'a>, pack: &Pack) {
        let read = inputs(pack);
        for kind in ["constant", "lever", "assumption"] {
            for value in list(root.peek(kind)) {
                if let Some((id, at)) = string(value, "id")
                    && !read.contains(&(kind, id.to_owned()))
                {
                    self.warning(at, format!("{kind} {id}"), Problem::Unused { id: id.to_owned() });
                }
            }
        }
        for table in list(root.peek("table")) {
            let Some((table_id, _)) = string(table, "id") else { continue };
            for column in list(table.get_ref().get("columns")) {
                if let (Some((id, at)), Some(_)) = (string(column, "id"), column.get_ref().get("adjustable"))
                    && !read.contains(&("column", format!("{table_id}.{id}")))
                {
                    let item = format!("table {table_id}, column {id}");
                    self.warning(at, item, Problem::Unused { id: id.to_owned() });
                }
            }
        }
        for value in list(root.peek("assumption")) {
            if let (Some((id, _)), Some((label, at))) = (string(value, "id"), string(value, "correlated_with"))
                && pack.assumptions.iter().filter(|one| one.correlated_with.as_deref() == Some(label)).count() == 1
            {
                let problem = Problem::AloneInLabel { label: label.to_owned() };
                self.warning(at, format!("assumption {id}"), problem);
            }
        }
    }

    fn warning(&self, at: usize, item: String, problem: Problem) {
        self.source.report(at, &item, problem);
    }
}

fn list<'b>(value: Option<&'b Spanned<DeValue<'b>>>) -> impl Iterator<Item = &'b Spanned<DeValue<'b>>> {
    value.and_then(|value| value.get_ref().as_array()).into_iter().flat_map(|list| list.iter())
}

fn string<'b>(value: &'b Spanned<DeValue<'b>>, name: &str) -> Option<(&'b str, usize)> {
    let value = value.get_ref().get(name)?;
    Some((value.get_ref().as_str()?, value.span().start))
}

/// The constants, levers, assumptions and adjustable columns that formulas read: kind and id.
fn inputs(pack: &Pack) -> BTreeSet<(&'static str, String)> {
    let mut read = BTreeSet::new();
    let mut visit = |node: &Node| {
        match &node.kind {
            NodeKind::Lever(lever) => read.insert(("lever", pack.levers[lever.0].id.clone())),
            NodeKind::Assumption(assumption) => read.insert(("assumption", pack.assumptions[assumption.0].id.clone())),
            NodeKind::Constant(constant) => read.insert(("constant", pack.constants[constant.0].id.clone())),
            NodeKind::Cell(column, _) => {
                let table = &pack.tables[column.table.0];
                let adjustable = |row: &crate::pack::TableRow| matches!(row.cells[column.column], Cell::Adjustable(_));
                table.rows.iter().any(adjustable)
                    && read.insert(("column", format!("{}.{}", table.id, table.columns[column.column].id)))
            }
            _ => false,
        };
        true
    };
    let switches = pack.errors.iter().filter_map(|error| error.shaken.as_ref());
    let switches: Vec<_> = switches.map(|shaken| pack.assumptions[shaken.by.0].id.clone()).collect();
    for variable in &pack.variables {
        match &variable.formula {
            Formula::Given => {}
            Formula::Same(node) => node.walk(&mut visit),
            Formula::PerRow(nodes) => nodes.iter().for_each(|node| node.walk(&mut visit)),
        }
    }
    read.extend(switches.into_iter().map(|id| ("assumption", id)));
    read
}
