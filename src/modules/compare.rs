//! The screen 方案比较: plans side by side.

use guoban_planning::link::LinkError;
use yew::Html;

use super::{Unfetched, Work};
use crate::state::{Choice, Session};
use crate::views::{DialogsProps, Look, ModalProps, Place, compare_screen, compare_shared};

/// A link of several plans, and whether notes were left out.
pub type ComparedLink = Result<(String, bool), LinkError>;

/// The comparison.
#[derive(Clone, Copy, Debug)]
pub struct Compare {
    /// The screen.
    pub screen: fn(&Look) -> Html,
    /// The sides that are computed.
    pub work: Work,
    /// The link of what is compared, and whether notes were left out.
    pub link: fn(&Session, &Choice) -> ComparedLink,
    /// The window that shows the link.
    pub shared: fn(&DialogsProps, &Place) -> Option<ModalProps>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(compare, fallible))]
pub(super) fn compare() -> Result<Compare, Unfetched> {
    Ok(Compare {
        screen: compare_screen,
        work: Work {
            is_done: |session, view| session.is_compared(&view.compare),
            go_on: |session, view| session.compared(&view.compare),
        },
        link: Session::compared_link,
        shared: compare_shared,
    })
}
