//! Parts of the page: each is drawn again only when what it shows has changed.
//!
//! While a slider moves, the screen goes through all its parts every frame. A part says what it shows as a value, its
//! facts; where they equal those of the frame before, nothing of it is built, compared or laid out. A part draws from
//! nothing but its facts, the words and the way to the reducer, so it cannot show something old.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;

use super::hooks::{Look, Send};
use crate::texts::Locale;

/// What every part may draw from besides its facts. It changes with the language only.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The words of the page.
    pub locale: Locale,
    /// The way to the reducer.
    pub send: Send,
}

/// What a part shows. Equal facts look the same.
pub trait Facts: PartialEq + 'static {
    /// Draws them.
    fn draw(&self, place: &Place) -> Html;
}

/// Facts of any kind, so that one component serves all parts.
trait AnyFacts {
    fn is_same(&self, other: &dyn AnyFacts) -> bool;
    fn draw(&self, place: &Place) -> Html;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Facts> AnyFacts for T {
    fn is_same(&self, other: &dyn AnyFacts) -> bool {
        other.as_any().downcast_ref::<T>() == Some(self)
    }

    fn draw(&self, place: &Place) -> Html {
        Facts::draw(self, place)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct PartProps {
    place: Place,
    facts: Rc<dyn AnyFacts>,
}

impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place && self.facts.is_same(&*other.facts)
    }
}

#[component]
fn Part(props: &PartProps) -> Html {
    props.facts.draw(&props.place)
}

/// A part of the page that shows these facts.
pub fn part(look: &Look, key: impl Into<AttrValue>, facts: impl Facts) -> Html {
    let place = Place { locale: look.locale.clone(), send: look.send.clone() };
    placed(place, key, facts)
}

/// A part of a page without an open pack, or of another part.
pub fn placed(place: Place, key: impl Into<AttrValue>, facts: impl Facts) -> Html {
    let key: AttrValue = key.into();
    html! { <Part key={key.to_string()} {place} facts={Rc::new(facts) as Rc<dyn AnyFacts>} /> }
}
