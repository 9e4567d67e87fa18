//! Golden numbers of the domain notes, written as formulas of a pack.

#![allow(clippy::panic, clippy::unwrap_used)]

use guoban_model::read::read_pack;

/// The value of a formula without unit, in March of the plan year.
fn value(formula: &str) -> f64 {
    let pack = format!(
        r#"
[pack]
format = 1
id = "golden"
revision = 1
year = 2026
as_of = "2025-12-31"
name = {{ zh = "算例", en = "Examples" }}
note = {{ zh = "演示数据", en = "Demonstration data" }}
[[source]]
id = "demo"
kind = "demo"
text = {{ zh = "演示数据", en = "Demonstration data" }}
[[variable]]
id = "result"
name = {{ zh = "结果", en = "Result" }}
unit = "1"
source = "demo"
formula = '{formula}'
"#
    );
    let read = read_pack(&pack).unwrap_or_else(|found| panic!("{formula}: {found:?}"));
    let model = read.compile(read.pack.as_of).unwrap_or_else(|found| panic!("{formula}: {found:?}"));
    model.run(&model.baseline()).at(model.pack().variable("result").unwrap(), 0, 2).unwrap()
}

fn check(formula: &str, expected: f64, tolerance: f64) {
    let found = value(formula);
    assert!((found - expected).abs() <= tolerance, "{formula} is {found}, not {expected}");
}

#[test]
fn number_4_one_fen_a_dollar_is_0_1493_per_cent_and_1_492_5_ten_thousand_yuan_on_ten_billion() {
    check("0.01 / 6.7 * 100", 0.149_3, 0.000_05);
    check("1000000 * 0.01 / 6.7", 1_492.5, 0.05);
}

#[test]
fn number_5_a_share_of_42_per_cent_grows_to_47_5() {
    let weight = "0.42 / 0.58 * exp(0.5 * 0.448)";
    check(&format!("{weight} / (1 + {weight})"), 0.475, 0.000_5);
}

#[test]
fn number_6_a_shrinking_firm_that_leaves_raises_growth_to_11_1_per_cent() {
    check("((100 * 1.05 - 5) / (100 - 10) - 1) * 100", 11.1, 0.05);
}

#[test]
fn number_7_a_new_plant_of_2_on_100_lifts_growth_to_7_per_cent() {
    check("((100 * 1.05 + 2) / 100 - 1) * 100", 7.0, 1e-9);
}

#[test]
fn number_9_the_last_of_six_months_needs_10_per_cent() {
    check("6 * 6 - 5 * 5.2", 10.0, 1e-9);
}
