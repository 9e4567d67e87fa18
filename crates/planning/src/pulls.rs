//! Growth accounting: what each industry pulls. Pulls add up exactly to the total as displayed.

use crate::few::sort_few;
use guoban_model::pack::{Measure, Pack};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::calendar::Period;
use crate::figures::Figures;
use crate::number::{published, rounded};

/// Decimals at which pulls are shown.
pub const PULL_DECIMALS: u32 = 2;

/// Below this growth in percent, shares of growth say nothing and are left out.
const LEAST_GROWTH: f64 = 0.5;

/// The pull of one industry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pull {
    /// Row of the accounting table.
    pub row: usize,
    /// Share of the comparable base, in percent, one decimal.
    pub share: Decimal,
    /// Growth in percent, one decimal; `None` where there is no base.
    pub growth: Option<Decimal>,
    /// 拉动点: percentage points, two decimals; adjusted by largest remainder so that pulls add up.
    pub pull: Decimal,
    /// 贡献率: percent of the growth, one decimal; `None` where growth is under half a percent.
    pub contribution: Option<Decimal>,
}

/// The accounting of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulls {
    /// Growth of the total in percent, two decimals; what the pulls add up to.
    pub total: Decimal,
    /// By row of the accounting table.
    pub rows: Vec<Pull>,
}

/// The pulls at the end of a period, from values and comparable bases since January.
///
/// `None` where the pack has no accounting, or a figure is missing, or the bases add up to nothing.
pub fn pulls(pack: &Pack, figures: &impl Figures, period: Period) -> Option<Pulls> {
    let accounting = pack.accounting.as_ref()?;
    let (mut values, mut bases) = (Vec::new(), Vec::new());
    for row in 0..pack.tables[accounting.table.0].rows.len() {
        values.push(to_date(pack, figures, accounting.value, row, period)?);
        bases.push(to_date(pack, figures, accounting.base, row, period)?);
    }
    account(&values, &bases)
}

fn to_date(
    pack: &Pack,
    figures: &impl Figures,
    variable: guoban_model::pack::VariableId,
    row: usize,
    period: Period,
) -> Option<f64> {
    match pack.variables[variable.0].measure {
        Measure::Flow => figures.sum(variable, row, 0, period.last()),
        Measure::Stock | Measure::Rate => figures.at(variable, row, period.last()),
    }
}

/// The accounting of values against their comparable bases: `pull = (V − B) / ΣB`.
pub fn account(values: &[f64], bases: &[f64]) -> Option<Pulls> {
    let base: f64 = bases.iter().sum();
    let value: f64 = values.iter().sum();
    if base <= 0.0 || values.len() != bases.len() {
        return None;
    }
    let growth = (value / base - 1.0) * 100.0;
    let exact: Vec<f64> = values.iter().zip(bases).map(|(value, own)| (value - own) / base * 100.0).collect();
    let total = published(growth, PULL_DECIMALS)?;
    let shown = largest_remainder(&exact, total, PULL_DECIMALS)?;
    let rows = shown.into_iter().enumerate().map(|(row, pull)| {
        let (own, gain) = (bases[row], values[row] - bases[row]);
        let ratio = gain / (value - base) * 100.0;
        Some(Pull {
            row,
            share: published(own / base * 100.0, 1)?,
            growth: if own > 0.0 { published(gain / own * 100.0, 1) } else { None },
            pull,
            contribution: if growth.abs() < LEAST_GROWTH { None } else { published(ratio, 1) },
        })
    });
    Some(Pulls { total, rows: rows.collect::<Option<_>>()? })
}

/// The comparable bases behind current values and published growth in percent: `V / (1 + g)`.
///
/// Only where nothing better is known: prices of the current year slip into the bases.
pub fn bases_behind(values: &[f64], growth: &[f64]) -> Vec<f64> {
    values.iter().zip(growth).map(|(value, growth)| value / (1.0 + growth / 100.0)).collect()
}

/// Beyond this many points between an accounting from bases behind current values and the published growth, prices
/// have moved the shares too far: last year's own shares are needed.
const DOUBTFUL_POINTS: Decimal = Decimal::from_parts(3, 0, 0, false, 1);

/// By how many points an accounting from [`bases_behind`] misses the published growth, where that is more than a
/// structure at last year's prices would: the warning a town with one commodity needs.
pub fn doubtful(total: Decimal, published_growth: Decimal) -> Option<Decimal> {
    let difference = total - published_growth;
    (difference.abs() > DOUBTFUL_POINTS).then_some(difference)
}

/// Rounds parts so that they add up to `total`: all are rounded down, then those with the largest remainders up.
///
/// Earlier parts come first among equals. A remainder that is due to the total itself being something else than the sum
/// of the parts is spread the same way. `None` where a part is not a number.
pub fn largest_remainder(parts: &[f64], total: Decimal, decimals: u32) -> Option<Vec<Decimal>> {
    let unit = Decimal::new(1, decimals);
    let exact: Vec<Decimal> = parts.iter().map(|part| published(*part, 10)).collect::<Option<_>>()?;
    let mut shown: Vec<Decimal> = exact
        .iter()
        .map(|part| rounded(part.round_dp_with_strategy(decimals, RoundingStrategy::ToNegativeInfinity), decimals))
        .collect();
    if shown.is_empty() {
        return Some(shown);
    }
    let missing = (rounded(total, decimals) - shown.iter().sum::<Decimal>()) / unit;
    let missing: i64 = missing.try_into().ok()?;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    sort_few(&mut order, |left, right| (exact[*right] - shown[*right]).cmp(&(exact[*left] - shown[*left])));
    let count = order.len() as i64;
    for (place, index) in order.into_iter().enumerate() {
        let place = place as i64;
        let steps = missing.div_euclid(count) + i64::from(place < missing.rem_euclid(count));
        shown[index] = rounded(shown[index] + unit * Decimal::from(steps), decimals);
    }
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimals(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn luocheng_2021_pulls_agree_with_its_bulletin() {
        // 罗城仫佬族自治县 2021: three sectors' value added (亿元) and growth (%), b1.hcnu.edu.cn/info/1028/1111.htm.
        let values = [26.44, 5.34, 33.72];
        let pulls = account(&values, &bases_behind(&values, &[10.9, 4.5, 7.2])).unwrap();
        assert_eq!(pulls.total, "8.43".parse().unwrap());
        let shown: Vec<Decimal> = pulls.rows.iter().map(|row| row.pull).collect();
        assert_eq!(shown, decimals(&["4.30", "0.38", "3.75"]));
        assert_eq!(doubtful(pulls.total, "8.5".parse().unwrap()), None);
        let growth: Vec<Decimal> = pulls.rows.iter().filter_map(|row| row.growth).collect();
        assert_eq!(growth, decimals(&["10.9", "4.5", "7.2"]));
    }

    #[test]
    fn panji_2022_warns_of_its_coal_price() {
        // 潘集区 2022: three sectors' value added (亿元) and growth (%), panji.gov.cn/zjpj/shfz; published growth 7.7%.
        let values = [24.4, 210.1, 60.9];
        let pulls = account(&values, &bases_behind(&values, &[3.3, 11.6, -0.2])).unwrap();
        assert_eq!(pulls.total, "8.24".parse().unwrap());
        assert_eq!(doubtful(pulls.total, "7.7".parse().unwrap()), "0.54".parse().ok());
    }

    #[test]
    fn parts_add_up_to_the_total_that_is_shown() {
        let check = |parts: &[f64], total: &str, expected: &[&str]| {
            let total = total.parse().unwrap();
            let shown = largest_remainder(parts, total, 2).unwrap();
            assert_eq!(shown, decimals(expected));
            assert_eq!(shown.iter().sum::<Decimal>(), total);
        };
        check(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0], "1.00", &["0.34", "0.33", "0.33"]);
        check(&[-1.0 / 3.0, -1.0 / 3.0, -1.0 / 3.0], "-1.00", &["-0.33", "-0.33", "-0.34"]);
        check(&[2.675, -0.005, 0.0], "2.67", &["2.68", "-0.01", "0.00"]);
        check(&[0.5, 0.5], "1.05", &["0.53", "0.52"]);
        assert_eq!(largest_remainder(&[], Decimal::ZERO, 2), Some(Vec::new()));
        assert_eq!(largest_remainder(&[f64::NAN], Decimal::ZERO, 2), None);
    }

    #[test]
    fn shares_of_a_growth_near_zero_are_left_out() {
        let pulls = account(&[51.0, 49.2], &[50.0, 50.0]).unwrap();
        assert_eq!(pulls.total, "0.20".parse().unwrap());
        assert!(pulls.rows.iter().all(|row| row.contribution.is_none()));
        let pulls = account(&[55.0, 50.0], &[50.0, 50.0]).unwrap();
        assert_eq!(pulls.rows[0].contribution, "100.0".parse().ok());
        assert_eq!(account(&[1.0], &[0.0]), None);
    }
}
