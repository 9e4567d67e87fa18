//! The plans: their window, and what is said where work is not kept.

use guoban_model::text::Language;
use guoban_planning::document::Document;
use yew::Html;

use super::Unfetched;
use crate::state::{CameIn, Keeping, Session};
use crate::texts::Locale;
use crate::views::{DialogsProps, ModalProps, Place, Send, plans_window, trouble};

/// What deals with plans as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Plans {
    /// The window of the plans.
    pub window: fn(&DialogsProps, &Place) -> Option<ModalProps>,
    /// What is said where work is not kept.
    pub trouble: fn(&Keeping, &Locale, &Send) -> Html,
    /// Takes in what a file holds.
    pub read: fn(&Session, Vec<Document>) -> CameIn,
    /// The plans of another window beside those here.
    pub joined: fn(&Session, &Document, Language) -> CameIn,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(plans, fallible))]
pub(super) fn plans() -> Result<Plans, Unfetched> {
    Ok(Plans { window: plans_window, trouble, read: Session::with_documents, joined: Session::joined })
}
