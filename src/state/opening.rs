//! How packs, their words and parts of the program arrive.

use std::rc::Rc;
use std::sync::Arc;

use guoban_model::pack::Pack;
use guoban_model::packed::{self, Part};
use guoban_model::text::Language;
use guoban_model::time::Date;
use guoban_planning::as_of::earliest;
use guoban_planning::document::Document;
use guoban_planning::link::LinkError;
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::PackRef;
use guoban_planning::shelf::is_own;

use super::{
    Dialog, Keeping, Notice, OwnMsg, PackEntry, PackFailure, Purpose, Request, Screen, Session, Stage, State, View,
};
use crate::modules::{Arrived, Name};
use crate::shared::Shared;

/// A pack as it arrives.
#[derive(Clone, Debug)]
pub enum Delivered {
    /// Its text.
    Text(String),
    /// Parts of its packed form, [`Part::Core`] among them.
    Packed(Vec<(Part, Vec<u8>)>),
}

/// More of the pack that is open.
#[derive(Clone, Debug)]
pub enum Extra {
    /// A part of its packed form.
    Part(Part, Vec<u8>),
    /// Its text, to say where a figure is written.
    Text(String),
    /// It did not arrive; what would show it does without.
    Nothing,
}

/// What can be fetched of a pack after it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A part of its packed form.
    Part(Part),
    /// Its text.
    Text,
}

/// The packed parts of the pack that is open. One that arrives later is read together with those that are there.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    entry: Option<PackEntry>,
    parts: Vec<(Part, Vec<u8>)>,
    asked: Vec<Wanted>,
}

impl State {
    /// Which of the packs on offer is open.
    pub(super) fn open_entry(&self) -> Option<String> {
        self.session().map(|session| entry_of(&self.packs, &PackRef::of(session.pack())))
    }

    pub(super) fn want(&mut self, id: String) {
        let Some(entry) = self.packs.iter().find(|entry| entry.id == id) else { return };
        self.outbox.push(Request::FetchPack(entry.clone(), self.speaks));
        self.wanted = Some(id);
    }

    pub(super) fn listed(&mut self, list: Result<Vec<PackEntry>, String>) {
        let packs = match list {
            Ok(packs) if !packs.is_empty() => packs,
            Ok(_) => return self.fail(PackFailure::NoPacks),
            Err(reason) => return self.fail(PackFailure::Unreachable { file: "packs/index.json".to_owned(), reason }),
        };
        self.packs = Rc::new(packs);
        // A link says which pack is wanted: it is read first, unless what reads it does not arrive.
        if self.unread.is_none() || self.missing.contains(&Name::Levers) {
            self.choose_pack();
        }
    }

    /// Asks for the pack of the link, else for the one that was open last, else, where none is open, for the first.
    pub(super) fn choose_pack(&mut self) {
        let packs = Rc::clone(&self.packs);
        let has = |id: &&String| packs.iter().any(|entry| entry.id == **id);
        let linked = self.link.as_ref().and_then(|given| given.entry(&packs));
        let known = linked.as_ref().filter(has).cloned();
        if let (Some(id), None) = (linked, &known) {
            self.link = None;
            self.refuse_link(LinkError::UnknownPack { id });
        }
        let first = self.last_pack.iter().find(has).or(packs.first().map(|entry| &entry.id)).cloned();
        if let Some(id) = known.or(first.filter(|_| self.wanted.is_none())) {
            self.want(id);
        }
    }

    fn fail(&mut self, failure: PackFailure) {
        self.stage = Stage::Failed(Shared::new(failure));
    }

    pub(super) fn fetched(&mut self, id: &str, delivered: Result<Delivered, String>) {
        // Latest wish wins: a pack that arrives late is not shown.
        if self.wanted.as_deref() != Some(id) {
            return;
        }
        let Some(entry) = self.packs.iter().find(|entry| entry.id == id).cloned() else { return };
        let unreachable = |reason| PackFailure::Unreachable { file: entry.file.clone(), reason };
        let session = match delivered {
            Err(reason) => Err(unreachable(reason)),
            Ok(Delivered::Packed(parts)) => match packed::read(&bytes_of(&parts)) {
                Ok(pack) => {
                    self.delivered = Rc::new(Kept { entry: Some(entry), parts, asked: Vec::new() });
                    Session::open(pack, Vec::new(), None, self.modules, self.clock)
                }
                // Another version of the program wrote it; the text says the same.
                Err(_) => {
                    self.outbox.push(Request::FetchPack(PackEntry { packed: None, ..entry }, self.speaks));
                    return;
                }
            },
            Ok(Delivered::Text(text)) => match self.modules.reader.map(|reader| (reader.read)(&text)) {
                None => Err(unreachable(String::new())),
                Some(Err(findings)) => Err(PackFailure::Unreadable { file: entry.file.clone(), findings }),
                Some(Ok(mut read)) => {
                    if is_own(&entry.id) {
                        (read.pack.id, read.pack.name) = (entry.id, entry.name);
                    }
                    self.delivered = Rc::default();
                    Session::open(read.pack, read.warnings, Some(Rc::from(text)), self.modules, self.clock)
                }
            },
        };
        match session {
            Ok(session) => {
                self.outbox.push(Request::RememberPack(id.to_owned()));
                self.outbox.push(Request::Restore(PackRef::of(session.pack())));
                self.set_view(View::for_new_pack);
                (self.restoring, self.keeping) = (true, Keeping::Kept);
                self.stage = Stage::Ready(Shared::new(session));
            }
            // What was open stays, and what is wrong is shown beside the text.
            Err(_) if self.session().is_some() && is_own(id) => {
                self.wanted = self.open_entry();
                self.own(Rc::new(OwnMsg::Ask { id: id.to_owned(), purpose: Purpose::Edit }));
            }
            Err(failure) => self.fail(failure),
        }
    }

    /// The pack cannot be run as of a date: said in words, and what was open stays.
    pub(super) fn refuse_date(&mut self, pack: &Arc<Pack>, date: Date) {
        let refusal = Refusal::Uncomputable { date, from: earliest(pack) };
        self.set_view(|view| view.notice = Some(Notice::Refused(refusal)));
    }

    /// Puts a document of the open pack in place of the one that is open, unless its date cannot be run.
    pub(super) fn put_document(&mut self, session: &Session, document: Document) -> bool {
        match session.with_document(document, self.clock) {
            Err(PackFailure::Uncomputable { pack, date, .. }) => {
                self.refuse_date(&pack, date);
                false
            }
            next => {
                self.put(next);
                true
            }
        }
    }

    pub(super) fn put(&mut self, session: Result<Session, PackFailure>) {
        match session {
            Ok(session) => self.stage = Stage::Ready(Shared::new(session)),
            Err(failure) => self.fail(failure),
        }
    }

    pub(super) fn more(&mut self, id: &str, extra: Extra) {
        let Some(session) = self.session().filter(|_| self.open_entry().as_deref() == Some(id)).cloned() else {
            return;
        };
        let next = match extra {
            Extra::Nothing => return,
            Extra::Text(text) => session.with_text(text),
            Extra::Part(part, bytes) => {
                let mut kept = (*self.delivered).clone();
                kept.parts.push((part, bytes));
                let Ok(pack) = packed::read(&bytes_of(&kept.parts)) else { return };
                self.delivered = Rc::new(kept);
                session.with_words(pack)
            }
        };
        self.stage = Stage::Ready(Shared::new(next));
    }

    /// Asks for what the page needs by now: parts of the program, and more of the pack that is open.
    pub(super) fn ask_for_parts(&mut self) {
        let wanted: Vec<Name> = self.wanted_modules().collect();
        for name in wanted {
            if !self.modules.has(name) && !self.asked.contains(&name) && !self.missing.contains(&name) {
                self.asked.push(name);
                self.outbox.push(Request::Module { name, after: self.session().is_some() });
            }
        }
        let Some(id) = self.open_entry() else { return };
        let tracing = self.view.trace.is_some();
        let english = Wanted::Part(Part::English);
        let wishes = [
            (Wanted::Part(Part::Details), true),
            (english, self.speaks == Language::En || self.view.search.chars().any(is_letter)),
            (Wanted::Text, tracing),
        ];
        for (wish, is_wished) in wishes {
            self.ask_for_more(&id, wish, is_wished);
        }
    }

    fn ask_for_more(&mut self, id: &str, wish: Wanted, is_wished: bool) {
        let there = |kept: &Kept| kept.parts.iter().any(|(part, _)| wish == Wanted::Part(*part));
        let Some(entry) = &self.delivered.entry else { return };
        if !is_wished || entry.id != id || there(&self.delivered) || self.delivered.asked.contains(&wish) {
            return;
        }
        self.outbox.push(Request::FetchMore(entry.clone(), wish));
        let mut kept = (*self.delivered).clone();
        kept.asked.push(wish);
        self.delivered = Rc::new(kept);
    }

    fn wanted_modules(&self) -> impl Iterator<Item = Name> {
        let ready = self.session().is_some();
        let words = matches!(&self.stage, Stage::Failed(failure) if failure.needs_words());
        let plans = ready
            && (self.view.dialog == Some(Dialog::Plans) || self.keeping != Keeping::Kept || self.imports.is_some());
        let screens = ready && matches!(self.view.screen, Screen::Ledger | Screen::Data | Screen::Paper)
            || self.view.dialog.is_some()
            || self.view.trace.is_some();
        let own = !self.own_later.is_empty() || matches!(self.view.dialog, Some(Dialog::Packs(_)));
        let panels = ready && self.view.screen == Screen::Simulate;
        let wishes = [
            (Name::English, self.speaks == Language::En),
            (Name::Draws, ready),
            // What reads links is in it.
            (Name::Levers, ready || self.unread.is_some()),
            (Name::Bars, ready),
            // What is done first is kept at once.
            (Name::Keeper, ready),
            (Name::Panels, panels),
            (Name::Screens, screens),
            (Name::Plans, plans),
            (Name::Recall, self.imports.is_some()),
            (Name::Meeting, ready && self.view.meeting.is_some()),
            (Name::Wall, ready && self.view.screen == Screen::Wall),
            (Name::Reader, words || own),
            (Name::Own, own),
            (Name::Answers, ready && (self.view.screen == Screen::Answers || self.view.opened.is_some())),
            (Name::Compare, ready && matches!(self.view.screen, Screen::Compare | Screen::Paper)),
            (Name::Paper, ready && self.view.screen == Screen::Paper),
            (Name::Intake, self.intakes),
        ];
        wishes.into_iter().filter_map(|(name, wanted)| wanted.then_some(name))
    }

    pub(super) fn arrived(&mut self, part: Arrived) {
        self.modules.take(part);
        self.asked.retain(|name| !self.modules.has(*name));
        if let Some(next) = self.session().and_then(|session| session.with_parts(self.modules)) {
            self.stage = Stage::Ready(Shared::new(next));
        }
        self.read_link();
        self.catch_up();
        self.read_import();
        self.own_catch_up();
        if self.language != self.speaks {
            self.speak(self.speaks);
        }
    }

    pub(super) fn not_arrived(&mut self, name: Name) {
        self.asked.retain(|asked| *asked != name);
        let mut missing = (*self.missing).clone();
        missing.push(name);
        self.missing = Rc::new(missing);
        if name == Name::Levers && self.wanted.is_none() && !self.packs.is_empty() {
            self.choose_pack();
        }
        if name == Name::English {
            // What is there goes on.
            self.speaks = self.language;
            self.wordless = false;
        }
    }

    pub(super) fn retry(&mut self, name: Name) {
        let missing = self.missing.iter().copied().filter(|missing| *missing != name).collect();
        self.missing = Rc::new(missing);
    }

    /// Speaks a language once its words are there.
    pub(super) fn speak(&mut self, language: Language) {
        self.speaks = language;
        self.retry(Name::English);
        if language == Language::Zh || self.modules.english.is_some() {
            self.language = language;
            self.wordless = false;
            self.outbox.push(Request::Speak(language));
        }
    }
}

/// Which of the packs on offer a reference means: its revision, or the current one where that is not kept.
pub fn entry_of(packs: &[PackEntry], pack: &PackRef) -> String {
    let earlier = format!("{}@{}", pack.id, pack.revision);
    if packs.iter().any(|entry| entry.id == earlier) { earlier } else { pack.id.clone() }
}

/// Whether a character is a letter of an English word, of either width: who looks for one looks for English names.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || ('Ａ'..='ｚ').contains(&character)
}

fn bytes_of(parts: &[(Part, Vec<u8>)]) -> Vec<&[u8]> {
    parts.iter().map(|(_, bytes)| bytes.as_slice()).collect()
}
