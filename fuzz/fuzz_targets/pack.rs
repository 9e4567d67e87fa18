//! Any bytes as a pack: read, compiled as known on its date, run, and what is wrong put into words.

#![no_main]

use guoban_model::diagnostic::Diagnostic;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use libfuzzer_sys::fuzz_target;

fn say(found: &[Diagnostic]) {
    for finding in found {
        for language in [Language::Zh, Language::En] {
            assert!(!finding.message(language).is_empty());
            finding.hint(language);
        }
    }
}

fuzz_target!(|text: &str| {
    match read_pack(text) {
        Err(found) => {
            assert!(!found.is_empty());
            assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "found twice");
            say(&found);
        }
        Ok(read) => {
            say(&read.warnings);
            match read.compile(read.pack.as_of) {
                Err(found) => say(&found),
                Ok(model) => {
                    model.run(&model.baseline()).faults();
                }
            }
        }
    }
});
