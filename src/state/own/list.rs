//! The window of own packs and their list.

use std::rc::Rc;

use guoban_planning::shelf::{Entry, ShelfError, is_own};

use super::{OwnRequest, Packs, Shelved};
use crate::shared::Shared;
use crate::state::{Dialog, PackEntry, Request, State};

impl State {
    pub(in crate::state) fn packs_window(&self) -> Option<&Shared<Packs>> {
        match &self.view.dialog {
            Some(Dialog::Packs(packs)) => Some(packs),
            _ => None,
        }
    }

    /// Shows the window, changed.
    pub(in crate::state) fn show_packs(&mut self, change: impl FnOnce(&mut Packs)) {
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

    pub(super) fn trouble(&mut self, trouble: ShelfError) {
        self.outbox.push(Request::Own(OwnRequest::List));
        self.show_packs(|packs| packs.trouble = Some(trouble));
    }

    pub(super) fn shelved(&mut self, shelved: &Shelved) {
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
}
