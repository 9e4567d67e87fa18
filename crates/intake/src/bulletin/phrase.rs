//! Single phrases: a period, a figure with its unit, a change with its sign word.

use rust_decimal::Decimal;

use super::{Span, What};
use crate::number;

/// A period named in a text: its months, and the year where that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub span: Span,
    pub year: Option<i32>,
}

/// Words that say that a figure falls.
pub const FALLS: [&str; 9] = ["下降", "减少", "降低", "回落", "下滑", "负增长", "下跌", "缩减", "降"];

/// Words that say that it rises.
pub const RISES: [&str; 8] = ["增长", "上升", "提高", "增加", "增幅", "上涨", "增", "升"];

/// The first period named in a text.
pub fn period(text: &str) -> Option<Period> {
    let signs: Vec<char> = text.chars().collect();
    let year = year(&signs);
    for (word, month) in [("前三季度", 9), ("一至三季度", 9), ("上半年", 6), ("一季度", 3), ("全年", 12)]
    {
        if text.contains(word) && !text.contains(&format!("比{word}")) {
            return Some(Period { span: Span::ToDate(month), year });
        }
    }
    for (at, sign) in signs.iter().enumerate() {
        if *sign != '月' {
            continue;
        }
        let (last, before) = digits_before(&signs, at)?;
        if !(1..=12).contains(&last) {
            continue;
        }
        // `1-4月`, `1—4月份`, `1至4月`, `1月-4月`: the last month ends the period.
        let dash = |sign: char| matches!(sign, '-' | '—' | '–' | '~' | '～' | '至' | '―' | '到');
        if signs.get(at + 1).copied().is_some_and(dash) {
            continue;
        }
        let mut place = before;
        while place > 0 && (dash(signs[place - 1]) || signs[place - 1] == ' ') {
            place -= 1;
        }
        if place < before {
            let end = if place > 0 && signs[place - 1] == '月' { place - 1 } else { place };
            if digits_before(&signs, end).map(|(first, _)| first) == Some(1) {
                return Some(Period { span: Span::ToDate(last), year });
            }
        }
        let span = if last == 1 { Span::ToDate(1) } else { Span::Single(last) };
        return Some(Period { span, year });
    }
    None
}

/// The number that ends before a place, and where it begins.
fn digits_before(signs: &[char], at: usize) -> Option<(u32, usize)> {
    let mut first = at;
    while first > 0 && signs[first - 1].is_ascii_digit() && at - first < 2 {
        first -= 1;
    }
    let text: String = signs.get(first..at)?.iter().collect();
    text.parse().ok().map(|value| (value, first))
}

/// A year named in a text.
fn year(signs: &[char]) -> Option<i32> {
    signs.windows(5).find_map(|five| {
        let text: String = five[..4].iter().collect();
        let year = text.parse().ok().filter(|year| (1990..=2200).contains(year));
        year.filter(|_| five[4] == '年' || five[4] == '-' || five[4] == '.')
    })
}

/// A figure read from a cell or phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub value: Decimal,
    pub unit: Option<String>,
    pub what: What,
    pub falling: bool,
}

/// What a cell says beside a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Figure(Figure),
    /// A sign word without a number: 由负转正.
    SignOnly,
    /// Nothing: empty, a dash.
    Nothing,
    /// Something else.
    Other,
}

/// A whole cell: `12.3`, `12.3亿元`, `增长5.3%`, `下降2.1`, `持平`, `—`.
pub fn cell(text: &str) -> Said {
    let text = number::plain(text);
    let text = number::without_marks(&text);
    if text.is_empty() || text.chars().all(|sign| matches!(sign, '-' | '—' | '–' | '/' | '…' | '.' | ' ')) {
        return Said::Nothing;
    }
    let mut rest = text;
    for lead in ["同比", "名义", "实际"] {
        rest = rest.strip_prefix(lead).unwrap_or(rest).trim_start();
    }
    if matches!(rest, "持平" | "基本持平" | "与上年持平" | "与去年持平") {
        return figure(Decimal::ZERO, None, What::Growth, false);
    }
    let turned = ["由负转正", "由正转负", "转正", "转负"].iter().find(|word| rest.starts_with(**word));
    if let Some(word) = turned {
        rest = rest[word.len()..].trim_start_matches([',', '，', ' ', ':', '：']);
        if rest.is_empty() {
            return Said::SignOnly;
        }
    }
    for (words, falling) in [(&FALLS[..], true), (&RISES[..], false)] {
        let Some(after) = words.iter().find_map(|word| rest.strip_prefix(word)) else { continue };
        let after = after.trim_start_matches(['了', ':', '：', ' ']);
        let points = after.trim_end_matches("个百分点").trim_end_matches("百分点");
        return match number::number(points) {
            // `下降-2.1` says it twice; the word is the sign.
            Some(value) if falling => figure(-value.abs(), None, What::Growth, true),
            Some(value) => figure(value, None, What::Growth, false),
            None => Said::Other,
        };
    }
    let (digits, unit) = split_unit(rest);
    // `1—4月` and `2026年` name a period.
    if !unit.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '%' | '/'))
        || unit.contains(['月', '年', '季', '日'])
    {
        return Said::Other;
    }
    match number::number(digits) {
        Some(value) if unit == "%" => figure(value, Some("%".to_owned()), What::Growth, false),
        Some(value) => figure(value, (!unit.is_empty()).then(|| unit.to_owned()), What::Level, false),
        None => Said::Other,
    }
}

fn figure(value: Decimal, unit: Option<String>, what: What, falling: bool) -> Said {
    Said::Figure(Figure { value, unit, what, falling })
}

/// A number and the unit behind it.
pub fn split_unit(text: &str) -> (&str, &str) {
    let end = text.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at + 1);
    (text[..end].trim(), text[end..].trim())
}

/// By how much a unit is larger than its base, and the base: 万美元 is 10,000 and 美元.
pub fn scale(unit: &str) -> (Decimal, &str) {
    for (word, factor) in
        [("百万", 1_000_000), ("千万", 10_000_000), ("万", 10_000), ("亿", 100_000_000), ("百亿", 10_000_000_000_i64)]
    {
        if let Some(base) = unit.strip_prefix(word)
            && !base.is_empty()
        {
            return (Decimal::from(factor), base);
        }
    }
    if unit == "千元" {
        return (Decimal::from(1000), "元");
    }
    (Decimal::ONE, if unit == "人民币" { "元" } else { unit })
}

/// From one unit to another; the rate is yuan a dollar. The factor, and whether the rate was used.
pub fn factor(from: &str, to: &str, rate: Option<Decimal>) -> Result<(Decimal, bool), Option<()>> {
    if from == to {
        return Ok((Decimal::ONE, false));
    }
    let ((from_scale, from_base), (to_scale, to_base)) = (scale(from), scale(to));
    let ratio = from_scale / to_scale;
    match (from_base, to_base) {
        (from, to) if from == to => Ok((ratio, false)),
        ("美元", "元") => rate.map(|rate| (ratio * rate, true)).ok_or(Some(())),
        ("元", "美元") => rate.filter(|rate| !rate.is_zero()).map(|rate| (ratio / rate, true)).ok_or(Some(())),
        _ => Err(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_as_bulletins_name_them() {
        let reads = |text: &str| period(&number::plain(text));
        let to_date = |month, year| Some(Period { span: Span::ToDate(month), year });
        assert_eq!(reads("2026年1—4月"), to_date(4, Some(2026)));
        assert_eq!(reads("１－４月份"), to_date(4, None));
        assert_eq!(reads("1月至4月"), to_date(4, None));
        assert_eq!(reads("1-11月累计"), to_date(11, None));
        assert_eq!(reads("上半年"), to_date(6, None));
        assert_eq!(reads("2026年前三季度"), to_date(9, Some(2026)));
        assert_eq!(reads("4月份"), Some(Period { span: Span::Single(4), year: None }));
        assert_eq!(reads("1月"), to_date(1, None));
        assert_eq!(reads("13月"), None);
        assert_eq!(reads("本月"), None);
        assert_eq!(reads(""), None);
    }

    #[test]
    fn cells_say_figures_signs_or_nothing() {
        let value = |text: &str| match cell(text) {
            Said::Figure(figure) => Some((figure.value.to_string(), figure.what, figure.unit)),
            _ => None,
        };
        let growth = |value: &str| Some((value.to_owned(), What::Growth, None));
        assert_eq!(value("增长5.3%"), growth("5.3"));
        assert_eq!(value("同比下降２．１％"), growth("-2.1"));
        assert_eq!(value("下降\u{2212}2.1"), growth("-2.1"));
        assert_eq!(value("由负转正，增长0.3%"), growth("0.3"));
        assert_eq!(value("持平"), growth("0"));
        assert_eq!(value("回落0.5个百分点"), growth("-0.5"));
        assert_eq!(value("12.3亿元"), Some(("12.3".to_owned(), What::Level, Some("亿元".to_owned()))));
        assert_eq!(value("1,234.5①"), Some(("1234.5".to_owned(), What::Level, None)));
        assert_eq!(cell("由负转正"), Said::SignOnly);
        assert_eq!(cell("——"), Said::Nothing);
        assert_eq!(cell("见附表"), Said::Other);
        assert_eq!(cell("1—4月"), Said::Other);
        assert_eq!(cell("1—本月"), Said::Other);
    }

    #[test]
    fn units_are_converted_and_nothing_is_made_up() {
        let of = |from, to, rate: Option<i64>| factor(from, to, rate.map(|rate| Decimal::new(rate, 1)));
        assert_eq!(of("万元", "亿元", None), Ok((Decimal::new(1, 4), false)));
        assert_eq!(of("亿美元", "亿元", Some(71)), Ok((Decimal::new(71, 1), true)));
        assert_eq!(of("万美元", "亿元", None), Err(Some(())));
        assert_eq!(of("万吨", "亿元", Some(71)), Err(None));
        assert_eq!(of("万吨", "吨", None), Ok((Decimal::from(10_000), false)));
    }
}
