//! Steps that can be taken back and done again, stored as differences.

use std::collections::VecDeque;

use guoban_model::pack::Pack;
use guoban_model::text::Language;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::action::{Cause, as_of_label, example_label, line_label, problem_label, setting_label};
use crate::edit::{self, Edit};
use crate::plan::{Desk, Plan};
use crate::scenario::{Item, Scenario};

/// Steps kept; older ones are forgotten.
pub const HISTORY_LIMIT: usize = 500;

/// One step: what it did, and what it changed, in fields of a plan or in the list of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Number of the plan.
    #[serde(default, skip_serializing_if = "is_first")]
    pub plan: u32,
    /// What it did, where the edits alone do not say it.
    pub cause: Cause,
    /// The fields it changed; empty where it changed the list.
    pub edits: Vec<Edit>,
    /// What it did to the list of plans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Box<Listed>>,
}

/// A change of the list of plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub enum Listed {
    /// A plan came in.
    Added {
        /// Its place.
        at: usize,
        /// It, as it came.
        plan: Plan,
        /// Number of the plan that was open before.
        before: u32,
    },
    /// A plan was taken away.
    Dropped {
        /// Its place.
        at: usize,
        /// It, as it was.
        plan: Plan,
        /// Number of the plan that was open.
        open: u32,
    },
    /// A plan got another place.
    Moved {
        /// Before.
        from: usize,
        /// After.
        to: usize,
    },
}

/// A change of the list as it is stored: the first place, the second place or the plan that was open, and the plan that came
/// in, or was taken away.
type Stored = (usize, usize, Option<Plan>, bool);

impl From<Stored> for Listed {
    fn from((at, other, plan, added): Stored) -> Self {
        let number = u32::try_from(other).unwrap_or(u32::MAX);
        match plan {
            Some(plan) if added => Self::Added { at, plan, before: number },
            Some(plan) => Self::Dropped { at, plan, open: number },
            None => Self::Moved { from: at, to: other },
        }
    }
}

impl From<Listed> for Stored {
    fn from(listed: Listed) -> Self {
        match listed {
            Listed::Added { at, plan, before } => (at, before as usize, Some(plan), true),
            Listed::Dropped { at, plan, open } => (at, open as usize, Some(plan), false),
            Listed::Moved { from, to } => (from, to, None, false),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_first(number: &u32) -> bool {
    *number == 0
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
            (Cause::Begun | Cause::Copied | Cause::Added | Cause::Dropped | Cause::Ordered, _) => {
                self.listed_label(language)
            }
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

impl Step {
    fn listed_label(&self, language: Language) -> String {
        let name = match self.listed.as_deref() {
            Some(Listed::Added { plan, .. } | Listed::Dropped { plan, .. }) => plan.scenario.name.as_str(),
            Some(Listed::Moved { .. }) | None => "",
        };
        let verb = match (&self.cause, language) {
            (Cause::Begun, Language::Zh) => "新建方案",
            (Cause::Begun, Language::En) => "New plan",
            (Cause::Copied, Language::Zh) => "复制出方案",
            (Cause::Copied, Language::En) => "Duplicate as",
            (Cause::Dropped, Language::Zh) => "删除方案",
            (Cause::Dropped, Language::En) => "Delete plan",
            (Cause::Ordered, Language::Zh) => "调整方案次序",
            (Cause::Ordered, Language::En) => "Reorder the plans",
            (_, Language::Zh) => "加入方案",
            (_, Language::En) => "Add plan",
        };
        match (name.is_empty(), language) {
            (true, _) => verb.to_owned(),
            (false, Language::Zh) => format!("{verb}“{name}”"),
            (false, Language::En) => format!("{verb} “{name}”"),
        }
    }

    /// The plans it holds.
    pub(crate) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.listed.as_deref().into_iter().filter_map(|listed| match listed {
            Listed::Added { plan, .. } | Listed::Dropped { plan, .. } => Some(plan),
            Listed::Moved { .. } => None,
        })
    }

    fn redo(&self, desk: &mut Desk) {
        match self.listed.as_deref() {
            Some(Listed::Added { at, plan, .. }) => desk.put(*at, plan.clone()),
            Some(Listed::Dropped { plan, .. }) => drop(desk.take(plan.number)),
            Some(Listed::Moved { to, .. }) => desk.shift(self.plan, *to),
            None => self.write(desk, edit::redo),
        }
    }

    fn undo(&self, desk: &mut Desk) {
        match self.listed.as_deref() {
            Some(Listed::Added { plan, before, .. }) => {
                desk.take(plan.number);
                desk.turn_to(*before);
            }
            Some(Listed::Dropped { at, plan, open }) => {
                desk.put(*at, plan.clone());
                desk.turn_to(*open);
            }
            Some(Listed::Moved { from, .. }) => desk.shift(self.plan, *from),
            None => self.write(desk, edit::undo),
        }
    }

    /// Changes the plan, and opens it: what undo and redo do is seen.
    fn write(&self, desk: &mut Desk, write: fn(&mut Scenario, &[Edit])) {
        if let Some(plan) = desk.plan_mut(self.plan) {
            write(&mut plan.scenario, &self.edits);
        }
        desk.turn_to(self.plan);
    }
}

/// `早稻面积 32.0 → 34.5 万亩`; no value is the baseline's.
fn moved_label(item: &Item, from: Option<Decimal>, to: Option<Decimal>, pack: &Pack, language: Language) -> String {
    let Some(baseline) = item.baseline(pack) else { return setting_label(item.clone(), to, pack, language) };
    let (from, to) = (from.unwrap_or(baseline), to.unwrap_or(baseline));
    format!("{} {}", item.name(pack, language), item.show_step(from, to, pack, language))
}

fn edit_label(edit: &Edit, pack: &Pack, language: Language) -> String {
    match (edit, language) {
        (Edit::Setting { item, from, to }, _) => moved_label(item, *from, *to, pack, language),
        (Edit::AsOf { to, .. }, _) => as_of_label(*to, language),
        (Edit::Line { to, .. }, _) => line_label(*to, language).to_owned(),
        (Edit::Seed { to, .. }, Language::Zh) => format!("随机种子改为 {to}"),
        (Edit::Seed { to, .. }, Language::En) => format!("Seed {to}"),
        (Edit::Name { to, .. }, Language::Zh) => format!("改名为“{to}”"),
        (Edit::Name { to, .. }, Language::En) => format!("Rename to “{to}”"),
        (Edit::Problem { number, to, .. }, _) => problem_label(*number, to.is_some(), language),
        (Edit::Record { field, .. }, _) => field.label(language).to_owned(),
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
    /// Adds the step of a plan from `before` to `after` and forgets what was taken back; two equal scenarios add nothing.
    ///
    /// Returns the edits of the new step.
    pub(crate) fn record(&mut self, plan: u32, cause: Cause, before: &Scenario, after: &Scenario) -> &[Edit] {
        let edits = edit::difference(before, after);
        if edits.is_empty() {
            return &[];
        }
        self.push(Step { plan, cause, edits, listed: None });
        self.done.back().map_or(&[], |step| &step.edits)
    }

    /// Adds a step that changes the list of plans, and does it.
    pub(crate) fn list(&mut self, plan: u32, cause: Cause, listed: Listed, desk: &mut Desk) {
        let step = Step { plan, cause, edits: Vec::new(), listed: Some(Box::new(listed)) };
        step.redo(desk);
        self.push(step);
    }

    fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push_back(step);
        while self.done.len() > HISTORY_LIMIT {
            self.done.pop_front();
        }
    }

    /// Takes the last step back to go on with it, where it only moved `item` of a plan and nothing was taken back since.
    pub(crate) fn reopen(&mut self, plan: u32, item: &Item, scenario: &mut Scenario) {
        let moves_it = |edit: &Edit| matches!(edit, Edit::Setting { item: moved, .. } if moved == item);
        let goes_on = |step: &Step| {
            step.plan == plan && step.listed.is_none() && step.cause == Cause::Edited && step.edits.iter().all(moves_it)
        };
        if self.undone.is_empty() && self.done.back().is_some_and(goes_on) {
            let step = self.done.pop_back();
            step.iter().for_each(|step| edit::undo(scenario, &step.edits));
        }
    }

    /// Takes steps back or does them again until so many are done, or none is left.
    pub(crate) fn go_to(&mut self, done: usize, desk: &mut Desk) {
        while self.done.len() > done
            && let Some(step) = self.done.pop_back()
        {
            step.undo(desk);
            self.undone.push(step);
        }
        while self.done.len() < done
            && let Some(step) = self.undone.pop()
        {
            step.redo(desk);
            self.done.push_back(step);
        }
    }

    /// The highest number of a plan the steps know of.
    pub(crate) fn highest(&self) -> u32 {
        self.done.iter().chain(&self.undone).map(|step| step.plan).max().unwrap_or(0)
    }

    /// All steps, done or not.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Step> {
        self.done.iter().chain(&self.undone)
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
