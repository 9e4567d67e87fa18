//! Where a link is in what a person pasted.
//!
//! Chat programs and mail encode marks, turn them into those of the other width, break lines, and glue words and full stops
//! to both ends. All of this is undone here; whether the result is a link is decided by its checksum alone, so nothing is
//! guessed.

use std::borrow::Cow;

/// How often a text may have been percent-encoded.
const TIMES_ENCODED: usize = 3;

/// Marks looked at in one text.
const MOST_MARKS: usize = 16;

/// The text without encodings, in characters of one width, without characters that are not seen.
pub(super) fn plain(text: &str) -> String {
    let mut text = Cow::Borrowed(text);
    for _ in 0..TIMES_ENCODED {
        match decoded(&text) {
            Some(next) => text = Cow::Owned(next),
            None => break,
        }
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            // Forms of the other width follow ASCII in order.
            '\u{ff01}'..='\u{ff5e}' => out.extend(char::from_u32(character as u32 - 0xfee0)),
            '\u{2010}'..='\u{2013}' | '\u{2212}' => out.push('-'),
            // What a word processor makes of two.
            '\u{2014}' => out.push_str("--"),
            _ => out.push(character),
        }
    }
    out
}

/// Undoes one percent-encoding; `None` where there is none.
fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let pair =
            bytes.get(index + 1..index + 3).filter(|pair| byte == b'%' && pair.iter().all(u8::is_ascii_hexdigit));
        let code = pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        out.push(code.unwrap_or(byte));
        index += if code.is_some() { 3 } else { 1 };
    }
    (out.len() < bytes.len()).then(|| String::from_utf8_lossy(&out).into_owned())
}

/// The places in a plain text where a link may begin, likeliest first, each with whether a mark stands before it.
pub(super) fn places(text: &str) -> Vec<(&str, bool)> {
    let bytes = text.as_bytes();
    let marks = (1..bytes.len()).filter(|&at| bytes[at] == b'=' && bytes[at - 1].eq_ignore_ascii_case(&b's'));
    let mut found: Vec<_> = marks.take(MOST_MARKS).map(|at| (text[at + 1..].trim_start(), true)).collect();
    found.push((text.trim_start_matches(|first: char| first.is_whitespace() || "#!/?".contains(first)), false));
    let begins = |(at, first): &(usize, char)| {
        let before = text[..*at].chars().next_back();
        first.is_ascii_digit() && before.is_some_and(|before| !before.is_ascii_alphanumeric() && !"-_".contains(before))
    };
    found.extend(text.char_indices().filter(begins).take(MOST_MARKS).map(|(at, _)| (&text[at..], false)));
    found
}
