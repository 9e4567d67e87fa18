//! The screen 挂图作战: projects over the months.

use yew::Html;

use super::{Unfetched, Work};
use crate::views::{Look, wall_screen};

/// The wall chart.
#[derive(Clone, Copy, Debug)]
pub struct Wall {
    /// The screen.
    pub screen: fn(&Look) -> Html,
    /// What the pack's projects are, and when the draws complete them.
    pub work: Work,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(wall, fallible))]
pub(super) fn wall() -> Result<Wall, Unfetched> {
    Ok(Wall {
        screen: wall_screen,
        work: Work { is_done: |session, _| session.is_walled(), go_on: |session, _| session.walled() },
    })
}
