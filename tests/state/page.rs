//! A page without a browser.

use std::rc::Rc;

use guoban_app::state::{Delivered, Dialog, Msg, PackEntry, Request, Start, State, Theme};
use guoban_model::text::{Language, Text};
use guoban_planning::action::Action;
use rust_decimal::Decimal;
use yew::Reducible;

pub const PACK: &str = include_str!("../../www/packs/border-city.toml");

pub struct Page(pub Rc<State>);

impl Page {
    pub fn new(link: Option<&str>) -> Self {
        Self(Rc::new(State::new(Start {
            language: Language::Zh,
            theme: Theme::Light,
            letter_keys: true,
            last_pack: None,
            link: link.map(str::to_owned),
            plan: None,
            follows: false,
            clock: || 0.0,
        })))
    }

    /// A page with the pack open and nothing kept.
    pub fn open(link: Option<&str>) -> Self {
        let mut page = Self::new(link);
        page.list();
        page.fetched(PACK);
        page.send(Msg::Restored(None));
        page
    }

    pub fn send(&mut self, msg: Msg) {
        self.0 = Rc::clone(&self.0).reduce(msg);
    }

    pub fn act(&mut self, action: Action) {
        self.send(Msg::Do(action));
    }

    pub fn list(&mut self) {
        let name = Text::new("边州市", "Bianzhou");
        let entry =
            |id: &str| PackEntry { id: id.to_owned(), file: format!("{id}.toml"), name: name.clone(), packed: None };
        self.send(Msg::Listed(Ok(vec![entry("border-city"), entry("other")])));
    }

    pub fn fetched(&mut self, text: &str) {
        self.send(Msg::Fetched { id: "border-city".to_owned(), pack: Ok(Delivered::Text(text.to_owned())) });
    }

    /// What the shell has to do, draws apart.
    pub fn requests(&self) -> Vec<Request> {
        self.0
            .outbox
            .take()
            .into_iter()
            .filter(|request| !matches!(request, Request::Draw { .. } | Request::Explain | Request::Address { .. }))
            .collect()
    }

    /// The number of the results that wait for draws.
    pub fn asked_draws(&self) -> Option<u64> {
        let number = |request| match request {
            Request::Draw { results, .. } => Some(results),
            _ => None,
        };
        self.0.outbox.take().into_iter().filter_map(number).last()
    }

    pub fn set_to_bound(&mut self, lever: usize) {
        let session = self.0.session().unwrap();
        let item = &session.pack().levers[lever];
        let value = if item.baseline == item.max { item.min } else { item.max };
        let lever = item.id.clone();
        self.act(Action::SetLever { lever, value });
    }

    /// Every projected figure of the board.
    pub fn figures(&self) -> Vec<[Option<Decimal>; 2]> {
        let rows = &self.0.session().unwrap().board().rows;
        rows.iter().map(|row| [row.half.projected, row.year.projected]).collect()
    }

    pub fn link(&mut self) -> String {
        self.send(Msg::Share);
        match &self.0.view.dialog {
            Some(Dialog::Share(shared)) => shared.text.clone(),
            other => panic!("no link but {other:?}"),
        }
    }
}
