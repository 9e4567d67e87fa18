//! Ways on from a figure: to the lever or assumption it speaks of, or to the target.

use gloo_timers::callback::Timeout;
use guoban_model::pack::TargetId;
use guoban_planning::scenario::Item;
use guoban_planning::why::Change;
use yew::prelude::*;

use super::Asking;
use crate::shell;
use crate::state::{LeverFilter, LeverTab, PhoneTab, Screen, ViewAction};
use crate::views::hooks::{Look, Send};

/// Milliseconds between two looks for what is about to be drawn.
const LOOK_AGAIN: u32 = 50;

/// How often it is looked for: a long list on a slow machine is drawn within that.
const LOOKS: u32 = 40;

/// What is changed, as the pack's item.
pub fn item(look: &Look, change: Change) -> Item {
    let pack = look.session.pack();
    match change {
        Change::Lever(lever) => Item::Lever(pack.levers[lever.0].id.clone()),
        Change::Assumption(assumption) => Item::Assumption(pack.assumptions[assumption.0].id.clone()),
    }
}

/// A name that leads to the card of what it names.
pub fn to_item(look: &Look, change: Change) -> Html {
    let item = item(look, change);
    let name = item.name(look.session.pack(), look.locale.language).to_owned();
    let (send, opened) = (look.send.clone(), look.view.opened.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        send.view(ViewAction::Screen(Screen::Simulate));
        send.view(ViewAction::Phone(PhoneTab::Levers));
        let is_lever = matches!(item, Item::Lever(_));
        send.view(ViewAction::Tab(if is_lever { LeverTab::Levers } else { LeverTab::Assumptions }));
        send.view(ViewAction::Filter(LeverFilter::All));
        send.view(ViewAction::Search(String::new()));
        if shell::layout() != shell::Layout::Full {
            send.view(ViewAction::Drawer(true));
        }
        if opened.as_deref() != Some(item.id()) {
            send.view(ViewAction::Details(item.id().to_owned()));
        }
        focus_when_there(format!("lever-{}", item.id()), LOOKS);
    });
    html! { <button class="link" type="button" {onclick}>{ name }</button> }
}

/// Puts the keyboard onto the button inside an element once that is drawn.
fn focus_when_there(id: String, looks: u32) {
    if looks > 0 {
        Timeout::new(LOOK_AGAIN, move || {
            if !shell::focus_in(&id, "button") {
                focus_when_there(id, looks - 1);
            }
        })
        .forget();
    }
}

/// A name that leads to the row of the target it names.
pub fn to_target(asking: &Asking<'_>, target: TargetId) -> Html {
    let look = asking.look;
    let row = look.session.board().rows.iter().position(|row| row.target == target);
    let name = asking.target(target);
    match row {
        Some(row) => html! { <button class="link" type="button" onclick={select(&look.send, row)}>{ name }</button> },
        None => html! { { name } },
    }
}

fn select(send: &Send, row: usize) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_: MouseEvent| {
        send.view(ViewAction::Select(row));
        send.view(ViewAction::Screen(Screen::Simulate));
        send.view(ViewAction::Phone(PhoneTab::Why));
    })
}
