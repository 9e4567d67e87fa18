//! What is asked of a mix, and how good one is.

use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::Range;

use guoban_model::pack::Pack;
use serde::Serialize;

use super::options::Free;
use crate::trial::{Outcome, Trials};

/// Differences below this are the noise of binary fractions: of 万元, of shares, of a step of a figure.
const NOISE: f64 = 1e-7;

/// What counts once the gap is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The least new spending, then the fewest levers.
    Cheapest,
    /// The fewest levers, then the least new spending.
    Fewest,
    /// The most even load over owners, then the least new spending. The load of an owner is the sum of what its levers move, each
    /// as a share of how far it could; evenest is the least sum of squared loads.
    Balanced,
}

impl Reading {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Cheapest, Self::Fewest, Self::Balanced];
}

/// How good a mix is; better ones are less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// How far it breaks what must hold.
    pub broken: f64,
    /// How many aims it misses, where as many as possible are asked for.
    pub missed: usize,
    /// How much is missing to the aims.
    pub missing: f64,
    /// What it costs, by the reading; the first number counts first.
    pub price: [f64; 3],
}

impl Value {
    /// Whether every aim is met and nothing is broken.
    pub fn is_good(&self) -> bool {
        self.broken == 0.0 && self.missed == 0 && self.missing == 0.0
    }

    /// Compares two mixes.
    pub fn compare(&self, other: &Self) -> Ordering {
        near(self.broken, other.broken)
            .then(self.missed.cmp(&other.missed))
            .then(near(self.missing, other.missing))
            .then(near(self.price[0], other.price[0]))
            .then(near(self.price[1], other.price[1]))
            .then(near(self.price[2], other.price[2]))
    }

    /// Whether it is better.
    pub fn beats(&self, other: &Self) -> bool {
        self.compare(other) == Ordering::Less
    }
}

fn near(left: f64, right: f64) -> Ordering {
    if (left - right).abs() <= NOISE * (1.0 + right.abs()) { Ordering::Equal } else { left.total_cmp(&right) }
}

/// A mix: a place for each free lever.
pub type Mix = Vec<u16>;

/// What must hold of a mix beside its aims.
#[derive(Clone, Debug, PartialEq)]
pub enum Guard {
    /// An aim that the plan passes and that may not be lost.
    Aim(usize),
    /// A shared pool, with what the plan itself is short of it.
    Pool(usize, f64),
    /// New spending, in 万元, at most.
    Spending(f64),
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Runs with other settings.
    pub trials: Trials,
    /// What may be moved.
    pub free: Vec<Free>,
    /// By input: its place among the free levers.
    slots: Vec<Option<usize>>,
    /// What must hold.
    pub guards: Vec<Guard>,
    /// The plan's own outcome.
    pub own: Outcome,
    /// Number of owners.
    pub owners: usize,
    /// Runs made so far.
    pub runs: Cell<usize>,
}

impl Problem {
    /// Puts one together.
    pub fn new(pack: &Pack, trials: Trials, free: Vec<Free>, guards: Vec<Guard>) -> Self {
        let mut slots = vec![None; trials.inputs().len()];
        for (slot, free) in free.iter().enumerate() {
            slots[free.lever.0] = Some(slot);
        }
        let own = trials.own().clone();
        Self { trials, free, slots, guards, own, owners: pack.owners.len(), runs: Cell::new(0) }
    }

    /// The plan as it is.
    pub fn start(&self) -> Mix {
        self.free.iter().map(|free| free.start as u16).collect()
    }

    /// The outcomes of some mixes.
    pub fn run(&self, mixes: &[Mix], which: Range<usize>) -> Vec<Outcome> {
        let inputs = self.trials.inputs();
        self.runs.set(self.runs.get() + which.len());
        self.trials.run(which, |variant, input| match self.slots[input] {
            Some(slot) => self.free[slot].values[usize::from(mixes[variant][slot])],
            None => inputs[input],
        })
    }

    /// New spending of an outcome, in 万元.
    pub fn spending(&self, outcome: &Outcome) -> f64 {
        outcome.spent - self.own.spent
    }

    /// What a mix costs by a reading.
    pub fn price(&self, reading: Reading, mix: &Mix, spending: f64) -> [f64; 3] {
        let moved = self.free.iter().zip(mix).filter(|(free, place)| free.start != usize::from(**place));
        let (mut count, mut used, mut loads) = (0.0, 0.0, vec![0.0; self.owners]);
        for (free, place) in moved {
            let share = free.used[usize::from(*place)];
            count += 1.0;
            used += share;
            loads[free.owner.0] += share;
        }
        match reading {
            Reading::Cheapest => [spending, count, used],
            Reading::Fewest => [count, spending, used],
            Reading::Balanced => [loads.iter().map(|load| load * load).sum(), spending, count],
        }
    }

    /// How far an outcome breaks what must hold.
    pub fn broken(&self, outcome: &Outcome) -> f64 {
        let aims = self.trials.aims();
        let of = |guard: &Guard| match *guard {
            Guard::Aim(aim) => aims[aim].missing(outcome.standings[aim]),
            Guard::Pool(pool, own) => (outcome.short[pool] - own).max(0.0) / self.trials.pools()[pool].scale,
            Guard::Spending(most) => {
                let over = self.spending(outcome) - most;
                if over > NOISE { over } else { 0.0 }
            }
        };
        self.guards.iter().map(of).sum()
    }

    /// How good a mix is for some aims; where `many`, the number of aims counts before what is missing to them.
    pub fn value(&self, wanted: &[usize], many: bool, reading: Reading, mix: &Mix, outcome: &Outcome) -> Value {
        let aims = self.trials.aims();
        // No lever moves for what nobody would see.
        let missing = wanted.iter().map(|aim| {
            let grain = aims[*aim].grain();
            (aims[*aim].missing(outcome.standings[*aim]) / grain).ceil() * grain
        });
        let (mut missed, mut sum) = (0, 0.0);
        for missing in missing {
            missed += usize::from(missing > 0.0);
            sum += missing;
        }
        Value {
            broken: self.broken(outcome),
            missed: if many { missed } else { 0 },
            missing: if sum.is_finite() { sum } else { f64::INFINITY },
            price: self.price(reading, mix, self.spending(outcome)),
        }
    }
}
