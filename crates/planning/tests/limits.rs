//! Shared pools: never clamped, short by so much, month by month.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_model::pack::{LimitWhen, Measure, Pack};
use guoban_model::text::Language;
use guoban_planning::limits::judge_limits;
use support::*;

fn pool(when: LimitWhen, used: Measure, available: Measure) -> Pack {
    let mut pack = pack();
    pack.variables = vec![variable("used", "万元", used, 0), variable("available", "万元", available, 0)];
    pack.variables[0].known[0].values.truncate(24 + 3);
    pack.limits = vec![limit(0, 1, when)];
    pack
}

#[test]
fn each_projected_month_is_tested() {
    let pack = pool(LimitWhen::EachMonth, Measure::Flow, Measure::Flow);
    let check = |used: [f64; 12], short: &[(i32, &str)], zh: &str| {
        let figures = Table::default().with(0, 0, &used).with(1, 0, &[100.0; 12]);
        let verdict = &judge_limits(&pack, pack.as_of, &figures)[0];
        assert_eq!(verdict.months.first().unwrap().offset, 3, "known to March");
        let found: Vec<(i32, String)> =
            verdict.breaches().map(|month| (month.offset, month.short_by().to_string())).collect();
        let expected: Vec<(i32, String)> = short.iter().map(|(month, by)| (*month, (*by).to_owned())).collect();
        assert_eq!((found, verdict.is_kept()), (expected, short.is_empty()));
        assert_eq!(verdict.sentence(&pack, Language::Zh), zh);
    };
    let mut used = [100.0; 12];
    check(used, &[], "专项资金：够用。");
    // What is known is not tested; 100.4 is published as 100.
    used[1] = 500.0;
    used[4] = 100.4;
    check(used, &[], "专项资金：够用。");
    used[5] = 130.0;
    check(used, &[(5, "30")], "专项资金：6月需要 130 万元，可用 100 万元，差 30 万元，方案不可行。");
    used[7] = 145.0;
    check(
        used,
        &[(5, "30"), (7, "45")],
        "专项资金：2 个月不够，8月最紧，需要 145 万元，可用 100 万元，差 45 万元，方案不可行。",
    );
}

#[test]
fn a_year_sums_flows_and_reads_levels_in_december() {
    let check = |available: Measure, values: [f64; 12], short: &str| {
        let pack = pool(LimitWhen::Year, Measure::Flow, available);
        let figures = Table::default().with(0, 0, &[100.0; 12]).with(1, 0, &values);
        let verdict = &judge_limits(&pack, pack.as_of, &figures)[0];
        let worst = verdict.worst().map_or_else(|| "0".to_owned(), |month| month.short_by().to_string());
        assert_eq!(worst, short);
    };
    check(Measure::Flow, [100.0; 12], "0");
    check(Measure::Flow, [90.0; 12], "120");
    check(Measure::Stock, [1_200.0; 12], "0");
    check(Measure::Stock, [1_000.0; 12], "200");
}

#[test]
fn missing_figures_are_counted_not_passed_over() {
    let pack = pool(LimitWhen::EachMonth, Measure::Flow, Measure::Flow);
    let figures = Table::default().with(0, 0, &[1.0; 12]).with(1, 0, &[1.0; 11]);
    let verdict = &judge_limits(&pack, pack.as_of, &figures)[0];
    assert_eq!((verdict.months.len(), verdict.unknown), (8, 1));
}
