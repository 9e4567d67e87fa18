//! The operations of a program on single numbers: the one place that says what each of them computes.
//!
//! Both evaluators and the folding of constants call these, so they cannot disagree. A result that has no value is
//! not-a-number and stays so through every later operation.

use crate::maths;
use crate::operation::{Binary, Unary};

/// Applies a unary operation.
#[inline(always)]
pub fn unary(operation: Unary, x: f64) -> f64 {
    match operation {
        Unary::Negate => -x,
        Unary::Not => select(x, 0.0, 1.0),
        Unary::Abs => x.abs(),
        Unary::Exp => maths::exp(x),
        Unary::Ln => maths::ln(x),
        Unary::Sqrt => maths::sqrt(x),
        Unary::Floor => libm::floor(x),
        Unary::Ceiling => libm::ceil(x),
        Unary::Round => maths::round(x),
    }
}

/// Applies a binary operation.
#[inline(always)]
pub fn binary(operation: Binary, a: f64, b: f64) -> f64 {
    match operation {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        // The divisor, not the quotient: where it is the same for all draws this is done once.
        Binary::Divide => a / missing_if(b == 0.0, b),
        Binary::Min => missing_if(a.is_nan(), if a < b { a } else { b }),
        Binary::Max => missing_if(a.is_nan(), if a > b { a } else { b }),
        Binary::Less => truth(a < b, a, b),
        Binary::LessOrEqual => truth(a <= b, a, b),
        Binary::Greater => truth(a > b, a, b),
        Binary::GreaterOrEqual => truth(a >= b, a, b),
        Binary::Equal => truth(a == b, a, b),
        Binary::NotEqual => truth(a != b, a, b),
        Binary::And => truth(a != 0.0 && b != 0.0, a, b),
        Binary::Or => truth(a != 0.0 || b != 0.0, a, b),
        Binary::Power => maths::pow(a, b),
    }
}

/// `then` when the condition is not 0, else `otherwise`; not a number when the condition is not.
#[inline(always)]
pub fn select(condition: f64, then: f64, otherwise: f64) -> f64 {
    missing_if(condition.is_nan(), if condition != 0.0 { then } else { otherwise })
}

/// Linear interpolation in a curve, flat beyond its ends.
#[inline]
pub fn interpolate(x: &[f64], y: &[f64], at: f64) -> f64 {
    if at.is_nan() {
        return at;
    }
    let after = x.partition_point(|&abscissa| abscissa <= at);
    match (after.checked_sub(1), x.get(after)) {
        (None, _) => y.first().copied().unwrap_or(f64::NAN),
        (Some(before), None) => y.get(before).copied().unwrap_or(f64::NAN),
        (Some(before), Some(&end)) => {
            let (start, from, to) = (x[before], y[before], y[after]);
            from + (to - from) * ((at - start) / (end - start))
        }
    }
}

#[inline(always)]
fn truth(holds: bool, a: f64, b: f64) -> f64 {
    missing_if(a.is_nan() || b.is_nan(), if holds { 1.0 } else { 0.0 })
}

/// A value, or not-a-number: by its bits, all of which are set, so that loops over draws stay without a branch.
#[inline(always)]
pub(crate) fn missing_if(missing: bool, value: f64) -> f64 {
    f64::from_bits(value.to_bits() | u64::from(missing).wrapping_neg())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operation_loses_a_missing_value() {
        let operations = [
            Binary::Add,
            Binary::Subtract,
            Binary::Multiply,
            Binary::Divide,
            Binary::Min,
            Binary::Max,
            Binary::Less,
            Binary::LessOrEqual,
            Binary::Greater,
            Binary::GreaterOrEqual,
            Binary::Equal,
            Binary::NotEqual,
            Binary::And,
            Binary::Or,
        ];
        for operation in operations {
            for other in [0.0, 1.0, -3.5, f64::NAN] {
                assert!(binary(operation, f64::NAN, other).is_nan(), "{operation:?} {other}");
                assert!(binary(operation, other, f64::NAN).is_nan(), "{operation:?} {other}");
            }
        }
        assert!(select(f64::NAN, 1.0, 2.0).is_nan());
        assert!(unary(Unary::Not, f64::NAN).is_nan());
        assert!(interpolate(&[0.0, 1.0], &[0.0, 1.0], f64::NAN).is_nan());
    }

    #[test]
    fn interpolation_is_flat_beyond_the_ends() {
        let (x, y) = ([1.0, 3.0, 6.0], [0.3, 0.6, 0.9]);
        for (at, expected) in [(-5.0, 0.3), (1.0, 0.3), (2.0, 0.45), (3.0, 0.6), (6.0, 0.9), (60.0, 0.9)] {
            assert!((interpolate(&x, &y, at) - expected).abs() < 1e-15, "at {at}");
        }
    }

    #[test]
    fn division_by_zero_has_no_value() {
        assert!(binary(Binary::Divide, 1.0, 0.0).is_nan());
        assert!(binary(Binary::Divide, 0.0, -0.0).is_nan());
    }
}
