//! Base64 with the alphabet of addresses, without padding (RFC 4648 §5). Each text has one form.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) fn encode(bytes: &[u8], out: &mut String) {
    for group in bytes.chunks(3) {
        let mut bits = 0;
        for index in 0..3 {
            bits = bits << 8 | u32::from(group.get(index).copied().unwrap_or(0));
        }
        for index in 0..=group.len() {
            let letter = bits >> (18 - 6 * index) & 0x3f;
            out.push(char::from(ALPHABET[letter as usize]));
        }
    }
}

/// What a text begins with, as bytes: up to the first character no link has, which comes with its place counted from one.
/// Space and line breaks in between are passed over; bits that make no whole byte are left out.
pub(super) struct Run {
    pub(super) bytes: Vec<u8>,
    /// Characters read.
    pub(super) length: usize,
    pub(super) stopped_by: Option<char>,
}

pub(super) fn run(text: &str) -> Run {
    let mut run = Run { bytes: Vec::with_capacity(text.len() / 4 * 3 + 2), length: 0, stopped_by: None };
    let (mut bits, mut count) = (0_u32, 0_u32);
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        let Some(value) = value_of(character) else {
            run.stopped_by = Some(character);
            break;
        };
        run.length += 1;
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            run.bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    run
}

/// Whether a text begins with another, space and line breaks apart.
pub(super) fn begins_with(text: &str, other: &str) -> bool {
    let mut letters = text.chars().filter(|character| !character.is_whitespace());
    other.chars().all(|wanted| letters.next() == Some(wanted))
}

fn value_of(character: char) -> Option<u32> {
    let byte = u8::try_from(character).ok()?;
    ALPHABET.iter().position(|letter| *letter == byte).map(|value| value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_and_have_one_form() {
        for (bytes, expected) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            let mut text = String::new();
            encode(bytes, &mut text);
            assert_eq!(text, expected);
            let run = run(&text);
            assert_eq!((&*run.bytes, run.length, run.stopped_by), (bytes, text.len(), None));
        }
        let broken = run("Zm\n9vYg。x");
        assert_eq!((&*broken.bytes, broken.length, broken.stopped_by), (&b"foob"[..], 6, Some('。')));
        assert!(begins_with("Zm 9v", "Zm9") && !begins_with("Zm", "Zm9"));
    }
}
