//! The difference between two scenarios of one pack, reversible.

use std::collections::BTreeMap;

use guoban_model::pack::PassLine;
use guoban_model::time::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::plan::Field;
use crate::problem::{self, Problem};
use crate::scenario::{Item, Scenario};

/// One changed field of a scenario, with the value before and after. No entry means the baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// A lever or an assumption.
    Setting {
        /// Which.
        item: Item,
        /// Before.
        from: Option<Decimal>,
        /// After.
        to: Option<Decimal>,
    },
    /// The as-of date.
    AsOf {
        /// Before.
        from: Option<Date>,
        /// After.
        to: Option<Date>,
    },
    /// The line that judges.
    Line {
        /// Before.
        from: Option<PassLine>,
        /// After.
        to: Option<PassLine>,
    },
    /// The seed.
    Seed {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// The name.
    Name {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// The note.
    Note {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// A problem of the log.
    Problem {
        /// Its number.
        number: u32,
        /// Before; absent where it is new.
        from: Option<Box<Problem>>,
        /// After; absent where it was taken out.
        to: Option<Box<Problem>>,
    },
    /// A field of the record.
    Record {
        /// Which.
        field: Field,
        /// Before.
        from: String,
        /// After.
        to: String,
    },
}

impl Edit {
    /// Whether a run can give other figures after it.
    pub fn changes_figures(&self) -> bool {
        matches!(self, Self::Setting { .. } | Self::AsOf { .. } | Self::Seed { .. })
    }

    fn write(&self, scenario: &mut Scenario, forward: bool) {
        match self {
            Self::Setting { item, from, to } => {
                let value = if forward { to } else { from };
                let (entries, id) = match item {
                    Item::Lever(id) => (&mut scenario.levers, id),
                    Item::Assumption(id) => (&mut scenario.assumptions, id),
                };
                match value {
                    Some(value) => entries.insert(id.clone(), *value),
                    None => entries.remove(id),
                };
            }
            Self::AsOf { from, to } => scenario.as_of = if forward { *to } else { *from },
            Self::Line { from, to } => scenario.line = if forward { *to } else { *from },
            Self::Seed { from, to } => scenario.seed = if forward { *to } else { *from },
            Self::Name { from, to } => scenario.name.clone_from(if forward { to } else { from }),
            Self::Note { from, to } => scenario.note.clone_from(if forward { to } else { from }),
            Self::Problem { number, from, to } => {
                let problem = if forward { to } else { from };
                problem::put(&mut scenario.problems, *number, problem.as_deref().cloned());
            }
            Self::Record { field, from, to } => {
                scenario.record.get_mut(*field).clone_from(if forward { to } else { from });
            }
        }
    }
}

/// What turns `before` into `after`; nothing for two equal scenarios.
pub fn difference(before: &Scenario, after: &Scenario) -> Vec<Edit> {
    let mut edits = Vec::new();
    settings(&before.levers, &after.levers, Item::Lever, &mut edits);
    settings(&before.assumptions, &after.assumptions, Item::Assumption, &mut edits);
    if before.as_of != after.as_of {
        edits.push(Edit::AsOf { from: before.as_of, to: after.as_of });
    }
    if before.line != after.line {
        edits.push(Edit::Line { from: before.line, to: after.line });
    }
    if before.seed != after.seed {
        edits.push(Edit::Seed { from: before.seed, to: after.seed });
    }
    if before.name != after.name {
        edits.push(Edit::Name { from: before.name.clone(), to: after.name.clone() });
    }
    if before.note != after.note {
        edits.push(Edit::Note { from: before.note.clone(), to: after.note.clone() });
    }
    problems(&before.problems, &after.problems, &mut edits);
    for field in Field::ALL {
        let (from, to) = (before.record.get(field), after.record.get(field));
        if from != to {
            edits.push(Edit::Record { field, from: from.to_owned(), to: to.to_owned() });
        }
    }
    edits
}

fn problems(before: &[Problem], after: &[Problem], edits: &mut Vec<Edit>) {
    let find = |problems: &[Problem], number| problems.iter().find(|problem| problem.number == number).cloned();
    for problem in after {
        let from = find(before, problem.number);
        if from.as_ref() != Some(problem) {
            let (from, to) = (from.map(Box::new), Some(Box::new(problem.clone())));
            edits.push(Edit::Problem { number: problem.number, from, to });
        }
    }
    for problem in before.iter().filter(|problem| find(after, problem.number).is_none()) {
        edits.push(Edit::Problem { number: problem.number, from: Some(Box::new(problem.clone())), to: None });
    }
}

fn settings(
    before: &BTreeMap<String, Decimal>,
    after: &BTreeMap<String, Decimal>,
    item: fn(String) -> Item,
    edits: &mut Vec<Edit>,
) {
    for (id, to) in after {
        let from = before.get(id).copied();
        if from != Some(*to) {
            edits.push(Edit::Setting { item: item(id.clone()), from, to: Some(*to) });
        }
    }
    for (id, from) in before {
        if !after.contains_key(id) {
            edits.push(Edit::Setting { item: item(id.clone()), from: Some(*from), to: None });
        }
    }
}

/// Applies edits in order.
pub fn redo(scenario: &mut Scenario, edits: &[Edit]) {
    edits.iter().for_each(|edit| edit.write(scenario, true));
}

/// Takes edits back, last first.
pub fn undo(scenario: &mut Scenario, edits: &[Edit]) {
    edits.iter().rev().for_each(|edit| edit.write(scenario, false));
}
