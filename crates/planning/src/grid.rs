//! Tables as a spreadsheet takes them: one value a cell, numbers as numbers.
//!
//! On screen a minus is the sign of print, thousands have commas, and a cell may hold a figure with its month. Whoever takes a
//! table out wants to count on with it.

/// A table as it is taken out: rows of values, one a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is called.
    pub name: String,
    /// How many of its first rows are heads.
    pub heads: usize,
    /// Its values.
    pub rows: Vec<Vec<String>>,
}

/// A value as a spreadsheet reads it: a plain minus, no plus, no thousands commas; words as they are.
pub fn value_of(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{2212}', "-");
    let bare = text.trim_start_matches(['/', '|']).trim();
    let digits = bare.trim_start_matches('+').replace(',', "");
    if is_number(&digits) {
        return digits;
    }
    if bare == "·" { String::new() } else { bare.to_owned() }
}

/// The values of a text: what goes from one number to another is both of them, and their unit.
pub fn values_of(text: &str) -> Vec<String> {
    let whole = value_of(text);
    let numbered = |part: &str| {
        let (number, unit) = part.split_once(' ').unwrap_or((part, ""));
        let number = value_of(number);
        is_number(&number).then(|| (number, unit.trim().to_owned()))
    };
    match whole.split_once(" → ").map(|(from, to)| (numbered(from), numbered(to))) {
        Some((Some((from, unit)), Some((to, other)))) => [from, to, if other.is_empty() { unit } else { other }]
            .into_iter()
            .filter(|value| !value.is_empty())
            .collect(),
        _ => vec![whole],
    }
}

/// Whether a value is a number, a percentage among them.
fn is_number(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text);
    let number = number.strip_prefix('-').unwrap_or(number);
    let digits = |part: &str| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit());
    match number.split_once('.') {
        Some((whole, rest)) => digits(whole) && digits(rest),
        None => digits(number),
    }
}

/// A value a spreadsheet does not run: a text that begins like a formula gets an apostrophe, which marks it as a text.
fn harmless(value: &str) -> String {
    let begins = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins && !is_number(value) { format!("'{value}") } else { value.to_owned() }
}

/// Rows of values between tabs.
pub fn tab_separated(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|value| harmless(value)).collect::<Vec<_>>().join("\t");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Rows of values as a table of HTML.
pub fn html(rows: &[Vec<String>]) -> String {
    let escaped = |text: &str| harmless(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let line = |row: &Vec<String>| {
        let cells = row.iter().map(|value| format!("<td>{}</td>", escaped(value)));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    format!("<table>{}</table>", rows.iter().map(line).collect::<String>())
}

/// Rows of values as a CSV file (RFC 4180), marked as UTF-8 for spreadsheets that would guess otherwise.
pub fn csv(rows: &[Vec<String>]) -> String {
    let cell = |value: &String| {
        let value = harmless(value);
        if value.contains([',', '"', '\n', '\r']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
    };
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    std::iter::once("\u{feff}".to_owned()).chain(rows.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|value| value_of(value)).collect()).collect()
    }

    #[test]
    fn figures_become_numbers_and_words_stay() {
        for (text, expected) in [
            ("\u{2212}1,234.5", "-1234.5"),
            ("+1.9", "1.9"),
            (" / 2,150.0 ", "2150.0"),
            ("|57", "57"),
            ("41%", "41%"),
            ("<1%", "<1%"),
            ("3月", "3月"),
            ("5\u{2014}6月 9.8", "5\u{2014}6月 9.8"),
            ("·", ""),
            ("Grain,  output\n", "Grain, output"),
            ("1.2.3", "1.2.3"),
            ("-", "-"),
        ] {
            assert_eq!(value_of(text), expected, "{text}");
        }
    }

    #[test]
    fn what_goes_from_one_number_to_another_is_two() {
        assert_eq!(values_of("32.0 → 34.5 万亩"), ["32.0", "34.5", "万亩"]);
        assert_eq!(values_of("480 → \u{2212}1,200"), ["480", "-1200"]);
        assert_eq!(values_of("60% → 75%"), ["60%", "75%"]);
        assert_eq!(values_of("早稻 32.0 → 34.5"), ["早稻 32.0 → 34.5"]);
        assert_eq!(values_of("6月 → 8月"), ["6月 → 8月"]);
    }

    #[test]
    fn a_table_is_told_in_three_ways() {
        let rows = rows(&[&["指标", "预计"], &["外贸, \"口岸\" & <b>", "\u{2212}1,021.0"]]);
        assert_eq!(tab_separated(&rows), "指标\t预计\n外贸, \"口岸\" & <b>\t-1021.0");
        assert_eq!(csv(&rows), "\u{feff}指标,预计\r\n\"外贸, \"\"口岸\"\" & <b>\",-1021.0\r\n");
        assert!(html(&rows).contains("<td>外贸, \"口岸\" &amp; &lt;b&gt;</td><td>-1021.0</td>"));
    }

    #[test]
    fn a_text_that_begins_like_a_formula_is_a_text() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"] {
            let rows = vec![vec![text.to_owned()]];
            assert_eq!(tab_separated(&rows), format!("'{text}"));
            assert!(csv(&rows).trim_start_matches('\u{feff}').trim_start_matches('"').starts_with('\''), "{text}");
            assert!(html(&rows).contains("<td>'"), "{text}");
        }
        assert_eq!(tab_separated(&[vec!["-1.5".to_owned(), "-3%".to_owned()]]), "-1.5\t-3%");
    }
}
