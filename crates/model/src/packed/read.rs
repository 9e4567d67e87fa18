//! Reading the packed form.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::U32Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor};

use super::number::{BITS, fraction, unfold};
use super::streams::{Field, Kind, MAGIC, PackedError, TEXT};
use super::{Pack, Part};

/// Structs inside structs, at the most: bytes from outside must not exhaust the stack.
const DEEPEST: usize = 400;

/// Reads a pack from parts.
pub(super) fn pack(parts: &[&[u8]]) -> Result<Pack, PackedError> {
    let mut reader = Reader::new(parts)?;
    Pack::deserialize(&mut reader)
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

struct Reader<'a> {
    names: BTreeMap<&'a str, usize>,
    /// What is still to be read of each stream.
    streams: Vec<&'a [u8]>,
    at_hand: [bool; Part::ALL.len()],
    places: Vec<Place>,
    /// By name of a struct or variant: the places of its fields or elements.
    inside: Vec<(&'static str, &'static str, Vec<usize>)>,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn new(parts: &[&'a [u8]]) -> Result<Self, PackedError> {
        let root = Place { field: Field::ROOT, slots: [Slot::Unsought; Kind::COUNT], texts: Vec::new() };
        let mut reader = Self {
            names: BTreeMap::new(),
            streams: Vec::new(),
            at_hand: [false; Part::ALL.len()],
            places: vec![root],
            inside: Vec::new(),
            at: 0,
            depth: 0,
        };
        for part in parts {
            reader.add(part)?;
        }
        Ok(reader)
    }

    fn add(&mut self, part: &'a [u8]) -> Result<(), PackedError> {
        let mut rest = part.strip_prefix(&MAGIC).ok_or(PackedError::NotPacked)?;
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

    /// The stream of a kind of values of the field that is read; `None` when it is in a part that is not at hand.
    fn stream(&mut self, kind: Kind) -> Result<Option<usize>, PackedError> {
        let place = &mut self.places[self.at];
        let slot = &mut place.slots[kind as usize];
        if let Slot::Unsought = slot {
            let name = place.field.stream(kind);
            *slot = match self.names.get(name.as_str()) {
                Some(stream) => Slot::Stream(*stream),
                None if self.at_hand[place.field.part() as usize] => return Err(PackedError::Missing(name)),
                None => Slot::Elsewhere,
            };
        }
        Ok(match slot {
            Slot::Stream(stream) => Some(*stream),
            Slot::Unsought | Slot::Elsewhere => None,
        })
    }

    fn ended(&self, kind: Kind) -> PackedError {
        PackedError::Truncated(self.places[self.at].field.stream(kind))
    }

    /// A whole number; 0 where its part is not at hand.
    #[inline(never)]
    fn unsigned(&mut self, kind: Kind) -> Result<u64, PackedError> {
        let Some(stream) = self.stream(kind)? else { return Ok(0) };
        unsigned(&mut self.streams[stream]).ok_or_else(|| self.ended(kind))
    }

    fn signed(&mut self) -> Result<i64, PackedError> {
        self.unsigned(Kind::Value).map(unfold)
    }

    #[inline(never)]
    fn bytes(&mut self, kind: Kind, length: u64) -> Result<&'a [u8], PackedError> {
        let Some(stream) = self.stream(kind)? else { return Ok(&[]) };
        take(&mut self.streams[stream], length as usize).ok_or_else(|| self.ended(kind))
    }

    #[inline(never)]
    fn number(&mut self) -> Result<f64, PackedError> {
        let places = self.unsigned(Kind::Scale)?;
        if places != BITS {
            return Ok(fraction(self.signed()?, places as usize));
        }
        let bits = self.bytes(Kind::Bits, 8)?.try_into().unwrap_or_default();
        Ok(f64::from_bits(u64::from_le_bytes(bits)))
    }

    #[inline(never)]
    fn text(&mut self) -> Result<&'a str, PackedError> {
        let length = self.unsigned(Kind::Length)?;
        if length == 0 {
            return Ok("");
        }
        std::str::from_utf8(self.bytes(Kind::Bytes, length)?).map_err(|_| PackedError::Unexpected("a text"))
    }

    /// Goes into an element; gives the place to come back to. Not generic, as it is needed for every type.
    #[inline(never)]
    fn enter(&mut self, of: &Of, index: usize) -> Result<usize, PackedError> {
        if self.depth == DEEPEST {
            return Err(PackedError::Unexpected("so deep a value"));
        }
        let place = match of {
            Of::List => self.at,
            Of::Variant(field) => self.element(*field, 0),
            Of::Tuple(field) => self.element(*field, index + 1),
            Of::Struct(owner, fields) => self.field(owner, fields, index),
        };
        self.depth += 1;
        Ok(std::mem::replace(&mut self.at, place))
    }

    fn leave(&mut self, before: usize) {
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

/// Elements that are left of a value.
struct Elements<'r, 'a> {
    reader: &'r mut Reader<'a>,
    of: Of,
    next: usize,
    length: usize,
}

enum Of {
    List,
    Variant(Field),
    Tuple(Field),
    Struct(&'static str, &'static [&'static str]),
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = PackedError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, PackedError> {
        if self.next == self.length {
            return Ok(None);
        }
        let before = self.reader.enter(&self.of, self.next)?;
        self.next += 1;
        let value = seed.deserialize(&mut *self.reader);
        self.reader.leave(before);
        value.map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.length - self.next)
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $from:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
            visitor.$visit(self.$from(Kind::Value)?)
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for &mut Reader<'de> {
    type Error = PackedError;

    fn is_human_readable(&self) -> bool {
        false
    }

    /// Decimals ask for anything, and are texts.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_bool(self.unsigned(Kind::Value)? != 0)
    }

    numbers! {
        deserialize_u8 visit_u64 unsigned;
        deserialize_u16 visit_u64 unsigned;
        deserialize_u32 visit_u64 unsigned;
        deserialize_u64 visit_u64 unsigned;
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_i64(self.signed()?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, _: V) -> Result<V::Value, PackedError> {
        Err(PackedError::Unexpected("a character"))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, PackedError> {
        Err(PackedError::Unexpected("a list of bytes"))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        if self.unsigned(Kind::Some)? == 0 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PackedError> {
        let length = self.unsigned(Kind::Length)? as usize;
        visitor.visit_seq(Elements { reader: self, of: Of::List, next: 0, length })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, PackedError> {
        let of = Of::Tuple(self.places[self.at].field);
        visitor.visit_seq(Elements { reader: self, of, next: 0, length })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, PackedError> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, PackedError> {
        Err(PackedError::Unexpected("a map"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PackedError> {
        visitor.visit_seq(Elements { reader: self, of: Of::Struct(name, fields), next: 0, length: fields.len() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PackedError> {
        let index = self.unsigned(Kind::Variant)?;
        let variant = usize::try_from(index).ok().and_then(|index| variants.get(index));
        let variant = variant.ok_or(PackedError::Unexpected("a variant"))?;
        visitor.visit_enum(Chosen { reader: self, index: index as u32, field: Field::of_variant(name, variant) })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, _: V) -> Result<V::Value, PackedError> {
        Err(PackedError::Unexpected("a name of a field"))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, PackedError> {
        Err(PackedError::Unexpected("a value to pass over"))
    }
}

/// A variant whose number was read.
struct Chosen<'r, 'a> {
    reader: &'r mut Reader<'a>,
    index: u32,
    field: Field,
}

impl<'r, 'de> EnumAccess<'de> for Chosen<'r, 'de> {
    type Error = PackedError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), PackedError> {
        let index: U32Deserializer<PackedError> = self.index.into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'de> VariantAccess<'de> for Chosen<'_, 'de> {
    type Error = PackedError;

    fn unit_variant(self) -> Result<(), PackedError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, PackedError> {
        let before = self.reader.enter(&Of::Variant(self.field), 0)?;
        let value = seed.deserialize(&mut *self.reader);
        self.reader.leave(before);
        value
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, PackedError> {
        visitor.visit_seq(Elements { reader: self.reader, of: Of::Tuple(self.field), next: 0, length })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PackedError> {
        let of = Of::Struct(self.field.owner, fields);
        visitor.visit_seq(Elements { reader: self.reader, of, next: 0, length: fields.len() })
    }
}
