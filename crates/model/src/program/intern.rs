//! Operations while a program is built: equal ones are kept once, those on constants are folded.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Operation, scalar};
use crate::formula::{Binary, Unary};
use crate::pack::{CurveId, Pack};
use crate::time::HORIZON;

/// A hasher with a fixed key: the maps here are only looked up, never walked, and need no protection from chosen keys
/// beyond the pack's size limits.
#[derive(Default)]
pub struct FixedHasher(u64);

impl Hasher for FixedHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map that is only looked up.
pub type FixedMap<K, V> = HashMap<K, V, BuildHasherDefault<FixedHasher>>;

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

/// The values of a program under construction.
pub struct Values<'pack> {
    pack: &'pack Pack,
    kinds: Vec<Kind>,
    constants: FixedMap<u64, u32>,
    results: FixedMap<(u64, u64), u32>,
}

impl<'pack> Values<'pack> {
    /// Starts with one value per lever and per assumption.
    pub fn new(pack: &'pack Pack) -> Self {
        let inputs = pack.levers.len() + pack.assumptions.len();
        // Growing a large map moves all of it; most packs have about an operation for each computed month.
        let room = pack.variables.len() * HORIZON;
        let results = FixedMap::with_capacity_and_hasher(room, Default::default());
        Self { pack, kinds: vec![Kind::Input; inputs], constants: FixedMap::default(), results }
    }

    /// All values, in the order they were made.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The number of an operand.
    pub fn number(&mut self, operand: Operand) -> u32 {
        let value = match operand {
            Operand::Known(value) => value,
            Operand::Value(number) => return number,
        };
        let kinds = &mut self.kinds;
        *self.constants.entry(value.to_bits()).or_insert_with(|| {
            kinds.push(Kind::Constant(value));
            kinds.len() as u32 - 1
        })
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
        match (operation, a, b) {
            (_, Operand::Known(a), Operand::Known(b)) => Operand::Known(scalar::binary(operation, a, b)),
            // A product with 1 and a quotient by 1 are exact, whatever the other side.
            (Binary::Multiply | Binary::Divide, a, Operand::Known(1.0))
            | (Binary::Multiply, Operand::Known(1.0), a) => a,
            (_, a, b) => {
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
    pub fn curve(&mut self, curve: CurveId, a: Operand) -> Operand {
        match a {
            Operand::Known(a) => {
                let curve = &self.pack.curves[curve.0];
                Operand::Known(scalar::interpolate(&curve.x, &curve.y, a))
            }
            Operand::Value(a) => self.result(Operation::Curve(curve, a)),
        }
    }

    /// An operation's value: shared when the same was made before.
    fn result(&mut self, operation: Operation) -> Operand {
        let kinds = &mut self.kinds;
        let key = operation.key();
        Operand::Value(*self.results.entry(key).or_insert_with(|| {
            kinds.push(Kind::Result(operation));
            kinds.len() as u32 - 1
        }))
    }
}
