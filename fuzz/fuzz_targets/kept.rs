//! Stored documents and files from strangers: read whole or refused, and what is read can be walked through and kept again.
//!
//! A checksum would keep the fuzzer out, so it is made here for what follows the first line.
#![no_main]

use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::kept::{self, File};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| match read_pack(include_str!("../../crates/model/tests/packs/tiny.toml")) {
    Ok(read) => read.pack,
    Err(findings) => panic!("{findings:?}"),
});

fuzz_target!(|text: &str| {
    let _ = File::read(text);
    let _ = kept::read(text);
    let Ok(document) = serde_json::from_str::<Document>(text) else { return };
    let again = kept::write(&document, 1).and_then(|text| kept::read(&text));
    assert_eq!(again, Ok(document.clone()), "what is read is kept as it is");
    let all = document.history().steps().len() + document.history().undone().len();
    let numbers = document.plans().iter().map(|plan| Action::DropPlan { plan: plan.number });
    let actions = [Action::Undo, Action::GoTo { done: 0 }, Action::GoTo { done: all }, Action::NewPlan { name: String::new() }];
    let mut walked = document.clone();
    for action in actions.into_iter().chain(numbers.collect::<Vec<_>>()) {
        match walked.apply(&PACK, &action) {
            Ok((next, _)) => walked = next,
            Err(refusal) => assert_eq!(action.check(&walked, &PACK), Err(refusal)),
        }
    }
});
