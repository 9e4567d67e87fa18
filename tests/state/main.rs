//! The reducer of the page, without a browser: packs open, work is kept, links neither fail silently nor take work away.

#![allow(clippy::panic, clippy::unwrap_used)]

mod drawing;
mod keeping;
mod links;
mod page;
mod parts;

use guoban_app::state::{Msg, Notice, PackFailure, Request, Stage};
use guoban_model::text::Language;
use guoban_planning::action::Action;
use page::{PACK, Page};
use rust_decimal::Decimal;

#[test]
fn opening_asks_for_the_list_then_the_first_pack_then_what_was_kept() {
    let mut page = Page::new(None);
    assert!(matches!(page.requests()[..], [Request::ListPacks]));
    page.list();
    assert!(matches!(&page.requests()[..], [Request::FetchPack(entry, Language::Zh)] if entry.id == "border-city"));
    page.fetched(PACK);
    assert!(matches!(page.requests()[..], [Request::RememberPack(_), Request::Restore(_)]));
    assert!(page.0.session().is_some());
}

#[test]
fn a_pack_that_arrives_after_another_was_wished_for_is_not_shown() {
    let mut page = Page::new(None);
    page.list();
    page.send(Msg::OpenPack("other".to_owned()));
    page.fetched(PACK);
    assert!(page.0.session().is_none());
}

#[test]
fn a_pack_with_errors_is_shown_with_its_findings() {
    let mut page = Page::new(None);
    page.list();
    page.fetched("[pack]\nformat = 1\n");
    let Stage::Failed(failure) = &page.0.stage else { panic!("it opened") };
    assert!(matches!(&**failure, PackFailure::Unreadable { findings, .. } if !findings.is_empty()));
}

#[test]
fn an_action_gives_figures_and_is_kept_and_undone() {
    let mut page = Page::open(None);
    let before = page.figures();
    page.requests();
    page.set_to_bound(0);
    assert_ne!(page.figures(), before);
    assert!(matches!(page.requests()[..], [Request::Keep { shares: true, .. }]));
    assert!(page.0.session().unwrap().last.is_some());
    page.act(Action::Undo);
    assert_eq!(page.figures(), before);
}

#[test]
fn a_drag_is_one_step_and_is_kept_once() {
    let mut page = Page::open(None);
    page.requests();
    page.act(Action::BeginDrag);
    for lever in [0, 2, 0] {
        page.set_to_bound(lever);
    }
    assert!(page.requests().is_empty(), "nothing is stored while dragging");
    page.act(Action::EndDrag);
    assert!(matches!(page.requests()[..], [Request::Keep { shares: true, .. }]));
    assert_eq!(page.0.session().unwrap().document.history().steps().len(), 1);
}

#[test]
fn a_refused_action_says_why_and_changes_nothing() {
    let mut page = Page::open(None);
    let before = page.figures();
    page.act(Action::SetLever { lever: "no-such-lever".to_owned(), value: Decimal::ONE });
    assert!(matches!(page.0.view.notice, Some(Notice::Refused(_))));
    assert_eq!(page.figures(), before);
}
