//! Where the verdict on the target that is looked at turns, for the card whose details are open.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guoban_planning::scenario::Item;
use yew::prelude::*;

use crate::state::Turned;
use crate::views::hooks::Look;

/// Milliseconds after a change before it is worked out: a hand that goes on comes first.
const REST: u32 = 120;

/// Works it out when nothing moves; while a slider moves the marks are those from before.
#[hook]
pub fn use_turned(look: &Look) -> Option<Rc<Turned>> {
    let Look { session, view, .. } = look;
    let known = use_state(|| None::<Rc<Turned>>);
    let pack = session.pack();
    let item = view.opened.as_ref().map(|id| match pack.lever(id) {
        Some(_) => Item::Lever(id.clone()),
        None => Item::Assumption(id.clone()),
    });
    let target = session.row(view.selected).and_then(|row| session.board().rows.get(row)).map(|row| row.target);
    let part = look.modules.answers.filter(|_| !session.document.is_dragging());
    let asked = (item.clone(), target, Rc::as_ptr(&session.document), part.is_some(), look.locale.language);
    {
        let (known, session, language) = (known.clone(), session.clone(), look.locale.language);
        use_effect_with(asked, move |(item, target, ..)| {
            let question = part.zip(item.clone()).zip(*target);
            let timer = question.map(|((part, item), target)| {
                Timeout::new(REST, move || known.set((part.turned)(&session, &item, target, language).map(Rc::new)))
            });
            move || drop(timer)
        });
    }
    (*known).clone().filter(|turned| Some(&turned.item) == item.as_ref() && Some(turned.target) == target)
}
