//! The lever list. The first verdict stands before it is there.

use yew::Html;

use super::Unfetched;
use crate::views::{Look, lever_lists};

/// The lists of measures and assumptions.
#[derive(Clone, Copy, Debug)]
pub struct Levers {
    /// Both lists; bare in a place that is no panel of its own.
    pub lists: fn(&Look, bool) -> Html,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(levers, fallible))]
pub(super) fn levers() -> Result<Levers, Unfetched> {
    Ok(Levers { lists: lever_lists })
}
