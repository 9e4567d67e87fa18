//! The payload of a link: bytes, variable-length numbers, texts and exact decimals. Reading never panics and never
//! allocates more than the input holds; each value has one form.

use rust_decimal::Decimal;

/// Longest mantissa of a decimal.
const MANTISSA_BITS: u32 = 96;

/// Scales from here on are written apart.
const LARGE_SCALE: u32 = 3;

#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn word(&mut self, word: u32) {
        self.bytes.extend(word.to_le_bytes());
    }

    /// Seven bits a byte, lowest first; the highest bit says that more follow.
    pub(super) fn number(&mut self, mut number: u128) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u128);
        self.bytes.extend(text.bytes());
    }

    /// Four times the folded mantissa plus the scale; a scale of three or more follows as a byte.
    pub(super) fn decimal(&mut self, value: Decimal) {
        let value = value.normalize();
        let mantissa = value.mantissa();
        let folded = mantissa.unsigned_abs() * 2 - u128::from(mantissa < 0);
        let scale = value.scale();
        self.number(folded * 4 + u128::from(scale.min(LARGE_SCALE)));
        if scale >= LARGE_SCALE {
            self.byte(scale as u8);
        }
    }
}

pub(super) struct Reader<'a> {
    rest: &'a [u8],
    /// More was asked for than there is.
    short: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, short: false }
    }

    /// Whether reading failed because the bytes ended.
    pub(super) fn is_short(&self) -> bool {
        self.short
    }

    fn noted<T>(&mut self, read: Option<T>) -> Option<T> {
        self.short |= read.is_none();
        read
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.noted(self.rest.split_first())?;
        self.rest = rest;
        Some(byte)
    }

    pub(super) fn word(&mut self) -> Option<u32> {
        let (word, rest) = self.noted(self.rest.split_first_chunk::<4>())?;
        self.rest = rest;
        Some(u32::from_le_bytes(*word))
    }

    pub(super) fn number(&mut self) -> Option<u128> {
        let mut number = 0_u128;
        for shift in (0..u128::BITS).step_by(7) {
            let byte = self.byte()?;
            let bits = u128::from(byte & 0x7f);
            if bits > (u128::MAX >> shift) || (byte == 0 && shift > 0) {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.noted(self.rest.split_at_checked(length))?;
        self.rest = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    pub(super) fn decimal(&mut self) -> Option<Decimal> {
        let number = self.number()?;
        let folded = number / 4;
        let scale = match (number % 4) as u32 {
            LARGE_SCALE => self.byte().map(u32::from).filter(|scale| *scale >= LARGE_SCALE)?,
            scale => scale,
        };
        let size = folded.div_ceil(2);
        if size >> MANTISSA_BITS != 0 {
            return None;
        }
        let size = i128::try_from(size).ok()?;
        let value = Decimal::try_from_i128_with_scale(if folded % 2 == 1 { -size } else { size }, scale).ok()?;
        (value.normalize().scale() == scale).then_some(value)
    }
}

/// Signed numbers in the order 0, −1, 1, −2, …
pub(super) fn fold(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The reverse of [`fold`].
pub(super) fn unfold(number: u64) -> i64 {
    ((number >> 1) as i64) ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_survive_exactly() {
        for text in [
            "0",
            "68",
            "68.0",
            "-1",
            "0.1",
            "-12.345",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
        ] {
            let value: Decimal = text.parse().unwrap();
            let mut out = Writer::default();
            out.decimal(value);
            let bytes = out.into_bytes();
            let mut input = Reader::new(&bytes);
            assert_eq!(input.decimal(), Some(value), "{text}");
            assert!(input.byte().is_none() && input.is_short());
        }
    }

    #[test]
    fn numbers_have_one_form() {
        for bytes in [&[0x80, 0x00][..], &[0xff; 19], &[0x80], &[]] {
            assert_eq!(Reader::new(bytes).number(), None, "{bytes:?}");
        }
        let largest = {
            let mut out = Writer::default();
            out.number(u128::MAX);
            out.into_bytes()
        };
        assert_eq!(Reader::new(&largest).number(), Some(u128::MAX));
    }
}
