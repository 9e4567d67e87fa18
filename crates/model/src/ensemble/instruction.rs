//! Instructions of a plan before registers are given out: operations, and chains of additions as one.

use guoban_kernel::lanes::{Argument, Code, Shape, Step, Steps, Term, TermKind};

use super::plan::{Needs, Role};
use crate::formula::Binary;
use crate::program::{Operation, Program};

/// What is computed for every draw; operands are values of the program.
#[derive(Clone, Debug)]
pub enum Instruction {
    /// An operation of the program.
    Plain(Operation),
    /// Terms added up from the first on, each with its sign, rounded as the operations one by one would be.
    Sum(Vec<(bool, Summand)>),
}

/// What a term of a sum adds or takes away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Summand {
    /// A value.
    Value(u32),
    /// A product that only this sum reads; its first factor varies.
    Product(u32, u32),
}

impl Instruction {
    /// Calls `visit` with every value it reads.
    pub fn operands(&self, mut visit: impl FnMut(u32)) {
        match self {
            Self::Plain(operation) => operation.operands().for_each(visit),
            Self::Sum(terms) => terms.iter().for_each(|(_, summand)| match summand {
                Summand::Value(value) => visit(*value),
                Summand::Product(x, y) => [*x, *y].into_iter().for_each(&mut visit),
            }),
        }
    }

    /// Appends the instruction with its operands in place.
    pub fn append_to(&self, steps: &mut Steps, to: u32, place: impl Fn(u32) -> Argument) {
        let number = |value: u32| match place(value) {
            Argument::Register(number) | Argument::Uniform(number) => number,
        };
        let each = |value: u32| matches!(place(value), Argument::Register(_));
        let step = match self {
            Self::Plain(Operation::Unary(operation, a)) => {
                Step { code: Code::unary(*operation), to, a: number(*a), b: 0, c: 0 }
            }
            Self::Plain(Operation::Binary(operation, a, b)) => {
                let shape = match (each(*a), each(*b)) {
                    (true, true) => Shape::Each,
                    (true, false) => Shape::First,
                    (false, _) => Shape::Second,
                };
                Step { code: Code::binary(*operation, shape), to, a: number(*a), b: number(*b), c: 0 }
            }
            Self::Plain(Operation::Select(a, b, c)) => {
                let code = Code::select([each(*a), each(*b), each(*c)]);
                Step { code, to, a: number(*a), b: number(*b), c: number(*c) }
            }
            Self::Plain(Operation::Curve(curve, a)) => Step { code: Code::Curve, to, a: number(*a), b: *curve, c: 0 },
            Self::Sum(terms) => {
                let start = steps.terms.len() as u32;
                steps.terms.extend(terms.iter().map(|&(minus, summand)| match summand {
                    Summand::Value(value) => {
                        let kind = match (each(value), minus) {
                            (true, false) => TermKind::Each,
                            (true, true) => TermKind::MinusEach,
                            (false, false) => TermKind::Uniform,
                            (false, true) => TermKind::MinusUniform,
                        };
                        Term { kind, a: number(value), b: number(value) }
                    }
                    Summand::Product(x, y) => {
                        let kind = match (each(y), minus) {
                            (true, false) => TermKind::Product,
                            (true, true) => TermKind::MinusProduct,
                            (false, false) => TermKind::Scaled,
                            (false, true) => TermKind::MinusScaled,
                        };
                        Term { kind, a: number(x), b: number(y) }
                    }
                }));
                Step { code: Code::Sum, to, a: start, b: steps.terms.len() as u32, c: 0 }
            }
        };
        steps.steps.push(step);
    }
}

/// The instructions that compute what is needed, in the program's order, each with the value it makes.
pub fn instructions(program: &Program, needs: &Needs<'_>) -> Vec<(u32, Instruction)> {
    let first = program.first_result() as u32;
    let mut fusing = Fusing { program, needs, first, inside: vec![false; program.operations.len()] };
    let mut instructions = Vec::new();
    // From the end: a chain is found from its last addition.
    for (index, operation) in program.operations.iter().enumerate().rev() {
        let value = first + index as u32;
        if fusing.inside[index] || !needs.computes(value) {
            continue;
        }
        let instruction = match operation {
            Operation::Binary(Binary::Add | Binary::Subtract, ..) => fusing.chain(*operation),
            _ => Instruction::Plain(*operation),
        };
        instructions.push((value, instruction));
    }
    instructions.reverse();
    instructions
}

struct Fusing<'a> {
    program: &'a Program,
    needs: &'a Needs<'a>,
    first: u32,
    /// Operations that are part of another instruction.
    inside: Vec<bool>,
}

impl Fusing<'_> {
    /// The sum that ends with this addition or subtraction; the operation alone where nothing joins it.
    fn chain(&mut self, last: Operation) -> Instruction {
        let mut terms = Vec::new();
        let mut operation = last;
        while let Operation::Binary(kind, a, b) = operation {
            let minus = kind == Binary::Subtract;
            // What was added up before: the left side, or the right one where the order makes no difference.
            let (before, term) = match (self.addition(a), self.addition(b)) {
                (Some(_), _) => (a, b),
                (None, Some(_)) if !minus => (b, a),
                _ => {
                    terms.push((minus, self.summand(b)));
                    terms.push((false, self.summand(a)));
                    break;
                }
            };
            terms.push((minus, self.summand(term)));
            let Some(next) = self.take(before) else { break };
            operation = next;
        }
        match terms.as_slice() {
            [(_, Summand::Value(_)), (_, Summand::Value(_))] => Instruction::Plain(last),
            _ => {
                terms.reverse();
                Instruction::Sum(terms)
            }
        }
    }

    /// The operation that makes a value which is computed for each draw and read only once.
    fn single(&self, value: u32) -> Option<Operation> {
        let index = value.checked_sub(self.first)?;
        let single = self.needs.computes(value) && self.needs.readers(value) == 1;
        single.then(|| self.program.operations[index as usize])
    }

    fn addition(&self, value: u32) -> Option<Operation> {
        self.single(value)
            .filter(|operation| matches!(operation, Operation::Binary(Binary::Add | Binary::Subtract, ..)))
    }

    fn take(&mut self, value: u32) -> Option<Operation> {
        let operation = self.addition(value)?;
        self.inside[(value - self.first) as usize] = true;
        Some(operation)
    }

    fn summand(&mut self, value: u32) -> Summand {
        match self.single(value) {
            Some(Operation::Binary(Binary::Multiply, x, y)) => {
                self.inside[(value - self.first) as usize] = true;
                if self.needs.role(x) == Role::Uniform { Summand::Product(y, x) } else { Summand::Product(x, y) }
            }
            _ => Summand::Value(value),
        }
    }
}
