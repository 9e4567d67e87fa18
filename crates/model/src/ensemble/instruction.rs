//! Instructions of a plan before registers are given out: operations, and several of them as one.

use std::ops::Range;

use guoban_kernel::lanes::{Argument, Code, Fused, Shape, Step, Steps, Term, TermKind, Tree};

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
    /// Operations that only the last of them reads, with the values they start from.
    Fused(Fused, Vec<u32>),
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
            Self::Fused(_, values) => values.iter().copied().for_each(visit),
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
            Self::Fused(fused, values) => {
                let start = steps.arguments.len() as u32;
                steps.arguments.extend(values.iter().map(|&value| place(value)));
                Step { code: Code::Fused(*fused), to, a: start, b: steps.arguments.len() as u32, c: 0 }
            }
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

/// Appends the instructions that compute what is needed of some operations, from the last to the first. Operations of later ranges
/// come before; `inside` marks those that are part of another instruction.
pub fn instructions(
    program: &Program,
    needs: &Needs,
    inside: &mut [bool],
    range: Range<usize>,
    into: &mut Vec<(u32, Instruction)>,
) {
    let first = program.first_result() as u32;
    let mut fusing = Fusing { program, needs, first, inside };
    // From the end: a chain is found from its last addition.
    for index in range.rev() {
        let (value, operation) = (first + index as u32, &program.operations[index]);
        if fusing.inside[index] || !needs.computes(value) {
            continue;
        }
        let instruction = match (fusing.fused(*operation), operation) {
            (Some(instruction), _) => instruction,
            (None, Operation::Binary(Binary::Add | Binary::Subtract, ..)) => fusing.chain(*operation),
            (None, _) => Instruction::Plain(*operation),
        };
        into.push((value, instruction));
    }
}

struct Fusing<'a> {
    program: &'a Program,
    needs: &'a Needs,
    first: u32,
    /// Operations that are part of another instruction.
    inside: &'a mut [bool],
}

impl Fusing<'_> {
    /// The first kind of fused operations that ends with this one.
    fn fused(&mut self, last: Operation) -> Option<Instruction> {
        if !last.operands().any(|operand| self.single(operand).is_some()) {
            return None;
        }
        let (mut values, mut inside) = (Vec::new(), Vec::new());
        let fused = Fused::ALL.iter().find(|fused| {
            values.clear();
            inside.clear();
            self.matches(fused.tree(), last, &mut values, &mut inside)
        })?;
        inside.iter().for_each(|value| self.inside[(value - self.first) as usize] = true);
        Some(Instruction::Fused(*fused, values))
    }

    /// Whether an operation is the root of a tree. Appends the values of the tree's operands, which stand in it in order, and
    /// those that are made inside it.
    fn matches(&self, tree: &Tree, operation: Operation, values: &mut Vec<u32>, inside: &mut Vec<u32>) -> bool {
        match (tree, operation) {
            (Tree::Binary(wanted, left, right), Operation::Binary(kind, a, b)) if *wanted == kind => {
                let before = (values.len(), inside.len());
                if self.makes(left, a, values, inside) && self.makes(right, b, values, inside) {
                    return true;
                }
                values.truncate(before.0);
                inside.truncate(before.1);
                // The order of these makes no difference, not even to the bits.
                matches!(kind, Binary::Add | Binary::Multiply | Binary::And)
                    && self.makes(left, b, values, inside)
                    && self.makes(right, a, values, inside)
            }
            (Tree::Select(condition, then, otherwise), Operation::Select(a, b, c)) => {
                self.makes(condition, a, values, inside)
                    && self.makes(then, b, values, inside)
                    && self.makes(otherwise, c, values, inside)
            }
            _ => false,
        }
    }

    /// Whether a value can be made inside a tree.
    fn makes(&self, tree: &Tree, value: u32, values: &mut Vec<u32>, inside: &mut Vec<u32>) -> bool {
        if let Tree::Operand(_) = tree {
            values.push(value);
            return true;
        }
        let Some(operation) = self.single(value) else { return false };
        // A chain of additions saves more where it can take in both sides.
        if let Operation::Binary(Binary::Add | Binary::Subtract, a, b) = operation
            && [a, b].into_iter().all(|side| self.single(side).is_some_and(joins_a_sum))
        {
            return false;
        }
        inside.push(value);
        self.matches(tree, operation, values, inside)
    }

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

/// Whether a sum that reads the result of an operation can compute it as well.
fn joins_a_sum(operation: Operation) -> bool {
    matches!(operation, Operation::Binary(Binary::Add | Binary::Subtract | Binary::Multiply, ..))
}
