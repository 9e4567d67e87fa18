//! Quantities with their unit, as a reader of either language says them.
//!
//! Chinese counts in ten thousands and hundred millions; in English 480 万元 are 4.8 million yuan and 64.9 万头 649
//! thousand head. Only the last step to the reader is changed: the pack, the run and every comparison keep their unit.

use guoban_model::text::Language;
use rust_decimal::Decimal;

use crate::number::{plain, rounded, signed, with_unit};

/// Words of English for powers of ten, largest first.
const POWERS: [(u32, &str); 4] = [(12, "trillion "), (9, "billion "), (6, "million "), (3, "thousand ")];

/// Units that hold a power of ten: the part that says it, its power, and what is counted in English.
const COUNTED: [(&str, u32, &str); 17] = [
    ("亿元", 8, "yuan"),
    ("万元", 4, "yuan"),
    ("亿美元", 8, "US dollars"),
    ("万美元", 4, "US dollars"),
    ("万亩", 4, "mu"),
    ("万吨", 4, "tonnes"),
    ("万头", 4, "head"),
    ("万羽", 4, "birds"),
    ("万只", 4, "head"),
    ("万人次", 4, "visits"),
    ("万人", 4, "people"),
    ("万户", 4, "households"),
    ("万平方米", 4, "m²"),
    ("万立方米", 4, "m³"),
    ("万千瓦时", 4, "kWh"),
    ("亿千瓦时", 8, "kWh"),
    ("万吨标准煤", 4, "tonnes of coal equivalent"),
];

/// How figures of a unit are written: divided by a power of ten, with a word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale<'a> {
    unit: &'a str,
    language: Language,
    /// The power of ten the unit holds, the one figures are written in, its word, and what is counted.
    counted: Option<(u32, u32, &'static str, &'static str)>,
}

impl<'a> Scale<'a> {
    /// For one figure, or for several that stand side by side: the largest decides.
    pub fn of(figures: &[Decimal], unit: &'a str, language: Language) -> Self {
        let counted = COUNTED.iter().find(|(own, ..)| language == Language::En && *own == unit);
        let counted = counted.map(|&(_, power, name)| {
            let largest = figures.iter().map(Decimal::abs).max().unwrap_or_default();
            // Ones of the unit that make one of the larger word.
            let reaches = |written: u32| match written.checked_sub(power) {
                Some(more) => largest >= tenfold(more),
                None => largest * tenfold(power - written) >= Decimal::ONE,
            };
            let (written, word) = POWERS.into_iter().find(|(written, _)| reaches(*written)).unwrap_or((0, ""));
            (power, written, word, name)
        });
        Self { unit, language, counted }
    }

    /// A figure with its unit.
    pub fn plain(&self, value: Decimal, decimals: u32) -> String {
        let (figure, decimals) = self.shifted(value, decimals);
        self.named(&plain(figure, decimals))
    }

    /// A change with its sign and unit.
    pub fn signed(&self, value: Decimal, decimals: u32) -> String {
        let (figure, decimals) = self.shifted(value, decimals);
        self.named(&signed(figure, decimals))
    }

    /// A figure without its unit, for one that follows with it.
    pub fn bare(&self, value: Decimal, decimals: u32) -> String {
        let (figure, decimals) = self.shifted(value, decimals);
        plain(figure, decimals)
    }

    fn named(&self, figure: &str) -> String {
        match self.counted {
            Some((.., word, name)) => format!("{figure} {word}{name}"),
            None => with_unit(figure, self.unit, self.language),
        }
    }

    /// The figure in the written power, with as many decimals as say something: no fewer than it came with unless the power
    /// takes them, and no zeros that the power brought in.
    fn shifted(&self, value: Decimal, decimals: u32) -> (Decimal, u32) {
        let Some((power, written, ..)) = self.counted else { return (value, decimals) };
        let value = rounded(value, decimals);
        match written.checked_sub(power) {
            Some(more) => {
                let figure = value.checked_div(tenfold(more)).unwrap_or(value);
                let needed = figure.normalize().scale();
                (figure, needed.clamp(decimals, decimals + more))
            }
            None => {
                let fewer = power - written;
                (value * tenfold(fewer), decimals.saturating_sub(fewer))
            }
        }
    }
}

/// A figure with its unit: `64.9 万头`, `6.1%`, `3.0 个百分点`; in English `649 thousand head`, `4.8 million yuan`.
pub fn quantity(value: Decimal, decimals: u32, unit: &str, language: Language) -> String {
    Scale::of(&[value], unit, language).plain(value, decimals)
}

/// A change with its sign and unit.
pub fn change(value: Decimal, decimals: u32, unit: &str, language: Language) -> String {
    Scale::of(&[value], unit, language).signed(value, decimals)
}

fn tenfold(power: u32) -> Decimal {
    Decimal::from(10_i64.pow(power.min(18)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_readers_read_thousands_millions_and_billions() {
        let check = |value: &str, decimals, unit, zh: &str, en: &str| {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(quantity(value, decimals, unit, Language::Zh), zh);
            assert_eq!(quantity(value, decimals, unit, Language::En), en);
        };
        check("480", 0, "万元", "480 万元", "4.8 million yuan");
        check("64.9", 1, "万头", "64.9 万头", "649 thousand head");
        check("1021.0", 1, "亿元", "1,021.0 亿元", "102.1 billion yuan");
        check("31.75", 2, "亿元", "31.75 亿元", "3.175 billion yuan");
        check("0.3", 1, "亿元", "0.3 亿元", "30 million yuan");
        check("0.05", 2, "万人", "0.05 万人", "500 people");
        check("128", 0, "万人次", "128 万人次", "1.28 million visits");
        check("5", 0, "万元", "5 万元", "50 thousand yuan");
        check("0", 0, "万元", "0 万元", "0 yuan");
        check("-250", 0, "万元", "−250 万元", "−2.5 million yuan");
        check("6.1", 1, "%", "6.1%", "6.1%");
        check("12", 0, "家", "12 家", "12 firms");
        check("3", 0, "小时", "3 小时", "3 hours");
        check("1.06", 2, "倍", "1.06 倍", "1.06 times");
        check("28.9", 1, "微克/立方米", "28.9 微克/立方米", "28.9 μg/m³");
        check("3.1", 1, "万立方米", "3.1 万立方米", "31 thousand m³");
    }

    #[test]
    fn figures_side_by_side_share_a_word() {
        let (low, high): (Decimal, Decimal) = ("0".parse().unwrap(), "5000".parse().unwrap());
        let scale = Scale::of(&[low, high], "万元", Language::En);
        assert_eq!(scale.bare(low, 0), "0");
        assert_eq!(scale.plain(high, 0), "50 million yuan");
        assert_eq!(scale.signed(-high, 0), "−50 million yuan");
        assert_eq!(change("1.5".parse().unwrap(), 1, "万亩", Language::En), "+15 thousand mu");
    }
}
