//! The loops over draws: one instruction at a time over a block of [`LANES`] draws.
//!
//! Every loop computes each lane with the operations of [`scalar`], in the same order and with the same rounding as a
//! single run, so a draw gives the same bits as a run with its values.
//!
//! An instruction's [`Code`] says at once what is computed and which operands are one number for all draws. One jump then
//! leads to a loop in which both are known: for short loops the jump is what costs.

mod code;
mod curve;
mod fused;
mod sum;

pub use code::{Code, Shape};
pub use fused::{Fused, Tree};
pub use sum::{Term, TermKind};

/// Draws computed together: enough to pay for dispatch, few enough for the fastest memory.
pub const LANES: usize = 64;

/// The values of one quantity in a block of draws.
pub type Lanes = [f64; LANES];

/// An operand in place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Argument {
    /// One number per draw: the number of a register.
    Register(u32),
    /// The same for every draw: the index of a value of the scenario's own run.
    Uniform(u32),
}

/// An instruction with its operands in place.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What is computed, and what the operands are numbers of.
    pub code: Code,
    /// The register of the result, which is none of the operands.
    pub to: u32,
    /// First operand; of a sum, its first term; of fused operations, their first argument.
    pub a: u32,
    /// Second operand, or the number of a curve; of a sum, the end of its terms; of fused operations, that of their
    /// arguments.
    pub b: u32,
    /// Third operand.
    pub c: u32,
}

/// What an ensemble repeats for every block.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Instructions in order.
    pub steps: Vec<Step>,
    /// Terms of the sums among them.
    pub terms: Vec<Term>,
    /// Operands of the fused operations among them.
    pub arguments: Vec<Argument>,
}

/// The registers of one block of draws.
pub struct Block {
    // Boxed, so that the spare changes places with a register by moving a pointer.
    #[allow(clippy::vec_box)]
    registers: Vec<Box<Lanes>>,
    /// Changes places with the register an instruction writes, so that reading and writing never overlap.
    spare: Box<Lanes>,
    written: Box<fused::Written>,
}

impl Block {
    /// This many registers.
    pub fn new(registers: usize) -> Self {
        Self {
            registers: vec![Box::new([0.0; LANES]); registers],
            spare: Box::new([0.0; LANES]),
            written: Box::new([[0.0; LANES]; fused::MOST]),
        }
    }

    /// The values of a register.
    pub fn get(&self, register: u32) -> &Lanes {
        &self.registers[register as usize]
    }

    /// The register an input is loaded into.
    pub fn load(&mut self, register: u32) -> &mut Lanes {
        &mut self.registers[register as usize]
    }

    /// Runs every step; `uniform` holds the values that are the same for every draw.
    pub fn run(&mut self, steps: &Steps, curves: &[(Vec<f64>, Vec<f64>)], uniform: &[f64]) {
        for step in &steps.steps {
            let out = &mut *self.spare;
            match step.code {
                Code::Sum => {
                    let terms = &steps.terms[step.a as usize..step.b as usize];
                    sum::run(terms, &self.registers, uniform, out);
                }
                Code::Fused(fused) => {
                    let arguments = &steps.arguments[step.a as usize..step.b as usize];
                    fused::run(fused, arguments, &self.registers, uniform, &mut self.written, out);
                }
                Code::Curve => {
                    let (x, y) = &curves[step.b as usize];
                    curve::run(x, y, &self.registers[step.a as usize], out);
                }
                _ => code::run(*step, &self.registers, uniform, out),
            }
            std::mem::swap(&mut self.registers[step.to as usize], &mut self.spare);
        }
    }
}

#[inline(always)]
fn each(a: &Lanes, out: &mut Lanes, f: impl Fn(f64) -> f64) {
    for lane in 0..LANES {
        out[lane] = f(a[lane]);
    }
}

#[inline(always)]
fn both(a: &Lanes, b: &Lanes, out: &mut Lanes, f: impl Fn(f64, f64) -> f64) {
    for lane in 0..LANES {
        out[lane] = f(a[lane], b[lane]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Binary, Unary};
    use crate::scalar;

    /// Values that tell orders and roundings apart, with those that have no order.
    fn values(seed: u64) -> Lanes {
        const SPECIAL: [f64; 6] = [0.0, -0.0, 1.0, f64::NAN, f64::INFINITY, -2.5];
        std::array::from_fn(|lane| {
            let x = (lane as u64 + 7).wrapping_mul(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            if lane < 36 { SPECIAL[(lane / seed as usize) % 6] } else { x as f64 / 1e5 - 40.0 }
        })
    }

    fn block(uniform: f64) -> (Block, [Lanes; 3], [f64; 1]) {
        let inputs = [values(1), values(6), values(3)];
        let mut block = Block::new(4);
        for (register, values) in inputs.iter().enumerate() {
            *block.load(register as u32) = *values;
        }
        (block, inputs, [uniform])
    }

    fn same(got: &Lanes, expected: impl Fn(usize) -> f64, what: &str) {
        for (lane, got) in got.iter().enumerate() {
            let expected = expected(lane);
            let equal = got.to_bits() == expected.to_bits() || got.is_nan() && expected.is_nan();
            assert!(equal, "{what}, lane {lane}: {got} is not {expected}");
        }
    }

    #[test]
    fn every_code_computes_what_its_operation_does() {
        for uniform in [0.0, -0.0, 2.5, -2.5, f64::NAN] {
            for operation in Binary::ALL {
                for (shape, a, b) in [(Shape::Each, 0, 1), (Shape::First, 0, 0), (Shape::Second, 0, 1)] {
                    let (mut block, inputs, one) = block(uniform);
                    let step = Step { code: Code::binary(operation, shape), to: 3, a, b, c: 0 };
                    let step = match shape {
                        Shape::Each => step,
                        Shape::First => Step { b: 0, ..step },
                        Shape::Second => Step { a: 0, ..step },
                    };
                    block.run(&Steps { steps: vec![step], ..Steps::default() }, &[], &one);
                    let expected = |lane: usize| match shape {
                        Shape::Each => scalar::binary(operation, inputs[0][lane], inputs[1][lane]),
                        Shape::First => scalar::binary(operation, inputs[0][lane], uniform),
                        Shape::Second => scalar::binary(operation, uniform, inputs[1][lane]),
                    };
                    same(block.get(3), expected, &format!("{operation:?} {shape:?} {uniform}"));
                }
            }
            for operation in Unary::ALL {
                let (mut block, inputs, one) = block(uniform);
                let step = Step { code: Code::unary(operation), to: 3, a: 0, b: 0, c: 0 };
                block.run(&Steps { steps: vec![step], ..Steps::default() }, &[], &one);
                same(block.get(3), |lane| scalar::unary(operation, inputs[0][lane]), &format!("{operation:?}"));
            }
            for each in 1_usize..8 {
                let (mut block, inputs, one) = block(uniform);
                let place = |operand: usize| if each >> operand & 1 == 1 { operand as u32 } else { 0 };
                let code = Code::select([0, 1, 2].map(|operand| each >> operand & 1 == 1));
                let step = Step { code, to: 3, a: place(0), b: place(1), c: place(2) };
                block.run(&Steps { steps: vec![step], ..Steps::default() }, &[], &one);
                let of = |operand: usize, lane: usize| {
                    if each >> operand & 1 == 1 { inputs[operand][lane] } else { uniform }
                };
                let expected = |lane| scalar::select(of(0, lane), of(1, lane), of(2, lane));
                same(block.get(3), expected, &format!("select {each:03b} {uniform}"));
            }
        }
    }

    #[test]
    fn fused_operations_compute_what_they_do_one_by_one() {
        fn value(tree: &Tree, operands: &[f64]) -> f64 {
            match tree {
                Tree::Operand(operand) => operands[*operand],
                Tree::Binary(operation, a, b) => scalar::binary(*operation, value(a, operands), value(b, operands)),
                Tree::Select(a, b, c) => scalar::select(value(a, operands), value(b, operands), value(c, operands)),
            }
        }
        let inputs = [values(1), values(6), values(3), values(5), values(2)];
        for fused in Fused::ALL {
            // By operand: one number per draw, or the same one for all.
            for each in 0_usize..1 << fused::MOST {
                for uniform in [0.0, -0.0, 2.5, -2.5, f64::NAN] {
                    let mut block = Block::new(6);
                    for (register, values) in inputs.iter().enumerate() {
                        *block.load(register as u32) = *values;
                    }
                    let argument = |operand: usize| match each >> operand & 1 {
                        0 => Argument::Uniform(operand as u32 % 2),
                        _ => Argument::Register(operand as u32),
                    };
                    let arguments: Vec<Argument> = (0..fused::MOST).map(argument).collect();
                    let one = [uniform, 1.5];
                    let step = Step { code: Code::Fused(*fused), to: 5, a: 0, b: arguments.len() as u32, c: 0 };
                    block.run(&Steps { steps: vec![step], terms: Vec::new(), arguments }, &[], &one);
                    let expected = |lane: usize| {
                        let operand = |operand: usize| match each >> operand & 1 {
                            0 => one[operand % 2],
                            _ => inputs[operand][lane],
                        };
                        value(fused.tree(), &std::array::from_fn::<f64, { fused::MOST }, _>(operand))
                    };
                    same(block.get(5), expected, &format!("{fused:?} {each:05b} {uniform}"));
                }
            }
        }
    }

    #[test]
    fn a_curve_gives_what_one_number_gives() {
        for points in 1..16 {
            let x: Vec<f64> = (0..points).map(|point| f64::from(point) * 7.3 - 20.0).collect();
            let mut y: Vec<f64> = x.iter().map(|x| crate::maths::exp(x * 0.1)).collect();
            y[points as usize / 2] = -0.0;
            let (mut block, _, one) = block(1.0);
            block.load(0)[..points as usize].copy_from_slice(&x);
            let expected = *block.get(0);
            let step = Step { code: Code::Curve, to: 3, a: 0, b: 0, c: 0 };
            block.run(&Steps { steps: vec![step], ..Steps::default() }, &[(x.clone(), y.clone())], &one);
            same(block.get(3), |lane| scalar::interpolate(&x, &y, expected[lane]), &format!("{points} points"));
        }
    }

    #[test]
    fn a_sum_rounds_after_every_term() {
        let kinds = TermKind::ALL;
        for first in kinds {
            for second in kinds {
                for third in kinds {
                    let (mut block, inputs, one) = block(-2.5);
                    let order = [first, second, third, second, first, first];
                    let terms: Vec<Term> = order
                        .iter()
                        .enumerate()
                        .map(|(index, &kind)| {
                            let register = (index % 3) as u32;
                            match kind {
                                TermKind::Uniform | TermKind::MinusUniform => Term { kind, a: 0, b: 0 },
                                TermKind::Scaled | TermKind::MinusScaled => Term { kind, a: register, b: 0 },
                                _ => Term { kind, a: register, b: (register + 1) % 3 },
                            }
                        })
                        .collect();
                    let steps = vec![Step { code: Code::Sum, to: 3, a: 0, b: terms.len() as u32, c: 0 }];
                    block.run(&Steps { steps, terms: terms.clone(), ..Steps::default() }, &[], &one);
                    let value = |term: &Term, lane: usize| {
                        let (a, b) = (|| inputs[term.a as usize][lane], || inputs[term.b as usize][lane]);
                        match term.kind {
                            TermKind::Each => a(),
                            TermKind::MinusEach => -a(),
                            TermKind::Uniform => one[0],
                            TermKind::MinusUniform => -one[0],
                            TermKind::Scaled => a() * one[0],
                            TermKind::MinusScaled => -(a() * one[0]),
                            TermKind::Product => a() * b(),
                            TermKind::MinusProduct => -(a() * b()),
                        }
                    };
                    let expected = |lane: usize| {
                        let rest = terms[1..].iter();
                        rest.fold(value(&terms[0], lane), |sum, term| sum + value(term, lane))
                    };
                    same(block.get(3), expected, &format!("{order:?}"));
                }
            }
        }
    }
}
