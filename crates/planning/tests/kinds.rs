//! Targets beyond the first eight kinds: progress of a plan, ceilings that follow the seasons, red lines, list rules.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_model::pack::{Better, Measure, Pack, PassLine, Scope, Target, TargetId, TargetKind, Variable};
use guoban_planning::judge::{Judge, Period, State, scopes};
use support::*;

#[test]
fn progress_of_a_plan_follows_the_line() {
    let variable = variable("plan", "%", Measure::Rate, 1);
    let pack = with_target(variable, seasonal(target(0, TargetKind::Progress, None, Some("100"))));
    let due = |line: PassLine, month: i32| {
        let judge = Judge { line: Some(line), ..judge(&pack) };
        judge.due_by(TargetId(0), month, &Table::default()).unwrap().to_string()
    };
    assert_eq!((due(PassLine::Linear, 5), due(PassLine::Seasonal, 5)), ("50.0".to_owned(), "33.5".to_owned()));
    assert_eq!((due(PassLine::Linear, 2), due(PassLine::Seasonal, 11)), ("25.0".to_owned(), "100.0".to_owned()));
    let figures = Table::default().with(0, 0, &[8.0, 16.0, 25.0, 33.0, 41.0, 49.9, 58.0, 66.0, 75.0, 83.0, 91.0, 99.9]);
    let state = |line: PassLine| {
        let judge = Judge { line: Some(line), ..judge(&pack) };
        Period::ALL.map(|period| judge.verdict(TargetId(0), period, &figures, None).state)
    };
    assert_eq!(state(PassLine::Linear), [State::Short, State::Short]);
    assert_eq!(state(PassLine::Seasonal), [State::OnTrack, State::Short]);
}

/// A mean since January that is high in winter, against a ceiling that knows it.
fn winter() -> (Variable, Target, Table) {
    let pm = Variable { better: Better::Lower, ..variable("pm", "微克", Measure::Rate, 1) };
    let due = [60, 55, 50, 45, 42, 40, 38, 36, 35, 35, 36, 38].map(rust_decimal::Decimal::from);
    let target = Target { by_month: Some(due), ..target(0, TargetKind::Ceiling, Some("40"), Some("38")) };
    (pm, target, Table::default().with(0, 0, &[59.0, 54.0, 50.1, 44.0, 42.0, 39.0, 38.0, 36.0, 35.0, 35.0, 36.0, 38.5]))
}

#[test]
fn a_ceiling_that_follows_the_seasons_is_due_month_by_month() {
    let (variable, target, figures) = winter();
    let pack = with_target(variable, target);
    let judge = judge(&pack);
    let due = |month| judge.due_by(TargetId(0), month, &figures).unwrap().to_string();
    assert_eq!((due(0), due(2), due(7)), ("60".to_owned(), "50".to_owned(), "36".to_owned()));
    let state = |period| judge.verdict(TargetId(0), period, &figures, None).state;
    assert_eq!((state(Period::Half), state(Period::Year)), (State::OnTrack, State::Short));
}

#[test]
fn red_lines_count_in_no_tally() {
    let (variable, target, figures) = winter();
    let open = with_target(variable.clone(), target.clone());
    let red = with_target(variable, Target { red_line: true, ..target });
    let board = |pack: &Pack| judge(pack).board(&figures, |_, _| None);
    assert_eq!((board(&open).half.counted(), board(&open).red_lines.len()), (1, 0));
    assert_eq!((board(&red).half.counted(), board(&red).red_lines), (0, vec![0]));
}

#[test]
fn a_target_can_have_a_list_rule_of_its_own() {
    let listed = |points: Option<&str>| {
        let target = Target { list_points: points.map(decimal), ..target(0, TargetKind::Growth, None, Some("6")) };
        let pack = with_target(variable("growth", "%", Measure::Rate, 1), target);
        let judge = judge(&pack);
        let figures = Table::default().with(0, 0, &[4.0; 12]);
        let board = judge.board(&figures, |_, _| None);
        judge.ledger(&board, &figures).entries[0].list().is_some()
    };
    assert_eq!((listed(None), listed(Some("1.5"))), (false, true));
}

#[test]
fn rows_of_a_scope_are_those_whose_indicator_is_measured_in_it() {
    let scoped = |scope| Variable { scope, ..variable("fai", "亿元", Measure::Flow, 1) };
    let task = |variable| target(variable, TargetKind::Amount, None, Some("9"));
    let pack = Pack {
        variables: vec![scoped(Some(Scope::Own)), scoped(None), scoped(Some(Scope::Territorial))],
        targets: vec![task(0), task(1), task(2), task(0)],
        ..pack()
    };
    let board = judge(&pack).board(&Table::default(), |_, _| None);
    let rows = |scope| board.rows_in(&pack, scope).collect::<Vec<_>>();
    assert_eq!((rows(Some(Scope::Own)), rows(Some(Scope::Territorial))), (vec![0, 3], vec![2]));
    assert_eq!(rows(None).len(), 4);
    assert_eq!(scopes(&pack), [Scope::Territorial, Scope::Own]);
    assert!(scopes(&with_target(variable("fai", "亿元", Measure::Flow, 1), task(0))).is_empty());
}
