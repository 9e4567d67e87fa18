//! Links restore, and are refused in words.

use guoban_app::state::{Delivered, Dialog, Msg, Notice, PackEntry, Request, ViewAction};
use guoban_model::text::Text;
use guoban_planning::action::Action;

use crate::page::{PACK, Page};

#[test]
fn a_link_gives_the_same_figures_elsewhere() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    page.set_to_bound(3);
    let link = page.link();
    let other = Page::open(Some(&link));
    assert_eq!(other.figures(), page.figures());
    assert_eq!(other.0.session().unwrap().document.unshared(), 0);
}

#[test]
fn a_link_opened_over_work_leaves_the_work_one_undo_away() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let link = page.link();
    let shared = page.figures();
    let mut mine = Page::open(None);
    mine.set_to_bound(3);
    let work = mine.figures();
    mine.send(Msg::Went { link: Some(link), plan: None });
    assert_eq!(mine.figures(), shared);
    assert_eq!(mine.0.view.notice, Some(Notice::LinkAdded));
    mine.act(Action::Undo);
    assert_eq!(mine.figures(), work);
}

#[test]
fn a_damaged_link_is_refused_and_work_stays() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let mut link = page.link();
    let last = if link.ends_with('A') { 'B' } else { 'A' };
    link.pop();
    link.push(last);
    let work = page.figures();
    page.send(Msg::View(ViewAction::CloseDialog));
    page.send(Msg::Went { link: Some(link.clone()), plan: None });
    assert!(matches!(page.0.view.dialog, Some(Dialog::BadLink(_))));
    assert_eq!(page.figures(), work);
    let fresh = Page::open(Some(&link));
    assert!(matches!(fresh.0.view.dialog, Some(Dialog::BadLink(_))), "never a silent baseline");
}

#[test]
fn a_link_of_an_earlier_revision_opens_on_the_one_that_is_kept() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let link = page.link();
    let newer = PACK.replacen("revision = 3", "revision = 4", 1);
    let name = Text::new("边州市", "Bianzhou");
    let entry =
        |id: &str| PackEntry { id: id.to_owned(), file: format!("{id}.toml"), name: name.clone(), packed: None };
    let list = || Msg::Listed(Ok(vec![entry("border-city"), entry("border-city@3")]));
    let deliver = |page: &mut Page, id: &str, text: &str| {
        page.send(Msg::Fetched { id: id.to_owned(), pack: Ok(Delivered::Text(text.to_owned())) });
        page.send(Msg::Restored(None));
    };
    let asked = |page: &Page| {
        page.requests().into_iter().find_map(|request| match request {
            Request::FetchPack(entry, _) => Some(entry.id),
            _ => None,
        })
    };
    let mut other = Page::new(Some(&link));
    other.send(list());
    assert_eq!(asked(&other).as_deref(), Some("border-city@3"));
    deliver(&mut other, "border-city@3", PACK);
    assert_eq!((other.figures(), &other.0.view.dialog), (page.figures(), &None));

    // Opened while the current revision is there: the other one is fetched.
    let mut here = Page::new(None);
    here.send(list());
    deliver(&mut here, "border-city", &newer);
    here.requests();
    here.send(Msg::Went { link: Some(link), plan: None });
    assert_eq!(asked(&here).as_deref(), Some("border-city@3"));
    deliver(&mut here, "border-city@3", PACK);
    assert_eq!(here.0.session().unwrap().pack().revision, 3);
    assert_eq!(here.figures(), page.figures());
}

#[test]
fn a_link_of_another_revision_lets_the_reader_choose() {
    let mut page = Page::open(None);
    page.set_to_bound(0);
    let link = page.link();
    let newer = PACK.replacen("revision = 3", "revision = 4", 1);
    let mut other = Page::new(Some(&link));
    other.list();
    other.fetched(&newer);
    other.send(Msg::Restored(None));
    assert!(matches!(other.0.view.dialog, Some(Dialog::OtherRevision(_))));
    assert_eq!(other.0.session().unwrap().scenario().changed(), 0);
    other.send(Msg::AdaptLink);
    assert_eq!(other.figures(), page.figures());
    assert_eq!(other.0.view.dialog, None);
}

#[test]
fn a_link_to_a_pack_that_is_not_here_is_refused() {
    let mut page = Page::open(None);
    let link = page.link();
    let mut other = Page::new(Some(&link));
    let name = Text::new("另一份", "Another");
    other.send(Msg::Listed(Ok(vec![PackEntry {
        id: "other".to_owned(),
        file: "other.toml".to_owned(),
        name,
        packed: None,
    }])));
    assert!(matches!(other.0.view.dialog, Some(Dialog::BadLink(_))));
}
