//! Writing the packed form.

use serde::Serialize;
use serde::ser::{
    SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::number::{BITS, decimal, fold, write_unsigned};
use super::streams::{Field, Kind, MAGIC, PackedError};
use super::{Pack, Part};

/// The parts of a pack, in the order of [`Part::ALL`].
pub(super) fn parts(pack: &Pack) -> Result<[Vec<u8>; 3], PackedError> {
    let mut writer = Writer { at: Field::ROOT, streams: Vec::new() };
    pack.serialize(&mut writer)?;
    Ok(Part::ALL.map(|part| writer.part(part)))
}

struct Writer {
    /// The field that is written.
    at: Field,
    /// In the order in which they are first written to.
    streams: Vec<(Field, Kind, Vec<u8>)>,
}

impl Writer {
    fn stream(&mut self, kind: Kind) -> &mut Vec<u8> {
        let at = self.at;
        let known = self.streams.iter().position(|(field, its, _)| *field == at && *its == kind);
        let index = known.unwrap_or_else(|| {
            self.streams.push((at, kind, Vec::new()));
            self.streams.len() - 1
        });
        &mut self.streams[index].2
    }

    fn unsigned(&mut self, kind: Kind, value: u64) {
        write_unsigned(value, self.stream(kind));
    }

    /// Writes what lies inside a field.
    fn inside<T: Serialize + ?Sized>(&mut self, field: Field, value: &T) -> Result<(), PackedError> {
        let before = std::mem::replace(&mut self.at, field);
        value.serialize(&mut *self)?;
        self.at = before;
        Ok(())
    }

    fn part(&self, part: Part) -> Vec<u8> {
        let mine = || self.streams.iter().filter(|(field, ..)| field.part() == part);
        let mut bytes = MAGIC.to_vec();
        bytes.push(part as u8);
        write_unsigned(mine().count() as u64, &mut bytes);
        for (field, kind, stream) in mine() {
            let name = field.stream(*kind);
            write_unsigned(name.len() as u64, &mut bytes);
            bytes.extend_from_slice(name.as_bytes());
            write_unsigned(stream.len() as u64, &mut bytes);
        }
        mine().for_each(|(.., stream)| bytes.extend_from_slice(stream));
        bytes
    }
}

/// Writes the elements of one value in turn.
struct Elements<'a> {
    writer: &'a mut Writer,
    of: Of,
}

/// What the elements belong to.
enum Of {
    /// A list: they share the streams of the field it stands in.
    List,
    /// A tuple of a field; the element that comes next, counted from 1.
    Tuple(Field, usize),
    /// A struct with this name.
    Struct(&'static str),
}

impl Elements<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackedError> {
        match &mut self.of {
            Of::Tuple(field, next) => {
                let field = field.element(*next);
                *next += 1;
                self.writer.inside(field, value)
            }
            Of::List | Of::Struct(_) => value.serialize(&mut *self.writer),
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), PackedError> {
        let Of::Struct(owner) = self.of else { return Err(PackedError::Unexpected("a field")) };
        let field = self.writer.at.inside(owner, name);
        self.writer.inside(field, value)
    }
}

impl<'a> serde::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = PackedError;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = Elements<'a>;
    type SerializeMap = serde::ser::Impossible<(), PackedError>;
    type SerializeStruct = Elements<'a>;
    type SerializeStructVariant = Elements<'a>;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), PackedError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_i8(self, value: i8) -> Result<(), PackedError> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i16(self, value: i16) -> Result<(), PackedError> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i32(self, value: i32) -> Result<(), PackedError> {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i64(self, value: i64) -> Result<(), PackedError> {
        self.unsigned(Kind::Value, fold(value));
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), PackedError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u16(self, value: u16) -> Result<(), PackedError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u32(self, value: u32) -> Result<(), PackedError> {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u64(self, value: u64) -> Result<(), PackedError> {
        self.unsigned(Kind::Value, value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), PackedError> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), PackedError> {
        match decimal(value) {
            Some((digits, places)) => {
                self.unsigned(Kind::Scale, places as u64);
                self.unsigned(Kind::Value, fold(digits));
            }
            None => {
                self.unsigned(Kind::Scale, BITS);
                self.stream(Kind::Bits).extend_from_slice(&value.to_bits().to_le_bytes());
            }
        }
        Ok(())
    }

    fn serialize_char(self, _: char) -> Result<(), PackedError> {
        Err(PackedError::Unexpected("a character"))
    }

    fn serialize_str(self, value: &str) -> Result<(), PackedError> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), PackedError> {
        self.unsigned(Kind::Length, value.len() as u64);
        self.stream(Kind::Bytes).extend_from_slice(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), PackedError> {
        self.unsigned(Kind::Some, 0);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), PackedError> {
        self.unsigned(Kind::Some, 1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), PackedError> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), PackedError> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), PackedError> {
        self.unsigned(Kind::Variant, u64::from(index));
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), PackedError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), PackedError> {
        self.unsigned(Kind::Variant, u64::from(index));
        self.inside(Field::of_variant(name, variant), value)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Elements<'a>, PackedError> {
        let length = length.ok_or(PackedError::Unexpected("a list of unknown length"))?;
        self.unsigned(Kind::Length, length as u64);
        Ok(Elements { writer: self, of: Of::List })
    }

    fn serialize_tuple(self, _: usize) -> Result<Elements<'a>, PackedError> {
        let of = Of::Tuple(self.at, 1);
        Ok(Elements { writer: self, of })
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Elements<'a>, PackedError> {
        self.serialize_tuple(length)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Elements<'a>, PackedError> {
        self.unsigned(Kind::Variant, u64::from(index));
        Ok(Elements { writer: self, of: Of::Tuple(Field::of_variant(name, variant), 1) })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, PackedError> {
        Err(PackedError::Unexpected("a map"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Elements<'a>, PackedError> {
        Ok(Elements { writer: self, of: Of::Struct(name) })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Elements<'a>, PackedError> {
        self.unsigned(Kind::Variant, u64::from(index));
        Ok(Elements { writer: self, of: Of::Struct(name) })
    }
}

macro_rules! elements {
    ($($of:ident, $method:ident;)*) => {$(
        impl $of for Elements<'_> {
            type Ok = ();
            type Error = PackedError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), PackedError> {
                self.element(value)
            }

            fn end(self) -> Result<(), PackedError> {
                Ok(())
            }
        }
    )*};
}

elements! {
    SerializeSeq, serialize_element;
    SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field;
    SerializeTupleVariant, serialize_field;
}

macro_rules! fields {
    ($($of:ident)*) => {$(
        impl $of for Elements<'_> {
            type Ok = ();
            type Error = PackedError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), PackedError> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), PackedError> {
                Ok(())
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }
