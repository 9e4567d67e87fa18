//! From checked formulas to operations: months unrolled, rows unrolled, constants folded.

use super::error::CompileError;
use super::intern::{FixedMap, Kind, Operand, Values};
use super::{CellRef, Layout, Output, Program, order};
use crate::formula::{Binary, Calendar, Node, NodeKind, RowRef};
use crate::pack::{Cell, ColumnId, ColumnKind, Formula, LeverId, Pack, TableId, VariableId};
use crate::time::{Date, FULL_YEAR, HORIZON, Month};

/// Most cells a pack may have: variables × rows × months.
pub const MOST_CELLS: usize = 4_000_000;

/// Most operations a pack may unroll to.
pub const MOST_OPERATIONS: usize = 8_000_000;

/// How many formulas and nodes deep compiling may recurse. A level takes a few hundred bytes of a browser's stack.
const DEEPEST: usize = 1_200;

/// Most errors collected before giving up.
const MOST_ERRORS: usize = 50;

/// Compiles a pack; see [`Program::compile_late`].
pub fn compile(pack: &Pack, as_of: Date, late: i32) -> Result<Program, Vec<CompileError>> {
    let layout = Layout::new(pack);
    if layout.len() > MOST_CELLS {
        return Err(vec![CompileError::TooManyCells { cells: layout.len(), limit: MOST_CELLS }]);
    }
    let mut lowering = Lowering::new(pack, as_of, layout);
    lowering.acts_from.iter_mut().flatten().for_each(|first| *first += late);
    let order = order::variables(pack);
    let mut errors = Vec::new();
    for offset in 0..HORIZON as i32 {
        for &variable in &order {
            for row in 0..pack.rows_of(VariableId(variable)) {
                let cell = CellRef { variable: VariableId(variable), row, offset };
                if let Err(error) = lowering.cell(cell).map_err(|error| *error) {
                    if optional(pack, &error, cell) {
                        lowering.leave_out(cell);
                        continue;
                    }
                    lowering.give_up_on(cell);
                    let known = errors.iter().any(|known| same_fault(known, &error));
                    if !known {
                        errors.push(error);
                    }
                    if errors.len() >= MOST_ERRORS {
                        return Err(errors);
                    }
                }
                if lowering.values.kinds().len() > MOST_OPERATIONS {
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

/// The rows bound where a node is read, innermost last.
type Rows = Vec<(TableId, usize)>;

pub(super) struct Lowering<'pack> {
    pub(super) pack: &'pack Pack,
    layout: Layout,
    values: Values<'pack>,
    states: Vec<State>,
    underway: Vec<CellRef>,
    pub(super) rows: Rows,
    acts_from: Vec<Option<i32>>,
    known_through: Vec<i32>,
    pub(super) folded: FixedMap<(usize, u64, i32, i32), Operand>,
    depth: usize,
}

impl<'pack> Lowering<'pack> {
    fn new(pack: &'pack Pack, as_of: Date, layout: Layout) -> Self {
        Self {
            states: vec![State::Untouched; layout.len()],
            acts_from: (0..pack.levers.len()).map(|lever| pack.acts_from(LeverId(lever), as_of)).collect(),
            known_through: (0..pack.variables.len()).map(|id| pack.known_through(VariableId(id), as_of)).collect(),
            values: Values::new(pack),
            underway: Vec::new(),
            rows: Rows::new(),
            folded: FixedMap::default(),
            depth: 0,
            pack,
            layout,
        }
    }

    /// The value of a cell.
    fn cell(&mut self, cell: CellRef) -> Lowered<Operand> {
        let by = self.underway.last().copied().unwrap_or(cell);
        let no_figure = || Box::new(CompileError::NoFigure { read: cell, by });
        let Some(index) = self.layout.index(cell) else { return Err(no_figure()) };
        match self.states[index] {
            State::Done(value) => return Ok(value),
            State::Absent => return Err(no_figure()),
            State::Underway => return Err(Box::new(self.cycle(cell))),
            State::Untouched => {}
        }
        self.states[index] = State::Underway;
        self.underway.push(cell);
        // The rows bound around the reader do not reach into the formula that is read.
        let rows = std::mem::take(&mut self.rows);
        let result = self.figure_or_formula(cell);
        self.rows = rows;
        self.underway.pop();
        self.states[index] = match result {
            Ok(Some(value)) => State::Done(value),
            Ok(None) => State::Absent,
            Err(_) => State::Untouched,
        };
        result?.ok_or_else(no_figure)
    }

    fn figure_or_formula(&mut self, cell: CellRef) -> Lowered<Option<Operand>> {
        let variable = &self.pack.variables[cell.variable.0];
        let known = variable.known.get(cell.row);
        if cell.offset <= self.known_through[cell.variable.0]
            && let Some(figure) = known.and_then(|known| known.at(cell.offset))
        {
            return Ok(Some(Operand::Known(figure)));
        }
        if let Some(before) = variable.before
            && cell.offset < known.map_or(0, |known| known.first)
            && cell.offset < 0
        {
            return Ok(Some(Operand::Known(before)));
        }
        let node = match &variable.formula {
            Formula::Given => return Ok(None),
            Formula::Same(node) => node,
            Formula::PerRow(nodes) => match nodes.get(cell.row) {
                Some(node) => node,
                None => return Ok(None),
            },
        };
        if let Some(table) = variable.over {
            self.rows.push((table, cell.row));
        }
        self.node(node, cell.offset).map(Some)
    }

    fn cycle(&self, cell: CellRef) -> CompileError {
        let start = self.underway.iter().position(|&underway| underway == cell).unwrap_or(0);
        let mut path = self.underway[start..].to_vec();
        path.push(cell);
        CompileError::Cycle(path)
    }

    /// Leaves a cell without a value.
    fn leave_out(&mut self, cell: CellRef) {
        if let Some(index) = self.layout.index(cell) {
            self.states[index] = State::Absent;
        }
    }

    /// Lets the search for further errors go on past a cell that has one.
    fn give_up_on(&mut self, cell: CellRef) {
        if let Some(index) = self.layout.index(cell) {
            self.states[index] = State::Done(Operand::Known(f64::NAN));
        }
    }

    pub(super) fn node(&mut self, node: &'pack Node, month: i32) -> Lowered<Operand> {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.depth -= 1;
            let cell = self.underway.last().copied();
            return Err(Box::new(CompileError::TooDeep(cell.unwrap_or(CellRef {
                variable: VariableId(0),
                row: 0,
                offset: 0,
            }))));
        }
        let result = self.node_below(node, month);
        self.depth -= 1;
        result
    }

    fn node_below(&mut self, node: &'pack Node, month: i32) -> Lowered<Operand> {
        Ok(match &node.kind {
            NodeKind::Number(number) => Operand::Known(*number),
            NodeKind::Constant(constant) => {
                let value = self.pack.constants[constant.0].value;
                Operand::Known(value)
            }
            NodeKind::Lever(lever) => self.lever(*lever, month),
            NodeKind::Assumption(assumption) => Operand::Value((self.pack.levers.len() + assumption.0) as u32),
            NodeKind::Variable(variable, row) => {
                let row = row.among(&self.rows);
                self.cell(CellRef { variable: *variable, row, offset: month })?
            }
            NodeKind::Cell(column, row) => self.table_cell(*column, *row, month)?,
            NodeKind::TextIs(column, row, text) => {
                let row = row.among(&self.rows);
                let cell = &self.pack.tables[column.table.0].rows[row].cells[column.column];
                let equal = matches!(cell, Cell::Text(cell) if cell == text);
                Operand::Known(f64::from(u8::from(equal)))
            }
            NodeKind::Calendar(calendar) => {
                let value = calendar_value(*calendar, self.pack.year, month);
                Operand::Known(value)
            }
            NodeKind::Profile(profile) => {
                let month_of_year = month.rem_euclid(12) as usize + 1;
                let weight = self.pack.profiles[profile.0].month_weight(month_of_year);
                Operand::Known(weight)
            }
            NodeKind::Unary(operation, a) => {
                let a = self.node(a, month)?;
                self.values.unary(*operation, a)
            }
            NodeKind::Binary(operation, a, b) => {
                let a = self.node(a, month)?;
                let b = self.node(b, month)?;
                self.values.binary(*operation, a, b)
            }
            NodeKind::If(condition, then, otherwise) => {
                let condition = self.node(condition, month)?;
                match condition {
                    Operand::Known(known) if known.is_nan() => condition,
                    Operand::Known(0.0) => self.node(otherwise, month)?,
                    Operand::Known(_) => self.node(then, month)?,
                    Operand::Value(condition) => {
                        let then = self.node(then, month)?;
                        let otherwise = self.node(otherwise, month)?;
                        self.values.select(condition, then, otherwise)
                    }
                }
            }
            NodeKind::Convert(a, factor) => {
                let a = self.node(a, month)?;
                let factor = Operand::Known(*factor);
                self.binary(Binary::Multiply, a, factor)
            }
            NodeKind::Curve(curve, a) => {
                let a = self.node(a, month)?;
                self.values.curve(*curve, a)
            }
            NodeKind::Aggregate(aggregate, table, body) => self.aggregate(*aggregate, *table, body, month)?,
            NodeKind::Temporal(temporal, body) => self.temporal(node, temporal, body, month)?,
        })
    }

    pub(super) fn binary(&mut self, operation: Binary, a: Operand, b: Operand) -> Operand {
        self.values.binary(operation, a, b)
    }

    /// A lever is a series: its baseline before the month it acts from, its setting from then on.
    fn lever(&self, lever: LeverId, month: i32) -> Operand {
        match self.acts_from[lever.0] {
            Some(first) if month >= first => Operand::Value(lever.0 as u32),
            _ => {
                let baseline = crate::number::to_f64(self.pack.levers[lever.0].baseline);
                Operand::Known(baseline)
            }
        }
    }

    fn table_cell(&mut self, column: ColumnId, row: RowRef, month: i32) -> Lowered<Operand> {
        let row = row.among(&self.rows);
        let table = &self.pack.tables[column.table.0];
        Ok(match &table.rows[row].cells[column.column] {
            Cell::Number(number) => Operand::Known(*number),
            Cell::Adjustable(lever) => self.lever(*lever, month),
            Cell::Formula => match table.columns[column.column].kind {
                ColumnKind::Formula(variable) => self.cell(CellRef { variable, row, offset: month })?,
                _ => Operand::Known(f64::NAN),
            },
            Cell::Text(_) => Operand::Known(f64::NAN),
        })
    }

    /// What distinguishes a node's reading from others in the same month: the node and the rows bound around it.
    /// `None` when more rows are bound than the key can hold.
    pub(super) fn memo_key(&self, node: &Node) -> Option<(usize, u64)> {
        let mut rows = 0_u64;
        for (table, row) in &self.rows {
            if rows >> 44 != 0 || table.0 >= 255 || *row >= 4_096 {
                return None;
            }
            rows = rows << 20 | (table.0 as u64 + 1) << 12 | *row as u64;
        }
        Some((std::ptr::from_ref(node) as usize, rows))
    }

    /// Compiles what history can be computed, for charts; a cell that cannot be is absent.
    fn history(&mut self) {
        for (index, variable) in self.pack.variables.iter().enumerate() {
            if variable.group.is_none() {
                continue;
            }
            for row in 0..self.pack.rows_of(VariableId(index)) {
                for offset in -(self.pack.history_months as i32)..0 {
                    let cell = CellRef { variable: VariableId(index), row, offset };
                    if self.cell(cell).is_err() {
                        self.leave_out(cell);
                    }
                }
            }
        }
    }

    /// Renumbers the values: inputs, constants that operations read, results in the order they were made.
    fn finish(self) -> Program {
        let inputs = self.pack.levers.len() + self.pack.assumptions.len();
        let kinds = self.values.kinds();
        let mut read = vec![false; kinds.len()];
        let mut results = 0;
        for kind in kinds {
            if let Kind::Result(operation) = kind {
                results += 1;
                operation.operands().for_each(|operand| read[operand as usize] = true);
            }
        }
        let mut numbers: Vec<u32> = (0..inputs as u32).collect();
        numbers.resize(kinds.len(), u32::MAX);
        let mut constants = Vec::new();
        for (index, kind) in kinds.iter().enumerate() {
            if let (Kind::Constant(value), true) = (kind, read[index]) {
                numbers[index] = (inputs + constants.len()) as u32;
                constants.push(*value);
            }
        }
        let mut operations = Vec::with_capacity(results);
        for (index, kind) in kinds.iter().enumerate() {
            if let Kind::Result(operation) = kind {
                numbers[index] = (inputs + constants.len() + operations.len()) as u32;
                operations.push(operation.renumbered(|operand| numbers[operand as usize]));
            }
        }
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
            layout: self.layout,
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
