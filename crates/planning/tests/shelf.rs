//! Own packs: the list, its bounds, its stored form; plans carried to other data; the same plan with other data.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::sync::Arc;

use guoban_model::model::Model;
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::{Language, Text};
use guoban_planning::action::Action;
use guoban_planning::compare::Side;
use guoban_planning::document::Document;
use guoban_planning::kept::{File, PackText};
use guoban_planning::scenario::{PackRef, Scenario};
use guoban_planning::shelf::{Entry, LONGEST_PACK, MOST_BYTES, MOST_PACKS, Shelf, ShelfError, identity, is_own};
use guoban_planning::since::Since;

const TINY: &str = include_str!("../../model/tests/packs/tiny.toml");

fn entry(text: &str) -> Entry {
    Entry::new("tiny", text, Text::new("小县", "Small county"))
}

fn sized(number: usize, bytes: usize) -> Entry {
    Entry { bytes, ..entry(&format!("text {number}")) }
}

fn pack(text: &str) -> Pack {
    read_pack(text).unwrap_or_else(|findings| panic!("{findings:?}")).pack
}

#[test]
fn a_pack_is_known_by_its_text() {
    assert_eq!(identity("tiny", "a"), identity("tiny", "a"));
    assert_ne!(identity("tiny", "a"), identity("tiny", "b"));
    assert!(is_own(&identity("tiny", "a")) && !is_own("tiny") && !is_own("tiny@2"));
}

#[test]
fn a_changed_pack_takes_the_place_of_the_one_before_and_remembers_it() {
    let (first, second, third) = (entry("1"), entry("2"), entry("3"));
    let mut shelf = Shelf::default();
    assert!(shelf.put(first.clone(), None).unwrap().is_empty());
    assert!(shelf.put(sized(9, 5), None).unwrap().is_empty());
    assert!(shelf.put(second.clone(), Some(&first.id)).unwrap().is_empty());
    assert_eq!(shelf.packs().len(), 2);
    assert_eq!(shelf.packs()[0].before.as_ref().unwrap().id, first.id);
    // A third one: the first is needed no more.
    assert_eq!(shelf.put(third.clone(), Some(&second.id)).unwrap(), std::slice::from_ref(&first.id));
    // Another window goes on from what is no more: nothing is written over.
    shelf.put(first.clone(), Some(&second.id)).unwrap();
    assert_eq!(shelf.packs().iter().map(|entry| &entry.id).filter(|id| **id == third.id).count(), 1);
    assert_eq!(shelf.packs().len(), 3);
    // Saved once more as it is, nothing changes.
    let same = shelf.clone();
    shelf.put(third.clone(), Some(&first.id)).unwrap();
    assert_eq!(shelf, same);
    let (removed, idle) = shelf.remove(&third.id).unwrap();
    assert_eq!((removed.id, idle), (third.id.clone(), vec![third.id.clone(), second.id]));
    assert_eq!(shelf.remove(&third.id), Err(ShelfError::Gone));
}

#[test]
fn the_list_is_bounded_and_stays_as_it_is_when_it_is_full() {
    let mut shelf = Shelf::default();
    for number in 0..MOST_PACKS {
        shelf.put(sized(number, 1), None).unwrap();
    }
    let full = shelf.clone();
    assert_eq!(shelf.put(sized(99, 1), None), Err(ShelfError::TooMany));
    assert_eq!(shelf.put(sized(99, LONGEST_PACK + 1), None), Err(ShelfError::TooLong { bytes: LONGEST_PACK + 1 }));
    assert_eq!(shelf, full);
    let mut shelf = Shelf::default();
    let most = MOST_BYTES / LONGEST_PACK;
    for number in 0..most {
        shelf.put(sized(number, LONGEST_PACK), None).unwrap();
    }
    assert_eq!(shelf.put(sized(99, 7), None), Err(ShelfError::TooMuch { bytes: MOST_BYTES + 7 }));
    // The one before a change counts too.
    let first = shelf.packs()[0].id.clone();
    assert!(matches!(shelf.put(sized(98, 1), Some(&first)), Err(ShelfError::TooMuch { .. })));
}

#[test]
fn names_are_short_and_plain() {
    let mut shelf = Shelf::default();
    shelf.put(entry("1"), None).unwrap();
    let id = shelf.packs()[0].id.clone();
    shelf.rename(&id, "  我的县\n<b>  ").unwrap();
    assert_eq!(shelf.packs()[0].name.zh, "我的县<b>");
    shelf.rename(&id, "  ").unwrap();
    assert_eq!(shelf.packs()[0].name.zh, "我的县<b>");
    shelf.rename(&id, &"长".repeat(1_000)).unwrap();
    assert_eq!(Shelf::read(&shelf.write().unwrap()), Ok(shelf.clone()));
    assert_eq!(shelf.rename("x", "y"), Err(ShelfError::Gone));
}

#[test]
fn a_kept_list_is_read_whole_or_refused_in_words() {
    let mut shelf = Shelf::default();
    shelf.put(entry("1"), None).unwrap();
    let first = shelf.packs()[0].id.clone();
    shelf.put(entry("2"), Some(&first)).unwrap();
    let text = shelf.write().unwrap();
    assert_eq!(Shelf::read(&text), Ok(shelf));
    assert_eq!(Shelf::read(&text.replace("\"format\":1", "\"format\":7")), Err(ShelfError::Newer { format: 7 }));
    let damaged = [
        "",
        "[]",
        "{}",
        "{\"format\":1}",
        &text[..text.len() - 1],
        &text.replace("own/", "../"),
        &text.replace('~', "-"),
    ];
    for text in damaged {
        assert_eq!(Shelf::read(text), Err(ShelfError::Damaged), "{text}");
    }
    for error in [ShelfError::Refused, ShelfError::NoRoom, ShelfError::TooMany, ShelfError::NoPack, ShelfError::Damaged]
    {
        assert!(error.message(Language::Zh).chars().count() > 15 && error.message(Language::En).len() > 30);
    }
}

#[test]
fn a_file_with_packs_is_of_a_newer_format_and_comes_back_as_it_was() {
    let plain = File { plans: vec!["x".to_owned()], packs: Vec::new() };
    assert!(plain.write().unwrap().starts_with("guoban-file 1 "));
    let packs = vec![PackText { name: Text::new("甲", "A"), text: TINY.to_owned() }];
    let file = File { packs, ..plain };
    let text = file.write().unwrap();
    assert!(text.starts_with("guoban-file 2 "));
    assert_eq!(File::read(&text), Ok(file));
}

/// The tiny pack as known a month later, without one of its levers' upper range.
fn later() -> Pack {
    let text = TINY.replace("as_of = \"2026-04-28\"", "as_of = \"2026-05-28\"");
    Pack { id: "tiny~later".to_owned(), ..pack(&text) }
}

#[test]
fn plans_are_carried_to_other_data() {
    let old = pack(TINY);
    let new = later();
    let lever = &old.levers[0];
    let mut document = Document::open(Scenario::baseline(&old));
    for action in [
        Action::SetLever { lever: lever.id.clone(), value: lever.max },
        Action::Rename { name: "甲".to_owned() },
        Action::NewPlan { name: "乙".to_owned() },
    ] {
        document = document.apply(&old, &action).unwrap().0;
    }
    let (carried, dropped) = document.carried(&new);
    assert_eq!(dropped, 0);
    assert_eq!(carried.plans().len(), 2);
    assert_eq!(carried.current().number, document.current().number);
    assert!(carried.plans().iter().all(|plan| plan.scenario.pack == PackRef::of(&new)));
    assert_eq!(carried.plans()[0].scenario.levers, document.plans()[0].scenario.levers);
    // What is no more is dropped and counted.
    let fewer = Pack { levers: Vec::new(), ..later() };
    assert_eq!(document.carried(&fewer).1, 1);
    let mut low = later();
    low.levers[0].max = low.levers[0].baseline;
    assert_eq!(document.carried(&low).1, 1);
}

#[test]
fn the_same_plan_with_other_data_is_told_by_target() {
    let old = pack(TINY);
    let side = |pack: &Pack| {
        let scenario = Scenario::baseline(pack);
        Side::alone(&Model::compile(Arc::new(pack.clone()), scenario.as_of(pack)).unwrap(), scenario)
    };
    let same = Since::between(&side(&old), &side(&old));
    assert_eq!((same.count(), same.rows.len()), (0, old.targets.len()));
    let mut new = old.clone();
    let gone = new.targets.remove(0);
    let since = Since::between(&side(&old), &side(&new));
    assert_eq!(since.rows.len(), old.targets.len());
    let last = since.rows.last().unwrap();
    assert_eq!(last.name, gone.name);
    assert!(last.half.before.is_some() && last.half.after.is_none() && last.differs());
    // What was arranged meanwhile moves figures.
    let mut arranged = old.clone();
    arranged.levers[0].baseline = arranged.levers[0].max;
    let since = Since::between(&side(&old), &side(&arranged));
    assert!((1..=old.targets.len()).contains(&since.count()));
}
