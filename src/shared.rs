//! Values shared by reference: two are equal when they are the same one.

use std::any::Any;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use yew::html::ImplicitClone;

/// A shared value, compared by its address, so that comparing props costs nothing.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> ImplicitClone for Shared<T> {}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Shared<T> {}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What a screen keeps while another is looked at. Only that screen knows what it is, so that the main module need not; nothing
/// is drawn anew because of it.
#[derive(Clone, Debug, Default)]
pub struct Pocket(Rc<RefCell<Option<Rc<dyn Any>>>>);

impl Pocket {
    /// Keeps something in the place of what was kept.
    pub fn put(&self, kept: Rc<dyn Any>) {
        self.0.replace(Some(kept));
    }

    /// What is kept, where it is of this kind.
    pub fn get<T: 'static>(&self) -> Option<Rc<T>> {
        self.0.borrow().clone()?.downcast().ok()
    }
}

impl PartialEq for Pocket {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
