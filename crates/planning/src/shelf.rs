//! A person's own packs: what a page is told of them, the list a browser keeps, its bounds and its stored form.
//!
//! An own pack is known by its id and the CRC-32 of its text, `ID~CHECKSUM`: what was worked out on one text is never taken for
//! that of another, on no computer. A text that is changed is therefore another pack, which remembers the one before it.

use guoban_model::text::{Language, Text};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::link::crc32;

/// The format the list is written in.
const FORMAT: u32 = 1;

/// Stands between the id of a pack and the checksum of its text; no id of a text holds it.
const MARK: char = '~';

/// Most own packs.
pub const MOST_PACKS: usize = 20;

/// Longest text of one, in bytes.
pub const LONGEST_PACK: usize = 1_000_000;

/// Most bytes of all texts together: a browser keeps about five million characters of a site, plans among them.
pub const MOST_BYTES: usize = 3_000_000;

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 60;

/// Longest text of the list, in bytes; longer ones are not read.
const LONGEST_LIST: usize = 100_000;

/// What an own pack is known by.
pub fn identity(id: &str, text: &str) -> String {
    format!("{id}{MARK}{:08x}", crc32(text.bytes()))
}

/// Whether a pack is somebody's own, by what it is known by.
pub fn is_own(id: &str) -> bool {
    id.contains(MARK)
}

/// Why the list of own packs does not say what it should.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ShelfError {
    /// The browser lets pages keep nothing.
    #[error("nothing can be kept")]
    Refused,
    /// The browser has no more room.
    #[error("no more room")]
    NoRoom,
    /// There are as many packs as there may be.
    #[error("more than {MOST_PACKS} packs")]
    TooMany,
    /// A text is longer than any may be.
    #[error("{bytes} bytes are more than {LONGEST_PACK}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// All texts together would be longer than they may be.
    #[error("{bytes} bytes together are more than {MOST_BYTES}")]
    TooMuch {
        /// Their length.
        bytes: usize,
    },
    /// The list was written by a newer version of the program.
    #[error("written in the newer format {format}")]
    Newer {
        /// The format.
        format: u32,
    },
    /// The list cannot be read.
    #[error("damaged")]
    Damaged,
    /// Another window has taken a pack away, or changed it.
    #[error("no such pack any more")]
    Gone,
    /// A file is no pack and no file of Guoban.
    #[error("no pack")]
    NoPack,
    /// A pack cannot be written as a workbook; why, in words.
    #[error("no workbook: {0}")]
    Unwritten(String),
    /// The empty form did not come from the site.
    #[error("the form was not fetched")]
    NotFetched,
}

impl ShelfError {
    /// The reason and what can be done, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => self.chinese(),
            Language::En => self.english(),
        }
    }

    fn chinese(&self) -> String {
        let (one, all) = (LONGEST_PACK / 1000, MOST_BYTES / 1000);
        match self {
            Self::Refused => {
                "浏览器不许本页保存，底册只留在这个窗口里，关掉或刷新就没有了。请导出为文件，或在浏览器设置里允许本站保存数据。"
                    .to_owned()
            }
            Self::NoRoom => {
                "浏览器给本站的空间用完了，底册只留在这个窗口里。请导出为文件，删掉不用的底册或方案后再存。".to_owned()
            }
            Self::TooMany => format!("自己的底册最多 {MOST_PACKS} 份。请先导出并删掉一份。"),
            Self::TooLong { bytes } => {
                format!("底册有 {} kB，最多 {one} kB。请拆小，或在本机用命令行 guoban 打开。", bytes / 1000)
            }
            Self::TooMuch { bytes } => {
                format!("连同这一份，自己的底册共 {} kB，最多 {all} kB。请先导出并删掉一份。", bytes / 1000)
            }
            Self::Newer { format } => {
                format!("底册清单由较新版本的程序保存（格式 {format}），这一版读不了，已原样留着。请更新程序后再打开。")
            }
            Self::Damaged => "保存的底册清单有损坏，读不出来，已另存一份。可以重新放入导出的底册文件。".to_owned(),
            Self::Gone => "这份底册已被另一个窗口改过或删掉。窗口里打开的不受影响，可以导出，或另存为新的一份。".to_owned(),
            Self::Unwritten(reason) => reason.clone(),
            Self::NotFetched => "空白表没有取到，可能是网络断了。请检查网络后再点一次。".to_owned(),
            Self::NoPack => {
                "这个文件不是底册，也不是过半存的文件。可以放入 .toml 底册、“存为文件”得到的 .guoban 文件，或填好的 .xlsx 表。"
                    .to_owned()
            }
        }
    }

    fn english(&self) -> String {
        let (one, all) = (LONGEST_PACK / 1000, MOST_BYTES / 1000);
        match self {
            Self::Refused => "The browser lets this page keep nothing: the pack stays in this window only and is gone after a reload. \
                 Export it as a file, or allow this site to keep data in the browser's settings."
                .to_owned(),
            Self::NoRoom => "The browser has no more room for this site: the pack stays in this window only. Export it as a file, \
                 delete packs or plans that are not needed, and save it again."
                .to_owned(),
            Self::TooMany => format!("There may be {MOST_PACKS} packs of your own. Export and delete one first."),
            Self::TooLong { bytes } => format!(
                "The pack has {} kB; at most {one} kB are kept. Make it smaller, or open it with the command guoban.",
                bytes / 1000
            ),
            Self::TooMuch { bytes } => format!(
                "With this one your packs have {} kB; at most {all} kB are kept. Export and delete one first.",
                bytes / 1000
            ),
            Self::Newer { format } => format!(
                "The list of packs was saved by a newer version (format {format}), which this one cannot read; it stays as it is. \
                 Update the program and open it again."
            ),
            Self::Damaged => "The saved list of packs is damaged and cannot be read; a copy was set aside. Open exported packs again."
                .to_owned(),
            Self::Gone => "Another window has changed or deleted this pack. What is open here stays; export it, or save it as a new one."
                .to_owned(),
            Self::Unwritten(reason) => reason.clone(),
            Self::NotFetched => {
                "The empty form did not arrive; the network may be down. Check it and press the button again.".to_owned()
            }
            Self::NoPack => "This file is no pack and no file of Guoban. Give a .toml pack, a .guoban file that “Save as file” made, \
                 or a form (.xlsx) that was filled in."
                .to_owned(),
        }
    }
}

/// The text before the one that is kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// What it is known by.
    pub id: String,
    /// Length of its text, in bytes.
    pub bytes: usize,
}

/// An own pack. Of the fields, those the list of shipped packs has too mean the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is known by; see [`identity`].
    pub id: String,
    /// Where the page finds it: `own/ID`.
    pub file: String,
    /// Its name: that of the text, or the one a person gave it.
    pub name: Text,
    /// Length of its text, in bytes.
    pub bytes: usize,
    /// What it was before it was last changed, to compare with.
    #[serde(default)]
    pub before: Option<Former>,
}

impl Entry {
    /// A pack that is new here.
    pub fn new(id: &str, text: &str, name: Text) -> Self {
        let id = identity(id, text);
        let short = |name: &str| name.trim().chars().take(LONGEST_NAME).collect();
        let name = Text { zh: short(&name.zh), en: short(&name.en) };
        Self { file: format!("own/{id}"), id, name, bytes: text.len(), before: None }
    }

    fn all_bytes(&self) -> usize {
        self.bytes.saturating_add(self.before.as_ref().map_or(0, |before| before.bytes))
    }

    fn is_sound(&self) -> bool {
        let is_id = |id: &str| is_own(id) && id.is_ascii() && id.len() <= 60;
        let is_name = |name: &str| name.chars().count() <= LONGEST_NAME;
        let former = self.before.as_ref().is_none_or(|before| is_id(&before.id) && before.bytes <= LONGEST_PACK);
        let named = is_name(&self.name.zh) && is_name(&self.name.en);
        is_id(&self.id) && self.file == format!("own/{}", self.id) && self.bytes <= LONGEST_PACK && named && former
    }
}

/// The list of own packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    format: u32,
    packs: Vec<Entry>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { format: FORMAT, packs: Vec::new() }
    }
}

impl Shelf {
    /// Reads the list as it was kept.
    ///
    /// # Errors
    /// It is damaged or of a newer format.
    pub fn read(text: &str) -> Result<Self, ShelfError> {
        #[derive(Deserialize)]
        struct Header {
            format: u32,
        }
        if text.len() > LONGEST_LIST {
            return Err(ShelfError::Damaged);
        }
        let Header { format } = serde_json::from_str(text).map_err(|_| ShelfError::Damaged)?;
        if format > FORMAT {
            return Err(ShelfError::Newer { format });
        }
        let shelf: Self = serde_json::from_str(text).map_err(|_| ShelfError::Damaged)?;
        let twice = |at: usize| shelf.packs[..at].iter().any(|entry| entry.id == shelf.packs[at].id);
        let sound = shelf.packs.iter().all(Entry::is_sound) && !(0..shelf.packs.len()).any(twice);
        let bounded = shelf.packs.len() <= MOST_PACKS && shelf.bytes() <= MOST_BYTES;
        if sound && bounded && format == FORMAT { Ok(shelf) } else { Err(ShelfError::Damaged) }
    }

    /// The list as text.
    ///
    /// # Errors
    /// [`ShelfError::Damaged`], which no list is known to give.
    pub fn write(&self) -> Result<String, ShelfError> {
        serde_json::to_string(self).map_err(|_| ShelfError::Damaged)
    }

    /// The packs, oldest first.
    pub fn packs(&self) -> &[Entry] {
        &self.packs
    }

    /// A pack, by what it is known by.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.packs.iter().find(|entry| entry.id == id)
    }

    /// Bytes of all texts together.
    pub fn bytes(&self) -> usize {
        self.packs.iter().map(Entry::all_bytes).fold(0, usize::saturating_add)
    }

    /// Puts a pack on the list: in the place of the one it was made `from`, which it remembers, else at the end. One that is there
    /// already stays as it is. Gives what the texts are known by that nobody needs any more.
    ///
    /// # Errors
    /// The list would be longer than it may be.
    pub fn put(&mut self, mut entry: Entry, from: Option<&str>) -> Result<Vec<String>, ShelfError> {
        if entry.bytes > LONGEST_PACK {
            return Err(ShelfError::TooLong { bytes: entry.bytes });
        }
        if self.get(&entry.id).is_some() {
            return Ok(Vec::new());
        }
        let mut next = self.packs.clone();
        let mut idle = Vec::new();
        match from.and_then(|from| next.iter_mut().find(|known| known.id == from)) {
            Some(known) => {
                entry.before = Some(Former { id: known.id.clone(), bytes: known.bytes });
                idle.extend(known.before.take().map(|before| before.id));
                *known = entry;
            }
            None => next.push(entry),
        }
        if next.len() > MOST_PACKS {
            return Err(ShelfError::TooMany);
        }
        let next = Self { packs: next, ..*self };
        if next.bytes() > MOST_BYTES {
            return Err(ShelfError::TooMuch { bytes: next.bytes() });
        }
        *self = next;
        idle.retain(|id| !self.needs(id));
        Ok(idle)
    }

    /// Gives a pack another name.
    ///
    /// # Errors
    /// It is not here.
    pub fn rename(&mut self, id: &str, name: &str) -> Result<(), ShelfError> {
        let entry = self.packs.iter_mut().find(|entry| entry.id == id).ok_or(ShelfError::Gone)?;
        let name: String = name.trim().chars().filter(|mark| !mark.is_control()).take(LONGEST_NAME).collect();
        if !name.is_empty() {
            entry.name = Text { zh: name.clone(), en: name };
        }
        Ok(())
    }

    /// Takes a pack off the list. Gives it, and what the texts are known by that nobody needs any more.
    ///
    /// # Errors
    /// It is not here.
    pub fn remove(&mut self, id: &str) -> Result<(Entry, Vec<String>), ShelfError> {
        let at = self.packs.iter().position(|entry| entry.id == id).ok_or(ShelfError::Gone)?;
        let entry = self.packs.remove(at);
        let mut idle = vec![entry.id.clone()];
        idle.extend(entry.before.iter().map(|before| before.id.clone()));
        idle.retain(|id| !self.needs(id));
        Ok((entry, idle))
    }

    /// Whether a text is that of a pack on the list, or of what one was before.
    pub fn needs(&self, id: &str) -> bool {
        self.packs.iter().any(|entry| entry.id == id || entry.before.as_ref().is_some_and(|before| before.id == id))
    }
}
