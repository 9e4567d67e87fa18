//! What was prepared for one search serves the next: answer and duties are the same as from nothing.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use std::rc::Rc;

use guoban_answers::closing::{Closed, Closing, Preparing, close};
use guoban_answers::solve::Ask;
use guoban_planning::judge::Period;
use support::shipped;

fn done(mut closing: Closing) -> Closed {
    while !closing.go_on(64) {}
    closing.told()
}

#[test]
fn a_search_that_is_prepared_for_finds_the_same() {
    let (model, scenario) = shipped("renewal-district");
    let target = model.pack().target("retail").unwrap();
    let ask = || Ask::each(vec![(target, Period::Half)]);
    let fresh = close(&model, &scenario, ask()).unwrap();
    assert!(fresh.duties.iter().any(|duties| !duties.is_empty()), "no mix asks anything of anybody");

    let mut first = Closing::new(&model, &scenario, ask()).unwrap();
    assert!(first.prepared().is_none());
    while !first.go_on(64) {}
    assert_eq!(first.told(), fresh);
    let prepared = first.prepared().unwrap();
    assert_eq!(done(Closing::with(prepared, &model, &scenario, ask()).unwrap()), fresh);

    let mut preparing = Preparing::new(&model);
    (0..5).for_each(|_| assert!(!preparing.go_on()));
    assert_eq!(done(Closing::after(preparing.clone(), &model, &scenario, ask()).unwrap()), fresh);
    while !preparing.go_on() {}
    let whole = Rc::new(preparing.told());
    assert_eq!(done(Closing::with(whole, &model, &scenario, ask()).unwrap()), fresh);
}
