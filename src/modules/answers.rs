//! The screen 求解: what matters most, what closes a gap, what plans stand.

use yew::Html;

use super::Unfetched;
use crate::views::{Look, answers_screen};

/// Questions and answers.
#[derive(Clone, Copy, Debug)]
pub struct Answers {
    /// The screen.
    pub screen: fn(&Look) -> Html,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(answers, fallible))]
pub(super) fn answers() -> Result<Answers, Unfetched> {
    Ok(Answers { screen: answers_screen })
}
