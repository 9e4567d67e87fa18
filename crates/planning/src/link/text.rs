//! Base64 with the alphabet of addresses, without padding (RFC 4648 §5). Each text has one form.

use super::error::LinkError;

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

pub(super) fn decode(text: &str) -> Result<Vec<u8>, LinkError> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for character in text.chars() {
        let value = value_of(character).ok_or(LinkError::Character { character })?;
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    if count >= 6 || bits != 0 { Err(LinkError::Damaged) } else { Ok(bytes) }
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
            assert_eq!(decode(&text).as_deref(), Ok(bytes));
        }
        for text in ["Zh", "Z", "Zm9vY", "Zm9="] {
            assert!(decode(text).is_err(), "{text}");
        }
    }
}
