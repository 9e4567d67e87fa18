//! What can happen.

use std::rc::Rc;

use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::document::Document;

use super::{Delivered, Extra, Keeping, OwnMsg, PackEntry, Stored, TableFile, Theme, ViewAction};
use crate::modules::{Arrived, Name};

/// What can happen.
#[derive(Clone, Debug)]
pub enum Msg {
    /// Switch the language.
    Language(Language),
    /// Switch the theme.
    Theme(Theme),
    /// Switch keys without Ctrl on or off.
    LetterKeys(bool),
    /// The list of packs arrived, or did not.
    Listed(Result<Vec<PackEntry>, String>),
    /// Open another pack.
    OpenPack(String),
    /// A pack arrived, or did not.
    Fetched {
        /// Which.
        id: String,
        /// It, or why it did not.
        pack: Result<Delivered, String>,
    },
    /// More of a pack arrived.
    More {
        /// Of which pack.
        id: String,
        /// What.
        extra: Extra,
    },
    /// A part of the program arrived.
    Arrived(Arrived),
    /// A part of the program did not arrive.
    NotArrived(Name),
    /// Try again to fetch a part of the program.
    Retry(Name),
    /// What the browser kept for the pack that is open.
    Restored(Option<Stored>),
    /// The targets, by id, that were on top when the pack was last open.
    Pinned(Vec<String>),
    /// The browser went to an entry of its history: by an address, or back.
    Went {
        /// The link in the address.
        link: Option<String>,
        /// The plan that was on screen there, by its number.
        plan: Option<u32>,
    },
    /// How the last step was kept.
    Kept(Keeping),
    /// Another window is ahead: its plans are wanted, beside those here or in their place.
    Settle {
        /// Beside those here.
        joins: bool,
    },
    /// What another window kept.
    Shared {
        /// It.
        document: Box<Document>,
        /// Its plans come beside those here.
        joins: bool,
    },
    /// Documents of packs that are not open, joined with those that are kept.
    Joined(Vec<Document>),
    /// Save everything as a file.
    Save,
    /// A file of plans was given, as text.
    Import(String),
    /// Something happened to packs of a person's own.
    Own(Rc<OwnMsg>),
    /// A table of the page is wanted as a workbook.
    Table(Rc<TableFile>),
    /// Forget everything that was kept.
    Clear,
    /// Open the link on the revision that is here, after the reader was told that the data differ.
    AdaptLink,
    /// Do something to the scenario.
    Do(Action),
    /// A slider is moved: of the moves of a frame only the last counts.
    Steer(Action),
    /// Change what is looked at.
    View(ViewAction),
    /// Open the share dialog: makes the link.
    Share,
    /// Count more draws for the results with this number.
    Draw(u64),
    /// Work out what each change contributes to the target that is looked at.
    Explain,
    /// Do one more step of what the screen works out.
    Work,
    /// What the window that is followed said.
    Followed(String),
}
