//! Working out what mixes a table promises, a step at a time.

use super::problem::Mix;
use super::table::{State, Table};

/// Mixes of which two moves at once are exchanged.
const EXCHANGED: usize = 3;

/// Mixes around which single moves are tried.
const VARIED: usize = 2;

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Prices for what is missing.
    Price,
    /// A mix is filled up and trimmed.
    Better(usize),
    /// The best are exchanged for better ones.
    Exchange(usize),
    /// Mixes beside the best.
    Around,
    Done,
}

/// The mixes that a table promises, being worked out.
#[derive(Clone, Debug)]
pub struct Promise {
    table: Table,
    step: Step,
    states: Vec<State>,
    mixes: Vec<Mix>,
}

impl Promise {
    /// Starts with a table.
    pub fn new(table: Table) -> Self {
        Self { table, step: Step::Price, states: Vec::new(), mixes: Vec::new() }
    }

    /// Takes a step; says whether it was the last.
    pub fn go_on(&mut self) -> bool {
        let Self { table, states, mixes, .. } = self;
        let mut add = |mix: Mix| {
            if mix != *table.centre() && !mixes.contains(&mix) {
                mixes.push(mix);
            }
        };
        self.step = match self.step {
            Step::Price => {
                *states = table.begun();
                Step::Better(0)
            }
            Step::Better(place) => {
                if let Some(state) = states.get_mut(place) {
                    table.better(state);
                }
                if place + 1 < states.len() {
                    Step::Better(place + 1)
                } else {
                    *states = table.ranked(std::mem::take(states));
                    Step::Exchange(0)
                }
            }
            Step::Exchange(place) if place < states.len().min(EXCHANGED) => {
                let mut better = states[place].clone();
                table.exchange(&mut better);
                add(table.mix(&better));
                Step::Exchange(place + 1)
            }
            Step::Exchange(_) => {
                states.iter().for_each(|state| add(table.mix(state)));
                states.iter().take(VARIED).for_each(|state| table.around(state, &mut add));
                Step::Around
            }
            Step::Around => {
                table.paired(&mut add);
                Step::Done
            }
            Step::Done => Step::Done,
        };
        self.step == Step::Done
    }

    /// Mixes worth computing, the most promising first and at most so many; none of them is the table's centre.
    pub fn told(mut self, most: usize) -> Vec<Mix> {
        self.mixes.truncate(most);
        self.mixes
    }
}
