//! Mixes of several levers at once, where none does any good alone: what is counted in whole steps moves only when several do.
//!
//! They follow from a fixed sequence, so that the answer is the same everywhere.

use super::problem::{Mix, Problem, Value};
use crate::trial::Outcome;

/// Every two levers, each at one of its ends, up to so many.
const PAIRS: usize = 8_192;

/// Mixes of many levers.
const MIXES: usize = 1_024;

/// Of eight levers so many are moved, one mix after the other.
const DENSITIES: [usize; 4] = [1, 2, 4, 7];

/// Mixes being looked at.
#[derive(Clone, Debug)]
pub struct Sample {
    mixes: Vec<Mix>,
    found: Vec<Outcome>,
}

impl Sample {
    /// Mixes on top of one, of levers that reach an aim (marked by free lever), none moved to a side on which it spends less than
    /// the plan.
    pub fn new(problem: &Problem, base: &Mix, reaching: &[bool], cuts: &[[bool; 2]]) -> Self {
        let ends = |slot: usize| {
            let (free, cuts) = (&problem.free[slot], cuts[slot]);
            let low = (!cuts[0] && free.start > 0).then_some(0);
            let high = (!cuts[1] && free.start + 1 < free.settings.len()).then_some(free.settings.len() - 1);
            low.into_iter().chain(high).map(move |place| (slot, place as u16)).collect::<Vec<_>>()
        };
        let all: Vec<Vec<(usize, u16)>> = (0..base.len()).filter(|slot| reaching[*slot]).map(ends).collect();
        let with = |moves: &[(usize, u16)]| {
            let mut mix = base.clone();
            moves.iter().for_each(|(slot, place)| mix[*slot] = *place);
            mix
        };
        let mut mixes = Vec::new();
        for (index, own) in all.iter().enumerate() {
            for other in &all[..index] {
                let pairs = own.iter().flat_map(|one| other.iter().map(|two| with(&[*one, *two])));
                mixes.extend(pairs);
            }
        }
        mixes.truncate(PAIRS);
        let mut state = 1_u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % sides
        };
        for number in 0..MIXES {
            let density = DENSITIES[number % DENSITIES.len()];
            let mut moves = Vec::new();
            for ends in all.iter().filter(|ends| !ends.is_empty()) {
                let end = ends[roll(ends.len())];
                if roll(8) < density {
                    moves.push(end);
                }
            }
            mixes.push(with(&moves));
        }
        Self { mixes, found: Vec::new() }
    }

    /// Whether all are computed.
    pub fn is_done(&self) -> bool {
        self.found.len() == self.mixes.len()
    }

    /// Goes on by so many runs and says how many were made.
    pub fn go_on(&mut self, problem: &Problem, runs: usize) -> usize {
        let from = self.found.len();
        let to = self.mixes.len().min(from.saturating_add(runs));
        self.found.extend(problem.run(&self.mixes, from..to));
        to - from
    }

    /// The best of them, if it is better than what is known.
    pub fn best(&self, known: &Value, value: impl Fn(&Mix, &Outcome) -> Value) -> Option<&Mix> {
        let mut best = (*known, None);
        for (mix, outcome) in self.mixes.iter().zip(&self.found) {
            let value = value(mix, outcome);
            if value.beats(&best.0) {
                best = (value, Some(mix));
            }
        }
        best.1
    }
}
