//! What holds a setting: until it is let go all that moves it is one step of undo.

use std::cell::Cell;
use std::rc::Rc;

use guoban_planning::action::Action;
use guoban_planning::scenario::Item;

use crate::views::hooks::Send;

/// Milliseconds within which a key pressed again, or a button, goes on with what it did last.
const GOES_ON: f64 = 1_500.0;

/// What holds a setting.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Held {
    /// Nothing.
    #[default]
    No,
    /// A pointer.
    Pointer,
    /// A finger that may still turn out to scroll: where it came down. It moves nothing yet.
    Finger(i32, i32),
    /// A key.
    Key,
}

/// The hold of a card's slider, field and buttons on their setting. Copies share it.
#[derive(Clone, Debug)]
pub struct Hold {
    held: Rc<Cell<Held>>,
    /// When a key or button let go last.
    let_go: Rc<Cell<f64>>,
    item: Item,
    send: Send,
}

impl Hold {
    /// A hold on `item` that remembers in `held` and `let_go`.
    pub fn new(held: Rc<Cell<Held>>, let_go: Rc<Cell<f64>>, item: Item, send: Send) -> Self {
        Self { held, let_go, item, send }
    }

    /// What holds it now.
    pub fn by(&self) -> Held {
        self.held.get()
    }

    /// A pointer takes hold.
    pub fn point(&self) {
        if !self.moves() {
            self.send.act(Action::BeginDrag);
        }
        self.held.set(Held::Pointer);
    }

    /// A finger comes down; it holds once it is clear that it does not scroll.
    pub fn touch(&self, x: i32, y: i32) {
        if !self.moves() {
            self.held.set(Held::Finger(x, y));
        }
    }

    /// A key or button takes hold at a moment, in milliseconds: presses that follow closely are one step.
    pub fn press(&self, now: f64) {
        if !self.moves() {
            let goes_on = now - self.let_go.get() < GOES_ON;
            let item = self.item.clone();
            self.send.act(if goes_on { Action::ResumeDrag { item } } else { Action::BeginDrag });
        }
        self.held.set(Held::Key);
    }

    /// It is let go.
    pub fn release(&self, now: f64) {
        let moved = self.moves();
        if self.held.replace(Held::No) == Held::Key {
            self.let_go.set(now);
        }
        if moved {
            self.send.act(Action::EndDrag);
        }
    }

    /// The gesture turned out to be another one: what it moved is taken back.
    pub fn give_up(&self) {
        let moved = self.moves();
        self.held.set(Held::No);
        if moved {
            self.send.act(Action::CancelDrag);
        }
    }

    /// Whether a step is open.
    fn moves(&self) -> bool {
        matches!(self.held.get(), Held::Pointer | Held::Key)
    }
}
