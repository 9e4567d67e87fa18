//! Links from strangers: whatever is pasted is read or refused, and what is read says the same again.
#![no_main]

use guoban_planning::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(links) = link::read_all(text) {
        assert_eq!(link::read_all(&format!("看{}。", links.text())), Ok(links), "a link has one text");
    }
});
