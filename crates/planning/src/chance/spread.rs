//! The error of a projection itself, from the pack's bands.

use guoban_model::pack::{ErrorBand, ErrorMeasure};

use crate::judge::Period;

/// Distance of the 90% quantile of the standard normal distribution from its median: what an 80% band spans on each side.
const BAND: f64 = 1.281_551_565_544_600_4;

/// Standard deviation of a projection's error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// In the unit of what is projected.
    Points(f64),
    /// As a share of what is projected.
    Share(f64),
}

impl Spread {
    /// The error of a month's standing, when figures are known through `known` (counted from January, 0), by the widths for the
    /// half-year and for the year.
    pub fn of_band(band: &ErrorBand, widths: (&[f64], &[f64]), known: i32, month: i32) -> Self {
        let width = width(widths, known, month);
        match band.measure {
            ErrorMeasure::Points => Self::Points(width / BAND),
            ErrorMeasure::Percent => Self::Share(width / BAND / 100.0),
        }
    }

    /// A standing with a standard normal deviate's worth of error.
    pub fn of(self, standing: f64, deviate: f64) -> f64 {
        match self {
            Self::Points(width) => standing + width * deviate,
            Self::Share(width) => standing * (1.0 + width * deviate),
        }
    }
}

/// Half the width of the 80% band of a month's standing.
fn width((of_half, of_year): (&[f64], &[f64]), known: i32, month: i32) -> f64 {
    let (half, year) = (Period::Half.last(), Period::Year.last());
    let at = |widths: &[f64]| {
        let months = usize::try_from(known + 1).ok();
        months.and_then(|months| widths.get(months)).or(widths.first()).copied().unwrap_or(0.0)
    };
    let between = |from: (i32, f64), to: (i32, f64)| {
        from.1 + (to.1 - from.1) * f64::from(month - from.0) / f64::from((to.0 - from.0).max(1))
    };
    if known >= half {
        between((known, 0.0), (year, at(of_year)))
    } else if month <= half {
        between((known, 0.0), (half, at(of_half)))
    } else {
        between((half, at(of_half)), (year, at(of_year)))
    }
}
