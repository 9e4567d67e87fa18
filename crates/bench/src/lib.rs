//! Benchmarks of the engine. The same code runs natively (`cargo xtask bench`) and, compiled to WebAssembly, in a page.
//!
//! Every comparison is made within one run, on one thread, and results are compared before anything is timed.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod chances;
pub mod synthetic;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod whys;

use std::sync::Arc;

use guoban_model::ensemble::{Draws, Ensemble};
use guoban_model::model::{Model, Settings};
use guoban_model::pack::{Measure, Pack, VariableId};
use guoban_model::packed;
use guoban_model::program::{CellRef, Runner};
use guoban_model::read::read_pack;
use guoban_model::time::HORIZON;
use serde::Serialize;

use synthetic::{Checksum, Levers, PLANS, Plan};

/// One figure.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// Median over the repetitions, in milliseconds; or a ratio.
    pub value: f64,
    /// `ms` or `ratio`.
    pub unit: &'static str,
    /// What it was measured on.
    pub on: String,
}

/// A clock in milliseconds.
pub type Clock<'a> = &'a dyn Fn() -> f64;

/// Draws of the large ensembles.
const DRAWS: u32 = 10_000;

/// A part of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Reading and compiling packs, one run, one move of a slider.
    Model,
    /// Draws of packs: all targets, and following each lever.
    Draws,
    /// Contributions of many changes.
    Why,
    /// What matters, and what closes gaps.
    Answers,
    /// The synthetic plans against loops by hand.
    Plans,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Model, Self::Draws, Self::Why, Self::Answers, Self::Plans];

    /// What it is called on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Draws => "draws",
            Self::Why => "why",
            Self::Answers => "answers",
            Self::Plans => "plans",
        }
    }

    /// The parts in a list of names; all when it is empty or names none.
    pub fn named(names: &str) -> Vec<Self> {
        let named = |part: &Self| names.split(',').any(|name| name == part.name());
        let parts: Vec<Self> = Self::ALL.into_iter().filter(named).collect();
        if parts.is_empty() { Self::ALL.to_vec() } else { parts }
    }
}

/// Runs benchmarks. `packs` are the names and texts of shipped packs.
pub fn run(clock: Clock<'_>, packs: &[(&str, &str)], parts: &[Part]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (name, text) in packs {
        for part in parts {
            match part {
                Part::Model => reading(clock, name, text, &mut figures),
                Part::Draws => chances::run(clock, name, &compiled(text), &mut figures),
                Part::Why => whys::run(clock, name, &compiled(text), &mut figures),
                Part::Answers => answers::run(clock, name, &compiled(text), &mut figures),
                Part::Plans => {}
            }
        }
    }
    if parts.contains(&Part::Plans) {
        for plan in PLANS {
            let whole = [1, 14, 140].map(|counties| synthetic_plan(clock, plan, counties, &mut figures));
            let on = format!("{}: 10,000 draws in full", plan.name);
            figures.push(ratio("cost of 14 counties against 1", whole[1] / whole[0], &on));
            figures.push(ratio("cost of 140 counties against 14", whole[2] / whole[1], &on));
        }
    }
    figures
}

fn compiled(text: &str) -> Model {
    Model::compile_or_panic(&Arc::new(read_pack(text).expect("shipped packs are sound").pack))
}

fn reading(clock: Clock<'_>, name: &str, text: &str, figures: &mut Vec<Figure>) {
    let on = name.to_owned();
    let read = || Arc::new(read_pack(text).expect("shipped packs are sound").pack);
    // As a page does it: once, before the browser has had reason to optimise anything. The page reads the packed core.
    let [core, ..] = packed::write(&read());
    let unpack = || packed::read(&[&core]).expect("what was written is read");
    let start = clock();
    let unpacked = Arc::new(unpack());
    figures.push(ms("read the packed core, the first time", clock() - start, &on));
    std::hint::black_box(Model::compile_or_panic(&unpacked));
    figures.push(ms("read the packed core and compile, the first time", clock() - start, &on));
    figures.push(ms("read the packed core", median(clock, 41, unpack), &on));
    figures.push(ms("read and compile", median(clock, 41, || Model::compile_or_panic(&read())), &on));
    figures.push(ms("read", median(clock, 41, &read), &on));
    let pack = read();
    figures.push(ms("compile", median(clock, 15, || Model::compile_or_panic(&pack)), &on));
    let model = Model::compile_or_panic(&pack);
    let settings = model.baseline();
    let operations = model.program().operations.len();
    let on = format!("{on}: {operations} operations");
    let mut values = model.program().prepare(&settings.levers, &settings.assumptions);
    figures.push(ms("one run", per(clock, 200, || model.program().run(model.schedule(), &mut values)), &on));
    let mut runner = Runner::new(Arc::clone(model.program()), &settings.levers, &settings.assumptions);
    let worst = (0..pack.levers.len()).max_by_key(|&lever| model.program().cone(lever).len()).unwrap_or(0);
    let mut step = 0.0;
    let slider = per(clock, 200, || {
        step += 1e-9;
        runner.set(worst, settings.levers[worst] + step);
    });
    figures.push(ms("slider move, widest lever", slider, &format!("{name}: {}", pack.levers[worst].id)));
}

/// What the verdicts read: every month of a flow, June and December of a level or a rate.
pub fn targets(pack: &Pack) -> Vec<CellRef> {
    pack.targets
        .iter()
        .flat_map(|target| {
            let flow = pack.variables[target.variable.0].measure == Measure::Flow;
            let offsets = if flow { (0..12).collect() } else { vec![5, 11] };
            let row = target.row.unwrap_or(0);
            offsets.into_iter().map(move |offset| CellRef { variable: target.variable, row, offset })
        })
        .collect()
}

/// Benchmarks of a synthetic plan; returns the time of 10,000 draws in full.
pub fn synthetic_plan(clock: Clock<'_>, plan: &Plan, counties: usize, figures: &mut Vec<Figure>) -> f64 {
    let pack = Arc::new(read_pack(&plan.pack(counties)).expect("the synthetic pack is sound").pack);
    let model = Model::compile_or_panic(&pack);
    let mut settings = model.baseline();
    settings.levers[0] = 1.5;
    settings.levers[1] = 2.0;
    let projection = model.run(&settings);
    let draws = Draws::new(&pack, 1, 0..if counties > 20 { DRAWS / 10 } else { DRAWS });
    let scale = f64::from(DRAWS) / draws.len() as f64;
    let city = |(id, offset): (&str, i32)| CellRef { variable: pack.variable(id).expect("known"), row: 0, offset };
    let wanted = plan.wanted.map(city);
    let everything = Ensemble::in_full(&model, &wanted);
    let sliced = Ensemble::new(&model, &[], &wanted);
    let on = format!(
        "{}: {counties} counties, {} equations, {} operations, {} instructions a block, {} of June and December",
        plan.name,
        plan.equations(counties),
        model.program().operations.len(),
        everything.plan().len(),
        sliced.plan().len()
    );
    let levers = Levers { restock: settings.levers[0], voucher: settings.levers[1], subsidy: vec![1.0; counties] };
    let mut checksum = Checksum::default();
    let by_hand = (plan.by_hand)(&levers, &draws, &mut checksum);
    for results in
        [everything.run(&projection, &draws, 0..draws.len()), sliced.run(&projection, &draws, 0..draws.len())]
    {
        for (engine, hand) in results.iter().zip(&by_hand) {
            let same = engine.iter().zip(hand).all(|(engine, hand)| engine.to_bits() == hand.to_bits());
            assert!(same, "the loops written by hand and the engine disagree: {} {}", engine[0], hand[0]);
        }
    }
    let hand = scale * median(clock, 7, || (plan.by_hand)(&levers, &draws, &mut checksum));
    let full = scale * median(clock, 7, || everything.run(&projection, &draws, 0..draws.len()));
    let slice = scale * median(clock, 7, || sliced.run(&projection, &draws, 0..draws.len()));
    figures.push(ms("10,000 draws, loops by hand", hand, &on));
    figures.push(ms("10,000 draws in full", full, &on));
    figures.push(ms("10,000 draws, June and December only", slice, &on));
    figures.push(ratio("in full against loops by hand", full / hand, &on));
    figures.push(ratio("June and December only against loops by hand", slice / hand, &on));
    let reached = one_county(&pack, &model, &settings);
    let cone = Ensemble::new(&model, &[], &reached);
    let touched = scale * median(clock, 7, || cone.run(&projection, &draws, 0..draws.len()));
    figures.push(ms("10,000 draws, what one county's lever reaches", touched, &on));
    let mut values = model.program().prepare(&settings.levers, &settings.assumptions);
    figures.push(ms("one run", per(clock, 100, || model.program().run(model.schedule(), &mut values)), &on));
    full
}

/// June and December of what the first county's lever moves.
fn one_county(pack: &Pack, model: &Model, settings: &Settings) -> Vec<CellRef> {
    let mut moved = settings.clone();
    moved.levers[2] += 1.0;
    let (before, after) = (model.run(settings), model.run(&moved));
    (0..pack.variables.len())
        .flat_map(|variable| [5, 11].map(|offset| CellRef { variable: VariableId(variable), row: 0, offset }))
        .filter(|&cell| pack.variables[cell.variable.0].over.is_some() && before.raw(cell) != after.raw(cell))
        .collect()
}

/// A digest of every figure of a pack's baseline and of an ensemble: the same everywhere.
pub fn digest(text: &str) -> String {
    let model = compiled(text);
    let pack = model.pack();
    let projection = model.run(&model.baseline());
    let mut figures = Vec::new();
    for variable in (0..pack.variables.len()).map(VariableId) {
        for row in 0..pack.rows_of(variable) {
            for offset in 0..HORIZON as i32 {
                figures.push(projection.raw(CellRef { variable, row, offset }).unwrap_or(f64::NAN));
            }
        }
    }
    let ensemble = Ensemble::new(&model, &[], &targets(pack));
    let draws = Draws::new(pack, 20_260_430, 0..200);
    figures.extend(ensemble.run(&projection, &draws, 0..draws.len()).into_iter().flatten());
    digest_of(figures)
}

/// A digest of some answers about a pack: the same everywhere.
pub fn answers_digest(text: &str) -> String {
    digest_of(answers::figures(&compiled(text)))
}

fn digest_of(figures: Vec<f64>) -> String {
    let add = |digest: u64, value: f64| {
        let bits = if value.is_nan() { u64::MAX } else { value.to_bits() };
        (digest ^ bits).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
    };
    format!("{:016x}", figures.into_iter().fold(0xcbf2_9ce4_8422_2325, add))
}

trait CompileOrPanic {
    fn compile_or_panic(pack: &Arc<Pack>) -> Model;
}

impl CompileOrPanic for Model {
    fn compile_or_panic(pack: &Arc<Pack>) -> Model {
        Model::compile(Arc::clone(pack), pack.as_of).expect("the pack compiles")
    }
}

fn ms(name: &str, value: f64, on: &str) -> Figure {
    Figure { name: name.to_owned(), value, unit: "ms", on: on.to_owned() }
}

fn ratio(name: &str, value: f64, on: &str) -> Figure {
    Figure { name: name.to_owned(), value, unit: "ratio", on: on.to_owned() }
}

fn median<T>(clock: Clock<'_>, times: usize, mut work: impl FnMut() -> T) -> f64 {
    std::hint::black_box(work());
    let mut taken: Vec<f64> = (0..times)
        .map(|_| {
            let start = clock();
            std::hint::black_box(work());
            clock() - start
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken[times / 2]
}

/// Median time of one repetition of work too short for the clock.
fn per(clock: Clock<'_>, repetitions: usize, mut work: impl FnMut()) -> f64 {
    median(clock, 9, || (0..repetitions).for_each(|_| work())) / repetitions as f64
}
