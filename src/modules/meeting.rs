//! Meeting mode: the board in few, large figures, and a second window that follows the first.

use yew::Html;

use super::Unfetched;
use crate::state::State;
use crate::views::{Look, beacon, meeting_screen};

/// Meeting mode.
#[derive(Clone, Copy, Debug)]
pub struct Meeting {
    /// The screen that takes the place of the whole page.
    pub screen: fn(&Look) -> Html,
    /// What tells windows that follow what is shown here, or follows another; nothing that is seen.
    pub beacon: fn(&Look) -> Html,
    /// Shows what another window said.
    pub follow: fn(&mut State, &str),
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(meeting, fallible))]
pub(super) fn meeting() -> Result<Meeting, Unfetched> {
    Ok(Meeting { screen: meeting_screen, beacon, follow: State::follow_now })
}
