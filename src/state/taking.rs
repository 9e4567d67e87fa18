//! What comes in from outside: a place from a filled form, and the month's figures from a bulletin. The part `intake` reads them.

use std::rc::Rc;

use guoban_model::text::{Language, Text};
use guoban_planning::shelf::Entry;

use super::own::{Purpose, Shown};
use super::{OwnMsg, OwnRequest, Request, State};

/// Something found in what was handed in, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where: a cell of the form, or line and column of a pasted text; empty where it is of the whole.
    pub place: String,
    /// What.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// A pack that was made of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadePack {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its text.
    pub text: String,
}

/// Reads a form and makes its pack, a piece at each call; what came of it after the last.
pub type FormWork = Box<dyn FnMut() -> Option<FormRead>>;

/// A form that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormRead {
    /// The pack that was made of it; none where it has errors.
    pub made: Option<MadePack>,
    /// How many indicators it has.
    pub indicators: usize,
    /// Its errors; where there are none, what was left out or is a default.
    pub said: Vec<Told>,
}

/// A figure of a bulletin beside what the pack has, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Line and column of the pasted text.
    pub place: String,
    /// The name there.
    pub name: String,
    /// The indicator it is taken for.
    pub shown: String,
    /// Its id, by which the name is remembered.
    pub meant: String,
    /// Of which months.
    pub months: String,
    /// What the pack has.
    pub old: String,
    /// What the bulletin has, with its unit.
    pub new: String,
    /// The difference, with its sign.
    pub difference: String,
    /// New, revised, known, or asked about.
    pub state: String,
    /// The name is only like the indicator's: it is not taken before that is confirmed.
    pub asks: bool,
    /// It changes the pack.
    pub applies: bool,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// A bulletin that was read against a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Figures that were understood.
    pub figures: Vec<Figure>,
    /// What was not.
    pub unread: Vec<Told>,
    /// How many figures would be taken.
    pub takes: usize,
    /// The as-of date afterwards; none where nothing would change.
    pub as_of: Option<String>,
    /// The text was too long, and its end was not read.
    pub cut: bool,
}

/// What a person says of a bulletin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The text.
    pub text: String,
    /// Yuan a dollar, as typed; empty where it is not said.
    pub rate: String,
    /// Names that were confirmed, with the ids of the indicators they mean.
    pub confirmed: Vec<(String, String)>,
}

/// The month's figures on their way into a pack.
#[derive(Clone, Debug)]
pub struct Bulletin {
    /// The entry of the pack.
    pub from: String,
    /// Its text.
    pub pack: Rc<str>,
    /// What was pasted.
    pub pasted: Pasted,
    /// What it would do, once it was read.
    pub preview: Option<Preview>,
    /// Why it could not be applied.
    pub errors: Vec<Told>,
    /// It was applied: so many figures, and so many settings of plans found no item any more.
    pub done: Option<(usize, usize)>,
    /// Indicators whose figures stand where they cannot be put.
    pub left: Vec<String>,
}

/// A pack with a bulletin in it.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Its text.
    pub text: String,
    /// Figures added or revised.
    pub figures: usize,
    /// Indicators whose figures stand where they cannot be put, as in a sheet beside the pack.
    pub left: Vec<String>,
}

impl OwnMsg {
    /// Whether it takes the part that reads forms and bulletins.
    pub(super) fn takes_in(&self) -> bool {
        match self {
            Self::Paste(_) | Self::Apply => true,
            Self::File { bytes, .. } => bytes.as_deref().is_some_and(is_workbook),
            _ => false,
        }
    }
}

/// Whether a file is a workbook: today's, or one of before, which is refused in words.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

impl State {
    /// Saves the empty form.
    pub(super) fn save_form(&mut self, language: Language) {
        let (file, name) = match language {
            Language::Zh => ("forms/form-zh.xlsx", "新建本地.xlsx"),
            Language::En => ("forms/form-en.xlsx", "new-place.xlsx"),
        };
        self.outbox.push(Request::Own(OwnRequest::SaveForm { file, name }));
    }

    /// A filled form: it is read and made a pack while the page goes on.
    pub(super) fn take_form(&mut self, bytes: &[u8]) {
        let Some(intake) = self.modules.intake else { return };
        self.outbox.push(Request::Own(OwnRequest::List));
        let work = OwnRequest::Form { work: intake.place, bytes: bytes.to_vec(), language: self.language };
        self.outbox.push(Request::Own(work));
        self.show_packs(|packs| packs.shown = Shown::Reading);
    }

    /// What came of it: the pack opens, and what is a default is listed; or what is wrong in which cell.
    pub(super) fn take_made(&mut self, read: &Rc<FormRead>) {
        if let Some(MadePack { id, name, text }) = &read.made {
            let entry = Entry::new(id, text, name.clone());
            self.outbox.push(Request::Own(OwnRequest::Put { entry, text: text.clone(), from: None, opens: true }));
        }
        self.show_packs(|packs| packs.shown = Shown::Form(Rc::clone(read)));
    }

    /// The text of a pack into which figures are to come.
    pub(super) fn begin_bulletin(&mut self, from: &str, pack: &str) {
        let bulletin = Bulletin {
            from: from.to_owned(),
            pack: Rc::from(pack),
            pasted: Pasted::default(),
            preview: None,
            errors: Vec::new(),
            done: None,
            left: Vec::new(),
        };
        self.show_packs(|packs| packs.shown = Shown::Bulletin(Rc::new(bulletin)));
    }

    fn bulletin(&self) -> Option<Rc<Bulletin>> {
        match self.packs_window().map(|packs| &packs.shown) {
            Some(Shown::Bulletin(bulletin)) => Some(Rc::clone(bulletin)),
            _ => None,
        }
    }

    /// Whether a file that is given now is a bulletin.
    pub(super) fn waits_for_bulletin(&self) -> bool {
        self.bulletin().is_some_and(|bulletin| bulletin.done.is_none())
    }

    /// Reads a bulletin against its pack; nothing is changed.
    pub(super) fn preview(&mut self, pasted: &Pasted) {
        let (Some(bulletin), Some(intake)) = (self.bulletin(), self.modules.intake) else { return };
        let Some(Ok(read)) = self.read(&bulletin.pack) else { return };
        let preview = (intake.preview)(&read.pack, &bulletin.pack, pasted, self.language);
        let next = Bulletin {
            pasted: pasted.clone(),
            preview: Some(preview),
            errors: Vec::new(),
            done: None,
            ..(*bulletin).clone()
        };
        self.show_packs(|packs| packs.shown = Shown::Bulletin(Rc::new(next)));
    }

    /// Puts the figures into the pack: a new version of an own one, an own copy of a shipped one.
    pub(super) fn apply_bulletin(&mut self) {
        let (Some(bulletin), Some(intake)) = (self.bulletin(), self.modules.intake) else { return };
        let Some(Ok(read)) = self.read(&bulletin.pack) else { return };
        let next = match (intake.apply)(&read.pack, &bulletin.pack, &bulletin.pasted, self.language) {
            Ok(Applied { text, figures, left }) => {
                if !self.put_changed(Some(&bulletin.from), &text) {
                    return self.edit(Some(bulletin.from.clone()), String::new(), &text);
                }
                Bulletin { done: Some((figures, 0)), left, ..(*bulletin).clone() }
            }
            Err(errors) => Bulletin { errors, ..(*bulletin).clone() },
        };
        self.show_packs(|packs| packs.shown = Shown::Bulletin(Rc::new(next)));
    }

    /// Asks for the text of the open pack, to put figures into it.
    pub(super) fn ask_for_bulletin(&mut self) {
        if let Some(id) = self.open_entry() {
            self.ask_for_text(&id, Purpose::Bulletin);
        }
    }
}
