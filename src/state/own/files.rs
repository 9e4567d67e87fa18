//! Files that are given, and what is saved as one: packs with plans, workbooks; and the plans that go along with a pack that is changed.

use std::rc::Rc;

use guoban_model::model::Model;
use guoban_model::text::Text;
use guoban_planning::compare::Side;
use guoban_planning::document::Document;
use guoban_planning::kept::{self, File, KeptError, PackText};
use guoban_planning::shelf::{ShelfError, identity};
use guoban_planning::since::Since;

use super::{Book, BookForm, Edit, Found, OwnMsg, OwnRequest, Shown};
use crate::state::taking::{Bulletin, Pasted, is_workbook};
use crate::state::{Dialog, Request, State};

impl State {
    /// A file: a pack as text, or packs with plans.
    pub(super) fn take_file(&mut self, name: &str, bytes: Option<&[u8]>) {
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
    pub(super) fn take_all(&mut self, text: &str) {
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

    pub(super) fn bad_file(&mut self, error: KeptError) {
        self.set_view(|view| view.dialog = Some(Dialog::BadFile(error)));
    }

    /// Saves the open pack with its plans as one file.
    pub(super) fn share_file(&mut self, name: Text, text: &str) {
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

    /// The open plan for another program.
    pub(super) fn write_book(&mut self, form: BookForm, text: &str) {
        let Some(session) = self.session().cloned() else { return };
        let Some(Ok(read)) = self.read(text) else { return self.trouble(ShelfError::Gone) };
        let scenario = session.scenario().clone();
        let date = scenario.as_of(&read.pack);
        let kind = match form {
            BookForm::Workbook => "xlsx",
            BookForm::Xmile => "xmile",
        };
        let name = format!("guoban-{}.{kind}", read.pack.id.split('~').next().unwrap_or_default());
        let Ok(model) = Model::compile(read.pack.into(), date) else { return self.trouble(ShelfError::Gone) };
        let book = Book { form, name, model, scenario, language: self.language };
        self.outbox.push(Request::Own(OwnRequest::Book(Box::new(book))));
    }

    /// The open plan on the data before.
    pub(super) fn since(&mut self, text: &str) {
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
