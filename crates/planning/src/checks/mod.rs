//! What must hold for a pack: in every scenario, tried over generated ones ([`run`]), and on every date of its year
//! ([`on_dates`]).
//!
//! A pack with a broken promise cannot be used. A remark is something a reader would stumble over; packs that were released
//! before it was looked for still have some, so it does not make a pack unusable by itself.

mod dates;
mod generator;
mod quotients;

use std::collections::BTreeMap;

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, CheckRule, LeverId, Pack, TargetId, VariableId};
use guoban_model::program::{CellRef, Output};
use guoban_model::read::line_of;
use guoban_model::text::Language;
use guoban_model::time::{FULL_YEAR, HORIZON};

use crate::figures::Figures;
use crate::judge::{Judge, Period, State};
use crate::scenario::Scenario;

pub use dates::on_dates;
pub use generator::Generator;

/// The item of a pack that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The pack as a whole.
    Pack,
    /// A variable.
    Variable(VariableId),
    /// A lever.
    Lever(LeverId),
    /// An assumption.
    Assumption(AssumptionId),
    /// A target.
    Target(TargetId),
    /// One of the pack's own checks, by its number.
    Check(usize),
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The pack does not do what it says.
    Broken,
    /// A reader would stumble over it.
    Remark,
}

/// A check that failed, in words, with the first scenario that showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub subject: Subject,
    /// How much it matters.
    pub weight: Weight,
    /// What failed, in Chinese and English.
    pub message: (String, String),
    /// What to do about it, likewise.
    pub hint: Option<(String, String)>,
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

    /// What to do about it, in words.
    pub fn hint(&self, language: Language) -> Option<&str> {
        self.hint.as_ref().map(|(zh, en)| if language == Language::Zh { &**zh } else { &**en })
    }

    /// The line of a pack's text, counted from 1, in which the item it is about begins; `None` for the whole pack, and where the
    /// text is not written as [`line_of`] expects.
    pub fn line(&self, pack: &Pack, text: &str) -> Option<usize> {
        match self.subject {
            Subject::Pack => None,
            Subject::Variable(id) => line_of(text, &["variable", "series"], &pack.variables[id.0].id, 0),
            Subject::Lever(id) => match pack.levers[id.0].cell {
                Some((column, row)) => {
                    let table = &pack.tables[column.table.0];
                    let start = line_of(text, &["table"], &table.id, 0)?;
                    line_of(text, &["table.row"], &table.rows[row].id, start)
                }
                None => line_of(text, &["lever"], &pack.levers[id.0].id, 0),
            },
            Subject::Assumption(id) => line_of(text, &["assumption"], &pack.assumptions[id.0].id, 0),
            Subject::Target(id) => line_of(text, &["target"], &pack.targets[id.0].id, 0),
            Subject::Check(index) => line_of(text, &["check"], &pack.checks[index].id, 0),
        }
    }
}

/// What is wrong in Chinese and English.
type Both = (String, String);

fn both(zh: impl Into<String>, en: impl Into<String>) -> Both {
    (zh.into(), en.into())
}

/// Most variables named that lose their value in one scenario.
const MOST_FAULTS: usize = 5;

/// Tries a model over generated scenarios and returns what failed, each failure once.
pub fn run(model: &Model, scenarios: usize, seed: u32) -> Vec<Finding> {
    let mut trial = Trial { model, pack: model.pack(), findings: BTreeMap::new(), verdicts: BTreeMap::new() };
    let baseline = model.run(&model.baseline());
    trial.complete(&baseline, 0);
    trial.known_months();
    trial.levers();
    trial.contradictions();
    trial.multiples();
    let mut generator = Generator::new(seed);
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
    fn found(&mut self, key: String, subject: Subject, scenario: usize, message: Both, hint: Option<Both>) {
        let weight = Weight::Broken;
        self.findings.entry(key).or_insert(Finding { subject, weight, message, hint, scenario });
    }

    fn remark(&mut self, key: String, subject: Subject, scenario: usize, message: Both, hint: Both) {
        let (weight, hint) = (Weight::Remark, Some(hint));
        self.findings.entry(key).or_insert(Finding { subject, weight, message, hint, scenario });
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
                            Subject::Variable(id),
                            0,
                            both(
                                format!("{} 的已知月份会随方案变动", variable.id),
                                format!("known months of {} change with the scenario", variable.id),
                            ),
                            None,
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
            if self.pack.acts_from(LeverId(number), self.model.as_of()).is_none() {
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
                    Subject::Lever(LeverId(number)),
                    0,
                    both(
                        format!("措施 {} 不改变任何指标", lever.id),
                        format!("the lever {} changes no indicator", lever.id),
                    ),
                    Some(both(
                        "在某个列出的指标的公式里用上它，或删去",
                        "let the formula of a listed indicator read it, or remove it",
                    )),
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
        if !self.complete(&projection, number) {
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
        if number <= 100 {
            self.divisors(&projection, number);
        }
    }

    /// Whether every month has its value; else each variable that lost one, once.
    fn complete(&mut self, projection: &Projection, number: usize) -> bool {
        // What has no value for a reason of the pack's own is no fault.
        let faults = projection.faults();
        for fault in faults.iter().take(MOST_FAULTS) {
            let id = fault.cell.variable;
            let message = both(fault.message(self.pack, Language::Zh), fault.message(self.pack, Language::En));
            let hint = both(
                "公式在这里没有值：用 if(…) 避开,或让除数、被开方数不会落到这里",
                "the formula has no value there: keep away from it with if(…), or keep the operands where it has one",
            );
            self.found(format!("complete {}", id.0), Subject::Variable(id), number, message, Some(hint));
        }
        faults.is_empty()
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
                let message = both(
                    format!("各行业合计增速 {made:.6}%,与总增速 {growth:.6}% 不等"),
                    format!("the industries add up to {made:.6}%, the total says {growth:.6}%"),
                );
                self.found("accounting".to_owned(), Subject::Variable(accounting.growth), number, message, None);
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
            both(format!("“{}”不成立:{detail}", check.name.zh), format!("`{}` does not hold: {detail}", check.name.en))
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
            CheckRule::AtMost(left, right, tolerance) => cells(left).find_map(|(row, offset)| {
                let (a, b) = (projection.at(left, row, offset)?, projection.at(right, row, offset)?);
                (a - b > tolerance).then(|| failed(format!("{a} > {b} ({})", offset + 1)))
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
        if let Some(message) = found {
            self.found(format!("check {index}"), Subject::Check(index), number, message, None);
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
            let word = if *period == Period::Half { "half" } else { "year" };
            let hint = match (hit, missed) {
                (true, true) => {
                    both(format!("从 beyond_levers 里去掉 \"{word}\""), format!("take \"{word}\" out of beyond_levers"))
                }
                _ => both(
                    format!("改任务或措施的范围；措施确实够不着的，写 beyond_levers = [\"{word}\"] 并在 note 里说明"),
                    format!(
                        "change the task or the range of a lever; where levers really do not reach it, say \
                         beyond_levers = [\"{word}\"] and why in its note"
                    ),
                ),
            };
            let message = both(
                format!("任务 {}({}){zh}", target.id, period.name(Language::Zh)),
                format!("the target {} ({}) {en}", target.id, period.name(Language::En)),
            );
            findings.push((format!("target {number} {period:?}"), TargetId(*number), message, hint));
        }
        for (key, id, message, hint) in findings {
            self.found(key, Subject::Target(id), 0, message, Some(hint));
        }
    }
}
