//! Stored documents and files from strangers: read whole or refused, and what is read can be walked through and kept again.
//!
//! A checksum would keep the fuzzer out, so it is made here for what follows the first line.
#![no_main]

use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::kept::{self, File};
use guoban_planning::shelf::{Entry, Shelf};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| match read_pack(include_str!("../../crates/model/tests/packs/tiny.toml")) {
    Ok(read) => read.pack,
    Err(findings) => panic!("{findings:?}"),
});

fuzz_target!(|text: &str| {
    let _ = File::read(text);
    let _ = kept::read(text);
    if let Ok(shelf) = Shelf::read(text) {
        shelf_holds(shelf);
    }
    let Ok(document) = serde_json::from_str::<Document>(text) else { return };
    let again = kept::write(&document, 1).and_then(|text| kept::read(&text));
    assert_eq!(again, Ok(document.clone()), "what is read is kept as it is");
    let all = document.history().steps().len() + document.history().undone().len();
    let numbers = document.plans().iter().map(|plan| Action::DropPlan { plan: plan.number });
    let actions = [Action::Undo, Action::GoTo { done: 0 }, Action::GoTo { done: all }, Action::NewPlan { name: String::new() }];
    let (carried, _) = document.carried(&PACK);
    let again = kept::write(&carried, 1).and_then(|text| kept::read(&text));
    assert_eq!(again, Ok(carried), "plans on other data are kept as they are");
    let mut walked = document.clone();
    for action in actions.into_iter().chain(numbers.collect::<Vec<_>>()) {
        match walked.apply(&PACK, &action) {
            Ok((next, _)) => walked = next,
            Err(refusal) => assert_eq!(action.check(&walked, &PACK), Err(refusal)),
        }
    }
});

/// A list that was read stays within its bounds, whatever is done to it, and is kept as it is.
fn shelf_holds(mut shelf: Shelf) {
    let ids: Vec<String> = shelf.packs().iter().map(|entry| entry.id.clone()).collect();
    let from = ids.first().cloned();
    for from in [None, from.as_deref()] {
        let _ = shelf.put(Entry::new("tiny", "text", PACK.name.clone()), from);
        let kept = shelf.write().and_then(|text| Shelf::read(&text));
        assert_eq!(kept, Ok(shelf.clone()), "what is read is kept as it is");
    }
    for id in ids {
        let _ = shelf.rename(&id, "另一个名字");
        let _ = shelf.remove(&id);
    }
}
