//! Share links: a scenario as a short text of `[A-Za-z0-9_-]` for the fragment of an address.
//!
//! The text is a format version character and the base64url form of a payload that ends in a CRC-32 over the version
//! and the rest. The payload names pack and revision and holds the difference to the baseline; a lever is named by a hash
//! of its id and a value is an exact decimal, so a link can be read without its pack, and order in the pack does not
//! matter. Format 2 holds up to four plans of a pack. Both are described in `docs/decisions/share-links.md` and pinned by `tests/links`.

mod bytes;
mod error;
mod found;
mod several;
mod text;

use crate::few::sort_few;
use std::collections::BTreeMap;
use std::fmt;

use guoban_model::pack::{Pack, PassLine};
use guoban_model::time::{Date, Month};
use rust_decimal::Decimal;

use crate::scenario::{DEFAULT_SEED, Item, PackRef, Scenario};
use bytes::{Reader, Writer};

pub use error::LinkError;
pub use several::{Links, write_several};

/// The format this version writes: the first character of a link.
pub const FORMAT: char = '1';

/// A link without a note is no longer, where ten levers are changed; the name is left out where it would be.
pub const SHORT: usize = 200;

/// A note is left out where the link would be longer with it.
pub const WITH_NOTES: usize = 1_500;

/// Longer texts are not looked at.
pub const LONGEST: usize = 4_096;

const AS_OF: u8 = 1;
const LINE: u8 = 1 << 1;
const LINE_IS_LINEAR: u8 = 1 << 2;
const SEED: u8 = 1 << 3;
const NAME: u8 = 1 << 4;
const NOTE: u8 = 1 << 5;
const KNOWN_FLAGS: u8 = AS_OF | LINE | LINE_IS_LINEAR | SEED | NAME | NOTE;

/// A link that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The text for the fragment, without `#`.
    pub text: String,
    /// The link does not hold the scenario's name: it would be too long.
    pub without_name: bool,
    /// The link does not hold the scenario's note: it would be too long.
    pub without_note: bool,
}

/// A link that was read: it is whole, and says which pack it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pack: PackRef,
    seed: u32,
    as_of: Option<Date>,
    line: Option<PassLine>,
    name: String,
    note: String,
    levers: Vec<(u32, Decimal)>,
    assumptions: Vec<(u32, Decimal)>,
}

/// Whether a fragment is meant as a link: whatever is more than marks. The page has no other use for fragments, and what
/// cannot be read is to be refused in words.
pub fn is_link(fragment: &str) -> bool {
    fragment.chars().any(char::is_alphanumeric)
}

/// Makes the link of a scenario. The name goes in while the link stays within [`SHORT`] characters, name and note while it
/// stays within [`WITH_NOTES`].
///
/// # Errors
/// The scenario holds an item the pack does not have, or two items of the pack have one hash, or the link would be longer
/// than [`LONGEST`].
pub fn write(scenario: &Scenario, pack: &Pack) -> Result<Shared, LinkError> {
    let link = Link::of(scenario, pack)?;
    let longest = |link: &Link| if link.note.is_empty() { SHORT } else { WITH_NOTES };
    let fits = |link: &Link| Some(link.text()).filter(|text| text.len() <= longest(link));
    let (named, bare) = (Link { note: String::new(), ..link.clone() }, Link { name: String::new(), ..link.clone() });
    let bare = Link { note: String::new(), ..bare };
    let has = |text: &String| !text.is_empty();
    if let Some(text) = fits(&link) {
        return Ok(Shared { text, without_name: false, without_note: false });
    }
    if let Some(text) = fits(&named) {
        return Ok(Shared { text, without_name: false, without_note: has(&link.note) });
    }
    let text = bare.text();
    if text.len() > LONGEST {
        return Err(LinkError::TooManySettings { length: text.len() });
    }
    Ok(Shared { text, without_name: has(&link.name), without_note: has(&link.note) })
}

/// Reads a link out of what a person pasted: its address, encoded or not, with words glued to it, over several lines.
///
/// # Errors
/// There is no link, or it is damaged, cut off, or of a newer format.
pub fn read(text: &str) -> Result<Link, LinkError> {
    let mut links = read_all(text)?;
    match links.plans.len() {
        1 => Ok(links.plans.remove(0)),
        count => Err(LinkError::Several { count }),
    }
}

/// Reads a link of one plan or of several; see [`read`].
///
/// # Errors
/// There is no link, or it is damaged, cut off, or of a newer format.
pub fn read_all(text: &str) -> Result<Links, LinkError> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(LinkError::TooLong { length: text.len() });
    }
    let text = found::plain(text);
    if text.trim_matches(|mark: char| mark.is_whitespace() || "#!/?".contains(mark)).is_empty() {
        return Err(LinkError::Empty);
    }
    let mut refused = None;
    for (place, marked) in found::places(&text) {
        match at_start_of(place) {
            Ok(link) => return Ok(link),
            // What is said is said of the likeliest place; a text is not a link because it holds a number.
            Err(error) if marked || place.len() == text.len() => drop(refused.get_or_insert(error)),
            Err(_) => {}
        }
    }
    Err(refused.unwrap_or(LinkError::NotALink))
}

/// Reads the link a text begins with. It says itself how long it is, so what follows it does no harm.
fn at_start_of(text: &str) -> Result<Links, LinkError> {
    let mut characters = text.chars();
    let format = characters.next();
    match format {
        None => return Err(LinkError::Empty),
        Some(FORMAT | several::FORMAT) => {}
        Some(format) if format.is_ascii_digit() && format != '0' => return Err(LinkError::NewerFormat { format }),
        Some(_) => return Err(LinkError::NotALink),
    }
    let run = text::run(characters.as_str());
    let mut input = Reader::new(&run.bytes);
    let links = match format {
        Some(several::FORMAT) => Links::from_body(&mut input),
        _ => Link::from_body(&mut input).map(Links::one),
    };
    let read = links.and_then(|links| input.word().map(|_| links));
    match (read, run.stopped_by) {
        // Every scenario has one text; it ends in the checksum.
        (Some(links), _) if text::begins_with(text, &links.text()) => Ok(links),
        (None, Some(character)) if input.is_short() => Err(LinkError::Character { character, place: run.length + 2 }),
        (None, None) if input.is_short() => Err(LinkError::CutOff { place: run.length + 1 }),
        _ => Err(LinkError::Damaged { length: run.length + 1 }),
    }
}

impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl Link {
    /// The pack and revision it was made with.
    pub fn pack(&self) -> &PackRef {
        &self.pack
    }

    /// The scenario, in the pack it was made with.
    ///
    /// # Errors
    /// Another pack or revision, or an item the pack does not have.
    pub fn scenario(&self, pack: &Pack) -> Result<Scenario, LinkError> {
        check_pack(&self.pack, pack)?;
        let (scenario, missing) = self.adapt(pack)?;
        if missing == 0 { Ok(scenario) } else { Err(LinkError::UnknownItem { count: missing }) }
    }

    /// The scenario on top of another revision of its pack: what the reader chose after being told that the data differ.
    /// Also gives the number of settings the pack has no item for; they are dropped.
    ///
    /// # Errors
    /// Another pack, an as-of date outside its year (no link says so by itself), or two items with one hash.
    pub fn adapt(&self, pack: &Pack) -> Result<(Scenario, usize), LinkError> {
        if self.pack.id != pack.id {
            return Err(LinkError::UnknownPack { id: self.pack.id.clone() });
        }
        if self.as_of.is_some_and(|date| date.month.year != pack.year) {
            return Err(LinkError::OtherYear { year: pack.year });
        }
        let mut scenario = Scenario {
            name: self.name.clone(),
            note: self.note.clone(),
            as_of: self.as_of,
            line: self.line,
            seed: self.seed,
            ..Scenario::baseline(pack)
        };
        let mut missing = 0;
        let levers = lever_hashes(pack)?;
        for (hash, value) in &self.levers {
            match levers.get(hash) {
                Some(id) => scenario.set_lever(pack, id, *value),
                None => missing += 1,
            }
        }
        let assumptions = assumption_hashes(pack)?;
        for (hash, value) in &self.assumptions {
            match assumptions.get(hash) {
                Some(id) => scenario.set_assumption(pack, id, *value),
                None => missing += 1,
            }
        }
        Ok((scenario, missing))
    }

    fn of(scenario: &Scenario, pack: &Pack) -> Result<Self, LinkError> {
        check_pack(&scenario.pack, pack)?;
        let levers = hashed(&scenario.levers, &lever_hashes(pack)?, Item::Lever)?;
        let assumptions = hashed(&scenario.assumptions, &assumption_hashes(pack)?, Item::Assumption)?;
        Ok(Self {
            pack: scenario.pack.clone(),
            seed: scenario.seed,
            as_of: scenario.as_of,
            line: scenario.line,
            name: scenario.name.clone(),
            note: scenario.note.clone(),
            levers,
            assumptions,
        })
    }

    fn text(&self) -> String {
        let mut out = Writer::default();
        out.byte(self.flags());
        write_pack(&self.pack, &mut out);
        self.write_fields(&mut out);
        sealed(FORMAT, out)
    }

    /// Which fields follow.
    fn flags(&self) -> u8 {
        let mut flags = 0;
        let mut set = |flag, on: bool| flags |= if on { flag } else { 0 };
        set(AS_OF, self.as_of.is_some());
        set(LINE, self.line.is_some());
        set(LINE_IS_LINEAR, self.line == Some(PassLine::Linear));
        set(SEED, self.seed != DEFAULT_SEED);
        set(NAME, !self.name.is_empty());
        set(NOTE, !self.note.is_empty());
        flags
    }

    /// All but the pack.
    fn write_fields(&self, out: &mut Writer) {
        if let Some(date) = self.as_of {
            out.number(day_number(date));
        }
        if self.seed != DEFAULT_SEED {
            out.number(u128::from(self.seed));
        }
        for text in [&self.name, &self.note] {
            if !text.is_empty() {
                out.text(text);
            }
        }
        for entries in [&self.levers, &self.assumptions] {
            out.number(entries.len() as u128);
            for (hash, value) in entries {
                out.word(*hash);
                out.decimal(*value);
            }
        }
    }

    fn from_body(input: &mut Reader<'_>) -> Option<Self> {
        let flags = input.byte()?;
        let pack = read_pack(input)?;
        Self::from_fields(flags, pack, input)
    }

    fn from_fields(flags: u8, pack: PackRef, input: &mut Reader<'_>) -> Option<Self> {
        if flags & !KNOWN_FLAGS != 0 || flags & (LINE | LINE_IS_LINEAR) == LINE_IS_LINEAR {
            return None;
        }
        let has = |flag| flags & flag != 0;
        let as_of = if has(AS_OF) { Some(date_of(input.number()?)?) } else { None };
        let seed = if has(SEED) { input.number()?.try_into().ok()? } else { DEFAULT_SEED };
        let name = if has(NAME) { input.text()? } else { String::new() };
        let note = if has(NOTE) { input.text()? } else { String::new() };
        let levers = entries(input)?;
        let assumptions = entries(input)?;
        let line = match (has(LINE), has(LINE_IS_LINEAR)) {
            (false, _) => None,
            (true, true) => Some(PassLine::Linear),
            (true, false) => Some(PassLine::Seasonal),
        };
        Some(Self { pack, seed, as_of, line, name, note, levers, assumptions })
    }
}

fn write_pack(pack: &PackRef, out: &mut Writer) {
    out.text(&pack.id);
    out.number(u128::from(pack.revision));
}

fn read_pack(input: &mut Reader<'_>) -> Option<PackRef> {
    Some(PackRef { id: input.text()?, revision: input.number()?.try_into().ok()? })
}

/// The text of a body in a format, with its checksum.
fn sealed(format: char, body: Writer) -> String {
    let mut payload = body.into_bytes();
    payload.extend(checksum(format, &payload).to_le_bytes());
    let mut text = String::from(format);
    text::encode(&payload, &mut text);
    text
}

/// The hash that names a lever or an assumption in links: FNV-1a, 32 bits, of its id.
pub fn item_hash(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn entries(input: &mut Reader<'_>) -> Option<Vec<(u32, Decimal)>> {
    let count = usize::try_from(input.number()?).ok()?;
    let mut entries: Vec<(u32, Decimal)> = Vec::new();
    for _ in 0..count {
        let entry = (input.word()?, input.decimal()?);
        if entries.last().is_some_and(|last| last.0 >= entry.0) {
            return None;
        }
        entries.push(entry);
    }
    Some(entries)
}

fn check_pack(reference: &PackRef, pack: &Pack) -> Result<(), LinkError> {
    if reference.id != pack.id {
        return Err(LinkError::UnknownPack { id: reference.id.clone() });
    }
    if reference.revision != pack.revision {
        return Err(LinkError::OtherRevision { revision: reference.revision, held: pack.revision });
    }
    Ok(())
}

fn lever_hashes(pack: &Pack) -> Result<BTreeMap<u32, &str>, LinkError> {
    hashes(pack.levers.iter().map(|lever| &*lever.id))
}

fn assumption_hashes(pack: &Pack) -> Result<BTreeMap<u32, &str>, LinkError> {
    hashes(pack.assumptions.iter().map(|assumption| &*assumption.id))
}

fn hashes<'a>(ids: impl Iterator<Item = &'a str>) -> Result<BTreeMap<u32, &'a str>, LinkError> {
    let mut known = BTreeMap::new();
    for id in ids {
        if let Some(other) = known.insert(item_hash(id), id) {
            return Err(LinkError::SameHash { first: other.to_owned(), second: id.to_owned() });
        }
    }
    Ok(known)
}

fn hashed(
    settings: &BTreeMap<String, Decimal>,
    known: &BTreeMap<u32, &str>,
    item: fn(String) -> Item,
) -> Result<Vec<(u32, Decimal)>, LinkError> {
    let mut entries = Vec::with_capacity(settings.len());
    for (id, value) in settings {
        let hash = item_hash(id);
        if known.get(&hash) != Some(&id.as_str()) {
            return Err(LinkError::NotInPack { item: item(id.clone()) });
        }
        entries.push((hash, *value));
    }
    sort_few(&mut entries, |(left, _), (right, _)| left.cmp(right));
    Ok(entries)
}

/// Months of 31 days since January 2000, folded so that earlier years have a number too.
fn day_number(date: Date) -> u128 {
    let days = i64::from(date.month.offset_from(2000)) * 31 + i64::from(date.day) - 1;
    u128::from(bytes::fold(days))
}

fn date_of(number: u128) -> Option<Date> {
    let days = bytes::unfold(u64::try_from(number).ok()?);
    let month = Month::from_offset(2000, i32::try_from(days.div_euclid(31)).ok()?);
    let day = u8::try_from(days.rem_euclid(31) + 1).ok()?;
    ((1900..=2999).contains(&month.year) && day <= month.days()).then_some(Date { month, day })
}

/// CRC-32 over the format character and the body.
fn checksum(format: char, body: &[u8]) -> u32 {
    crc32(std::iter::once(format as u8).chain(body.iter().copied()))
}

/// CRC-32 (IEEE 802.3).
pub(crate) fn crc32(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            let lowest = crc & 1;
            crc = (crc >> 1) ^ (0xedb8_8320 * lowest);
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_is_the_common_crc_32() {
        assert_eq!(checksum('1', b"23456789"), 0xcbf4_3926, "of 123456789, by every table of CRCs");
    }

    #[test]
    fn dates_survive_their_number() {
        for text in ["2026-04-28", "1999-12-31", "2000-01-01", "2024-02-29", "1900-01-01"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date_of(day_number(date)), Some(date), "{text}");
        }
        assert_eq!(date_of(u128::MAX), None);
        assert_eq!(date_of(u128::from(bytes::fold(i64::MAX))), None);
    }
}
