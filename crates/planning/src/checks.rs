//! What must hold for a pack in every scenario, tried over generated ones.
//!
//! Generated settings are at the baseline, at a bound or anywhere between on a step, each about as often; they follow
//! from the seed alone.

use std::collections::BTreeMap;

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{Assumption, CheckRule, Lever, Pack, TargetId, VariableId};
use guoban_model::program::{CellRef, Output};
use guoban_model::text::Language;
use guoban_model::time::{FULL_YEAR, HORIZON};
use rust_decimal::Decimal;

use crate::figures::Figures;
use crate::judge::{Judge, Period, State};
use crate::scenario::Scenario;

/// A check that failed, in words, with the first scenario that showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What failed, in Chinese and English.
    pub message: (String, String),
    /// Number of the scenario, from 1; 0 where no scenario is at fault.
    pub scenario: usize,
}

impl Finding {
    /// What failed, in words.
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.message.0,
            Language::En => &self.message.1,
        }
    }
}

/// Tries a model over generated scenarios and returns what failed, each failure once.
pub fn run(model: &Model, scenarios: usize, seed: u32) -> Vec<Finding> {
    let mut trial = Trial { model, pack: model.pack(), findings: BTreeMap::new(), verdicts: BTreeMap::new() };
    trial.known_months();
    trial.levers();
    let mut generator = Generator(u64::from(seed) << 1 | 1);
    for number in 1..=scenarios {
        let settings = generator.settings(model.pack());
        trial.scenario(&settings, number, &mut generator);
    }
    trial.turnable();
    trial.findings.into_values().collect()
}

struct Trial<'a> {
    model: &'a Model,
    pack: &'a Pack,
    findings: BTreeMap<String, Finding>,
    /// By target and period: whether it was hit, and whether it was missed.
    verdicts: BTreeMap<(usize, Period), (bool, bool)>,
}

impl Trial<'_> {
    fn found(&mut self, key: String, scenario: usize, zh: String, en: String) {
        self.findings.entry(key).or_insert(Finding { message: (zh, en), scenario });
    }

    /// Known months are constants of the program: nothing a scenario sets can reach them.
    fn known_months(&mut self) {
        let (model, pack) = (self.model, self.pack);
        for (number, variable) in pack.variables.iter().enumerate() {
            let id = VariableId(number);
            for (row, known) in variable.known.iter().enumerate() {
                for offset in known.first..known.end().min(model.known_through(id) + 1) {
                    let output = model.program().output(CellRef { variable: id, row, offset });
                    if !matches!(output, Output::Constant(_)) {
                        self.found(
                            format!("known {number}"),
                            0,
                            format!("{} 的已知月份会随方案变动", variable.id),
                            format!("known months of {} change with the scenario", variable.id),
                        );
                    }
                }
            }
        }
    }

    /// Every lever moves at least one listed indicator, and does to it what the pack declares.
    fn levers(&mut self) {
        let baseline = self.model.run(&self.model.baseline());
        for (number, lever) in self.pack.levers.iter().enumerate() {
            if self.pack.acts_from(guoban_model::pack::LeverId(number), self.model.as_of()).is_none() {
                continue;
            }
            let moves = [lever.min, lever.max].into_iter().any(|bound| {
                let mut settings = self.model.baseline();
                settings.levers[number] = to_f64(bound);
                let moved = self.model.run(&settings);
                self.notice(&moved);
                self.listed().any(|cell| moved.raw(cell) != baseline.raw(cell))
            });
            if !moves {
                self.found(
                    format!("lever {number}"),
                    0,
                    format!("措施 {} 不改变任何指标", lever.id),
                    format!("the lever {} changes no indicator", lever.id),
                );
            }
        }
        for direction in [false, true] {
            let extreme = self.towards(direction);
            let projection = self.model.run(&extreme);
            self.notice(&projection);
        }
        self.greedy();
    }

    /// For each target, every lever at the bound that helps it most, and at the one that harms it most.
    fn greedy(&mut self) {
        let (model, pack) = (self.model, self.pack);
        let standings = |projection: &Projection| -> Vec<f64> {
            let of = |target: &guoban_model::pack::Target| {
                [5, 11].map(|last| {
                    let row = target.row.unwrap_or(0);
                    projection.standing(pack, target.variable, row, last).unwrap_or(f64::NAN)
                })
            };
            pack.targets.iter().flat_map(of).collect()
        };
        let base = standings(&model.run(&model.baseline()));
        let mut up = vec![model.baseline(); base.len()];
        let mut down = up.clone();
        for (number, lever) in pack.levers.iter().enumerate() {
            let mut best = vec![(0.0, None); base.len()];
            let mut worst = best.clone();
            for bound in [lever.min, lever.max].map(to_f64) {
                let mut settings = model.baseline();
                settings.levers[number] = bound;
                for (place, value) in standings(&model.run(&settings)).into_iter().enumerate() {
                    let gain = value - base[place];
                    if gain > best[place].0 {
                        best[place] = (gain, Some(bound));
                    }
                    if gain < worst[place].0 {
                        worst[place] = (gain, Some(bound));
                    }
                }
            }
            for place in 0..base.len() {
                if let Some(bound) = best[place].1 {
                    up[place].levers[number] = bound;
                }
                if let Some(bound) = worst[place].1 {
                    down[place].levers[number] = bound;
                }
            }
        }
        for settings in up.iter().chain(&down) {
            let projection = model.run(settings);
            self.notice(&projection);
        }
    }

    fn towards(&self, high: bool) -> Settings {
        let mut settings = self.model.baseline();
        for (setting, lever) in settings.levers.iter_mut().zip(&self.pack.levers) {
            *setting = to_f64(if high { lever.max } else { lever.min });
        }
        settings
    }

    fn listed(&self) -> impl Iterator<Item = CellRef> {
        let pack = self.pack;
        let listed = |(_, variable): &(usize, &guoban_model::pack::Variable)| variable.group.is_some();
        pack.variables.iter().enumerate().filter(listed).flat_map(move |(number, _)| {
            let variable = VariableId(number);
            (0..pack.rows_of(variable))
                .flat_map(move |row| (0..HORIZON as i32).map(move |offset| CellRef { variable, row, offset }))
        })
    }

    fn scenario(&mut self, settings: &Settings, number: usize, generator: &mut Generator) {
        let projection = self.model.run(settings);
        if !projection.is_complete() {
            let faults = projection.faults();
            let of = |language| faults.first().map(|fault| fault.message(self.pack, language)).unwrap_or_default();
            self.found("complete".to_owned(), number, of(Language::Zh), of(Language::En));
            return;
        }
        self.accounting(&projection, number);
        for index in 0..self.pack.checks.len() {
            self.rule(index, settings, &projection, number, generator);
        }
        // Verdicts cost more than a run; a part of the scenarios is enough to see both.
        if number <= 500 {
            self.notice(&projection);
        }
    }

    /// Growth is what the industries' changes make of their bases.
    fn accounting(&mut self, projection: &Projection, number: usize) {
        let Some(accounting) = &self.pack.accounting else { return };
        let rows = self.pack.tables[accounting.table.0].rows.len();
        for last in [5, 11] {
            let total = |variable| -> Option<f64> { (0..rows).map(|row| projection.sum(variable, row, 0, last)).sum() };
            let (Some(value), Some(base), Some(growth)) =
                (total(accounting.value), total(accounting.base), projection.at(accounting.growth, 0, last))
            else {
                continue;
            };
            let made = (value / base - 1.0) * 100.0;
            if (made - growth).abs() > 0.000_001 {
                self.found(
                    "accounting".to_owned(),
                    number,
                    format!("各行业合计增速 {made:.6}%,与总增速 {growth:.6}% 不等"),
                    format!("the industries add up to {made:.6}%, the total says {growth:.6}%"),
                );
            }
        }
    }

    fn rule(
        &mut self,
        index: usize,
        settings: &Settings,
        projection: &Projection,
        number: usize,
        generator: &mut Generator,
    ) {
        let check = &self.pack.checks[index];
        let failed = |detail: String| {
            let zh = format!("“{}”不成立:{detail}", check.name.zh);
            (zh, format!("`{}` does not hold: {detail}", check.name.en))
        };
        let months = 0..FULL_YEAR as i32;
        let cells = |variable: VariableId| {
            let rows = self.pack.rows_of(variable);
            months.clone().flat_map(move |offset| (0..rows).map(move |row| (row, offset)))
        };
        let found = match check.rule {
            CheckRule::Equal(left, right, tolerance) => cells(left).find_map(|(row, offset)| {
                let (a, b) = (projection.at(left, row, offset)?, projection.at(right, row, offset)?);
                ((a - b).abs() > tolerance).then(|| failed(format!("{a} ≠ {b} ({})", offset + 1)))
            }),
            CheckRule::Between(variable, low, high) => cells(variable).find_map(|(row, offset)| {
                let value = projection.at(variable, row, offset)?;
                (value < low || value > high).then(|| failed(format!("{value} ({})", offset + 1)))
            }),
            CheckRule::Rises(lever, variable) | CheckRule::Falls(lever, variable) => {
                let item = &self.pack.levers[lever.0];
                let mut moved = settings.clone();
                moved.levers[lever.0] = generator.between(item);
                let other = self.model.run(&moved);
                let standing = |projection: &Projection| projection.standing(self.pack, variable, 0, 11);
                let up = moved.levers[lever.0] >= settings.levers[lever.0];
                let rises = matches!(check.rule, CheckRule::Rises(..)) == up;
                match (standing(projection), standing(&other)) {
                    // The last bits of a sum may go either way.
                    (Some(a), Some(b)) if (b - a) * if rises { 1.0 } else { -1.0 } < -1e-9 * a.abs().max(1.0) => {
                        let (from, to) = (settings.levers[lever.0], moved.levers[lever.0]);
                        Some(failed(format!("{}: {from} → {to}, {a} → {b}", item.id)))
                    }
                    _ => None,
                }
            }
        };
        if let Some((zh, en)) = found {
            self.found(format!("check {index}"), number, zh, en);
        }
    }

    /// Remembers which targets a scenario hits and misses.
    fn notice(&mut self, projection: &Projection) {
        let scenario = Scenario::baseline(self.pack);
        let judge = Judge::new(self.pack, &scenario);
        for target in 0..self.pack.targets.len() {
            for period in Period::ALL {
                let seen = self.verdicts.entry((target, period)).or_default();
                match judge.verdict(TargetId(target), period, projection, None).state {
                    State::OnTrack => seen.0 = true,
                    State::Near | State::Short => seen.1 = true,
                    State::NotDue => {}
                }
            }
        }
    }

    /// Every verdict can be turned by some scenario, or the pack says that it cannot.
    fn turnable(&mut self) {
        let mut findings = Vec::new();
        for ((number, period), (hit, missed)) in &self.verdicts {
            let target = &self.pack.targets[*number];
            let beyond = if *period == Period::Half { target.beyond_levers.0 } else { target.beyond_levers.1 };
            // Not due at all, or turned both ways, or said to be beyond the levers.
            if hit == missed && !(*hit && beyond) || (hit != missed && beyond) {
                continue;
            }
            let (zh, en) = match (hit, missed) {
                (true, true) => {
                    ("标为措施够不着,却既能达标也能落空", "is said to be beyond the levers, yet can be hit and missed")
                }
                (true, false) => ("怎样调整都达标", "is hit in every scenario"),
                _ => ("怎样调整都达不到", "is missed in every scenario"),
            };
            findings.push((
                format!("target {number} {period:?}"),
                format!("任务 {}({}){zh}", target.id, period.name(Language::Zh)),
                format!("the target {} ({}) {en}", target.id, period.name(Language::En)),
            ));
        }
        for (key, zh, en) in findings {
            self.found(key, 0, zh, en);
        }
    }
}

/// Settings from a 64-bit linear congruential generator.
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn settings(&mut self, pack: &Pack) -> Settings {
        Settings {
            levers: pack.levers.iter().map(|lever| self.lever(lever)).collect(),
            assumptions: pack.assumptions.iter().map(|assumption| self.assumption(assumption)).collect(),
        }
    }

    fn lever(&mut self, lever: &Lever) -> f64 {
        match self.next() % 6 {
            0 | 1 => to_f64(lever.baseline),
            2 => to_f64(lever.min),
            3 => to_f64(lever.max),
            _ => self.between(lever),
        }
    }

    /// A setting on a step.
    fn between(&mut self, lever: &Lever) -> f64 {
        to_f64(self.step(lever.min, lever.max, lever.step))
    }

    fn assumption(&mut self, assumption: &Assumption) -> f64 {
        to_f64(match self.next() % 5 {
            0 | 1 => assumption.mid,
            2 => assumption.low,
            3 => assumption.high,
            _ => self.step(assumption.low, assumption.high, assumption.step),
        })
    }

    fn step(&mut self, low: Decimal, high: Decimal, step: Decimal) -> Decimal {
        let steps = (high - low).checked_div(step).and_then(|steps| u64::try_from(steps.trunc()).ok()).unwrap_or(0);
        low + step * Decimal::from(self.next() % (steps + 1))
    }
}
