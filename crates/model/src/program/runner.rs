//! Runs that change one input at a time and recompute only what it reaches.

use std::sync::Arc;

use super::Program;

/// A run that is kept up to date.
#[derive(Clone, Debug)]
pub struct Runner {
    program: Arc<Program>,
    values: Vec<f64>,
    /// By input: the operations it reaches, in order; made when first needed.
    cones: Vec<Option<Arc<[u32]>>>,
}

impl Runner {
    /// Runs a program once.
    pub fn new(program: Arc<Program>, levers: &[f64], assumptions: &[f64]) -> Self {
        let mut values = program.prepare(levers, assumptions);
        let first = program.first_result();
        for (index, &operation) in program.operations.iter().enumerate() {
            values[first + index] = program.evaluate(operation, &values);
        }
        let inputs = program.levers + program.assumptions;
        Self { program, values, cones: vec![None; inputs] }
    }

    /// All values, in the program's numbering.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Changes one input (levers first, then assumptions) and recomputes what it reaches.
    pub fn set(&mut self, input: usize, value: f64) {
        if self.values[input].to_bits() == value.to_bits() {
            return;
        }
        self.values[input] = value;
        let cone = Arc::clone(self.cones[input].get_or_insert_with(|| self.program.cone(input)));
        let first = self.program.first_result();
        for &index in cone.iter() {
            let operation = self.program.operations[index as usize];
            self.values[first + index as usize] = self.program.evaluate(operation, &self.values);
        }
    }
}

impl Program {
    /// The operations an input reaches, in order.
    pub fn cone(&self, input: usize) -> Arc<[u32]> {
        let first = self.first_result();
        let mut reached = vec![false; self.values()];
        reached[input] = true;
        let mut cone = Vec::new();
        for (index, operation) in self.operations.iter().enumerate() {
            if operation.operands().any(|operand| reached[operand as usize]) {
                reached[first + index] = true;
                cone.push(index as u32);
            }
        }
        cone.into()
    }
}
