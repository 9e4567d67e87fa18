//! Which operations of a program an ensemble must repeat for every draw, and where it keeps their values.
//!
//! What no drawn assumption reaches is one number for all draws and is taken from the run of the scenario. Of the rest,
//! only what the wanted outputs need is kept; a product that is read once is computed together with the sum that reads
//! it; and registers are reused as soon as their value was read for the last time.

use guoban_kernel::lanes::{Argument, Step};

use super::instruction::Instruction;
use crate::formula::Binary;
use crate::program::{CellRef, Operation, Output, Program};

/// How much of a program an ensemble computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What the wanted cells need.
    Wanted,
    /// Every operation a draw reaches.
    Everything,
}

/// Operations to repeat for every draw.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Drawn inputs and the register each is loaded into.
    pub(super) inputs: Vec<(usize, u32)>,
    /// Instructions in order.
    pub(super) steps: Vec<Step>,
    /// For each wanted cell: where its value is after the last instruction.
    pub(super) outputs: Vec<Option<Argument>>,
    /// Number of registers.
    pub(super) registers: usize,
}

impl Plan {
    /// Plans the draws of the inputs marked in `drawn` (levers first, then assumptions) for the wanted cells.
    pub fn new(program: &Program, drawn: &[bool], wanted: &[CellRef], scope: Scope) -> Self {
        let first = program.first_result();
        let mut varying = drawn.to_vec();
        varying.resize(first, false);
        for operation in &program.operations {
            varying.push(operation.operands().any(|operand| varying[operand as usize]));
        }
        let sources: Vec<Option<Source>> = wanted.iter().map(|&cell| Source::of(program.output(cell))).collect();
        let mut uses = vec![0_u32; program.values()];
        if scope == Scope::Everything {
            let mut read = vec![false; program.values()];
            let operands = program.operations.iter().flat_map(|operation| operation.operands());
            operands.for_each(|operand| read[operand as usize] = true);
            (first..program.values()).filter(|&value| !read[value]).for_each(|value| uses[value] = 1);
        }
        for source in sources.iter().flatten() {
            if let Source::Value(value) = source {
                uses[*value as usize] += 1;
            }
        }
        for (index, operation) in program.operations.iter().enumerate().rev() {
            if varying[first + index] && uses[first + index] > 0 {
                operation.operands().for_each(|operand| uses[operand as usize] += 1);
            }
        }
        let outputs_read: Vec<u32> = sources.iter().flatten().filter_map(|source| source.value()).collect();
        let mut builder = Builder { program, first, varying, uses, fused: vec![false; program.values()] };
        let instructions = builder.instructions(&outputs_read);
        builder.allocate(instructions, &sources)
    }

    /// Number of instructions repeated for every block of draws.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether nothing that is wanted depends on a draw.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

#[derive(Clone, Copy)]
enum Source {
    Constant(f64),
    Value(u32),
}

impl Source {
    fn of(output: Output) -> Option<Self> {
        match output {
            Output::Absent => None,
            Output::Constant(value) => Some(Self::Constant(value)),
            Output::Value(value) => Some(Self::Value(value)),
        }
    }

    fn value(&self) -> Option<u32> {
        match self {
            Self::Constant(_) => None,
            Self::Value(value) => Some(*value),
        }
    }
}

struct Builder<'a> {
    program: &'a Program,
    first: usize,
    varying: Vec<bool>,
    uses: Vec<u32>,
    fused: Vec<bool>,
}

impl Builder<'_> {
    /// The instructions with values as operands, each with the value it makes.
    fn instructions(&mut self, outputs: &[u32]) -> Vec<(u32, Instruction)> {
        let mut kept = vec![false; self.program.values()];
        outputs.iter().for_each(|&value| kept[value as usize] = true);
        let needed: Vec<usize> = (0..self.program.operations.len())
            .filter(|index| self.varying[self.first + index] && self.uses[self.first + index] > 0)
            .collect();
        let mut instructions = Vec::with_capacity(needed.len());
        for &index in &needed {
            let operation = self.program.operations[index];
            let instruction = match operation {
                Operation::Binary(Binary::Add, a, b) => self
                    .product(b, &kept)
                    .map(|(x, y)| Instruction::MultiplyAdd(x, y, a))
                    .or_else(|| self.product(a, &kept).map(|(x, y)| Instruction::MultiplyAdd(x, y, b))),
                Operation::Binary(Binary::Subtract, a, b) => self
                    .product(b, &kept)
                    .map(|(x, y)| Instruction::SubtractProduct(x, y, a))
                    .or_else(|| self.product(a, &kept).map(|(x, y)| Instruction::MultiplySubtract(x, y, b))),
                _ => None,
            };
            instructions.push(((self.first + index) as u32, instruction.unwrap_or(Instruction::Plain(operation))));
        }
        instructions.retain(|(value, _)| !self.fused[*value as usize]);
        instructions
    }

    /// The factors of a product that only this sum reads; the first varies. Rounding is as if it stood alone.
    fn product(&mut self, value: u32, kept: &[bool]) -> Option<(u32, u32)> {
        let index = (value as usize).checked_sub(self.first)?;
        let single = self.varying[value as usize] && self.uses[value as usize] == 1 && !kept[value as usize];
        match self.program.operations.get(index)? {
            Operation::Binary(Binary::Multiply, x, y) if single => {
                self.fused[value as usize] = true;
                Some(if self.varying[*x as usize] { (*x, *y) } else { (*y, *x) })
            }
            _ => None,
        }
    }

    fn allocate(&self, instructions: Vec<(u32, Instruction)>, sources: &[Option<Source>]) -> Plan {
        let mut last_read = vec![0_usize; self.program.values()];
        for (at, (_, instruction)) in instructions.iter().enumerate() {
            instruction.operands().for_each(|operand| last_read[operand as usize] = at + 1);
        }
        for source in sources.iter().flatten() {
            if let Some(value) = source.value() {
                last_read[value as usize] = usize::MAX;
            }
        }
        let mut registers = Registers { of: vec![None; self.program.values()], free: Vec::new(), count: 0 };
        let mut inputs = Vec::new();
        let count = self.program.levers + self.program.assumptions;
        for (input, &last) in last_read.iter().enumerate().take(count) {
            if self.varying[input] && last > 0 {
                inputs.push((input, registers.take(input)));
            }
        }
        let mut steps = Vec::with_capacity(instructions.len());
        for (at, (value, instruction)) in instructions.into_iter().enumerate() {
            // The result's register is taken before operands are freed: an instruction never writes what it reads.
            let to = registers.take(value as usize);
            let step = Step { instruction: instruction.placed(|operand| self.argument(&registers, operand)), to };
            for operand in instruction.operands() {
                if last_read[operand as usize] == at + 1 {
                    registers.release(operand as usize);
                }
            }
            steps.push(step);
        }
        let outputs = sources.iter().map(|source| {
            source.map(|source| match source {
                Source::Constant(value) => Argument::Constant(value),
                Source::Value(value) => self.argument(&registers, value),
            })
        });
        Plan { inputs, steps, outputs: outputs.collect(), registers: registers.count as usize }
    }

    fn argument(&self, registers: &Registers, value: u32) -> Argument {
        match registers.of[value as usize] {
            Some(register) if self.varying[value as usize] => Argument::Register(register),
            _ => Argument::Uniform(value),
        }
    }
}

struct Registers {
    of: Vec<Option<u32>>,
    free: Vec<u32>,
    count: u32,
}

impl Registers {
    fn take(&mut self, value: usize) -> u32 {
        let register = self.free.pop().unwrap_or_else(|| {
            self.count += 1;
            self.count - 1
        });
        self.of[value] = Some(register);
        register
    }

    fn release(&mut self, value: usize) {
        // An operand read twice by one instruction is released once.
        if let Some(register) = self.of[value].take() {
            self.free.push(register);
        }
    }
}
