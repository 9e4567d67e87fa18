//! The levers of the room: those that differ from the baseline, else the first that still move the half-year; large enough to be
//! moved from a lectern.

use std::cell::Cell;
use std::rc::Rc;

use guoban_model::model::Model;
use guoban_model::pack::LeverId;
use guoban_planning::reach::Reach;
use yew::prelude::*;

use crate::shared::Shared;
use crate::state::Following;
use crate::views::hooks::{Look, use_locale, use_send, waiting};
use crate::views::levers::{Held, Hold, Moving, Which, slider};

/// Levers that are shown.
const SHOWN: usize = 4;

/// The levers of the room.
pub fn levers(look: &Look) -> Html {
    let Look { locale, session, view, .. } = look;
    if session.parts.levers.is_none() {
        return waiting(locale);
    }
    let all = || (0..session.pack().levers.len()).map(LeverId);
    let changed: Vec<LeverId> = all().filter(|id| session.is_changed(*id)).collect();
    let is_free = changed.is_empty();
    let helps = |id: &LeverId| session.reach.get(id.0).is_some_and(Reach::helps_half);
    let shown: Vec<LeverId> =
        if is_free { all().filter(helps).take(SHOWN).collect() } else { changed.iter().copied().take(SHOWN).collect() };
    let follows = view.following != Following::No;
    let told = if is_free {
        locale.t("meet.levers-first").to_string()
    } else {
        locale.fill("meet.levers-changed", &[("n", &changed.len().to_string())])
    };
    html! {
        <section key="levers" class="meet__p">
            <h2>{ locale.t("meet.levers") }<small>{ " " }{ told }</small></h2>
            { for shown.iter().map(|id| html! {
                <LeverLine
                    key={id.0} model={session.model().clone()} reach={session.reach.clone()}
                    moving={Moving::of(session, Which::Lever(*id))} fixed={follows}
                />
            }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    model: Shared<Model>,
    reach: Shared<Vec<Reach>>,
    moving: Moving,
    /// Another window moves it.
    fixed: bool,
}

/// A lever with its value, and its slider where it is moved here.
#[component]
fn LeverLine(props: &LineProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let (held, let_go) =
        (use_memo((), |()| Rc::new(Cell::new(Held::No))), use_memo((), |()| Rc::new(Cell::new(f64::MIN))));
    let setting = props.moving.setting(&props.model, &props.reach, &locale);
    let hold = Hold::new(Rc::clone(&held), Rc::clone(&let_go), setting.item.clone(), send.clone());
    {
        // A line that goes away while it is held must not leave the step open.
        let hold = hold.clone();
        use_effect_with((), move |()| move || hold.release(f64::MIN));
    }
    html! {
        <div class={classes!("meet__l", setting.is_changed().then_some("is-changed"))} data-item={setting.item.id().to_owned()}>
            <p class="meet__ln">
                <span>{ setting.name.clone() }</span>
                if setting.is_changed() {
                    <small>{ setting.show(setting.baseline) }{ " → " }</small>
                }
                <b>{ setting.told(setting.value) }</b>
            </p>
            if !props.fixed {
                { slider(&setting, None, &hold, &locale, &send) }
            }
        </div>
    }
}
