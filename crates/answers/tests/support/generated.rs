//! Small packs made from a seed, and every mix of their levers.
#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::fmt::Write;

use guoban_answers::solve::Reading;
use guoban_answers::trial::{Aim, Trials};
use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::TargetId;
use guoban_model::read::read_pack;
use guoban_planning::judge::{Judge, Period};
use guoban_planning::limits::{LimitVerdict, judge_limits};
use guoban_planning::scenario::Scenario;
use guoban_planning::spending::added;

/// A pack of two to four levers with four to fifteen settings each, diminishing returns, minima of two levers, prices that rise,
/// a budget, and one or two targets.
pub struct Small {
    pub text: String,
    pub model: Model,
    pub scenario: Scenario,
    targets: usize,
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

const HEAD: &str = r#"
[pack]
format = 1
id = "generated"
revision = 1
year = 2026
as_of = "2026-04-28"
name = { zh = "试", en = "Trial" }
note = { zh = "虚构。", en = "Invented." }
demo = true
history_months = 12
judging = { line = "linear", on_track = 0.8, near = 0.4 }

[units]
"元" = "base"
"万元" = "10000 元"
"吨" = "base"

[[source]]
id = "demo"
kind = "demo"
text = { zh = "演示数据", en = "Demonstration data" }

[[group]]
id = "all"
name = { zh = "全部", en = "All" }
"#;

impl Small {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
        for _ in 0..7 {
            dice.roll(2);
        }
        let levers = 2 + dice.roll(3) as usize;
        let mut text = HEAD.to_owned();
        for owner in 0..2 {
            write!(
                text,
                "\n[[owner]]\nid = \"owner{owner}\"\nname = {{ zh = \"单位{owner}\", en = \"Owner {owner}\" }}\n"
            )
            .unwrap();
        }
        let mut tops = Vec::new();
        for lever in 0..levers {
            let top = 3 + dice.roll(12);
            let start = if dice.roll(4) == 0 { 1 } else { 0 };
            tops.push(top);
            let owner = dice.roll(2);
            write!(
                text,
                "\n[[lever]]\nid = \"l{lever}\"\nname = {{ zh = \"措施{lever}\", en = \"Lever {lever}\" }}\nkind = \"measure\"\n\
                 group = \"all\"\nowner = \"owner{owner}\"\nunit = \"吨\"\nmin = 0\nmax = {top}\nstep = 1\nbaseline = {start}\n\
                 source = \"demo\"\ncost = \"c{lever}\"\n"
            )
            .unwrap();
            let (price, rise) = (5 + dice.roll(40), dice.roll(4));
            let (price, rise) = (price as f64, rise as f64);
            write!(
                text,
                "\n[[variable]]\nid = \"c{lever}\"\nname = {{ zh = \"费用{lever}\", en = \"Cost {lever}\" }}\nunit = \"万元\"\n\
                 measure = \"flow\"\ndecimals = 1\npublish = {{ frequency = \"monthly\", lag = 1, day = 15 }}\nsource = \"demo\"\n\
                 formula = 'if(month = 5, l{lever} * {price}[万元/吨] + l{lever} * l{lever} * {rise}[万元] / 1[吨] / 1[吨], 0[万元])'\n"
            )
            .unwrap();
        }
        let targets = 1 + dice.roll(2) as usize;
        for target in 0..targets {
            let mut formula = "10[吨]".to_owned();
            for (lever, top) in tops.iter().enumerate() {
                let rate = dice.roll(9) as f64 / 2.0;
                match dice.roll(4) {
                    // Diminishing: worth less beyond half of the range.
                    0 => {
                        let half = top / 2;
                        write!(
                            formula,
                            " + {rate} * min(l{lever}, {half}[吨]) + {} * max(l{lever} - {half}[吨], 0[吨])",
                            rate / 3.0
                        )
                    }
                    // The less of two, as of land and seed.
                    1 => write!(formula, " + {rate} * min(l{lever}, l{})", (lever + 1) % levers),
                    2 if rate > 2.0 => write!(formula, " - 0.3 * l{lever}"),
                    _ => write!(formula, " + {rate} * l{lever}"),
                }
                .unwrap();
            }
            write!(
                text,
                "\n[[variable]]\nid = \"v{target}\"\nname = {{ zh = \"产量{target}\", en = \"Output {target}\" }}\nunit = \"吨\"\n\
                 measure = \"flow\"\ndecimals = 1\npublish = {{ frequency = \"monthly\", lag = 1, day = 15 }}\nsource = \"demo\"\n\
                 known = {{ first = \"2025-01\", values = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10] }}\n\
                 group = \"all\"\nowner = \"owner0\"\nformula = 'if(month = 5, {formula}, 10[吨])'\n"
            )
            .unwrap();
            let year = 122 + dice.roll(28);
            write!(
                text,
                "\n[[target]]\nid = \"t{target}\"\nindicator = \"v{target}\"\nkind = \"amount\"\nyear = {year}\ngroup = \"all\"\n\
                 owner = \"owner0\"\nsource = \"demo\"\n"
            )
            .unwrap();
        }
        let (fund, total) =
            (150 + 50 * dice.roll(14), (0..levers).map(|lever| format!("c{lever}")).collect::<Vec<_>>());
        write!(
            text,
            "\n[[variable]]\nid = \"spent\"\nname = {{ zh = \"支出\", en = \"Spent\" }}\nunit = \"万元\"\nmeasure = \"flow\"\n\
             decimals = 1\npublish = {{ frequency = \"monthly\", lag = 1, day = 15 }}\nsource = \"demo\"\nformula = '{}'\n\
             \n[[variable]]\nid = \"fund\"\nname = {{ zh = \"资金\", en = \"Fund\" }}\nunit = \"万元\"\nmeasure = \"stock\"\n\
             decimals = 1\npublish = {{ frequency = \"monthly\", lag = 1, day = 15 }}\nsource = \"demo\"\nformula = '{fund}[万元]'\n\
             \n[[limit]]\nid = \"fund\"\nname = {{ zh = \"资金\", en = \"Fund\" }}\nused = \"spent\"\navailable = \"fund\"\n\
             when = \"year\"\nnote = {{ zh = \"须另筹。\", en = \"More must be found.\" }}\n",
            total.join(" + ")
        )
        .unwrap();
        let read = read_pack(&text).unwrap_or_else(|found| {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            panic!("{}\n{text}", found.join("\n"))
        });
        let model = read.compile(read.pack.as_of).unwrap();
        let scenario = Scenario::baseline(model.pack());
        Self { text, model, scenario, targets }
    }

    pub fn wanted(&self) -> Vec<(TargetId, Period)> {
        (0..self.targets).map(|target| (TargetId(target), Period::Year)).collect()
    }

    /// What a reading counts first of a plan.
    pub fn price(&self, scenario: &Scenario, reading: Reading) -> f64 {
        let pack = self.model.pack();
        let run = |scenario: &Scenario| self.model.run(&scenario.settings(pack));
        let spending = to_f64(added(pack, &run(&self.scenario), &run(scenario)).unwrap());
        self.priced(reading, &scenario.settings(pack).levers, spending)
    }

    fn priced(&self, reading: Reading, now: &[f64], spending: f64) -> f64 {
        let pack = self.model.pack();
        let start: Vec<f64> = pack.levers.iter().map(|lever| to_f64(lever.baseline)).collect();
        let moved = (0..start.len()).filter(|lever| start[*lever] != now[*lever]);
        match reading {
            Reading::Cheapest => spending,
            Reading::Fewest => moved.count() as f64,
            Reading::Balanced => {
                let mut loads = [0.0; 2];
                for lever in moved {
                    let item = &pack.levers[lever];
                    let far = (to_f64(item.max) - start[lever]).max(start[lever] - to_f64(item.min));
                    loads[item.owner.0] += (now[lever] - start[lever]).abs() / far;
                }
                loads.iter().map(|load| load * load).sum()
            }
        }
    }

    pub fn is_feasible(&self, scenario: &Scenario) -> bool {
        let pack = self.model.pack();
        let run = self.model.run(&scenario.settings(pack));
        judge_limits(pack, self.model.as_of(), &run).iter().all(LimitVerdict::is_kept)
    }
}

/// What each reading counts first, at its least over every mix that is good; `None` where none is. As in the search, a lever does
/// not move to the side on which it does no target any good.
pub fn brute(small: &Small) -> Option<[f64; 3]> {
    let pack = small.model.pack();
    let mut mixes = vec![Vec::new()];
    for lever in &pack.levers {
        let (low, high) = (to_f64(lever.baseline) as u64, to_f64(lever.max) as u64);
        mixes = mixes
            .iter()
            .flat_map(|mix: &Vec<u64>| (low..=high).map(|value| [mix.as_slice(), &[value]].concat()))
            .collect();
    }
    let judge = Judge::new(pack, &small.scenario);
    let settings = small.scenario.settings(pack);
    let aims = small.wanted().into_iter();
    let base = small.model.run(&settings);
    let aims = aims.map(|(target, period)| Aim::of(&judge, target, period, &base).unwrap()).collect();
    let trials = Trials::new(&small.model, &settings, aims, &vec![true; pack.levers.len()]);
    let spent = trials.own().spent;
    let mut best: Option<[f64; 3]> = None;
    for mixes in mixes.chunks(4096) {
        for (mix, outcome) in
            mixes.iter().zip(trials.run(0..mixes.len(), |variant, input| mixes[variant][input] as f64))
        {
            let hit = trials.aims().iter().zip(&outcome.standings).all(|(aim, standing)| aim.passes(*standing));
            if hit && outcome.short.iter().all(|short| *short == 0.0) {
                let now: Vec<f64> = mix.iter().map(|value| *value as f64).collect();
                let prices = Reading::ALL.map(|reading| small.priced(reading, &now, outcome.spent - spent));
                let known = best.get_or_insert(prices);
                known.iter_mut().zip(prices).for_each(|(known, price)| *known = known.min(price));
            }
        }
    }
    best
}
