//! The packed form of a checked pack: what the page reads instead of the text, in a twentieth of the time.
//!
//! Every field of every struct has streams of its own, so that like stands beside like and compresses well. Streams are
//! found by name. They are divided by use into [`Part`]s: what the first verdict needs, what is read in details, and
//! English. A part that is not at hand reads as empty texts and empty lists; everything a run or a verdict needs is in
//! [`Part::Core`]. Numbers keep their bits.
//!
//! A part is `GBP1`, its number, the number of its streams, for each its name and length, then their bytes, and a mark of all that. The form follows the
//! types of this crate and is made anew with every build; it is no format to keep files in.

mod number;
mod read;
mod streams;
mod types;
mod write;

use crate::pack::Pack;

pub use streams::{PackedError, fingerprint};

/// A part of the packed form, by what it is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Everything a run and a verdict need, with Chinese names.
    Core,
    /// Notes, reasons, the formulas as they are written, and what they cover, in Chinese.
    Details,
    /// Every English text.
    English,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 3] = [Self::Core, Self::Details, Self::English];

    /// Its name in the names of files and in the list of packs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Details => "details",
            Self::English => "english",
        }
    }
}

/// Writes a pack in its packed form, a file for each of [`Part::ALL`].
pub fn write(pack: &Pack) -> [Vec<u8>; 3] {
    write::parts(pack)
}

/// Reads a pack from the parts at hand, [`Part::Core`] among them.
///
/// # Errors
/// Bytes that are no such parts, that end too early, or that another version of the program wrote.
pub fn read(parts: &[&[u8]]) -> Result<Pack, PackedError> {
    read::pack(parts)
}
