//! What keys stand for. Nobody presses one before the first verdict: this is in a part.

use guoban_planning::action::Action;
use yew::prelude::*;

use super::context::show_drawer;
use super::hooks::Send;
use super::levers::SEARCH_ID;
use crate::shell;
use crate::state::{Asked, Dialog, Meet, Msg, PhoneTab, Screen, ViewAction};

/// The parts of the screen the key F6 walks through; each with what takes the keyboard in it.
const REGIONS: [(&str, &str); 5] = [
    ("levers", ".lever [tabindex='0'], .lever button:not([tabindex='-1']), #lever-list"),
    ("headline", ""),
    ("done", ""),
    ("board-table", "[data-row][tabindex='0']"),
    ("panels", "button"),
];

/// What decides which keys stand for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// Keys without Ctrl work.
    pub letters: bool,
    /// The levers' drawer is open.
    pub drawer: bool,
    /// The making of a figure is looked at.
    pub trace: bool,
    /// A window is open over the page.
    pub window: bool,
    /// Meeting mode is on.
    pub meeting: Option<Meet>,
    /// This window follows another.
    pub follows: bool,
    /// Pages of targets in meeting mode.
    pub pages: usize,
}

/// Does what a key stands for; tells whether it stood for something.
pub fn pressed(event: &KeyboardEvent, send: &Send, open: Pressed) -> bool {
    let Pressed { letters, drawer, trace, .. } = open;
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    if open.window {
        // The window takes the keyboard when it is drawn and may lose it: no key acts behind it, but it can be closed.
        if key == "Escape" {
            send.view(ViewAction::CloseDialog);
        }
        return key == "Escape";
    }
    if let Some(meet) = open.meeting
        && let Some(done) = in_meeting(&key, command, meet, open, send)
    {
        return done;
    }
    match key.as_str() {
        "F9" => send.view(ViewAction::Meet(Some(Meet::default()))),
        "z" | "Z" if command && event.shift_key() => send.act(Action::Redo),
        "z" | "Z" if command => send.act(Action::Undo),
        "y" | "Y" if command => send.act(Action::Redo),
        _ if command => return false,
        "Escape" if trace => send.view(ViewAction::Trace(None)),
        "Escape" if drawer => show_drawer(send, false),
        "F6" => return shell::next_region(&REGIONS, event.shift_key()),
        "Escape" => {
            send.act(Action::CancelDrag);
            send.view(ViewAction::Dismiss);
            return false;
        }
        _ if !letters => return false,
        "s" | "S" => send.msg(Msg::Share),
        "1" => send.view(ViewAction::Screen(Screen::Simulate)),
        "2" => send.view(ViewAction::Screen(Screen::Ledger)),
        "w" | "W" => {
            send.view(ViewAction::Pulls(false));
            send.view(ViewAction::Panels(true));
            send.view(ViewAction::Phone(PhoneTab::Why));
            shell::focus_soon("why");
        }
        "3" => send.view(ViewAction::Screen(Screen::Data)),
        "4" => send.view(ViewAction::Screen(Screen::Wall)),
        "g" | "G" => send.view(ViewAction::Ask(Asked::Gap)),
        "t" | "T" => send.view(ViewAction::Ask(Asked::Matters)),
        "p" | "P" => send.view(ViewAction::Screen(Screen::Paper)),
        "c" | "C" => send.view(ViewAction::Screen(Screen::Compare)),
        "b" | "B" => {
            send.view(ViewAction::Screen(Screen::Simulate));
            send.view(ViewAction::Phone(PhoneTab::Targets));
            return shell::focus_in("board-table", "[data-row][tabindex='0']");
        }
        "?" => send.view(ViewAction::Open(Dialog::Keys)),
        "/" => {
            send.view(ViewAction::Screen(Screen::Simulate));
            send.view(ViewAction::Drawer(true));
            send.view(ViewAction::Phone(PhoneTab::Levers));
            shell::focus_soon(SEARCH_ID);
        }
        _ => return false,
    }
    true
}

/// What a key does in meeting mode; nothing where it does the same as elsewhere. A window that follows only turns its own pages.
fn in_meeting(key: &str, command: bool, meet: Meet, open: Pressed, send: &Send) -> Option<bool> {
    let show = |meet: Option<Meet>| send.view(ViewAction::Meet(meet));
    match key {
        "PageDown" => show(Some(Meet { page: (meet.page + 1).min(open.pages - 1), ..meet })),
        "PageUp" => show(Some(Meet { page: meet.page.saturating_sub(1), ..meet })),
        "b" | "B" if !command && (open.letters || meet.blank) => show(Some(Meet { blank: !meet.blank, ..meet })),
        "Escape" if meet.blank => show(Some(Meet { blank: false, ..meet })),
        _ if open.follows => return Some(false),
        "F9" => show(None),
        "Escape" => {
            send.act(Action::CancelDrag);
            show(None);
        }
        "z" | "Z" | "y" | "Y" if command => return None,
        _ => return Some(false),
    }
    Some(true)
}
