//! What the page knows, and how it changes: one reducer, which performs nothing itself.

mod acting;
mod answering;
mod comparing;
mod drawing;
mod following;
mod keeping;
mod links;
mod msg;
mod opening;
mod outbox;
mod own;
mod session;
mod sheet;
mod taking;
mod view;
mod walling;
mod working;

use std::rc::Rc;

use guoban_model::text::{Language, Text};
use guoban_planning::action::Action;
use guoban_planning::document::Document;
use serde::{Deserialize, Serialize};
use yew::Reducible;

use crate::modules::{Modules, Name};
use crate::shared::Shared;

pub use answering::{Answering, Do, Kept, Most, Progress, Question, Stopped, Subject, Turned, Whose};
pub use comparing::{Choice, Comparison};
pub use drawing::Drawing;
pub use following::{Following, Said};
pub use keeping::{CameIn, Keeping};
use links::Given;
pub use msg::Msg;
pub use opening::{Delivered, Extra, Wanted, entry_of};
pub use outbox::{Outbox, Request, TableFile};
pub use own::{Book, BookForm, Edit, Found, OwnMsg, OwnRequest, Packs, Purpose, Shelved, Shown};
pub use session::{LastStep, LastWhy, PackFailure, Remarks, Results, Session, Stored};
pub use sheet::Sheet;
pub use taking::{Applied, Bulletin, Figure, FormRead, FormWork, MadePack, Pasted, Preview, Told};
pub use view::{Asked, Dialog, LeverFilter, LeverTab, Meet, Notice, PhoneTab, Screen, Tracing, View, ViewAction};
pub use walling::{Choice as WallChoice, Walled};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light, the default.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its name in the document and in storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// A pack the site offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackEntry {
    /// Id of the pack; of an earlier revision, which is kept for the links made with it, `id@revision`.
    pub id: String,
    /// Where its file is, beside the list.
    pub file: String,
    /// Its name before it is read.
    pub name: Text,
    /// Its packed form, where the host has one; see [`guoban_model::packed`].
    #[serde(default)]
    pub packed: Option<PackedFiles>,
}

/// The files of a packed pack, beside the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedFiles {
    /// What the first verdict needs.
    pub core: String,
    /// Notes, reasons, formulas as they are written.
    pub details: String,
    /// English texts.
    pub english: String,
}

/// How far the page is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Waiting for the list of packs or for a pack.
    Opening,
    /// Nothing can be shown, and why.
    Failed(Shared<PackFailure>),
    /// A pack is open.
    Ready(Shared<Session>),
}

/// Everything.
#[derive(Clone, Debug)]
pub struct State {
    /// The language of the page.
    pub language: Language,
    /// The theme of the page.
    pub theme: Theme,
    /// Keys without Ctrl work.
    pub letter_keys: bool,
    /// Packs the site offers.
    pub packs: Rc<Vec<PackEntry>>,
    /// How far the page is.
    pub stage: Stage,
    /// What is looked at.
    pub view: Shared<View>,
    /// The parts of the program that are there.
    pub modules: Modules,
    /// Parts that did not arrive.
    pub missing: Rc<Vec<Name>>,
    /// What the shell has to do.
    pub outbox: Outbox,
    /// Parts of the program that are on their way.
    asked: Vec<Name>,
    /// Nothing is shown yet, as the words of the language the page starts in are on their way.
    pub wordless: bool,
    /// The language that was chosen; its words may be on their way.
    speaks: Language,
    /// The files of the pack that is open.
    delivered: Rc<opening::Kept>,
    /// The pack that is wanted: its text may still be on its way.
    wanted: Option<String>,
    /// The pack that was open when the page was last closed.
    last_pack: Option<String>,
    /// A link that is not read yet.
    unread: Option<String>,
    link: Option<Given>,
    /// What was asked for before the part of the program was there that does it.
    later: Vec<Action>,
    /// How the work is kept.
    pub keeping: Keeping,
    /// What was kept for the open pack is on its way.
    restoring: bool,
    /// The plan of the entry in the browser's history the page was opened at.
    entry: Option<u32>,
    /// What is compared as a link says, and the link.
    compared: Option<(Choice, String)>,
    /// A file that waits for the part that reads it.
    imports: Option<String>,
    /// What waits for the part that deals with own packs.
    own_later: Vec<Rc<OwnMsg>>,
    /// A text of a pack that was changed and not kept.
    draft: Option<Edit>,
    /// A form or a bulletin is to be read.
    intakes: bool,
    /// The pack that is to be opened once it is listed.
    opens: Option<String>,
    /// The plans that go along with a pack that was changed, and what it is then.
    carried: Option<(String, Rc<Document>)>,
    /// What the address says: pack, plan and link.
    address: Option<(String, u32, Option<String>)>,
    /// Number of the results that are shown; draws for older ones are not counted.
    results: u64,
    /// Contributions were asked for.
    explaining: bool,
    /// A step of what the screen works out was asked for.
    working: bool,
    /// Milliseconds, for the run time that is shown.
    clock: fn() -> f64,
}

/// What the page starts with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The language of the page.
    pub language: Language,
    /// The theme of the page.
    pub theme: Theme,
    /// Keys without Ctrl work.
    pub letter_keys: bool,
    /// The pack that was open last.
    pub last_pack: Option<String>,
    /// The link in the address, if there is one.
    pub link: Option<String>,
    /// The plan of the entry in the browser's history, by its number.
    pub plan: Option<u32>,
    /// The window was opened to follow another.
    pub follows: bool,
    /// Milliseconds since any moment.
    pub clock: fn() -> f64,
}

impl State {
    /// The page at its start: it asks for the list of packs.
    pub fn new(start: Start) -> Self {
        let modules = Modules::at_start();
        let wordless = start.language == Language::En && modules.english.is_none();
        let mut state = Self {
            language: if wordless { Language::Zh } else { start.language },
            theme: start.theme,
            letter_keys: start.letter_keys,
            packs: Rc::default(),
            stage: Stage::Opening,
            view: Shared::new(if start.follows { View::following() } else { View::default() }),
            modules,
            missing: Rc::default(),
            outbox: Outbox::default(),
            asked: Vec::new(),
            wordless,
            speaks: start.language,
            delivered: Rc::default(),
            wanted: None,
            last_pack: start.last_pack,
            unread: None,
            link: None,
            later: Vec::new(),
            keeping: Keeping::default(),
            restoring: false,
            entry: start.plan,
            compared: None,
            imports: None,
            own_later: Vec::new(),
            draft: None,
            intakes: false,
            opens: None,
            carried: None,
            address: None,
            results: 0,
            explaining: false,
            working: false,
            clock: start.clock,
        };
        if let Some(text) = start.link {
            state.take_link(text);
        }
        state.outbox.push(Request::ListPacks);
        state.ask_for_parts();
        state
    }

    /// The open pack and all about it.
    pub fn session(&self) -> Option<&Shared<Session>> {
        match &self.stage {
            Stage::Ready(session) => Some(session),
            _ => None,
        }
    }

    fn set_view(&mut self, change: impl FnOnce(&mut View)) {
        let mut view = (*self.view).clone();
        change(&mut view);
        if view != *self.view {
            self.view = Shared::new(view);
        }
    }
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        let mut next = (*self).clone();
        let is_piece = matches!(msg, Msg::Draw(_));
        match msg {
            Msg::Language(language) => next.speak(language),
            Msg::Theme(theme) => {
                next.theme = theme;
                next.outbox.push(Request::Paint(theme));
            }
            Msg::LetterKeys(on) => {
                next.letter_keys = on;
                next.outbox.push(Request::RememberKeys(on));
            }
            Msg::Listed(list) => next.listed(list),
            Msg::OpenPack(id) => next.want(id),
            Msg::Fetched { id, pack } => next.fetched(&id, pack),
            Msg::More { id, extra } => next.more(&id, extra),
            Msg::Arrived(part) => next.arrived(part),
            Msg::NotArrived(name) => next.not_arrived(name),
            Msg::Retry(name) => next.retry(name),
            Msg::Restored(stored) => next.restored(stored),
            Msg::Pinned(pins) => next.set_view(|view| view.pins = pins),
            Msg::Went { link, plan } => next.went(link, plan),
            Msg::Kept(keeping) => next.keeping = keeping,
            Msg::Settle { joins } => next.ask_for_shared(joins),
            Msg::Shared { document, joins } => next.take_shared(*document, joins),
            Msg::Joined(documents) => next.outbox.push(Request::Place(documents)),
            Msg::Save => next.save(),
            Msg::Import(text) => next.import(text),
            Msg::Own(msg) => next.own(msg),
            Msg::Table(file) => {
                if let Some(session) = next.session().cloned() {
                    next.outbox.push(Request::Table { file, session, language: next.language });
                }
            }
            Msg::Clear => next.clear(),
            Msg::AdaptLink => next.adapt_link(),
            Msg::Do(action) | Msg::Steer(action) => next.act(&action),
            Msg::View(action) => {
                if matches!(action, ViewAction::CloseDialog) {
                    next.link = None;
                }
                let pins = matches!(action, ViewAction::Pin(_));
                next.set_view(|view| view.apply(action));
                if pins && let Some(session) = next.session() {
                    next.outbox.push(Request::KeepPins(session.pack().id.clone(), next.view.pins.clone()));
                }
            }
            Msg::Share => next.share(),
            Msg::Draw(results) => next.draw(results),
            Msg::Explain => next.explain(),
            Msg::Work => next.do_work(),
            Msg::Followed(said) => {
                if let Some(meeting) = next.modules.meeting {
                    (meeting.follow)(&mut next, &said);
                }
            }
        }
        next.ask_for_parts();
        next.fill_sheet();
        if !is_piece {
            next.say_address();
            next.ask_for_draws(self.session());
        }
        next.ask_for_why();
        next.ask_for_work();
        Rc::new(next)
    }
}
