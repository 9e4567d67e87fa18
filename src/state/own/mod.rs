//! Packs of a person's own: their window, files that are given, and what goes along with a pack that is changed.
//!
//! All of it is done by the part `own`; before it is there, what is asked for waits.

mod files;
mod list;
mod texts;

use std::rc::Rc;

use guoban_model::model::Model;
use guoban_model::text::Language;
use guoban_planning::scenario::{PackRef, Scenario};
use guoban_planning::shelf::{Entry, ShelfError};
use guoban_planning::since::Since;

use super::taking::{Bulletin, FormRead, FormWork, Pasted};
use super::{PackEntry, PackFailure, Request, State, entry_of};
use crate::modules::Reader;
use crate::shared::Shared;

/// What happens to own packs.
#[derive(Clone, Debug)]
pub enum OwnMsg {
    /// Their window is asked for.
    Open,
    /// A file was given.
    File {
        /// Its name.
        name: String,
        /// What is in it; nothing where it is too large or cannot be read.
        bytes: Option<Vec<u8>>,
    },
    /// The list, as it is now.
    Shelved(Shelved),
    /// The text of a pack is wanted.
    Ask {
        /// Of which entry.
        id: String,
        /// What for.
        purpose: Purpose,
    },
    /// It is here, or was not found.
    Text {
        /// Of which entry.
        id: String,
        /// What for.
        purpose: Purpose,
        /// It.
        text: Option<String>,
    },
    /// A text is to be checked, and not kept.
    Check(String),
    /// A text is to be checked and kept.
    Save(String),
    /// A pack has another name.
    Rename {
        /// Of which entry.
        id: String,
        /// The name.
        name: String,
    },
    /// A pack is to be forgotten.
    Remove(String),
    /// The one that was forgotten last comes back.
    PutBack,
    /// Back to the list.
    Back,
    /// What is typed into a text that is being changed, as it stands when the field is left.
    Draft(String),
    /// The empty form is wanted.
    Form(Language),
    /// A filled one was read.
    Made(Rc<FormRead>),
    /// The month's figures are to come into the open pack.
    Figures,
    /// A bulletin was pasted, and is to be read.
    Paste(Pasted),
    /// Its figures are to be taken.
    Apply,
    /// The open plan is wanted as a file that another program opens.
    Book(BookForm),
    /// Something went wrong.
    Trouble(ShelfError),
}

/// What a plan is written as for another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookForm {
    /// A workbook of live formulas.
    Workbook,
    /// XMILE.
    Xmile,
}

/// A plan that is to be written for another program.
#[derive(Clone, Debug)]
pub struct Book {
    /// As what.
    pub form: BookForm,
    /// The name of the file.
    pub name: String,
    /// The model with all words of its pack.
    pub model: Model,
    /// The plan.
    pub scenario: Scenario,
    /// The language of the sheets.
    pub language: Language,
}

/// What the text of a pack is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be changed.
    Edit,
    /// To be saved as a file, as it is.
    Export,
    /// To be saved as a file together with the plans on screen.
    Share,
    /// To be compared with the one that followed.
    Since,
    /// To take the month's figures.
    Bulletin,
    /// To be written for another program: what the page has of a pack may be without its notes and sources.
    Book(BookForm),
}

/// The list of own packs after something was done to it.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// The packs: those that are kept, and those of this window.
    pub packs: Vec<Entry>,
    /// Those that are in this window only, by id.
    pub loose: Vec<String>,
    /// What went wrong.
    pub trouble: Option<ShelfError>,
    /// The pack to be opened.
    pub open: Option<String>,
    /// The pack that was forgotten, with its text.
    pub removed: Option<(Entry, String)>,
}

/// What the shell does for own packs.
#[derive(Clone, Debug)]
pub enum OwnRequest {
    /// Tell the list.
    List,
    /// Keep a pack.
    Put {
        /// What is to be told of it.
        entry: Entry,
        /// Its text.
        text: String,
        /// The one it was made from.
        from: Option<String>,
        /// It is to be opened.
        opens: bool,
    },
    /// Name a pack.
    Rename(String, String),
    /// Forget a pack.
    Remove(String),
    /// Find the text of a pack.
    Text {
        /// Its entry, or one that only has its id and file.
        entry: PackEntry,
        /// What for.
        purpose: Purpose,
    },
    /// Save a file.
    Save {
        /// Its name.
        name: String,
        /// What is in it.
        text: String,
    },
    /// Save the empty form, which is a file of the site.
    SaveForm {
        /// Where the site has it.
        file: &'static str,
        /// The name it is saved under.
        name: &'static str,
    },
    /// Read a form, a piece at a time.
    Form {
        /// What does it.
        work: fn(Vec<u8>, Language) -> FormWork,
        /// The file.
        bytes: Vec<u8>,
        /// The language of what is found.
        language: Language,
    },
    /// Write a plan for another program.
    Book(Box<Book>),
}

/// The window of own packs.
#[derive(Debug, Default)]
pub struct Packs {
    /// The packs.
    pub packs: Vec<Entry>,
    /// Those that are in this window only, by id.
    pub loose: Vec<String>,
    /// What went wrong.
    pub trouble: Option<ShelfError>,
    /// The pack that was forgotten last, with its text.
    pub removed: Option<(Entry, String)>,
    /// What is shown.
    pub shown: Shown,
}

/// What the window of own packs shows.
#[derive(Clone, Debug, Default)]
pub enum Shown {
    /// The list.
    #[default]
    List,
    /// A text that is being changed.
    Edit(Edit),
    /// The same plan with other data.
    Since(Rc<Since>),
    /// A form is being read.
    Reading,
    /// A form that was read.
    Form(Rc<FormRead>),
    /// The month's figures.
    Bulletin(Rc<Bulletin>),
}

/// A text that is being changed.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The entry it was taken from.
    pub from: Option<String>,
    /// The name of the pack or of the file.
    pub name: String,
    /// The text as it was taken or last checked.
    pub text: Rc<str>,
    /// What was found in it.
    pub found: Found,
    /// Words for it.
    pub reader: Option<Reader>,
}

/// What checking a text found.
#[derive(Clone, Debug)]
pub enum Found {
    /// It is not checked.
    Nothing,
    /// It can be used.
    Sound {
        /// Remarks.
        warnings: usize,
        /// It is kept, and this many settings of plans found no item.
        kept: Option<usize>,
    },
    /// It cannot be used.
    Errors(Shared<PackFailure>),
}

impl State {
    /// Does something to own packs as soon as the parts of the program are there that do.
    pub(super) fn own(&mut self, msg: Rc<OwnMsg>) {
        match self.modules.own.filter(|_| self.modules.reader.is_some()) {
            Some(own) => (own.act)(self, &msg),
            None => self.own_later.push(msg),
        }
    }

    /// Does what was asked for before.
    pub(super) fn own_catch_up(&mut self) {
        for msg in std::mem::take(&mut self.own_later) {
            self.own(msg);
        }
    }

    /// Does something to own packs.
    pub(crate) fn own_now(&mut self, msg: &OwnMsg) {
        if msg.takes_in() && self.modules.intake.is_none() {
            self.intakes = true;
            self.own_later.push(Rc::new(msg.clone()));
            return;
        }
        match msg {
            OwnMsg::Open => {
                // What was typed and not kept is there again.
                let draft = self.draft.clone();
                self.show_packs(|packs| packs.shown = draft.map_or(Shown::List, Shown::Edit));
                self.outbox.push(Request::Own(OwnRequest::List));
            }
            OwnMsg::Back => self.show_packs(|packs| packs.shown = Shown::List),
            OwnMsg::Draft(text) => {
                if let Some(Shown::Edit(edit)) = self.packs_window().map(|packs| packs.shown.clone())
                    && *edit.text != **text
                {
                    self.draft = Some(Edit { text: Rc::from(text.as_str()), found: Found::Nothing, ..edit });
                }
            }
            OwnMsg::File { name, bytes } => self.take_file(name, bytes.as_deref()),
            OwnMsg::Shelved(shelved) => self.shelved(shelved),
            OwnMsg::Ask { id, purpose } => self.ask_for_text(id, *purpose),
            OwnMsg::Text { id, purpose, text } => self.take_text(id, *purpose, text.as_deref()),
            OwnMsg::Check(text) => {
                let (from, name) = self.edited();
                self.edit(from, name, text);
            }
            OwnMsg::Form(language) => self.save_form(*language),
            OwnMsg::Made(read) => self.take_made(read),
            OwnMsg::Figures => self.ask_for_bulletin(),
            OwnMsg::Paste(pasted) => self.preview(pasted),
            OwnMsg::Apply => self.apply_bulletin(),
            OwnMsg::Save(text) => self.save_text(text),
            OwnMsg::Rename { id, name } => {
                self.outbox.push(Request::Own(OwnRequest::Rename(id.clone(), name.clone())));
            }
            OwnMsg::Remove(id) => self.outbox.push(Request::Own(OwnRequest::Remove(id.clone()))),
            OwnMsg::Book(form) => {
                if let Some(pack) = self.session().map(|session| PackRef::of(session.pack())) {
                    self.ask_for_text(&entry_of(&self.packs.clone(), &pack), Purpose::Book(*form));
                }
            }
            OwnMsg::Trouble(error) => self.trouble(error.clone()),
            OwnMsg::PutBack => {
                let removed = self.packs_window().and_then(|packs| packs.removed.clone());
                if let Some((entry, text)) = removed {
                    self.show_packs(|packs| packs.removed = None);
                    let put = OwnRequest::Put { entry, text, from: None, opens: false };
                    self.outbox.push(Request::Own(put));
                }
            }
        }
    }
}
