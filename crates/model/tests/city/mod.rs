//! A shipped pack, as its tests ask it.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::sync::Arc;

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::pack::{Measure, Pack, VariableId};
use guoban_model::read::read_pack;

/// Offset of June of the plan year.
pub const JUNE: i32 = 5;
/// Offset of December of the plan year.
pub const DECEMBER: i32 = 11;

/// A pack, compiled, with its baseline.
pub struct City {
    pub model: Model,
    pub baseline: Projection,
}

impl City {
    /// The border city on its own date.
    pub fn open() -> Self {
        Self::as_of("2026-04-28")
    }

    /// The border city.
    pub fn as_of(date: &str) -> Self {
        Self::pack_as_of("border-city", date)
    }

    /// A shipped pack by its id.
    pub fn pack_as_of(id: &str, date: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/packs/{id}.toml"));
        let read = read_pack(&std::fs::read_to_string(path).unwrap()).unwrap();
        let model = Model::compile(Arc::new(read.pack), date.parse().unwrap()).unwrap();
        let baseline = model.run(&model.baseline());
        Self { model, baseline }
    }

    pub fn pack(&self) -> &Pack {
        self.model.pack()
    }

    pub fn settings(&self, changes: &[(&str, f64)]) -> Settings {
        let mut settings = self.model.baseline();
        for (id, value) in changes {
            match (self.pack().lever(id), self.pack().assumption(id)) {
                (Some(lever), _) => settings.levers[lever.0] = *value,
                (None, Some(assumption)) => settings.assumptions[assumption.0] = *value,
                (None, None) => panic!("nothing is called {id}"),
            }
        }
        settings
    }

    pub fn run(&self, changes: &[(&str, f64)]) -> Projection {
        self.model.run(&self.settings(changes))
    }

    pub fn id(&self, variable: &str) -> VariableId {
        self.pack().variable(variable).unwrap_or_else(|| panic!("no variable {variable}"))
    }

    pub fn row(&self, variable: &str, row: &str) -> usize {
        let table = self.pack().variables[self.id(variable).0].over.unwrap();
        self.pack().tables[table.0].rows.iter().position(|found| found.id == row).unwrap()
    }

    pub fn at(&self, run: &Projection, variable: &str, offset: i32) -> f64 {
        run.at(self.id(variable), 0, offset).unwrap_or_else(|| panic!("{variable} at {offset}"))
    }

    pub fn at_row(&self, run: &Projection, variable: &str, row: &str, offset: i32) -> f64 {
        run.at(self.id(variable), self.row(variable, row), offset).unwrap()
    }

    pub fn sum(&self, run: &Projection, variable: &str, months: std::ops::RangeInclusive<i32>) -> f64 {
        months.map(|offset| self.at(run, variable, offset)).sum()
    }

    /// How much a scenario adds to a flow over some months.
    pub fn gain(&self, changes: &[(&str, f64)], variable: &str, months: std::ops::RangeInclusive<i32>) -> f64 {
        self.sum(&self.run(changes), variable, months.clone()) - self.sum(&self.baseline, variable, months)
    }

    /// The figure a target looks at: the year to date of a flow, the level of anything else.
    pub fn figure(&self, run: &Projection, variable: VariableId, row: usize, offset: i32) -> f64 {
        if self.pack().variables[variable.0].measure == Measure::Flow {
            (0..=offset).map(|month| run.at(variable, row, month).unwrap()).sum()
        } else {
            run.at(variable, row, offset).unwrap()
        }
    }
}

/// Both within a tolerance.
pub fn close(left: f64, right: f64, tolerance: f64) {
    assert!((left - right).abs() <= tolerance, "{left} and {right} differ by more than {tolerance}");
}
