//! Chains of additions and subtractions: one instruction, rounded after every term as the operations one by one would be.

use super::{LANES, Lanes};

/// What a term adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// The register `a`.
    Each,
    /// Minus the register `a`.
    MinusEach,
    /// The value `b`, the same for every draw.
    Uniform,
    /// Minus the value `b`.
    MinusUniform,
    /// The register `a` times the value `b`.
    Scaled,
    /// Minus that.
    MinusScaled,
    /// The register `a` times the register `b`.
    Product,
    /// Minus that.
    MinusProduct,
}

#[cfg(test)]
impl TermKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Each,
        Self::MinusEach,
        Self::Uniform,
        Self::MinusUniform,
        Self::Scaled,
        Self::MinusScaled,
        Self::Product,
        Self::MinusProduct,
    ];
}

/// A term of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it adds.
    pub kind: TermKind,
    /// First operand, if it has one.
    pub a: u32,
    /// Second operand, if it has one.
    pub b: u32,
}

/// A term with its operands in place. Minus a uniform factor is folded into the factor: exact either way.
#[derive(Clone, Copy)]
enum Placed<'a> {
    Each(&'a Lanes),
    MinusEach(&'a Lanes),
    Uniform(f64),
    Scaled(&'a Lanes, f64),
    Product(&'a Lanes, &'a Lanes),
    MinusProduct(&'a Lanes, &'a Lanes),
}

impl<'a> Placed<'a> {
    #[inline(always)]
    fn of(term: Term, registers: &'a [Box<Lanes>], uniform: &[f64]) -> Self {
        let lanes = |register: u32| -> &'a Lanes { &registers[register as usize] };
        match term.kind {
            TermKind::Each => Self::Each(lanes(term.a)),
            TermKind::MinusEach => Self::MinusEach(lanes(term.a)),
            TermKind::Uniform => Self::Uniform(uniform[term.b as usize]),
            TermKind::MinusUniform => Self::Uniform(-uniform[term.b as usize]),
            TermKind::Scaled => Self::Scaled(lanes(term.a), uniform[term.b as usize]),
            TermKind::MinusScaled => Self::Scaled(lanes(term.a), -uniform[term.b as usize]),
            TermKind::Product => Self::Product(lanes(term.a), lanes(term.b)),
            TermKind::MinusProduct => Self::MinusProduct(lanes(term.a), lanes(term.b)),
        }
    }
}

/// Adds up the terms, from the first on.
///
/// Where nothing has been added yet there stands minus zero: the one number that adds nothing, not even a sign.
pub fn run(terms: &[Term], registers: &[Box<Lanes>], uniform: &[f64], out: &mut Lanes) {
    let place = |term: &Term| Placed::of(*term, registers, uniform);
    let mut at = match terms {
        [] => return out.fill(-0.0),
        [first, second, ..] => begin(place(first), place(second), out),
        [first] => {
            out.fill(-0.0);
            add(place(first), out);
            1
        }
    };
    while let Some(first) = terms.get(at) {
        // Most chains add many registers or many numbers in a row: two at a time halve the passes.
        let pair = terms.get(at + 1).map(|second| (place(first), place(second)));
        at += match pair {
            Some((Placed::Each(a), Placed::Each(b))) => {
                pass(out, |sum, lane| sum + a[lane] + b[lane]);
                2
            }
            Some((Placed::Uniform(a), Placed::Uniform(b))) => {
                pass(out, |sum, _| sum + a + b);
                2
            }
            Some((Placed::Scaled(a, x), Placed::Scaled(b, y))) => {
                pass(out, |sum, lane| sum + a[lane] * x + b[lane] * y);
                2
            }
            _ => {
                add(place(first), out);
                1
            }
        };
    }
}

#[inline(always)]
fn pass(out: &mut Lanes, f: impl Fn(f64, usize) -> f64) {
    for (lane, out) in out.iter_mut().enumerate().take(LANES) {
        *out = f(*out, lane);
    }
}

/// The first two terms, or the first alone; says how many.
#[inline(always)]
fn begin(first: Placed<'_>, second: Placed<'_>, out: &mut Lanes) -> usize {
    use Placed::{Each, MinusEach, MinusProduct, Product, Scaled, Uniform};
    match (first, second) {
        (Each(a), Each(b)) => pass(out, |_, lane| a[lane] + b[lane]),
        (Each(a), MinusEach(b)) => pass(out, |_, lane| a[lane] - b[lane]),
        (Each(a), Uniform(b)) | (Uniform(b), Each(a)) => pass(out, |_, lane| a[lane] + b),
        (Each(a), Scaled(b, x)) | (Scaled(b, x), Each(a)) => pass(out, |_, lane| a[lane] + b[lane] * x),
        (Each(a), Product(b, c)) | (Product(b, c), Each(a)) => pass(out, |_, lane| a[lane] + b[lane] * c[lane]),
        (Each(a), MinusProduct(b, c)) => pass(out, |_, lane| a[lane] - b[lane] * c[lane]),
        (Uniform(a), MinusEach(b)) => pass(out, |_, lane| a - b[lane]),
        (Uniform(a), Scaled(b, x)) | (Scaled(b, x), Uniform(a)) => pass(out, |_, lane| a + b[lane] * x),
        (Uniform(a), Product(b, c)) | (Product(b, c), Uniform(a)) => pass(out, |_, lane| a + b[lane] * c[lane]),
        (Uniform(a), MinusProduct(b, c)) => pass(out, |_, lane| a - b[lane] * c[lane]),
        (Scaled(a, x), Scaled(b, y)) => pass(out, |_, lane| a[lane] * x + b[lane] * y),
        (Scaled(a, x), MinusEach(b)) => pass(out, |_, lane| a[lane] * x - b[lane]),
        (Product(a, b), MinusEach(c)) => pass(out, |_, lane| a[lane] * b[lane] - c[lane]),
        (first, _) => {
            out.fill(-0.0);
            add(first, out);
            return 1;
        }
    }
    2
}

#[inline(always)]
fn add(term: Placed<'_>, out: &mut Lanes) {
    match term {
        Placed::Each(a) => pass(out, |sum, lane| sum + a[lane]),
        Placed::MinusEach(a) => pass(out, |sum, lane| sum - a[lane]),
        Placed::Uniform(a) => pass(out, |sum, _| sum + a),
        Placed::Scaled(a, x) => pass(out, |sum, lane| sum + a[lane] * x),
        Placed::Product(a, b) => pass(out, |sum, lane| sum + a[lane] * b[lane]),
        Placed::MinusProduct(a, b) => pass(out, |sum, lane| sum - a[lane] * b[lane]),
    }
}
