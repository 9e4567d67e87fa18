//! Probabilities of the shipped border city: independent of how draws are split, following the levers, silent where nothing is known.

#![allow(clippy::unwrap_used)]

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::TargetId;
use guoban_model::read::read_pack;
use guoban_planning::chance::{Chances, Counting, DRAWS, Forecast};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::scenario::Scenario;

const CITY: &str = include_str!("../../../www/packs/border-city.toml");
const CHINA: &str = include_str!("../../../www/packs/china-2023.toml");

fn model(text: &str) -> Model {
    let read = read_pack(text).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

/// Chances of a scenario, counted in pieces that end at `ends`.
fn chances(model: &Model, scenario: &Scenario, ends: &[u32]) -> Chances {
    let pack = model.pack();
    let run = model.run(&scenario.settings(pack));
    let forecast = Forecast::new(model, scenario);
    let (mut chances, mut start, mut sample) = (Chances::default(), 0, forecast.sample(model));
    for &end in ends {
        forecast.count(&Judge::new(pack, scenario), &run, &mut sample, start..end, &mut chances);
        start = end;
    }
    chances
}

fn target(model: &Model, id: &str) -> TargetId {
    TargetId(model.pack().targets.iter().position(|target| target.id == id).unwrap())
}

#[test]
fn pieces_add_up_to_the_whole() {
    let model = model(CITY);
    let scenario = Scenario::baseline(model.pack());
    let whole = chances(&model, &scenario, &[1_000]);
    assert_eq!(whole.draws, 1_000);
    assert_eq!(chances(&model, &scenario, &[1, 65, 300, 1_000]), whole);
}

#[test]
fn a_lever_that_raises_a_target_never_lowers_its_chance() {
    let model = model(CITY);
    let grain = target(&model, "grain");
    let mut last = 0.0;
    for area in [64, 66, 68, 70] {
        let mut scenario = Scenario::baseline(model.pack());
        scenario.set_lever(model.pack(), "early_rice_area", area.into());
        let chance = chances(&model, &scenario, &[2_000]).of(grain, Period::Year).unwrap();
        assert!(chance >= last, "{area}: {chance} after {last}");
        last = chance;
    }
    assert!(last > 0.5, "{last}");
}

#[test]
fn a_projection_on_the_line_is_as_likely_to_pass_as_not() {
    let model = model(CITY);
    let scenario = Scenario::baseline(model.pack());
    let chances = chances(&model, &scenario, &[4_000]);
    // Wholesale growth is projected at its target, 6.8; rounding lets 6.75 pass.
    let chance = chances.of(target(&model, "wholesale"), Period::Half).unwrap();
    assert!((0.4..0.6).contains(&chance), "{chance}");
    // 0.9 points of GDP are a little more than the band of calm years: a miss is likely, and not certain.
    let gdp = chances.of(target(&model, "gdp"), Period::Half).unwrap();
    assert!((0.05..0.2).contains(&gdp), "{gdp}");
}

#[test]
fn nothing_is_said_where_nothing_is_known_or_all_is() {
    let mut read = read_pack(CHINA).unwrap();
    read.pack.targets.iter_mut().for_each(|target| target.error = None);
    let china = read.compile(read.pack.as_of).unwrap();
    let scenario = Scenario::baseline(china.pack());
    let none = chances(&china, &scenario, &[64]);
    assert!((0..china.pack().targets.len()).all(|id| none.of(TargetId(id), Period::Year).is_none()));
    let city = model(CITY);
    let baseline = Scenario::baseline(city.pack());
    assert_eq!(chances(&city, &baseline, &[64]).of(target(&city, "grain"), Period::Half), None, "not due by mid-year");
    assert_eq!(Chances::default().of(TargetId(0), Period::Year), None);
}

#[test]
fn a_fan_opens_from_what_is_known_and_agrees_with_the_chance() {
    let model = model(CITY);
    let (pack, scenario) = (model.pack(), Scenario::baseline(model.pack()));
    let (judge, run) = (Judge::new(pack, &scenario), model.run(&scenario.settings(pack)));
    let forecast = Forecast::new(&model, &scenario);
    let fans = forecast.fans(&judge, &run, &mut forecast.sample(&model), 4_096);
    let chances = chances(&model, &scenario, &[10_000]);
    for (index, fan) in fans.iter().enumerate() {
        let id = &pack.targets[index].id;
        let known = judge.known_through(pack.targets[index].variable).max(-1);
        for (month, edges) in fan.iter().enumerate() {
            assert_eq!(edges.is_some(), month as i32 > known, "{id}, month {month}");
            assert!(edges.is_none_or(|edges| edges.is_sorted()), "{id}, month {month}: {edges:?}");
        }
        // Where the bound lies below nine draws in ten, at least about nine in ten pass; and so on.
        for (period, month) in [(Period::Half, 5), (Period::Year, 11)] {
            let (Some(edges), Some(chance)) = (fan[month], chances.of(TargetId(index), period)) else { continue };
            let hurdle = judge.hurdle(TargetId(index), period, &run).unwrap();
            let threshold = hurdle.threshold();
            let passing = |edge: usize, share: f64| {
                let share = if hurdle.passes_from(threshold + 1e-9, threshold) { 1.0 - share } else { share };
                if hurdle.passes_from(edges[edge], threshold) {
                    assert!(chance > share - 0.03, "{id} {period:?}: {chance} against {edges:?}");
                } else {
                    assert!(chance < share + 0.03, "{id} {period:?}: {chance} against {edges:?}");
                }
            };
            for (edge, share) in [0.10, 0.25, 0.75, 0.90].into_iter().enumerate() {
                passing(edge, share);
            }
        }
    }
}

#[test]
fn a_slider_that_moves_on_has_all_its_draws_at_once_and_the_same_ones() {
    let model = model(CITY);
    let pack = model.pack();
    let at = |changes: &[(&str, i64)]| {
        let mut scenario = Scenario::baseline(pack);
        changes.iter().for_each(|&(lever, value)| scenario.set_lever(pack, lever, value.into()));
        scenario
    };
    let forecast = Forecast::new(&model, &at(&[]));
    let mut counting = Counting::new(&forecast, &model);
    let rest = |counting: &mut Counting, scenario: &Scenario| {
        let (judge, run) = (Judge::new(pack, scenario), model.run(&scenario.settings(pack)));
        let mut chances = counting.at_once(&forecast, &judge, &run, 100);
        let quick = chances.draws;
        while chances.draws < DRAWS {
            counting.go_on(&forecast, &model, &judge, &run, &mut chances, 3_000);
        }
        (quick, chances)
    };
    let (area, tanks) = ("early_rice_area", "fish_tanks");
    // A lever moves for the first time, moves on, moves back; then another one does.
    let moves: [(&[(&str, i64)], u32); 7] = [
        (&[], 100),
        (&[(area, 66)], 100),
        (&[(area, 68)], DRAWS),
        (&[], DRAWS),
        (&[(area, 70)], DRAWS),
        (&[(area, 70), (tanks, 60)], 100),
        (&[(area, 70), (tanks, 90)], DRAWS),
    ];
    for (changes, expected) in moves {
        let scenario = at(changes);
        let (quick, counted) = rest(&mut counting, &scenario);
        assert_eq!(quick, expected, "{changes:?}");
        assert_eq!(counted, chances(&model, &scenario, &[DRAWS]), "{changes:?}");
    }
    // Two levers at once are not followed.
    assert_eq!(rest(&mut counting, &at(&[(area, 64), (tanks, 60)])).0, 100);
}

#[test]
fn every_lever_of_every_pack_is_followed_by_all_draws() {
    for text in [CITY, CHINA] {
        let model = model(text);
        let (pack, baseline) = (model.pack(), Scenario::baseline(model.pack()));
        let forecast = Forecast::new(&model, &baseline);
        let judge = Judge::new(pack, &baseline);
        let mut counted = Counting::new(&forecast, &model);
        let run = model.run(&model.baseline());
        let mut chances = Chances::default();
        while chances.draws < DRAWS {
            counted.go_on(&forecast, &model, &judge, &run, &mut chances, DRAWS);
        }
        let moved = |lever: usize, share: f64| {
            let (min, max) = (to_f64(pack.levers[lever].min), to_f64(pack.levers[lever].max));
            let mut settings = model.baseline();
            settings.levers[lever] = min + share * (max - min);
            model.run(&settings)
        };
        let mut widest: Vec<usize> =
            (0..pack.levers.len()).filter(|&lever| pack.levers[lever].min < pack.levers[lever].max).collect();
        for &lever in &widest {
            let (mut counting, run) = (counted.clone(), moved(lever, 0.37));
            assert_eq!(counting.prepare(&forecast, &model, &run, DRAWS), Some(true), "{}", pack.levers[lever].id);
            assert!(counting.follows(&moved(lever, 0.61)), "{}", pack.levers[lever].id);
        }
        // Those that reach most are counted, too, and give what a new count gives.
        widest.sort_by_key(|&lever| std::cmp::Reverse(model.program().cone(lever).len()));
        for &lever in widest.iter().take(2) {
            let mut counting = counted.clone();
            for share in [0.37, 0.61] {
                let run = moved(lever, share);
                let (mut pieces, mut followed) = (0, Chances::default());
                while followed.draws < DRAWS {
                    counting.go_on(&forecast, &model, &judge, &run, &mut followed, 2_500);
                    pieces += 1;
                }
                assert!(pieces > 1, "{pieces}");
                let mut anew = Chances::default();
                forecast.count(&judge, &run, &mut forecast.sample(&model), 0..DRAWS, &mut anew);
                assert_eq!(followed, anew, "{} at {share}", pack.levers[lever].id);
            }
        }
    }
}

#[test]
fn a_shaken_year_is_drawn_with_its_chance_and_can_be_set() {
    let model = model(CITY);
    let pack = model.pack();
    let gdp = target(&model, "gdp");
    let chance = |set: Option<u32>, seed: u32| {
        let mut scenario = Scenario { seed, ..Scenario::baseline(pack) };
        set.into_iter().for_each(|value| scenario.set_assumption(pack, "shaken", value.into()));
        chances(&model, &scenario, &[4_000]).of(gdp, Period::Half).unwrap()
    };
    let (calm, drawn, shaken) = (chance(Some(0), 7), chance(None, 7), chance(Some(1), 7));
    // 0.9 points are missing: more than the calm band, little beside the shaken one.
    assert!(calm < 0.12 && (0.3..0.5).contains(&shaken), "{calm}, {shaken}");
    // One draw in ten is of a shaken year.
    assert!((drawn - (0.9 * calm + 0.1 * shaken)).abs() < 0.02, "{calm}, {drawn}, {shaken}");
}

#[test]
fn the_fan_opens_in_a_shaken_year() {
    let model = model(CITY);
    let pack = model.pack();
    let width = |value: u32| {
        let mut scenario = Scenario::baseline(pack);
        scenario.set_assumption(pack, "shaken", value.into());
        let run = model.run(&scenario.settings(pack));
        let forecast = Forecast::new(&model, &scenario);
        let fans = forecast.fans(&Judge::new(pack, &scenario), &run, &mut forecast.sample(&model), 1_024);
        let [low, .., high] = fans[target(&model, "gdp").0][11].unwrap();
        high - low
    };
    assert!(width(1) > 3.0 * width(0), "{} against {}", width(1), width(0));
}
