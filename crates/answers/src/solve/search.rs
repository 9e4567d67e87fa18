//! The search for the best mix by one reading, a piece at a time.

use super::problem::{Mix, Problem, Reading, Value};
use super::promise::Promise;
use super::table::{Table, moves};
use crate::trial::Outcome;

/// Up to so many mixes every one is computed, and the best is the best.
const MOST_COUNTED: usize = 1_024;

/// Runs that a step of working out the promise of a table is taken for.
const PROMISING: usize = 64;

/// Mixes computed for the promise of one table.
const MOST_PROPOSED: usize = 192;

/// What a search is about to do with the mixes it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The start itself.
    Start,
    /// Every mix there is.
    All,
    /// Single moves around the best mix.
    Singles,
    /// What their table promises is worked out.
    Promise,
    /// What their table promises.
    Promised,
    Done,
}

/// A search being worked out.
#[derive(Clone, Debug)]
pub struct Search {
    wanted: Vec<usize>,
    reading: Reading,
    many: bool,
    /// The levers it moves, by their place among the free ones.
    slots: Vec<usize>,
    /// By free lever and setting: whether it may be set so.
    allowed: Vec<Vec<bool>>,
    best: Mix,
    outcome: Outcome,
    value: Value,
    phase: Phase,
    /// The moves whose outcomes a table is made of.
    moves: Vec<(usize, u16)>,
    waiting: Vec<Mix>,
    found: Vec<Outcome>,
    promise: Option<Box<Promise>>,
    /// Tables that may still be made.
    tables: usize,
    /// Whether the last table, or what it promised, brought a better mix.
    improved: bool,
}

impl Search {
    /// Starts from a mix. Aims are those of the problem's trials; `many` asks for as many of them as can be had. At most so
    /// many tables are made.
    pub fn new(
        problem: &Problem,
        wanted: &[usize],
        (reading, many): (Reading, bool),
        from: Mix,
        allowed: &[Vec<bool>],
        tables: usize,
    ) -> Self {
        let is_moved = |slot: &usize| allowed[*slot].iter().filter(|allowed| **allowed).count() > 1;
        let outcome = problem.own.clone();
        Self {
            wanted: wanted.to_vec(),
            reading,
            many,
            slots: (0..problem.free.len()).filter(is_moved).collect(),
            allowed: allowed.to_vec(),
            value: problem.value(wanted, many, reading, &from, &outcome),
            outcome,
            phase: Phase::Start,
            moves: Vec::new(),
            waiting: vec![from.clone()],
            best: from,
            found: Vec::new(),
            promise: None,
            tables,
            improved: false,
        }
    }

    /// Starts from the best of the mixes between the plan and one in which more is moved.
    pub fn on_the_way(mut self, problem: &Problem) -> Self {
        let far = self.best.clone();
        for eighths in 1..8 {
            let between = problem.free.iter().zip(&far).map(|(free, far)| {
                let way = i32::from(*far) - free.start as i32;
                (free.start as i32 + way * eighths / 8) as u16
            });
            self.waiting.push(between.collect());
        }
        self
    }

    /// The best mix so far, and how good it is.
    pub fn best(&self) -> (&Mix, &Outcome, Value) {
        (&self.best, &self.outcome, self.value)
    }

    /// Whether nothing better is looked for.
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// Goes on by work for about so many runs and says how much was done.
    pub fn go_on(&mut self, problem: &Problem, runs: usize) -> usize {
        let mut made = 0;
        while made < runs && self.phase != Phase::Done {
            if let Some(mut promise) = self.promise.take() {
                made += PROMISING;
                match promise.go_on() {
                    true => self.compute(problem, promise.told(MOST_PROPOSED)),
                    false => self.promise = Some(promise),
                }
                continue;
            }
            let from = self.found.len();
            let to = self.waiting.len().min(from.saturating_add(runs - made));
            self.found.extend(problem.run(&self.waiting, from..to));
            made += to - from;
            if to == self.waiting.len() {
                self.advance(problem);
            }
        }
        made
    }

    /// Goes on with what a table has promised.
    fn compute(&mut self, problem: &Problem, promised: Vec<Mix>) {
        self.waiting = promised;
        self.phase = Phase::Promised;
        if self.waiting.is_empty() {
            self.look_around(problem);
        }
    }

    fn advance(&mut self, problem: &Problem) {
        let waiting = std::mem::take(&mut self.waiting);
        let found = std::mem::take(&mut self.found);
        match self.phase {
            Phase::Start => {
                if let (Some(mix), Some(outcome)) = (waiting.first(), found.first()) {
                    self.value = problem.value(&self.wanted, self.many, self.reading, mix, outcome);
                    self.outcome = outcome.clone();
                }
                self.take_best(problem, &waiting, &found);
                self.waiting = self.all();
                self.phase = Phase::All;
                if self.waiting.is_empty() {
                    self.improved = true;
                    self.look_around(problem);
                }
            }
            Phase::All => {
                self.take_best(problem, &waiting, &found);
                self.phase = Phase::Done;
            }
            Phase::Singles => {
                let table = Table::new(
                    problem,
                    &self.wanted,
                    (self.reading, self.many),
                    (&self.best, &self.outcome),
                    &self.moves,
                    &found,
                );
                self.promise = Some(Box::new(Promise::new(table)));
                self.take_best(problem, &waiting, &found);
                self.phase = Phase::Promise;
            }
            Phase::Promised => {
                self.take_best(problem, &waiting, &found);
                self.look_around(problem);
            }
            Phase::Promise | Phase::Done => {}
        }
    }

    /// Makes the next table, unless the last one brought nothing.
    fn look_around(&mut self, problem: &Problem) {
        self.moves = moves(problem, &self.best, &self.slots, &self.allowed);
        if !self.improved || self.tables == 0 || self.moves.is_empty() {
            self.phase = Phase::Done;
            return;
        }
        let moved = |(slot, place): &(usize, u16)| {
            let mut mix = self.best.clone();
            mix[*slot] = *place;
            mix
        };
        self.waiting = self.moves.iter().map(moved).collect();
        (self.phase, self.improved) = (Phase::Singles, false);
        self.tables -= 1;
    }

    /// Every mix there is, where there are few.
    fn all(&self) -> Vec<Mix> {
        let places = |slot: usize| (0..self.allowed[slot].len()).filter(move |place| self.allowed[slot][*place]);
        let mut count = 1_usize;
        for slot in &self.slots {
            count = count.saturating_mul(places(*slot).count());
        }
        if count > MOST_COUNTED {
            return Vec::new();
        }
        let mut mixes = vec![self.best.clone()];
        for slot in &self.slots {
            let with = |mix: &Mix| {
                let mix = mix.clone();
                places(*slot).map(move |place| {
                    let mut mix = mix.clone();
                    mix[*slot] = place as u16;
                    mix
                })
            };
            mixes = mixes.iter().flat_map(with).collect();
        }
        mixes
    }

    fn take_best(&mut self, problem: &Problem, mixes: &[Mix], outcomes: &[Outcome]) {
        for (mix, outcome) in mixes.iter().zip(outcomes) {
            let value = problem.value(&self.wanted, self.many, self.reading, mix, outcome);
            if value.beats(&self.value) {
                (self.best, self.outcome, self.value) = (mix.clone(), outcome.clone(), value);
                self.improved = true;
            }
        }
    }
}
