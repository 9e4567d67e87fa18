//! The empty forms that the page gives are those that `guoban new --form` writes.

#![cfg(feature = "blank")]
#![allow(clippy::panic, clippy::unwrap_used)]

use guoban_intake::form::blank;
use guoban_model::text::Language;

#[test]
fn the_page_gives_the_forms_that_are_written() {
    let served: [(Language, &[u8]); 2] = [
        (Language::Zh, include_bytes!("../../../www/forms/form-zh.xlsx")),
        (Language::En, include_bytes!("../../../www/forms/form-en.xlsx")),
    ];
    for (language, bytes) in served {
        assert!(blank(language).unwrap() == bytes, "write it anew: guoban new --form www/forms/form-….xlsx --lang …");
    }
}
