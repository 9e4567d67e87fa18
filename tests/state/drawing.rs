//! Draws and contributions are counted for what is on screen, and never in the way.

use guoban_app::state::{Dialog, Msg, Request, ViewAction};
use guoban_planning::action::Action;
use rust_decimal::Decimal;

use crate::page::Page;

#[test]
fn draws_are_counted_to_the_end_and_only_for_the_newest_results() {
    let mut page = Page::open(None);
    let old = page.asked_draws().unwrap();
    page.set_to_bound(0);
    let quick = page.0.session().unwrap().results.chances.clone();
    page.send(Msg::Draw(old));
    assert_eq!(page.0.session().unwrap().results.chances, quick, "draws for results that are gone");
    while let Some(number) = page.asked_draws() {
        page.send(Msg::Draw(number));
    }
    let all = page.0.session().unwrap().results.chances.clone();
    assert_eq!(all.draws, 10_000);
    page.act(Action::Undo);
    page.act(Action::Redo);
    while let Some(number) = page.asked_draws() {
        page.send(Msg::Draw(number));
    }
    assert_eq!(page.0.session().unwrap().results.chances, all, "the same scenario has the same chances");
}

#[test]
fn a_slider_that_moves_on_shows_all_draws_in_every_step() {
    let mut page = Page::open(None);
    let rest = |page: &mut Page| {
        while let Some(number) = page.asked_draws() {
            page.send(Msg::Draw(number));
        }
    };
    rest(&mut page);
    let item = page.0.session().unwrap().pack().levers[0].clone();
    let steps = [1, 2, 3].map(|steps| item.baseline + item.step * Decimal::from(steps));
    let set = |page: &mut Page, value| page.send(Msg::Steer(Action::SetLever { lever: item.id.clone(), value }));
    let results = |page: &Page| page.0.session().unwrap().results.clone();
    page.act(Action::BeginDrag);
    let start = results(&page).chances.clone();
    let fans = results(&page).fans.clone();
    set(&mut page, steps[0]);
    assert_eq!((&results(&page).chances, results(&page).drawn), (&start, 0), "the figures do not wait for draws");
    // The slider moves on before a piece comes: draws are counted for where it is, not for where it was.
    let old = page.asked_draws().unwrap();
    set(&mut page, steps[1]);
    page.send(Msg::Draw(old));
    assert_eq!(results(&page).drawn, 0);
    rest(&mut page);
    assert_eq!((results(&page).drawn, results(&page).chances.draws), (10_000, 10_000));
    assert_ne!(results(&page).chances, start);
    assert_eq!(results(&page).fans, fans, "fans are drawn when the slider rests");
    set(&mut page, steps[2]);
    assert_eq!(results(&page).chances.draws, 10_000, "no step shows a sample");
    page.act(Action::EndDrag);
    rest(&mut page);
    assert_ne!(results(&page).fans, fans, "the fans come with the rest");
    let mut anew = Page::open(None);
    set(&mut anew, steps[2]);
    rest(&mut anew);
    assert_eq!(results(&page).chances, results(&anew).chances, "as counted without a drag");
}

#[test]
fn a_window_that_stands_open_holds_up_no_draws() {
    let mut page = Page::open(None);
    page.send(Msg::View(ViewAction::Open(Dialog::Rename)));
    while let Some(number) = page.asked_draws() {
        page.send(Msg::Draw(number));
    }
    let results = page.0.session().unwrap().results.clone();
    assert_eq!((results.drawn, results.fanned), (10_000, true));
}

#[test]
fn nothing_is_explained_while_a_slider_moves() {
    let mut page = Page::open(None);
    page.send(Msg::Explain);
    page.act(Action::BeginDrag);
    page.set_to_bound(0);
    page.send(Msg::Explain);
    let row = page.0.session().unwrap().row(None).unwrap();
    let explained = |page: &Page| page.0.session().unwrap().why(row).is_some();
    page.0.outbox.take();
    assert!(!explained(&page));
    page.act(Action::EndDrag);
    assert!(page.0.outbox.take().iter().any(|request| matches!(request, Request::Explain)));
    page.send(Msg::Explain);
    assert!(explained(&page));
    page.send(Msg::View(ViewAction::Pulls(true)));
    page.set_to_bound(2);
    page.send(Msg::Explain);
    assert!(!explained(&page), "what is not shown is not worked out");
}
