//! What a page calls.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

/// The named parts of the benchmarks as JSON, for packs given as a JSON list of names and texts; the page's clock is
/// `performance.now`.
#[wasm_bindgen]
pub fn figures(packs: &str, parts: &str) -> String {
    let packs: Vec<(String, String)> = serde_json::from_str(packs).unwrap();
    let packs: Vec<(&str, &str)> = packs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let global = js_sys::global();
    let performance = Reflect::get(&global, &"performance".into()).unwrap();
    let now: Function = Reflect::get(&performance, &"now".into()).unwrap().unchecked_into();
    let clock = || now.call0(&performance).ok().as_ref().and_then(JsValue::as_f64).unwrap_or(0.0);
    serde_json::to_string(&crate::run(&clock, &packs, &crate::Part::named(parts))).unwrap()
}

/// The digest of a pack.
#[wasm_bindgen]
pub fn digest(text: &str) -> String {
    crate::digest(text)
}
