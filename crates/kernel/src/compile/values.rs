//! Operations while a program is built: equal ones are kept once, those on constants are folded.

use super::Operation;
use crate::operation::{Binary, Unary};
use crate::scalar;

/// What an operation under construction reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// A number known while compiling.
    Known(f64),
    /// The value with this number.
    Value(u32),
}

/// What a value of the program under construction is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A lever or an assumption.
    Input,
    /// Known while compiling.
    Constant(f64),
    /// The result of an operation.
    Result(Operation),
}

/// Whether an operation with this second operand is exactly its first, whatever that is.
pub fn left_alone(operation: Binary, second: f64) -> bool {
    matches!(operation, Binary::Multiply | Binary::Divide) && second == 1.0
}

/// Whether an operation with this first operand is exactly its second, whatever that is.
pub fn right_alone(operation: Binary, first: f64) -> bool {
    operation == Binary::Multiply && first == 1.0
}

/// The values of a program under construction.
pub struct Values<'a> {
    curves: &'a [(Vec<f64>, Vec<f64>)],
    inputs: usize,
    kinds: Vec<Kind>,
    /// Numbers of constants and results, each at a slot its contents lead to or the next free one after; 0 where a slot
    /// is free. A power of two long, at least half free.
    slots: Vec<u32>,
}

impl<'a> Values<'a> {
    /// Starts with the inputs, and room for about so many values.
    pub fn new(curves: &'a [(Vec<f64>, Vec<f64>)], inputs: usize, room: usize) -> Self {
        // Slot contents are counted from 1, so that 0 can mean a free one.
        let slots = vec![0; (2 * room).next_power_of_two().max(64)];
        Self { curves, inputs, kinds: vec![Kind::Input; inputs], slots }
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The number of an operand.
    #[inline(always)]
    fn number(&mut self, operand: Operand) -> u32 {
        match operand {
            Operand::Known(value) => self.keep(Kind::Constant(value)),
            Operand::Value(number) => number,
        }
    }

    /// A unary operation: folded when its operand is known.
    pub fn unary(&mut self, operation: Unary, a: Operand) -> Operand {
        match a {
            Operand::Known(a) => Operand::Known(scalar::unary(operation, a)),
            Operand::Value(a) => self.result(Operation::Unary(operation, a)),
        }
    }

    /// A binary operation: folded when its operands are known.
    pub fn binary(&mut self, operation: Binary, a: Operand, b: Operand) -> Operand {
        match (a, b) {
            (Operand::Known(a), Operand::Known(b)) => Operand::Known(scalar::binary(operation, a, b)),
            (_, Operand::Known(known)) if left_alone(operation, known) => a,
            (Operand::Known(known), _) if right_alone(operation, known) => b,
            _ => {
                let (a, b) = (self.number(a), self.number(b));
                self.result(Operation::Binary(operation, a, b))
            }
        }
    }

    /// A choice: its condition is not known.
    pub fn select(&mut self, condition: u32, then: Operand, otherwise: Operand) -> Operand {
        let (then, otherwise) = (self.number(then), self.number(otherwise));
        self.result(Operation::Select(condition, then, otherwise))
    }

    /// A value of a curve.
    pub fn curve(&mut self, curve: u32, a: Operand) -> Operand {
        match a {
            Operand::Known(a) => {
                let (x, y) = &self.curves[curve as usize];
                Operand::Known(scalar::interpolate(x, y, a))
            }
            Operand::Value(a) => self.result(Operation::Curve(curve, a)),
        }
    }

    fn result(&mut self, operation: Operation) -> Operand {
        Operand::Value(self.keep(Kind::Result(operation)))
    }

    /// The number of a constant or a result: the same when the same was made before.
    fn keep(&mut self, kind: Kind) -> u32 {
        if 2 * self.kinds.len() > self.slots.len() {
            self.grow();
        }
        let mut slot = kind.hash() as usize & (self.slots.len() - 1);
        loop {
            match self.slots[slot].checked_sub(1) {
                None => break,
                Some(number) if self.kinds[number as usize].is(&kind) => return number,
                Some(_) => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
        self.kinds.push(kind);
        self.slots[slot] = self.kinds.len() as u32;
        self.kinds.len() as u32 - 1
    }

    fn grow(&mut self) {
        let room = 2 * self.slots.len();
        self.slots.clear();
        self.slots.resize(room, 0);
        for (number, kind) in self.kinds.iter().enumerate().skip(self.inputs) {
            let mut slot = kind.hash() as usize & (room - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (room - 1);
            }
            self.slots[slot] = number as u32 + 1;
        }
    }

    /// Numbers the values anew: inputs, constants that operations read, results in the order they were made. Returns the
    /// constants, the operations, and by old number the new one.
    pub fn renumbered(&self) -> (Vec<f64>, Vec<Operation>, Vec<u32>) {
        let mut read = vec![false; self.kinds.len()];
        let mut results = 0;
        for kind in &self.kinds {
            if let Kind::Result(operation) = kind {
                results += 1;
                operation.operands().for_each(|operand| read[operand as usize] = true);
            }
        }
        let mut numbers: Vec<u32> = (0..self.inputs as u32).collect();
        numbers.resize(self.kinds.len(), u32::MAX);
        let mut constants = Vec::new();
        for (index, kind) in self.kinds.iter().enumerate() {
            if let (Kind::Constant(value), true) = (kind, read[index]) {
                numbers[index] = (self.inputs + constants.len()) as u32;
                constants.push(*value);
            }
        }
        let mut operations = Vec::with_capacity(results);
        for (index, kind) in self.kinds.iter().enumerate() {
            if let Kind::Result(operation) = kind {
                numbers[index] = (self.inputs + constants.len() + operations.len()) as u32;
                operations.push(operation.renumbered(|operand| numbers[operand as usize]));
            }
        }
        (constants, operations, numbers)
    }
}

impl Kind {
    /// Whether both are one value. Constants are compared by their bits: zero and minus zero differ, and what is not a
    /// number equals itself.
    #[inline(always)]
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Constant(a), Self::Constant(b)) => a.to_bits() == b.to_bits(),
            (Self::Result(a), Self::Result(b)) => a == b,
            _ => false,
        }
    }

    /// A number that equal kinds share. Fixed: nothing depends on the order of slots, and a pack made to fill one place only
    /// makes its own compiling slow, within the limit on operations.
    #[inline(always)]
    fn hash(&self) -> u32 {
        let (a, b) = match self {
            Self::Input => (0, 0),
            Self::Constant(value) => (5 << 32, value.to_bits()),
            Self::Result(operation) => operation.key(),
        };
        let mixed = (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
    }
}
