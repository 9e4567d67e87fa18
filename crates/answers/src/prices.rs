//! Prices: what a task costs in money and in other tasks, and what one more unit of a shared pool would buy.
//!
//! They are differences of answers: the mix for everything that was asked for against the one without a task, or with a pool
//! that is a little larger. They hold for such a step, not for any.

use guoban_model::model::Model;
use guoban_model::pack::{LimitWhen, TargetId};
use guoban_planning::figures::Figures;
use guoban_planning::judge::Period;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::solve::{Answer, Ask, NotJudged, Proposal, Solving, Telling, Wanted};

/// What giving up a task sets free.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskPrice {
    /// The task.
    pub target: TargetId,
    /// Its period.
    pub period: Period,
    /// What the others cost less without it, in 万元; `None` where that cannot be said.
    pub saves: Option<Decimal>,
    /// How many levers fewer have to move.
    pub levers: i32,
    /// What other tasks gain: the change of their projection in the period, where it is for the better.
    pub gains: Vec<(TargetId, Decimal)>,
    /// Whether all the others can be hit without it, where not all could with it.
    pub frees: bool,
}

/// What a little more of a shared pool buys.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolPrice {
    /// Index into the pack's limits.
    pub limit: usize,
    /// How much more, in the unit of what is used.
    pub more: Decimal,
    /// What the mix then costs less, in 万元.
    pub saves: Option<Decimal>,
    /// How much nearer the tasks come that could not be hit: the change of their projection in the period, where it is for the
    /// better.
    pub gains: Vec<(TargetId, Decimal)>,
    /// Whether everything can be hit with it, where not everything could without.
    pub frees: bool,
}

/// The prices of everything that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// The mix they are held against.
    pub answer: Answer,
    /// By task: first what frees all others, then the dearest.
    pub tasks: Vec<TaskPrice>,
    /// By shared pool, in the pack's order.
    pub pools: Vec<PoolPrice>,
}

/// What is being worked out.
#[derive(Clone, Debug)]
enum Item {
    Whole,
    Task(usize),
    Pool(usize, Decimal),
}

/// [`Prices`] being worked out.
#[derive(Clone, Debug)]
pub struct Pricing {
    model: Model,
    scenario: Scenario,
    ask: Ask,
    wanted: Vec<(TargetId, Period)>,
    items: Vec<Item>,
    at: usize,
    solving: Solving,
    /// The answer to the question at hand, once it is found.
    telling: Option<Telling>,
    whole: Option<Answer>,
    tasks: Vec<TaskPrice>,
    pools: Vec<PoolPrice>,
}

/// The prices, at once.
///
/// # Errors
/// A target that is asked for gets no verdict.
pub fn prices(model: &Model, scenario: &Scenario, ask: Ask) -> Result<Prices, NotJudged> {
    let mut pricing = Pricing::new(model, scenario, ask)?;
    while !pricing.go_on(usize::MAX) {}
    Ok(pricing.told())
}

impl TaskPrice {
    /// Whether giving it up changes nothing.
    pub fn is_nothing(&self) -> bool {
        !self.frees && self.levers == 0 && self.gains.is_empty() && self.saves.is_none_or(|saves| saves.is_zero())
    }
}

impl PoolPrice {
    /// Whether more of it buys nothing.
    pub fn is_nothing(&self) -> bool {
        !self.frees && self.gains.is_empty() && self.saves.is_none_or(|saves| saves.is_zero())
    }
}

impl Pricing {
    /// Starts on a plan. Only the cheapest reading is priced.
    ///
    /// # Errors
    /// A target that is asked for gets no verdict.
    pub fn new(model: &Model, scenario: &Scenario, mut ask: Ask) -> Result<Self, NotJudged> {
        ask.probability = None;
        let solving = Solving::new(model, scenario, ask.clone())?.cheapest_only();
        Ok(Self {
            model: model.clone(),
            scenario: scenario.clone(),
            ask,
            wanted: Vec::new(),
            items: vec![Item::Whole],
            at: 0,
            solving,
            telling: None,
            whole: None,
            tasks: Vec::new(),
            pools: Vec::new(),
        })
    }

    /// Questions answered and to answer; at first only the whole one is known.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.items.len())
    }

    /// Goes on by about so many runs, or by one thing told; says whether all is worked out.
    pub fn go_on(&mut self, runs: usize) -> bool {
        if let Some(mut telling) = self.telling.take() {
            if telling.go_on(&self.solving) {
                self.take(telling.told());
                self.at += 1;
                self.next();
            } else {
                self.telling = Some(telling);
            }
        } else if self.at < self.items.len() && self.solving.go_on(runs) {
            self.telling = Some(Telling::new(&self.solving).of_mixes());
        }
        self.at == self.items.len()
    }

    fn take(&mut self, answer: Answer) {
        match self.items[self.at].clone() {
            Item::Whole => {
                let had = answer.proposals.first().map(|mix| &mix.reached);
                self.wanted = had.into_iter().flatten().map(|reached| (reached.target, reached.period)).collect();
                // With one task there is nothing to hold it against.
                if self.wanted.len() > 1 {
                    self.items.extend((0..self.wanted.len()).map(Item::Task));
                }
                let pools =
                    (0..self.model.pack().limits.len()).filter_map(|limit| Some(Item::Pool(limit, self.unit(limit)?)));
                self.items.extend(pools.collect::<Vec<_>>());
                self.whole = Some(answer);
            }
            Item::Task(index) => {
                let (target, period) = self.wanted[index];
                let (saves, levers, gains, frees) = self.compared(&answer);
                self.tasks.push(TaskPrice { target, period, saves, levers, gains, frees });
            }
            Item::Pool(limit, more) => {
                let (saves, _, gains, frees) = self.compared(&answer);
                self.pools.push(PoolPrice { limit, more, saves, gains, frees });
            }
        }
    }

    fn next(&mut self) {
        let Some(item) = self.items.get(self.at) else { return };
        let mut ask = self.ask.clone();
        let mut wanted = self.wanted.clone();
        if let Item::Task(index) = item {
            wanted.remove(*index);
        }
        ask.wanted = Wanted::Each(wanted);
        // Everything that is wanted was judged before.
        if let Ok(solving) = Solving::new(&self.model, &self.scenario, ask) {
            self.solving = solving.cheapest_only();
            if let Item::Pool(limit, more) = item {
                self.solving.enlarge(*limit, *more);
            }
        }
    }

    /// What one mix saves against the whole one, and what it betters.
    fn compared(&self, answer: &Answer) -> (Option<Decimal>, i32, Vec<(TargetId, Decimal)>, bool) {
        let whole = self.whole.as_ref();
        let (Some(before), Some(after)) = (whole.and_then(|whole| whole.proposals.first()), answer.proposals.first())
        else {
            return (None, 0, Vec::new(), false);
        };
        let saves = before.spending.zip(after.spending).map(|(before, after)| before - after);
        let levers = before.steps.len() as i32 - after.steps.len() as i32;
        let frees = answer.reachable && whole.is_some_and(|whole| !whole.reachable);
        (saves, levers, self.gains(before, after), frees)
    }

    fn gains(&self, before: &Proposal, after: &Proposal) -> Vec<(TargetId, Decimal)> {
        let gain = |now: &crate::solve::Reached| {
            let then = before.reached.iter().find(|then| (then.target, then.period) == (now.target, now.period))?;
            let change = now.after? - then.after?;
            let better = if then.is_at_most { -change } else { change };
            (better > Decimal::ZERO).then_some((now.target, change))
        };
        after.reached.iter().filter_map(gain).collect()
    }

    /// A unit of a pool: the power of ten between a hundredth and a tenth of what there is, at least its last published digit.
    fn unit(&self, limit: usize) -> Option<Decimal> {
        let pack = self.model.pack();
        let limit = &pack.limits[limit];
        let run = self.model.run(&self.scenario.settings(pack));
        let row = |row: usize| match limit.when {
            LimitWhen::EachMonth => run.at(limit.available, row, 11),
            LimitWhen::Year => run.standing(pack, limit.available, row, 11),
        };
        let available: f64 = (0..pack.rows_of(limit.available)).filter_map(row).sum();
        let least = Decimal::new(1, pack.variables[limit.used.0].decimals);
        let available = guoban_planning::number::published(available, 6)?;
        let mut unit = least;
        while unit * Decimal::from(100) <= available {
            unit *= Decimal::TEN;
        }
        Some(unit)
    }

    /// What was found so far.
    pub fn told(&self) -> Prices {
        let mut tasks = self.tasks.clone();
        let worth = |task: &TaskPrice| (task.frees, task.saves, task.levers);
        tasks.sort_by_key(|task| std::cmp::Reverse(worth(task)));
        let answer = self.whole.clone().unwrap_or_else(|| self.solving.told());
        Prices { answer, tasks, pools: self.pools.clone() }
    }
}
