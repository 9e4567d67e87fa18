//! Where a value of a field is kept: the names of streams, and the part each belongs to.

use std::fmt;

use super::Part;

/// First bytes of a part.
pub(super) const MAGIC: [u8; 4] = *b"GBP1";

/// Name of the struct of a text in two languages.
pub(super) const TEXT: &str = "Text";

/// What of a field's value a stream holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers, and the digits of decimal fractions.
    Value,
    /// Places after the point of decimal fractions.
    Scale,
    /// Bits of numbers that are no short decimal fraction.
    Bits,
    /// Lengths of texts and lists.
    Length,
    /// Bytes of texts.
    Bytes,
    /// Whether an optional value is there.
    Some,
    /// Numbers of variants.
    Variant,
}

impl Kind {
    pub(super) const COUNT: usize = 7;

    fn letter(self) -> char {
        match self {
            Self::Value => 'v',
            Self::Scale => 's',
            Self::Bits => 'b',
            Self::Length => 'l',
            Self::Bytes => 't',
            Self::Some => 'o',
            Self::Variant => 'n',
        }
    }
}

/// A field: of a struct, or of a text inside a field of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub owner: &'static str,
    pub name: &'static str,
    /// `zh` or `en`, where the field is a text in two languages.
    pub inner: Option<&'static str>,
    /// Which element of a tuple.
    pub element: usize,
}

impl Field {
    /// Where a value that belongs to no struct is kept.
    pub(super) const ROOT: Self = Self { owner: "", name: "", inner: None, element: 0 };

    /// Where the contents of a variant are kept.
    pub(super) const fn of_variant(owner: &'static str, name: &'static str) -> Self {
        Self { owner, name, inner: None, element: 0 }
    }

    /// Where a field of a struct is kept that stands in this field. Texts have streams for every field they stand in.
    pub(super) fn inside(self, owner: &'static str, name: &'static str) -> Self {
        if owner == TEXT { Self { inner: Some(name), ..self } } else { Self { owner, name, inner: None, element: 0 } }
    }

    /// Where an element of a tuple is kept, counted from 1.
    pub(super) fn element(self, element: usize) -> Self {
        Self { inner: None, element, ..self }
    }

    /// The name of one of its streams.
    pub(super) fn stream(&self, kind: Kind) -> String {
        let mut name = format!("{}.{}", self.owner, self.name);
        if let Some(inner) = self.inner {
            name.push('.');
            name.push_str(inner);
        }
        if self.element > 0 {
            name.push_str(&self.element.to_string());
        }
        name.push(':');
        name.push(kind.letter());
        name
    }

    /// The part its streams belong to.
    pub(super) fn part(&self) -> Part {
        if self.inner == Some("en") {
            return Part::English;
        }
        // Places in formulas are looked up only to show them, bad cases only when a question is asked; checks are tried elsewhere.
        let later = matches!(self.owner, "Range" | "Stress" | "Check" | "CheckRule")
            || (self.owner == "Pack" && matches!(self.name, "stresses" | "checks"))
            || matches!(self.name, "note" | "reason" | "formula_text" | "covers")
            || (self.owner == "Source" && self.name == "text");
        if later { Part::Details } else { Part::Core }
    }
}

/// Why bytes are no packed pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackedError {
    /// The bytes are no part, or were damaged on their way.
    NotPacked,
    /// A stream ends before all its values are read.
    Truncated(String),
    /// A stream, or the core, is missing: another version of the program wrote the bytes.
    Missing(String),
    /// A value is not of the kind that is expected.
    Unexpected(&'static str),
}

impl fmt::Display for PackedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPacked => f.write_str("these bytes are no packed pack"),
            Self::Truncated(stream) => write!(f, "the stream `{stream}` ends too early"),
            Self::Missing(stream) => write!(f, "the stream `{stream}` is missing"),
            Self::Unexpected(what) => write!(f, "{what} is not what is expected here"),
        }
    }
}

impl std::error::Error for PackedError {}

/// FNV-1a of 64 bits: tells files apart, and bytes that were damaged on their way. No protection against intent.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
