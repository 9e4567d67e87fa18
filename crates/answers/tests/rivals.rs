//! On the shipped packs no mix drawn at random is better than what is found.
//!
//! `cargo test -p guoban-answers --test rivals -- --ignored` draws 100,000 for every question, in three minutes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::solve::{Ask, Proposal, Wanted, solve};
use guoban_answers::trial::{Aim, Outcome, Trials};
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverKind, TargetId};
use guoban_planning::judge::{Judge, Period};
use rust_decimal::Decimal;

use support::shipped;

const BLOCK: usize = 512;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }
}

/// Draws mixes of one to so many levers and holds them against a proposal: by targets hit, then by new spending.
fn beat(name: &str, wanted: &Wanted, draws: usize) {
    let (model, scenario) = shipped(name);
    let pack = model.pack();
    let found = solve(&model, &scenario, Ask { wanted: wanted.clone(), ..Ask::each(Vec::new()) }).unwrap();
    let own: &Proposal = &found.proposals[0];
    let judge = Judge::new(pack, &scenario);
    let settings = scenario.settings(pack);
    let run = model.run(&settings);
    let all = Aim::all(&judge, &run);
    let is_wanted = |aim: &Aim| match wanted {
        Wanted::Each(targets) => targets.contains(&(aim.target, aim.period)),
        Wanted::Most(periods) => periods.contains(&aim.period) && !aim.red_line,
    };
    let aims: Vec<Aim> = all.into_iter().filter(|aim| is_wanted(aim) || aim.red_line).collect();
    let levers: Vec<usize> = (0..pack.levers.len())
        .filter(|lever| {
            pack.levers[*lever].kind == LeverKind::Measure
                && model.acts_from(guoban_model::pack::LeverId(*lever)).is_some()
        })
        .collect();
    let trials = Trials::new(&model, &settings, aims, &vec![true; pack.levers.len()]);
    let base = trials.own();
    // Broken, targets missed, what is missing to them: less is better; with all targets hit spending counts.
    let judged = |outcome: &Outcome| {
        let broken = outcome.short.iter().zip(&base.short).any(|(now, then)| now > then);
        let (mut crossed, mut missed, mut missing) = (false, 0, 0.0);
        for (aim, (now, then)) in trials.aims().iter().zip(outcome.standings.iter().zip(&base.standings)) {
            if aim.red_line {
                crossed |= aim.passes(*then) && !aim.passes(*now);
            } else {
                missed += usize::from(!aim.passes(*now));
                missing += aim.missing(*now);
            }
        }
        (broken || crossed, missed, missing, outcome.spent - base.spent)
    };
    let mut chosen = settings.clone();
    for step in &own.steps {
        chosen.levers[step.lever.0] = to_f64(step.to);
    }
    let ours = judged(&trials.run(0..1, |_, input| chosen.levers[input])[0]);
    assert!(!ours.0, "{name}: the proposal breaks something");
    // What is already decided is not cut to pay for something else: by lever, whether its low and its high end spend less.
    let ends = trials.run(0..2 * pack.levers.len(), |variant, input| {
        let item = &pack.levers[input];
        let end = to_f64(if variant % 2 == 0 { item.min } else { item.max });
        if variant / 2 == input { end } else { settings.levers[input] }
    });
    let cuts: Vec<bool> = ends.iter().map(|outcome| outcome.spent < base.spent - 1e-6).collect();
    let mut dice = Dice(20_260_430);
    for start in (0..draws).step_by(BLOCK) {
        let mixes: Vec<Vec<f64>> = (0..BLOCK.min(draws - start))
            .map(|_| {
                let mut mix = settings.levers.clone();
                for _ in 0..1 + dice.roll(if matches!(wanted, Wanted::Most(_)) { 40 } else { 8 }) {
                    let lever = levers[dice.roll(levers.len())];
                    let item = &pack.levers[lever];
                    let steps = usize::try_from(((item.max - item.min) / item.step).floor()).unwrap();
                    mix[lever] = to_f64(item.min + item.step * Decimal::from(dice.roll(steps + 1)));
                }
                mix
            })
            .collect();
        for (mix, outcome) in mixes.iter().zip(trials.run(0..mixes.len(), |variant, input| mixes[variant][input])) {
            let rival = judged(&outcome);
            let is_cut = mix
                .iter()
                .zip(&settings.levers)
                .enumerate()
                .any(|(lever, (now, own))| (now < own && cuts[2 * lever]) || (now > own && cuts[2 * lever + 1]));
            if rival.0 || is_cut {
                continue;
            }
            let better = match wanted {
                Wanted::Most(_) => rival.1 < ours.1,
                Wanted::Each(_) if ours.1 == 0 => rival.1 == 0 && rival.3 < ours.3 - 0.5,
                // By more than nobody would see.
                Wanted::Each(_) => rival.2 < ours.2 - 1.01 * trials.aims().iter().map(Aim::grain).fold(0.0, f64::max),
            };
            assert!(!better, "{name}, {wanted:?}: {rival:?} is better than {ours:?}");
        }
    }
}

fn all(draws: usize) {
    for name in ["border-city", "urban-district", "renewal-district", "china-2023"] {
        let (model, scenario) = shipped(name);
        let pack = model.pack();
        let judge = Judge::new(pack, &scenario);
        let aims = Aim::all(&judge, &model.run(&scenario.settings(pack)));
        let run = model.run(&scenario.settings(pack));
        let short: Vec<(TargetId, Period)> = aims
            .iter()
            .filter(|aim| judge.verdict(aim.target, aim.period, &run, None).passes == Some(false))
            .map(|aim| (aim.target, aim.period))
            .collect();
        for aim in short.iter().step_by(1 + short.len() / 8) {
            beat(name, &Wanted::Each(vec![*aim]), draws);
        }
        if let [first, .., last] = short[..] {
            beat(name, &Wanted::Each(vec![first, last]), draws);
        }
        beat(name, &Wanted::Most(vec![Period::Year]), draws);
    }
}

#[test]
fn no_mix_drawn_at_random_is_better() {
    all(1_000);
}

#[test]
#[ignore = "three minutes"]
fn no_mix_of_a_hundred_thousand_is_better() {
    all(100_000);
}
