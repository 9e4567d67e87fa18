//! Which levers better which aims, moved alone from a mix.

use super::problem::{Mix, Problem};
use super::table::moves;
use crate::trial::Outcome;

/// Less than this is no cut, in 万元.
const LEAST_CUT: f64 = 1e-6;

/// Single moves of every free lever, being computed.
#[derive(Clone, Debug)]
pub struct Scan {
    centre: Mix,
    own: Option<Outcome>,
    moves: Vec<(usize, u16)>,
    waiting: Vec<Mix>,
    found: Vec<Outcome>,
}

impl Scan {
    /// Starts from a mix whose outcome is known.
    pub fn new(problem: &Problem, centre: Mix, own: Outcome) -> Self {
        let everywhere: Vec<Vec<bool>> = problem.free.iter().map(|free| vec![true; free.settings.len()]).collect();
        let slots: Vec<usize> = (0..problem.free.len()).collect();
        let moves = moves(problem, &centre, &slots, &everywhere);
        let with = |(slot, place): &(usize, u16)| {
            let mut mix = centre.clone();
            mix[*slot] = *place;
            mix
        };
        let waiting = moves.iter().map(with).collect();
        Self { centre, own: Some(own), moves, waiting, found: Vec::new() }
    }

    /// From a mix in which all levers are moved: each of them put back to the plan.
    pub fn in_company(problem: &Problem, centre: Mix) -> Self {
        let back = |(slot, free): (usize, &super::options::Free)| {
            let mut mix = centre.clone();
            mix[slot] = free.start as u16;
            mix
        };
        let back = problem.free.iter().enumerate().map(back);
        let waiting = std::iter::once(centre.clone()).chain(back).collect();
        Self { centre, own: None, moves: Vec::new(), waiting, found: Vec::new() }
    }

    /// Whether all are computed.
    pub fn is_done(&self) -> bool {
        self.found.len() == self.waiting.len()
    }

    /// Goes on by so many runs and says how many were made.
    pub fn go_on(&mut self, problem: &Problem, runs: usize) -> usize {
        let from = self.found.len();
        let to = self.waiting.len().min(from.saturating_add(runs));
        self.found.extend(problem.run(&self.waiting, from..to));
        to - from
    }

    /// By free lever and setting: whether it may be set so. A lever may go to that side of its place on which it betters one of
    /// the aims by itself so that it shows, by a tenth of the last digit, unless that spends less: what is already decided is not cut to pay for something else.
    pub fn allowed(&self, problem: &Problem, wanted: &[usize]) -> Vec<Vec<bool>> {
        let aims = problem.trials.aims();
        let mut sides = vec![[false; 2]; problem.free.len()];
        for ((slot, place), outcome) in self.moves.iter().zip(&self.found) {
            let betters = |aim: &usize| {
                let own = self.own.as_ref().map_or(f64::NAN, |own| own.standings[*aim]);
                aims[*aim].better(outcome.standings[*aim])
                    > aims[*aim].better(own) + aims[*aim].grain() * aims[*aim].scale
            };
            sides[*slot][usize::from(*place > self.centre[*slot])] |= wanted.iter().any(betters);
        }
        for (sides, cuts) in sides.iter_mut().zip(&self.cuts(problem)) {
            sides.iter_mut().zip(cuts).for_each(|(side, cut)| *side &= !cut);
        }
        let of = |(free, (sides, centre)): (&super::options::Free, (&[bool; 2], &u16))| {
            let centre = usize::from(*centre);
            let may = |place: usize| match place.cmp(&centre) {
                std::cmp::Ordering::Less => sides[0],
                std::cmp::Ordering::Equal => true,
                std::cmp::Ordering::Greater => sides[1],
            };
            (0..free.settings.len()).map(|place| place == free.start || may(place)).collect()
        };
        problem.free.iter().zip(sides.iter().zip(&self.centre)).map(of).collect()
    }

    /// By free lever: whether it spends less than the plan on its low and on its high side.
    pub fn cuts(&self, problem: &Problem) -> Vec<[bool; 2]> {
        let mut cuts = vec![[false; 2]; problem.free.len()];
        for ((slot, place), outcome) in self.moves.iter().zip(&self.found) {
            let side = usize::from(*place > self.centre[*slot]);
            cuts[*slot][side] |= problem.spending(outcome) < -LEAST_CUT;
        }
        cuts
    }

    /// Of a scan in company: allows what an aim is the worse without.
    pub fn allow_more(&self, problem: &Problem, wanted: &[usize], allowed: &mut [Vec<bool>]) {
        let Some((together, without)) = self.found.split_first() else { return };
        let aims = problem.trials.aims();
        for (slot, outcome) in without.iter().enumerate() {
            let needs = |aim: &usize| {
                let (with, without) = (together.standings[*aim], outcome.standings[*aim]);
                aims[*aim].better(with) > aims[*aim].better(without) + aims[*aim].grain() * aims[*aim].scale
            };
            let start = problem.free[slot].start;
            let far = usize::from(self.centre[slot]);
            let cuts = problem.spending(together) < problem.spending(outcome) - LEAST_CUT;
            if wanted.iter().any(needs) && !cuts {
                let side = if far < start { far..=start } else { start..=far };
                allowed[slot][side].fill(true);
            }
        }
    }
}
