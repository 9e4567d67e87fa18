//! What plans stand of bad cases is what boards of their own say.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::stress::{Case, SIDE, Stood, picture, stress, under};
use guoban_model::number::to_f64;
use guoban_planning::judge::{Judge, Period, State};
use guoban_planning::scenario::Scenario;

use support::shipped;

#[test]
fn plans_are_held_against_every_case_alone_and_together() {
    let (model, baseline) = shipped("border-city");
    let pack = model.pack();
    let mut plan = baseline.clone();
    plan.set_lever(pack, "trade_subsidy", "4".parse().unwrap());
    let found = stress(&model, &[baseline.clone(), plan.clone()]);
    for (scenario, cases) in [&baseline, &plan].into_iter().zip(&found.plans) {
        assert_eq!(cases.len(), pack.stresses.len() + 2);
        assert_eq!((cases[0].case, cases.last().unwrap().case), (Case::Planned, Case::Together));
        assert!(cases[0].lost.is_empty() && cases[0].crossed.is_empty());
        for stood in cases {
            let run = model.run(&under(pack, scenario, stood.case).settings(pack));
            let board = Judge::new(pack, scenario).board(&run, |_, _| None);
            assert_eq!(stood.hits, Period::ALL.map(|period| board.tally(period).on_track));
            for (target, period) in &stood.lost {
                assert_ne!(board.rows[target.0].get(*period).state, State::OnTrack);
            }
            // Bad cases are bad.
            assert!(stood.hits[1] <= cases[0].hits[1], "{:?}", stood.case);
        }
    }
    let total =
        |plan: usize| found.plans[plan].iter().skip(1).map(|stood| stood.hits[0] + stood.hits[1]).sum::<usize>();
    assert!(total(found.best.unwrap()) == total(0).max(total(1)));
}

#[test]
fn every_shipped_pack_has_named_cases_that_cost_targets() {
    for (name, least) in [("border-city", 7), ("urban-district", 7), ("renewal-district", 7), ("china-2023", 3)] {
        let (model, plan) = shipped(name);
        assert!(model.pack().stresses.len() >= least, "{name}");
        // A plan that hits nothing has nothing to lose: the examples stand beside it.
        let pack = model.pack();
        let example = |example| {
            let mut scenario = plan.clone();
            scenario.set_example(pack, example);
            scenario
        };
        let plans: Vec<Scenario> = std::iter::once(plan.clone()).chain(pack.examples.iter().map(example)).collect();
        let hurts = |stood: &Vec<Stood>| {
            let [own, .., together] = stood.as_slice() else { panic!("{name} is held against nothing") };
            together.hits.iter().sum::<usize>() < own.hits.iter().sum::<usize>()
        };
        assert!(stress(&model, &plans).plans.iter().any(hurts), "{name}: no case hurts");
    }
}

#[test]
fn together_the_farther_of_two_settings_counts_and_nothing_else_moves() {
    let (model, plan) = shipped("border-city");
    let pack = model.pack();
    let scenario = under(pack, &plan, Case::Together);
    for case in &pack.stresses {
        for (assumption, setting) in &case.assumptions {
            let (middle, now) = (pack.assumptions[assumption.0].mid, scenario.assumption(pack, *assumption));
            assert!((now - middle).abs() >= (setting - middle).abs(), "{}", pack.assumptions[assumption.0].id);
        }
        assert!(case.levers.iter().all(|(lever, _)| scenario.levers.contains_key(&pack.levers[lever.0].id)
            || scenario.lever(pack, *lever) == pack.levers[lever.0].baseline));
    }
    assert_eq!(under(pack, &plan, Case::Planned), plan);
    assert_eq!(plan, Scenario::baseline(pack));
}

#[test]
fn a_picture_is_made_of_runs_of_their_own() {
    let (model, plan) = shipped("border-city");
    let pack = model.pack();
    let pair = ["consumption_trend", "voucher_leverage"].map(|id| pack.assumption(id).unwrap());
    let target = pack.target("retail").unwrap();
    let found = picture(&model, &plan, pair, (target, Period::Year)).unwrap();
    assert_eq!((found.across.len(), found.down.len(), found.cells.len()), (SIDE, SIDE, SIDE));
    assert_eq!(
        (found.across[0], found.across[SIDE - 1]),
        (pack.assumptions[pair[0].0].low, pack.assumptions[pair[0].0].high)
    );
    for (row, second) in found.down.iter().enumerate() {
        for (column, first) in found.across.iter().enumerate() {
            let mut settings = plan.settings(pack);
            settings.assumptions[pair[0].0] = to_f64(*first);
            settings.assumptions[pair[1].0] = to_f64(*second);
            let verdict = Judge::new(pack, &plan).verdict(target, Period::Year, &model.run(&settings), None);
            assert_eq!(found.cells[row][column], (verdict.projected, verdict.passes == Some(true)));
        }
    }
}
