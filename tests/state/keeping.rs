//! What is on screen is what the address says, and no window takes work from another.

use guoban_app::state::{Dialog, Keeping, Msg, Notice, Request, Stored, ViewAction};
use guoban_planning::action::Action;
use guoban_planning::kept::{self, File, KeptError};

use crate::page::{PACK, Page};

/// What the address says, as last asked for.
fn address(page: &Page) -> Option<(u32, Option<String>)> {
    let said = |request| match request {
        Request::Address { plan, link } => Some((plan, link)),
        _ => None,
    };
    page.0.outbox.take().into_iter().filter_map(said).last()
}

/// The page after a reload: with what the window kept, at the address it had.
fn reloaded(page: &Page, link: Option<&str>) -> Page {
    let mut again = Page::new(link);
    again.list();
    again.fetched(PACK);
    let document = (*page.0.session().unwrap().document).clone();
    again.send(Msg::Restored(Some(Stored::Whole(Box::new(document)))));
    again
}

#[test]
fn what_is_on_screen_is_what_the_address_says() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let link = page.link();
    let shared = page.figures();
    page.send(Msg::View(ViewAction::CloseDialog));
    assert_eq!(address(&page), Some((0, Some(link.clone()))));
    assert_eq!(reloaded(&page, Some(&link)).figures(), shared);

    // What goes on is no longer what the link says, and is still there after a reload.
    page.set_to_bound(3);
    let edited = page.figures();
    assert_eq!(address(&page), Some((0, None)));
    let mut again = reloaded(&page, None);
    assert_eq!(again.figures(), edited);

    // The link opened again is the link; what went on from it is another plan.
    again.send(Msg::Went { link: Some(link.clone()), plan: None });
    assert_eq!((again.figures(), address(&again)), (shared.clone(), Some((1, Some(link.clone())))));
    let document = &again.0.session().unwrap().document;
    assert_eq!(document.plan(0).unwrap().unshared(), 1, "named as gone on from its link");
    again.send(Msg::Went { link: None, plan: Some(0) });
    assert_eq!((again.figures(), address(&again)), (edited, Some((0, None))));
    again.send(Msg::Went { link: Some(link.clone()), plan: Some(1) });
    assert_eq!(again.figures(), shared);
    assert_eq!(again.0.session().unwrap().document.plans().len(), 2, "the plan of the link is there already");
    again.act(Action::Undo);
    assert_eq!(address(&again), Some((0, None)), "the plan of the link is away");
}

#[test]
fn looking_at_a_link_is_no_work_to_be_kept_for_all_windows() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let link = page.link();
    let mut other = Page::open(Some(&link));
    let kept = |page: &Page| -> Vec<bool> {
        let shares = |request| match request {
            Request::Keep { shares, .. } => Some(shares),
            _ => None,
        };
        page.requests().into_iter().filter_map(shares).collect()
    };
    assert_eq!(kept(&other), [false]);
    other.set_to_bound(3);
    assert_eq!(kept(&other), [true]);
    other.send(Msg::Went { link: Some(link), plan: None });
    assert_eq!(kept(&other), [false]);
}

#[test]
fn another_window_that_is_ahead_is_told_and_both_can_stay() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let mut there = reloaded(&page, None);
    there.set_to_bound(3);
    let theirs = (*there.0.session().unwrap().document).clone();
    page.set_to_bound(5);
    let mine = page.figures();
    page.send(Msg::Kept(Keeping::Ahead { there: 2, here: 1 }));
    page.requests();
    page.send(Msg::Settle { joins: true });
    assert!(matches!(page.requests()[..], [Request::Shared { joins: true, .. }]));
    page.send(Msg::Shared { document: Box::new(theirs.clone()), joins: true });
    assert_eq!((page.figures(), &page.0.keeping), (mine, &Keeping::Kept));
    assert!(matches!(page.requests()[..], [Request::Keep { shares: true, .. }]));
    let names: Vec<String> =
        page.0.session().unwrap().document.plans().iter().map(|plan| plan.scenario.name.clone()).collect();
    assert_eq!(names, ["", "另一窗口的方案"]);
    page.send(Msg::Shared { document: Box::new(theirs), joins: false });
    assert_eq!(page.figures(), there.figures());
}

#[test]
fn a_file_adds_plans_and_takes_none_away() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let document = page.0.session().unwrap().document.clone();
    let mut old = (*document).clone();
    old = old.apply(page.0.session().unwrap().pack(), &Action::NewPlan { name: "乙".to_owned() }).unwrap().0;
    let mut foreign = guoban_planning::scenario::Scenario::baseline(page.0.session().unwrap().pack());
    foreign.pack.id = "elsewhere".to_owned();
    let foreign = guoban_planning::document::Document::open(foreign);
    let file = File {
        plans: [old, foreign].iter().map(|document| kept::write(document, 1).unwrap()).collect(),
        packs: Vec::new(),
    };
    let file = file.write().unwrap();
    let before = page.figures();
    page.requests();
    page.send(Msg::Import(file.clone()));
    assert_eq!(page.0.view.notice, Some(Notice::Imported { came: 1, elsewhere: 1, left_out: 0 }));
    assert_eq!(page.figures(), before);
    assert!(matches!(page.requests()[..], [Request::Keep { shares: true, .. }, Request::TakeIn(_)]));
    page.send(Msg::Import(file.replace("乙", "已")));
    assert_eq!(page.0.view.dialog, Some(Dialog::BadFile(KeptError::Damaged)));
    page.send(Msg::Clear);
    assert!(page.0.session().unwrap().document.is_untouched());
    assert!(matches!(page.requests()[..], [Request::Clear, ..]));
}
