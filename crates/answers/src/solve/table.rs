//! What single moves do around a mix, and what mixes they promise together.
//!
//! Most effects of levers add up, or nearly. A table of single moves, each computed exactly, is therefore a good model of all
//! mixes near by: what is best in it is found without further runs, and only then computed exactly. What does not add up shows
//! then, and the next table is made around the best mix found.

use super::options::Free;
use super::problem::{Guard, Mix, Problem, Reading};
use crate::trial::Outcome;

/// Rounds of prices for what is missing.
const ROUNDS: usize = 48;

/// Mixes carried on from the rounds.
const CARRIED: usize = 10;

/// Gauges looked at for one table, about.
const WORK: usize = 200_000;

/// Up to so many levers every two are moved together by a step.
const MOST_PAIRED: usize = 8;

/// What is missing counts so much more than any price.
const MISSING: f64 = 1e3;

/// What is broken counts so much more than anything.
const BROKEN: f64 = 1e6;

/// Improvements smaller than this are none.
const LEAST: f64 = 1e-9;

/// The single moves around a mix.
#[derive(Clone, Debug)]
pub struct Table {
    reading: Reading,
    many: bool,
    centre: Mix,
    /// What the centre loads each owner with.
    loads: Vec<f64>,
    /// How many of the gauges are aims; guards follow.
    aims: usize,
    /// How far each aim and each guard is met around the centre; below zero is missing.
    gauges: Vec<f64>,
    rows: Vec<Row>,
    /// What looking at every single move takes, in gauges.
    work: usize,
}

/// Two moves at once: each a row and an option.
type Pair = [(usize, usize); 2];

/// The moves of one lever.
#[derive(Clone, Debug)]
struct Row {
    slot: usize,
    /// Who answers for the lever, and by place how far it is moved, as a share of how far it could.
    owner: usize,
    used: Vec<f64>,
    /// Where it may be; the centre's place first.
    places: Vec<u16>,
    /// The gauges it moves.
    touched: Vec<usize>,
    /// By place: what every gauge gains, later every gauge that is touched.
    gains: Vec<Vec<f64>>,
    /// By place: its price alone, in parts of the largest.
    price: Vec<f64>,
}

/// A mix of the table.
#[derive(Clone, Debug)]
pub(super) struct State {
    choice: Vec<usize>,
    gauges: Vec<f64>,
    /// By owner, for the balanced reading.
    loads: Vec<f64>,
}

/// Single moves of the levers `slots` around a mix, each to the places [`Free::around`] names that `allowed` holds.
pub fn moves(problem: &Problem, centre: &Mix, slots: &[usize], allowed: &[Vec<bool>]) -> Vec<(usize, u16)> {
    let of = |slot: &usize| {
        let free: &Free = &problem.free[*slot];
        let places = free.around(usize::from(centre[*slot])).into_iter().filter(|place| allowed[*slot][*place]);
        places.map(|place| (*slot, place as u16)).collect::<Vec<_>>()
    };
    slots.iter().flat_map(of).collect()
}

impl Table {
    /// Makes the table of single moves whose outcomes are known.
    pub fn new(
        problem: &Problem,
        wanted: &[usize],
        (reading, many): (Reading, bool),
        (centre, own): (&Mix, &Outcome),
        moves: &[(usize, u16)],
        outcomes: &[Outcome],
    ) -> Self {
        let all = |outcome: &Outcome| {
            let aims = problem.trials.aims();
            let beyond = |aim: usize| aims[aim].beyond(outcome.standings[aim]) / aims[aim].scale;
            let guard = |guard: &Guard| match *guard {
                Guard::Aim(aim) => beyond(aim),
                Guard::Pool(pool, own) => (outcome.slack[pool] + own) / problem.trials.pools()[pool].scale,
                Guard::Spending(most) => most - problem.spending(outcome),
            };
            let wanted = wanted.iter().map(|aim| beyond(*aim));
            let gauges = wanted.chain(problem.guards.iter().map(guard));
            gauges.map(|gauge| if gauge.is_finite() { gauge } else { -1.0 / LEAST }).collect::<Vec<f64>>()
        };
        let base = all(own);
        let spent = own.spent;
        let scale = outcomes.iter().map(|outcome| (outcome.spent - spent).abs()).fold(0.0, f64::max);
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let mut rows: Vec<Row> = Vec::new();
        for ((slot, place), outcome) in moves.iter().zip(outcomes) {
            let free = &problem.free[*slot];
            let alone = |place: u16, spending: f64| {
                let moved = f64::from(u8::from(usize::from(place) != free.start));
                let used = free.used[usize::from(place)];
                match reading {
                    Reading::Cheapest => spending / scale + 1e-4 * moved + 1e-5 * used,
                    Reading::Fewest => moved + 1e-2 * spending / scale + 1e-5 * used,
                    // What the owner's other levers load is added as the mix is put together.
                    Reading::Balanced => 1e-3 * spending / scale + 1e-5 * moved,
                }
            };
            if rows.last().is_none_or(|row| row.slot != *slot) {
                rows.push(Row {
                    slot: *slot,
                    owner: free.owner.0,
                    used: vec![free.used[usize::from(centre[*slot])]],
                    places: vec![centre[*slot]],
                    touched: Vec::new(),
                    gains: vec![vec![0.0; base.len()]],
                    price: vec![alone(centre[*slot], 0.0)],
                });
            }
            if let Some(row) = rows.last_mut() {
                row.places.push(*place);
                row.used.push(free.used[usize::from(*place)]);
                row.gains.push(all(outcome).iter().zip(&base).map(|(gauge, base)| gauge - base).collect());
                row.price.push(alone(*place, outcome.spent - spent));
            }
        }
        let mut loads = vec![0.0; problem.owners];
        for (free, place) in problem.free.iter().zip(centre) {
            loads[free.owner.0] += free.used[usize::from(*place)];
        }
        let (aims, centre) = (wanted.len(), centre.clone());
        let mut table = Self { reading, many, centre, loads, aims, gauges: base, rows, work: 1 };
        table.leave_out_idle_guards(problem);
        table
    }

    /// Guards that no mix of the table can break say nothing, nor gauges that a lever does not move.
    fn leave_out_idle_guards(&mut self, problem: &Problem) {
        let worst = |gauge: usize| {
            let least = |row: &Row| row.gains.iter().map(|gains| gains[gauge]).fold(0.0, f64::min);
            self.gauges[gauge] + self.rows.iter().map(least).sum::<f64>()
        };
        let kept: Vec<usize> =
            (0..self.aims + problem.guards.len()).filter(|gauge| *gauge < self.aims || worst(*gauge) < 0.0).collect();
        self.gauges = kept.iter().map(|gauge| self.gauges[*gauge]).collect();
        for row in &mut self.rows {
            let moves = |gauge: &usize| row.gains.iter().any(|gains| gains[*gauge].abs() > LEAST);
            row.touched = (0..kept.len()).filter(|place| moves(&kept[*place])).collect();
            for gains in &mut row.gains {
                *gains = row.touched.iter().map(|place| gains[kept[*place]]).collect();
            }
        }
        let work = |row: &Row| row.places.len() * (row.touched.len() + 1);
        self.work = self.rows.iter().map(work).sum::<usize>().max(1);
    }

    /// The mix it is made around.
    pub(super) fn centre(&self) -> &Mix {
        &self.centre
    }

    /// Fills a mix up, and takes back what is not needed.
    pub(super) fn better(&self, state: &mut State) {
        self.fill(state);
        self.trim(state);
    }

    fn start(&self) -> State {
        State { choice: vec![0; self.rows.len()], gauges: self.gauges.clone(), loads: self.loads.clone() }
    }

    /// What a gauge lacks.
    fn lack(&self, index: usize, gauge: f64) -> f64 {
        match (index < self.aims, self.many) {
            _ if gauge >= -LEAST => 0.0,
            (false, _) => -gauge * BROKEN,
            (true, false) => -gauge * MISSING,
            // Hitting one more counts before coming nearer to others.
            (true, true) => MISSING + (-gauge).min(MISSING / 10.0),
        }
    }

    /// What a move changes of what is lacked, and of the price.
    fn effect(&self, state: &State, row: usize, option: usize) -> (f64, f64) {
        let row_of = &self.rows[row];
        let (gains, now) = (&row_of.gains[option], &row_of.gains[state.choice[row]]);
        let mut lack = 0.0;
        for (index, (gain, now)) in row_of.touched.iter().zip(gains.iter().zip(now)) {
            let gauge = state.gauges[*index];
            lack += self.lack(*index, gauge + gain - now) - self.lack(*index, gauge);
        }
        (lack, self.dearer(state, row, option))
    }

    fn dearer(&self, state: &State, row: usize, option: usize) -> f64 {
        let row_of = &self.rows[row];
        let now = state.choice[row];
        let difference = row_of.price[option] - row_of.price[now];
        if self.reading != Reading::Balanced {
            return difference;
        }
        let load = state.loads[row_of.owner];
        let then = load + row_of.used[option] - row_of.used[now];
        difference + then * then - load * load
    }

    fn make(&self, state: &mut State, row: usize, option: usize) {
        let row_of = &self.rows[row];
        let now = state.choice[row];
        state.loads[row_of.owner] += row_of.used[option] - row_of.used[now];
        for (index, (gain, now)) in row_of.touched.iter().zip(row_of.gains[option].iter().zip(&row_of.gains[now])) {
            state.gauges[*index] += gain - now;
        }
        state.choice[row] = option;
    }

    fn options(&self) -> impl Iterator<Item = (usize, usize)> {
        self.rows.iter().enumerate().flat_map(|(row, moves)| (0..moves.places.len()).map(move |option| (row, option)))
    }

    /// Moves on until nothing is missing that single moves can bring: always the one that brings most for its price.
    fn fill(&self, state: &mut State) {
        for _ in 0..4 * self.rows.len() {
            let mut best: Option<(f64, usize, usize)> = None;
            for (row, option) in self.options() {
                let (lack, price) = self.effect(state, row, option);
                if lack < -LEAST {
                    let worth = if price <= 0.0 { -lack / LEAST } else { -lack / price.max(LEAST) };
                    if best.is_none_or(|(most, ..)| worth > most) {
                        best = Some((worth, row, option));
                    }
                }
            }
            let Some((_, row, option)) = best else { return };
            self.make(state, row, option);
        }
    }

    /// Takes back what is not needed: always what saves most.
    fn trim(&self, state: &mut State) {
        for _ in 0..4 * self.rows.len() {
            let mut best: Option<(f64, usize, usize)> = None;
            for (row, option) in self.options() {
                let price = self.dearer(state, row, option);
                if price < -LEAST
                    && best.is_none_or(|(least, ..)| price < least)
                    && self.effect(state, row, option).0 <= 0.0
                {
                    best = Some((price, row, option));
                }
            }
            let Some((_, row, option)) = best else { return };
            self.make(state, row, option);
        }
    }

    /// Two moves at once that save without missing anything, as long as there are any; the best of every round.
    pub(super) fn exchange(&self, state: &mut State) {
        for _ in 0..(WORK / 4 / self.work).clamp(1, 8) {
            let Some([first, second]) = self.pairs(state, 1).pop() else { return };
            self.make(state, first.0, first.1);
            self.make(state, second.0, second.1);
        }
    }

    /// The pairs of moves, a saving and what makes up for it, that promise most.
    fn pairs(&self, state: &State, most: usize) -> Vec<Pair> {
        let mut savings: Vec<(f64, usize, usize)> = self
            .options()
            .map(|(row, option)| (self.dearer(state, row, option), row, option))
            .filter(|(price, ..)| *price < -LEAST)
            .collect();
        savings.sort_by(|left, right| left.0.total_cmp(&right.0));
        savings.truncate((WORK / 4 / self.work).clamp(8, 160));
        let mut found: Vec<(f64, Pair)> = Vec::new();
        for (_, row, option) in savings {
            let (lack, saved) = self.effect(state, row, option);
            let mut then = state.clone();
            self.make(&mut then, row, option);
            for (other, place) in self.options().filter(|(other, place)| *other != row && *place != then.choice[*other])
            {
                let dearer = self.dearer(&then, other, place);
                if saved + dearer < -LEAST && lack + self.effect(&then, other, place).0 <= LEAST {
                    found.push((saved + dearer, [(row, option), (other, place)]));
                }
            }
        }
        found.sort_by(|left, right| left.0.total_cmp(&right.0));
        found.truncate(most);
        found.reverse();
        found.into_iter().map(|(_, pair)| pair).collect()
    }

    /// Mixes of prices for what is missing, and the centre before them: what is made better first.
    pub(super) fn begun(&self) -> Vec<State> {
        let carried = (WORK / 8 / self.work).clamp(3, ROUNDS);
        std::iter::once(self.start()).chain(self.priced().into_iter().rev().take(carried)).collect()
    }

    /// The best few of some mixes, each once.
    pub(super) fn ranked(&self, states: Vec<State>) -> Vec<State> {
        let start = self.start();
        let rank = |state: &State| {
            let mut walk = start.clone();
            let mut price = 0.0;
            for (row, option) in state.choice.iter().enumerate() {
                price += self.dearer(&walk, row, *option);
                self.make(&mut walk, row, *option);
            }
            state.gauges.iter().enumerate().map(|(index, gauge)| self.lack(index, *gauge)).sum::<f64>() + price
        };
        let mut ranked: Vec<(f64, State)> = states.into_iter().map(|state| (rank(&state), state)).collect();
        ranked.sort_by(|left, right| left.0.total_cmp(&right.0));
        ranked.dedup_by(|left, right| left.1.choice == right.1.choice);
        ranked.truncate(CARRIED);
        ranked.into_iter().map(|(_, state)| state).collect()
    }

    /// Effects do not quite add up: one move more or less around what is promised.
    pub(super) fn around(&self, state: &State, add: &mut impl FnMut(Mix)) {
        for (row, moves) in self.rows.iter().enumerate().filter(|(row, _)| state.choice[*row] != 0) {
            for option in (0..moves.places.len()).filter(|option| *option != state.choice[row]) {
                let mut other = state.clone();
                self.make(&mut other, row, option);
                add(self.mix(&other));
            }
        }
    }

    /// Moves of two levers together.
    pub(super) fn paired(&self, add: &mut impl FnMut(Mix)) {
        let start = self.start();
        let mut both = |first: (usize, usize), second: (usize, usize)| {
            let mut state = start.clone();
            self.make(&mut state, first.0, first.1);
            self.make(&mut state, second.0, second.1);
            add(self.mix(&state));
        };
        // Levers of which the less counts move together or not at all.
        if self.rows.len() <= MOST_PAIRED {
            for (row, other) in (0..self.rows.len()).flat_map(|row| (0..row).map(move |other| (row, other))) {
                for option in self.beside(row) {
                    self.beside(other).into_iter().for_each(|place| both((row, option), (other, place)));
                }
            }
        }
        for [first, second] in self.pairs(&start, 64).into_iter().rev() {
            both(first, second);
        }
    }

    /// The places next to the centre's.
    fn beside(&self, row: usize) -> Vec<usize> {
        let places = &self.rows[row].places;
        let centre = places[0];
        (1..places.len()).filter(|option| places[*option].abs_diff(centre) == 1).collect()
    }

    pub(super) fn mix(&self, state: &State) -> Mix {
        let mut mix = self.centre.clone();
        for (row, option) in self.rows.iter().zip(&state.choice) {
            mix[row.slot] = row.places[*option];
        }
        mix
    }

    /// Mixes that are best when what is missing has a price: prices rise where something is missing and fall where not
    /// (Lagrange relaxation, as for the multiple-choice knapsack problem).
    fn priced(&self) -> Vec<State> {
        let start = self.start();
        let mut prices: Vec<f64> = (0..self.gauges.len()).map(|gauge| self.first_price(gauge)).collect();
        let mut found: Vec<State> = Vec::new();
        for round in 0..ROUNDS {
            let mut state = start.clone();
            for (row, moves) in self.rows.iter().enumerate() {
                let mut best = (f64::INFINITY, 0);
                for option in 0..moves.places.len() {
                    let gains = moves.touched.iter().zip(&moves.gains[option]);
                    let gain: f64 = gains.map(|(index, gain)| gain * prices[*index]).sum();
                    let total = self.dearer(&state, row, option) - gain;
                    if total < best.0 {
                        best = (total, option);
                    }
                }
                self.make(&mut state, row, best.1);
            }
            let step = 1.0 + 1.5 / (1.0 + round as f64 / 6.0);
            for (price, gauge) in prices.iter_mut().zip(&state.gauges) {
                *price = (*price * if *gauge < -LEAST { step } else { 1.0 / step }).clamp(1e-12, 1e9);
            }
            if found.iter().all(|known| known.choice != state.choice) {
                found.push(state);
            }
        }
        found
    }

    /// The least price at which some move buys what a gauge counts.
    fn first_price(&self, gauge: usize) -> f64 {
        let start = self.start();
        let ratio = |(row, option): (usize, usize)| {
            let place = self.rows[row].touched.iter().position(|index| *index == gauge)?;
            let gain = self.rows[row].gains[option][place];
            let price = self.dearer(&start, row, option);
            (gain > LEAST).then(|| price.max(1e-6) / gain)
        };
        self.options().filter_map(ratio).fold(1.0, f64::min) / 4.0
    }
}
