//! The problems a pack keeps itself, in tables whose rows point to what they hold up, as a run leads them on.

use guoban_model::model::Projection;
use guoban_model::pack::{Cell, Pack, TableId};
use guoban_model::text::Text;

use super::project::linked;
use super::shape::{Links, links};
use super::{Linked, MONTHS};

/// A problem that stands in the pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// The id of its row.
    pub id: String,
    /// What is the matter, who answers, when it is due and when it is cleared.
    pub problem: Linked,
    /// What it holds up.
    pub holds: Option<Text>,
    /// Whether it is cleared at the as-of date.
    pub is_solved: bool,
    /// Whether it is open at the as-of date though the month it was due in has passed.
    pub is_overdue: bool,
}

/// The problems of the pack that are found by the as-of date: open ones by when they are due, those that are solved last.
pub fn logged(run: &Projection) -> Vec<Logged> {
    let pack = run.pack();
    let now = run.as_of().month.offset_from(pack.year);
    let mut found: Vec<Logged> = logs(pack)
        .flat_map(|log| (0..pack.tables[log.table.0].rows.len()).filter_map(move |row| of(run, &log, row, now)))
        .collect();
    found.sort_by_key(|problem| (problem.is_solved, problem.problem.due.is_none(), problem.problem.due));
    found
}

/// Tables of problems: their rows point to others, and are open or not.
fn logs(pack: &Pack) -> impl Iterator<Item = Links> {
    let tables = (0..pack.tables.len()).map(TableId);
    tables.filter_map(|id| {
        let targets = pack.tables[id.0].columns.iter().filter_map(|column| column.points_to);
        targets.filter(|target| *target != id).find_map(|target| links(pack, id, target, true))
    })
}

fn of(run: &Projection, log: &Links, row: usize, now: i32) -> Option<Logged> {
    let pack = run.pack();
    let is_open = |month: i32| run.at(log.state, row, month).is_some_and(|open| open > 0.5);
    let open = is_open(now);
    // The last month it was open in; what nobody has found yet is in no log.
    let last = (-(pack.history_months as i32)..=now).rev().find(|month| is_open(*month))?;
    let cleared = (last + 1..MONTHS).find(|month| !is_open(*month));
    let problem = linked(pack, log, row, cleared);
    let is_overdue = open && problem.due.is_some_and(|due| due < now);
    Some(Logged {
        id: pack.tables[log.table.0].rows[row].id.clone(),
        holds: held(pack, log, row),
        problem,
        is_solved: !open,
        is_overdue,
    })
}

/// The name of what a problem holds up.
fn held(pack: &Pack, log: &Links, row: usize) -> Option<Text> {
    let table = &pack.tables[log.table.0];
    let Cell::Text(word) = &table.rows[row].cells[log.project] else { return None };
    let target = &pack.tables[table.columns[log.project].points_to?.0];
    target.rows.iter().find(|row| row.id == *word).map(|row| row.name.clone())
}
