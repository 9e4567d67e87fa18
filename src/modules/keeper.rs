//! Keeping plans in the browser's storage, and as files.

use yew::Callback;

use super::Unfetched;
use crate::shell;
use crate::state::{Msg, Request};

/// From plans to kept texts.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    /// Does what the reducer asked for, where plans are to be written.
    pub perform: fn(Request, &Callback<Msg>),
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(keeper, fallible))]
pub(super) fn keeper() -> Result<Keeper, Unfetched> {
    Ok(Keeper { perform: shell::perform_filing })
}
