//! What each change contributed to a difference: Shapley values, which do not depend on the order of the changes.
//!
//! The contribution of a change is its effect averaged over all orders in which the changes could have been made
//! (Shapley 1953). Contributions add up to the difference. A change that reaches none of the cells contributes nothing and
//! moves no other contribution, so only those that reach one have to be put in orders.
//!
//! Subsets of the changes are computed like draws, [`LANES`] at a time, and give the bits of single runs.

use std::ops::Range;

use crate::ensemble::plan::{Plan, Scope, roles};
use crate::ensemble::{LANES, Lanes, blocks};
use crate::model::{Model, Projection, Settings};
use crate::program::{CellRef, Output};

/// Up to this many changes that reach a cell every subset is computed; beyond it orders are sampled.
pub const EXACT_CHANGES: usize = 10;

/// Orders sampled beyond [`EXACT_CHANGES`], each used forwards and backwards.
const SAMPLED_ORDERS: usize = 128;

/// The contribution of each change to the differences of some cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributions {
    /// Changed inputs: levers by their number, then assumptions counted on from the number of levers.
    pub changes: Vec<usize>,
    /// By cell, then by change.
    pub parts: Vec<Vec<f64>>,
    /// By cell: value under the second settings less value under the first.
    pub differences: Vec<f64>,
    /// False when orders were sampled.
    pub exact: bool,
}

/// The contribution of every input that differs between two settings to the difference of each cell.
///
/// Parts add up to the difference up to the last bits of `f64`; sampled ones too, since every sampled order does.
/// A cell without value gives not-a-number.
pub fn contributions(model: &Model, from: &Settings, to: &Settings, cells: &[CellRef], seed: u32) -> Contributions {
    let mut attributing = Attributing::new(model, from, to, cells, seed);
    attributing.go_on(usize::MAX);
    attributing.contributions()
}

/// Contributions being worked out, a piece at a time.
#[derive(Clone, Debug)]
pub struct Attributing {
    /// The run under the first settings.
    before: Projection,
    /// By input: its second setting.
    to: Vec<f64>,
    changes: Vec<usize>,
    /// Changes that take part in the orders, as places of `changes`, ascending.
    players: Vec<usize>,
    subsets: Subsets,
    /// Computes the cells from the changed inputs.
    plan: Plan,
    /// By input the plan reads: its place among the players.
    loaded: Vec<usize>,
    /// By cell: its value without and with all changes.
    ends: Vec<[f64; 2]>,
    /// By cell: its value in each subset computed so far.
    values: Vec<Vec<f64>>,
}

/// Which subsets of the players are computed, in order.
#[derive(Clone, Debug)]
enum Subsets {
    /// All: the bits of a subset's number say which players it holds.
    All,
    /// Of each order, used forwards and then backwards, the players before its second, its third, and so on.
    Orders {
        /// Order by order the changes as they follow one another.
        orders: Vec<Vec<usize>>,
        /// Order by order each player's place among the players.
        ranks: Vec<Vec<usize>>,
    },
}

impl Attributing {
    /// Starts working out what [`contributions`] gives.
    pub fn new(model: &Model, from: &Settings, to: &Settings, cells: &[CellRef], seed: u32) -> Self {
        let program = model.program();
        let (before, after) = (model.run(from), model.run(to));
        let inputs = |run: &Projection| [run.settings().levers.as_slice(), &run.settings().assumptions].concat();
        let (from, to) = (inputs(&before), inputs(&after));
        let differs: Vec<bool> = from.iter().zip(&to).map(|(from, to)| from.to_bits() != to.to_bits()).collect();
        let changes: Vec<usize> = (0..from.len()).filter(|&input| differs[input]).collect();
        let outputs: Vec<Output> = cells.iter().map(|&cell| program.output(cell)).collect();
        let plan = Plan::new(program, &roles(program, &differs), &outputs, Scope::Wanted);
        let reads = |change: &usize| plan.inputs.iter().any(|&(input, _)| input as usize == changes[*change]);
        let few = changes.len() <= EXACT_CHANGES;
        let players: Vec<usize> = (0..changes.len()).filter(|change| few || reads(change)).collect();
        let place = |&(input, _): &(u32, u32)| players.iter().position(|&change| changes[change] == input as usize);
        let loaded = plan.inputs.iter().filter_map(place).collect();
        let subsets = if players.len() <= EXACT_CHANGES {
            Subsets::All
        } else {
            let orders = orders(changes.len(), seed);
            let ranks = orders.iter().map(|order| ranks(order, &players)).collect();
            Subsets::Orders { orders, ranks }
        };
        let value = |run: &Projection, cell: CellRef| run.raw(cell).unwrap_or(f64::NAN);
        let ends = cells.iter().map(|&cell| [value(&before, cell), value(&after, cell)]).collect();
        let values = vec![Vec::new(); cells.len()];
        Self { before, to, changes, players, subsets, plan, loaded, ends, values }
    }

    /// Number of subsets to compute.
    fn count(&self) -> usize {
        match &self.subsets {
            Subsets::All => 1 << self.players.len(),
            Subsets::Orders { orders, .. } => 2 * orders.len() * (self.players.len() - 1),
        }
    }

    fn computed(&self) -> usize {
        self.values.first().map_or(self.count(), Vec::len)
    }

    /// Goes on for about so many instructions, each of them for [`LANES`] subsets; says whether all is computed.
    pub fn go_on(&mut self, instructions: usize) -> bool {
        let (start, count) = (self.computed(), self.count());
        let piece = (instructions / self.plan.len().max(1)).max(1).saturating_mul(LANES);
        let end = count.min(start.saturating_add(piece));
        let (from, subsets, players) = (self.before.settings(), &self.subsets, self.players.len());
        let levers = from.levers.len();
        let load = |place: usize, input: u32, indices: Range<usize>, lanes: &mut Lanes| {
            let input = input as usize;
            let from = from.levers.get(input).or_else(|| from.assumptions.get(input - levers));
            let settings = [from.copied().unwrap_or(f64::NAN), self.to[input]];
            subsets.load(players, self.loaded[place], settings, indices.start, lanes);
        };
        let values = &mut self.values;
        let mut lanes = [0.0; LANES];
        blocks(&self.plan, &self.before, start..end, load, |indices, outcomes| {
            for (cell, values) in values.iter_mut().enumerate() {
                outcomes.read(cell, &mut lanes);
                values.extend_from_slice(&lanes[..indices.len()]);
            }
        });
        end == count
    }

    /// The contributions, once all is computed.
    pub fn contributions(&self) -> Contributions {
        let exact = matches!(self.subsets, Subsets::All);
        let parts = match &self.subsets {
            Subsets::All => self.exact(),
            Subsets::Orders { orders, .. } => self.sampled(orders),
        };
        let differences = self.ends.iter().map(|[first, last]| last - first).collect();
        Contributions { changes: self.changes.clone(), parts, differences, exact }
    }

    fn exact(&self) -> Vec<Vec<f64>> {
        let players = self.players.len();
        let weights = weights(players);
        let part = |values: &[f64], player: usize| {
            (0..1_usize << players)
                .filter(|subset| subset >> player & 1 == 0)
                .map(|subset| {
                    let gain = values[subset | 1 << player] - values[subset];
                    weights[subset.count_ones() as usize] * gain
                })
                .fold(0.0, |sum, gain| sum + gain)
        };
        let of_cell = |(values, [first, _]): (&Vec<f64>, &[f64; 2])| {
            // Nothing for who takes no part, unless nothing can be said of the cell.
            let nothing = if first.is_finite() { 0.0 } else { f64::NAN };
            let mut parts = vec![nothing; self.changes.len()];
            (0..players).for_each(|player| parts[self.players[player]] = part(values, player));
            parts
        };
        self.values.iter().zip(&self.ends).map(of_cell).collect()
    }

    fn sampled(&self, orders: &[Vec<usize>]) -> Vec<Vec<f64>> {
        let count = self.changes.len();
        let mut plays = vec![false; count];
        self.players.iter().for_each(|&change| plays[change] = true);
        let of_cell = |(values, [first, last]): (&Vec<f64>, &[f64; 2])| {
            let mut parts = vec![0.0; count];
            let mut steps = values.chunks(self.players.len() - 1);
            for order in orders {
                for backwards in [false, true] {
                    let mut between = steps.next().unwrap_or_default().iter().chain([last]);
                    let mut before = *first;
                    for step in 0..count {
                        let change = order[if backwards { count - 1 - step } else { step }];
                        let after = if plays[change] { *between.next().unwrap_or(last) } else { before };
                        parts[change] += (after - before) / (2 * orders.len()) as f64;
                        before = after;
                    }
                }
            }
            parts
        };
        self.values.iter().zip(&self.ends).map(of_cell).collect()
    }
}

impl Subsets {
    /// Fills the lanes of a player's input in the subsets from `start` on: its setting where it is not in the subset, and
    /// where it is.
    fn load(&self, players: usize, player: usize, settings: [f64; 2], start: usize, lanes: &mut Lanes) {
        match self {
            Self::All => {
                for (lane, value) in lanes.iter_mut().enumerate() {
                    *value = settings[(start + lane) >> player & 1];
                }
            }
            Self::Orders { ranks, .. } => {
                let steps = players - 1;
                let (mut walk, mut step) = (start / steps, start % steps);
                for value in lanes {
                    // Lanes beyond the last order are computed and not read.
                    let rank = ranks.get(walk / 2).map_or(0, |ranks| ranks[player]);
                    let rank = if walk % 2 == 1 { steps - rank } else { rank };
                    *value = settings[usize::from(rank <= step)];
                    step += 1;
                    if step == steps {
                        (walk, step) = (walk + 1, 0);
                    }
                }
            }
        }
    }
}

/// Each player's place among the players in an order of all changes.
fn ranks(order: &[usize], players: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; players.len()];
    let playing = order.iter().filter_map(|change| players.binary_search(change).ok());
    playing.enumerate().for_each(|(rank, player)| ranks[player] = rank);
    ranks
}

/// Orders of so many changes.
fn orders(count: usize, seed: u32) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = u64::from(seed) << 1 | 1;
    let mut next = || {
        shuffle(&mut order, &mut state);
        order.clone()
    };
    (0..SAMPLED_ORDERS).map(|_| next()).collect()
}

/// Share of the orders of `count` changes in which a given set of each size precedes a given change.
fn weights(count: usize) -> Vec<f64> {
    let mut weights = Vec::with_capacity(count);
    // |S|! (n - |S| - 1)! / n!, which is 1 / (n · C(n - 1, |S|)).
    let mut binomial = 1.0;
    for size in 0..count {
        weights.push(1.0 / (count as f64 * binomial));
        binomial = binomial * (count - 1 - size) as f64 / (size + 1) as f64;
    }
    weights
}

/// Fisher–Yates by a 64-bit linear congruential generator.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, ((*state >> 33) % (last as u64 + 1)) as usize);
    }
}
