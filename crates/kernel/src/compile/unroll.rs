//! From terms to operations: months unrolled, constants folded, equal operations kept once.

use super::Operation;
use super::terms::{Term, TermId, Terms};
use super::values::{Operand, Values};

/// How many series and terms deep unrolling may recurse. A level takes a few hundred bytes of a browser's stack.
const DEEPEST: usize = 1_200;

/// A series in a month counted from January of the plan year (0).
pub type Cell = (u32, i32);

/// Why a cell has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// It has neither a figure nor a formula that reaches it: the cell that is read, and the one whose formula reads it.
    NoFigure(Cell, Cell),
    /// It depends on itself: the cells of the cycle, the first one again at the end.
    Cycle(Vec<Cell>),
    /// Formulas lead from one to the next too far to be followed; where they were left.
    TooDeep(Cell),
}

/// A result of unrolling. The reason is boxed: it is rare, and the result is returned millions of times.
pub type Unrolled<T> = Result<T, Box<Stuck>>;

/// What depends on the month alone: the value of a [`Term::Monthly`] in a month.
pub type Monthly<'a> = &'a dyn Fn(u32, i32) -> f64;

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// Not asked for yet.
    Untouched,
    /// Being computed.
    Underway,
    /// It has no value.
    Absent,
    /// Its value.
    Done(Operand),
}

/// The months of every series.
#[derive(Clone, Copy, Debug)]
pub struct Months {
    /// Months before January of the plan year.
    pub history: i32,
    /// Months in all.
    pub count: usize,
}

impl Months {
    #[inline(always)]
    fn index(self, month: i32) -> Option<usize> {
        usize::try_from(month + self.history).ok().filter(|&month| month < self.count)
    }
}

/// Unrolling underway.
pub struct Unrolling<'a> {
    terms: &'a Terms<'a>,
    /// By series: its formula, if it has one.
    formulas: &'a [Option<TermId>],
    months: Months,
    monthly: Monthly<'a>,
    pub(super) values: Values<'a>,
    /// By cell: series by series, month by month.
    states: Vec<State>,
    /// The cells being computed.
    underway: Vec<Cell>,
    /// What is carried on from month to month, by temporal term and month.
    carried: Vec<Option<Operand>>,
    depth: usize,
}

/// What unrolling gives.
#[derive(Debug)]
pub struct Finished {
    /// Constants that operations read; their values follow the inputs'.
    pub constants: Vec<f64>,
    /// Operations; their values follow the constants'.
    pub operations: Vec<Operation>,
    /// By cell: what became of it, in the numbering of the program.
    pub states: Vec<State>,
}

impl<'a> Unrolling<'a> {
    /// Starts with the figures that are known: `states` has a place for each cell.
    pub fn new(
        terms: &'a Terms<'a>,
        formulas: &'a [Option<TermId>],
        months: Months,
        monthly: Monthly<'a>,
        values: Values<'a>,
        states: Vec<State>,
    ) -> Self {
        let carried = vec![None; terms.temporal.len() * months.count];
        Self { terms, formulas, months, monthly, values, states, underway: Vec::new(), carried, depth: 0 }
    }

    /// Number of values so far.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Says what is to be known of a cell.
    pub fn put(&mut self, (series, month): Cell, state: State) {
        if let Some(index) = self.index(series, month) {
            self.states[index] = state;
        }
    }

    #[inline(always)]
    fn index(&self, series: u32, month: i32) -> Option<usize> {
        self.months.index(month).map(|month| series as usize * self.months.count + month)
    }

    #[cold]
    fn no_figure(&self, read: Cell) -> Box<Stuck> {
        Box::new(Stuck::NoFigure(read, self.underway.last().copied().unwrap_or(read)))
    }

    /// The value of a series in a month.
    ///
    /// # Errors
    /// Why it has none.
    pub fn series(&mut self, series: u32, month: i32) -> Unrolled<Operand> {
        let cell = (series, month);
        let Some(index) = self.index(series, month) else { return Err(self.no_figure(cell)) };
        match self.states[index] {
            State::Done(value) => return Ok(value),
            State::Absent => return Err(self.no_figure(cell)),
            State::Underway => return Err(self.cycle(cell)),
            State::Untouched => {}
        }
        let Some(formula) = self.formulas[series as usize] else {
            self.states[index] = State::Absent;
            return Err(self.no_figure(cell));
        };
        self.states[index] = State::Underway;
        self.underway.push(cell);
        let result = self.term(formula, month);
        self.underway.pop();
        self.states[index] = match result {
            Ok(value) => State::Done(value),
            Err(_) => State::Untouched,
        };
        result
    }

    #[cold]
    fn cycle(&self, cell: Cell) -> Box<Stuck> {
        let start = self.underway.iter().position(|&underway| underway == cell).unwrap_or(0);
        let mut path = self.underway[start..].to_vec();
        path.push(cell);
        Box::new(Stuck::Cycle(path))
    }

    #[cold]
    fn too_deep(&self) -> Box<Stuck> {
        Box::new(Stuck::TooDeep(self.underway.last().copied().unwrap_or((0, 0))))
    }

    /// The value of a term in a month.
    #[inline]
    pub(super) fn term(&mut self, term: TermId, month: i32) -> Unrolled<Operand> {
        // Most terms are numbers and cells that are done: those need no further call.
        match self.terms.terms[term as usize] {
            Term::Known(number) => return Ok(Operand::Known(number)),
            Term::Series(series) => {
                if let Some(State::Done(value)) = self.index(series, month).map(|index| self.states[index]) {
                    return Ok(value);
                }
            }
            _ => {}
        }
        self.compound(term, month)
    }

    fn compound(&mut self, term: TermId, month: i32) -> Unrolled<Operand> {
        if self.depth > DEEPEST {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let result = self.within(self.terms.terms[term as usize], month);
        self.depth -= 1;
        result
    }

    #[inline(always)]
    fn within(&mut self, term: Term, month: i32) -> Unrolled<Operand> {
        Ok(match term {
            Term::Known(number) => Operand::Known(number),
            Term::Input(value) => Operand::Value(value),
            Term::Delayed(input) => {
                let (value, first, before) = self.terms.delayed[input as usize];
                if first.is_some_and(|first| month >= first) { Operand::Value(value) } else { Operand::Known(before) }
            }
            Term::Monthly(number) => Operand::Known((self.monthly)(number, month)),
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
                let mut folded = self.term(self.terms.parts[start as usize], month)?;
                for at in start + 1..end {
                    let part = self.term(self.terms.parts[at as usize], month)?;
                    folded = self.values.binary(operation, folded, part);
                }
                folded
            }
            Term::Temporal(number, body) => {
                let temporal = self.terms.temporal[number as usize];
                self.temporal(temporal, body, number, month)?
            }
        })
    }

    /// Where a temporal term keeps what it carries on in a month; `None` outside the months there are.
    #[inline(always)]
    fn place(&self, number: u32, month: i32) -> Option<usize> {
        self.months.index(month).map(|month| number as usize * self.months.count + month)
    }

    pub(super) fn carried(&self, number: u32, month: i32) -> Option<Operand> {
        self.place(number, month).and_then(|place| self.carried[place])
    }

    pub(super) fn carry(&mut self, number: u32, month: i32, value: Operand) {
        if let Some(place) = self.place(number, month) {
            self.carried[place] = Some(value);
        }
    }

    /// The program: what was asked for, and what that needs.
    pub fn finish(mut self) -> Finished {
        let (constants, operations, numbers) = self.values.renumbered();
        for state in &mut self.states {
            if let State::Done(Operand::Value(value)) = state {
                *value = numbers[*value as usize];
            }
        }
        Finished { constants, operations, states: self.states }
    }
}
