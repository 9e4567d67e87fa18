//! The latest start of a measure: the last month in which starting still betters something.

#![allow(clippy::unwrap_used)]

use guoban_model::read::read_pack;
use guoban_planning::duty::{Duty, Latest, duties};
use guoban_planning::reach::Moves::{Borrowed, No, Pay, Yes};
use guoban_planning::scenario::Scenario;

const SMALL: &str = include_str!("../../cli/tests/packs/small.toml");
const FORMULA: &str = "9.0[万头] + hogs_more + early - disease";

/// What is asked with `hogs_more` at 3 where hogs are sold by a formula.
fn duty(formula: &str) -> Duty {
    assert!(SMALL.contains(FORMULA));
    let read = read_pack(&SMALL.replace(FORMULA, formula)).unwrap();
    let model = read.compile(read.pack.as_of).unwrap();
    let mut scenario = Scenario::baseline(model.pack());
    scenario.set_lever(model.pack(), "hogs_more", "3".parse().unwrap());
    duties(&model, &scenario).remove(0).duties.remove(0)
}

#[test]
fn a_period_without_a_value_hides_no_other() {
    let duty = duty("(9.0[万头] + hogs_more + 0 * (early - disease)) / if(month <= 12, 1, 0)");
    assert_eq!(duty.reach.periods, [Yes, Yes, Yes, No], "nothing is said of 2027");
    assert_eq!((duty.half, duty.year), (Latest::Month(5), Latest::Month(11)));
}

#[test]
fn a_start_after_which_it_only_harms_is_no_start() {
    // Sold in May, missing from July on.
    let formula = "9.0[万头] + hogs_more * (if(month = 5, 1, 0) - if(month >= 7, 0.1, 0)) + 0 * (early - disease)";
    let duty = duty(formula);
    assert_eq!(duty.reach.periods[..2], [Borrowed, Pay]);
    assert_eq!((duty.half, duty.year), (Latest::Month(4), Latest::Month(4)));
}

#[test]
fn what_only_harms_has_no_latest_start() {
    let duty = duty("9.0[万头] - hogs_more + 0 * (early - disease)");
    assert_eq!((duty.half, duty.year), (Latest::Harm, Latest::Harm));
    let later = duty_from_july();
    assert_eq!((later.half, later.year), (Latest::Never, Latest::Harm));
}

fn duty_from_july() -> Duty {
    duty("9.0[万头] - if(month >= 7, hogs_more, 0) + 0 * (early - disease)")
}
