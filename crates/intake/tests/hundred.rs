//! How long a form of a hundred indicators takes: `cargo test --release -p guoban-intake --test hundred -- --ignored --nocapture`; in the
//! page, `cargo xtask feel --forms`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod filled;

use std::time::Instant;

use filled::fixture;
use guoban_intake::{form, place};
use guoban_model::read::read_pack;

#[test]
fn a_hundred_indicators_make_a_pack() {
    let form = form::read(&fixture("hundred.xlsx")).unwrap();
    assert_eq!(form.indicators.len(), 100);
    let made = place::write(&form).unwrap();
    assert_eq!(read_pack(&made.text).unwrap().pack.targets.len(), 100);
}

#[test]
#[ignore = "a measurement, for a quiet machine"]
fn time() {
    let bytes = fixture("hundred.xlsx");
    for _ in 0..5 {
        let start = Instant::now();
        let form = form::read(&bytes).unwrap();
        let read = start.elapsed();
        let made = place::write(&form).unwrap();
        println!("{} bytes: form read in {read:.1?}, pack made in {:.1?}", bytes.len(), start.elapsed() - read);
        assert!(!made.text.is_empty());
    }
}
