//! Links: opening what somebody shared without taking away what was there.

use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::link::{self, Link, LinkError};
use guoban_planning::scenario::Scenario;

use super::{Dialog, Notice, Request, Session, State, entry_of};
use crate::shared::Shared;

/// A link as it was given.
#[derive(Clone, Debug)]
pub(super) struct Unread {
    text: String,
    /// False after a reload: it was opened before, and the scenario has gone on since.
    opens: bool,
}

/// A link that was read and is not opened yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Given {
    pub(super) link: Link,
    text: String,
    opens: bool,
}

impl State {
    /// Takes a link. It is read as soon as the part of the program that reads links is there.
    pub(super) fn take_link(&mut self, text: String, opens: bool) {
        self.unread = Some(Unread { text, opens });
        self.read_link();
    }

    pub(super) fn read_link(&mut self) {
        if let Some(levers) = self.modules.levers.filter(|_| self.unread.is_some()) {
            (levers.read_link)(self);
        }
    }

    /// Opens the link that was read, where the pack it needs is open.
    pub(super) fn open_link(&mut self) {
        if let Some(levers) = self.modules.levers.filter(|_| self.link.is_some()) {
            (levers.open_link)(self);
        }
    }

    pub(super) fn adapt_link(&mut self) {
        if let Some(levers) = self.modules.levers {
            (levers.adapt_link)(self);
        }
    }

    pub(super) fn refuse_link(&mut self, error: LinkError) {
        self.set_view(|view| view.dialog = Some(Dialog::BadLink(error)));
    }

    /// Reads the link that was given, and goes to the pack it needs once the packs are listed.
    pub(crate) fn read_link_now(&mut self) {
        let Some(Unread { text, opens }) = self.unread.take() else { return };
        match link::read(&text) {
            Ok(link) => self.link = Some(Given { link, text, opens }),
            Err(error) => self.refuse_link(error),
        }
        if self.packs.is_empty() {
            return;
        }
        let Some(id) = self.link.as_ref().map(|given| entry_of(&self.packs, given.link.pack())) else {
            return self.choose_pack();
        };
        if self.open_entry().as_ref() == Some(&id) {
            self.open_link();
        } else {
            self.choose_pack();
        }
    }

    /// Opens the link that was read, where the pack it needs is open.
    pub(crate) fn open_link_now(&mut self) {
        let (Some(given), Some(session)) = (self.link.clone(), self.session().cloned()) else { return };
        if self.open_entry() != Some(entry_of(&self.packs, given.link.pack())) {
            return;
        }
        if !given.opens {
            self.link = None;
            return;
        }
        match given.link.scenario(session.pack()) {
            Ok(scenario) => {
                self.link = None;
                self.open_scenario(&session, scenario, given.text);
            }
            Err(error @ LinkError::OtherRevision { .. }) => {
                self.set_view(|view| view.dialog = Some(Dialog::OtherRevision(error)));
            }
            Err(error) => {
                self.link = None;
                self.refuse_link(error);
            }
        }
    }

    /// A scenario from a link. Work that was there stays one step of undo away.
    fn open_scenario(&mut self, session: &Shared<Session>, scenario: Scenario, fragment: String) {
        let untouched = session.document.history().steps().len() == 0 && session.document.scenario().changed() == 0;
        self.outbox.push(Request::RememberLink(fragment));
        if untouched {
            if self.put_document(session, Document::open_shared(scenario)) {
                self.persist();
            }
        } else {
            self.act(&Action::ReplaceScenario { scenario });
            self.set_view(|view| view.notice = Some(Notice::LinkReplaced));
        }
    }

    /// Opens the link on the revision that is here.
    pub(crate) fn adapt_link_now(&mut self) {
        let (Some(given), Some(session)) = (self.link.take(), self.session().cloned()) else { return };
        self.set_view(|view| view.dialog = None);
        match given.link.adapt(session.pack()) {
            Ok((scenario, missing)) => {
                self.open_scenario(&session, scenario, given.text);
                if missing > 0 {
                    self.refuse_link(LinkError::UnknownItem { count: missing });
                }
            }
            Err(error) => self.refuse_link(error),
        }
    }
}
