//! Names of variables: the pack's ids, in letters that every program reads without quotes, each once.

use std::collections::BTreeSet;

/// Words that mean something else in equations.
const TAKEN: [&str; 47] = [
    "abs", "and", "arccos", "arcsin", "arctan", "cos", "delay", "delay1", "delay3", "delayn", "dt", "else", "exp",
    "forcst", "if", "inf", "init", "int", "ln", "log10", "max", "mean", "min", "mod", "normal", "not", "or", "pi",
    "poisson", "previous", "pulse", "ramp", "random", "rank", "safediv", "self", "sin", "size", "smth1", "smth3",
    "sqrt", "step", "sum", "tan", "then", "time", "trend",
];

/// Names that are in use, in small letters: programs do not tell capitals apart.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// A name like this one that nothing else has.
    pub fn take(&mut self, wanted: &str) -> String {
        let plain: String = wanted.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let small = plain.to_ascii_lowercase();
        // Some readers take `not` at the beginning of a name for the operation.
        let begins = plain.starts_with(|c: char| c.is_ascii_alphabetic()) && !small.starts_with("not");
        let plain = if begins && !TAKEN.contains(&&*small) { plain } else { format!("v_{plain}") };
        let mut name = plain.clone();
        let mut number = 2;
        while !self.0.insert(name.to_ascii_lowercase()) {
            name = format!("{plain}_{number}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_different() {
        let mut names = Names::default();
        for (wanted, taken) in [
            ("fai", "fai"),
            ("FAI", "FAI_2"),
            ("项目.a-b", "v____a_b"),
            ("time", "v_time"),
            ("notable_firms", "v_notable_firms"),
            ("2026", "v_2026"),
        ] {
            assert_eq!(names.take(wanted), taken);
        }
    }
}
