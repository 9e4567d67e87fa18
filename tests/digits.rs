//! The pinned digits of the shipped packs, in a browser: the same as natively.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn shipped_packs_give_the_pinned_digits() {
    let pinned = include_str!("golden/digests.txt");
    let packs = [
        ("border-city", include_str!("../www/packs/border-city.toml")),
        ("urban-district", include_str!("../www/packs/urban-district.toml")),
        ("china-2023", include_str!("../www/packs/china-2023.toml")),
        ("renewal-district", include_str!("../www/packs/renewal-district.toml")),
        ("border-city-2", include_str!("../www/packs/border-city-2.toml")),
        ("border-city-1", include_str!("../www/packs/border-city-1.toml")),
        ("china-2023-1", include_str!("../www/packs/china-2023-1.toml")),
    ];
    let lines: String = packs.iter().map(|(name, text)| format!("{} {name}\n", guoban_bench::digest(text))).collect();
    assert_eq!(lines, pinned);
}

#[wasm_bindgen_test]
fn answers_give_the_pinned_digits() {
    let pinned = include_str!("golden/answers.txt");
    let packs = [
        ("border-city-1", include_str!("../www/packs/border-city-1.toml")),
        ("china-2023-1", include_str!("../www/packs/china-2023-1.toml")),
    ];
    let line = |(name, text): (&str, &str)| format!("{} {name}\n", guoban_bench::answers_digest(text));
    assert_eq!(packs.map(line).concat(), pinned);
}
