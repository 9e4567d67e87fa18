//! Screens other than the first, and the windows over the page.

use guoban_planning::duty::OwnerDuties;
use guoban_planning::readings::Reading;
use yew::Html;

use super::Unfetched;
use crate::shared::Shared;
use crate::state::{Session, Sheet};
use crate::views::{DialogsProps, Look, ModalProps, TraceProps, data, dialogs, ledger, traced, window};

/// Screens with what they show, and windows.
#[derive(Clone, Copy, Debug)]
pub struct Screens {
    /// 榜单与责任.
    pub ledger: fn(&Look) -> Html,
    /// 数据.
    pub data: fn(&Look) -> Html,
    /// The window that is open.
    pub dialogs: fn(&DialogsProps) -> Html,
    /// A window with what another part shows in it.
    pub window: fn(ModalProps) -> Html,
    /// The drawer of a figure.
    pub trace: fn(&TraceProps) -> Html,
    /// What 榜单与责任 shows; what is asked of owners may be taken from an earlier one of the same scenario.
    pub sheet: fn(&Session, Option<Shared<Vec<OwnerDuties>>>) -> Sheet,
    /// What 数据 shows.
    pub readings: fn(&Session) -> Vec<Reading>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(screens, fallible))]
pub(super) fn screens() -> Result<Screens, Unfetched> {
    Ok(Screens { ledger, data, dialogs, window, trace: traced, sheet: Sheet::of, readings: Session::readings_now })
}
