//! Mixes against brute force, and on the shipped packs against mixes drawn at random.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::solve::{Ask, Bind, Solving, solve};
use guoban_model::pack::{LeverId, LeverKind};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::scenario::Scenario;

use support::generated::{Small, brute};
use support::shipped;

/// Packs of the table in `docs/decisions/answers.md`.
const PACKS: u64 = 120;

#[test]
fn mixes_of_small_packs_cost_what_brute_force_finds() {
    let (mut closed, mut open) = (0, 0);
    for seed in 0..PACKS {
        let small = Small::new(seed);
        let ask = Ask::each(small.wanted());
        let found = solve(&small.model, &small.scenario, ask).unwrap();
        let best = brute(&small);
        assert_eq!(found.reachable, best.is_some(), "seed {seed}\n{}", small.text);
        let Some(best) = best else {
            open += 1;
            continue;
        };
        closed += 1;
        for proposal in &found.proposals {
            let own = small.price(&proposal.scenario, proposal.reading);
            let least = best[proposal.reading as usize];
            assert!(
                own <= least + 0.01 * least.abs() + 1e-9,
                "seed {seed}, {:?}: {own} is more than {least}\n{:?}\n{}",
                proposal.reading,
                proposal.steps,
                small.text
            );
            assert!(proposal.reached.iter().all(|reached| reached.passes), "seed {seed}");
            assert!(small.is_feasible(&proposal.scenario), "seed {seed}");
        }
    }
    assert!(closed >= 50 && open >= 20, "{closed} closed, {open} out of reach");
}

#[test]
fn locked_recording_and_borrowed_levers_stay_as_they_are() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let retail = (pack.target("retail").unwrap(), Period::Half);
    let lever = |id: &str| pack.lever(id).unwrap();
    let moved = |ask: Ask| {
        let found = solve(&model, &scenario, ask).unwrap();
        found.proposals.iter().flat_map(|mix| &mix.steps).map(|step| step.lever).collect::<Vec<_>>()
    };
    assert!(moved(Ask::each(vec![retail])).contains(&lever("vouchers")));
    assert!(!moved(Ask { locked: vec![lever("vouchers")], ..Ask::each(vec![retail]) }).contains(&lever("vouchers")));
    assert!(!moved(Ask { borrowing: false, ..Ask::each(vec![retail]) }).contains(&lever("vouchers")));
    let register = (pack.target("register").unwrap(), Period::Year);
    let recording = |lever: &LeverId| pack.levers[lever.0].kind == LeverKind::Recording;
    assert!(!moved(Ask::each(vec![register])).iter().any(recording));
    assert!(moved(Ask { recording: true, ..Ask::each(vec![register]) }).iter().any(recording));
}

#[test]
fn budget_and_hit_targets_are_kept_and_the_plan_is_left_alone() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let retail = (pack.target("retail").unwrap(), Period::Year);
    let judge = Judge::new(pack, &scenario);
    let passing = |scenario: &Scenario| {
        let board = judge.board(&model.run(&scenario.settings(pack)), |_, _| None);
        board.rows.iter().map(|row| row.year.passes == Some(true)).collect::<Vec<_>>()
    };
    let ask = Ask { keep: true, budget: Some(900.into()), ..Ask::each(vec![retail]) };
    let found = solve(&model, &scenario, ask).unwrap();
    assert!(found.reachable && found.complete);
    let before = passing(&scenario);
    for mix in &found.proposals {
        assert!(mix.spending.unwrap() <= 900.into(), "{:?}", mix.reading);
        let lost = before.iter().zip(passing(&mix.scenario)).any(|(before, after)| *before && !after);
        assert!(!lost, "{:?}", mix.reading);
        // Every setting is on its lever's grid.
        for step in &mix.steps {
            let item = &pack.levers[step.lever.0];
            assert!(((step.to - item.min) % item.step).is_zero() && step.to >= item.min && step.to <= item.max);
            assert_eq!(step.from, item.baseline);
        }
    }
    assert_eq!(scenario, Scenario::baseline(pack));
}

#[test]
fn out_of_reach_the_nearest_mix_says_what_binds() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let register = (pack.target("register").unwrap(), Period::Half);
    let found = solve(&model, &scenario, Ask::each(vec![register])).unwrap();
    assert!(!found.reachable);
    assert_eq!(found.proposals.len(), 1);
    let reached = found.proposals[0].reached[0];
    assert!(!reached.passes && reached.after >= reached.before);
    assert!(!found.binds.is_empty());
    // Each lever said to be at its end is, and no step beyond one that is not helps.
    for bind in &found.binds {
        if let Bind::Range(lever) = bind {
            assert!(found.proposals[0].steps.iter().any(|step| step.lever == *lever && step.at_end));
        }
        if let Bind::Assumption(item, _, Some(enough)) = bind {
            let mut helped = found.proposals[0].scenario.clone();
            helped.set_assumption(pack, &pack.assumptions[item.0].id, *enough);
            let run = model.run(&helped.settings(pack));
            assert_eq!(Judge::new(pack, &helped).verdict(register.0, Period::Half, &run, None).passes, Some(true));
        }
    }
}

#[test]
fn a_probability_is_kept_by_all_draws() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let hogs = (pack.target("hogs").unwrap(), Period::Year);
    let found = solve(&model, &scenario, Ask { probability: Some(0.7), ..Ask::each(vec![hogs]) }).unwrap();
    assert!(found.reachable);
    let sure = solve(&model, &scenario, Ask::each(vec![hogs])).unwrap();
    for mix in &found.proposals {
        assert!(mix.reached[0].chance.unwrap() >= 0.7, "{:?}", mix.reading);
    }
    assert!(found.proposals[0].spending >= sure.proposals[0].spending);
}

#[test]
fn pieces_of_any_size_find_the_same() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let ask =
        Ask::each(vec![(pack.target("trade").unwrap(), Period::Half), (pack.target("gdp").unwrap(), Period::Half)]);
    let whole = solve(&model, &scenario, ask.clone()).unwrap();
    let mut solving = Solving::new(&model, &scenario, ask).unwrap();
    let mut before = 0.0;
    while !solving.go_on(100) {
        assert!(solving.progress() <= 1.0);
        before = solving.progress();
        assert!(!solving.told().complete);
    }
    assert!(before > 0.0);
    assert_eq!(solving.told(), whole);
}
