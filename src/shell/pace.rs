//! One update a frame: of the moves of a slider between two frames only the last is worth working out.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdleRequestOptions, MessageChannel, MessagePort};
use yew::Callback;

use guoban_planning::action::Action;

use crate::state::Msg;

/// The way to the reducer, which lets at most one move of a slider through a frame: the latest.
#[derive(Clone, Debug)]
pub struct Pace {
    to: Callback<Msg>,
    /// The move that waits for the next frame.
    waiting: Rc<RefCell<Option<Action>>>,
}

impl Pace {
    /// Paces what goes to the reducer.
    pub fn new(to: Callback<Msg>) -> Self {
        Self { to, waiting: Rc::default() }
    }

    /// Sends a message. A move of a slider waits for the next frame; what comes after it, and is no other move of the same
    /// slider, does not overtake it.
    pub fn send(&self, msg: Msg) {
        match msg {
            Msg::Steer(action) => {
                let is_same = |waiting: &Action| of_same_slider(waiting, &action);
                let waits = self.waiting.borrow().as_ref().map(is_same);
                if waits == Some(false) {
                    self.flush();
                }
                self.waiting.replace(Some(action));
                if waits != Some(true) {
                    let pace = self.clone();
                    next_frame(move || pace.flush());
                }
            }
            // Counting changes no setting: it need not wait for one.
            Msg::Draw(_) | Msg::Explain => self.to.emit(msg),
            _ => {
                self.flush();
                self.to.emit(msg);
            }
        }
    }

    fn flush(&self) {
        let waiting = self.waiting.take();
        if let Some(action) = waiting {
            self.to.emit(Msg::Steer(action));
        }
    }
}

fn of_same_slider(one: &Action, other: &Action) -> bool {
    match (one, other) {
        (Action::SetLever { lever: one, .. }, Action::SetLever { lever: other, .. }) => one == other,
        (Action::SetAssumption { assumption: one, .. }, Action::SetAssumption { assumption: other, .. }) => {
            one == other
        }
        _ => false,
    }
}

/// Does something when other tasks had their turn.
pub fn soon(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

thread_local! {
    static TURNS: Option<Turns> = Turns::open();
}

/// What waits for its turn, in order.
type Waiting = Rc<RefCell<Vec<Box<dyn FnOnce()>>>>;

/// A way of a message from the page to itself.
struct Turns {
    to: MessagePort,
    waiting: Waiting,
}

impl Turns {
    fn open() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let waiting = Waiting::default();
        let next = Rc::clone(&waiting);
        let take = Closure::<dyn FnMut()>::new(move || {
            // A message for each of them, so that there is a first one. One or two wait at a time.
            let act = next.borrow_mut().remove(0);
            act();
        });
        channel.port1().set_onmessage(Some(take.into_js_value().unchecked_ref()));
        Some(Self { to: channel.port2(), waiting })
    }
}

/// Does something as the next task but for those that wait already. A timer that was set by a timer waits four milliseconds:
/// work in many pieces takes a message to itself.
pub fn in_turn(act: impl FnOnce() + 'static) {
    TURNS.with(|turns| match turns {
        Some(Turns { to, waiting }) => {
            waiting.borrow_mut().push(Box::new(act));
            // Nothing that could not be sent is in the message.
            to.post_message(&JsValue::NULL).unwrap_or_default();
        }
        None => soon(act),
    });
}

/// Milliseconds after which something is done though the page never had time for it.
const PATIENCE: u32 = 200;

/// Does something in the time that frames leave: on a slow machine a slider that moves comes first. Where a browser does not
/// tell when it has time, as soon as other tasks had their turn.
pub fn when_idle(act: impl FnOnce() + 'static) {
    let window = web_sys::window();
    let window = window.filter(|window| js_sys::Reflect::has(window, &"requestIdleCallback".into()) == Ok(true));
    let Some(window) = window else { return soon(act) };
    let options = IdleRequestOptions::new();
    options.set_timeout(PATIENCE);
    let act = Closure::once_into_js(act);
    // A window that exists takes callbacks.
    window.request_idle_callback_with_options(act.unchecked_ref(), &options).map(drop).unwrap_or_default();
}

/// Does something when the next frame is made, before it is laid out; at once where there are no frames.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return act() };
    let act = Closure::once_into_js(act);
    // A window that exists takes callbacks.
    window.request_animation_frame(act.unchecked_ref()).map(drop).unwrap_or_default();
}
