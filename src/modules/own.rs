//! Packs of a person's own: their window, keeping them, files of them.

use guoban_planning::document::Document;
use yew::Callback;

use super::Unfetched;
use crate::shell;
use crate::state::{Msg, OwnMsg, OwnRequest, State};
use crate::views::{DialogsProps, ModalProps, Place, own_window};

/// What deals with own packs.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// Does something to them.
    pub act: fn(&mut State, &OwnMsg),
    /// Takes plans along to a pack that was changed.
    pub carry: fn(&mut State, &Document),
    /// Does what the reducer asked for.
    pub perform: fn(OwnRequest, &Callback<Msg>),
    /// The text of one, by the name of its file.
    pub text: fn(&str) -> Option<String>,
    /// Their window.
    pub window: fn(&DialogsProps, &Place) -> Option<ModalProps>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(own, fallible))]
pub(super) fn own() -> Result<Own, Unfetched> {
    Ok(Own {
        act: State::own_now,
        carry: State::carry_now,
        perform: shell::perform_own,
        text: shell::own_text,
        window: own_window,
    })
}
