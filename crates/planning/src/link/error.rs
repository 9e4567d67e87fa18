//! Why a link cannot be read or made, in plain words.

use guoban_model::text::Language;
use thiserror::Error;

use crate::scenario::Item;

/// Why a link cannot be read or made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// There is no text.
    #[error("the link is empty")]
    Empty,
    /// The text does not begin as a link does.
    #[error("this is not a Guoban link")]
    NotALink,
    /// The text holds a character no link has.
    #[error("character {place} of the link is `{character}`, which no link has")]
    Character {
        /// The character.
        character: char,
        /// Where it is, counted from one at the start of the link.
        place: usize,
    },
    /// The text ends before the link does.
    #[error("the link breaks off after character {place}")]
    CutOff {
        /// Characters that are there.
        place: usize,
    },
    /// The checksum does not agree: characters were changed, lost or added.
    #[error("the {length} characters of the link were changed")]
    Damaged {
        /// Characters that look like a link.
        length: usize,
    },
    /// Its as-of date is outside the year of the pack.
    #[error("the link's as-of date is outside {year}")]
    OtherYear {
        /// The year.
        year: i32,
    },
    /// Longer than any link.
    #[error("{length} characters are more than any link has")]
    TooLong {
        /// Characters.
        length: usize,
    },
    /// It holds several plans where one is asked for.
    #[error("the link holds {count} plans")]
    Several {
        /// How many.
        count: usize,
    },
    /// Made by a newer version of the program.
    #[error("the link has the newer format {format}")]
    NewerFormat {
        /// The format character.
        format: char,
    },
    /// No such pack here.
    #[error("the link needs pack `{id}`")]
    UnknownPack {
        /// Its id.
        id: String,
    },
    /// The pack is here in another revision.
    #[error("the link needs revision {revision} of the pack; revision {held} is open")]
    OtherRevision {
        /// The revision the link was made with.
        revision: u32,
        /// The revision that is open.
        held: u32,
    },
    /// Settings for items the pack does not have, though pack and revision agree.
    #[error("the link sets {count} items the pack does not have")]
    UnknownItem {
        /// How many.
        count: usize,
    },
    /// A scenario to be shared holds an item its pack does not have.
    #[error("the pack has no item `{}`", item.id())]
    NotInPack {
        /// The item.
        item: Item,
    },
    /// Two items of the pack have one hash: the pack must rename one.
    #[error("`{first}` and `{second}` cannot be told apart in links")]
    SameHash {
        /// One id.
        first: String,
        /// The other.
        second: String,
    },
    /// More settings than a link holds.
    #[error("the link would have {length} characters")]
    TooManySettings {
        /// Characters it would have.
        length: usize,
    },
}

impl LinkError {
    /// The reason and what can be done, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Zh => self.zh(),
            Language::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Empty => "链接是空的，没有可打开的方案。".to_owned(),
            Self::NotALink => "这不是过半的分享链接。请核对是否复制完整。".to_owned(),
            Self::Character { character, place } => {
                format!(
                    "链接的第 {place} 个字符是“{character}”，链接里不会有它；后面的内容丢了。请重新复制完整的链接。"
                )
            }
            Self::CutOff { place } => {
                format!("链接到第 {place} 个字符就断了，后面的内容没有复制到。请向分享的人重新要一份完整的链接。")
            }
            Self::Damaged { length } => format!(
                "链接的 {length} 个字符里有被改动、丢失或多出来的，校验不符，无法还原方案。请向分享的人重新要一份完整的链接。"
            ),
            Self::OtherYear { year } => {
                format!("链接里的截至日不在底册的计划年度 {year} 年内，无法套用。请用同一年度的底册打开。")
            }
            Self::TooLong { length } => format!("这段文字有 {length} 个字符，不是过半的分享链接。"),
            Self::Several { count } => {
                format!("链接里有 {count} 个要比较的方案，这里一次只能打开一个。请在页面里打开，再分享其中一个。")
            }
            Self::NewerFormat { format } => {
                format!("链接是较新版本的程序制作的（格式 {format}），请更新程序后再打开；也可能是链接开头被改动。")
            }
            Self::UnknownPack { id } => format!("链接用的底册“{id}”这里没有，请先放入那份底册。"),
            Self::OtherRevision { revision, held } => {
                format!("链接用的是底册第 {revision} 版，这里打开的是第 {held} 版，数据不一致。")
            }
            Self::UnknownItem { count } => {
                format!("链接里有 {count} 项措施或假设在底册里找不到：两边的底册虽同名同版，内容却不同。")
            }
            Self::NotInPack { item } => format!("方案里的“{}”在底册里找不到，无法放进链接。", item.id()),
            Self::SameHash { first, second } => {
                format!("底册里的“{first}”和“{second}”在链接中无法区分，请底册作者改其中一个的编号。")
            }
            Self::TooManySettings { length } => {
                format!("改动太多，链接要 {length} 个字符，放不下。请改用文件保存。")
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Empty => "The link is empty; there is no scenario to open.".to_owned(),
            Self::NotALink => "This is not a Guoban link. Check that it was copied whole.".to_owned(),
            Self::Character { character, place } => format!(
                "Character {place} of the link is “{character}”, which no link has; what followed is lost. Copy the whole \
                 link again."
            ),
            Self::CutOff { place } => format!(
                "The link breaks off after character {place}; the rest was not copied. Ask for the whole link again."
            ),
            Self::Damaged { length } => format!(
                "Among the {length} characters of the link some were changed, lost or added: its checksum does not agree, \
                 so the scenario cannot be restored. Ask for the whole link again."
            ),
            Self::OtherYear { year } => format!(
                "The link's as-of date is outside {year}, the year of the pack. Open it with a pack of the same year."
            ),
            Self::TooLong { length } => format!("This text of {length} characters is not a Guoban link."),
            Self::Several { count } => format!(
                "The link holds {count} plans to be compared; only one can be opened here. Open it in the page and share one."
            ),
            Self::NewerFormat { format } => format!(
                "The link was made by a newer version (format {format}). Update and open it again; or its first \
                 character was changed."
            ),
            Self::UnknownPack { id } => {
                format!("The link needs the pack “{id}”, which is not here. Add that pack first.")
            }
            Self::OtherRevision { revision, held } => {
                format!(
                    "The link was made with revision {revision} of the pack; revision {held} is open. The data differ."
                )
            }
            Self::UnknownItem { count } => format!(
                "The link sets {count} items this pack does not have: the packs have the same name and revision but \
                 different content."
            ),
            Self::NotInPack { item } => {
                format!(
                    "The scenario sets “{}”, which the pack does not have; it cannot be put into a link.",
                    item.id()
                )
            }
            Self::SameHash { first, second } => format!(
                "“{first}” and “{second}” cannot be told apart in links; the author of the pack has to rename one."
            ),
            Self::TooManySettings { length } => {
                format!("Too many changes: the link would have {length} characters. Save a file instead.")
            }
        }
    }
}
