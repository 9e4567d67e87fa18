//! Telling other windows what is on screen here, and hearing what another one shows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Interval;
use guoban_planning::link;
use yew::prelude::*;

use crate::shell::{self, Channel, Listener};
use crate::state::{Following, Msg, Said, ViewAction};
use crate::views::hooks::{Look, use_send};

/// What a window that follows asks for, and what goes before the answer.
const ASK: &str = "ask";
const SAY: &str = "say ";

/// What a window says when it goes.
const BYE: &str = "bye";

/// Milliseconds between two questions of a window that follows.
const EVERY: u32 = 2_000;

/// Questions without an answer after which the other window counts as lost.
const PATIENCE: u32 = 4;

/// Tells windows that follow what is on screen; in a window that follows, hears it.
pub fn beacon(look: &Look) -> Html {
    let Look { session, view, .. } = look;
    if view.following != Following::No {
        return html! { <Follower key="beacon" /> };
    }
    let shared = link::write(session.scenario(), session.pack());
    let said = shared.map(|shared| Said {
        dragging: session.document.is_dragging(),
        row: view.selected,
        pins: view.pins.clone(),
        link: shared.text,
    });
    html! { <Leader key="beacon" said={said.map(|said| said.write()).unwrap_or_default()} /> }
}

#[derive(Properties, PartialEq)]
struct LeaderProps {
    /// What is on screen; empty where no link says it.
    said: String,
}

#[component]
fn Leader(props: &LeaderProps) -> Html {
    let channel = use_mut_ref(|| None::<Rc<Channel>>);
    let said = use_mut_ref(String::new);
    *said.borrow_mut() = props.said.clone();
    {
        let channel = Rc::clone(&channel);
        use_effect_with((), move |()| {
            let answer = Rc::clone(&channel);
            let open = Channel::open(&shell::own_name(), move |text| {
                if text == ASK
                    && let Some(channel) = &*answer.borrow()
                {
                    channel.say(&format!("{SAY}{}", said.borrow()));
                }
            });
            *channel.borrow_mut() = open.map(Rc::new);
            let gone = {
                let channel = Rc::clone(&channel);
                web_sys::window().map(|window| Listener::new(&window, "pagehide", move |_| say(&channel, BYE)))
            };
            move || {
                drop(gone);
                say(&channel, BYE);
                channel.borrow_mut().take();
            }
        });
    }
    use_effect_with(props.said.clone(), move |text| say(&channel, &format!("{SAY}{text}")));
    html! {}
}

fn say(channel: &RefCell<Option<Rc<Channel>>>, text: &str) {
    let open = channel.borrow().clone();
    if let Some(channel) = open {
        channel.say(text);
    }
}

#[component]
fn Follower() -> Html {
    let send = use_send();
    use_effect_with((), move |()| {
        let unanswered = Rc::new(Cell::new(0));
        let channel = shell::followed().and_then(|name| {
            let (send, unanswered) = (send.clone(), Rc::clone(&unanswered));
            Channel::open(&name, move |text| {
                if text == BYE {
                    send.view(ViewAction::Follow(Following::Lost));
                } else if let Some(said) = text.strip_prefix(SAY) {
                    unanswered.set(0);
                    send.msg(Msg::Followed(said.to_owned()));
                }
            })
        });
        if let Some(channel) = &channel {
            channel.say(ASK);
        }
        let asking = Interval::new(EVERY, move || {
            unanswered.set(unanswered.get() + 1);
            if unanswered.get() > PATIENCE {
                send.view(ViewAction::Follow(Following::Lost));
            }
            if let Some(channel) = &channel {
                channel.say(ASK);
            }
        });
        move || drop(asking)
    });
    html! {}
}
