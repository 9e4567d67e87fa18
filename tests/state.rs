//! The reducer of the page, without a browser: packs open, work is kept, links neither fail silently nor take work away.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::rc::Rc;

use guoban_app::modules::{Arrived, Modules, Name};
use guoban_app::state::{
    Delivered, Dialog, Extra, Keeping, Msg, Notice, PackEntry, PackFailure, PackedFiles, Request, Stage, Start, State,
    Stored, Theme, Tracing, ViewAction, Wanted,
};
use guoban_model::packed::{self, Part};
use guoban_model::read::read_pack;
use guoban_model::text::{Language, Text};
use guoban_planning::action::Action;
use guoban_planning::kept::{self, File, KeptError};
use rust_decimal::Decimal;
use yew::Reducible;

const PACK: &str = include_str!("../www/packs/border-city.toml");

struct Page(Rc<State>);

impl Page {
    fn new(link: Option<&str>) -> Self {
        Self(Rc::new(State::new(Start {
            language: Language::Zh,
            theme: Theme::Light,
            letter_keys: true,
            last_pack: None,
            link: link.map(str::to_owned),
            plan: None,
            follows: false,
            clock: || 0.0,
        })))
    }

    /// A page with the pack open and nothing kept.
    fn open(link: Option<&str>) -> Self {
        let mut page = Self::new(link);
        page.list();
        page.fetched(PACK);
        page.send(Msg::Restored(None));
        page
    }

    fn send(&mut self, msg: Msg) {
        self.0 = Rc::clone(&self.0).reduce(msg);
    }

    fn act(&mut self, action: Action) {
        self.send(Msg::Do(action));
    }

    fn list(&mut self) {
        let name = Text::new("边州市", "Bianzhou");
        let entry =
            |id: &str| PackEntry { id: id.to_owned(), file: format!("{id}.toml"), name: name.clone(), packed: None };
        self.send(Msg::Listed(Ok(vec![entry("border-city"), entry("other")])));
    }

    fn fetched(&mut self, text: &str) {
        self.send(Msg::Fetched { id: "border-city".to_owned(), pack: Ok(Delivered::Text(text.to_owned())) });
    }

    /// What the shell has to do, draws apart.
    fn requests(&self) -> Vec<Request> {
        self.0
            .outbox
            .take()
            .into_iter()
            .filter(|request| !matches!(request, Request::Draw { .. } | Request::Explain | Request::Address { .. }))
            .collect()
    }

    /// The number of the results that wait for draws.
    fn asked_draws(&self) -> Option<u64> {
        let number = |request| match request {
            Request::Draw { results, .. } => Some(results),
            _ => None,
        };
        self.0.outbox.take().into_iter().filter_map(number).last()
    }

    fn set_to_bound(&mut self, lever: usize) {
        let session = self.0.session().unwrap();
        let item = &session.pack().levers[lever];
        let value = if item.baseline == item.max { item.min } else { item.max };
        let lever = item.id.clone();
        self.act(Action::SetLever { lever, value });
    }

    /// Every projected figure of the board.
    fn figures(&self) -> Vec<[Option<Decimal>; 2]> {
        let rows = &self.0.session().unwrap().board().rows;
        rows.iter().map(|row| [row.half.projected, row.year.projected]).collect()
    }

    fn link(&mut self) -> String {
        self.send(Msg::Share);
        match &self.0.view.dialog {
            Some(Dialog::Share(shared)) => shared.text.clone(),
            other => panic!("no link but {other:?}"),
        }
    }
}

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

/// A page that was opened before its parts arrived.
fn without_parts(link: Option<&str>) -> Page {
    let mut page = Page::new(None);
    let mut state = (*page.0).clone();
    state.modules = Modules { reader: Modules::at_start().reader, ..Modules::default() };
    page.0 = Rc::new(state);
    if let Some(link) = link {
        page.send(Msg::Went { link: Some(link.to_owned()), plan: None });
    }
    page.list();
    page
}

fn arrived(name: Name) -> Msg {
    let all = Modules::at_start();
    match name {
        Name::Levers => Msg::Arrived(Arrived::Levers(all.levers.unwrap())),
        Name::Draws => Msg::Arrived(Arrived::Draws(all.draws.unwrap())),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_done_before_the_part_that_does_it_arrives_is_done_then() {
    let mut whole = Page::open(None);
    whole.set_to_bound(0);
    let mut page = without_parts(None);
    page.fetched(PACK);
    let baseline = page.figures();
    assert!(page.0.session().unwrap().has_chances(), "their columns keep their room");
    assert_eq!(page.asked_draws(), None);
    page.set_to_bound(0);
    assert_eq!(page.figures(), baseline);
    page.send(arrived(Name::Levers));
    assert_eq!(page.figures(), whole.figures());
    assert_eq!(page.0.session().unwrap().reach.len(), page.0.session().unwrap().pack().levers.len());
    page.send(arrived(Name::Draws));
    for page in [&mut page, &mut whole] {
        while let Some(number) = page.asked_draws() {
            page.send(Msg::Draw(number));
        }
    }
    let chances = |page: &Page| page.0.session().unwrap().results.chances.clone();
    assert_eq!(chances(&page), chances(&whole));
}

#[test]
fn a_link_waits_for_the_part_that_reads_it_and_for_no_longer() {
    let mut sharing = Page::open(None);
    sharing.set_to_bound(3);
    let link = sharing.link();
    let mut page = without_parts(Some(&link));
    let asked = |page: &Page| page.requests().iter().any(|request| matches!(request, Request::FetchPack(..)));
    assert!(!asked(&page), "the link says which pack");
    page.send(arrived(Name::Levers));
    assert!(asked(&page));
    page.fetched(PACK);
    page.send(Msg::Restored(None));
    assert_eq!(page.figures(), sharing.figures());

    let mut page = without_parts(Some(&link));
    page.send(Msg::NotArrived(Name::Levers));
    assert!(asked(&page), "without that part the pack is shown as it is");
    page.fetched(PACK);
    page.send(Msg::Restored(None));
    page.send(Msg::Retry(Name::Levers));
    page.send(arrived(Name::Levers));
    assert_eq!(page.figures(), sharing.figures(), "and once it is there the link is opened");
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

/// The border city in its packed form.
fn packed() -> [(Part, Vec<u8>); 3] {
    let parts = packed::write(&read_pack(PACK).unwrap().pack);
    let mut parts = Part::ALL.into_iter().zip(parts);
    std::array::from_fn(|_| parts.next().unwrap())
}

impl Page {
    /// A page whose host has the packed form.
    fn packed(parts: Vec<(Part, Vec<u8>)>) -> Self {
        let mut page = Self::new(None);
        let name = Text::new("边州市", "Bianzhou");
        let files = PackedFiles { core: "c".to_owned(), details: "d".to_owned(), english: "e".to_owned() };
        let (id, file) = ("border-city".to_owned(), "border-city.toml".to_owned());
        page.send(Msg::Listed(Ok(vec![PackEntry { id: id.clone(), file, name, packed: Some(files) }])));
        page.send(Msg::Fetched { id, pack: Ok(Delivered::Packed(parts)) });
        page.send(Msg::Restored(None));
        page
    }
}

#[test]
fn a_packed_pack_gives_the_figures_of_its_text_and_its_words_follow() {
    let [core, details, english] = packed();
    let mut page = Page::packed(vec![core]);
    assert_eq!(page.figures(), Page::open(None).figures());
    let note = |page: &Page| page.0.session().unwrap().pack().note.zh.clone();
    assert_eq!(note(&page), "");
    // Details are asked for at once, English when it is spoken, the text when a figure is traced; each once.
    let asked = |page: &Page| -> Vec<Wanted> {
        let wanted = |request| match request {
            Request::FetchMore(_, wanted) => Some(wanted),
            _ => None,
        };
        page.0.outbox.take().into_iter().filter_map(wanted).collect()
    };
    assert_eq!(asked(&page), [Wanted::Part(Part::Details)]);
    page.send(Msg::Language(Language::En));
    page.send(Msg::View(ViewAction::Trace(Some(Tracing { path: Vec::new(), left: false }))));
    assert_eq!(asked(&page), [Wanted::Part(Part::English), Wanted::Text]);

    let before = page.figures();
    for (part, bytes) in [details, english] {
        page.send(Msg::More { id: "border-city".to_owned(), extra: Extra::Part(part, bytes) });
    }
    assert_eq!(page.figures(), before);
    let session = page.0.session().unwrap();
    assert_eq!(**session.pack(), read_pack(PACK).unwrap().pack);
    assert_eq!(**session.results.projection.pack(), **session.pack());
    assert!(asked(&page).is_empty());
}

#[test]
fn a_packed_form_that_cannot_be_read_gives_way_to_the_text() {
    let page = Page::packed(vec![(Part::Core, b"<!doctype html>".to_vec())]);
    let text = |request: &Request| matches!(request, Request::FetchPack(entry, _) if entry.packed.is_none());
    assert!(page.requests().iter().any(text));
    assert!(matches!(page.0.stage, Stage::Opening));
}
