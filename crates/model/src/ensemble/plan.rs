//! Which operations of a program an ensemble must repeat for every draw, and where it keeps their values.
//!
//! What no drawn assumption reaches is one number for all draws and is taken from the run of the scenario. Of the rest,
//! only what the wanted outputs need is kept; sums and products that are read once are computed together with the sum
//! that reads them; and registers are reused as soon as their value was read for the last time.

use guoban_kernel::lanes::{Argument, Steps};

use super::instruction::{Instruction, instructions};
use crate::program::{Operation, Output, Program};

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
    let mut roles = given(program, drawn);
    extend_roles(program, &mut roles, program.operations.len());
    roles
}

/// The roles of what is there before any operation.
pub fn given(program: &Program, drawn: &[bool]) -> Vec<Role> {
    let given = |&drawn: &bool| if drawn { Role::Given } else { Role::Uniform };
    let mut roles = Vec::with_capacity(program.values());
    roles.extend(drawn.iter().map(given));
    roles.resize(program.first_result(), Role::Uniform);
    roles
}

/// Appends the roles of so many operations more.
fn extend_roles(program: &Program, roles: &mut Vec<Role>, operations: usize) {
    let known = roles.len() - program.first_result();
    for operation in program.operations[known..].iter().take(operations) {
        let varies = operation.operands().any(|operand| roles[operand as usize] != Role::Uniform);
        roles.push(if varies { Role::Computed } else { Role::Uniform });
    }
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
        let mut planning = Planning::new(program, roles.to_vec(), wanted.to_vec(), scope);
        while !planning.go_on(program, usize::MAX) {}
        planning.told()
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
#[derive(Clone, Debug)]
pub struct Needs {
    /// By value: what it is.
    roles: Vec<Role>,
    /// By value: how often it is read by what is computed; one more for each output.
    reads: Vec<u32>,
}

/// More reads than one, so that an output is never a mere part of an instruction.
const OUTPUT: u32 = 2;

impl Needs {
    /// What is read by nobody but those who want it.
    fn wanted(program: &Program, roles: Vec<Role>, wanted: &[Output], scope: Scope) -> Self {
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
        Self { roles, reads }
    }

    /// Counts what an operation reads, once all that read its own result were counted.
    fn count(&mut self, value: usize, operation: &Operation) {
        if self.roles[value] == Role::Computed && self.reads[value] > 0 {
            operation.operands().for_each(|operand| self.reads[operand as usize] += 1);
        }
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

/// What is done next for a plan. Each goes over all operations, or over all instructions made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// What varies, from the first operation on.
    Roles,
    /// What is read, from the last operation on.
    Reads,
    /// Operations become instructions, from the last on.
    Instructions,
    /// Where each value is read for the last time.
    LastReads,
    /// Registers are given out.
    Steps,
    Done,
}

/// A [`Plan`] being made, some operations at a time.
#[derive(Clone, Debug)]
pub struct Planning {
    wanted: Vec<Output>,
    needs: Needs,
    stage: Stage,
    /// How many operations or instructions the stage has gone over.
    at: usize,
    /// Operations that are part of another instruction.
    inside: Vec<bool>,
    instructions: Vec<(u32, Instruction)>,
    last_read: Vec<usize>,
    registers: Registers,
    plan: Plan,
}

impl Planning {
    /// Starts with the roles of all values, or of the first of them; see [`given`].
    pub fn new(program: &Program, roles: Vec<Role>, wanted: Vec<Output>, scope: Scope) -> Self {
        Self {
            stage: Stage::Roles,
            at: roles.len() - program.first_result(),
            needs: Needs::wanted(program, roles, &wanted, scope),
            wanted,
            inside: vec![false; program.operations.len()],
            instructions: Vec::new(),
            last_read: vec![0; program.values()],
            registers: Registers { of: vec![None; program.values()], free: Vec::new(), count: 0 },
            plan: Plan { inputs: Vec::new(), steps: Steps::default(), outputs: Vec::new(), registers: 0 },
        }
    }

    /// Goes over so many operations more; says whether the plan is made.
    pub fn go_on(&mut self, program: &Program, operations: usize) -> bool {
        let all = match self.stage {
            Stage::Roles | Stage::Reads | Stage::Instructions => program.operations.len(),
            Stage::LastReads | Stage::Steps => self.instructions.len(),
            Stage::Done => return true,
        };
        let (from, to) = (self.at, all.min(self.at.saturating_add(operations)));
        // The operations of this piece where a stage begins with the last.
        let backwards = all - to..all - from;
        match self.stage {
            Stage::Roles => extend_roles(program, &mut self.needs.roles, to - from),
            Stage::Reads => {
                let first = program.first_result();
                for index in backwards.rev() {
                    self.needs.count(first + index, &program.operations[index]);
                }
            }
            Stage::Instructions => {
                instructions(program, &self.needs, &mut self.inside, backwards, &mut self.instructions);
            }
            Stage::LastReads => {
                for at in from..to {
                    self.instructions[at].1.operands(|operand| self.last_read[operand as usize] = at + 1);
                }
            }
            Stage::Steps => (from..to).for_each(|at| self.step(at)),
            Stage::Done => {}
        }
        self.at = to;
        if to == all {
            self.at = 0;
            self.stage = self.next();
        }
        self.stage == Stage::Done
    }

    /// Finishes a stage and says which follows.
    fn next(&mut self) -> Stage {
        match self.stage {
            Stage::Roles => Stage::Reads,
            Stage::Reads => Stage::Instructions,
            Stage::Instructions => {
                self.instructions.reverse();
                Stage::LastReads
            }
            Stage::LastReads => {
                for output in &self.wanted {
                    if let Output::Value(value) = output {
                        self.last_read[*value as usize] = usize::MAX;
                    }
                }
                for (value, (role, last)) in self.needs.roles.iter().zip(&self.last_read).enumerate() {
                    if *role == Role::Given && *last > 0 {
                        self.plan.inputs.push((value as u32, self.registers.take(value)));
                    }
                }
                Stage::Steps
            }
            Stage::Steps | Stage::Done => {
                let place = |output: &Output| match output {
                    Output::Absent => Place::Constant(f64::NAN),
                    Output::Constant(value) => Place::Constant(*value),
                    Output::Value(value) => Place::At(self.registers.argument(*value)),
                };
                self.plan.outputs = self.wanted.iter().map(place).collect();
                self.plan.registers = self.registers.count as usize;
                Stage::Done
            }
        }
    }

    /// Gives registers to one instruction.
    fn step(&mut self, at: usize) {
        let Self { instructions, registers, last_read, plan, .. } = self;
        let (value, instruction) = &instructions[at];
        // The result's register is taken before operands are freed: an instruction never writes what it reads.
        let to = registers.take(*value as usize);
        instruction.append_to(&mut plan.steps, to, |operand| registers.argument(operand));
        instruction.operands(|operand| {
            if last_read[operand as usize] == at + 1 {
                registers.release(operand as usize);
            }
        });
    }

    /// What was made; complete once [`Planning::go_on`] says so.
    pub fn told(self) -> Plan {
        self.plan
    }
}

#[derive(Clone, Debug)]
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
