//! Documents as text, for a browser's storage and for files.
//!
//! A text begins with a line `guoban-plans 2 REVISION CHECKSUM`: the format, how often the plans of this pack were kept, and the
//! CRC-32 of the rest in hexadecimal; the rest is the document as JSON. Format 1, from before there were plans, is JSON
//! alone. A file of everything begins with `guoban-file 1 CHECKSUM`; the rest is JSON: the texts of documents. With own packs the
//! number is 2, and their texts stand beside.

use guoban_model::text::{Language, Text};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::document::Document;
use crate::link::crc32;

/// The format documents are written in.
const FORMAT: u32 = 2;

/// The format files of everything are written in, where they hold packs; without packs it is 1.
const FILE_FORMAT: u32 = 2;

/// Longer texts are not read.
pub const LONGEST: usize = 20_000_000;

/// Why a text is no document or no file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeptError {
    /// It does not begin as one does.
    #[error("no plans of Guoban")]
    NotPlans,
    /// Written by a newer version of the program.
    #[error("written in the newer format {format}")]
    Newer {
        /// The format.
        format: u32,
    },
    /// The checksum does not agree, or the rest is no document.
    #[error("damaged")]
    Damaged,
    /// Longer than any is.
    #[error("{length} bytes are more than any has")]
    TooLong {
        /// Bytes.
        length: usize,
    },
    /// The browser's storage or memory took no more.
    #[error("the document cannot be written")]
    Unwritable,
}

impl KeptError {
    /// The reason and what can be done, in words.
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::NotPlans, Language::Zh) => "这不是过半保存的方案文件。请选用“存为文件”得到的文件。".to_owned(),
            (Self::NotPlans, Language::En) => {
                "This is not a file of plans saved by Guoban. Choose one that “Save as file” made.".to_owned()
            }
            (Self::Newer { format }, Language::Zh) => {
                format!(
                    "方案由较新版本的程序保存（格式 {format}），这一版读不了，已原样留着没有改动。请更新程序后再打开。"
                )
            }
            (Self::Newer { format }, Language::En) => format!(
                "The plans were saved by a newer version (format {format}), which this one cannot read; they stay as they \
                 are. Update the program and open them again."
            ),
            (Self::Damaged, Language::Zh) => {
                "保存的方案有损坏，校验不符，读不出来。请用另存的文件或分享链接恢复。".to_owned()
            }
            (Self::Damaged, Language::En) => {
                "The saved plans are damaged: their checksum does not agree. Restore them from a saved file or a link."
                    .to_owned()
            }
            (Self::TooLong { length }, Language::Zh) => format!("文件有 {length} 字节，超过方案文件的上限，没有读入。"),
            (Self::TooLong { length }, Language::En) => {
                format!("The file has {length} bytes, more than any file of plans; it was not read.")
            }
            (Self::Unwritable, Language::Zh) => "方案写不成文件，请改用分享链接。".to_owned(),
            (Self::Unwritable, Language::En) => "The plans cannot be written; share a link instead.".to_owned(),
        }
    }
}

/// A document as text, kept for the `revision`-th time.
///
/// # Errors
/// [`KeptError::Unwritable`], which no document is known to give.
pub fn write(document: &Document, revision: u64) -> Result<String, KeptError> {
    let body = serde_json::to_string(document).map_err(|_| KeptError::Unwritable)?;
    Ok(format!("guoban-plans {FORMAT} {revision} {:08x}\n{body}", crc32(body.bytes())))
}

/// How often the plans were kept, by the first line alone; 0 for texts from before this was counted.
pub fn revision(text: &str) -> u64 {
    word(text, 1).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// The format of a text that a newer version of the program wrote, by the first line alone.
pub fn newer(text: &str) -> Option<u32> {
    word(text, 0).and_then(|word| word.parse().ok()).filter(|format| *format > FORMAT)
}

fn word(text: &str, place: usize) -> Option<&str> {
    let words = text.lines().next()?.strip_prefix("guoban-plans ")?;
    words.split(' ').nth(place)
}

/// Reads a document.
///
/// # Errors
/// It is none, of a newer format, damaged or too long.
pub fn read(text: &str) -> Result<Document, KeptError> {
    if text.len() > LONGEST {
        return Err(KeptError::TooLong { length: text.len() });
    }
    if text.starts_with('{') {
        return first_format(text);
    }
    let (line, body) = text.split_once('\n').ok_or(KeptError::NotPlans)?;
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["guoban-plans", format, _, sum] => {
            check(format, FORMAT, sum, body)?;
            serde_json::from_str(body).map_err(|_| KeptError::Damaged)
        }
        _ => Err(KeptError::NotPlans),
    }
}

fn check(format: &str, known: u32, sum: &str, body: &str) -> Result<(), KeptError> {
    let format: u32 = format.parse().map_err(|_| KeptError::NotPlans)?;
    if format > known {
        return Err(KeptError::Newer { format });
    }
    let sum = u32::from_str_radix(sum, 16).map_err(|_| KeptError::Damaged)?;
    if format == 0 || sum != crc32(body.bytes()) { Err(KeptError::Damaged) } else { Ok(()) }
}

/// Format 1: the document within `{"version":1,"document":…}`.
fn first_format(text: &str) -> Result<Document, KeptError> {
    let version = text.strip_prefix("{\"version\":").ok_or(KeptError::Damaged)?;
    let (version, rest) = version.split_once(',').ok_or(KeptError::Damaged)?;
    match version.parse() {
        Ok(1) => {}
        Ok(format) => return Err(KeptError::Newer { format }),
        Err(_) => return Err(KeptError::Damaged),
    }
    let body = rest.strip_prefix("\"document\":").and_then(|rest| rest.strip_suffix('}')).ok_or(KeptError::Damaged)?;
    serde_json::from_str(body).map_err(|_| KeptError::Damaged)
}

/// A file of everything: the plans of one pack or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Texts of documents, each as [`write`] gives it.
    pub plans: Vec<String>,
    /// Somebody's own packs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<PackText>,
}

/// An own pack in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackText {
    /// The name a person gave it.
    pub name: Text,
    /// Its text.
    pub text: String,
}

impl File {
    /// The file as text.
    ///
    /// # Errors
    /// [`KeptError::Unwritable`], which no file is known to give.
    pub fn write(&self) -> Result<String, KeptError> {
        let body = serde_json::to_string(self).map_err(|_| KeptError::Unwritable)?;
        let format = if self.packs.is_empty() { 1 } else { FILE_FORMAT };
        Ok(format!("guoban-file {format} {:08x}\n{body}", crc32(body.bytes())))
    }

    /// Reads a file; that of a single document is one too.
    ///
    /// # Errors
    /// It is none, of a newer format, damaged or too long.
    pub fn read(text: &str) -> Result<Self, KeptError> {
        if text.len() > LONGEST {
            return Err(KeptError::TooLong { length: text.len() });
        }
        let text = text.trim_start_matches('\u{feff}');
        if text.starts_with("guoban-plans ") || text.starts_with('{') {
            return read(text).map(|_| Self { plans: vec![text.to_owned()], packs: Vec::new() });
        }
        let (line, body) = text.split_once('\n').ok_or(KeptError::NotPlans)?;
        let words: Vec<&str> = line.trim_end().split(' ').collect();
        match words[..] {
            ["guoban-file", format, sum] => {
                check(format, FILE_FORMAT, sum, body)?;
                serde_json::from_str(body).map_err(|_| KeptError::Damaged)
            }
            _ => Err(KeptError::NotPlans),
        }
    }

    /// The documents in it, those that can be read.
    ///
    /// # Errors
    /// One of them is damaged or of a newer format.
    pub fn documents(&self) -> Result<Vec<Document>, KeptError> {
        self.plans.iter().map(|text| read(text)).collect()
    }
}
