//! Reading the packed form.
//!
//! Reading goes on after a fault, with zeros and empty lists, and tells it at the end: code for the way back out of every
//! field of every type is most of what reading by `serde` weighs in the page.

use std::collections::BTreeMap;

use super::number::{BITS, fraction, unfold};
use super::streams::{Field, Kind, MAGIC, PackedError, TEXT, fingerprint};
use super::types::Packed;
use super::{Pack, Part};

/// Structs inside structs, at the most: bytes from outside must not exhaust the stack.
const DEEPEST: usize = 400;

/// Reads a pack from parts.
pub(super) fn pack(parts: &[&[u8]]) -> Result<Pack, PackedError> {
    let mut reader = Reader::new(parts)?;
    if !reader.at_hand[Part::Core as usize] {
        return Err(PackedError::Missing(Part::Core.name().to_owned()));
    }
    let pack = Pack::read(&mut reader);
    match reader.fault {
        Some(fault) => Err(fault),
        None => Ok(pack),
    }
}

/// Where a kind of values of a field is found.
#[derive(Clone, Copy)]
enum Slot {
    /// Not looked for yet.
    Unsought,
    /// In a part that is not at hand.
    Elsewhere,
    /// The stream with this number.
    Stream(usize),
}

/// A field with what was found out about it.
struct Place {
    field: Field,
    slots: [Slot; Kind::COUNT],
    /// Texts that stand in it: the places of their languages.
    texts: Vec<usize>,
}

/// Reads values; see [`Packed::read`].
pub(super) struct Reader<'a> {
    names: BTreeMap<&'a str, usize>,
    /// What is still to be read of each stream.
    streams: Vec<&'a [u8]>,
    /// Bytes of all parts.
    most: usize,
    at_hand: [bool; Part::ALL.len()],
    places: Vec<Place>,
    /// By name of a struct or variant: the places of its fields or elements.
    inside: Vec<(&'static str, &'static str, Vec<usize>)>,
    at: usize,
    depth: usize,
    /// The first fault. From then on everything reads as nothing.
    fault: Option<PackedError>,
}

impl<'a> Reader<'a> {
    fn new(parts: &[&'a [u8]]) -> Result<Self, PackedError> {
        let root = Place { field: Field::ROOT, slots: [Slot::Unsought; Kind::COUNT], texts: Vec::new() };
        let mut reader = Self {
            names: BTreeMap::new(),
            streams: Vec::new(),
            most: parts.iter().map(|part| part.len()).sum(),
            at_hand: [false; Part::ALL.len()],
            places: vec![root],
            inside: Vec::new(),
            at: 0,
            depth: 0,
            fault: None,
        };
        for part in parts {
            reader.add(part)?;
        }
        Ok(reader)
    }

    fn add(&mut self, part: &'a [u8]) -> Result<(), PackedError> {
        // What is damaged on its way is found here, not by what comes of it.
        let (mut rest, mark) = part.split_last_chunk().ok_or(PackedError::NotPacked)?;
        if u64::from_le_bytes(*mark) != fingerprint(rest) {
            return Err(PackedError::NotPacked);
        }
        rest = rest.strip_prefix(&MAGIC).ok_or(PackedError::NotPacked)?;
        let kind = take(&mut rest, 1).and_then(|byte| byte.first()).ok_or(PackedError::NotPacked)?;
        *self.at_hand.get_mut(usize::from(*kind)).ok_or(PackedError::NotPacked)? = true;
        let count = unsigned(&mut rest).ok_or(PackedError::NotPacked)?;
        let mut lengths = Vec::new();
        for _ in 0..count {
            let name = unsigned(&mut rest).and_then(|length| take(&mut rest, length as usize));
            let name = name.and_then(|name| std::str::from_utf8(name).ok()).ok_or(PackedError::NotPacked)?;
            let length = unsigned(&mut rest).ok_or(PackedError::NotPacked)?;
            lengths.push((name, length as usize));
        }
        for (name, length) in lengths {
            let bytes = take(&mut rest, length).ok_or_else(|| PackedError::Truncated(name.to_owned()))?;
            self.names.insert(name, self.streams.len());
            self.streams.push(bytes);
        }
        Ok(())
    }

    /// The place of a field of the struct `owner` that stands in the place `at`.
    fn field(&mut self, owner: &'static str, fields: &'static [&'static str], index: usize) -> usize {
        if owner == TEXT {
            if self.places[self.at].texts.is_empty() {
                let at = self.places[self.at].field;
                let texts = fields.iter().map(|name| self.place(at.inside(owner, name))).collect();
                self.places[self.at].texts = texts;
            }
            return self.places[self.at].texts[index];
        }
        let known = self.inside.iter().position(|(name, variant, _)| variant.is_empty() && same(name, owner));
        let known = known.unwrap_or_else(|| {
            let places = fields.iter().map(|name| self.place(Field::ROOT.inside(owner, name))).collect();
            self.inside.push((owner, "", places));
            self.inside.len() - 1
        });
        self.inside[known].2[index]
    }

    /// The place of an element of a tuple: of the variant's, or of the one that stands in the place `at`.
    fn element(&mut self, of: Field, index: usize) -> usize {
        let known = self
            .inside
            .iter()
            .position(|(name, variant, _)| !variant.is_empty() && same(name, of.owner) && same(variant, of.name));
        let known = known.unwrap_or_else(|| {
            self.inside.push((of.owner, of.name, Vec::new()));
            self.inside.len() - 1
        });
        while self.inside[known].2.len() <= index {
            let place = self.place(of.element(self.inside[known].2.len()));
            self.inside[known].2.push(place);
        }
        self.inside[known].2[index]
    }

    fn place(&mut self, field: Field) -> usize {
        self.places.push(Place { field, slots: [Slot::Unsought; Kind::COUNT], texts: Vec::new() });
        self.places.len() - 1
    }

    /// The stream of a kind of values of the field that is read; `None` when it is in a part that is not at hand, and after
    /// a fault.
    fn stream(&mut self, kind: Kind) -> Option<usize> {
        if self.fault.is_some() {
            return None;
        }
        let place = &mut self.places[self.at];
        let slot = &mut place.slots[kind as usize];
        if let Slot::Unsought = slot {
            let name = place.field.stream(kind);
            *slot = match self.names.get(name.as_str()) {
                Some(stream) => Slot::Stream(*stream),
                None if self.at_hand[place.field.part() as usize] => {
                    self.fault = Some(PackedError::Missing(name));
                    Slot::Elsewhere
                }
                None => Slot::Elsewhere,
            };
        }
        match slot {
            Slot::Stream(stream) => Some(*stream),
            Slot::Unsought | Slot::Elsewhere => None,
        }
    }

    /// Notes that a stream of the field that is read ends too early.
    fn ended(&mut self, kind: Kind) {
        self.fault = Some(PackedError::Truncated(self.places[self.at].field.stream(kind)));
    }

    /// Notes that a value is not what it has to be.
    pub(super) fn refuse(&mut self, what: &'static str) {
        self.fault = Some(PackedError::Unexpected(what));
    }

    /// A whole number; 0 where its part is not at hand.
    #[inline(never)]
    pub(super) fn unsigned(&mut self, kind: Kind) -> u64 {
        let Some(stream) = self.stream(kind) else { return 0 };
        let value = unsigned(&mut self.streams[stream]);
        if value.is_none() {
            self.ended(kind);
        }
        value.unwrap_or_default()
    }

    pub(super) fn signed(&mut self) -> i64 {
        unfold(self.unsigned(Kind::Value))
    }

    #[inline(never)]
    fn bytes(&mut self, kind: Kind, length: u64) -> &'a [u8] {
        let Some(stream) = self.stream(kind) else { return &[] };
        let taken = take(&mut self.streams[stream], length as usize);
        if taken.is_none() {
            self.ended(kind);
        }
        taken.unwrap_or_default()
    }

    #[inline(never)]
    pub(super) fn number(&mut self) -> f64 {
        let places = self.unsigned(Kind::Scale);
        if places != BITS {
            return fraction(self.signed(), places as usize);
        }
        let bits = self.bytes(Kind::Bits, 8).try_into().unwrap_or_default();
        f64::from_bits(u64::from_le_bytes(bits))
    }

    #[inline(never)]
    pub(super) fn text(&mut self) -> String {
        let length = self.unsigned(Kind::Length);
        if length == 0 {
            return String::new();
        }
        match std::str::from_utf8(self.bytes(Kind::Bytes, length)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                self.refuse("a text");
                String::new()
            }
        }
    }

    /// The length of a list. No more than there are bytes: every element takes one, in some stream.
    #[inline(never)]
    pub(super) fn length(&mut self) -> usize {
        let length = self.unsigned(Kind::Length) as usize;
        if length > self.most {
            self.refuse("a list of this length");
            return 0;
        }
        length
    }

    /// The number of one of so many variants.
    #[inline(never)]
    pub(super) fn variant(&mut self, count: usize) -> usize {
        let variant = self.unsigned(Kind::Variant) as usize;
        if variant >= count {
            self.refuse("a variant");
            return 0;
        }
        variant
    }

    /// Goes into the field of a struct; gives the place to come back to.
    #[inline(never)]
    pub(super) fn enter(&mut self, owner: &'static str, fields: &'static [&'static str], index: usize) -> usize {
        let place = self.field(owner, fields, index);
        self.go(place)
    }

    /// Goes into an element of a variant, or, without a name, of the tuple that stands here; counted from 1.
    #[inline(never)]
    pub(super) fn enter_element(&mut self, variant: Option<(&'static str, &'static str)>, index: usize) -> usize {
        let of = match variant {
            Some((owner, name)) => Field::of_variant(owner, name),
            None => self.places[self.at].field,
        };
        let place = self.element(of, index);
        self.go(place)
    }

    fn go(&mut self, place: usize) -> usize {
        if self.depth == DEEPEST {
            self.refuse("so deep a value");
        }
        self.depth += 1;
        std::mem::replace(&mut self.at, place)
    }

    pub(super) fn leave(&mut self, before: usize) {
        self.depth -= 1;
        self.at = before;
    }
}

/// Names given by one type are mostly one text in memory.
fn same(left: &'static str, right: &'static str) -> bool {
    std::ptr::eq(left, right) || left == right
}

fn unsigned(bytes: &mut &[u8]) -> Option<u64> {
    let (mut value, mut shift) = (0_u64, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
        shift += 7;
    }
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}
