//! Reading how many tests passed from what test programs print.

/// Numbers of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// The numbers in a line of Rust's test programs: `test result: ok. 3 passed; 0 failed; …`.
    pub fn in_rust_line(line: &str) -> Option<Self> {
        let rest = line.trim_start().strip_prefix("test result: ")?;
        let number = |word: &str| {
            let before = rest.split(word).next()?.trim_end();
            before.rsplit(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
        };
        Some(Self { passed: number(" passed")?, failed: number(" failed")? })
    }

    /// The numbers at the end of Node's TAP report: `# pass 3` and `# fail 0`.
    pub fn in_tap(report: &str) -> Option<Self> {
        let number = |word: &str| report.lines().rev().find_map(|line| line.strip_prefix(word)?.trim().parse().ok());
        Some(Self { passed: number("# pass ")?, failed: number("# fail ")? + number("# cancelled ").unwrap_or(0) })
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn rust_results_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(Count::in_rust_line(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(Count::in_rust_line("running 3 tests"), None);
    }

    #[test]
    fn tap_results_are_read_from_the_end() {
        let report = "# pass 1\nok 1 - x\n1..1\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n";
        assert_eq!(Count::in_tap(report), Some(Count { passed: 3, failed: 2 }));
        assert_eq!(Count::in_tap("not ok"), None);
    }
}
