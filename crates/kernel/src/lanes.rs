//! The loops over draws: one instruction at a time over a block of [`LANES`] draws.
//!
//! Every loop computes each lane with the operations of [`scalar`], in the same order and with the same rounding as a
//! single run, so a draw gives the same bits as a run with its values.

use crate::operation::{Binary, Unary};
use crate::scalar;

/// Draws computed together: enough to pay for dispatch, few enough for the fastest memory.
pub const LANES: usize = 64;

/// The values of one quantity in a block of draws.
pub type Lanes = [f64; LANES];

/// An operand in place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Argument {
    /// One number per draw.
    Register(u32),
    /// The value of this index in the scenario's own run, the same for every draw.
    Uniform(u32),
    /// A number.
    Constant(f64),
}

/// An instruction with its operands in place.
#[derive(Clone, Copy, Debug)]
pub enum Placed {
    /// One operand.
    Unary(Unary, Argument),
    /// Two operands.
    Binary(Binary, Argument, Argument),
    /// Condition, then, otherwise.
    Select(Argument, Argument, Argument),
    /// Interpolation in a curve.
    Curve(usize, Argument),
    /// `x * y + a`, rounded twice; x varies.
    MultiplyAdd(Argument, Argument, Argument),
    /// `a - x * y`, rounded twice; x varies.
    SubtractProduct(Argument, Argument, Argument),
    /// `x * y - a`, rounded twice; x varies.
    MultiplySubtract(Argument, Argument, Argument),
}

/// An instruction and the register of its result, which is none of its operands.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What is computed.
    pub instruction: Placed,
    /// Where the result goes.
    pub to: u32,
}

/// The registers of one block of draws.
pub struct Block {
    // Boxed, so that the spare changes places with a register by moving a pointer.
    #[allow(clippy::vec_box)]
    registers: Vec<Box<Lanes>>,
    /// Changes places with the register an instruction writes, so that reading and writing never overlap.
    spare: Box<Lanes>,
}

impl Block {
    /// This many registers.
    pub fn new(registers: usize) -> Self {
        Self { registers: vec![Box::new([0.0; LANES]); registers], spare: Box::new([0.0; LANES]) }
    }

    /// The register an input is loaded into.
    pub fn register(&mut self, register: u32) -> &mut Lanes {
        &mut self.registers[register as usize]
    }

    /// The values of an argument after a run.
    pub fn read(&self, argument: Argument, uniform: &[f64], into: &mut Lanes) {
        match Operand::of(argument, &self.registers, uniform) {
            Operand::Lanes(lanes) => into.copy_from_slice(lanes),
            Operand::One(value) => into.fill(value),
        }
    }

    /// Runs every step; `uniform` holds the values that are the same for every draw.
    pub fn run(&mut self, steps: &[Step], curves: &[(Vec<f64>, Vec<f64>)], uniform: &[f64]) {
        for step in steps {
            let at = |argument: Argument| Operand::of(argument, &self.registers, uniform);
            let out = &mut *self.spare;
            match step.instruction {
                Placed::Unary(operation, a) => unary(operation, at(a), out),
                Placed::Binary(operation, a, b) => binary(operation, at(a), at(b), out),
                Placed::Select(a, b, c) => ternary(at(a), at(b), at(c), out, scalar::select),
                Placed::Curve(curve, a) => {
                    let (x, y) = &curves[curve];
                    one(at(a), out, |a| scalar::interpolate(x, y, a));
                }
                Placed::MultiplyAdd(x, y, a) => fused(at(x), at(y), at(a), out, |x, y, a| a + x * y),
                Placed::SubtractProduct(x, y, a) => fused(at(x), at(y), at(a), out, |x, y, a| a - x * y),
                Placed::MultiplySubtract(x, y, a) => fused(at(x), at(y), at(a), out, |x, y, a| x * y - a),
            }
            std::mem::swap(&mut self.registers[step.to as usize], &mut self.spare);
        }
    }
}

#[derive(Clone, Copy)]
enum Operand<'a> {
    Lanes(&'a Lanes),
    One(f64),
}

impl<'a> Operand<'a> {
    #[inline(always)]
    fn of(argument: Argument, registers: &'a [Box<Lanes>], uniform: &[f64]) -> Self {
        match argument {
            Argument::Register(register) => Self::Lanes(&registers[register as usize]),
            Argument::Uniform(index) => Self::One(uniform[index as usize]),
            Argument::Constant(value) => Self::One(value),
        }
    }

    #[inline(always)]
    fn lane(self, lane: usize) -> f64 {
        match self {
            Self::Lanes(lanes) => lanes[lane],
            Self::One(value) => value,
        }
    }
}

#[inline(always)]
fn one(a: Operand<'_>, out: &mut Lanes, f: impl Fn(f64) -> f64) {
    match a {
        Operand::Lanes(a) => out.iter_mut().zip(a).for_each(|(out, &a)| *out = f(a)),
        Operand::One(a) => out.fill(f(a)),
    }
}

#[inline(always)]
fn two(a: Operand<'_>, b: Operand<'_>, out: &mut Lanes, f: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Operand::Lanes(a), Operand::Lanes(b)) => {
            for lane in 0..LANES {
                out[lane] = f(a[lane], b[lane]);
            }
        }
        (Operand::Lanes(a), Operand::One(b)) => out.iter_mut().zip(a).for_each(|(out, &a)| *out = f(a, b)),
        (Operand::One(a), Operand::Lanes(b)) => out.iter_mut().zip(b).for_each(|(out, &b)| *out = f(a, b)),
        (Operand::One(a), Operand::One(b)) => out.fill(f(a, b)),
    }
}

/// A product that varies in its first factor, and a third operand.
#[inline(always)]
fn fused(x: Operand<'_>, y: Operand<'_>, a: Operand<'_>, out: &mut Lanes, f: impl Fn(f64, f64, f64) -> f64) {
    match (x, y, a) {
        (Operand::Lanes(x), Operand::Lanes(y), Operand::Lanes(a)) => {
            for lane in 0..LANES {
                out[lane] = f(x[lane], y[lane], a[lane]);
            }
        }
        (Operand::Lanes(x), Operand::One(y), Operand::Lanes(a)) => {
            for lane in 0..LANES {
                out[lane] = f(x[lane], y, a[lane]);
            }
        }
        (Operand::Lanes(x), Operand::Lanes(y), Operand::One(a)) => {
            for lane in 0..LANES {
                out[lane] = f(x[lane], y[lane], a);
            }
        }
        (Operand::Lanes(x), Operand::One(y), Operand::One(a)) => {
            out.iter_mut().zip(x).for_each(|(out, &x)| *out = f(x, y, a));
        }
        (x, y, a) => ternary(x, y, a, out, f),
    }
}

#[inline(always)]
fn ternary(a: Operand<'_>, b: Operand<'_>, c: Operand<'_>, out: &mut Lanes, f: impl Fn(f64, f64, f64) -> f64) {
    for (lane, out) in out.iter_mut().enumerate() {
        *out = f(a.lane(lane), b.lane(lane), c.lane(lane));
    }
}

fn unary(operation: Unary, a: Operand<'_>, out: &mut Lanes) {
    use crate::operation::Unary::{Abs, Ceiling, Exp, Floor, Ln, Negate, Not, Round, Sqrt};
    // Each arm is a loop of its own: the operation is known inside it.
    match operation {
        Negate => one(a, out, |a| scalar::unary(Negate, a)),
        Not => one(a, out, |a| scalar::unary(Not, a)),
        Abs => one(a, out, |a| scalar::unary(Abs, a)),
        Exp => one(a, out, |a| scalar::unary(Exp, a)),
        Ln => one(a, out, |a| scalar::unary(Ln, a)),
        Sqrt => one(a, out, |a| scalar::unary(Sqrt, a)),
        Floor => one(a, out, |a| scalar::unary(Floor, a)),
        Ceiling => one(a, out, |a| scalar::unary(Ceiling, a)),
        Round => one(a, out, |a| scalar::unary(Round, a)),
    }
}

fn binary(operation: Binary, a: Operand<'_>, b: Operand<'_>, out: &mut Lanes) {
    use Binary::{
        Add, And, Divide, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Max, Min, Multiply, NotEqual, Or, Power,
        Subtract,
    };
    match operation {
        Add => two(a, b, out, |a, b| scalar::binary(Add, a, b)),
        Subtract => two(a, b, out, |a, b| scalar::binary(Subtract, a, b)),
        Multiply => two(a, b, out, |a, b| scalar::binary(Multiply, a, b)),
        Divide => two(a, b, out, |a, b| scalar::binary(Divide, a, b)),
        Min => two(a, b, out, |a, b| scalar::binary(Min, a, b)),
        Max => two(a, b, out, |a, b| scalar::binary(Max, a, b)),
        Less => two(a, b, out, |a, b| scalar::binary(Less, a, b)),
        LessOrEqual => two(a, b, out, |a, b| scalar::binary(LessOrEqual, a, b)),
        Greater => two(a, b, out, |a, b| scalar::binary(Greater, a, b)),
        GreaterOrEqual => two(a, b, out, |a, b| scalar::binary(GreaterOrEqual, a, b)),
        Equal => two(a, b, out, |a, b| scalar::binary(Equal, a, b)),
        NotEqual => two(a, b, out, |a, b| scalar::binary(NotEqual, a, b)),
        And => two(a, b, out, |a, b| scalar::binary(And, a, b)),
        Or => two(a, b, out, |a, b| scalar::binary(Or, a, b)),
        Power => two(a, b, out, |a, b| scalar::binary(Power, a, b)),
    }
}
