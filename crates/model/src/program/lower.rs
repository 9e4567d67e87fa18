//! From checked formulas to operations: months unrolled, rows unrolled, constants folded.

use super::error::CompileError;
use super::intern::{Operand, Values};
use super::terms::{Term, TermId, Terms};
use super::{CellRef, Layout, MOST_OPERATIONS, Output, Program, order};
use crate::formula::Calendar;
use crate::number::to_f64;
use crate::pack::{Formula, LeverId, Pack, VariableId};
use crate::time::{Date, FULL_YEAR, HORIZON, Month};

/// Most cells a pack may have: variables × rows × months.
pub const MOST_CELLS: usize = 4_000_000;

/// How many formulas and terms deep compiling may recurse. A level takes a few hundred bytes of a browser's stack.
const DEEPEST: usize = 1_200;

/// Most errors collected before giving up.
const MOST_ERRORS: usize = 50;

/// Compiles a pack; see [`Program::compile_late`].
pub fn compile(pack: &Pack, as_of: Date, late: i32) -> Result<Program, Vec<CompileError>> {
    let layout = Layout::new(pack);
    if layout.len() > MOST_CELLS {
        return Err(vec![CompileError::TooManyCells { cells: layout.len(), limit: MOST_CELLS }]);
    }
    let mut lowering = Lowering::new(pack, as_of, &layout);
    lowering.acts_from.iter_mut().flatten().for_each(|first| *first += late);
    let order = order::variables(pack);
    let mut errors = Vec::new();
    for offset in 0..HORIZON as i32 {
        for &variable in &order {
            for row in 0..pack.rows_of(VariableId(variable)) {
                let cell = CellRef { variable: VariableId(variable), row, offset };
                let series = layout.series(cell.variable, row) as u32;
                if let Err(error) = lowering.series(series, offset).map_err(|error| *error) {
                    if optional(pack, &error, cell) {
                        lowering.put(series, offset, State::Absent);
                        continue;
                    }
                    // The search for further errors goes on past a cell that has one.
                    lowering.put(series, offset, State::Done(Operand::Known(f64::NAN)));
                    let known = errors.iter().any(|known| same_fault(known, &error));
                    if !known {
                        errors.push(error);
                    }
                    if errors.len() >= MOST_ERRORS {
                        return Err(errors);
                    }
                }
                if lowering.values.len() > MOST_OPERATIONS {
                    errors.push(CompileError::TooManyOperations { limit: MOST_OPERATIONS });
                    return Err(errors);
                }
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    lowering.history();
    Ok(lowering.finish())
}

/// Whether a month may stay without a value: a given series beyond its figures, and what would have to read one in the
/// year after the plan year. In the plan year itself every formula must have its figures.
fn optional(pack: &Pack, error: &CompileError, cell: CellRef) -> bool {
    let given = matches!(pack.variables[cell.variable.0].formula, Formula::Given);
    matches!(error, CompileError::NoFigure { .. }) && (given || cell.offset >= FULL_YEAR as i32)
}

/// Whether two errors have one cause: the same variable reading the same variable, or one cycle seen from elsewhere.
fn same_fault(known: &CompileError, new: &CompileError) -> bool {
    match (known, new) {
        (CompileError::NoFigure { read, by }, CompileError::NoFigure { read: new_read, by: new_by }) => {
            read.variable == new_read.variable && by.variable == new_by.variable
        }
        (CompileError::Cycle(known), CompileError::Cycle(new)) => {
            new.iter().any(|new| known.iter().any(|known| known.variable == new.variable))
        }
        (CompileError::TooDeep(_), CompileError::TooDeep(_)) => true,
        _ => known == new,
    }
}

/// A result of lowering. The error is boxed: it is rare, and the result is returned millions of times.
pub(super) type Lowered<T> = Result<T, Box<CompileError>>;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Untouched,
    Underway,
    Absent,
    Done(Operand),
}

/// The formula of a variable's row.
#[derive(Clone, Copy)]
enum Row {
    /// Not looked at yet.
    Unread,
    /// There is none.
    None,
    /// Its term.
    Term(TermId),
}

pub(super) struct Lowering<'pack> {
    pub(super) pack: &'pack Pack,
    layout: &'pack Layout,
    pub(super) values: Values<'pack>,
    pub(super) terms: Terms<'pack>,
    /// By series: its variable.
    variables: Vec<u32>,
    /// By series: its formula.
    rows: Vec<Row>,
    /// By cell.
    states: Vec<State>,
    /// The cells being computed, each by its series and month.
    underway: Vec<(u32, i32)>,
    acts_from: Vec<Option<i32>>,
    known_through: Vec<i32>,
    /// What is carried on from month to month, by temporal term and month.
    carried: Vec<Option<Operand>>,
    depth: usize,
}

impl<'pack> Lowering<'pack> {
    fn new(pack: &'pack Pack, as_of: Date, layout: &'pack Layout) -> Self {
        let rows_of = |variable: usize| pack.rows_of(VariableId(variable));
        let variables: Vec<u32> = (0..pack.variables.len())
            .flat_map(|variable| std::iter::repeat_n(variable as u32, rows_of(variable)))
            .collect();
        Self {
            states: vec![State::Untouched; layout.len()],
            rows: vec![Row::Unread; variables.len()],
            variables,
            acts_from: (0..pack.levers.len()).map(|lever| pack.acts_from(LeverId(lever), as_of)).collect(),
            known_through: (0..pack.variables.len()).map(|id| pack.known_through(VariableId(id), as_of)).collect(),
            values: Values::new(pack),
            terms: Terms::new(pack, layout),
            underway: Vec::new(),
            carried: Vec::new(),
            depth: 0,
            pack,
            layout,
        }
    }

    fn cell(&self, series: u32, month: i32) -> CellRef {
        let variable = VariableId(self.variables[series as usize] as usize);
        let row = series as usize - self.layout.series(variable, 0);
        CellRef { variable, row, offset: month }
    }

    fn put(&mut self, series: u32, month: i32, state: State) {
        if let Some(index) = self.layout.cell(series, month) {
            self.states[index] = state;
        }
    }

    #[cold]
    fn no_figure(&self, series: u32, month: i32) -> Box<CompileError> {
        let read = self.cell(series, month);
        let by = self.underway.last().map_or(read, |&(series, month)| self.cell(series, month));
        Box::new(CompileError::NoFigure { read, by })
    }

    /// The value of a variable's row in a month.
    pub(super) fn series(&mut self, series: u32, month: i32) -> Lowered<Operand> {
        let Some(index) = self.layout.cell(series, month) else { return Err(self.no_figure(series, month)) };
        match self.states[index] {
            State::Done(value) => return Ok(value),
            State::Absent => return Err(self.no_figure(series, month)),
            State::Underway => return Err(self.cycle(series, month)),
            State::Untouched => {}
        }
        self.states[index] = State::Underway;
        self.underway.push((series, month));
        let result = self.figure_or_formula(series, month);
        self.underway.pop();
        self.states[index] = match result {
            Ok(Some(value)) => State::Done(value),
            Ok(None) => State::Absent,
            Err(_) => State::Untouched,
        };
        result?.ok_or_else(|| self.no_figure(series, month))
    }

    fn figure_or_formula(&mut self, series: u32, month: i32) -> Lowered<Option<Operand>> {
        let id = VariableId(self.variables[series as usize] as usize);
        let variable = &self.pack.variables[id.0];
        if month <= self.known_through[id.0] || month < 0 {
            let known = variable.known.get(series as usize - self.layout.series(id, 0));
            if month <= self.known_through[id.0]
                && let Some(figure) = known.and_then(|known| known.at(month))
            {
                return Ok(Some(Operand::Known(figure)));
            }
            if let Some(before) = variable.before
                && month < known.map_or(0, |known| known.first)
                && month < 0
            {
                return Ok(Some(Operand::Known(before)));
            }
        }
        match self.rows[series as usize] {
            Row::Term(term) => self.term(term, month).map(Some),
            Row::None => Ok(None),
            Row::Unread => {
                let row = self.row(id, series)?;
                self.rows[series as usize] = row;
                match row {
                    Row::Term(term) => self.term(term, month).map(Some),
                    _ => Ok(None),
                }
            }
        }
    }

    fn row(&mut self, id: VariableId, series: u32) -> Lowered<Row> {
        let row = series as usize - self.layout.series(id, 0);
        let node = match &self.pack.variables[id.0].formula {
            Formula::Given => None,
            Formula::Same(node) => Some(node),
            Formula::PerRow(nodes) => nodes.get(row),
        };
        let Some(node) = node else { return Ok(Row::None) };
        let term = self.terms.of(node, id, row)?;
        self.carried.resize(self.terms.temporal() as usize * self.layout.months(), None);
        Ok(Row::Term(term))
    }

    #[cold]
    fn cycle(&self, series: u32, month: i32) -> Box<CompileError> {
        let start = self.underway.iter().position(|&underway| underway == (series, month)).unwrap_or(0);
        let path = self.underway[start..].iter().copied().chain([(series, month)]);
        Box::new(CompileError::Cycle(path.map(|(series, month)| self.cell(series, month)).collect()))
    }

    /// The value of a term in a month.
    pub(super) fn term(&mut self, term: TermId, month: i32) -> Lowered<Operand> {
        if self.depth > DEEPEST {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let result = self.within(self.terms.get(term), month);
        self.depth -= 1;
        result
    }

    #[cold]
    fn too_deep(&self) -> Box<CompileError> {
        let &(series, month) = self.underway.last().unwrap_or(&(0, 0));
        Box::new(CompileError::TooDeep(self.cell(series, month)))
    }

    fn within(&mut self, term: Term<'pack>, month: i32) -> Lowered<Operand> {
        Ok(match term {
            Term::Known(number) => Operand::Known(number),
            Term::Input(value) => Operand::Value(value),
            Term::Lever(lever) => self.lever(lever, month),
            Term::Calendar(calendar) => Operand::Known(calendar_value(calendar, self.pack.year, month)),
            Term::Profile(profile) => {
                let month_of_year = month.rem_euclid(12) as usize + 1;
                Operand::Known(self.pack.profiles[profile.0].month_weight(month_of_year))
            }
            Term::Series(series) => self.series(series, month)?,
            Term::Unary(operation, a) => {
                let a = self.term(a, month)?;
                self.values.unary(operation, a)
            }
            Term::Binary(operation, a, b) => {
                let a = self.term(a, month)?;
                let b = self.term(b, month)?;
                self.values.binary(operation, a, b)
            }
            Term::If(condition, then, otherwise) => {
                let condition = self.term(condition, month)?;
                match condition {
                    Operand::Known(known) if known.is_nan() => condition,
                    Operand::Known(0.0) => self.term(otherwise, month)?,
                    Operand::Known(_) => self.term(then, month)?,
                    Operand::Value(condition) => {
                        let then = self.term(then, month)?;
                        let otherwise = self.term(otherwise, month)?;
                        self.values.select(condition, then, otherwise)
                    }
                }
            }
            Term::Curve(curve, a) => {
                let a = self.term(a, month)?;
                self.values.curve(curve, a)
            }
            Term::Fold(operation, start, end) => {
                let mut folded = self.term(self.terms.part(start), month)?;
                for at in start + 1..end {
                    let part = self.term(self.terms.part(at), month)?;
                    folded = self.values.binary(operation, folded, part);
                }
                folded
            }
            Term::Temporal(temporal, body, number) => self.temporal(temporal, body, number, month)?,
        })
    }

    /// A lever is a series: its baseline before the month it acts from, its setting from then on.
    fn lever(&self, lever: LeverId, month: i32) -> Operand {
        match self.acts_from[lever.0] {
            Some(first) if month >= first => Operand::Value(lever.0 as u32),
            _ => Operand::Known(to_f64(self.pack.levers[lever.0].baseline)),
        }
    }

    /// Where a temporal term keeps what it carries on in a month; `None` outside the pack's months.
    fn place(&self, number: u32, month: i32) -> Option<usize> {
        let month = self.layout.month(month)?;
        Some(number as usize * self.layout.months() + month)
    }

    pub(super) fn carried(&self, number: u32, month: i32) -> Option<Operand> {
        self.place(number, month).and_then(|place| self.carried[place])
    }

    pub(super) fn carry(&mut self, number: u32, month: i32, value: Operand) {
        if let Some(place) = self.place(number, month) {
            self.carried[place] = Some(value);
        }
    }

    /// Compiles what history can be computed, for charts; a cell that cannot be is absent.
    fn history(&mut self) {
        for (index, variable) in self.pack.variables.iter().enumerate() {
            if variable.group.is_none() {
                continue;
            }
            for row in 0..self.pack.rows_of(VariableId(index)) {
                let series = self.layout.series(VariableId(index), row) as u32;
                for offset in -(self.pack.history_months as i32)..0 {
                    if self.series(series, offset).is_err() {
                        self.put(series, offset, State::Absent);
                    }
                }
            }
        }
    }

    fn finish(self) -> Program {
        let (constants, operations, numbers) = self.values.renumbered();
        let outputs = self.states.iter().map(|state| match state {
            State::Done(Operand::Known(constant)) => Output::Constant(*constant),
            State::Done(Operand::Value(value)) => Output::Value(numbers[*value as usize]),
            _ => Output::Absent,
        });
        Program {
            levers: self.pack.levers.len(),
            assumptions: self.pack.assumptions.len(),
            outputs: outputs.collect(),
            constants,
            operations,
            layout: self.layout.clone(),
            curves: self.pack.curves.iter().map(|curve| (curve.x.clone(), curve.y.clone())).collect(),
        }
    }
}

/// A value of the calendar in a month counted from January of the plan year (0).
pub fn calendar_value(calendar: Calendar, plan_year: i32, month: i32) -> f64 {
    let at = Month::from_offset(plan_year, month);
    match calendar {
        Calendar::Month => f64::from(month + 1),
        Calendar::MonthOfYear => f64::from(at.month),
        Calendar::Quarter => f64::from((at.month - 1) / 3 + 1),
        Calendar::Days => f64::from(at.days()),
        Calendar::Year => f64::from(at.year),
    }
}
