//! Every kind of target at, just above and just below what is due, on both lines.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_model::pack::{Better, Measure, PassLine, TargetId, TargetKind};
use guoban_planning::judge::{Absent, Basis, Hurdle, Judge, Period, State, Verdict};
use guoban_planning::number::plain_or_unknown;
use support::*;

/// Months of a year whose flow adds up to `half` by June and to `year` by December.
fn flow(half: f64, year: f64) -> Vec<f64> {
    let (first, second) = (half / 6.0, (year - half) / 6.0);
    [[first; 6], [second; 6]].concat()
}

fn text(value: Option<rust_decimal::Decimal>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// `projected due gap points state linear seasonal`, the marks as ✓ and ✕.
fn summary(verdict: &Verdict) -> String {
    let mark = |mark: Option<guoban_planning::judge::Mark>| {
        mark.map_or_else(|| "·".to_owned(), |mark| format!("{}{}", mark.due, if mark.passes { '✓' } else { '✕' }))
    };
    format!(
        "{} / {} {} {} {:?} {} {}",
        text(verdict.projected),
        text(verdict.due.map(|due| due.value)),
        text(verdict.gap),
        text(verdict.gap_points),
        verdict.state,
        mark(verdict.linear),
        mark(verdict.seasonal),
    )
}

#[test]
fn amounts_are_judged_on_the_chosen_line_and_show_both() {
    let check = |line: PassLine, half: f64, expected: &str| {
        let variable = variable("hogs", "万头", Measure::Flow, 1);
        let pack = with_target(variable, seasonal(target(0, TargetKind::Amount, None, Some("136"))));
        let judge = Judge { line: Some(line), ..judge(&pack) };
        let figures = Table::default().with(0, 0, &flow(half, 136.0));
        let verdict = judge.verdict(TargetId(0), Period::Half, &figures, None);
        assert_eq!(summary(&verdict), expected);
        assert_eq!(verdict.due.unwrap().basis, Basis::Line(line));
    };
    // Seasonal: 33.5% of 136 is 45.56; linear: 68.
    check(PassLine::Seasonal, 45.6, "45.6 / 45.6 0.0 0.0 OnTrack 68.0✕ 45.6✓");
    check(PassLine::Seasonal, 45.7, "45.7 / 45.6 0.1 0.1 OnTrack 68.0✕ 45.6✓");
    check(PassLine::Seasonal, 45.54, "45.5 / 45.6 -0.1 -0.1 Short 68.0✕ 45.6✕");
    check(PassLine::Seasonal, 45.55, "45.6 / 45.6 0.0 0.0 OnTrack 68.0✕ 45.6✓");
    check(PassLine::Linear, 68.0, "68.0 / 68.0 0.0 0.0 OnTrack 68.0✓ 45.6✓");
    check(PassLine::Linear, 67.94, "67.9 / 68.0 -0.1 -0.1 Short 68.0✕ 45.6✓");
    check(PassLine::Linear, 70.0, "70.0 / 68.0 2.0 1.5 OnTrack 68.0✓ 45.6✓");
}

#[test]
fn half_year_tasks_take_the_place_of_a_line() {
    let pack = with_target(
        variable("hogs", "万头", Measure::Flow, 1),
        seasonal(target(0, TargetKind::Amount, Some("63.0"), Some("128"))),
    );
    let figures = Table::default().with(0, 0, &flow(64.9, 126.9));
    let half = judge(&pack).verdict(TargetId(0), Period::Half, &figures, Some(0.89));
    assert_eq!(summary(&half), "64.9 / 63.0 1.9 1.5 OnTrack 64.0✓ 42.9✓");
    assert_eq!(half.due.unwrap().basis, Basis::HalfTask);
    assert_eq!(text(half.share_done), "50.7");
    let year = judge(&pack).verdict(TargetId(0), Period::Year, &figures, Some(0.36));
    assert_eq!(summary(&year), "126.9 / 128 -1.1 -0.9 Short 128✕ 128✕");
}

#[test]
fn every_kind_is_judged_at_just_above_and_just_below() {
    let check = |kind, unit: &str, measure, decimals, half: Option<&str>, year: &str, june: f64, expected: &str| {
        let pack = with_target(variable("x", unit, measure, decimals), target(0, kind, half, Some(year)));
        let figures = match measure {
            Measure::Flow => Table::default().with(0, 0, &flow(june, june * 2.0)),
            _ => Table::default().with(0, -1, &[[40.0].as_slice(), &[june; 12]].concat()),
        };
        let verdict = judge(&pack).verdict(TargetId(0), Period::Half, &figures, None);
        assert_eq!(summary(&verdict), expected, "{kind:?} at {june}");
    };
    use Measure::{Flow, Rate, Stock};
    use TargetKind::{Ceiling, Count, Growth, Milestone, Rank, Ratio};
    // Growth: the annual rate holds at mid-year too; there is no half of a rate.
    check(Growth, "%", Rate, 1, None, "6.0", 6.0, "6.0 / 6.0 0.0 0.0 OnTrack · ·");
    check(Growth, "%", Rate, 1, None, "6.0", 5.95, "6.0 / 6.0 0.0 0.0 OnTrack · ·");
    check(Growth, "%", Rate, 1, None, "6.0", 5.949, "5.9 / 6.0 -0.1 -0.1 Short · ·");
    check(Growth, "%", Rate, 1, Some("6.2"), "6.5", 6.25, "6.3 / 6.2 0.1 0.1 OnTrack · ·");
    // Counts.
    check(Count, "家", Flow, 0, None, "60", 30.0, "30 / 30 0 0.0 OnTrack 30✓ 30✓");
    check(Count, "家", Flow, 0, None, "60", 29.4, "29 / 30 -1 -1.7 Short 30✕ 30✕");
    check(Count, "家", Flow, 0, Some("20"), "60", 21.0, "21 / 20 1 1.7 OnTrack 30✕ 30✕");
    // Levels go from December's level (40) to the target's along the line.
    check(TargetKind::Stock, "家", Stock, 0, None, "60", 50.0, "50 / 50 0 0.0 OnTrack 50✓ 50✓");
    check(TargetKind::Stock, "家", Stock, 0, None, "60", 49.0, "49 / 50 -1 -1.7 Short 50✕ 50✕");
    check(TargetKind::Stock, "家", Stock, 0, Some("45"), "60", 46.0, "46 / 45 1 1.7 OnTrack 50✕ 50✕");
    // Ratios hold all year.
    check(Ratio, "%", Rate, 1, None, "68", 68.0, "68.0 / 68 0.0 0.0 OnTrack · ·");
    check(Ratio, "%", Rate, 1, None, "68", 67.9, "67.9 / 68 -0.1 -0.1 Short · ·");
    // Places: lower is better.
    check(Rank, "位", Rate, 0, None, "3", 3.0, "3 / 3 0 - OnTrack · ·");
    check(Rank, "位", Rate, 0, None, "3", 4.0, "4 / 3 1 - Short · ·");
    check(Rank, "位", Rate, 0, None, "3", 2.0, "2 / 3 -1 - OnTrack · ·");
    // Ceilings.
    check(Ceiling, "μg/m³", Rate, 1, Some("30.0"), "28.0", 30.0, "30.0 / 30.0 0.0 0.0 OnTrack · ·");
    check(Ceiling, "μg/m³", Rate, 1, Some("30.0"), "28.0", 30.04, "30.0 / 30.0 0.0 0.0 OnTrack · ·");
    check(Ceiling, "μg/m³", Rate, 1, Some("30.0"), "28.0", 30.05, "30.1 / 30.0 0.1 0.4 Short · ·");
    check(Ceiling, "万吨", Flow, 0, None, "100", 51.0, "51 / 50 1 1.0 Short 50✕ 50✕");
    // Milestones: a share done.
    check(Milestone, "%", Rate, 0, Some("100"), "100", 100.0, "100 / 100 0 0.0 OnTrack · ·");
    check(Milestone, "%", Rate, 0, Some("100"), "100", 99.0, "99 / 100 -1 -1.0 Short · ·");
}

#[test]
fn less_is_better_where_the_pack_says_so() {
    let mut hours = variable("wait", "小时", Measure::Rate, 1);
    hours.better = Better::Lower;
    let pack = with_target(hours, target(0, TargetKind::Ratio, None, Some("4.0")));
    for (value, state) in [(4.0, State::OnTrack), (4.1, State::Short), (3.9, State::OnTrack)] {
        let verdict = judge(&pack).verdict(TargetId(0), Period::Half, &Table::default().with(0, 0, &[value; 12]), None);
        assert_eq!(verdict.state, state, "{value}");
    }
}

#[test]
fn tolerance_counts_as_reached_but_the_gap_stays() {
    let mut about_five = target(0, TargetKind::Growth, None, Some("5.0"));
    about_five.tolerance = decimal("0.2");
    let pack = with_target(variable("gdp", "%", Measure::Rate, 1), about_five);
    for (value, state, gap) in
        [(4.8, State::OnTrack, "-0.2"), (4.7, State::Short, "-0.3"), (5.0, State::OnTrack, "0.0")]
    {
        let verdict = judge(&pack).verdict(TargetId(0), Period::Year, &Table::default().with(0, 0, &[value; 12]), None);
        assert_eq!((verdict.state, text(verdict.gap)), (state, gap.to_owned()), "{value}");
    }
}

#[test]
fn a_printed_probability_agrees_with_its_word() {
    let pack = with_target(
        variable("hogs", "万头", Measure::Flow, 1),
        seasonal(target(0, TargetKind::Amount, None, Some("136"))),
    );
    let figures = Table::default().with(0, 0, &flow(68.0, 136.0));
    let verdict = |chance| judge(&pack).verdict(TargetId(0), Period::Half, &figures, Some(chance));
    for (chance, printed) in [
        (0.3967, "39%"),
        (0.395, "39%"),
        (0.3949, "39%"),
        (0.4, "40%"),
        (0.4049, "40%"),
        (0.7962, "79%"),
        (0.795, "79%"),
        (0.8, "80%"),
        (0.8951, "90%"),
        (0.0001, "<1%"),
        (0.9999, ">99%"),
    ] {
        assert_eq!(verdict(chance).chance().as_deref(), Some(printed), "{chance}");
    }
    // Of every count of ten thousand draws: the word that the printed figure has by itself is the verdict's.
    for passed in 0..=10_000_u32 {
        let verdict = verdict(f64::from(passed) / 10_000.0);
        let percent = match &*verdict.chance().unwrap() {
            "<1%" => 0,
            ">99%" => 100,
            text => text.trim_end_matches('%').parse::<u32>().unwrap(),
        };
        let word = match percent {
            80.. => State::OnTrack,
            40.. => State::Near,
            _ => State::Short,
        };
        assert_eq!(word, verdict.state, "{passed}");
    }
}

#[test]
fn probability_decides_the_word_and_the_central_value_the_mark() {
    let pack =
        with_target(variable("hogs", "万头", Measure::Flow, 1), target(0, TargetKind::Amount, None, Some("100")));
    let figures = Table::default().with(0, 0, &flow(50.0, 100.0));
    for (probability, state) in [
        (Some(0.8), State::OnTrack),
        (Some(0.7999), State::Near),
        (Some(0.4), State::Near),
        (Some(0.3999), State::Short),
        (None, State::OnTrack),
        (Some(f64::NAN), State::OnTrack),
    ] {
        let verdict = judge(&pack).verdict(TargetId(0), Period::Half, &figures, probability);
        assert_eq!((verdict.state, verdict.passes), (state, Some(true)), "{probability:?}");
    }
}

#[test]
fn what_is_not_due_says_why() {
    let check = |change: fn(&mut guoban_model::pack::Target), period, figures: Table, expected| {
        let mut promised = target(0, TargetKind::Amount, None, Some("100"));
        change(&mut promised);
        let pack = with_target(variable("rice", "万吨", Measure::Flow, 1), promised);
        let verdict = judge(&pack).verdict(TargetId(0), period, &figures, Some(0.9));
        assert_eq!((verdict.state, verdict.absent), (State::NotDue, Some(expected)));
        assert_eq!((verdict.passes, verdict.probability), (None, None));
    };
    let all = || Table::default().with(0, 0, &flow(50.0, 100.0));
    check(|target| target.due_at_half = false, Period::Half, all(), Absent::NotDue);
    check(|target| target.year = None, Period::Year, all(), Absent::NoTask);
    check(|target| target.year = None, Period::Half, all(), Absent::NoTask);
    check(|target| target.kind = TargetKind::Milestone, Period::Half, all(), Absent::NoTask);
    check(|_| {}, Period::Year, Table::default().with(0, 0, &[1.0; 11]), Absent::NoFigure);
}

#[test]
fn seasonal_line_of_primary_industry_is_a_third_at_mid_year() {
    let pack = with_target(
        variable("primary", "亿元", Measure::Flow, 1),
        seasonal(target(0, TargetKind::Amount, None, Some("100"))),
    );
    let share = judge(&pack).line_share(&pack.targets[0], PassLine::Seasonal, 5);
    assert_eq!(share, decimal("0.335"));
    assert_eq!(judge(&pack).line_share(&pack.targets[0], PassLine::Linear, 5), decimal("0.5"));
    assert_eq!(judge(&pack).line_share(&pack.targets[0], PassLine::Seasonal, 11), decimal("1"));
}

#[test]
fn hurdle_and_its_threshold_agree_with_the_verdict() {
    let check = |kind, decimals, bound: &str, values: &[f64]| {
        let pack =
            with_target(variable("x", "亿元", Measure::Rate, decimals), target(0, kind, Some(bound), Some(bound)));
        let hurdle: Hurdle = judge(&pack).hurdle(TargetId(0), Period::Half, &Table::default()).unwrap();
        for value in values {
            let figures = Table::default().with(0, 0, &[*value; 12]);
            let verdict = judge(&pack).verdict(TargetId(0), Period::Half, &figures, None);
            let by_threshold = match kind {
                TargetKind::Ceiling => *value < hurdle.threshold(),
                _ => *value >= hurdle.threshold(),
            };
            assert_eq!(Some(hurdle.passes(*value)), verdict.passes, "{kind:?} {value}");
            assert_eq!(by_threshold, hurdle.passes(*value), "{kind:?} {value}");
        }
    };
    check(TargetKind::Growth, 1, "6.0", &[5.94, 5.949_999, 5.95, 5.96, 6.0, 7.0, -6.0]);
    check(TargetKind::Growth, 1, "6.03", &[6.0, 6.049, 6.05, 6.1]);
    check(TargetKind::Ceiling, 0, "30", &[29.0, 30.0, 30.499, 30.5, 31.0]);
}

#[test]
fn growth_pace_makes_up_for_the_months_that_are_done() {
    // model.md §9d, 9: target 6%, five months of equal weight at 5.2% done, one left.
    let mut growth = variable("industry", "%", Measure::Rate, 1);
    growth.known[0].values.truncate(24 + 5);
    let mut pack = with_target(growth, target(0, TargetKind::Growth, None, Some("6.0")));
    pack.as_of = date("2026-06-20");
    let figures = Table::default().with(0, -24, &[[5.0; 24].as_slice(), &[5.2; 6]].concat());
    let pace = judge(&pack).verdict(TargetId(0), Period::Half, &figures, None).pace.unwrap();
    assert_eq!((text(Some(pace.rate)), pace.months(), pace.first), ("10.0".to_owned(), 1, 5));
    assert_eq!((text(pace.best), pace.beyond_best), ("5.2".to_owned(), true));
}

#[test]
fn amount_pace_is_per_month_and_knows_the_best_month() {
    let check = |year: &str, kind, decimals, expected: &str, beyond| {
        let pack = with_target(variable("retail", "亿元", Measure::Flow, decimals), target(0, kind, None, Some(year)));
        // Known to March: 20 a month; the best month of two years was 25.
        let mut months = vec![20.0; 36];
        months[20] = 25.0;
        let verdict = judge(&pack).verdict(TargetId(0), Period::Half, &Table::default().with(0, -24, &months), None);
        assert_eq!(verdict.known.through, 2);
        assert_eq!(plain_or_unknown(verdict.known.value, 0), "60");
        let pace = verdict.pace.unwrap();
        assert_eq!((text(Some(pace.rate)).as_str(), pace.beyond_best, pace.months()), (expected, beyond, 3), "{year}");
    };
    check("240", TargetKind::Amount, 2, "20.00", false);
    check("270", TargetKind::Amount, 2, "25.00", false);
    check("271", TargetKind::Amount, 2, "25.17", true);
    check("100", TargetKind::Amount, 2, "0.00", false);
    // A count is rounded up to what suffices.
    check("242", TargetKind::Count, 0, "21", false);
}

#[test]
fn board_counts_states_and_names_what_december_loses() {
    let mut pack = pack();
    pack.variables = (0..3).map(|index| variable(&format!("v{index}"), "亿元", Measure::Flow, 1)).collect();
    pack.targets = (0..3).map(|index| target(index, TargetKind::Amount, None, Some("100"))).collect();
    pack.targets[2].due_at_half = false;
    let figures =
        Table::default().with(0, 0, &flow(50.0, 100.0)).with(1, 0, &flow(55.0, 99.0)).with(2, 0, &flow(10.0, 90.0));
    let board = judge(&pack).board(&figures, |_, _| None);
    assert_eq!((board.half.on_track, board.half.short, board.half.not_due, board.half.counted()), (2, 0, 1, 2));
    assert_eq!((board.year.on_track, board.year.short, board.year.counted()), (1, 2, 3));
    assert_eq!(board.lost_by_december, [1]);
    assert_eq!(board.headline, Some(0));
    assert!(board.is_feasible());
}
