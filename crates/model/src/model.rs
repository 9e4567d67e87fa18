//! A pack ready to run: what the application, the command line and the tests call.

use std::sync::Arc;

use crate::explain::{self, Fault};
use crate::number::to_f64;
use crate::pack::{LeverId, Pack, ReasonId, VariableId};
use crate::program::{CellRef, CompileError, Output, Program, Schedule};
use crate::time::{Date, HORIZON};

/// A pack compiled for one as-of date.
#[derive(Clone, Debug)]
pub struct Model {
    pack: Arc<Pack>,
    as_of: Date,
    program: Arc<Program>,
    schedule: Arc<Schedule>,
}

/// One value for each lever and each assumption of a pack, in the pack's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// By [`LeverId`].
    pub levers: Vec<f64>,
    /// By [`crate::pack::AssumptionId`].
    pub assumptions: Vec<f64>,
}

impl Settings {
    /// Levers at their baselines, assumptions at their central values.
    pub fn baseline(pack: &Pack) -> Self {
        Self {
            levers: pack.levers.iter().map(|lever| to_f64(lever.baseline)).collect(),
            assumptions: pack.assumptions.iter().map(|assumption| to_f64(assumption.mid)).collect(),
        }
    }
}

impl Model {
    /// Compiles a pack as known on a date.
    ///
    /// # Errors
    /// See [`Program::compile`].
    pub fn compile(pack: Arc<Pack>, as_of: Date) -> Result<Self, Vec<CompileError>> {
        let program = Arc::new(Program::compile(&pack, as_of)?);
        let schedule = Arc::new(Schedule::new(&program.operations, program.first_result()));
        Ok(Self { pack, as_of, program, schedule })
    }

    /// The same with every lever acting some months later: what a decision that is put off still does.
    ///
    /// # Errors
    /// See [`Program::compile`].
    pub fn late(&self, months: u32) -> Result<Self, Vec<CompileError>> {
        let program = Arc::new(Program::compile_late(&self.pack, self.as_of, months)?);
        let schedule = Arc::new(Schedule::new(&program.operations, program.first_result()));
        Ok(Self { pack: Arc::clone(&self.pack), as_of: self.as_of, program, schedule })
    }

    /// The same model with the same pack, of which more words are at hand. Nothing that is computed depends on words.
    pub fn with_words(&self, pack: &Arc<Pack>) -> Self {
        Self { pack: Arc::clone(pack), ..self.clone() }
    }

    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The date up to which figures are known.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The compiled program.
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// The order of a full pass over the program.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Levers at their baselines, assumptions at their central values.
    pub fn baseline(&self) -> Settings {
        Settings::baseline(&self.pack)
    }

    /// Last known month of a variable; see [`Pack::known_through`].
    pub fn known_through(&self, variable: VariableId) -> i32 {
        self.pack.known_through(variable, self.as_of)
    }

    /// First month a lever acts in; see [`Pack::acts_from`].
    pub fn acts_from(&self, lever: LeverId) -> Option<i32> {
        self.pack.acts_from(lever, self.as_of)
    }

    /// Computes every month of every variable for one scenario.
    ///
    /// Settings that are missing take their baseline, surplus ones are ignored.
    pub fn run(&self, settings: &Settings) -> Projection {
        let mut complete = self.baseline();
        complete.levers.iter_mut().zip(&settings.levers).for_each(|(to, from)| *to = *from);
        complete.assumptions.iter_mut().zip(&settings.assumptions).for_each(|(to, from)| *to = *from);
        let mut values = self.program.prepare(&complete.levers, &complete.assumptions);
        self.program.run(&self.schedule, &mut values);
        Projection {
            pack: Arc::clone(&self.pack),
            as_of: self.as_of,
            program: Arc::clone(&self.program),
            settings: complete,
            values,
        }
    }
}

/// The outcome of a run: every month of every variable.
#[derive(Clone, Debug)]
pub struct Projection {
    pack: Arc<Pack>,
    as_of: Date,
    program: Arc<Program>,
    settings: Settings,
    values: Vec<f64>,
}

impl Projection {
    /// The same figures with the same pack, of which more words are at hand.
    pub fn with_words(&self, pack: &Arc<Pack>) -> Self {
        Self { pack: Arc::clone(pack), ..self.clone() }
    }

    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// The date up to which figures were known.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The value of a variable's row in a month counted from January of the plan year (0); row 0 without rows.
    ///
    /// `None` where there is no figure, and where the formula has no value (see [`Projection::faults`]).
    pub fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        self.raw(CellRef { variable, row, offset }).filter(|value| value.is_finite())
    }

    /// As [`Projection::at`], but keeps what is not a number.
    pub fn raw(&self, cell: CellRef) -> Option<f64> {
        match self.program.output(cell) {
            Output::Absent => None,
            Output::Constant(value) => Some(value),
            Output::Value(index) => self.values.get(index as usize).copied(),
        }
    }

    /// Why a cell has no value, where the pack itself says so (`none("…")`) and it is not a fault.
    pub fn reason(&self, cell: CellRef) -> Option<ReasonId> {
        if self.raw(cell).is_none_or(f64::is_finite) {
            return None;
        }
        explain::reason(&self.pack, self, cell, self.as_of)
    }

    /// The program that was run.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// All values of the program, in its numbering.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The settings it was run with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether every projected month of every variable has a value.
    pub fn is_complete(&self) -> bool {
        self.program.outputs.iter().all(|output| match output {
            Output::Absent => true,
            Output::Constant(value) => value.is_finite(),
            Output::Value(index) => self.values.get(*index as usize).is_some_and(|value| value.is_finite()),
        })
    }

    /// Where values first failed: cells without a value that do not merely read another such cell of the plan.
    pub fn faults(&self) -> Vec<Fault> {
        let (pack, mut faults) = (&self.pack, Vec::new());
        if self.is_complete() {
            return faults;
        }
        for (index, variable) in pack.variables.iter().enumerate() {
            for row in 0..pack.rows_of(VariableId(index)) {
                for offset in -(pack.history_months as i32)..HORIZON as i32 {
                    let cell = CellRef { variable: VariableId(index), row, offset };
                    if self.raw(cell).is_some_and(|value| !value.is_finite())
                        && let Some(fault) = explain::fault(pack, self, variable, cell, self.as_of)
                    {
                        faults.push(fault);
                        break;
                    }
                }
            }
        }
        faults
    }
}
