//! The panels below the board: the chosen target over the year, its facts, and why it moved.

use yew::Html;

use super::Unfetched;
use crate::views::{Look, chart_panel, detail_panel, why_panel};

/// What the panels show.
#[derive(Clone, Copy, Debug)]
pub struct Panels {
    /// The chosen target over the year.
    pub chart: fn(&Look) -> Html,
    /// Its facts.
    pub detail: fn(&Look) -> Html,
    /// Why it moved, or what pulls the growth.
    pub why: fn(&Look) -> Html,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(panels, fallible))]
pub(super) fn panels() -> Result<Panels, Unfetched> {
    Ok(Panels { chart: chart_panel, detail: detail_panel, why: why_panel })
}
