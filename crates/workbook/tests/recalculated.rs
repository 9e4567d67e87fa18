//! The workbook recalculated by LibreOffice, against the engine: every shipped pack, at baseline and with settings typed into
//! the cells of levers and assumptions of the baseline's file.
//!
//! It needs LibreOffice Calc, so it is run by `cargo xtask test`, which looks for it, or by
//! `GUOBAN_SOFFICE=soffice cargo test -p guoban-workbook --test recalculated -- --ignored`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests may panic")]

mod random;
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, LeverId, VariableId};
use guoban_model::program::CellRef;
use guoban_model::text::Language;
use guoban_planning::checks::Generator;
use guoban_planning::judge::{Judge, Period, State};
use guoban_planning::scenario::Scenario;
use guoban_planning::sentence::state_name;
use guoban_workbook::places::{Place, Places, Sheet};
use support::{csv, model, retyped};

/// Settings typed into each pack's workbook.
const TYPED: usize = 20;

/// Largest difference, as a part of the figure or of 1, whichever is larger.
const CLOSE: f64 = 1e-9;

/// The packs, and the language of their workbook.
const PACKS: [(&str, Language); 4] = [
    ("border-city", Language::Zh),
    ("urban-district", Language::En),
    ("renewal-district", Language::Zh),
    ("china-2023", Language::En),
];

#[test]
#[ignore = "needs LibreOffice Calc, which `cargo xtask test` looks for"]
fn libreoffice_gives_what_the_engine_gives() {
    let soffice = soffice();
    let folder = fresh("recalculated");
    let mut plans = Vec::new();
    for (number, (pack, language)) in PACKS.into_iter().enumerate() {
        let model = model(pack);
        let baseline = Scenario::baseline(model.pack());
        let book = guoban_workbook::workbook(&model, &baseline, language).unwrap();
        let places = Places::new(model.pack(), language);
        let mut generator = Generator::new(number as u32 + 1);
        for typed in 0..=TYPED {
            let settings = if typed == 0 { model.baseline() } else { generator.settings(model.pack()) };
            let file = folder.join(format!("{pack}-{typed}.xlsx"));
            std::fs::write(&file, typed_into(&book, &places, &settings)).unwrap();
            plans.push((file, model.clone(), places.clone(), language, settings));
        }
    }
    let files: Vec<&Path> = plans.iter().map(|(file, ..)| &**file).collect();
    recalculate(&soffice, &folder, &files);
    let mut compared = Compared::default();
    let mut moved = 0;
    for (file, model, places, language, settings) in &plans {
        let projection = model.run(settings);
        let before = compared.wrong.len();
        months(&mut compared, file, places, &projection, *language);
        verdicts(&mut compared, file, places, model, &projection, *language);
        assert_eq!(before, compared.wrong.len(), "{}:\n{}", file.display(), compared.wrong.join("\n"));
        moved += usize::from(settings != &model.baseline());
    }
    println!(
        "{} workbooks, {} of them with other settings: {} cells and {} verdicts, largest difference {:e}",
        plans.len(),
        moved,
        compared.cells,
        compared.verdicts,
        compared.largest
    );
    assert_eq!(moved, TYPED * PACKS.len());
    // Fewer would mean that files were read without their formulas.
    assert!(compared.cells > 900_000 && compared.verdicts > 5_000, "{} {}", compared.cells, compared.verdicts);
}

/// Random packs that hold every kind of node a formula can have.
const RANDOM: usize = 60;

#[test]
#[ignore = "needs LibreOffice Calc, which `cargo xtask test` looks for"]
fn formulas_of_every_kind_agree() {
    let soffice = soffice();
    let folder = fresh("random");
    let mut plans = Vec::new();
    for (model, settings) in random::plans().take(RANDOM) {
        let book = guoban_workbook::workbook(&model, &Scenario::baseline(model.pack()), Language::En).unwrap();
        let places = Places::new(model.pack(), Language::En);
        let file = folder.join(format!("{}.xlsx", plans.len()));
        std::fs::write(&file, typed_into(&book, &places, &settings)).unwrap();
        plans.push((file, model, places, settings));
    }
    let files: Vec<&Path> = plans.iter().map(|(file, ..)| &**file).collect();
    recalculate(&soffice, &folder, &files);
    let mut compared = Compared::default();
    let mut wrong = String::new();
    for (file, model, places, settings) in &plans {
        months(&mut compared, file, places, &model.run(settings), Language::En);
        for line in compared.wrong.drain(..) {
            wrong += &format!("{}: {line}\n", file.display());
        }
    }
    println!("{} random packs, {} cells, largest difference {:e}", plans.len(), compared.cells, compared.largest);
    assert!(wrong.is_empty(), "{wrong}");
}

fn soffice() -> std::ffi::OsString {
    std::env::var_os("GUOBAN_SOFFICE").expect("GUOBAN_SOFFICE names LibreOffice's program, as in soffice")
}

/// An empty folder.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[derive(Default)]
struct Compared {
    cells: usize,
    verdicts: usize,
    largest: f64,
    wrong: Vec<String>,
}

impl Compared {
    /// One figure of the sheet against the engine's.
    fn figure(&mut self, what: impl Fn() -> String, sheet: &str, engine: Option<f64>) {
        self.cells += 1;
        let found: Option<f64> = sheet.parse().ok();
        let apart = match (found, engine.filter(|value| value.is_finite())) {
            (None, None) => 0.0,
            (Some(found), Some(engine)) => (found - engine).abs() / engine.abs().max(1.0),
            _ => f64::INFINITY,
        };
        self.largest = self.largest.max(apart);
        // Said so that what is not a number is wrong as well.
        let close = apart <= CLOSE;
        if !close && self.wrong.len() < 20 {
            self.wrong.push(format!("{}: sheet {sheet:?}, engine {engine:?}", what()));
        }
    }
}

/// The baseline's file with other numbers in the cells of levers and assumptions, and nothing else changed.
fn typed_into(book: &[u8], places: &Places, settings: &Settings) -> Vec<u8> {
    let levers = settings.levers.iter().enumerate().map(|(id, value)| (places.lever(LeverId(id)), *value));
    let assumptions = settings.assumptions.iter().enumerate();
    let assumptions = assumptions.map(|(id, value)| (places.assumption(AssumptionId(id)), *value));
    let sheets =
        [("xl/worksheets/sheet2.xml", levers.collect::<Vec<_>>()), ("xl/worksheets/sheet3.xml", assumptions.collect())];
    retyped(book, &sheets)
}

/// Has LibreOffice open the files, recalculate everything and write every sheet as CSV with all digits.
fn recalculate(soffice: &std::ffi::OsStr, folder: &Path, files: &[&Path]) {
    // A profile of its own, told to recalculate files that others wrote; otherwise it shows what the file says.
    let user = folder.join("profile/user");
    std::fs::create_dir_all(&user).unwrap();
    let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;
    std::fs::write(user.join("registrymodifications.xcu"), settings).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    let done = Command::new(soffice)
        .arg(profile)
        .args(["--headless", "--convert-to", csv, "--outdir"])
        .arg(folder)
        .args(files)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn read(file: &Path, sheet: Sheet, language: Language) -> Vec<Vec<String>> {
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let name: PathBuf = file.with_file_name(format!("{stem}-{}.csv", sheet.name(language)));
    csv(&std::fs::read_to_string(&name).unwrap_or_else(|error| panic!("{}: {error}", name.display())))
}

fn at(sheet: &[Vec<String>], place: Place) -> &str {
    sheet.get(place.row as usize).and_then(|row| row.get(place.column as usize)).map_or("", String::as_str)
}

/// Every month of every variable.
fn months(compared: &mut Compared, file: &Path, places: &Places, projection: &Projection, language: Language) {
    let pack = projection.pack();
    let sheet = read(file, Sheet::Monthly, language);
    for (index, variable) in pack.variables.iter().enumerate() {
        let id = VariableId(index);
        for row in 0..pack.rows_of(id) {
            for offset in places.months() {
                let cell = CellRef { variable: id, row, offset };
                let engine = projection.raw(cell);
                compared.figure(
                    || format!("{} row {row} month {offset}", variable.id),
                    at(&sheet, places.cell(cell).unwrap()),
                    engine,
                );
            }
        }
    }
}

/// Verdicts, projected, due and gap of every target, and the limits.
fn verdicts(
    compared: &mut Compared,
    file: &Path,
    places: &Places,
    model: &Model,
    projection: &Projection,
    language: Language,
) {
    let pack = model.pack();
    let sheet = read(file, Sheet::Board, language);
    let judge = Judge { pack, as_of: model.as_of(), line: None };
    let board = judge.board(projection, |_, _| None);
    for row in &board.rows {
        for period in [Period::Half, Period::Year] {
            let verdict = row.get(period);
            let name = &pack.targets[row.target.0].id;
            let word = at(&sheet, places.verdict(row.target, period));
            let state = [State::OnTrack, State::Short].into_iter().find(|state| state_name(*state, language) == word);
            compared.verdicts += 1;
            if state.unwrap_or(State::NotDue) != verdict.state {
                compared.wrong.push(format!("{name} {period:?}: sheet {word:?}, engine {:?}", verdict.state));
            }
            if verdict.gap.is_some() {
                let gap = verdict.gap.map(to_f64);
                compared.figure(
                    || format!("gap of {name} {period:?}"),
                    at(&sheet, places.gap(row.target, period)),
                    gap,
                );
            }
        }
    }
    for (index, limit) in board.limits.iter().enumerate() {
        let months = at(&sheet, places.limit(index)).parse::<usize>();
        compared.verdicts += 1;
        if months.ok() != Some(limit.breaches().count()) {
            compared.wrong.push(format!(
                "limit {}: sheet {:?}",
                pack.limits[index].id,
                at(&sheet, places.limit(index))
            ));
        }
    }
}
