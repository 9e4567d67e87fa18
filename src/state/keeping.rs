//! How work is kept: for this window, for all windows, in files.

use std::rc::Rc;

use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::kept::KeptError;
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{PackRef, Scenario};
use guoban_planning::shelf::is_own;

use super::{Dialog, Following, Notice, Request, Screen, Session, Stage, State, Stored};
use crate::shared::Shared;

/// How the work on screen is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// It is kept, or there is none yet.
    #[default]
    Kept,
    /// The browser lets pages keep nothing.
    Refused,
    /// There is no more room.
    Full,
    /// What was kept before cannot be read.
    Unread(KeptError),
    /// Another window kept something later than what this one began with.
    Ahead {
        /// How often it was kept there.
        there: u64,
        /// How often it had been kept when this window read it.
        here: u64,
    },
}

/// Plans that came from elsewhere.
#[derive(Debug)]
pub struct CameIn {
    /// The open pack with those that are its own.
    session: Session,
    /// How many of them were not there yet.
    count: usize,
    /// Documents of other packs.
    elsewhere: Vec<Document>,
    /// Plans there was no room for.
    left_out: usize,
    /// The plan to be opened.
    open: Option<u32>,
}

impl Session {
    /// What a file holds: plans of the open pack come in, those of others wait for their pack.
    pub fn with_documents(&self, documents: Vec<Document>) -> CameIn {
        let pack = PackRef::of(self.pack());
        let (own, elsewhere): (Vec<_>, Vec<_>) =
            documents.into_iter().partition(|document| document.scenario().pack == pack);
        let mut came = CameIn { session: self.clone(), count: 0, elsewhere, left_out: 0, open: None };
        for document in &own {
            came.add(document, str::to_owned);
        }
        // Who is given a pack with its plans wants to see the one that was on screen.
        let shared = own.first().filter(|_| is_own(&pack.id) && self.document.is_untouched());
        came.open = shared.and_then(|shared| came.session.document.alike(shared.scenario()));
        came
    }

    /// The same with the plans another window kept beside its own, under names that say so.
    pub fn joined(&self, there: &Document, language: Language) -> CameIn {
        let named = |name: &str| match (name.is_empty(), language) {
            (true, Language::Zh) => "另一窗口的方案".to_owned(),
            (true, Language::En) => "Plan of the other window".to_owned(),
            (false, Language::Zh) => format!("{name}（另一窗口）"),
            (false, Language::En) => format!("{name} (other window)"),
        };
        let mut came = CameIn { session: self.clone(), count: 0, elsewhere: Vec::new(), left_out: 0, open: None };
        came.add(there, named);
        came
    }
}

impl CameIn {
    fn add(&mut self, document: &Document, named: impl Fn(&str) -> String) {
        let before = &self.session.document;
        let (document, left_out) = before.with_plans_of(document, named);
        self.count += document.plans().len() - before.plans().len();
        self.left_out += left_out;
        self.session = self.session.annotated(document);
    }
}

impl State {
    pub(super) fn keep(&mut self, shares: bool) {
        if let Some(session) = self.session() {
            let (pack, document) = (PackRef::of(session.pack()), session.document.clone());
            self.outbox.push(Request::Keep { pack, document, shares });
        }
    }

    pub(super) fn restored(&mut self, stored: Option<Stored>) {
        let Some(session) = self.session().cloned() else { return };
        self.restoring = false;
        // Another window says what is shown.
        if self.view.following != Following::No {
            return;
        }
        match stored {
            Some(Stored::Whole(document)) => {
                self.put_document(&session, *document);
                // Where the browser went back to an entry of its history, the plan of that entry.
                if let Some(plan) = self.entry.take().filter(|_| self.link.is_none() && self.unread.is_none()) {
                    self.open_plan(plan);
                }
            }
            Some(Stored::Troubled(keeping)) => self.keeping = keeping,
            None => {}
        }
        self.open_link();
        let carried = self.carried.take_if(|(id, _)| *id == session.pack().id);
        if let (Some((_, document)), Some(own)) = (carried, self.modules.own) {
            (own.carry)(self, &document);
        }
        self.read_import();
    }

    /// The browser went to an entry of its history: its link, else its plan.
    pub(super) fn went(&mut self, link: Option<String>, plan: Option<u32>) {
        self.address = None;
        match (link, plan) {
            (Some(text), _) => self.take_link(text),
            (None, Some(plan)) => self.open_plan(plan),
            (None, None) => {}
        }
    }

    pub(super) fn open_plan(&mut self, plan: u32) {
        let document = self.session().map(|session| &session.document);
        if document.is_some_and(|document| document.current().number != plan && document.plan(plan).is_some()) {
            self.act(&Action::OpenPlan { plan });
        }
    }

    /// Asks for the plans another window kept.
    pub(super) fn ask_for_shared(&mut self, joins: bool) {
        if let Some(session) = self.session() {
            self.outbox.push(Request::Shared { pack: PackRef::of(session.pack()), joins });
        }
    }

    /// What another window kept: beside what is here, or in its place.
    pub(super) fn take_shared(&mut self, document: Document, joins: bool) {
        let (Some(session), Some(plans)) = (self.session().cloned(), self.modules.plans) else { return };
        self.keeping = Keeping::Kept;
        if joins {
            self.take((plans.joined)(&session, &document, self.language), true);
        } else {
            self.put_document(&session, document);
            self.keep(false);
        }
    }

    /// Plans that came in; the one that is open stays.
    fn take(&mut self, came: CameIn, quiet: bool) {
        let CameIn { session, count, elsewhere, left_out, open } = came;
        self.stage = Stage::Ready(Shared::new(session));
        self.keep(true);
        if let Some(plan) = open {
            self.open_plan(plan);
        }
        let others = elsewhere.iter().map(|document| document.plans().len()).sum();
        let notice = Notice::Imported { came: count, elsewhere: others, left_out };
        if !elsewhere.is_empty() {
            self.outbox.push(Request::TakeIn(elsewhere));
        }
        if !quiet || left_out > 0 {
            self.set_view(|view| view.notice = Some(notice));
        }
    }

    pub(super) fn save(&mut self) {
        if let Some(session) = self.session() {
            let (pack, document) = (PackRef::of(session.pack()), session.document.clone());
            self.outbox.push(Request::Save { pack, document });
        }
    }

    /// A file, once the part that reads it is there.
    pub(super) fn import(&mut self, text: String) {
        self.imports = Some(text);
        self.read_import();
    }

    pub(super) fn read_import(&mut self) {
        let parts = self.modules.plans.zip(self.modules.recall);
        let (Some(session), Some((plans, recall))) = (self.session().cloned(), parts) else { return };
        if self.restoring || self.opens.is_some() || self.wanted != self.open_entry() {
            return;
        }
        let Some(text) = self.imports.take() else { return };
        match (recall.documents)(&text) {
            Ok(documents) => self.take((plans.read)(&session, documents), false),
            Err(error) => self.set_view(|view| view.dialog = Some(Dialog::BadFile(error))),
        }
    }

    /// Makes the link of what is on screen: of the plans that are compared, else of the open one.
    pub(super) fn share(&mut self) {
        let choice = self.view.compare.clone();
        let several = self.session().filter(|session| choice.plans(session).len() > 1);
        let several = several.filter(|_| self.view.screen == Screen::Compare).zip(self.modules.compare);
        let Some((session, part)) = several else { return self.act(&Action::Share) };
        match (part.link)(session, &choice) {
            Ok((link, without_notes)) => {
                self.compared = Some((choice, link.clone()));
                self.set_view(|view| view.dialog = Some(Dialog::Compared { link, without_notes }));
            }
            Err(error) => self.set_view(|view| view.notice = Some(Notice::Refused(Refusal::Link(error)))),
        }
    }

    /// Forgets everything, here and in the browser.
    pub(super) fn clear(&mut self) {
        let Some(session) = self.session().cloned() else { return };
        self.outbox.push(Request::Clear);
        self.keeping = Keeping::Kept;
        self.set_view(|view| {
            view.pins.clear();
            view.dialog = None;
        });
        self.put_document(&session, Document::open(Scenario::baseline(session.pack())));
        // Own packs are gone with the rest; a shipped one is shown.
        let is_gone = is_own(&session.pack().id);
        self.packs = Rc::new(self.packs.iter().filter(|entry| !is_own(&entry.id)).cloned().collect());
        if let Some(first) = self.packs.first().filter(|_| is_gone) {
            self.want(first.id.clone());
        }
    }

    /// What is on screen is what the address says.
    pub(super) fn say_address(&mut self) {
        if let Some(levers) = self.modules.levers.filter(|_| self.unread.is_none()) {
            (levers.say_address)(self);
        }
    }

    /// The link of a plan that is as its link says, else none.
    pub(crate) fn say_address_now(&mut self) {
        let waits = matches!(self.view.dialog, Some(Dialog::BadLink(_) | Dialog::OtherRevision(_)));
        let Some(session) = self.session().filter(|session| !session.document.is_dragging()) else { return };
        if waits || self.restoring || self.link.is_some() {
            return;
        }
        let plan = session.document.current();
        let compared = self.compared.as_ref().filter(|_| self.view.screen == Screen::Compare);
        let compared = compared.filter(|(choice, link)| {
            let told = self.modules.compare.and_then(|part| (part.link)(session, &self.view.compare).ok());
            self.view.compare.same_sides(choice) && told.is_some_and(|(text, _)| text == *link)
        });
        let link = compared.map(|(_, link)| link.as_str()).or_else(|| plan.address());
        let now = (session.pack().id.clone(), plan.number, link.map(str::to_owned));
        if self.address.as_ref() != Some(&now) {
            self.outbox.push(Request::Address { plan: now.1, link: now.2.clone() });
            self.address = Some(now);
        }
    }
}
