//! Links from strangers: whatever is pasted is read or refused, and what is read says the same again.
#![no_main]

use guoban_planning::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(read) = link::read(text) {
        assert_eq!(link::read(&format!("{read}。")), Ok(read), "a link has one text");
    }
});
