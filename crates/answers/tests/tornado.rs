//! What matters is what single runs say: every bar is checked against runs and boards of its own.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::tornado::{Class, Sweeping, tornado};
use guoban_answers::trial::{Aim, Trials};
use guoban_model::number::to_f64;
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::limits::judge_limits;
use guoban_planning::number::published;
use guoban_planning::scenario::Scenario;
use guoban_planning::spending::added;
use guoban_planning::why::Change;

use support::shipped;

#[test]
fn bars_are_what_runs_of_their_own_give() {
    let (model, mut scenario) = shipped("border-city");
    let pack = model.pack();
    scenario.set_lever(pack, "trade_subsidy", "3".parse().unwrap());
    let judge = Judge::new(pack, &scenario);
    for (id, period) in [("retail", Period::Half), ("gdp", Period::Year), ("housing_months", Period::Year)] {
        let Some(id) = pack.target(id) else { continue };
        let found = tornado(&model, &scenario, id, period).unwrap();
        let target = &pack.targets[id.0];
        let standing = |scenario: &Scenario| {
            let run = model.run(&scenario.settings(pack));
            let hits = judge.board(&run, |_, _| None).tally(period).on_track;
            (run.standing(pack, target.variable, 0, period.last()).unwrap(), hits)
        };
        let (base, hits) = standing(&scenario);
        assert_eq!(found.hits, hits);
        assert!(found.bars.len() > 3, "{}", target.id);
        for bar in &found.bars {
            for end in [bar.low, bar.high] {
                let mut moved = scenario.clone();
                match bar.change {
                    Change::Lever(lever) => moved.set_lever(pack, &pack.levers[lever.0].id, end.setting),
                    Change::Assumption(item) => moved.set_assumption(pack, &pack.assumptions[item.0].id, end.setting),
                }
                let (value, now) = standing(&moved);
                assert_eq!(end.effect, published(value - base, found.decimals), "{:?}", bar.change);
                assert_eq!(end.hits, now as i32 - hits as i32, "{:?}", bar.change);
            }
        }
        let sorted = found.bars.is_sorted_by(|left, right| (left.class, -left.span) <= (right.class, -right.span));
        assert!(sorted, "{}", target.id);
    }
}

#[test]
fn what_is_borrowed_and_what_only_counts_is_marked() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let bar = |target: &str, lever: &str| {
        let found = tornado(&model, &scenario, pack.target(target).unwrap(), Period::Half).unwrap();
        let change = Change::Lever(pack.lever(lever).unwrap());
        *found.bars.iter().find(|bar| bar.change == change).unwrap()
    };
    assert!(bar("retail", "vouchers").borrowed);
    assert!(!bar("trade", "trade_subsidy").borrowed);
    let recording = |lever: &str| Class::of(pack, Change::Lever(pack.lever(lever).unwrap()));
    let own = pack.levers.iter().find(|lever| lever.kind == guoban_model::pack::LeverKind::Recording).unwrap();
    assert_eq!(recording(&own.id), Class::Recording);
}

#[test]
fn pieces_add_up_to_the_whole() {
    let (model, scenario) = shipped("china-2023");
    let target = guoban_model::pack::TargetId(0);
    let mut sweeping = Sweeping::new(&model, &scenario, target, Period::Year).unwrap();
    while !sweeping.go_on(3) {
        assert!(sweeping.progress().0 <= sweeping.progress().1);
    }
    assert_eq!(Some(sweeping.told()), tornado(&model, &scenario, target, Period::Year));
}

#[test]
fn trials_judge_as_the_board_does() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let judge = Judge::new(pack, &scenario);
    let settings = scenario.settings(pack);
    let baseline = model.run(&settings);
    let trials = Trials::new(&model, &settings, Aim::all(&judge, &baseline), &vec![true; pack.levers.len()]);
    let mut variants = Vec::new();
    for push in 0..70_usize {
        let mut settings = settings.clone();
        for (index, lever) in pack.levers.iter().enumerate().filter(|(index, _)| (index + push) % 7 == 0) {
            settings.levers[index] = to_f64(if (index + push) % 2 == 0 { lever.max } else { lever.min });
        }
        variants.push(settings);
    }
    let setting = |variant: usize, input: usize| {
        let own: &guoban_model::model::Settings = &variants[variant];
        own.levers.get(input).copied().unwrap_or_else(|| own.assumptions[input - own.levers.len()])
    };
    for (settings, outcome) in variants.iter().zip(trials.run(0..variants.len(), setting)) {
        let run = model.run(settings);
        for (aim, standing) in trials.aims().iter().zip(&outcome.standings) {
            let verdict = judge.verdict(aim.target, aim.period, &run, None);
            assert_eq!(verdict.passes.unwrap_or(false), aim.passes(*standing), "{}", pack.targets[aim.target.0].id);
        }
        for (index, limit) in judge_limits(pack, model.as_of(), &run).iter().enumerate() {
            let short = trials.pools().iter().zip(&outcome.short).filter(|(pool, _)| pool.limit == index);
            let worst = short.fold(0.0_f64, |worst, (_, short)| worst.max(*short));
            let expected = limit.worst().map_or(0.0, |month| to_f64(month.short_by()));
            assert_eq!(worst, expected, "{}", pack.limits[index].id);
        }
        let more = outcome.spent - trials.own().spent;
        assert_eq!(published(more, 0), added(pack, &baseline, &run));
    }
}
