//! Contributions worked out many subsets at a time are those of runs made one by one.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use guoban_model::contribution::{Attributing, Contributions, EXACT_CHANGES, contributions};
use guoban_model::model::{Model, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::VariableId;
use guoban_model::program::{CellRef, Output, Runner};
use guoban_model::read::read_pack;

const CITY: &str = include_str!("../../../www/packs/border-city.toml");
const SEED: u32 = 20_260_430;

fn model() -> Model {
    let pack = Arc::new(read_pack(CITY).unwrap().pack);
    let as_of = pack.as_of;
    Model::compile(pack, as_of).unwrap()
}

/// Every third lever, so many of them, at one of its ends; and one assumption.
fn changed(model: &Model, count: usize) -> Settings {
    let mut settings = model.baseline();
    let levers = model.pack().levers.iter().enumerate().filter(|(_, lever)| lever.min != lever.max);
    for (index, lever) in levers.step_by(2).take(count - 1) {
        settings.levers[index] = to_f64(if lever.max == lever.baseline { lever.min } else { lever.max });
    }
    settings.assumptions[0] = to_f64(model.pack().assumptions[0].high);
    settings
}

fn cells(model: &Model, ids: &[&str]) -> Vec<CellRef> {
    let variable = |id: &&str| -> VariableId { model.pack().variable(id).unwrap() };
    let months = |variable| [5, 11].map(|offset| CellRef { variable, row: 0, offset });
    ids.iter().map(variable).flat_map(months).collect()
}

/// A run that goes from subset to subset, one change at a time.
struct Walk {
    model: Model,
    runner: Runner,
    settings: [Vec<f64>; 2],
    changes: Vec<usize>,
    outputs: Vec<Output>,
}

impl Walk {
    fn new(model: &Model, to: &Settings, cells: &[CellRef]) -> Self {
        let from = model.baseline();
        let runner = Runner::new(Arc::clone(model.program()), &from.levers, &from.assumptions);
        let settings = [&from, to].map(|settings| [settings.levers.as_slice(), &settings.assumptions].concat());
        let changes = (0..settings[0].len()).filter(|&input| settings[0][input] != settings[1][input]).collect();
        let outputs = cells.iter().map(|&cell| model.program().output(cell)).collect();
        Self { model: model.clone(), runner, settings, changes, outputs }
    }

    fn set(&mut self, change: usize, made: bool) {
        let input = self.changes[change];
        self.runner.set(input, self.settings[usize::from(made)][input]);
    }

    fn values(&self) -> Vec<f64> {
        let value = |output: &Output| match output {
            Output::Absent => f64::NAN,
            Output::Constant(value) => *value,
            Output::Value(value) => self.runner.values()[*value as usize],
        };
        self.outputs.iter().map(value).collect()
    }

    /// The changes that move a cell when they are made alone.
    fn reaching(&self) -> Vec<usize> {
        let program = self.model.program();
        let reaches = |change: &usize| {
            let (cone, first) = (program.cone(self.changes[*change]), program.first_result() as u32);
            self.outputs.iter().any(|output| match output {
                Output::Value(value) => {
                    value.checked_sub(first).is_some_and(|index| cone.binary_search(&index).is_ok())
                }
                _ => false,
            })
        };
        (0..self.changes.len()).filter(reaches).collect()
    }

    /// Averages over 128 orders and their reverses.
    fn sampled(&mut self) -> Vec<Vec<f64>> {
        let count = self.changes.len();
        let mut parts = vec![vec![0.0; count]; self.outputs.len()];
        let mut order: Vec<usize> = (0..count).collect();
        let mut state = u64::from(SEED) << 1 | 1;
        for _ in 0..128 {
            for last in (1..count).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(last, ((state >> 33) % (last as u64 + 1)) as usize);
            }
            for backwards in [false, true] {
                (0..count).for_each(|change| self.set(change, false));
                let mut before = self.values();
                for step in 0..count {
                    let change = order[if backwards { count - 1 - step } else { step }];
                    self.set(change, true);
                    let after = self.values();
                    for (cell, parts) in parts.iter_mut().enumerate() {
                        parts[change] += (after[cell] - before[cell]) / 256.0;
                    }
                    before = after;
                }
            }
        }
        parts
    }

    /// Averages over all orders of some changes, by the sizes of the subsets before each.
    fn exact(&mut self, players: &[usize]) -> Vec<Vec<f64>> {
        let count = players.len();
        let mut values = Vec::new();
        for subset in 0..1_usize << count {
            players.iter().enumerate().for_each(|(bit, &change)| self.set(change, subset >> bit & 1 == 1));
            values.push(self.values());
        }
        let orders = |size: usize| {
            let binomial = (0..size).fold(1.0, |binomial, at| binomial * (count - 1 - at) as f64 / (at + 1) as f64);
            1.0 / (count as f64 * binomial)
        };
        let mut parts = vec![vec![0.0; self.changes.len()]; self.outputs.len()];
        for (cell, parts) in parts.iter_mut().enumerate() {
            for (bit, &change) in players.iter().enumerate() {
                for subset in (0..1_usize << count).filter(|subset| subset >> bit & 1 == 0) {
                    let gain = values[subset | 1 << bit][cell] - values[subset][cell];
                    parts[change] += orders(subset.count_ones() as usize) * gain;
                }
            }
        }
        parts
    }
}

fn bits(parts: &[Vec<f64>]) -> Vec<Vec<u64>> {
    parts.iter().map(|parts| parts.iter().map(|part| part.to_bits()).collect()).collect()
}

fn found(model: &Model, to: &Settings, cells: &[CellRef]) -> Contributions {
    contributions(model, &model.baseline(), to, cells, SEED)
}

#[test]
fn few_changes_are_put_in_all_orders() {
    let model = model();
    let (to, cells) = (changed(&model, 7), cells(&model, &["gdp_growth", "retail_growth"]));
    let (found, mut walk) = (found(&model, &to, &cells), Walk::new(&model, &to, &cells));
    assert!(found.exact);
    assert_eq!(found.changes.len(), 7);
    assert_eq!(bits(&found.parts), bits(&walk.exact(&[0, 1, 2, 3, 4, 5, 6])));
}

#[test]
fn many_changes_are_put_in_the_same_orders_as_one_by_one() {
    let model = model();
    let (to, cells) = (changed(&model, 26), cells(&model, &["gdp_growth", "retail_growth"]));
    let (found, mut walk) = (found(&model, &to, &cells), Walk::new(&model, &to, &cells));
    let reaching = walk.reaching().len();
    assert!(!found.exact && EXACT_CHANGES < reaching && reaching < 26, "{reaching} of 26 changes reach a cell");
    assert_eq!(bits(&found.parts), bits(&walk.sampled()));
}

#[test]
fn many_changes_of_which_few_reach_a_cell_are_put_in_all_orders() {
    let model = model();
    let (to, cells) = (changed(&model, 26), cells(&model, &["grain_output"]));
    let (found, mut walk) = (found(&model, &to, &cells), Walk::new(&model, &to, &cells));
    let reaching = walk.reaching();
    assert!(found.exact && !reaching.is_empty() && reaching.len() <= EXACT_CHANGES, "{reaching:?} reach a cell");
    assert_eq!(bits(&found.parts), bits(&walk.exact(&reaching)));
}

#[test]
fn pieces_give_what_the_whole_gives() {
    let model = model();
    let (to, cells) = (changed(&model, 26), cells(&model, &["gdp_growth"]));
    let mut attributing = Attributing::new(&model, &model.baseline(), &to, &cells, SEED);
    let mut pieces = 1;
    while !attributing.go_on(9_000) {
        pieces += 1;
    }
    assert!(pieces > 5, "{pieces}");
    assert_eq!(attributing.contributions(), found(&model, &to, &cells));
}
