//! The shipped packs, opened.
#![allow(dead_code, reason = "every test file uses its own part")]

pub mod generated;

use guoban_model::model::Model;
use guoban_model::read::read_pack;
use guoban_planning::scenario::Scenario;

/// A shipped pack at its own date, and its baseline.
pub fn shipped(name: &str) -> (Model, Scenario) {
    let file = format!("{}/../../www/packs/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let read = read_pack(&std::fs::read_to_string(file).unwrap()).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let scenario = Scenario::baseline(model.pack());
    (model, scenario)
}
