//! The model in XMILE, simulated by PySD, against the engine: every variable of every shipped pack, month by month, at baseline
//! and with generated settings; and random packs, which hold every kind of node a formula can have.
//!
//! It needs Python with PySD, so it is run by `cargo xtask test`, which installs it where it can, or by
//! `GUOBAN_PYSD=python3 cargo test -p guoban-workbook --test simulated -- --ignored`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic")]

mod random;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use guoban_model::model::{Model, Settings};
use guoban_model::pack::{AssumptionId, LeverId, VariableId};
use guoban_model::program::CellRef;
use guoban_model::text::Language;
use guoban_planning::checks::Generator;
use guoban_planning::scenario::Scenario;
use guoban_workbook::xmile::{Xmile, xmile};
use support::{csv, model};

/// Settings with which each pack is simulated besides its baseline.
const SETTINGS: usize = 20;

/// Largest difference, as a part of the figure or of a thousandth, whichever is larger.
const CLOSE: f64 = 1e-6;

const PACKS: [&str; 4] = ["border-city", "urban-district", "renewal-district", "china-2023"];

/// Random packs.
const RANDOM: usize = 30;

struct Plan {
    name: String,
    model: Model,
    written: Xmile,
    settings: Vec<Settings>,
}

#[test]
#[ignore = "needs PySD, which `cargo xtask test` looks for"]
fn another_engine_gives_what_the_engine_gives() {
    let plans = PACKS.into_iter().enumerate().map(|(number, name)| {
        let model = model(name);
        let written = xmile(&model, &Scenario::baseline(model.pack()), Language::Zh).unwrap();
        let mut generator = Generator::new(number as u32 + 1);
        let mut settings = vec![model.baseline()];
        settings.extend((0..SETTINGS).map(|_| generator.settings(model.pack())));
        Plan { name: name.to_owned(), model, written, settings }
    });
    let compared = simulate("simulated", plans.collect());
    // Fewer would mean that tables were read without their variables.
    assert!(compared.cells > 1_200_000, "{}", compared.cells);
}

#[test]
#[ignore = "needs PySD, which `cargo xtask test` looks for"]
fn formulas_of_every_kind_agree() {
    let mut plans = Vec::new();
    for (model, settings) in random::plans().take(RANDOM) {
        let written = xmile(&model, &Scenario::baseline(model.pack()), Language::En).unwrap();
        let name = format!("random-{}", plans.len());
        plans.push(Plan { name, settings: vec![model.baseline(), settings], model, written });
    }
    simulate("simulated-random", plans);
}

#[derive(Default)]
struct Compared {
    cells: usize,
    unsaid: usize,
    largest: f64,
    wrong: Vec<String>,
}

/// Has PySD simulate all plans and compares every month of every variable.
fn simulate(folder: &str, plans: Vec<Plan>) -> Compared {
    let python = std::env::var_os("GUOBAN_PYSD").expect("GUOBAN_PYSD names a Python that has PySD, as in python3");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let files: Vec<PathBuf> = plans.iter().map(|plan| plan.write(&folder)).collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulate.py");
    let done = Command::new(python).arg(script).args(&files).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut compared = Compared::default();
    for (plan, file) in plans.iter().zip(&files) {
        for (number, settings) in plan.settings.iter().enumerate() {
            let table = csv(&std::fs::read_to_string(file.with_extension(format!("{number}.csv"))).unwrap());
            plan.compare(&mut compared, &table, number, settings);
        }
        assert!(
            compared.wrong.is_empty(),
            "{} wrong:\n{}",
            compared.wrong.len(),
            compared.wrong[..compared.wrong.len().min(40)].join("\n")
        );
    }
    println!(
        "{} plans of {} packs: {} values, largest difference {:e}; {} values are of months that follow from later ones",
        plans.iter().map(|plan| plan.settings.len()).sum::<usize>(),
        plans.len(),
        compared.cells,
        compared.largest,
        compared.unsaid
    );
    compared
}

impl Plan {
    /// Writes the file, the settings of its runs and the names of what is asked for.
    fn write(&self, folder: &Path) -> PathBuf {
        let file = folder.join(format!("{}.xmile", self.name));
        std::fs::write(&file, &self.written.text).unwrap();
        let run = |settings: &Settings| {
            let levers = settings.levers.iter().enumerate();
            let levers = levers.map(|(index, value)| format!("{}={value}", self.written.lever(LeverId(index))));
            let assumed = settings.assumptions.iter().enumerate();
            let assumed =
                assumed.map(|(index, value)| format!("{}={value}", self.written.assumption(AssumptionId(index))));
            levers.chain(assumed).collect::<Vec<_>>().join(" ")
        };
        let runs: Vec<String> = self.settings.iter().map(run).collect();
        std::fs::write(file.with_extension("runs"), runs.join("\n") + "\n").unwrap();
        std::fs::write(file.with_extension("columns"), self.written.variables.concat().join("\n")).unwrap();
        file
    }

    fn compare(&self, compared: &mut Compared, table: &[Vec<String>], number: usize, settings: &Settings) {
        let projection = self.model.run(settings);
        let pack = projection.pack();
        let first: f64 = table[1][0].parse().unwrap();
        let columns: Vec<(VariableId, usize)> = (0..pack.variables.len())
            .flat_map(|index| (0..pack.rows_of(VariableId(index))).map(move |row| (VariableId(index), row)))
            .collect();
        let mut ahead = BTreeSet::new();
        for (row_of_table, line) in table.iter().enumerate().skip(1) {
            let offset = first as i32 + row_of_table as i32 - 2;
            for (column, (variable, row)) in columns.iter().enumerate() {
                let cell = CellRef { variable: *variable, row: *row, offset };
                let Some(engine) = projection.raw(cell).filter(|value| value.is_finite()) else { continue };
                if self.written.unsaid.contains(&cell) {
                    compared.unsaid += 1;
                    ahead.insert(*variable);
                    continue;
                }
                compared.cells += 1;
                let other: f64 = line[column + 1].parse().unwrap_or(f64::NAN);
                let difference = (other - engine).abs() / engine.abs().max(1e-3);
                if difference <= CLOSE {
                    compared.largest = compared.largest.max(difference);
                } else {
                    let name = &self.written.variables[variable.0][*row];
                    compared.wrong.push(format!(
                        "{} run {number} {name} TIME {}: {other}, engine {engine}",
                        self.name,
                        offset + 1
                    ));
                }
            }
        }
        if number == 0 && !ahead.is_empty() {
            let names: Vec<&str> = ahead.iter().map(|variable| &*pack.variables[variable.0].id).collect();
            println!("{}: look ahead: {}", self.name, names.join(", "));
        }
    }
}
