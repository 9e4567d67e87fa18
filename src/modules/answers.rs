//! The screen 求解: what matters most, what closes a gap, what plans stand.

use guoban_model::pack::TargetId;
use guoban_model::text::Language;
use guoban_planning::scenario::Item;
use yew::Html;

use super::Unfetched;
use crate::state::{Session, Turned};
use crate::views::{Look, answers_screen};

/// Questions and answers.
#[derive(Clone, Copy, Debug)]
pub struct Answers {
    /// The screen.
    pub screen: fn(&Look) -> Html,
    /// Where the verdict on a target turns as one thing moves.
    pub turned: fn(&Session, &Item, TargetId, Language) -> Option<Turned>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(answers, fallible))]
pub(super) fn answers() -> Result<Answers, Unfetched> {
    Ok(Answers { screen: answers_screen, turned: Turned::of })
}
