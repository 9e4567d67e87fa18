//! Links: opening what somebody shared without taking away what was there.

use guoban_planning::action::Action;
use guoban_planning::compare::Assumed;
use guoban_planning::document::Document;
use guoban_planning::link::{self, LinkError, Links};
use guoban_planning::scenario::Scenario;

use super::{Choice, Dialog, Notice, PackEntry, Screen, Session, State, ViewAction, entry_of};
use crate::shared::Shared;

/// A link that was read and is not opened yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Given {
    pub(super) links: Links,
}

impl Given {
    /// Id of the site's entry for the pack it needs.
    pub(super) fn entry(&self, packs: &[PackEntry]) -> Option<String> {
        self.links.pack().map(|pack| entry_of(packs, pack))
    }
}

impl State {
    /// Takes a link. It is read as soon as the part of the program that reads links is there.
    pub(super) fn take_link(&mut self, text: String) {
        self.unread = Some(text);
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
        let Some(text) = self.unread.take() else { return };
        match link::read_all(&text) {
            Ok(links) => self.link = Some(Given { links }),
            Err(error) => self.refuse_link(error),
        }
        if self.packs.is_empty() {
            return;
        }
        let Some(id) = self.link.as_ref().and_then(|given| given.entry(&self.packs)) else {
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
        if self.open_entry() != given.entry(&self.packs) {
            return;
        }
        match given.links.plans.iter().map(|link| link.scenario(session.pack())).collect::<Result<Vec<_>, _>>() {
            Ok(scenarios) => {
                self.link = None;
                let links = given.links.plans.iter().map(|link| Some(link.to_string()));
                self.open_all(scenarios.into_iter().zip(links), given.links.assumed, Some(given.links.text()));
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

    /// The plans of a link; several are shown side by side.
    fn open_all(
        &mut self,
        plans: impl ExactSizeIterator<Item = (Scenario, Option<String>)>,
        assumed: Assumed,
        link: Option<String>,
    ) {
        let several = plans.len() > 1;
        let mut numbers = Vec::new();
        for (scenario, link) in plans {
            let Some(session) = self.session().cloned() else { return };
            self.open_scenario(&session, scenario, link);
            numbers.extend(self.session().map(|session| session.document.current().number));
        }
        if several {
            let compare = Choice { plans: Some(numbers), assumed, differing: false };
            self.compared = link.map(|link| (compare.clone(), link));
            self.set_view(|view| {
                view.apply(ViewAction::Screen(Screen::Compare));
                view.compare = compare;
            });
        }
    }

    /// A scenario from a link: the plan that is as the link says, else a new one. What was there stays as it is.
    fn open_scenario(&mut self, session: &Shared<Session>, scenario: Scenario, link: Option<String>) {
        if session.document.is_dragging() {
            self.act(&Action::EndDrag);
        }
        if let Some(plan) = link.as_deref().and_then(|link| session.document.linked(link)) {
            return self.open_plan(plan);
        }
        if session.document.is_untouched() {
            let document = match link {
                Some(link) => Document::open_shared(scenario, link),
                None => Document::open(scenario),
            };
            if self.put_document(session, document) {
                self.keep(false);
            }
        } else {
            self.act(&Action::AddPlan { scenario: Box::new(scenario), link });
            if self.view.notice.is_none() {
                self.set_view(|view| view.notice = Some(Notice::LinkAdded));
            }
        }
    }

    /// Opens the link on the revision that is here.
    pub(crate) fn adapt_link_now(&mut self) {
        let (Some(given), Some(session)) = (self.link.take(), self.session().cloned()) else { return };
        self.set_view(|view| view.dialog = None);
        let adapted = given.links.plans.iter().map(|link| link.adapt(session.pack()));
        match adapted.collect::<Result<Vec<_>, _>>() {
            Ok(plans) => {
                let missing = plans.iter().map(|(_, missing)| missing).sum();
                self.open_all(plans.into_iter().map(|(scenario, _)| (scenario, None)), given.links.assumed, None);
                if missing > 0 {
                    self.refuse_link(LinkError::UnknownItem { count: missing });
                }
            }
            Err(error) => self.refuse_link(error),
        }
    }
}
