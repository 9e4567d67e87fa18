//! Links: opening what somebody shared without taking away what was there.

use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::link::{self, Link, LinkError};
use guoban_planning::scenario::Scenario;

use super::{Dialog, Notice, Request, Session, State, entry_of};
use crate::shared::Shared;

/// A link that was given and is not opened yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Given {
    pub(super) link: Link,
    pub(super) text: String,
    /// False after a reload: it was opened before, and the scenario has gone on since.
    pub(super) opens: bool,
}

impl State {
    pub(super) fn take_link(&mut self, text: &str, opens: bool) {
        match link::read(text) {
            Ok(read) => self.link = Some(Given { link: read, text: text.to_owned(), opens }),
            Err(error) => self.refuse_link(error),
        }
    }

    pub(super) fn refuse_link(&mut self, error: LinkError) {
        self.set_view(|view| view.dialog = Some(Dialog::BadLink(error)));
    }

    pub(super) fn linked(&mut self, text: &str) {
        self.take_link(text, true);
        let Some(id) = self.link.as_ref().map(|given| entry_of(&self.packs, given.link.pack())) else { return };
        if self.open_entry().as_ref() == Some(&id) {
            self.open_link();
        } else if self.packs.iter().any(|entry| entry.id == id) {
            self.want(id);
        } else {
            self.link = None;
            self.refuse_link(LinkError::UnknownPack { id });
        }
    }

    /// Opens the link that was given, where the pack it needs is open.
    pub(super) fn open_link(&mut self) {
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

    pub(super) fn adapt_link(&mut self) {
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
