//! Which operations of a program an ensemble must repeat for every draw, and where it keeps their values.
//!
//! What no drawn assumption reaches is one number for all draws and is taken from the run of the scenario. Of the rest,
//! only what the wanted outputs need is kept; sums and products that are read once are computed together with the sum
//! that reads them; and registers are reused as soon as their value was read for the last time.

use guoban_kernel::lanes::{Argument, Steps};

use super::instruction::{Instruction, instructions};
use crate::program::{Output, Program};

/// How much of a program an ensemble computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What the wanted cells need.
    Wanted,
    /// Every operation a draw reaches.
    Everything,
}

/// What a value of the program is to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One number for all draws.
    Uniform,
    /// Given for each draw.
    Given,
    /// Computed for each draw, when something needs it.
    Computed,
}

/// The roles of all values when the inputs marked in `drawn` (levers first, then assumptions) are given.
pub fn roles(program: &Program, drawn: &[bool]) -> Vec<Role> {
    let given = |&drawn: &bool| if drawn { Role::Given } else { Role::Uniform };
    let mut roles: Vec<Role> = drawn.iter().map(given).collect();
    roles.resize(program.first_result(), Role::Uniform);
    for operation in &program.operations {
        let varies = operation.operands().any(|operand| roles[operand as usize] != Role::Uniform);
        roles.push(if varies { Role::Computed } else { Role::Uniform });
    }
    roles
}

/// Operations to repeat for every draw.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Given values that are read, and the register each is loaded into.
    pub(crate) inputs: Vec<(u32, u32)>,
    /// What is repeated.
    pub(super) steps: Steps,
    /// Where each wanted value is after the last instruction.
    pub(super) outputs: Vec<Place>,
    /// Number of registers.
    pub(super) registers: usize,
}

/// Where a wanted value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// A number that nothing changes; not-a-number where there is no figure.
    Constant(f64),
    /// A register, or a value of the scenario's own run.
    At(Argument),
}

impl Plan {
    /// Plans the computation of the wanted outputs from what is given.
    pub fn new(program: &Program, roles: &[Role], wanted: &[Output], scope: Scope) -> Self {
        let needs = Needs::new(program, roles, wanted, scope);
        allocate(&needs, instructions(program, &needs), wanted)
    }

    /// Number of instructions repeated for every block of draws.
    pub fn len(&self) -> usize {
        self.steps.steps.len()
    }

    /// Whether nothing that is wanted depends on a draw.
    pub fn is_empty(&self) -> bool {
        self.steps.steps.is_empty()
    }
}

/// What a plan needs.
pub struct Needs<'a> {
    roles: &'a [Role],
    /// By value: how often it is read by what is computed; one more for each output.
    reads: Vec<u32>,
}

/// More reads than one, so that an output is never a mere part of an instruction.
const OUTPUT: u32 = 2;

impl<'a> Needs<'a> {
    fn new(program: &Program, roles: &'a [Role], wanted: &[Output], scope: Scope) -> Self {
        let first = program.first_result();
        let mut reads = vec![0_u32; program.values()];
        if scope == Scope::Everything {
            let operands = program.operations.iter().flat_map(|operation| operation.operands());
            operands.for_each(|operand| reads[operand as usize] = 1);
            reads[first..].iter_mut().for_each(|read| *read = 1 - *read);
            reads[..first].fill(0);
        }
        for output in wanted {
            if let Output::Value(value) = output {
                reads[*value as usize] += OUTPUT;
            }
        }
        for (index, operation) in program.operations.iter().enumerate().rev() {
            if roles[first + index] == Role::Computed && reads[first + index] > 0 {
                operation.operands().for_each(|operand| reads[operand as usize] += 1);
            }
        }
        Self { roles, reads }
    }

    /// What a value is.
    pub fn role(&self, value: u32) -> Role {
        self.roles[value as usize]
    }

    /// Whether a value is computed.
    pub fn computes(&self, value: u32) -> bool {
        self.roles[value as usize] == Role::Computed && self.reads[value as usize] > 0
    }

    /// How often a value is read; more than once where it is an output.
    pub fn readers(&self, value: u32) -> u32 {
        self.reads[value as usize]
    }
}

fn allocate(needs: &Needs<'_>, instructions: Vec<(u32, Instruction)>, wanted: &[Output]) -> Plan {
    let mut last_read = vec![0_usize; needs.roles.len()];
    for (at, (_, instruction)) in instructions.iter().enumerate() {
        instruction.operands(|operand| last_read[operand as usize] = at + 1);
    }
    for output in wanted {
        if let Output::Value(value) = output {
            last_read[*value as usize] = usize::MAX;
        }
    }
    let mut registers = Registers { of: vec![None; needs.roles.len()], free: Vec::new(), count: 0 };
    let mut inputs = Vec::new();
    for (value, (role, last)) in needs.roles.iter().zip(&last_read).enumerate() {
        if *role == Role::Given && *last > 0 {
            inputs.push((value as u32, registers.take(value)));
        }
    }
    let mut steps = Steps::default();
    for (at, (value, instruction)) in instructions.into_iter().enumerate() {
        // The result's register is taken before operands are freed: an instruction never writes what it reads.
        let to = registers.take(value as usize);
        instruction.append_to(&mut steps, to, |operand| registers.argument(operand));
        instruction.operands(|operand| {
            if last_read[operand as usize] == at + 1 {
                registers.release(operand as usize);
            }
        });
    }
    let outputs = wanted.iter().map(|output| match output {
        Output::Absent => Place::Constant(f64::NAN),
        Output::Constant(value) => Place::Constant(*value),
        Output::Value(value) => Place::At(registers.argument(*value)),
    });
    Plan { inputs, steps, outputs: outputs.collect(), registers: registers.count as usize }
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

    fn argument(&self, value: u32) -> Argument {
        match self.of[value as usize] {
            Some(register) => Argument::Register(register),
            None => Argument::Uniform(value),
        }
    }
}
