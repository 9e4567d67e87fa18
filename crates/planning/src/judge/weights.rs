//! Weights of months in a year-to-date growth rate: the comparable base where the accounting has one, else the
//! indicator's seasonal profile, else equal months.

use guoban_model::pack::{Accounting, Pack, Profile, Target};

use crate::figures::Figures;

/// Weights of months, for sums over months of one year.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    base: Option<(&'a Pack, &'a Accounting)>,
    profile: Option<&'a Profile>,
}

impl<'a> Weights<'a> {
    /// The weights of a growth target.
    pub fn of(pack: &'a Pack, target: &Target) -> Self {
        let accounting = pack.accounting.as_ref().filter(|accounting| accounting.growth == target.variable);
        let profile = target.seasonal.and_then(|id| pack.profiles.get(id.0));
        Self { base: accounting.map(|accounting| (pack, accounting)), profile }
    }

    /// Weight of months `first` to `last`; zero for none.
    pub fn sum(&self, figures: &impl Figures, first: i32, last: i32) -> f64 {
        self.based(figures, first, last).unwrap_or_else(|| {
            let weight = |offset: i32| {
                let month = offset.rem_euclid(12) as usize + 1;
                self.profile.map_or(1.0, |profile| profile.month_weight(month))
            };
            (first..=last).map(weight).sum()
        })
    }

    fn based(&self, figures: &impl Figures, first: i32, last: i32) -> Option<f64> {
        let (pack, accounting) = self.base?;
        let mut total = 0.0;
        for row in 0..pack.rows_of(accounting.base) {
            total += figures.sum(accounting.base, row, first, last)?;
        }
        (total > 0.0).then_some(total)
    }
}
