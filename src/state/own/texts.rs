//! Texts of packs: read, shown with what is wrong in them, kept in the place of what they were, asked for.

use std::rc::Rc;

use guoban_model::diagnostic::{Diagnostic, Severity};
use guoban_model::read::PackRead;
use guoban_model::text::Text;
use guoban_planning::shelf::{Entry, ShelfError, identity, is_own};

use super::{Edit, Found, OwnRequest, Purpose, Shown};
use crate::shared::Shared;
use crate::state::{PackEntry, PackFailure, Request, State};

impl State {
    pub(in crate::state) fn read(&self, text: &str) -> Option<Result<PackRead, Vec<Diagnostic>>> {
        self.modules.reader.map(|reader| (reader.check)(text))
    }

    /// Keeps a pack that was read, and opens it.
    pub(in crate::state) fn put_pack(
        &mut self,
        read: &PackRead,
        text: String,
        name: Option<Text>,
        from: Option<String>,
    ) {
        let entry = Entry::new(&read.pack.id, &text, name.unwrap_or_else(|| read.pack.name.clone()));
        self.outbox.push(Request::Own(OwnRequest::Put { entry, text, from, opens: true }));
    }

    /// The pack and the name of the text that is being changed.
    pub(super) fn edited(&self) -> (Option<String>, String) {
        match self.packs_window().map(|packs| &packs.shown) {
            Some(Shown::Edit(edit)) => (edit.from.clone(), edit.name.clone()),
            _ => (None, String::new()),
        }
    }

    /// Shows a text with what is found in it.
    pub(in crate::state) fn edit(&mut self, from: Option<String>, name: String, text: &str) {
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

    pub(super) fn save_text(&mut self, text: &str) {
        let (from, name) = self.edited();
        self.edit(from.clone(), name, text);
        self.put_changed(from.as_deref(), text);
    }

    /// Keeps what a pack became: in the place of an own one, beside a shipped one. The plans on screen go along. Tells whether it is a pack.
    pub(in crate::state) fn put_changed(&mut self, from: Option<&str>, text: &str) -> bool {
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

    pub(in crate::state) fn ask_for_text(&mut self, id: &str, purpose: Purpose) {
        let former = || PackEntry { id: id.to_owned(), file: format!("own/{id}"), name: Text::default(), packed: None };
        let entry = self.packs.iter().find(|entry| entry.id == id).cloned().unwrap_or_else(former);
        self.outbox.push(Request::Own(OwnRequest::Text { entry, purpose }));
    }

    pub(super) fn take_text(&mut self, id: &str, purpose: Purpose, text: Option<&str>) {
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
            Purpose::Book(form) => self.write_book(form, text),
        }
    }
}
