//! The digits of the shipped packs, pinned: the browser tests compare with the same file.
//!
//! `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-bench` writes the file anew, for a change of a pack that is meant.

use std::path::Path;

#[test]
fn shipped_packs_give_the_pinned_digits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let golden = root.join("tests/golden/digests.txt");
    let mut lines = String::new();
    for pack in [
        "border-city",
        "urban-district",
        "china-2023",
        "renewal-district",
        "border-city-2",
        "border-city-1",
        "china-2023-1",
    ] {
        let text = std::fs::read_to_string(root.join(format!("www/packs/{pack}.toml"))).unwrap();
        lines.push_str(&format!("{} {pack}\n", guoban_bench::digest(&text)));
    }
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &lines).unwrap();
    }
    assert_eq!(lines, std::fs::read_to_string(&golden).unwrap(), "see the head of this file");
}

#[test]
fn answers_give_the_pinned_digits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let golden = root.join("tests/golden/answers.txt");
    let mut lines = String::new();
    // Released revisions: they are never edited, so only a change of the search moves these digits.
    for pack in ["border-city-1", "china-2023-1"] {
        let text = std::fs::read_to_string(root.join(format!("www/packs/{pack}.toml"))).unwrap();
        lines.push_str(&format!("{} {pack}\n", guoban_bench::answers_digest(&text)));
    }
    if std::env::var_os("GUOBAN_UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &lines).unwrap();
    }
    assert_eq!(lines, std::fs::read_to_string(&golden).unwrap(), "see the head of this file");
}
