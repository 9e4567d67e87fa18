//! Lengths in drawings.

use guoban_planning::number::published;

/// A length with so many decimals: `12.5`. Decimals write themselves; what writes binary fractions would have to be fetched.
pub fn fixed(length: f64, decimals: u32) -> String {
    published(length, decimals).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn lengths_are_written_as_a_browser_reads_them() {
        for (length, decimals, expected) in
            [(12.34, 1, "12.3"), (0.0, 1, "0.0"), (-0.04, 1, "0.0"), (-3.456, 2, "-3.46"), (100.0, 2, "100.00")]
        {
            assert_eq!(fixed(length, decimals), expected);
        }
        assert_eq!(fixed(f64::NAN, 1), "0");
    }
}
