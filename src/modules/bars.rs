//! What opens from the bars, what keys stand for, and what is copied out of tables. The first verdict stands before anybody has
//! pressed anything.

use guoban_model::pack::Pack;
use web_sys::{Event, KeyboardEvent};
use yew::Html;

use super::Unfetched;
use crate::icons::later_sprite;
use crate::shell::copied;
use crate::texts::Locale;
use crate::views::{Acts, Bar, Pressed, Scenarios, Send, more_menu, pressed, reset_menu, scenario_menu, table_takes};

/// Menus and keys.
#[derive(Clone, Copy, Debug)]
pub struct Bars {
    /// The menu of the three meanings of reset.
    pub reset_menu: fn(&Acts, &Locale, &Send) -> Html,
    /// On a phone, the menu of what is not needed at every moment.
    pub more_menu: fn(&Bar, &Locale, &Send) -> Html,
    /// The menu of plans and examples.
    pub scenario_menu: fn(&Pack, &Scenarios, &Locale, &Send) -> Html,
    /// Does what a key stands for; tells whether it stood for something.
    pub pressed: fn(&KeyboardEvent, &Send, Pressed) -> bool,
    /// The buttons that take the table beside them out of the page.
    pub table_takes: fn(&Locale) -> Html,
    /// Symbols of icons that the first board does not show.
    pub icons: fn() -> Html,
    /// Puts numbers on the clipboard where a table is copied.
    pub copied: fn(&Event),
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(bars, fallible))]
pub(super) fn bars() -> Result<Bars, Unfetched> {
    Ok(Bars { reset_menu, more_menu, scenario_menu, pressed, table_takes, icons: later_sprite, copied })
}
