//! What people type: clear readings are taken over, unclear ones asked back, nothing is guessed by a factor.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::text::Language;
use guoban_planning::typed::{Asked, Unclear, typed};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

const MU: Asked<'_> = Asked::Amount { unit: "万亩", negative: false };
const PERCENT: Asked<'_> = Asked::Amount { unit: "%", negative: false };
const POINTS: Asked<'_> = Asked::Amount { unit: "百分点", negative: true };
const MONTH: Asked<'_> = Asked::Month { year: 2026 };

#[test]
fn what_is_clear_is_taken_over() {
    for (text, asked, expected) in [
        (" 68.0 ", MU, "68"),
        ("６８．５", MU, "68.5"),
        ("68。5", MU, "68.5"),
        ("68。", MU, "68"),
        ("68.", MU, "68"),
        ("68，", MU, "68"),
        (".5", MU, "0.5"),
        ("007", MU, "7"),
        ("＋２", MU, "2"),
        ("−3", MU, "-3"),
        ("－3", MU, "-3"),
        ("- 3", MU, "-3"),
        ("1,234", MU, "1234"),
        ("1，000", MU, "1000"),
        ("12,345,678.25", MU, "12345678.25"),
        ("1 234", MU, "1234"),
        ("1\u{202f}234.5", MU, "1234.5"),
        ("1'234", MU, "1234"),
        ("68万亩", MU, "68"),
        ("68 万亩", MU, "68"),
        ("68 万亩。", MU, "68"),
        ("68 10k mu", MU, "68"),
        ("68 ×10k mu", MU, "68"),
        ("67.5%", PERCENT, "67.5"),
        ("６７．５％", PERCENT, "67.5"),
        ("0.3个百分点", POINTS, "0.3"),
        ("-0.3 pp", POINTS, "-0.3"),
        ("(67)", MU, "67"),
        ("（67）万亩", MU, "67"),
        ("(67)%", PERCENT, "67"),
        ("(0)", POINTS, "0"),
        ("\u{200b}68\u{feff}", MU, "68"),
        ("6\u{200b}8", MU, "68"),
        ("\u{202d}68\u{202c}", MU, "68"),
    ] {
        assert_eq!(typed(text, asked), Ok(decimal(expected)), "{text:?}");
    }
}

#[test]
fn what_has_two_readings_is_asked_back_with_both() {
    for (text, asked, first, second) in [
        ("1,5", MU, "1.5", "15"),
        ("6，8", MU, "6.8", "68"),
        ("67,25", MU, "67.25", "6725"),
        ("1234,5", MU, "1234.5", "12345"),
        ("-1,5", POINTS, "-1.5", "-15"),
        ("6,8万亩", MU, "6.8", "68"),
        ("(0.5)", POINTS, "0.5", "-0.5"),
    ] {
        let unclear = typed(text, asked).unwrap_err();
        assert_eq!(unclear.readings(), [decimal(first), decimal(second)], "{text:?}");
        for language in [Language::Zh, Language::En] {
            let message = unclear
                .message(language)
                .replace('−', "-")
                .replace("12,345", "12345")
                .replace("6,725", "6725")
                .replace("1,234.5", "1234.5");
            assert!(message.contains(text) && message.contains(first) && message.contains(second), "{message}");
        }
    }
}

#[test]
fn what_has_no_reading_is_refused_in_words() {
    let is = |text: &str, asked, expected: fn(&Unclear) -> bool| {
        let unclear = typed(text, asked).unwrap_err();
        assert!(expected(&unclear), "{text:?}: {unclear:?}");
        assert!(unclear.readings().is_empty(), "{text:?}");
        for language in [Language::Zh, Language::En] {
            assert!(unclear.message(language).chars().count() > 8, "{text:?}");
        }
    };
    for text in ["", "  ", "\u{200b}"] {
        is(text, MU, |unclear| *unclear == Unclear::Nothing);
    }
    for text in ["abc", "一点五", "1.2.3", "--1", "+-1", "1e3", "0x10", "．", "-", "%", "()", "6、8", "1/2", "∞", "NaN"]
    {
        is(text, MU, |unclear| matches!(unclear, Unclear::NotANumber { .. }));
    }
    for text in ["1,23,456", "12 34", "1,234,5", "1.234,5", "1,2345.6", ",5", "1,,234", "1, 234"] {
        is(text, MU, |unclear| matches!(unclear, Unclear::Groups { .. }));
    }
    // Ten thousand mu are not mu: converting is for the writer.
    for text in ["68亩", "68万", "68%", "68 ha", "12 万"] {
        is(text, MU, |unclear| matches!(unclear, Unclear::OtherUnit { .. }));
    }
    is("67.5万亩", PERCENT, |unclear| matches!(unclear, Unclear::OtherUnit { .. }));
    is("12345678901234567890", MU, |unclear| *unclear == Unclear::TooLong);
    is("0.1234567890123", MU, |unclear| *unclear == Unclear::TooLong);
    is(&"9".repeat(5_000), MU, |unclear| *unclear == Unclear::TooLong);
    is(&"中".repeat(5_000), MU, |unclear| matches!(unclear, Unclear::NotANumber { text } if text.chars().count() < 30));
}

#[test]
fn months_are_typed_as_months() {
    for (text, expected) in [
        ("6月", 6),
        ("6", 6),
        ("06", 6),
        ("６月", 6),
        (" 6 月 ", 6),
        ("6月底", 6),
        ("2026-06", 6),
        ("2026/6", 6),
        ("2026.6", 6),
        ("202606", 6),
        ("2026年6月", 6),
        ("26年6月", 6),
        ("27年1月", 13),
        ("2027-01", 13),
        ("明年1月", 13),
        ("今年12月", 12),
        ("28年12月", 36),
        ("2025年12月", 0),
        ("Jun", 6),
        ("june", 6),
        ("Sept", 9),
        ("Jan ’27", 13),
        ("Jan '27", 13),
        ("Jan 2027", 13),
        ("2027 Jan", 13),
    ] {
        assert_eq!(typed(text, MONTH), Ok(Decimal::from(expected)), "{text:?}");
    }
    for text in [
        "14",
        "0",
        "13月",
        "6.5",
        "2026-13",
        "2026",
        "juice",
        "2026-06-30",
        "1899年6月",
        "六月",
        "3 6",
        "-6",
        "27-1",
        "99999999999",
    ] {
        let unclear = typed(text, MONTH).unwrap_err();
        assert!(matches!(unclear, Unclear::NotAMonth { .. }), "{text:?}");
        assert!(unclear.message(Language::Zh).contains("2026-06"), "{text:?}");
    }
}

#[test]
fn a_switch_takes_yes_and_no() {
    for (text, expected) in [("1", 1), ("０", 0), ("是", 1), ("不发生", 0)] {
        assert_eq!(typed(text, Asked::Switch), Ok(Decimal::from(expected)), "{text:?}");
    }
    for text in ["0.5", "2", "-1", "也许"] {
        assert!(matches!(typed(text, Asked::Switch), Err(Unclear::NotASwitch { .. })), "{text:?}");
    }
}

proptest! {
    /// Whatever is typed has a value or words, and no value is another than the digits say.
    #[test]
    fn nothing_typed_is_guessed(text in "[-0-9０-９.,，。 %万亩()（）月年a-z\u{200b}]{0,12}") {
        for asked in [MU, PERCENT, POINTS, MONTH, Asked::Switch] {
            match typed(&text, asked) {
                Err(unclear) => prop_assert!(!unclear.message(Language::Zh).is_empty()),
                Ok(value) if matches!(asked, Asked::Amount { .. }) => {
                    let digits = |text: &str| -> String {
                        let plain = text.chars().filter_map(|character| match character {
                            '０'..='９' => char::from_u32(character as u32 - 0xfee0),
                            '0'..='9' => Some(character),
                            _ => None,
                        });
                        plain.collect::<String>().trim_matches('0').to_owned()
                    };
                    prop_assert_eq!(digits(&text), digits(&value.to_string()), "{:?}", text);
                }
                Ok(_) => {}
            }
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}") {
        for asked in [MU, PERCENT, POINTS, MONTH, Asked::Switch] {
            let _ = typed(&text, asked).map_err(|unclear| unclear.message(Language::En));
        }
    }
}
