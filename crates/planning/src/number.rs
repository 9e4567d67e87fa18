//! Rounding to published precision, and numbers as people read them.

use std::cmp::Ordering;

use guoban_model::text::Language;
use rust_decimal::{Decimal, RoundingStrategy};

/// The minus sign of print, U+2212.
pub const MINUS: char = '\u{2212}';

/// Stands where a figure is unknown.
pub const UNKNOWN: &str = "—";

/// Digits of a run's result that carry information; what lies beyond them is the noise of binary fractions.
const SIGNIFICANT: u32 = 12;

/// Below this a value is nothing at any precision that is published.
const NOTHING: f64 = 1e-11;

/// A result of a run as it would be published: rounded to `decimals`, half away from zero.
///
/// It is first cut to twelve significant digits, so that 64.85 held as 64.849999999999994 becomes 64.9. `None` when it
/// is not finite or too large for a decimal.
pub fn published(value: f64, decimals: u32) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    far_from_a_tie(value, decimals).or_else(|| by_digits(value, decimals))
}

/// The common case without digits: no rounding to twelve digits can carry the value over the tie it is far from.
fn far_from_a_tie(value: f64, decimals: u32) -> Option<Decimal> {
    const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
    let scaled = value * POWERS.get(decimals as usize)?;
    let whole = scaled.floor();
    let rest = scaled - whole;
    if scaled.abs() > 1e8 || (rest - 0.5).abs() < 1e-3 {
        return None;
    }
    Some(Decimal::new(whole as i64 + i64::from(rest > 0.5), decimals))
}

fn by_digits(value: f64, decimals: u32) -> Option<Decimal> {
    let decimal = if value.abs() < NOTHING { Decimal::ZERO } else { significant(value)? };
    Some(rounded(decimal, decimals))
}

/// A value to twelve significant digits, a tie to the even one; `None` where it is too large for a decimal.
///
/// It is what the standard library prints, by whole numbers: printing would bring its tables along, which the page would
/// wait for.
fn significant(value: f64) -> Option<Decimal> {
    let bits = value.abs().to_bits();
    // Values from 1e-11 on are never subnormal.
    let digits = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
    let power = (bits >> 52) as i32 - 1075;
    if power > 64 {
        return None;
    }
    let below = 1_u128 << power.min(0).unsigned_abs();
    // The most decimals that leave no more digits than twelve; 22 of the least value still fit a whole number.
    let places = (-17..=22).rev().find_map(|places: i32| {
        let ten = 10_u128.pow(places.unsigned_abs());
        let whole = digits << power.max(0);
        let (above, below) =
            if places < 0 { (whole, below.checked_mul(ten)?) } else { (whole.checked_mul(ten)?, below) };
        let (cut, rest) = (above / below, above % below);
        let up = match (rest << 1).cmp(&below) {
            Ordering::Greater => 1,
            Ordering::Equal => cut & 1,
            Ordering::Less => 0,
        };
        (cut < 10_u128.pow(SIGNIFICANT)).then_some((cut + up, places))
    });
    let (cut, places) = places?;
    let cut = if places < 0 { cut.checked_mul(10_u128.pow(places.unsigned_abs()))? } else { cut };
    let signed = if value < 0.0 { -i128::try_from(cut).ok()? } else { i128::try_from(cut).ok()? };
    Decimal::try_from_i128_with_scale(signed, places.max(0).unsigned_abs()).ok()
}

/// Rounds half away from zero; the result carries exactly `decimals` decimals.
pub fn rounded(value: Decimal, decimals: u32) -> Decimal {
    let mut value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(decimals);
    if value.is_zero() {
        value.set_sign_positive(true);
    }
    value
}

/// Rounds up, away from what would be too little; the result carries exactly `decimals` decimals.
pub fn rounded_up(value: Decimal, decimals: u32) -> Decimal {
    let mut value = value.round_dp_with_strategy(decimals, RoundingStrategy::ToPositiveInfinity);
    value.rescale(decimals);
    if value.is_zero() {
        value.set_sign_positive(true);
    }
    value
}

/// With thousands commas and the minus of print: `1,021.0`, `−0.86`.
pub fn plain(value: Decimal, decimals: u32) -> String {
    let value = rounded(value, decimals);
    let digits = value.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if value.is_sign_negative() {
        text.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A gap or a change: always with its sign, but none on what rounds to zero: `+1.9`, `−0.1`, `0.0`.
pub fn signed(value: Decimal, decimals: u32) -> String {
    let value = rounded(value, decimals);
    let text = plain(value, decimals);
    if value > Decimal::ZERO { format!("+{text}") } else { text }
}

/// A size without its sign, for sentences that say the direction in words.
pub fn size(value: Decimal, decimals: u32) -> String {
    plain(value.abs(), decimals)
}

/// A figure, or the dash where there is none.
pub fn plain_or_unknown(value: Option<Decimal>, decimals: u32) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| plain(value, decimals))
}

/// A gap, or the dash where there is none.
pub fn signed_or_unknown(value: Option<Decimal>, decimals: u32) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| signed(value, decimals))
}

/// A probability from 0 to 1 in whole percent: `89%`, `<1%`, `>99%`.
pub(crate) fn probability(value: f64) -> String {
    if value.is_nan() {
        UNKNOWN.to_owned()
    } else if value < 0.01 {
        "<1%".to_owned()
    } else if value > 0.99 {
        ">99%".to_owned()
    } else {
        format!("{}%", plain(published(value * 100.0, 0).unwrap_or_default(), 0))
    }
}

/// A unit as a reader of `language` knows it; units the table does not hold stay as the pack writes them.
pub fn unit_name(unit: &str, language: Language) -> &str {
    if language == Language::Zh {
        return if unit == "1" { "" } else { unit };
    }
    match unit {
        "1" => "",
        "元" => "yuan",
        "万元" => "10k yuan",
        "亿元" => "100m yuan",
        "美元" => "US$",
        "万美元" => "10k US$",
        "亿美元" => "100m US$",
        "元/美元" => "yuan/US$",
        "分/美元" => "fen/US$",
        "元/kg" | "元/公斤" => "yuan/kg",
        "元/吨" => "yuan/t",
        "万元/吨" => "10k yuan/t",
        "亩" => "mu",
        "万亩" => "10k mu",
        "吨" => "t",
        "万吨" => "10k t",
        "kg/亩" => "kg/mu",
        "吨/亩" => "t/mu",
        "头" => "head",
        "万头" => "10k head",
        "万羽" | "万只" => "10k birds",
        "人" => "people",
        "万人" => "10k people",
        "万人次" => "10k visits",
        "户" => "households",
        "万户" => "10k households",
        "万吨标准煤" => "10k t of coal equivalent",
        "家" => "firms",
        "个" | "项" | "件" => "items",
        "起" => "cases",
        "次" => "times",
        "位" | "名" => "places",
        "辆" => "trucks",
        "天" => "days",
        "个月" | "月" => "months",
        "百分点" | "点" => "pp",
        "万平方米" => "10k m²",
        "平方米" => "m²",
        "万千瓦时" => "10k kWh",
        "亿千瓦时" => "100m kWh",
        "μg/m³" | "微克/立方米" => "μg/m³",
        "微克" => "μg",
        "立方米" => "m³",
        "万立方米" => "10k m³",
        "元/立方米" => "yuan/m³",
        "吨/万元" => "t/10k yuan",
        "倍" => "times",
        "类" => "kinds",
        "小时" => "hours",
        other => other,
    }
}

/// A figure that is already written, with its unit: `64.9 万头`, `6.1%` (no space before a percent sign), `3.0 个百分点`;
/// `64.9 ×10k head`. Figures for people to read go through [`crate::quantity`].
pub fn with_unit(figure: &str, unit: &str, language: Language) -> String {
    match unit_name(unit, language) {
        "" => figure.to_owned(),
        "%" => format!("{figure}%"),
        "百分点" | "点" => format!("{figure} 个百分点"),
        name if name.starts_with("10") => format!("{figure} ×{name}"),
        "firms" | "items" | "places" | "months" | "days" | "hours" | "kinds" | "cases" | "households" | "trucks"
            if figure == "1" =>
        {
            format!("1 {}", name_of_one(unit_name(unit, language)))
        }
        name => format!("{figure} {name}"),
    }
}

/// The singular of a unit whose plural ends in s.
fn name_of_one(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}

/// Months of the plan year: `5月`, `5—6月`; `May`, `May–Jun`. Offsets count from January (0).
pub fn months(first: i32, last: i32, language: Language) -> String {
    let number = |offset: i32| offset.rem_euclid(12) + 1;
    match language {
        Language::Zh if first == last => format!("{}月", number(first)),
        Language::Zh => format!("{}—{}月", number(first), number(last)),
        Language::En if first == last => month_name(number(first)).to_owned(),
        Language::En => format!("{}–{}", month_name(number(first)), month_name(number(last))),
    }
}

/// A month of any year: `6月` in the plan year, else with its year: `27年1月`; `Jun`, `Jan '27`. Offsets count from January
/// of `year` (0).
pub fn month_of(offset: i32, year: i32, language: Language) -> String {
    let name = months(offset, offset, language);
    match (offset.div_euclid(12), language) {
        (0, _) => name,
        (years, Language::Zh) => format!("{:02}年{name}", (year + years).rem_euclid(100)),
        (years, Language::En) => format!("{name} '{:02}", (year + years).rem_euclid(100)),
    }
}

fn month_name(month: i32) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index).copied()).unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn published_rounds_half_away_from_zero_and_ignores_binary_noise() {
        let check = |value: f64, decimals, expected: &str| {
            assert_eq!(published(value, decimals).unwrap().to_string(), expected, "{value:?} to {decimals}");
        };
        check(64.85, 1, "64.9");
        check(64.85_f64.next_down(), 1, "64.9");
        check(64.849_999, 1, "64.8");
        check(-0.25, 1, "-0.3");
        check(0.1 + 0.2, 1, "0.3");
        check(2.5, 0, "3");
        check(0.49 + 0.01, 0, "1");
        check(-0.04, 1, "0.0");
        check(1e-300, 1, "0.0");
        check(1_234_567.891, 2, "1234567.89");
        for value in [f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(published(value, 1), None);
        }
    }

    #[test]
    fn both_ways_of_rounding_agree() {
        let mut value = 1e-7_f64;
        let mut fast = 0;
        for step in 0..40_000_u32 {
            value = if value > 3e8 { 1e-7 } else { value * 1.003 + 1e-9 * f64::from(step % 7) };
            for (value, decimals) in [value, -value].into_iter().zip([step % 5, (step + 2) % 4]) {
                if let Some(found) = far_from_a_tie(value, decimals) {
                    fast += 1;
                    assert_eq!(
                        Some(found.to_string()),
                        by_digits(value, decimals).map(|by| by.to_string()),
                        "{value:?}"
                    );
                }
            }
        }
        assert!(fast > 50_000, "{fast}");
    }

    proptest::proptest! {
        #[test]
        fn twelve_digits_are_those_the_standard_library_prints(
            size in -11..29_i32, part in 1.0..10.0_f64, whole in 0_u64..1 << 52, halves in 0_u32..4, decimals in 0_u32..10,
        ) {
            let made: f64 = format!("{part}e{size}").parse().unwrap();
            for value in [made, -made, whole as f64 / f64::from(1 << halves)] {
                let printed = format!("{value:.11e}");
                let expected = Decimal::from_scientific(&printed).ok().map(|value| rounded(value, decimals));
                proptest::prop_assert_eq!(by_digits(value, decimals), expected, "{:?}", value);
            }
        }
    }

    #[test]
    fn numbers_are_written_as_the_design_says() {
        let check = |value: &str, decimals, expected: &str, expected_signed: &str| {
            assert_eq!(plain(decimal(value), decimals), expected);
            assert_eq!(signed(decimal(value), decimals), expected_signed);
        };
        check("1021", 1, "1,021.0", "+1,021.0");
        check("-0.86", 2, "−0.86", "−0.86");
        check("-0.04", 1, "0.0", "0.0");
        check("0.04", 1, "0.0", "0.0");
        check("999", 0, "999", "+999");
        check("1234567.5", 0, "1,234,568", "+1,234,568");
        check("-1000", 0, "−1,000", "−1,000");
        check("-123456", 1, "−123,456.0", "−123,456.0");
    }

    #[test]
    fn probabilities_never_claim_certainty() {
        for (value, expected) in
            [(0.0, "<1%"), (0.0099, "<1%"), (0.01, "1%"), (0.895, "90%"), (0.99, "99%"), (0.995, ">99%"), (1.0, ">99%")]
        {
            assert_eq!(probability(value), expected, "{value}");
        }
    }

    #[test]
    fn units_follow_the_figure_in_both_languages() {
        assert_eq!(with_unit("64.9", "万头", Language::Zh), "64.9 万头");
        assert_eq!(with_unit("64.9", "万头", Language::En), "64.9 ×10k head");
        assert_eq!(with_unit("1", "家", Language::En), "1 firm");
        assert_eq!(with_unit("6.1", "%", Language::Zh), "6.1%");
        assert_eq!(with_unit("0.3", "百分点", Language::Zh), "0.3 个百分点");
        assert_eq!(with_unit("7", "1", Language::En), "7");
        assert_eq!(months(4, 5, Language::Zh), "5—6月");
        assert_eq!(months(5, 5, Language::En), "Jun");
    }
}
