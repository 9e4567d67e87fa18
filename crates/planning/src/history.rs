//! Steps that can be taken back and done again, stored as differences.

use std::collections::VecDeque;

use guoban_model::pack::Pack;
use guoban_model::text::Language;
use serde::{Deserialize, Serialize};

use crate::action::{Cause, as_of_label, example_label, line_label, problem_label, setting_label};
use crate::edit::{self, Edit};
use crate::scenario::{Item, Scenario};

/// Steps kept; older ones are forgotten.
pub const HISTORY_LIMIT: usize = 500;

/// One step: what it did, and the fields it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it did, where the edits alone do not say it.
    pub cause: Cause,
    /// The fields it changed; never empty.
    pub edits: Vec<Edit>,
}

impl Step {
    /// The step in words.
    pub fn label(&self, pack: &Pack, language: Language) -> String {
        match (&self.cause, self.edits.first()) {
            (Cause::Reset { to }, _) => to.name(language).to_owned(),
            (Cause::Example { example }, _) => example_label(example, pack, language),
            (Cause::Replaced, _) | (Cause::Edited, None) => match language {
                Language::Zh => "换成另一方案".to_owned(),
                Language::En => "Replace the scenario".to_owned(),
            },
            (Cause::Edited, Some(first)) => {
                let label = edit_label(first, pack, language);
                match (self.edits.len(), language) {
                    (1, _) => label,
                    (count, Language::Zh) => format!("{label}等 {count} 项"),
                    (count, Language::En) => format!("{label} and {} more", count - 1),
                }
            }
        }
    }
}

fn edit_label(edit: &Edit, pack: &Pack, language: Language) -> String {
    match (edit, language) {
        (Edit::Setting { item, to, .. }, _) => setting_label(item.clone(), *to, pack, language),
        (Edit::AsOf { to, .. }, _) => as_of_label(*to, language),
        (Edit::Line { to, .. }, _) => line_label(*to, language).to_owned(),
        (Edit::Seed { to, .. }, Language::Zh) => format!("随机种子改为 {to}"),
        (Edit::Seed { to, .. }, Language::En) => format!("Seed {to}"),
        (Edit::Name { to, .. }, Language::Zh) => format!("改名为“{to}”"),
        (Edit::Name { to, .. }, Language::En) => format!("Rename to “{to}”"),
        (Edit::Problem { number, to, .. }, _) => problem_label(*number, to.is_some(), language),
        (Edit::Note { .. }, Language::Zh) => "修改说明".to_owned(),
        (Edit::Note { .. }, Language::En) => "Edit the note".to_owned(),
    }
}

/// Steps done and steps taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Adds the step from `before` to `after` and forgets what was taken back; two equal scenarios add nothing.
    ///
    /// Returns the edits of the new step.
    pub fn record(&mut self, cause: Cause, before: &Scenario, after: &Scenario) -> &[Edit] {
        let edits = edit::difference(before, after);
        if edits.is_empty() {
            return &[];
        }
        self.undone.clear();
        self.done.push_back(Step { cause, edits });
        while self.done.len() > HISTORY_LIMIT {
            self.done.pop_front();
        }
        self.done.back().map_or(&[], |step| &step.edits)
    }

    /// Takes the last step back to go on with it, where it only moved `item` and nothing was taken back since.
    pub(crate) fn reopen(&mut self, item: &Item, scenario: &mut Scenario) {
        let moves_it = |edit: &Edit| matches!(edit, Edit::Setting { item: moved, .. } if moved == item);
        let goes_on = |step: &Step| step.cause == Cause::Edited && step.edits.iter().all(moves_it);
        if self.undone.is_empty() && self.done.back().is_some_and(goes_on) {
            let step = self.done.pop_back();
            step.iter().for_each(|step| edit::undo(scenario, &step.edits));
        }
    }

    /// Takes the last step back. Returns its edits, or `None` where there is none.
    pub fn undo(&mut self, scenario: &mut Scenario) -> Option<&[Edit]> {
        let step = self.done.pop_back()?;
        edit::undo(scenario, &step.edits);
        self.undone.push(step);
        self.undone.last().map(|step| step.edits.as_slice())
    }

    /// Does the step taken back last again. Returns its edits, or `None` where there is none.
    pub fn redo(&mut self, scenario: &mut Scenario) -> Option<&[Edit]> {
        let step = self.undone.pop()?;
        edit::redo(scenario, &step.edits);
        self.done.push_back(step);
        self.done.back().map(|step| step.edits.as_slice())
    }

    /// The step that undo would take back.
    pub fn undo_step(&self) -> Option<&Step> {
        self.done.back()
    }

    /// The step that redo would do.
    pub fn redo_step(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Steps done, oldest first.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.done.iter()
    }

    /// Steps that can be done again, next first.
    pub fn undone(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.undone.iter().rev()
    }
}
