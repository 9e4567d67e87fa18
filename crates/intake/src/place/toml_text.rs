//! Words and numbers as TOML: whatever a form holds stays data.

use guoban_model::text::Text;
use rust_decimal::Decimal;

/// A string.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            // Templates put parameters where braces stand.
            '{' => out.push('('),
            '}' => out.push(')'),
            sign if sign.is_control() => out += &format!("\\u{:04X}", sign as u32),
            sign => out.push(sign),
        }
    }
    out + "\""
}

/// A text in both languages. A bar parts the languages, so one inside a text is made wide.
pub fn text(text: &Text) -> String {
    let bare = |word: &str| word.replace('|', "｜");
    if text.zh == text.en {
        quoted(&bare(&text.zh))
    } else {
        quoted(&format!("{} | {}", bare(&text.zh), bare(&text.en)))
    }
}

/// A number of a column.
pub fn plain(value: Decimal) -> Decimal {
    value.normalize()
}

/// A quantity in a formula: in brackets where it has a sign.
pub fn quantity(value: Decimal, unit: &str) -> String {
    let size = value.abs().normalize();
    if value < Decimal::ZERO { format!("(0 - {size}[{unit}])") } else { format!("{size}[{unit}]") }
}

/// A list of numbers.
pub fn numbers(values: &[Decimal]) -> String {
    let values: Vec<String> = values.iter().map(|value| value.normalize().to_string()).collect();
    format!("[{}]", values.join(", "))
}

/// Tenths as numbers.
pub fn tenths(values: &[u32]) -> String {
    numbers(&values.iter().map(|value| Decimal::new(i64::from(*value), 1)).collect::<Vec<_>>())
}
