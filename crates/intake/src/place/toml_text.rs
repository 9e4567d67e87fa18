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

/// A text in both languages.
pub fn text(text: &Text) -> String {
    let bare = |word: &str| !word.contains('|');
    if bare(&text.zh) && text.zh == text.en {
        quoted(&text.zh)
    } else if bare(&text.zh) && bare(&text.en) {
        quoted(&format!("{} | {}", text.zh, text.en))
    } else {
        format!("{{ zh = {}, en = {} }}", quoted(&text.zh), quoted(&text.en))
    }
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
