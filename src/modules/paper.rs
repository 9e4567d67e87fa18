//! The screen 打印: documents as they are printed.

use yew::Html;

use super::Unfetched;
use crate::views::{Look, paper as screen};

/// What is printed.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// The screen.
    pub screen: fn(&Look) -> Html,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(paper, fallible))]
pub(super) fn paper() -> Result<Paper, Unfetched> {
    Ok(Paper { screen })
}
