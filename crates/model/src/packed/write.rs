//! Writing the packed form.

use super::number::{BITS, decimal, fold, write_unsigned};
use super::streams::{Field, Kind, MAGIC, fingerprint};
use super::types::Packed;
use super::{Pack, Part};

/// The parts of a pack, in the order of [`Part::ALL`].
pub(super) fn parts(pack: &Pack) -> [Vec<u8>; 3] {
    let mut writer = Writer { at: Field::ROOT, streams: Vec::new() };
    pack.write(&mut writer);
    Part::ALL.map(|part| writer.part(part))
}

/// Takes values; see [`Packed::write`].
pub(super) struct Writer {
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

    pub(super) fn unsigned(&mut self, kind: Kind, value: u64) {
        write_unsigned(value, self.stream(kind));
    }

    pub(super) fn signed(&mut self, value: i64) {
        self.unsigned(Kind::Value, fold(value));
    }

    pub(super) fn number(&mut self, value: f64) {
        match decimal(value) {
            Some((digits, places)) => {
                self.unsigned(Kind::Scale, places as u64);
                self.signed(digits);
            }
            None => {
                self.unsigned(Kind::Scale, BITS);
                self.stream(Kind::Bits).extend_from_slice(&value.to_bits().to_le_bytes());
            }
        }
    }

    pub(super) fn text(&mut self, value: &str) {
        self.unsigned(Kind::Length, value.len() as u64);
        // A text of nothing has no bytes, but its stream has to be there.
        self.stream(Kind::Bytes).extend_from_slice(value.as_bytes());
    }

    /// Writes the field of a struct.
    pub(super) fn field(&mut self, owner: &'static str, name: &'static str, value: &impl Packed) {
        let field = self.at.inside(owner, name);
        self.inside(field, value);
    }

    /// Writes an element of a variant, or, without a name, of the tuple that stands here; counted from 1.
    pub(super) fn element(&mut self, variant: Option<(&'static str, &'static str)>, index: usize, value: &impl Packed) {
        let of = variant.map_or(self.at, |(owner, name)| Field::of_variant(owner, name));
        self.inside(of.element(index), value);
    }

    fn inside(&mut self, field: Field, value: &impl Packed) {
        let before = std::mem::replace(&mut self.at, field);
        value.write(self);
        self.at = before;
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
        let mark = fingerprint(&bytes).to_le_bytes();
        bytes.extend_from_slice(&mark);
        bytes
    }
}
