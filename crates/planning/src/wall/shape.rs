//! What of a pack is a project, found by structure.

use guoban_model::formula::{Binary, Node, NodeKind, Temporal};
use guoban_model::pack::{
    Better, Cell, ColumnKind, Formula, LeverId, Measure, Pack, Table, TableId, Variable, VariableId,
};

/// Names of a month as a unit of durations.
const MONTH_UNITS: [&str; 2] = ["个月", "月"];

/// The projects of a pack, and where their facts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The table of the projects.
    pub table: TableId,
    /// How far a project is: a stock that rises from 0 to 1.
    pub position: VariableId,
    /// From this position on a project is completed.
    pub complete_at: f64,
    /// Whether a project has begun.
    pub begun: Option<VariableId>,
    /// Whether it is completed, where the pack has a name for it.
    pub done: Option<VariableId>,
    /// Further stages a project reaches once: registered, in production.
    pub later: Vec<VariableId>,
    /// Column of the planned start.
    pub start: usize,
    /// Column of the planned finish, where there is one.
    pub finish: Option<usize>,
    /// Column of the duration in months, where there is one.
    pub duration: Option<usize>,
    /// What projects wait for: shares in percent that are complete at 100.
    pub readiness: Vec<ReadinessAt>,
    /// Columns by which projects can be grouped.
    pub groups: Vec<usize>,
    /// Tables of nodes that point to projects.
    pub nodes: Vec<Links>,
    /// Tables of problems that point to projects.
    pub problems: Vec<Links>,
}

/// Where a readiness stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadinessAt {
    /// In a column of the table.
    Column(usize),
    /// In a variable of the table, or in one for all projects alike.
    Variable(VariableId),
}

/// A table whose rows belong to projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links {
    /// The table.
    pub table: TableId,
    /// The column that names the project.
    pub project: usize,
    /// Nodes: whether it is reached; problems: whether it is open.
    pub state: VariableId,
    /// Column of the month it is due in, where there is one.
    pub due: Option<usize>,
}

impl Shape {
    /// The projects of a pack; `None` where it has none. Of several tables of projects the longest counts.
    pub fn of(pack: &Pack) -> Option<Self> {
        let tables = (0..pack.tables.len()).map(TableId);
        tables.filter_map(|table| Self::of_table(pack, table)).max_by_key(|shape| pack.tables[shape.table.0].rows.len())
    }

    fn of_table(pack: &Pack, id: TableId) -> Option<Self> {
        let table = &pack.tables[id.0];
        let mut months = columns(table, |column| column.kind == ColumnKind::Month);
        let (position, complete_at) = position(pack, id)?;
        // The plan starts before it finishes: of two months the one that is earlier in the first row is the start.
        months.sort_by_key(|column| baseline(pack, &table.rows[0].cells[*column]));
        let (start, finish) = (*months.first()?, months.get(1).copied());
        let in_months = |unit: &str| MONTH_UNITS.contains(&unit);
        let lengths = columns(table, |column| column.kind == ColumnKind::Number && in_months(&column.unit));
        let stages: Vec<VariableId> = stages(pack, id).collect();
        let of_position = nodes(&pack.variables[position.0]);
        let begun = stages.iter().copied().find(|stage| reads(of_position, *stage));
        let done = stages.iter().copied().find(|stage| reads(nodes(&pack.variables[stage.0]), position));
        let later = stages.into_iter().filter(|stage| Some(*stage) != begun && Some(*stage) != done).collect();
        let linked = |is_problem: bool| {
            (0..pack.tables.len()).map(TableId).filter_map(move |other| links(pack, other, id, is_problem)).collect()
        };
        Some(Self {
            table: id,
            position,
            complete_at,
            begun,
            done,
            later,
            start,
            finish,
            duration: lengths.first().copied(),
            readiness: readiness(pack, id, position),
            groups: groups(table),
            nodes: linked(false),
            problems: linked(true),
        })
    }

    /// The lever that moves a project's finish.
    pub fn lever(&self, pack: &Pack, row: usize) -> Option<LeverId> {
        match pack.tables[self.table.0].rows.get(row)?.cells[self.finish?] {
            Cell::Adjustable(lever) => Some(lever),
            _ => None,
        }
    }
}

fn columns(table: &Table, wanted: impl Fn(&guoban_model::pack::Column) -> bool) -> Vec<usize> {
    (0..table.columns.len()).filter(|index| wanted(&table.columns[*index])).collect()
}

/// The number of a cell when nothing is decided; nothing where it is computed or uncertain.
pub(super) fn baseline(pack: &Pack, cell: &Cell) -> Option<rust_decimal::Decimal> {
    match cell {
        Cell::Number(value) => crate::number::published(*value, 6).map(|value| value.normalize()),
        Cell::Adjustable(lever) => Some(pack.levers[lever.0].baseline),
        Cell::Uncertain(assumption) => Some(pack.assumptions[assumption.0].mid),
        Cell::Text(_) | Cell::Formula => None,
    }
}

pub(super) fn nodes(variable: &Variable) -> &[Node] {
    match &variable.formula {
        Formula::Given => &[],
        Formula::Same(node) => std::slice::from_ref(node),
        Formula::PerRow(nodes) => nodes,
    }
}

pub(super) fn reads(formulas: &[Node], wanted: VariableId) -> bool {
    any(formulas, |kind| matches!(kind, NodeKind::Variable(id, _) if *id == wanted))
}

pub(super) fn any(formulas: &[Node], wanted: impl Fn(&NodeKind) -> bool) -> bool {
    let mut found = false;
    for node in formulas {
        node.walk(&mut |node| {
            found |= wanted(&node.kind);
            !found
        });
    }
    found
}

/// The stock over a table that formulas hold against a number from 0.9 to 1, and the greatest such number: completion.
fn position(pack: &Pack, table: TableId) -> Option<(VariableId, f64)> {
    let mut found: Option<(VariableId, f64)> = None;
    for variable in &pack.variables {
        for node in nodes(variable) {
            node.walk(&mut |node| {
                let NodeKind::Binary(operation, a, b) = &node.kind else { return true };
                let is_bound =
                    matches!(operation, Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual);
                let NodeKind::Number(end) = b.kind else { return true };
                let Some(id) = variable_of(a) else { return true };
                let item = &pack.variables[id.0];
                if is_bound
                    && (0.9..=1.0).contains(&end)
                    && item.over == Some(table)
                    && item.measure == Measure::Stock
                    && found.is_none_or(|(known, most)| known == id && end > most)
                {
                    found = Some((id, end));
                }
                true
            });
        }
    }
    found
}

/// The variable a node reads, in this or in an earlier month.
fn variable_of(node: &Node) -> Option<VariableId> {
    match &node.kind {
        NodeKind::Variable(id, _) => Some(*id),
        NodeKind::Temporal(Temporal::Lag(_), body) => variable_of(body),
        _ => None,
    }
}

/// The stages of a table's rows: yes or no at the end of a month, and yes is no worse than no.
pub(super) fn stages(pack: &Pack, table: TableId) -> impl Iterator<Item = VariableId> {
    yes_or_no(pack, table).filter(|id| pack.variables[id.0].better != Better::Lower)
}

/// The variables over a table whose value is 0 or 1, by their formulas.
fn yes_or_no(pack: &Pack, table: TableId) -> impl Iterator<Item = VariableId> {
    let over = (0..pack.variables.len()).map(VariableId).filter(move |id| {
        let item = &pack.variables[id.0];
        item.over == Some(table) && item.measure == Measure::Stock
    });
    over.filter(|id| is_yes_or_no(pack, *id, &mut Vec::new()))
}

fn is_yes_or_no(pack: &Pack, id: VariableId, known: &mut Vec<VariableId>) -> bool {
    if known.contains(&id) {
        // What refers to itself is as good as what else it says.
        return true;
    }
    known.push(id);
    let formulas = nodes(&pack.variables[id.0]);
    !formulas.is_empty() && formulas.iter().all(|node| gives_yes_or_no(pack, node, known))
}

fn gives_yes_or_no(pack: &Pack, node: &Node, known: &mut Vec<VariableId>) -> bool {
    match &node.kind {
        NodeKind::Number(value) => *value == 0.0 || *value == 1.0,
        NodeKind::Variable(id, _) => is_yes_or_no(pack, *id, known),
        NodeKind::Temporal(Temporal::Lag(_), body) => gives_yes_or_no(pack, body, known),
        NodeKind::If(_, then, otherwise) => {
            gives_yes_or_no(pack, then, known) && gives_yes_or_no(pack, otherwise, known)
        }
        NodeKind::Binary(Binary::Min | Binary::Max, a, b) => {
            gives_yes_or_no(pack, a, known) && gives_yes_or_no(pack, b, known)
        }
        NodeKind::Binary(
            Binary::Less
            | Binary::LessOrEqual
            | Binary::Greater
            | Binary::GreaterOrEqual
            | Binary::Equal
            | Binary::NotEqual
            | Binary::And
            | Binary::Or,
            ..,
        )
        | NodeKind::SameText(_) => true,
        _ => false,
    }
}

/// What the progress of a table's rows waits for: columns in percent, and quantities that end at 100%, which its formulas
/// read, also by way of other variables of the table.
fn readiness(pack: &Pack, table: TableId, position: VariableId) -> Vec<ReadinessAt> {
    let (mut found, mut seen, mut open) = (Vec::new(), vec![position], vec![position]);
    while let Some(id) = open.pop() {
        for node in nodes(&pack.variables[id.0]) {
            node.walk(&mut |node| {
                match &node.kind {
                    // What other tables add up to is no state of this row.
                    NodeKind::Aggregate(..) => return false,
                    NodeKind::Cell(column, _) if column.table == table => {
                        let item = &pack.tables[table.0].columns[column.column];
                        if item.kind == ColumnKind::Number && item.unit == "%" {
                            found.push(ReadinessAt::Column(column.column));
                        }
                    }
                    NodeKind::Variable(next, _) if is_share(pack, *next) => found.push(ReadinessAt::Variable(*next)),
                    NodeKind::Variable(next, _)
                        if pack.variables[next.0].over == Some(table) && !seen.contains(next) =>
                    {
                        seen.push(*next);
                        open.push(*next);
                    }
                    _ => {}
                }
                true
            });
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a variable is a share that ends at 100%.
fn is_share(pack: &Pack, id: VariableId) -> bool {
    let item = &pack.variables[id.0];
    let is_full = |node: &Node| match &node.kind {
        NodeKind::Number(value) => *value == 100.0,
        NodeKind::Convert(body, factor) => matches!(body.kind, NodeKind::Number(value) if value * factor == 100.0),
        _ => false,
    };
    let ends = |node: &Node| matches!(&node.kind, NodeKind::Binary(Binary::Min, a, b) if is_full(a) || is_full(b));
    let formulas = nodes(item);
    item.unit == "%" && !formulas.is_empty() && formulas.iter().all(ends)
}

/// Columns of words that part the rows into groups: every row has one, and some share theirs.
fn groups(table: &Table) -> Vec<usize> {
    let parts = |column: &usize| {
        let words = || table.rows.iter().map(|row| &row.cells[*column]);
        let mut different: Vec<&str> =
            words().filter_map(|cell| if let Cell::Text(word) = cell { Some(word.as_str()) } else { None }).collect();
        let full = different.len() == table.rows.len() && different.iter().all(|word| !word.is_empty());
        different.sort_unstable();
        different.dedup();
        full && (2..table.rows.len()).contains(&different.len())
    };
    columns(table, |column| column.kind == ColumnKind::Text).into_iter().filter(parts).collect()
}

/// How the rows of a table belong to projects, if they are nodes (or problems).
pub(super) fn links(pack: &Pack, id: TableId, projects: TableId, is_problem: bool) -> Option<Links> {
    let table = &pack.tables[id.0];
    let project = table.columns.iter().position(|column| column.points_to == Some(projects))?;
    let state = yes_or_no(pack, id).find(|state| (pack.variables[state.0].better == Better::Lower) == is_problem)?;
    // The month that no formula of the state reads is what was promised, the others say what is expected.
    let of_state = nodes(&pack.variables[state.0]);
    let is_read = |wanted: usize| {
        any(of_state, |kind| matches!(kind, NodeKind::Cell(column, _) if column.table == id && column.column == wanted))
    };
    let due = columns(table, |column| column.kind == ColumnKind::Month).into_iter().find(|column| !is_read(*column));
    Some(Links { table: id, project, state, due })
}
