//! Numbers in few bytes: whole numbers by seven bits, decimal fractions as digits and places.

/// Most places after the point for which a division by the power of ten rounds once.
const PLACES: usize = 22;

const TENS: [f64; PLACES + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Places that say: the bits stand in another stream.
pub(super) const BITS: u64 = 255;

/// Writes a whole number, seven bits a byte, low ones first.
pub(super) fn write_unsigned(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// A whole number with its sign in the lowest bit.
pub(super) fn fold(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// The number that [`fold`] was given.
pub(super) fn unfold(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// Digits and places of the shortest decimal fraction with these bits, when there is a short one.
pub(super) fn decimal(value: f64) -> Option<(i64, usize)> {
    (0..=12).find_map(|places| {
        let digits = (value * TENS[places]).round();
        let exact = digits.abs() < 9e15 && fraction(digits as i64, places).to_bits() == value.to_bits();
        exact.then_some((digits as i64, places))
    })
}

/// The number with these digits, so many of them after the point.
pub(super) fn fraction(digits: i64, places: usize) -> f64 {
    digits as f64 / TENS[places.min(PLACES)]
}

#[cfg(test)]
mod tests {
    use super::{decimal, fold, fraction, unfold};

    #[test]
    fn fractions_keep_their_bits() {
        for value in [0.1, -66.4, 1.0 / 3.0, -0.0, 0.0, 1e300, f64::NAN, 123_456.789, 9_007_199_254_740_993.0, 1e-7] {
            if let Some((digits, places)) = decimal(value) {
                assert_eq!(fraction(digits, places).to_bits(), value.to_bits());
            }
        }
        assert_eq!(decimal(0.1), Some((1, 1)));
        assert_eq!(decimal(-0.0), None);
        assert_eq!(decimal(1.0 / 3.0), None);
    }

    #[test]
    fn signs_fold_and_unfold() {
        for value in [0, 1, -1, 63, -64, i64::MAX, i64::MIN] {
            assert_eq!(unfold(fold(value)), value);
        }
    }
}
