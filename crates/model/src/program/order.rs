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
    for (index, waiting) in waiting.iter_mut().enumerate() {
        let mut read = reads(pack, index);
        read.remove(&index);
        *waiting = read.len();
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

/// A circle of variables that read each other in one month, found from one of them; the first again at the end.
///
/// Asked for when a chain of formulas does not end, so that the chain's cause can be named; no recursion.
pub fn circle(pack: &Pack, from: usize) -> Option<Vec<usize>> {
    let mut seen = vec![false; pack.variables.len()];
    let mut place: Vec<Option<usize>> = vec![None; pack.variables.len()];
    let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut next = Some(from);
    loop {
        if let Some(index) = next {
            seen[index] = true;
            place[index] = Some(path.len());
            path.push((index, reads(pack, index).into_iter().collect()));
        }
        let (index, waiting) = path.last_mut()?;
        let index = *index;
        next = waiting.pop();
        match next {
            None => {
                place[index] = None;
                path.pop();
            }
            Some(read) => {
                if let Some(first) = place[read] {
                    let around = path[first..].iter().map(|(index, _)| *index);
                    return Some(around.chain([read]).collect());
                }
                next = Some(read).filter(|read| !seen[*read]);
            }
        }
    }
}

/// The variables whose value of the same month a variable may read.
fn reads(pack: &Pack, variable: usize) -> BTreeSet<usize> {
    let mut read = BTreeSet::new();
    match &pack.variables[variable].formula {
        Formula::Given => {}
        Formula::Same(node) => same_month(pack, node, &mut read),
        Formula::PerRow(nodes) => nodes.iter().for_each(|node| same_month(pack, node, &mut read)),
    }
    read
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
