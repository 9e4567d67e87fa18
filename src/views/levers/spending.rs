//! The foot of the lever list: what the marks mean, and what is borrowed.

use yew::prelude::*;

use super::reach::reach_key;
use crate::icons::icon;
use crate::views::part::{Facts, Place};

/// What the marks of the reach mean, and how many changed levers borrow.
#[derive(PartialEq)]
pub struct Foot {
    /// How many changed levers borrow from a later period.
    pub borrowed: usize,
}

impl Facts for Foot {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        html! {
            <div class="sim__lk">
                { reach_key(locale) }
                <span key="grow" class="grow" />
                if self.borrowed > 0 {
                    <span key="borrowed" class="v-near">
                        { icon("borrow") }{ " " }{ locale.fill("levers.borrowing", &[("n", &self.borrowed.to_string())]) }
                    </span>
                }
            </div>
        }
    }
}
