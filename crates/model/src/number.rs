//! Between decimals, which people type and read, and the numbers a run computes with.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The nearest `f64` to a decimal: its digits are read as one number, so equal decimals give equal bits.
pub fn to_f64(decimal: Decimal) -> f64 {
    // Reading the printed digits rounds once; a mantissa divided by a power of ten would round twice.
    decimal.normalize().to_string().parse().unwrap_or_else(|_| decimal.to_f64().unwrap_or(f64::NAN))
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
}
