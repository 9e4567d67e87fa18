//! Elementary functions that give the same bits on every platform.
//!
//! `exp` is our own, written without branches so that loops over draws become vector code; `ln`, `pow` and `sqrt` are
//! those of the `libm` crate. Nothing here may use a fused multiply-add or the standard library's functions.

// The digits are those of the published constants; a shorter spelling would be a different last bit.
#![allow(clippy::excessive_precision)]

use std::f64::consts::LOG2_E;
/// ln 2 in two parts: the first has trailing zero bits, so that its product with a small integer is exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238_2e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting it rounds a number below 2^51 to the nearest integer.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// 1/n! for n = 2 to 13, for the polynomial on |r| <= ln 2 / 2.
const C2: f64 = 0.5;
const C3: f64 = 1.0 / 6.0;
const C4: f64 = 1.0 / 24.0;
const C5: f64 = 1.0 / 120.0;
const C6: f64 = 1.0 / 720.0;
const C7: f64 = 1.0 / 5_040.0;
const C8: f64 = 1.0 / 40_320.0;
const C9: f64 = 1.0 / 362_880.0;
const C10: f64 = 1.0 / 3_628_800.0;
const C11: f64 = 1.0 / 39_916_800.0;
const C12: f64 = 1.0 / 479_001_600.0;
const C13: f64 = 1.0 / 6_227_020_800.0;

/// e to the x, within two units in the last place.
///
/// Not a number above 709, where the result would leave the range of numbers; 0 below -708.
#[inline]
pub fn exp(x: f64) -> f64 {
    let inside = x.clamp(-708.0, 709.0);
    let rounded = inside * LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = (inside - n * LN2_HIGH) - n * LN2_LOW;
    // Estrin's scheme: short chains for the processor, one fixed order for the bits.
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (1.0 + r) + r2 * (C2 + r * C3);
    let middle = (C4 + r * C5) + r2 * (C6 + r * C7);
    let high = (C8 + r * C9) + r2 * (C10 + r * C11);
    let top = C12 + r * C13;
    let polynomial = low + r4 * (middle + r4 * (high + r4 * top));
    // The low bits of `rounded` hold n as a two's complement integer; the shift moves it into the exponent.
    let scale = f64::from_bits((rounded.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    let value = polynomial * scale;
    let value = if x < -708.0 { 0.0 } else { value };
    if x <= 709.0 { value } else { f64::NAN }
}

/// Natural logarithm; not a number unless x is above 0.
#[inline]
pub fn ln(x: f64) -> f64 {
    if x > 0.0 { libm::log(x) } else { f64::NAN }
}

/// Square root; not a number when x is below 0.
#[inline]
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// a to the power b; not a number when the result is not finite or an operand is not a number.
#[inline]
pub fn pow(a: f64, b: f64) -> f64 {
    let value = libm::pow(a, b);
    if value.is_finite() && !a.is_nan() && !b.is_nan() { value } else { f64::NAN }
}

/// Nearest whole number, halves away from zero.
#[inline]
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_stays_within_two_units_of_the_reference() {
        let mut x = -700.0;
        while x < 700.0 {
            let (ours, reference) = (exp(x), libm::exp(x));
            let apart = ours.to_bits().abs_diff(reference.to_bits());
            assert!(apart <= 2, "exp({x}) = {ours:e}, reference {reference:e}, {apart} units apart");
            x += 0.013_7;
        }
    }

    #[test]
    fn exp_has_exact_and_extreme_values() {
        assert_eq!(exp(0.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(exp(-0.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(exp(-1e9), 0.0);
        assert!(exp(710.0).is_nan());
        assert!(exp(f64::NAN).is_nan());
        assert!(exp(f64::INFINITY).is_nan());
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
    }

    #[test]
    fn known_bits_never_change() {
        // Results computed on x86-64; the browser tests assert the same constants.
        assert_eq!(exp(1.0).to_bits(), 0x4005_bf0a_8b14_5769);
        assert_eq!(exp(-0.5).to_bits(), 0x3fe3_68b2_fc6f_960b);
        assert_eq!(pow(1.05, 0.5).to_bits(), 0x3ff0_6526_aa25_a13b);
    }
}
