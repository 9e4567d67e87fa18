//! What a step is said to have done, on the shipped border city and on boards made for the rule.

#![allow(clippy::unwrap_used)]

mod support;

use guoban_model::model::Model;
use guoban_model::pack::{Measure, TargetId, TargetKind};
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::judge::{Board, Judge, Period, State};
use guoban_planning::moved::Moved;
use guoban_planning::scenario::Scenario;
use guoban_planning::sentence;
use support::*;

const CITY: &str = include_str!("../../../www/packs/border-city.toml");

fn city() -> Model {
    let read = read_pack(CITY).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

/// Ids of the targets a lever of the border city moves, the first one first, with the period named for it.
fn told(model: &Model, lever: &str, value: &str) -> (Vec<String>, Period) {
    let pack = model.pack();
    let mut scenario = Scenario::baseline(pack);
    let board =
        |scenario: &Scenario| Judge::new(pack, scenario).board(&model.run(&scenario.settings(pack)), |_, _| None);
    let before = board(&scenario);
    scenario.set_lever(pack, lever, decimal(value));
    let moved = Moved::between(pack, &before, &board(&scenario));
    let (_, period) = moved.first().unwrap();
    let id = |row: usize| pack.targets[before.rows[row].target.0].id.clone();
    (moved.moves.iter().map(|found| id(found.row)).collect(), period)
}

#[test]
fn what_a_lever_is_there_for_is_named_first() {
    let model = city();
    // Early rice is cut in July: June says nothing about it, and it is grain all the same.
    let (ids, period) = told(&model, "early_rice_area", "70");
    assert_eq!((ids[0].as_str(), period), ("grain", Period::Year), "{ids:?}");
    // Piglets bought now are sold from autumn.
    let (ids, period) = told(&model, "hog_restock", "16");
    assert_eq!((ids[0].as_str(), period), ("hogs", Period::Year), "{ids:?}");
    let (ids, period) = told(&model, "hog_early_sale", "3");
    assert_eq!((ids[0].as_str(), period), ("hogs", Period::Half), "{ids:?}");
}

/// Boards over two targets with the given figures of June and December, and chances.
fn boards(figures: [[f64; 2]; 4], chances: [f64; 2]) -> (guoban_model::pack::Pack, Board, Board) {
    let mut pack =
        with_target(variable("a", "万吨", Measure::Stock, 1), target(0, TargetKind::Stock, Some("100"), Some("100")));
    pack.variables.push(variable("b", "%", Measure::Rate, 1));
    pack.targets.push(target(1, TargetKind::Growth, Some("5"), Some("5")));
    let board = |rows: [[f64; 2]; 2], chance: f64| {
        let year =
            |[half, year]: [f64; 2]| (0..12).map(|month| if month < 6 { half } else { year }).collect::<Vec<_>>();
        let table = Table::default().with(0, 0, &year(rows[0])).with(1, 0, &year(rows[1]));
        judge(&pack).board(&table, |target, _| (target == TargetId(0)).then_some(chance))
    };
    let before = board([figures[0], figures[1]], chances[0]);
    let after = board([figures[2], figures[3]], chances[1]);
    (pack, before, after)
}

#[test]
fn moves_are_ordered_by_the_size_of_what_moved_over_both_periods() {
    // 2 of 100 in December is more than 1 of 100 in June; half a point of growth is half a hundredth of what grows.
    let (pack, before, after) = boards([[90.0, 90.0], [4.0, 4.0], [91.0, 92.0], [4.5, 4.0]], [0.5, 0.5]);
    let moved = Moved::between(&pack, &before, &after);
    let rows: Vec<(usize, Period)> = moved.moves.iter().map(|found| (found.row, found.period)).collect();
    assert_eq!(rows, [(0, Period::Year), (1, Period::Half)]);
    assert_eq!(moved.moves[0].change, [Some(decimal("1.0")), Some(decimal("2.0"))]);
    assert_eq!(moved.of(1).unwrap().change, [Some(decimal("0.5")), Some(decimal("0.0"))]);
    assert!(moved.touches(0) && moved.flips.is_empty());
}

#[test]
fn every_verdict_that_turned_is_told_even_where_no_figure_moved() {
    let (pack, before, after) = boards([[90.0, 90.0], [4.0, 4.0], [90.0, 90.0], [5.1, 4.0]], [0.3, 0.9]);
    let moved = Moved::between(&pack, &before, &after);
    let flips: Vec<_> = moved.flips.iter().map(|flip| (flip.row, flip.period, flip.from, flip.to)).collect();
    assert_eq!(
        flips,
        [
            (0, Period::Half, State::Short, State::OnTrack),
            (1, Period::Half, State::Short, State::OnTrack),
            (0, Period::Year, State::Short, State::OnTrack),
        ]
    );
    assert!(moved.flips.iter().all(|flip| flip.is_better()));
    let told = |language| sentence::moved(&pack, &after, &moved, language);
    assert_eq!(
        told(Language::Zh),
        "生猪出栏上半年 5.1，达标；生猪出栏上半年由有缺口转为达标；生猪出栏上半年由有缺口转为达标；\
         生猪出栏全年由有缺口转为达标。"
    );
    assert_eq!(
        told(Language::En),
        "Hogs sold, H1: 5.1, On track; Hogs sold, H1: short to on track; Hogs sold, H1: short to on track; \
         Hogs sold, full year: short to on track."
    );
    assert_eq!(moved.first(), Some((1, Period::Half)));
    assert!(Moved::between(&pack, &after, &after).is_empty());
}
