//! What comes late: parts of the program, the words of a pack.

use std::rc::Rc;

use guoban_app::modules::{Arrived, Modules, Name};
use guoban_app::state::{Delivered, Extra, Msg, PackEntry, PackedFiles, Request, Stage, Tracing, ViewAction, Wanted};
use guoban_model::packed::{self, Part};
use guoban_model::read::read_pack;
use guoban_model::text::{Language, Text};

use crate::page::{PACK, Page};

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
