//! Meeting mode: the board in few, large figures, readable at ten metres; and a second window that shows it while the first
//! moves levers.

mod beacon;
mod board;
mod levers;

use guoban_planning::number::months;
use guoban_planning::sentence;
use guoban_planning::spotlight::pages;
use yew::prelude::*;

use super::board::emphasised;
use super::context::scenario_name;
use super::hooks::Look;
use crate::icons::{icon, logo};
use crate::shell;
use crate::state::{Following, Meet, ViewAction};
use crate::texts::{MEET_EN, MEET_ZH};

pub use beacon::beacon;

/// The screen that takes the place of the page.
pub fn meeting(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(MEET_ZH, MEET_EN), ..look.clone() };
    let Look { locale, session, view, .. } = look;
    let meet = view.meeting.unwrap_or_default();
    if meet.blank {
        return html! {
            <main key="blank" class="meet meet--blank" id="main" tabindex="-1">
                <Projector key="projector" />
                <h1 class="sr">{ locale.t("meet.blank") }</h1>
            </main>
        };
    }
    let (pack, board) = (session.pack(), session.board());
    html! {
        <div key="meeting" class="meet" data-draws={session.results.drawn.to_string()}>
            <Projector key="projector" />
            { top(look) }
            <main key="main" class="meet__main" id="main" tabindex="-1">
                <div key="left" class="meet__col">
                    if let Some(text) = sentence::infeasible(pack, board, locale.language) {
                        <p key="infeasible" class="meet__no">{ icon("shieldx") }<span>{ text }</span></p>
                    }
                    <p key="answer" class="meet__a">{ emphasised(&sentence::headline(pack, board, locale.language).unwrap_or_default()) }</p>
                    { board::tallies(look) }
                    { board::targets(look, meet) }
                </div>
                <div key="right" class="meet__col">
                    { board::selected(look) }
                    { board::moved(look) }
                    { levers::levers(look) }
                </div>
            </main>
            { foot(look, meet) }
        </div>
    }
}

fn top(look: &Look) -> Html {
    let Look { locale, session, .. } = look;
    let month = i32::from(session.as_of().month.month) - 1;
    let known = locale.fill(
        "phone.left",
        &[("month", &months(month, month, locale.language)), ("days", &session.board().left().days.to_string())],
    );
    html! {
        <header key="top" class="meet__top">
            <span key="brand" class="brand">{ logo() }<b>{ "过半" }</b></span>
            <h1 key="name">{ locale.of(&session.pack().name).to_owned() }</h1>
            <span key="plan" class="tag tag--accent meet__plan">{ scenario_name(session, locale) }</span>
            <span key="grow" class="grow" />
            if session.pack().demo {
                <span key="demo" class="tag tag--demo">{ icon("demo") }<span>{ locale.t("bar.demo") }</span></span>
            }
            <span key="known">{ known }</span>
        </header>
    }
}

fn foot(look: &Look, meet: Meet) -> Html {
    let Look { locale, send, view, session, .. } = look;
    let pages = pages(session.board().rows.len());
    let turn = |by: isize| {
        let page = (meet.page as isize + by).clamp(0, pages as isize - 1) as usize;
        send.on_view(ViewAction::Meet(Some(Meet { page, ..meet })))
    };
    let following = match view.following {
        Following::No => None,
        Following::Waiting => Some(("meet.waiting", false)),
        Following::Live => Some(("meet.live", false)),
        Following::Elsewhere => Some(("meet.elsewhere", true)),
        Following::Lost => Some(("meet.lost", true)),
    };
    html! {
        <footer key="foot" class="meet__foot">
            <div key="pages" class="btn-row" role="group" aria-label={locale.t("meet.pages")}>
                <button key="back" class="btn" type="button" disabled={meet.page == 0} onclick={turn(-1)}>{ locale.t("meet.back") }</button>
                <span key="page" class="meet__pg">{ locale.fill("meet.page", &[("n", &(meet.page + 1).to_string()), ("of", &pages.to_string())]) }</span>
                <button key="on" class="btn" type="button" disabled={meet.page + 1 >= pages} onclick={turn(1)}>{ locale.t("meet.on") }</button>
            </div>
            if let Some((key, is_lost)) = following {
                <p key="following" class={classes!("meet__fo", is_lost.then_some("v-gap"))} role="status">{ icon(if is_lost { "warn" } else { "info" }) }{ " " }{ locale.t(key) }</p>
            }
            <span key="grow" class="grow" />
            if view.following == Following::No {
                <button key="second" class="btn" type="button" onclick={second()}>{ icon("plus") }<span>{ locale.t("meet.second") }</span></button>
            }
            <button key="leave" class="btn" type="button" onclick={leave(look)}>
                { icon("close") }<span>{ locale.t(if view.following == Following::No { "meet.leave" } else { "meet.unfollow" }) }</span>
            </button>
            <span key="keys" class="meet__ks">{ locale.t("meet.keys") }</span>
        </footer>
    }
}

/// Opens the second window.
fn second() -> Callback<MouseEvent> {
    Callback::from(|_: MouseEvent| shell::open_follower())
}

/// Leaves meeting mode; a window that follows becomes one of its own.
fn leave(look: &Look) -> Callback<MouseEvent> {
    let (send, follows) = (look.send.clone(), look.view.following != Following::No);
    Callback::from(move |_: MouseEvent| {
        if follows {
            shell::follow_no_more();
            send.view(ViewAction::Follow(Following::No));
        }
        send.view(ViewAction::Meet(None));
    })
}

/// Sizes the page for a projector while it is there.
#[component]
fn Projector() -> Html {
    use_effect_with((), |()| {
        shell::project(true);
        || shell::project(false)
    });
    html! {}
}
