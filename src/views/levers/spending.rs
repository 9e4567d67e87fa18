//! The foot of the lever list: what the marks mean, what the plan spends more, and what is borrowed.

use guoban_planning::spending::told;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::reach::reach_key;
use crate::icons::icon;
use crate::views::part::{Facts, Place};

/// What the marks of the reach mean, the plan's new spending, and how many changed levers borrow.
#[derive(PartialEq)]
pub struct Foot {
    /// How many changed levers borrow from a later period.
    pub borrowed: usize,
    /// New spending of the plan, in 万元; nothing where none is new.
    pub spent: Option<Decimal>,
}

impl Facts for Foot {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        html! {
            <div class="sim__lk">
                { reach_key(locale) }
                <span key="grow" class="grow" />
                if let Some(spent) = self.spent {
                    <span key="spent" class="strong" title={locale.t("levers.spent-told")}>
                        { locale.fill("levers.spent", &[("amount", &told(spent, locale.language))]) }
                    </span>
                }
                if self.borrowed > 0 {
                    <span key="borrowed" class="v-near">
                        { icon("borrow") }{ " " }{ locale.fill("levers.borrowing", &[("n", &self.borrowed.to_string())]) }
                    </span>
                }
            </div>
        }
    }
}
