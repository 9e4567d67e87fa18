//! Any text as a bulletin for the example county: a preview, and a pack that reads where something applies.

#![no_main]

use std::sync::LazyLock;

use guoban_intake::bulletin::{self, Aliases, Options};
use guoban_intake::{form, place};
use guoban_model::pack::Pack;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use libfuzzer_sys::fuzz_target;

static COUNTY: LazyLock<(String, Pack)> = LazyLock::new(|| {
    let bytes = include_bytes!("../../crates/intake/tests/forms/county.xlsx");
    let made = form::read(bytes).and_then(|form| place::write(&form)).expect("the example place");
    let pack = read_pack(&made.text).expect("the example pack").pack;
    (made.text, pack)
});

fuzz_target!(|text: &str| {
    let (own, pack) = &*COUNTY;
    let options = Options { yuan_per_dollar: Some(7.into()), ..Options::default() };
    let preview = bulletin::preview(pack, text, &options);
    for unread in &preview.unread {
        assert!(!unread.why.message(Language::En).0.is_empty());
    }
    match bulletin::apply(own, &preview, &Aliases::default()) {
        Ok(applied) => assert!(read_pack(&applied.text).is_ok()),
        Err(error) => assert!(!error.message(Language::Zh).is_empty()),
    }
});
