//! What the reducer wants done outside: a queue the shell empties.

use std::cell::Cell;
use std::rc::Rc;

use guoban_model::text::Language;
use guoban_planning::document::Document;
use guoban_planning::grid::Table;
use guoban_planning::scenario::PackRef;

use super::{OwnRequest, PackEntry, Session, Theme, Wanted};
use crate::modules::Name;
use crate::shared::Shared;

/// A table of the page that is to be a file.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// The name of the file.
    pub name: String,
    /// The table.
    pub table: Table,
}

/// Something the shell does.
#[derive(Clone, Debug)]
pub enum Request {
    /// Fetch the list of packs.
    ListPacks,
    /// Fetch a pack, with its words in the language that is spoken.
    FetchPack(PackEntry, Language),
    /// Fetch more of the pack that is open.
    FetchMore(PackEntry, Wanted),
    /// Fetch a part of the program.
    Module {
        /// Which.
        name: Name,
        /// What is there is painted first.
        after: bool,
    },
    /// Keep which pack is open.
    RememberPack(String),
    /// Read what was kept for a pack.
    Restore(PackRef),
    /// Keep the document of a pack for this window.
    Keep {
        /// Which pack.
        pack: PackRef,
        /// Its document.
        document: Rc<Document>,
        /// And for all windows, as somebody worked on it.
        shares: bool,
    },
    /// Read what another window kept for a pack.
    Shared {
        /// Which pack.
        pack: PackRef,
        /// Its plans are to stand beside those that are here.
        joins: bool,
    },
    /// Save the plans of all packs as a file.
    Save {
        /// The pack that is open.
        pack: PackRef,
        /// Its document.
        document: Rc<Document>,
    },
    /// Join plans of packs that are not open with those that are kept for them.
    TakeIn(Vec<Document>),
    /// Keep documents of packs that are not open.
    Place(Vec<Document>),
    /// Do something for packs of a person's own.
    Own(OwnRequest),
    /// Save a table of the page as a workbook.
    Table {
        /// It.
        file: Rc<TableFile>,
        /// Where its figures come from.
        session: Shared<Session>,
        /// The language of the page.
        language: Language,
    },
    /// Forget everything that was kept.
    Clear,
    /// Keep which targets of a pack stand on top.
    KeepPins(String, Vec<String>),
    /// Make the address say which plan is on screen.
    Address {
        /// Its number.
        plan: u32,
        /// Its link, where it is as the link says.
        link: Option<String>,
    },
    /// Set and keep the language of the page.
    Speak(Language),
    /// Set and keep the theme of the page.
    Paint(Theme),
    /// Ask for more draws, for the results with this number, when the page has had time for other things; `shown` where
    /// these results are in sight already, or will be with the frame that is being made.
    Draw {
        /// Number of the results.
        results: u64,
        /// No other frame has to be waited for.
        shown: bool,
        /// A slider moves: its frames come first.
        patient: bool,
    },
    /// Ask for the contributions of the changes, when the page has had time for other things.
    Explain,
    /// Ask for one more step of what the screen works out, when the page has had time for other things.
    Work,
    /// Keep whether keys without Ctrl work.
    RememberKeys(bool),
}

/// Requests in order. Each is taken once, also when a state is reduced twice.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    next: u64,
    waiting: Vec<(u64, Request)>,
    taken: Rc<Cell<u64>>,
}

impl Outbox {
    /// Adds a request.
    pub fn push(&mut self, request: Request) {
        let taken = self.taken.get();
        self.waiting.retain(|(number, _)| *number >= taken);
        self.waiting.push((self.next, request));
        self.next += 1;
    }

    /// Changes with every request.
    pub fn serial(&self) -> u64 {
        self.next
    }

    /// The requests nobody has taken yet.
    pub fn take(&self) -> Vec<Request> {
        let taken = self.taken.replace(self.next);
        self.waiting.iter().filter(|(number, _)| *number >= taken).map(|(_, request)| request.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_taken_once() {
        let mut outbox = Outbox::default();
        outbox.push(Request::ListPacks);
        let copy = outbox.clone();
        assert_eq!(outbox.take().len(), 1);
        assert!(copy.take().is_empty());
        outbox.push(Request::RememberPack("a".to_owned()));
        assert_eq!(outbox.waiting.len(), 1);
        assert_eq!(outbox.take().len(), 1);
        assert!(outbox.take().is_empty());
    }
}
