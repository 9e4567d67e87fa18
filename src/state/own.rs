//! Packs of a person's own: their window, files that are given, and what goes along with a pack that is changed.
//!
//! All of it is done by the part `own`; before it is there, what is asked for waits.

use std::rc::Rc;

use guoban_model::diagnostic::Severity;
use guoban_model::model::Model;
use guoban_model::read::PackRead;
use guoban_model::text::{Language, Text};
use guoban_planning::compare::Side;
use guoban_planning::document::Document;
use guoban_planning::kept::{self, File, KeptError, PackText};
use guoban_planning::scenario::{PackRef, Scenario};
use guoban_planning::shelf::{Entry, ShelfError, identity, is_own};
use guoban_planning::since::Since;

use super::taking::{Bulletin, FormRead, Pasted, is_workbook};
use super::{Dialog, PackEntry, PackFailure, Request, State, entry_of};
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
    /// The month's figures are to come into the open pack.
    Figures,
    /// A bulletin was pasted, and is to be read.
    Paste(Pasted),
    /// Its figures are to be taken.
    Apply,
    /// The open plan is wanted as a workbook.
    Workbook,
    /// Something went wrong.
    Trouble(ShelfError),
}

/// A plan that is to be written as a workbook.
#[derive(Clone, Debug)]
pub struct Book {
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
    /// To be written as a workbook: what the page has of a pack may be without its notes and sources.
    Workbook,
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
    /// Save a file that is no text.
    SaveBytes {
        /// Its name.
        name: String,
        /// What is in it.
        bytes: &'static [u8],
    },
    /// Write a workbook.
    Workbook(Box<Book>),
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
            OwnMsg::Figures => self.ask_for_bulletin(),
            OwnMsg::Paste(pasted) => self.preview(pasted),
            OwnMsg::Apply => self.apply_bulletin(),
            OwnMsg::Save(text) => self.save_text(text),
            OwnMsg::Rename { id, name } => {
                self.outbox.push(Request::Own(OwnRequest::Rename(id.clone(), name.clone())));
            }
            OwnMsg::Remove(id) => self.outbox.push(Request::Own(OwnRequest::Remove(id.clone()))),
            OwnMsg::Workbook => {
                if let Some(pack) = self.session().map(|session| PackRef::of(session.pack())) {
                    self.ask_for_text(&entry_of(&self.packs.clone(), &pack), Purpose::Workbook);
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

    pub(super) fn packs_window(&self) -> Option<&Shared<Packs>> {
        match &self.view.dialog {
            Some(Dialog::Packs(packs)) => Some(packs),
            _ => None,
        }
    }

    /// Shows the window, changed.
    pub(super) fn show_packs(&mut self, change: impl FnOnce(&mut Packs)) {
        let mut next = match self.packs_window() {
            Some(packs) => Packs {
                packs: packs.packs.clone(),
                loose: packs.loose.clone(),
                trouble: packs.trouble.clone(),
                removed: packs.removed.clone(),
                shown: packs.shown.clone(),
            },
            None => Packs::default(),
        };
        change(&mut next);
        self.set_view(|view| view.dialog = Some(Dialog::Packs(Shared::new(next))));
    }

    fn trouble(&mut self, trouble: ShelfError) {
        self.outbox.push(Request::Own(OwnRequest::List));
        self.show_packs(|packs| packs.trouble = Some(trouble));
    }

    /// A file: a pack as text, or packs with plans.
    fn take_file(&mut self, name: &str, bytes: Option<&[u8]>) {
        if let Some(bytes) = bytes.filter(|bytes| is_workbook(bytes)) {
            return self.take_form(bytes);
        }
        let Some(text) = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
            return self.trouble(ShelfError::NoPack);
        };
        let text = text.trim_start_matches('\u{feff}');
        if text.starts_with("guoban-file ") {
            return self.take_all(text);
        }
        if self.waits_for_bulletin() && !looks_like_pack(text) {
            let pasted = Pasted { text: text.to_owned(), ..Pasted::default() };
            return self.own_now(&OwnMsg::Paste(pasted));
        }
        match self.read(text) {
            Some(Ok(read)) => self.put_pack(&read, text.to_owned(), None, None),
            Some(Err(_)) if !looks_like_pack(text) => self.trouble(ShelfError::NoPack),
            _ => {
                let name = name.chars().take(60).collect();
                self.outbox.push(Request::Own(OwnRequest::List));
                self.edit(None, name, text);
            }
        }
    }

    /// A file of everything: its packs first, then the plans of the one that is opened.
    fn take_all(&mut self, text: &str) {
        let file = match File::read(text) {
            Ok(file) => file,
            Err(error) => return self.bad_file(error),
        };
        let mut first = None;
        for PackText { name, text } in &file.packs {
            match self.read(text) {
                Some(Ok(read)) => {
                    first.get_or_insert_with(|| identity(&read.pack.id, text));
                    self.put_pack(&read, text.clone(), Some(name.clone()), None);
                }
                _ => return self.edit(None, name.zh.clone(), text),
            }
        }
        self.set_view(|view| view.dialog = None);
        // The first pack is opened, and takes its plans in; those of the others wait for theirs.
        if !file.plans.is_empty() {
            self.opens = first;
            self.imports = Some(text.to_owned());
        }
    }

    fn bad_file(&mut self, error: KeptError) {
        self.set_view(|view| view.dialog = Some(Dialog::BadFile(error)));
    }

    pub(super) fn read(&self, text: &str) -> Option<Result<PackRead, Vec<guoban_model::diagnostic::Diagnostic>>> {
        self.modules.reader.map(|reader| (reader.check)(text))
    }

    /// Keeps a pack that was read, and opens it.
    pub(super) fn put_pack(&mut self, read: &PackRead, text: String, name: Option<Text>, from: Option<String>) {
        let entry = Entry::new(&read.pack.id, &text, name.unwrap_or_else(|| read.pack.name.clone()));
        self.outbox.push(Request::Own(OwnRequest::Put { entry, text, from, opens: true }));
    }

    /// The pack and the name of the text that is being changed.
    fn edited(&self) -> (Option<String>, String) {
        match self.packs_window().map(|packs| &packs.shown) {
            Some(Shown::Edit(edit)) => (edit.from.clone(), edit.name.clone()),
            _ => (None, String::new()),
        }
    }

    /// Shows a text with what is found in it.
    pub(super) fn edit(&mut self, from: Option<String>, name: String, text: &str) {
        let found = match self.read(text) {
            Some(Ok(read)) => Found::Sound { warnings: read.warnings.len(), kept: None },
            Some(Err(findings)) => {
                let findings = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
                Found::Errors(Shared::new(PackFailure::Unreadable { file: name.clone(), findings }))
            }
            None => Found::Nothing,
        };
        let edit = Edit { from, name, text: Rc::from(text), found, reader: self.modules.reader };
        self.show_packs(|packs| packs.shown = Shown::Edit(edit));
    }

    fn save_text(&mut self, text: &str) {
        let (from, name) = self.edited();
        self.edit(from.clone(), name, text);
        self.put_changed(from.as_deref(), text);
    }

    /// Keeps what a pack became: in the place of an own one, beside a shipped one. The plans on screen go along. Tells whether it is a pack.
    pub(super) fn put_changed(&mut self, from: Option<&str>, text: &str) -> bool {
        let Some(Ok(read)) = self.read(text) else { return false };
        let id = identity(&read.pack.id, text);
        self.draft = None;
        if from == Some(&id) {
            return true;
        }
        let entry = from.and_then(|from| self.packs.iter().find(|entry| entry.id == from)).cloned();
        let open = self.session().filter(|_| from.is_some() && self.open_entry().as_deref() == from);
        // The name a person gave stays; one that was the text's goes with the text.
        let text_name = open.and_then(|session| self.read(session.text.as_deref()?)?.ok()).map(|read| read.pack.name);
        let own = entry.filter(|entry| is_own(&entry.id)).map(|entry| entry.name);
        let own = own.filter(|name| text_name.is_some_and(|text| Entry::new("", "", text).name != *name));
        let plans = open.map(|session| Rc::clone(&session.document)).filter(|document| !document.is_untouched());
        self.carried = plans.map(|document| (id, document));
        self.put_pack(&read, text.to_owned(), own, from.filter(|from| is_own(from)).map(str::to_owned));
        true
    }

    fn shelved(&mut self, shelved: &Shelved) {
        let shipped = self.packs.iter().filter(|entry| !is_own(&entry.id)).cloned();
        let own = shelved.packs.iter().map(|entry| PackEntry {
            id: entry.id.clone(),
            file: entry.file.clone(),
            name: entry.name.clone(),
            packed: None,
        });
        self.packs = Rc::new(shipped.chain(own).collect());
        if let Some(id) = &shelved.open
            && self.imports.is_none()
        {
            self.opens = Some(id.clone());
        }
        if let Some(id) = self.opens.take_if(|id| self.packs.iter().any(|entry| entry.id == *id)) {
            self.want(id);
        }
        let is_gone = |entry: &Entry| self.session().is_some_and(|session| session.pack().id == entry.id);
        if shelved.removed.as_ref().is_some_and(|(entry, _)| is_gone(entry))
            && let Some(first) = self.packs.first().map(|entry| entry.id.clone())
        {
            self.want(first);
        }
        let is_shown = self.packs_window().is_some();
        if is_shown || shelved.trouble.is_some() {
            let Shelved { packs, loose, trouble, removed, .. } = shelved.clone();
            self.show_packs(|window| {
                (window.packs, window.loose) = (packs, loose);
                // What was said stays until something is done that went well.
                if trouble.is_some() || shelved.open.is_some() || removed.is_some() {
                    window.trouble = trouble;
                }
                window.removed = removed.or(window.removed.take());
            });
        }
    }

    pub(super) fn ask_for_text(&mut self, id: &str, purpose: Purpose) {
        let former = || PackEntry { id: id.to_owned(), file: format!("own/{id}"), name: Text::default(), packed: None };
        let entry = self.packs.iter().find(|entry| entry.id == id).cloned().unwrap_or_else(former);
        self.outbox.push(Request::Own(OwnRequest::Text { entry, purpose }));
    }

    fn take_text(&mut self, id: &str, purpose: Purpose, text: Option<&str>) {
        let Some(text) = text else { return self.trouble(ShelfError::Gone) };
        let name = self.packs.iter().find(|entry| entry.id == id).map(|entry| entry.name.clone()).unwrap_or_default();
        match purpose {
            Purpose::Edit => match self.draft.clone().filter(|draft| draft.from.as_deref() == Some(id)) {
                Some(draft) => self.show_packs(|packs| packs.shown = Shown::Edit(draft)),
                None => self.edit(Some(id.to_owned()), name.zh, text),
            },
            Purpose::Export => {
                let name = format!("{}.toml", id.split(['~', '@']).next().unwrap_or(id));
                self.outbox.push(Request::Own(OwnRequest::Save { name, text: text.to_owned() }));
            }
            Purpose::Share => self.share_file(name, text),
            Purpose::Since => self.since(text),
            Purpose::Bulletin => self.begin_bulletin(id, text),
            Purpose::Workbook => self.write_workbook(text),
        }
    }

    /// Saves the open pack with its plans as one file.
    fn share_file(&mut self, name: Text, text: &str) {
        let Some(session) = self.session() else { return };
        let packs = vec![PackText { name, text: text.to_owned() }];
        let written = kept::write(&session.document, 1).and_then(|plans| File { plans: vec![plans], packs }.write());
        let id = session.pack().id.split('~').next().unwrap_or_default();
        match written {
            Ok(text) => {
                let save = OwnRequest::Save { name: format!("guoban-{id}.guoban"), text };
                self.outbox.push(Request::Own(save));
            }
            Err(error) => self.bad_file(error),
        }
    }

    /// The open plan as a workbook.
    fn write_workbook(&mut self, text: &str) {
        let Some(session) = self.session().cloned() else { return };
        let Some(Ok(read)) = self.read(text) else { return self.trouble(ShelfError::Gone) };
        let scenario = session.scenario().clone();
        let date = scenario.as_of(&read.pack);
        let name = format!("guoban-{}.xlsx", read.pack.id.split('~').next().unwrap_or_default());
        let Ok(model) = Model::compile(read.pack.into(), date) else { return self.trouble(ShelfError::Gone) };
        let book = Book { name, model, scenario, language: self.language };
        self.outbox.push(Request::Own(OwnRequest::Workbook(Box::new(book))));
    }

    /// The open plan on the data before.
    fn since(&mut self, text: &str) {
        let Some(session) = self.session().cloned() else { return };
        let Some(Ok(read)) = self.read(text) else { return self.trouble(ShelfError::Gone) };
        let (scenario, _) = session.scenario().carried(&read.pack);
        let date = scenario.as_of(&read.pack);
        let Ok(model) = Model::compile(read.pack.into(), date) else { return self.trouble(ShelfError::Gone) };
        let before = Side::alone(&model, scenario);
        let after = Side::alone(session.model(), session.scenario().clone());
        let since = Rc::new(Since::between(&before, &after));
        self.show_packs(|packs| packs.shown = Shown::Since(since));
    }

    /// The plans of the pack that was changed, on what it is now.
    pub(crate) fn carry_now(&mut self, before: &Document) {
        let Some(session) = self.session().cloned() else { return };
        let (document, lost) = before.carried(session.pack());
        if self.put_document(&session, document) {
            self.keep(true);
        }
        self.show_packs(|packs| match &mut packs.shown {
            Shown::Edit(Edit { found: Found::Sound { kept, .. }, .. }) => *kept = Some(lost),
            Shown::Bulletin(bulletin) => {
                let done = bulletin.done.map(|(figures, _)| (figures, lost));
                *bulletin = Rc::new(Bulletin { done, ..(**bulletin).clone() });
            }
            _ => {}
        });
    }
}

/// Whether a text that has errors is meant as a pack.
fn looks_like_pack(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| line.starts_with('[') && line.ends_with(']'))
}
