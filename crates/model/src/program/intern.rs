//! Operations while a program is built: equal ones are kept once, those on constants are folded.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Operation, scalar};
use crate::pack::Pack;

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
    results: FixedMap<Operation, u32>,
}

impl<'pack> Values<'pack> {
    /// Starts with one value per lever and per assumption.
    pub fn new(pack: &'pack Pack) -> Self {
        let inputs = pack.levers.len() + pack.assumptions.len();
        Self { pack, kinds: vec![Kind::Input; inputs], constants: FixedMap::default(), results: FixedMap::default() }
    }

    /// All values, in the order they were made.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The number of a constant's value.
    pub fn constant(&mut self, value: f64) -> u32 {
        let kinds = &mut self.kinds;
        *self.constants.entry(value.to_bits()).or_insert_with(|| {
            kinds.push(Kind::Constant(value));
            kinds.len() as u32 - 1
        })
    }

    /// The constant behind a value, if it is one.
    pub fn known(&self, value: u32) -> Option<f64> {
        match self.kinds[value as usize] {
            Kind::Constant(constant) => Some(constant),
            _ => None,
        }
    }

    /// The number of an operation's value: folded when its operands are known, shared when it was made before.
    pub fn result(&mut self, operation: Operation) -> u32 {
        if let Some(value) = self.fold(operation) {
            return self.constant(value);
        }
        let kinds = &mut self.kinds;
        *self.results.entry(operation).or_insert_with(|| {
            kinds.push(Kind::Result(operation));
            kinds.len() as u32 - 1
        })
    }

    fn fold(&self, operation: Operation) -> Option<f64> {
        Some(match operation {
            Operation::Unary(unary, a) => scalar::unary(unary, self.known(a)?),
            Operation::Binary(binary, a, b) => scalar::binary(binary, self.known(a)?, self.known(b)?),
            Operation::Select(a, b, c) => scalar::select(self.known(a)?, self.known(b)?, self.known(c)?),
            Operation::Curve(curve, a) => {
                let curve = &self.pack.curves[curve.0];
                scalar::interpolate(&curve.x, &curve.y, self.known(a)?)
            }
        })
    }
}
