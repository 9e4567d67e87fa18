//! Verdicts turn where runs of their own say so, and leading values are just enough.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod support;

use guoban_answers::break_even::break_even;
use guoban_answers::warning::warnings;
use guoban_model::pack::{AssumptionId, LeverId, Measure, Pack, TargetKind, VariableId};
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Direction, Judge, Period};
use guoban_planning::scenario::Scenario;
use guoban_planning::why::Change;
use rust_decimal::Decimal;

use support::shipped;

#[test]
fn a_verdict_turns_between_two_settings() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let judge = Judge::new(pack, &scenario);
    let passes = |change: Change, setting: Decimal, target, period| {
        let mut moved = scenario.clone();
        match change {
            Change::Lever(lever) => moved.set_lever(pack, &pack.levers[lever.0].id, setting),
            Change::Assumption(item) => moved.set_assumption(pack, &pack.assumptions[item.0].id, setting),
        }
        judge.verdict(target, period, &model.run(&moved.settings(pack)), None).passes.unwrap()
    };
    let mut turns = 0;
    for id in ["retail", "hogs", "trade", "investment"] {
        let target = pack.target(id).unwrap();
        let levers = (0..pack.levers.len()).map(|lever| Change::Lever(LeverId(lever)));
        let assumptions = (0..pack.assumptions.len()).map(|item| Change::Assumption(AssumptionId(item)));
        for change in levers.chain(assumptions) {
            let Some(found) = break_even(&model, &scenario, change, target) else { continue };
            for of in &found.periods {
                assert_eq!(of.passes, passes(change, found.setting, target, of.period));
                for turn in &of.turns {
                    assert_eq!(turn.passes, passes(change, turn.from, target, of.period), "{change:?}");
                    assert_eq!(!turn.passes, passes(change, turn.below, target, of.period), "{change:?}");
                    turns += 1;
                }
            }
        }
    }
    assert!(turns > 5, "{turns}");
}

#[test]
fn a_project_counts_until_its_latest_finish() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let completions = pack.target("completions").unwrap();
    let lever =
        pack.levers.iter().position(|lever| lever.id.contains("old_town") && lever.id.contains("finish")).unwrap();
    let found = break_even(&model, &scenario, Change::Lever(LeverId(lever)), completions).unwrap();
    let year = found.periods.iter().find(|of| of.period == Period::Year).unwrap();
    let last = year.counts_until.unwrap();
    let at = |setting: Decimal| {
        let mut moved = scenario.clone();
        moved.set_lever(pack, &pack.levers[lever].id, setting);
        let run = model.run(&moved.settings(pack));
        Judge::new(pack, &moved).verdict(completions, Period::Year, &run, None).projected.unwrap()
    };
    let latest = at(pack.levers[lever].max);
    assert!(at(last) > latest);
    assert_eq!(at(last + Decimal::ONE), latest);
}

/// A run in which one month of one indicator comes in otherwise.
struct Shifted<'a, F> {
    run: &'a F,
    variable: VariableId,
    row: usize,
    /// From this month on, for levels; in this month alone, for flows.
    month: i32,
    flow: bool,
    by: f64,
}

impl<F: Figures> Figures for Shifted<'_, F> {
    fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        let hit = if self.flow { offset == self.month } else { offset >= self.month };
        let by = if (variable, row) == (self.variable, self.row) && hit { self.by } else { 0.0 };
        Some(self.run.at(variable, row, offset)? + by)
    }
}

#[test]
fn a_leading_value_is_just_enough() {
    let (model, scenario) = shipped("border-city");
    let pack: &Pack = model.pack();
    let judge = Judge::new(pack, &scenario);
    let run = model.run(&scenario.settings(pack));
    let mut checked = 0;
    for period in Period::ALL {
        for warning in warnings(&judge, &run, period) {
            let target = &pack.targets[warning.target.0];
            let flow = pack.variables[target.variable.0].measure == Measure::Flow;
            if target.kind == TargetKind::Growth {
                // A rate's shift is not carried on as it is; its last month is the verdict itself.
                let last = warning.months.last().unwrap();
                assert_eq!(last.needed <= last.projected, warning.passes || warning.direction == Direction::AtMost);
                continue;
            }
            let digit = Decimal::new(1, warning.decimals);
            for lead in &warning.months {
                let passes = |figure: Decimal| {
                    let row = target.row.unwrap_or(0);
                    let now = run.standing(pack, target.variable, row, lead.month).unwrap();
                    let by = guoban_model::number::to_f64(figure) - now;
                    let shifted = Shifted { run: &run, variable: target.variable, row, month: lead.month, flow, by };
                    judge.verdict(warning.target, period, &shifted, None).passes.unwrap()
                };
                let worse = if warning.direction == Direction::AtLeast { -digit } else { digit };
                assert!(passes(lead.needed), "{} {:?}", target.id, lead);
                assert!(!passes(lead.needed + worse), "{} {:?}", target.id, lead);
                checked += 1;
            }
        }
    }
    assert!(checked > 60, "{checked}");
}

#[test]
fn months_that_nobody_publishes_are_not_waited_for() {
    let (model, scenario) = shipped("border-city");
    let pack = model.pack();
    let judge = Judge::new(pack, &scenario);
    let found = warnings(&judge, &model.run(&scenario.settings(pack)), Period::Half);
    let of = |id: &str| found.iter().find(|warning| warning.target == pack.target(id).unwrap());
    // GDP comes by the quarter, a share by no month that says anything of June.
    let months = |id: &str| of(id).unwrap().months.iter().map(|lead| lead.month).collect::<Vec<_>>();
    assert_eq!(months("gdp"), [5]);
    assert_eq!(months("retail"), [3, 4, 5]);
    assert!(of("tertiary_share").is_none());
    assert_eq!(scenario, Scenario::baseline(pack));
}
