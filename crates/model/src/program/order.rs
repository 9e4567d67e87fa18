//! The order in which variables are compiled: those read in the same month come first where that is possible.
//!
//! The order decides nothing but how deep compiling has to recurse; a true cycle is found cell by cell.

use std::collections::BTreeSet;

use crate::formula::{Node, NodeKind, Temporal};
use crate::pack::{ColumnKind, Formula, Pack};

/// Variables in compile order.
pub fn variables(pack: &Pack) -> Vec<usize> {
    let count = pack.variables.len();
    let mut readers = vec![Vec::new(); count];
    let mut waiting = vec![0_usize; count];
    for (index, variable) in pack.variables.iter().enumerate() {
        let mut read = BTreeSet::new();
        match &variable.formula {
            Formula::Given => {}
            Formula::Same(node) => same_month(pack, node, &mut read),
            Formula::PerRow(nodes) => nodes.iter().for_each(|node| same_month(pack, node, &mut read)),
        }
        read.remove(&index);
        waiting[index] = read.len();
        read.into_iter().for_each(|read| readers[read].push(index));
    }
    let mut ready: BTreeSet<usize> = (0..count).filter(|&index| waiting[index] == 0).collect();
    let mut placed = vec![false; count];
    let mut order = Vec::with_capacity(count);
    while let Some(index) = ready.pop_first() {
        placed[index] = true;
        order.push(index);
        for &reader in &readers[index] {
            waiting[reader] -= 1;
            if waiting[reader] == 0 {
                ready.insert(reader);
            }
        }
    }
    order.extend((0..count).filter(|&index| !placed[index]));
    order
}

fn same_month(pack: &Pack, node: &Node, read: &mut BTreeSet<usize>) {
    node.walk(&mut |node| {
        match &node.kind {
            NodeKind::Variable(variable, _) => {
                read.insert(variable.0);
            }
            NodeKind::Cell(column, _) => {
                let column = &pack.tables[column.table.0].columns[column.column];
                if let ColumnKind::Formula(variable) = column.kind {
                    read.insert(variable.0);
                }
            }
            NodeKind::Temporal(Temporal::Lag(months), _) => return *months <= 0,
            NodeKind::Temporal(Temporal::At(_), _) => return false,
            _ => {}
        }
        true
    });
}
