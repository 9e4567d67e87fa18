//! The best month of the last two years, against which a needed pace is held.

use guoban_model::pack::{Frequency, Pack, Target};

use super::known::{closes, has_own_figures};
use super::{Direction, Weights};
use crate::figures::Figures;

/// Months looked back.
const LOOK_BACK: i32 = 24;

/// Fewest figures that make a best month worth naming.
const ENOUGH: usize = 4;

/// Whether there is a record to be held against: a quantity nobody publishes has none.
fn has_record(pack: &Pack, target: &Target) -> bool {
    let accounted = pack.accounting.as_ref().is_some_and(|accounting| accounting.growth == target.variable);
    accounted || has_own_figures(pack, target.variable)
}

/// The best single month of a flow among the known ones of the last 24.
pub(super) fn best_month(
    pack: &Pack,
    target: &Target,
    figures: &impl Figures,
    known: i32,
    direction: Direction,
) -> Option<f64> {
    if !has_record(pack, target) {
        return None;
    }
    let row = target.row.unwrap_or(0);
    let frequency = pack.variables[target.variable.0].publication.frequency;
    let periods = published_periods(frequency, known).filter_map(|(first, last)| {
        let total = figures.sum(target.variable, row, first, last)?;
        Some(total / f64::from(last - first + 1))
    });
    best(periods, direction)
}

/// The best growth of a single published period among the known ones of the last 24 months, taken out of the
/// year-to-date rates.
pub(super) fn best_growth(
    pack: &Pack,
    target: &Target,
    figures: &impl Figures,
    known: i32,
    weights: &Weights<'_>,
    direction: Direction,
) -> Option<f64> {
    if !has_record(pack, target) {
        return None;
    }
    let row = target.row.unwrap_or(0);
    let frequency = pack.variables[target.variable.0].publication.frequency;
    let periods = published_periods(frequency, known).filter_map(|(first, last)| {
        let january = last.div_euclid(12) * 12;
        let to_date = figures.at(target.variable, row, last)?;
        if first == january {
            return Some(to_date);
        }
        let before = figures.at(target.variable, row, first - 1)?;
        let (all, past) = (weights.sum(figures, january, last), weights.sum(figures, january, first - 1));
        Some((to_date * all - before * past) / (all - past))
    });
    best(periods, direction)
}

/// First and last month of every period with a figure of its own that ends in the 24 months up to `known`.
fn published_periods(frequency: Frequency, known: i32) -> impl Iterator<Item = (i32, i32)> {
    (known - LOOK_BACK + 1..=known).filter(move |last| closes(frequency, *last)).map(move |last| match frequency {
        Frequency::Quarterly => (last - 2, last),
        Frequency::Yearly => (last - 11, last),
        Frequency::MonthlyJanFeb if last.rem_euclid(12) == 1 => (last - 1, last),
        Frequency::Monthly | Frequency::MonthlyJanFeb => (last, last),
    })
}

fn best(periods: impl Iterator<Item = f64>, direction: Direction) -> Option<f64> {
    let values: Vec<f64> = periods.filter(|value| value.is_finite()).collect();
    if values.len() < ENOUGH {
        return None;
    }
    values.into_iter().reduce(|best, value| match direction {
        Direction::AtLeast => best.max(value),
        Direction::AtMost => best.min(value),
    })
}
