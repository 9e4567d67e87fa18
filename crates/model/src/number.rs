//! Between decimals, which people type and read, and the numbers a run computes with.

use rust_decimal::Decimal;

/// Digits that a `f64` holds exactly, as a number: 2 to the power of 53.
const EXACT: u128 = 1 << 53;

/// Powers of ten that a `f64` holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The nearest `f64` to a decimal: its digits are read as one number, so equal decimals give equal bits.
///
/// It is what the standard library reads from the printed digits. That reading brings ten kilobytes of tables along, which
/// the page would wait for.
pub fn to_f64(decimal: Decimal) -> f64 {
    let decimal = decimal.normalize();
    let (digits, places) = (decimal.mantissa().unsigned_abs(), decimal.scale() as usize);
    let size = match TENS.get(places) {
        // Both parts are exact, so dividing rounds once.
        Some(ten) if digits <= EXACT => digits as f64 / ten,
        _ => quotient(digits, 10_u128.pow(places as u32)),
    };
    if decimal.is_sign_negative() { -size } else { size }
}

/// The nearest `f64` to a quotient of whole numbers below 2 to the power of 96, the lower one above 0.
fn quotient(above: u128, below: u128) -> f64 {
    let (mut whole, mut rest) = (above / below, above % below);
    let mut halvings = 0;
    // Two bits beyond those of a `f64`, so that what is left only says whether the quotient lies above a tie.
    while whole < EXACT << 2 && (whole, rest) != (0, 0) {
        rest <<= 1;
        whole = whole << 1 | u128::from(rest >= below);
        rest -= if rest >= below { below } else { 0 };
        halvings += 1;
    }
    let size = (whole | u128::from(rest != 0)) as f64;
    (0..halvings).fold(size, |size, _| size / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_becomes_the_number_its_digits_spell() {
        for text in ["0.1", "66.4", "-12.345", "0", "100000000", "0.000001", "1492.5"] {
            let decimal: Decimal = text.parse().unwrap();
            assert_eq!(to_f64(decimal).to_bits(), text.parse::<f64>().unwrap().to_bits());
        }
        assert_eq!(to_f64("66.400".parse().unwrap()).to_bits(), 66.4_f64.to_bits());
    }

    proptest::proptest! {
        #[test]
        fn any_decimal_becomes_the_number_its_digits_spell(digits in -(1_i128 << 95)..1 << 95, places in 0_u32..29, short: bool) {
            let decimal = Decimal::from_i128_with_scale(if short { digits >> 40 } else { digits }, places);
            let expected: f64 = decimal.to_string().parse().unwrap();
            proptest::prop_assert_eq!(to_f64(decimal), expected, "{}", decimal);
        }
    }
}
