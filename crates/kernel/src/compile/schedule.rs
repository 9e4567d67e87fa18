//! An order of a program's operations in which equal ones stand together.
//!
//! A processor guesses well what comes next when it is the same as before. Results do not depend on the order, so a
//! full pass may take the operations in any order that respects their operands.

use std::ops::Range;

use super::Operation;
use crate::passes::{self, Kind, Step};

/// Operations in an order that groups equal ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    groups: Vec<(Kind, Range<usize>)>,
    steps: Vec<Step>,
}

/// Number of kinds: nine unary, fifteen binary, select, curve.
const KINDS: usize = 26;

/// The kind of an operation, and the number of the kind.
fn kind_of(operation: Operation) -> (Kind, usize) {
    match operation {
        Operation::Unary(unary, _) => (Kind::Unary(unary), unary as usize),
        Operation::Binary(binary, ..) => (Kind::Binary(binary), 9 + binary as usize),
        Operation::Select(..) => (Kind::Select, 24),
        Operation::Curve(..) => (Kind::Curve, 25),
    }
}

impl Schedule {
    /// Orders operations of which the first makes the value `first`, the next the value after it, and so on: always the
    /// kind of which most are ready, until none of it is.
    pub fn new(operations: &[Operation], first: usize) -> Self {
        let count = operations.len();
        let result = |operand: u32| (operand as usize).checked_sub(first);
        let mut waiting = vec![0_u32; count];
        let mut starts = vec![0_u32; count + 1];
        for (index, operation) in operations.iter().enumerate() {
            for read in operation.operands().filter_map(result) {
                waiting[index] += 1;
                starts[read + 1] += 1;
            }
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        let mut readers = vec![0_u32; starts[count] as usize];
        let mut filled = starts.clone();
        for (index, operation) in operations.iter().enumerate() {
            for read in operation.operands().filter_map(result) {
                readers[filled[read] as usize] = index as u32;
                filled[read] += 1;
            }
        }
        let mut ready: [Vec<u32>; KINDS] = Default::default();
        for (index, operation) in operations.iter().enumerate() {
            if waiting[index] == 0 {
                ready[kind_of(*operation).1].push(index as u32);
            }
        }
        let mut schedule = Self { groups: Vec::new(), steps: Vec::with_capacity(count) };
        while let Some(kind) = (0..KINDS).filter(|&kind| !ready[kind].is_empty()).max_by_key(|&kind| ready[kind].len())
        {
            let start = schedule.steps.len();
            let mut queue = std::mem::take(&mut ready[kind]);
            let mut at = 0;
            while let Some(&index) = queue.get(at) {
                at += 1;
                let index = index as usize;
                schedule.steps.push(step(operations[index], (first + index) as u32));
                for &reader in &readers[starts[index] as usize..starts[index + 1] as usize] {
                    waiting[reader as usize] -= 1;
                    if waiting[reader as usize] == 0 {
                        let next = kind_of(operations[reader as usize]).1;
                        if next == kind { &mut queue } else { &mut ready[next] }.push(reader);
                    }
                }
            }
            if let Some(&index) = queue.first() {
                let (kind, _) = kind_of(operations[index as usize]);
                schedule.groups.push((kind, start..schedule.steps.len()));
            }
        }
        schedule
    }

    /// Computes every operation.
    pub fn run(&self, curves: &[(Vec<f64>, Vec<f64>)], values: &mut [f64]) {
        passes::run(&self.groups, &self.steps, curves, values);
    }
}

fn step(operation: Operation, to: u32) -> Step {
    match operation {
        Operation::Unary(_, a) => Step { to, a, b: 0, c: 0 },
        Operation::Binary(_, a, b) => Step { to, a, b, c: 0 },
        Operation::Select(a, b, c) => Step { to, a, b, c },
        Operation::Curve(curve, a) => Step { to, a, b: curve, c: 0 },
    }
}
