//! Numbers, dates and words as people type them: full-width digits, signs that look like minus, thousands, footnote marks.

use guoban_model::time::{Date, Month};
use rust_decimal::Decimal;

/// The largest number that is read, either side of zero.
pub const LARGEST: i64 = 1_000_000_000_000;

/// Most digits after the point that are kept; more is noise of a spreadsheet.
const DECIMALS: u32 = 8;

/// A text with full-width signs made narrow, all kinds of space made one, nothing at its ends, and invisible signs removed.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for sign in text.chars() {
        let sign = narrow(sign);
        if sign.is_whitespace() {
            gap = !out.is_empty();
        } else if !is_hidden(sign) {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(sign);
        }
    }
    out
}

/// One sign, narrow.
pub fn narrow(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        '\u{2212}' | '\u{2012}' | '\u{FE63}' => '-',
        '\u{3000}' | '\u{00A0}' | '\u{202F}' | '\u{2009}' => ' ',
        '\u{FE6A}' => '%',
        // What could not be decoded somewhere before stays a sign that every text can hold.
        char::REPLACEMENT_CHARACTER => '?',
        _ => sign,
    }
}

fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A number alone in a cell; `None` where it is anything else. A percent sign at its end is let go, and so are footnote marks.
pub fn number(text: &str) -> Option<Decimal> {
    let text = plain(text);
    let text = without_marks(&text);
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let (sign, digits) = match text.strip_prefix(['-', '–', '—']) {
        Some(rest) => (-1, rest.trim_start()),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut written = String::new();
    let mut after_point = None;
    let groups = digits.contains(GROUPS);
    for part in digits.chars() {
        match part {
            '0'..='9' => {
                written.push(part);
                after_point = after_point.map(|count: u32| count + 1);
            }
            '.' if after_point.is_none() && !written.is_empty() => {
                written.push('.');
                after_point = Some(0);
            }
            part if GROUPS.contains(&part) && after_point.is_none() => {}
            _ => return None,
        }
    }
    if groups && !thousands(digits) {
        return None;
    }
    if written.is_empty() || written.ends_with('.') || written.len() > 24 {
        return None;
    }
    let value: Decimal = written.parse().ok()?;
    bounded(value * Decimal::from(sign))
}

/// What parts thousands; in print that is a thin space (GB/T 15835).
const GROUPS: [char; 3] = [',', '\'', ' '];

/// Whether they stand where thousands do: `1,234.5` and not `1,5`.
fn thousands(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.split(GROUPS);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A number of a spreadsheet cell: what a person would have typed.
pub fn from_cell(value: f64) -> Option<Decimal> {
    if !value.is_finite() || value.abs() > LARGEST as f64 {
        return None;
    }
    // A spreadsheet computes in binary; ten decimals are more than anyone publishes.
    bounded(format!("{value:.10}").parse().ok()?)
}

fn bounded(value: Decimal) -> Option<Decimal> {
    (value.abs() <= Decimal::from(LARGEST)).then(|| value.round_dp(DECIMALS).normalize())
}

/// Text before footnote marks: `①`, `*`, `[1]`, `(注1)`, `¹`.
pub fn without_marks(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.trim_end_matches(
            |sign: char| matches!(sign, '*' | '#' | '†' | '‡' | '¹' | '²' | '³' | '\u{2070}'..='\u{2079}' | '①'..='⑳'),
        );
        for (open, close) in [('[', ']'), ('〔', '〕'), ('(', ')')] {
            if let Some(rest) = text.strip_suffix(close)
                && let Some(at) = rest.rfind(open)
                && is_mark(&rest[at + open.len_utf8()..], open)
            {
                text = &rest[..at];
            }
        }
        text = text.trim_end();
        if text == before {
            return text;
        }
    }
}

/// Whether what stands in brackets is a footnote mark: `[1]`, `(注)`, `(注2)`, and not a unit or a period.
fn is_mark(inside: &str, open: char) -> bool {
    let number = inside.strip_prefix('注').or((open != '(').then_some(inside));
    number.is_some_and(|number| number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A date: `2026-04-20`, `2026/4/20`, `2026.4.20`, `2026年4月20日`.
pub fn date(text: &str) -> Option<Date> {
    let parts = parts(text)?;
    let [year, month, day] = parts[..] else { return None };
    let month = self::valid_month(year, month)?;
    (1..=u32::from(month.days())).contains(&day).then_some(Date { month, day: day as u8 })
}

/// A month: `2026-04`, `2026年4月`, or a date, of which the day is let go.
pub fn month(text: &str) -> Option<Month> {
    let parts = parts(text)?;
    match parts[..] {
        [year, month] | [year, month, _] => valid_month(year, month),
        _ => None,
    }
}

fn parts(text: &str) -> Option<Vec<u32>> {
    let text = plain(text);
    let text = text.split(' ').next().unwrap_or("");
    let text = text.trim_end_matches(['日', '月', '号']);
    let parts: Option<Vec<u32>> = text.split(['-', '/', '.', '年', '月']).map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() <= 3)
}

fn valid_month(year: u32, month: u32) -> Option<Month> {
    let known = guoban_model::read::YEARS.contains(&year) && (1..=12).contains(&month);
    known.then_some(Month { year: year as i32, month: month as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        let reads = |text: &str| number(text).map(|value| value.to_string());
        for (text, value) in [
            ("12.50", "12.5"),
            ("１２．５", "12.5"),
            ("\u{2212}3.2", "-3.2"),
            ("－3.2", "-3.2"),
            ("1,234,567.8", "1234567.8"),
            ("１，２３４", "1234"),
            ("5.3%", "5.3"),
            ("5.3％", "5.3"),
            ("+5.3", "5.3"),
            ("88.6①", "88.6"),
            ("88.6[2]", "88.6"),
            ("88.6（注1）", "88.6"),
            ("88.6*", "88.6"),
            ("\u{a0}7 ", "7"),
            ("1\u{2009}234\u{2009}567.8", "1234567.8"),
        ] {
            assert_eq!(reads(text).as_deref(), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            "—",
            "1,5",
            "1 5",
            "12 34",
            "1.2.3",
            "=1+1",
            "12亿",
            "1e5",
            ".5",
            "5.",
            "NaN",
            "99999999999999999999999",
        ] {
            assert_eq!(reads(text), None, "{text}");
        }
        assert_eq!(from_cell(0.1 + 0.2).map(|value| value.to_string()).as_deref(), Some("0.3"));
        assert_eq!(from_cell(f64::NAN), None);
        assert_eq!(from_cell(1e300), None);
    }

    #[test]
    fn dates_as_people_type_them() {
        for text in
            ["2026-04-20", "2026/4/20", "2026.4.20", "2026年4月20日", "２０２６年４月２０日", "2026-04-20 00:00:00"]
        {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), Some("2026-04-20"), "{text}");
        }
        for text in ["2026-04", "2026-13-01", "2026-02-30", "四月", "26-4-20", "2026-4-20-1"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(month("2026年4月").map(|month| month.to_string()).as_deref(), Some("2026-04"));
        assert_eq!(month("2026-04-30").map(|month| month.to_string()).as_deref(), Some("2026-04"));
    }
}
