//! From a pack to a program: every cell is asked for, in an order in which little has to be looked up ahead.

use guoban_kernel::compile::{Months, Operand, State, Stuck, Unrolling, Values};

use super::error::CompileError;
use super::terms::Built;
use super::{CellRef, Layout, MOST_OPERATIONS, Output, Program, monthly, order, terms};
use crate::pack::{Formula, LeverId, Pack, VariableId};
use crate::time::{Date, FULL_YEAR, HORIZON};

/// Most cells a pack may have: variables × rows × months.
pub const MOST_CELLS: usize = 4_000_000;

/// Most errors collected before giving up.
const MOST_ERRORS: usize = 50;

/// Compiles a pack; see [`Program::compile_late`].
pub fn compile(pack: &Pack, as_of: Date, late: i32) -> Result<Program, Vec<CompileError>> {
    let layout = Layout::new(pack);
    if layout.len() > MOST_CELLS {
        return Err(vec![CompileError::TooManyCells { cells: layout.len(), limit: MOST_CELLS }]);
    }
    let acts_from = (0..pack.levers.len()).map(|lever| pack.acts_from(LeverId(lever), as_of).map(|first| first + late));
    let Built { terms, formulas, schedules } =
        terms::of_pack(pack, &layout, &acts_from.collect::<Vec<_>>(), as_of.month.offset_from(pack.year))
            .map_err(|error| vec![error])?;
    // Every reading of other months has a place for each month to carry something on.
    if terms.temporal.len().saturating_mul(layout.months()) > MOST_OPERATIONS {
        return Err(vec![CompileError::TooManyOperations { limit: MOST_OPERATIONS }]);
    }
    let curves: Vec<_> = pack.curves.iter().map(|curve| (curve.x.clone(), curve.y.clone())).collect();
    let inputs = pack.levers.len() + pack.assumptions.len();
    // Growing moves everything; packs with tables have up to two operations for each computed month.
    let values = Values::new(&curves, inputs, 2 * layout.series_count() * HORIZON);
    let months = Months { history: pack.history_months as i32, count: layout.months() };
    let monthly = |number, month| monthly::value(pack, &schedules, as_of, number, month);
    let known = known(pack, &layout, as_of);
    let mut unrolling = Unrolling::new(&terms, &formulas, months, &monthly, values, known);
    cells(pack, &layout, &mut unrolling)?;
    history(pack, &layout, &mut unrolling);
    let finished = unrolling.finish();
    let outputs = finished.states.iter().map(|state| match state {
        State::Done(Operand::Known(constant)) => Output::Constant(*constant),
        State::Done(Operand::Value(value)) => Output::Value(*value),
        _ => Output::Absent,
    });
    Ok(Program {
        levers: pack.levers.len(),
        assumptions: pack.assumptions.len(),
        outputs: outputs.collect(),
        constants: finished.constants,
        operations: finished.operations,
        layout,
        curves,
    })
}

/// By cell: its figure, where one is known on the date; before a variable's first figure, what it is said to have been.
fn known(pack: &Pack, layout: &Layout, as_of: Date) -> Vec<State> {
    let mut states = vec![State::Untouched; layout.len()];
    for (index, variable) in pack.variables.iter().enumerate() {
        let id = VariableId(index);
        let through = pack.known_through(id, as_of);
        for row in 0..pack.rows_of(id) {
            let known = variable.known.get(row);
            for offset in -(pack.history_months as i32)..HORIZON as i32 {
                let figure = known.and_then(|known| known.at(offset)).filter(|_| offset <= through);
                let before = offset < known.map_or(0, |known| known.first).min(0);
                if let Some(figure) = figure.or(variable.before.filter(|_| before))
                    && let Some(cell) = layout.index(CellRef { variable: id, row, offset })
                {
                    states[cell] = State::Done(Operand::Known(figure));
                }
            }
        }
    }
    states
}

/// Asks for every cell from the plan year on.
fn cells(pack: &Pack, layout: &Layout, unrolling: &mut Unrolling<'_>) -> Result<(), Vec<CompileError>> {
    let order = order::variables(pack);
    let mut errors = Vec::new();
    for offset in 0..HORIZON as i32 {
        for &variable in &order {
            for row in 0..pack.rows_of(VariableId(variable)) {
                let cell = CellRef { variable: VariableId(variable), row, offset };
                let series = layout.series(cell.variable, row) as u32;
                if let Err(stuck) = unrolling.series(series, offset) {
                    if let Stuck::TooDeep(at) = *stuck {
                        // Every other cell of the chain would be followed as far again.
                        errors.push(endless(pack, layout.cell_of(at.0, at.1)));
                        return Err(errors);
                    }
                    let error = error(layout, *stuck);
                    if optional(pack, &error, cell) {
                        unrolling.put((series, offset), State::Absent);
                        continue;
                    }
                    // The search for further errors goes on past a cell that has one.
                    unrolling.put((series, offset), State::Done(Operand::Known(f64::NAN)));
                    if !errors.iter().any(|known| same_fault(known, &error)) {
                        errors.push(error);
                    }
                    if errors.len() >= MOST_ERRORS {
                        return Err(errors);
                    }
                }
                if unrolling.len() > MOST_OPERATIONS {
                    errors.push(CompileError::TooManyOperations { limit: MOST_OPERATIONS });
                    return Err(errors);
                }
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Asks for what history can be computed, for charts; a cell that cannot be is absent.
fn history(pack: &Pack, layout: &Layout, unrolling: &mut Unrolling<'_>) {
    for (index, variable) in pack.variables.iter().enumerate() {
        if variable.group.is_none() {
            continue;
        }
        for row in 0..pack.rows_of(VariableId(index)) {
            let series = layout.series(VariableId(index), row) as u32;
            for offset in -(pack.history_months as i32)..0 {
                if unrolling.series(series, offset).is_err() {
                    unrolling.put((series, offset), State::Absent);
                }
            }
        }
    }
}

/// A chain that was followed too far: the circle it runs in, where there is one.
fn endless(pack: &Pack, at: CellRef) -> CompileError {
    let circle = order::circle(pack, at.variable.0).map(|variables| {
        let cell = |variable| {
            let id = VariableId(variable);
            CellRef { variable: id, row: at.row.min(pack.rows_of(id) - 1), offset: at.offset }
        };
        variables.into_iter().map(cell).collect()
    });
    circle.map_or(CompileError::TooDeep(at), CompileError::Cycle)
}

fn error(layout: &Layout, stuck: Stuck) -> CompileError {
    let cell = |(series, month)| layout.cell_of(series, month);
    match stuck {
        Stuck::NoFigure(read, by) => CompileError::NoFigure { read: cell(read), by: cell(by) },
        Stuck::Cycle(path) => CompileError::Cycle(path.into_iter().map(cell).collect()),
        Stuck::TooDeep(at) => CompileError::TooDeep(cell(at)),
    }
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
