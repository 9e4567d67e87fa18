//! The compiled program and the plain evaluator give the same bits, on random packs and random settings.

mod support;

use std::sync::Arc;

use guoban_model::contribution::contributions;
use guoban_model::ensemble::{Cone, Draws, Ensemble, LANES};
use guoban_model::model::{Model, Settings};
use guoban_model::pack::VariableId;
use guoban_model::program::{CellRef, Runner};
use guoban_model::reference::Reference;
use guoban_model::time::HORIZON;
use proptest::prelude::*;
use support::{as_of_dates, packs, settings};

/// Cases in the ordinary run; `PROPTEST_CASES=10000` for the long one.
const CASES: u32 = 400;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn program_and_plain_evaluator_give_the_same_bits(
        pack in packs(),
        as_of in as_of_dates(),
        unit_settings in settings(),
    ) {
        let pack = Arc::new(pack);
        // A random pack may read a month without figures; such a pack does not compile and there is nothing to compare.
        let Ok(model) = Model::compile(Arc::clone(&pack), as_of) else { return Ok(()) };
        let settings = Settings {
            levers: unit_settings[..2].to_vec(),
            assumptions: unit_settings[2..].to_vec(),
        };
        let projection = model.run(&settings);
        let mut reference = Reference::new(&pack, as_of, &settings);
        for variable in (0..pack.variables.len()).map(VariableId) {
            for row in 0..pack.rows_of(variable) {
                for offset in 0..HORIZON as i32 {
                    let cell = CellRef { variable, row, offset };
                    let (fast, plain) = (projection.raw(cell), reference.at(cell));
                    let same = match (fast, plain) {
                        (Some(fast), Some(plain)) => {
                            fast.to_bits() == plain.to_bits() || (fast.is_nan() && plain.is_nan())
                        }
                        (fast, plain) => fast.is_none() && plain.is_none(),
                    };
                    prop_assert!(same, "{cell:?}: program {fast:?}, plain {plain:?}");
                }
            }
        }
        // What has no value is a fault, or the pack says why, there or where it is read.
        let without = (0..pack.variables.len()).map(VariableId).any(|variable| {
            let rows = 0..pack.rows_of(variable);
            rows.flat_map(|row| (0..HORIZON as i32).map(move |offset| CellRef { variable, row, offset })).any(|cell| {
                projection.raw(cell).is_some_and(f64::is_nan) && projection.reason(cell).is_none()
            })
        });
        prop_assert!(!without || !projection.faults().is_empty());
    }

    #[test]
    fn every_draw_gives_the_bits_of_a_run_with_its_values(
        pack in packs(),
        unit_settings in settings(),
        seed in any::<u32>(),
        pinned in any::<bool>(),
    ) {
        let pack = Arc::new(pack);
        let Ok(model) = Model::compile(Arc::clone(&pack), pack.as_of) else { return Ok(()) };
        let settings = Settings { levers: unit_settings[..2].to_vec(), assumptions: unit_settings[2..].to_vec() };
        let projection = model.run(&settings);
        let wanted: Vec<CellRef> = (0..pack.variables.len())
            .map(VariableId)
            .flat_map(|variable| (0..pack.rows_of(variable)).map(move |row| (variable, row)))
            .flat_map(|(variable, row)| [0, 5, 11, 23].map(|offset| CellRef { variable, row, offset }))
            .collect();
        // More draws than one block holds, and a last block that is not full.
        let count = LANES as u32 + 9;
        let draws = Draws::new(&pack, seed, 0..count);
        let ensemble = Ensemble::new(&model, &[pinned, false], &wanted);
        let results = ensemble.run(&projection, &draws, 0..draws.len());
        for draw in [0, 1, LANES - 1, LANES, LANES + 8] {
            let mut drawn = settings.clone();
            for (index, assumption) in drawn.assumptions.iter_mut().enumerate() {
                if index > 0 || !pinned {
                    *assumption = draws.of(index)[draw];
                }
            }
            let alone = model.run(&drawn);
            for (cell, result) in wanted.iter().zip(&results) {
                let (ensemble, alone) = (result[draw], alone.raw(*cell).unwrap_or(f64::NAN));
                let same = ensemble.to_bits() == alone.to_bits() || (ensemble.is_nan() && alone.is_nan());
                prop_assert!(same, "draw {draw}, {cell:?}: ensemble {ensemble}, run {alone}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changing_one_input_gives_the_bits_of_a_new_run(
        pack in packs(),
        first in settings(),
        changes in prop::collection::vec((0..4_usize, -5.0..5.0_f64), 1..6),
    ) {
        let pack = Arc::new(pack);
        let Ok(model) = Model::compile(Arc::clone(&pack), pack.as_of) else { return Ok(()) };
        let mut inputs = first;
        let mut runner = Runner::new(Arc::clone(model.program()), &inputs[..2], &inputs[2..]);
        for (input, value) in changes {
            runner.set(input, value);
            inputs[input] = value;
        }
        let settings = Settings { levers: inputs[..2].to_vec(), assumptions: inputs[2..].to_vec() };
        let whole = model.run(&settings);
        for (value, expected) in runner.values().iter().zip(whole.values()) {
            prop_assert!(value.to_bits() == expected.to_bits() || (value.is_nan() && expected.is_nan()));
        }
    }

    #[test]
    fn a_cone_gives_the_bits_of_the_whole_ensemble(
        pack in packs(),
        from in settings(),
        input in 0..4_usize,
        value in -5.0..5.0_f64,
        seed in any::<u32>(),
    ) {
        let pack = Arc::new(pack);
        let Ok(model) = Model::compile(Arc::clone(&pack), pack.as_of) else { return Ok(()) };
        let split = |inputs: &[f64]| Settings { levers: inputs[..2].to_vec(), assumptions: inputs[2..].to_vec() };
        let mut to = from.clone();
        to[input] = value;
        let wanted: Vec<CellRef> = (0..pack.variables.len())
            .flat_map(|index| [3, 5, 11].map(|offset| CellRef { variable: VariableId(index), row: 0, offset }))
            .collect();
        let ensemble = Ensemble::new(&model, &[], &wanted);
        let mut draws = Draws::new(&pack, seed, 0..40);
        let (before, after) = (model.run(&split(&from)), model.run(&split(&to)));
        let reached = ensemble.reached_by(&model, input);
        // Some of what is not reached is kept as well.
        let kept: Vec<bool> = reached.iter().enumerate().map(|(place, reached)| *reached || place % 3 == 0).collect();
        let mut cone = Cone::new(&ensemble, &model, input, &kept);
        // Filled in pieces of which none is a whole number of blocks, from either projection.
        cone.fill(&before, &draws, 40);
        draws.extend_to(2 * LANES as u32 + 5);
        cone.fill(&after, &draws, draws.len());
        let (earlier, expected) = (ensemble.run(&before, &draws, 0..draws.len()), ensemble.run(&after, &draws, 0..draws.len()));
        let mut seen = 0;
        let mut lanes = [0.0; LANES];
        let mut different = None;
        cone.each_block(&after, 0..usize::MAX, |indices, outcomes| {
            for (place, expected) in expected.iter().enumerate().filter(|(place, _)| kept[*place]) {
                outcomes.read(place, &mut lanes);
                for (lane, draw) in indices.clone().enumerate() {
                    let same = lanes[lane].to_bits() == expected[draw].to_bits()
                        || (lanes[lane].is_nan() && expected[draw].is_nan());
                    if !same {
                        different = Some((place, draw, lanes[lane], expected[draw]));
                    }
                }
            }
            seen += indices.len();
        });
        prop_assert_eq!(seen, draws.len());
        prop_assert!(different.is_none(), "{:?}", different);
        for place in (0..wanted.len()).filter(|place| !reached[*place]) {
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&earlier[place]), bits(&expected[place]), "{:?} is said not to be reached", wanted[place]);
        }
    }

    #[test]
    fn contributions_add_up_to_the_difference(pack in packs(), from in settings(), to in settings()) {
        let pack = Arc::new(pack);
        let Ok(model) = Model::compile(Arc::clone(&pack), pack.as_of) else { return Ok(()) };
        let split = |inputs: &[f64]| Settings { levers: inputs[..2].to_vec(), assumptions: inputs[2..].to_vec() };
        let cells: Vec<CellRef> = (0..pack.variables.len())
            .map(|index| CellRef { variable: VariableId(index), row: 0, offset: 11 })
            .collect();
        let found = contributions(&model, &split(&from), &split(&to), &cells, 1);
        // Parts are made of the values between: what cancels in them is rounded at their size.
        let runs: Vec<_> = (0..1_u32 << from.len())
            .map(|made| {
                let mixed = from.iter().zip(&to).enumerate();
                let inputs: Vec<f64> = mixed.map(|(bit, (from, to))| if made >> bit & 1 == 1 { *to } else { *from }).collect();
                model.run(&split(&inputs))
            })
            .collect();
        for ((parts, difference), cell) in found.parts.iter().zip(&found.differences).zip(&cells) {
            let sum: f64 = parts.iter().sum();
            let size = runs.iter().filter_map(|run| run.raw(*cell)).map(f64::abs).fold(0.0, f64::max);
            if sum.is_finite() && difference.is_finite() {
                prop_assert!((sum - difference).abs() <= 1e-12 * size.max(1e-300), "{sum} is not {difference}");
            }
        }
    }
}

#[test]
fn draws_do_not_depend_on_how_they_are_split() {
    let pack = support::blank();
    let whole = Draws::new(&pack, 20_260_430, 0..100);
    let (first, second) = (Draws::new(&pack, 20_260_430, 0..37), Draws::new(&pack, 20_260_430, 37..100));
    for assumption in 0..pack.assumptions.len() {
        assert_eq!(whole.of(assumption), [first.of(assumption), second.of(assumption)].concat());
    }
}

#[test]
fn most_random_packs_compile() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut compiled = 0;
    for _ in 0..100 {
        let pack = packs().new_tree(&mut runner).unwrap().current();
        compiled += i32::from(Model::compile(Arc::new(pack), "2026-04-28".parse().unwrap()).is_ok());
    }
    assert!(compiled >= 50, "the comparison above would mean little: only {compiled} of 100 packs compile");
}
