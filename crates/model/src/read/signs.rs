//! Full-width signs where TOML needs half-width ones: what a Chinese keyboard types.

use crate::diagnostic::Problem;

/// The first full-width sign outside strings and comments: its byte, and what to say.
pub fn first_full_width(text: &str) -> Option<(usize, Problem)> {
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        at += match character {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => string(rest, character),
            found => match plain(found) {
                Some(plain) => return Some((at, Problem::FullWidth { found, plain })),
                None => found.len_utf8(),
            },
        };
    }
    None
}

/// Bytes of the string a text begins with; where it has no end, to the end of its line.
fn string(text: &str, quote: char) -> usize {
    let thrice = if quote == '"' { "\"\"\"" } else { "\'\'\'" };
    if let Some(inside) = text.strip_prefix(thrice) {
        return inside.find(thrice).map_or(text.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            found if found == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn plain(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{ff0c}' | '\u{3001}' => ",",
        '\u{ff1d}' => "=",
        '\u{ff3b}' | '\u{3010}' => "[",
        '\u{ff3d}' | '\u{3011}' => "]",
        '\u{ff5b}' => "{",
        '\u{ff5d}' => "}",
        '\u{201c}' | '\u{201d}' | '\u{ff02}' => "\"",
        '\u{2018}' | '\u{2019}' | '\u{ff07}' => "\'",
        '\u{ff1a}' => "=",
        '\u{ff0e}' | '\u{3002}' => ".",
        '\u{ff0d}' | '\u{2212}' => "-",
        '\u{ff03}' => "#",
        '\u{3000}' => " ",
        '\u{ff10}'..='\u{ff19}' => "0–9",
        _ => return None,
    })
}
