//! What every view may ask for: the words of the page, and a way to say what happened.

use guoban_planning::action::Action;
use yew::prelude::*;

use crate::modules::Modules;
use crate::shared::Shared;
use crate::state::{Msg, Session, Theme, View, ViewAction};
use crate::texts::Locale;

/// The way from a view to the reducer. It never changes, so nothing renders because of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Send(pub Callback<Msg>);

impl Send {
    /// Says that something happened.
    pub fn msg(&self, msg: Msg) {
        self.0.emit(msg);
    }

    /// Does something to the scenario.
    pub fn act(&self, action: Action) {
        self.0.emit(Msg::Do(action));
    }

    /// Moves a slider: of the moves of a frame only the last counts.
    pub fn steer(&self, action: Action) {
        self.0.emit(Msg::Steer(action));
    }

    /// Changes what is looked at.
    pub fn view(&self, action: ViewAction) {
        self.0.emit(Msg::View(action));
    }

    /// A callback that always says the same.
    pub fn on<E: 'static>(&self, msg: Msg) -> Callback<E> {
        let send = self.0.clone();
        Callback::from(move |_| send.emit(msg.clone()))
    }

    /// A callback that does something to the scenario.
    pub fn on_act<E: 'static>(&self, action: Action) -> Callback<E> {
        self.on(Msg::Do(action))
    }

    /// A callback that changes what is looked at.
    pub fn on_view<E: 'static>(&self, action: ViewAction) -> Callback<E> {
        self.on(Msg::View(action))
    }
}

/// What the parts of a screen draw from. They are plain functions: only what has a life of its own is a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The words of the page.
    pub locale: Locale,
    /// The way to the reducer.
    pub send: Send,
    /// The open pack.
    pub session: Shared<Session>,
    /// What is looked at.
    pub view: Shared<View>,
    /// The theme.
    pub theme: Theme,
    /// The parts of the program that are there.
    pub modules: Modules,
}

impl Look {
    /// A view of a part of the program; while the part is on its way, a place that says so.
    pub fn part(&self, view: Option<fn(&Self) -> Html>) -> Html {
        match view {
            Some(view) => view(self),
            None => waiting(&self.locale),
        }
    }
}

/// Stands in the place of what is on its way.
pub fn waiting(locale: &Locale) -> Html {
    html! { <p class="empty" aria-busy="true">{ locale.t("app.fetching") }</p> }
}

/// The words of the page.
#[hook]
pub fn use_locale() -> Locale {
    use_context::<Locale>().unwrap_or_else(Locale::chinese)
}

/// The way to the reducer.
#[hook]
pub fn use_send() -> Send {
    use_context::<Send>().unwrap_or_else(|| Send(Callback::noop()))
}
