//! What a set of errors says.

use serde::Serialize;

/// The 90% quantiles of Student's distribution with 1 to 30 degrees of freedom: an 80% band on each side of zero.
const STUDENT: [f64; 30] = [
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341, 1.337,
    1.333, 1.330, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
];

/// The same of the normal distribution, for more.
const NORMAL: f64 = 1.282;

/// One error: projection less outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miss {
    /// The year it was made in.
    pub year: i32,
    /// Percentage points, or per cent of the outcome.
    pub error: f64,
}

/// How often a band held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Errors inside.
    pub inside: usize,
    /// Errors tried.
    pub of: usize,
}

impl Coverage {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self { inside: self.inside + other.inside, of: self.of + other.of }
    }

    /// Tries errors, each on the band that `others` give for its year, if they give one.
    pub fn of(misses: &[Miss], others: impl Fn(i32) -> Vec<Miss>) -> Self {
        misses.iter().fold(Self::default(), |tried, miss| match half_width(&others(miss.year)) {
            Some(width) => tried.and(Self { inside: usize::from(miss.error.abs() <= width), of: 1 }),
            None => tried,
        })
    }
}

/// The errors of one method at one origin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Errors.
    pub n: usize,
    /// Years they were made in.
    pub years: usize,
    /// Mean error; above zero: projected too high.
    pub bias: f64,
    /// Mean absolute error.
    pub mean: f64,
    /// Largest absolute error.
    pub max: f64,
    /// Half the width of the 80% band.
    pub half_width: f64,
}

impl Score {
    /// Scores errors; `None` when there are none.
    pub fn of(misses: &[Miss]) -> Option<Self> {
        let n = misses.len() as f64;
        Some(Self {
            half_width: half_width(misses)?,
            n: misses.len(),
            years: years(misses),
            bias: misses.iter().map(|miss| miss.error).sum::<f64>() / n,
            mean: misses.iter().map(|miss| miss.error.abs()).sum::<f64>() / n,
            max: misses.iter().map(|miss| miss.error.abs()).fold(0.0, f64::max),
        })
    }
}

/// How many years errors were made in.
pub fn years(misses: &[Miss]) -> usize {
    let mut years: Vec<i32> = misses.iter().map(|miss| miss.year).collect();
    years.sort_unstable();
    years.dedup();
    years.len()
}

/// Half the width of the 80% band of the next error around zero, by Student's distribution with as many degrees of freedom as there
/// are years: errors of one year are no further evidence, few years give a wide band, and bias left in the projection widens it.
fn half_width(misses: &[Miss]) -> Option<f64> {
    let squares: f64 = misses.iter().map(|miss| miss.error * miss.error).sum();
    let quantile = STUDENT.get(years(misses).checked_sub(1)?).copied().unwrap_or(NORMAL);
    Some(quantile * (squares / misses.len() as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::{Coverage, Miss, Score};

    fn misses(errors: &[(i32, f64)]) -> Vec<Miss> {
        errors.iter().map(|(year, error)| Miss { year: *year, error: *error }).collect()
    }

    #[test]
    fn errors_are_scored() {
        let score = Score::of(&misses(&[(2010, 3.0), (2011, -1.0), (2012, 1.0), (2012, 1.0)])).unwrap();
        assert_eq!((score.n, score.years, score.bias, score.mean, score.max), (4, 3, 1.0, 1.5, 3.0));
        // Root mean square: the root of 12 / 4; three years.
        assert!((score.half_width - 1.638 * 3.0_f64.sqrt()).abs() < 1e-12);
        assert!(Score::of(&[]).is_none());
    }

    #[test]
    fn few_years_make_a_wide_band() {
        let width = |years: i32| {
            let errors: Vec<(i32, f64)> = (0..years).map(|year| (year, 1.0)).collect();
            Score::of(&misses(&errors)).unwrap().half_width
        };
        assert_eq!((width(1), width(2), width(30), width(31)), (3.078, 1.886, 1.310, 1.282));
    }

    #[test]
    fn a_band_is_tried_on_years_it_has_not_seen() {
        let all = misses(&[(2010, 1.0), (2011, -1.0), (2012, 5.0)]);
        let before = |year: i32| all.iter().filter(|miss| miss.year < year).copied().collect::<Vec<_>>();
        // Nothing is before 2010; 2011 lies in the band of 2010, 2012 outside that of both.
        assert_eq!(Coverage::of(&all, before), Coverage { inside: 1, of: 2 });
    }
}
