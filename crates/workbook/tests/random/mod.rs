//! Random packs, which hold every kind of node a formula can have.

#[path = "../../../model/tests/support/mod.rs"]
mod packs;

use std::sync::Arc;

use guoban_model::model::{Model, Settings};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Random packs with settings, the same at every run.
pub fn plans() -> impl Iterator<Item = (Model, Settings)> {
    let mut runner = TestRunner::deterministic();
    std::iter::from_fn(move || {
        let pack = packs::packs().new_tree(&mut runner).unwrap().current();
        let as_of = packs::as_of_dates().new_tree(&mut runner).unwrap().current();
        let inputs = packs::settings().new_tree(&mut runner).unwrap().current();
        let settings = Settings { levers: inputs[..2].to_vec(), assumptions: inputs[2..].to_vec() };
        // A random pack may read a month without figures; such a pack does not compile.
        Some(Model::compile(Arc::new(pack), as_of).ok().map(|model| (model, settings)))
    })
    .flatten()
}
