//! Shared pools: a scenario that overdraws one is not feasible, and the verdict says by how much and when.

use guoban_model::pack::{Limit, LimitWhen, Pack, VariableId};
use guoban_model::text::Language;
use guoban_model::time::Date;
use rust_decimal::Decimal;

use crate::figures::Figures;
use crate::number::{months, published};
use crate::quantity::quantity;

/// One month of a limit, or the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitMonth {
    /// The month, counted from January (0); December for a limit on the year.
    pub offset: i32,
    /// What is used.
    pub used: Decimal,
    /// What there is.
    pub available: Decimal,
}

impl LimitMonth {
    /// How much is missing; zero when it suffices.
    pub fn short_by(&self) -> Decimal {
        (self.used - self.available).max(Decimal::ZERO)
    }
}

/// A limit under one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitVerdict {
    /// Index into the pack's limits.
    pub limit: usize,
    /// Decimals of its figures.
    pub decimals: u32,
    /// Every tested month, or one entry for the year. Months without a figure are left out.
    pub months: Vec<LimitMonth>,
    /// Months that could not be tested because the run gave no figure.
    pub unknown: usize,
}

impl LimitVerdict {
    /// Whether what there is suffices, as far as it could be tested.
    pub fn is_kept(&self) -> bool {
        self.months.iter().all(|month| month.short_by().is_zero())
    }

    /// Months that are short.
    pub fn breaches(&self) -> impl Iterator<Item = &LimitMonth> {
        self.months.iter().filter(|month| !month.short_by().is_zero())
    }

    /// The month that is short by most.
    pub fn worst(&self) -> Option<&LimitMonth> {
        self.breaches().reduce(|worst, month| if month.short_by() > worst.short_by() { month } else { worst })
    }

    /// The verdict in words.
    pub fn sentence(&self, pack: &Pack, language: Language) -> String {
        let limit = &pack.limits[self.limit];
        let name = limit.name.get(language);
        let unit = &pack.variables[limit.used.0].unit;
        let figure = |value| quantity(value, self.decimals, unit, language);
        let Some(worst) = self.worst() else {
            return match (self.months.is_empty(), language) {
                (true, Language::Zh) => format!("{name}：没有可核对的数字。"),
                (true, Language::En) => format!("{name}: no figures to test."),
                (false, Language::Zh) => format!("{name}：够用。"),
                (false, Language::En) => format!("{name}: sufficient."),
            };
        };
        let (used, available, short) = (figure(worst.used), figure(worst.available), figure(worst.short_by()));
        let month = months(worst.offset, worst.offset, language);
        match (limit.when, self.breaches().count(), language) {
            (LimitWhen::Year, _, Language::Zh) => {
                format!("{name}：全年需要 {used}，可用 {available}，差 {short}，方案不可行。")
            }
            (LimitWhen::Year, _, Language::En) => {
                format!(
                    "{name}: the year needs {used} of {available}; short by {short}, so the scenario is not feasible."
                )
            }
            (LimitWhen::EachMonth, 1, Language::Zh) => {
                format!("{name}：{month}需要 {used}，可用 {available}，差 {short}，方案不可行。")
            }
            (LimitWhen::EachMonth, 1, Language::En) => {
                format!(
                    "{name}: {month} needs {used} of {available}; short by {short}, so the scenario is not feasible."
                )
            }
            (LimitWhen::EachMonth, count, Language::Zh) => format!(
                "{name}：{count} 个月不够，{month}最紧，需要 {used}，可用 {available}，差 {short}，方案不可行。"
            ),
            (LimitWhen::EachMonth, count, Language::En) => format!(
                "{name}: short in {count} months, most in {month}, which needs {used} of {available}; short by {short}, \
                 so the scenario is not feasible."
            ),
        }
    }
}

/// Tests every limit of a pack: each projected month, or the year.
pub fn judge_limits(pack: &Pack, as_of: Date, figures: &impl Figures) -> Vec<LimitVerdict> {
    pack.limits.iter().enumerate().map(|(index, limit)| judge_limit(pack, as_of, figures, index, limit)).collect()
}

fn judge_limit(pack: &Pack, as_of: Date, figures: &impl Figures, index: usize, limit: &Limit) -> LimitVerdict {
    let decimals = pack.variables[limit.used.0].decimals;
    let mut verdict = LimitVerdict { limit: index, decimals, months: Vec::new(), unknown: 0 };
    let tested = match limit.when {
        LimitWhen::EachMonth => pack.known_through(limit.used, as_of).max(-1) + 1..=11,
        LimitWhen::Year => 11..=11,
    };
    for offset in tested {
        for row in 0..rows(pack, limit) {
            let read = |variable| match limit.when {
                LimitWhen::EachMonth => over_rows(pack, variable, row, limit, |row| figures.at(variable, row, offset)),
                LimitWhen::Year => {
                    over_rows(pack, variable, row, limit, |row| figures.standing(pack, variable, row, offset))
                }
            };
            let value = |variable| read(variable).and_then(|value| published(value, decimals));
            match (value(limit.used), value(limit.available)) {
                (Some(used), Some(available)) => verdict.months.push(LimitMonth { offset, used, available }),
                _ => verdict.unknown += 1,
            }
        }
    }
    verdict
}

/// A pool for each row of a table both sides run over; else one pool.
fn rows(pack: &Pack, limit: &Limit) -> usize {
    let over = |variable: VariableId| pack.variables[variable.0].over;
    if over(limit.used) == over(limit.available) { pack.rows_of(limit.used) } else { 1 }
}

/// One row where both sides have rows; else the sum over the rows of this side.
fn over_rows(
    pack: &Pack,
    variable: VariableId,
    row: usize,
    limit: &Limit,
    read: impl Fn(usize) -> Option<f64>,
) -> Option<f64> {
    if rows(pack, limit) > 1 {
        return read(row);
    }
    let mut total = 0.0;
    for row in 0..pack.rows_of(variable) {
        total += read(row)?;
    }
    Some(total)
}
