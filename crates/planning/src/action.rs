//! What a person can do to a scenario, as values: they can be checked, labelled, stored and replayed.

use guoban_model::pack::{Pack, PassLine};
use guoban_model::text::Language;
use guoban_model::time::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::link;
use crate::plan::{Field, MOST_PLANS};
use crate::problem::{Change, MOST_PROBLEMS, Problem, next_number};
use crate::refusal::Refusal;
use crate::scenario::{Item, PackRef, Scenario, earliest_month};

/// Most characters of a name or a note.
pub const MAX_TEXT: usize = 4_000;

/// The three meanings of reset; each is one step that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetTo {
    /// 回到基线: every lever and assumption at its baseline. Name, note, as-of date and line stay.
    Baseline,
    /// 回到方案起点: as the scenario was opened.
    Opened,
    /// 回到上次分享: as it was last shared.
    Shared,
}

impl ResetTo {
    /// What it is called.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Baseline, Language::Zh) => "回到基线",
            (Self::Opened, Language::Zh) => "回到方案起点",
            (Self::Shared, Language::Zh) => "回到上次分享",
            (Self::Baseline, Language::En) => "Back to baseline",
            (Self::Opened, Language::En) => "Back to scenario start",
            (Self::Shared, Language::En) => "Back to last shared",
        }
    }
}

/// What [`Action::Undo`] is called.
pub fn undo_name(language: Language) -> &'static str {
    match language {
        Language::Zh => "撤销",
        Language::En => "Undo",
    }
}

/// What [`Action::Redo`] is called.
pub fn redo_name(language: Language) -> &'static str {
    match language {
        Language::Zh => "重做",
        Language::En => "Redo",
    }
}

/// What a person can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Sets a lever; out of range is kept, flagged and clamped by the run.
    SetLever {
        /// Lever id.
        lever: String,
        /// As typed.
        value: Decimal,
    },
    /// Puts a lever back to its baseline.
    ClearLever {
        /// Lever id.
        lever: String,
    },
    /// Sets an assumption.
    SetAssumption {
        /// Assumption id.
        assumption: String,
        /// As typed.
        value: Decimal,
    },
    /// Puts an assumption back to its central value.
    ClearAssumption {
        /// Assumption id.
        assumption: String,
    },
    /// Resets in one of three ways.
    Reset {
        /// Which.
        to: ResetTo,
    },
    /// Sets what is known; `None` is the pack's own date.
    SetAsOf {
        /// The date.
        date: Option<Date>,
    },
    /// Chooses the line every target is judged by; `None` leaves it to each target.
    SetLine {
        /// The line.
        line: Option<PassLine>,
    },
    /// Chooses the seed of the draws.
    SetSeed {
        /// The seed.
        seed: u32,
    },
    /// Names the scenario.
    Rename {
        /// The name.
        name: String,
    },
    /// Writes the note.
    SetNote {
        /// The note.
        note: String,
    },
    /// Writes a problem into the log: a new one with [`crate::problem::next_number`], or in the place of one.
    PutProblem {
        /// The problem.
        problem: Problem,
    },
    /// Changes one field of a problem as it stands now: two fields left one right after the other both count.
    EditProblem {
        /// Its number.
        number: u32,
        /// The field.
        change: Change,
    },
    /// Takes a problem out of the log.
    DropProblem {
        /// Its number.
        number: u32,
    },
    /// Takes over the settings of an example of the pack.
    ApplyExample {
        /// Example id.
        example: String,
    },
    /// Begins a plan in which nothing is decided, with the date, line and seed of the open one, and opens it.
    NewPlan {
        /// Its name.
        name: String,
    },
    /// Copies a plan, its record apart, and opens the copy.
    CopyPlan {
        /// Its number.
        plan: u32,
        /// Name of the copy.
        name: String,
    },
    /// Adds a scenario of the same pack as a plan and opens it.
    AddPlan {
        /// The scenario.
        scenario: Box<Scenario>,
        /// The link that says so, if one does.
        link: Option<String>,
    },
    /// Opens a plan. No step: nothing changes.
    OpenPlan {
        /// Its number.
        plan: u32,
    },
    /// Names a plan.
    RenamePlan {
        /// Its number.
        plan: u32,
        /// The name.
        name: String,
    },
    /// Moves a plan to another place in the list.
    MovePlan {
        /// Its number.
        plan: u32,
        /// The place, from 0.
        to: usize,
    },
    /// Takes a plan away.
    DropPlan {
        /// Its number.
        plan: u32,
    },
    /// Writes a field of the open plan's record.
    SetRecord {
        /// Which.
        field: Field,
        /// What it says then.
        text: String,
    },
    /// Takes back or does again as many steps as it needs for so many to be done.
    GoTo {
        /// Steps.
        done: usize,
    },
    /// A slider was taken hold of: what follows until [`Action::EndDrag`] is one step.
    BeginDrag,
    /// A setting was taken hold of again right after it was let go: where the last step did nothing but move it, that step
    /// goes on until [`Action::EndDrag`]; else this is [`Action::BeginDrag`].
    ResumeDrag {
        /// The setting.
        item: Item,
    },
    /// The slider was let go.
    EndDrag,
    /// The drag was given up (Escape): everything since [`Action::BeginDrag`] is taken back.
    CancelDrag,
    /// Takes the last step back.
    Undo,
    /// Does the step taken back last again.
    Redo,
    /// Shares: makes the link and remembers the scenario as last shared.
    Share,
}

impl Action {
    /// Whether the action can be done now: the one rule for the reducer and for disabled buttons and their tooltips.
    ///
    /// # Errors
    /// The reason why it cannot.
    pub fn check(&self, document: &Document, pack: &Pack) -> Result<(), Refusal> {
        let scenario = document.scenario();
        match self {
            Self::SetLever { lever, value } => {
                let id = pack.lever(lever).ok_or_else(|| Refusal::UnknownItem(Item::Lever(lever.clone())))?;
                if pack.acts_from(id, scenario.as_of(pack)).is_none() {
                    return Err(Refusal::Closed { lever: lever.clone(), closed: pack.levers[id.0].closes });
                }
                // The past is locked for months as well; what is there already, or by itself, stays.
                let stays = [pack.levers[id.0].baseline, scenario.lever(pack, id)].contains(value);
                match earliest_month(pack, id, scenario.as_of(pack)).filter(|from| value < from && !stays) {
                    Some(from) => Err(Refusal::Past { lever: lever.clone(), from }),
                    None => Ok(()),
                }
            }
            Self::ClearLever { lever } if !scenario.levers.contains_key(lever) => match pack.lever(lever) {
                Some(_) => Err(Refusal::NothingToDo),
                None => Err(Refusal::UnknownItem(Item::Lever(lever.clone()))),
            },
            Self::SetAssumption { assumption, .. } => match pack.assumption(assumption) {
                Some(_) => Ok(()),
                None => Err(Refusal::UnknownItem(Item::Assumption(assumption.clone()))),
            },
            Self::ClearAssumption { assumption } if !scenario.assumptions.contains_key(assumption) => {
                match pack.assumption(assumption) {
                    Some(_) => Err(Refusal::NothingToDo),
                    None => Err(Refusal::UnknownItem(Item::Assumption(assumption.clone()))),
                }
            }
            Self::Reset { to } => {
                if document.is_dragging() {
                    return Err(Refusal::DragOpen);
                }
                match document.reset_count(pack, *to) {
                    None => Err(Refusal::NeverShared),
                    Some(0) => Err(Refusal::NothingToDo),
                    Some(_) => Ok(()),
                }
            }
            Self::SetAsOf { date: Some(date) } if date.month.year != pack.year => {
                Err(Refusal::OutsidePlanYear { date: *date, year: pack.year })
            }
            Self::Rename { name: text } | Self::SetNote { note: text } => short_enough(text),
            Self::PutProblem { .. } | Self::DropProblem { .. } if document.is_dragging() => Err(Refusal::DragOpen),
            Self::PutProblem { problem } => {
                problem.check(pack)?;
                let known = scenario.problems.iter().find(|known| known.number == problem.number);
                match known {
                    Some(known) if *known == problem.trimmed() => Err(Refusal::NothingToDo),
                    None if problem.number != next_number(&scenario.problems) => {
                        Err(Refusal::NoProblem(problem.number))
                    }
                    None if scenario.problems.len() >= MOST_PROBLEMS => Err(Refusal::LogFull),
                    _ => Ok(()),
                }
            }
            Self::EditProblem { number, change } => {
                match scenario.problems.iter().find(|known| known.number == *number) {
                    Some(known) => Self::PutProblem { problem: known.with(change) }.check(document, pack),
                    None => Err(Refusal::NoProblem(*number)),
                }
            }
            Self::DropProblem { number } => match scenario.problems.iter().any(|known| known.number == *number) {
                true => Ok(()),
                false => Err(Refusal::NoProblem(*number)),
            },
            Self::ApplyExample { example } => match pack.examples.iter().any(|known| known.id == *example) {
                true => Ok(()),
                false => Err(Refusal::UnknownExample(example.clone())),
            },
            _ if self.is_of_plans() && document.is_dragging() => Err(Refusal::DragOpen),
            Self::NewPlan { .. } | Self::CopyPlan { .. } | Self::AddPlan { .. }
                if document.plans().len() >= MOST_PLANS =>
            {
                Err(Refusal::PlansFull)
            }
            Self::CopyPlan { plan, .. }
            | Self::OpenPlan { plan }
            | Self::RenamePlan { plan, .. }
            | Self::MovePlan { plan, .. }
            | Self::DropPlan { plan }
                if document.plan(*plan).is_none() =>
            {
                Err(Refusal::NoPlan(*plan))
            }
            Self::NewPlan { name } | Self::CopyPlan { name, .. } | Self::RenamePlan { name, .. } => short_enough(name),
            Self::MovePlan { to, .. } if *to >= document.plans().len() => Err(Refusal::NothingToDo),
            Self::DropPlan { .. } if document.plans().len() == 1 => Err(Refusal::LastPlan),
            Self::SetRecord { text, .. } => short_enough(text),
            Self::GoTo { done } => match document.history() {
                history if *done == history.steps().len() => Err(Refusal::NothingToDo),
                history if *done > history.steps().len() + history.undone().len() => Err(Refusal::NothingToRedo),
                _ => Ok(()),
            },
            Self::AddPlan { scenario, .. } => {
                if scenario.pack != PackRef::of(pack) {
                    return Err(Refusal::OtherPack { pack: scenario.pack.clone() });
                }
                if let Some(date) = scenario.as_of.filter(|date| date.month.year != pack.year) {
                    return Err(Refusal::OutsidePlanYear { date, year: pack.year });
                }
                short_enough(&scenario.name).and_then(|()| short_enough(&scenario.note))
            }
            Self::EndDrag | Self::CancelDrag if !document.is_dragging() => Err(Refusal::NoDrag),
            Self::BeginDrag | Self::ResumeDrag { .. } | Self::Undo | Self::Redo | Self::Share
                if document.is_dragging() =>
            {
                Err(Refusal::DragOpen)
            }
            Self::Undo if document.history().undo_step().is_none() => Err(Refusal::NothingToUndo),
            Self::Redo if document.history().redo_step().is_none() => Err(Refusal::NothingToRedo),
            Self::Share => link::write(scenario, pack).map(|_| ()).map_err(Refusal::Link),
            _ => Ok(()),
        }
    }

    /// Whether it deals with plans or steps as a whole: not while a slider moves.
    fn is_of_plans(&self) -> bool {
        matches!(
            self,
            Self::NewPlan { .. }
                | Self::CopyPlan { .. }
                | Self::AddPlan { .. }
                | Self::OpenPlan { .. }
                | Self::RenamePlan { .. }
                | Self::MovePlan { .. }
                | Self::DropPlan { .. }
                | Self::SetRecord { .. }
                | Self::GoTo { .. }
        )
    }

    /// What the action does, for menus and the list of steps.
    pub fn label(&self, pack: &Pack, language: Language) -> String {
        let zh = language == Language::Zh;
        let choose = |chinese: &str, english: &str| if zh { chinese.to_owned() } else { english.to_owned() };
        match self {
            Self::SetLever { lever, value } => setting_label(Item::Lever(lever.clone()), Some(*value), pack, language),
            Self::ClearLever { lever } => setting_label(Item::Lever(lever.clone()), None, pack, language),
            Self::SetAssumption { assumption, value } => {
                setting_label(Item::Assumption(assumption.clone()), Some(*value), pack, language)
            }
            Self::ClearAssumption { assumption } => {
                setting_label(Item::Assumption(assumption.clone()), None, pack, language)
            }
            Self::Reset { to } => to.name(language).to_owned(),
            Self::SetAsOf { date } => as_of_label(*date, language),
            Self::SetLine { line } => line_label(*line, language).to_owned(),
            Self::SetSeed { seed } if zh => format!("随机种子改为 {seed}"),
            Self::SetSeed { seed } => format!("Seed {seed}"),
            Self::Rename { name } if zh => format!("改名为“{name}”"),
            Self::Rename { name } => format!("Rename to “{name}”"),
            Self::SetNote { .. } => choose("修改说明", "Edit the note"),
            Self::PutProblem { problem } => problem_label(problem.number, true, language),
            Self::EditProblem { number, .. } => problem_label(*number, true, language),
            Self::DropProblem { number } => problem_label(*number, false, language),
            Self::ApplyExample { example } => example_label(example, pack, language),
            Self::NewPlan { .. } => choose("新建方案", "New plan"),
            Self::CopyPlan { .. } => choose("复制方案", "Duplicate the plan"),
            Self::AddPlan { .. } => choose("加入方案", "Add a plan"),
            Self::OpenPlan { .. } => choose("打开方案", "Open the plan"),
            Self::RenamePlan { .. } => choose("改名", "Rename"),
            Self::MovePlan { .. } => choose("调整方案次序", "Reorder the plans"),
            Self::DropPlan { .. } => choose("删除方案", "Delete the plan"),
            Self::SetRecord { field, .. } => field.label(language).to_owned(),
            Self::GoTo { .. } => choose("回到这一步", "Go to this step"),
            Self::BeginDrag | Self::ResumeDrag { .. } => choose("开始拖动", "Start dragging"),
            Self::EndDrag => choose("结束拖动", "Stop dragging"),
            Self::CancelDrag => choose("取消拖动", "Cancel dragging"),
            Self::Undo => undo_name(language).to_owned(),
            Self::Redo => redo_name(language).to_owned(),
            Self::Share => choose("分享", "Share"),
        }
    }
}

/// What a step did where its edits alone do not say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The edits say it.
    Edited,
    /// A reset.
    Reset {
        /// Which.
        to: ResetTo,
    },
    /// An example of the pack.
    Example {
        /// Its id.
        example: String,
    },
    /// Another scenario took its place; in steps stored before there were plans.
    Replaced,
    /// A plan was begun.
    Begun,
    /// A plan was copied.
    Copied,
    /// A plan was added, out of a link or a file.
    Added,
    /// A plan was taken away.
    Dropped,
    /// The plans were put into another order.
    Ordered,
}

pub(crate) fn setting_label(item: Item, value: Option<Decimal>, pack: &Pack, language: Language) -> String {
    let name = item.name(pack, language);
    let Some(value) = value else {
        return match language {
            Language::Zh => format!("{name}回到基线"),
            Language::En => format!("{name} back to baseline"),
        };
    };
    let figure = item.show(value, pack, language);
    match language {
        Language::Zh => format!("{name}改为 {figure}"),
        Language::En => format!("{name} to {figure}"),
    }
}

pub(crate) fn as_of_label(date: Option<Date>, language: Language) -> String {
    match (date, language) {
        (Some(date), Language::Zh) => format!("截至日改为 {date}"),
        (Some(date), Language::En) => format!("As of {date}"),
        (None, Language::Zh) => "截至日回到底册".to_owned(),
        (None, Language::En) => "As-of date of the pack".to_owned(),
    }
}

pub(crate) fn line_label(line: Option<PassLine>, language: Language) -> &'static str {
    match (line, language) {
        (Some(PassLine::Linear), Language::Zh) => "过线口径改为线性",
        (Some(PassLine::Seasonal), Language::Zh) => "过线口径改为序时",
        (None, Language::Zh) => "过线口径按各项任务",
        (Some(PassLine::Linear), Language::En) => "Judge by the linear line",
        (Some(PassLine::Seasonal), Language::En) => "Judge by the schedule",
        (None, Language::En) => "Judge each target by its own line",
    }
}

pub(crate) fn problem_label(number: u32, kept: bool, language: Language) -> String {
    match (kept, language) {
        (true, Language::Zh) => format!("登记问题 {number}"),
        (false, Language::Zh) => format!("删去问题 {number}"),
        (true, Language::En) => format!("Write problem {number}"),
        (false, Language::En) => format!("Remove problem {number}"),
    }
}

pub(crate) fn example_label(id: &str, pack: &Pack, language: Language) -> String {
    let example = pack.examples.iter().find(|example| example.id == id);
    let name = example.map_or(id, |example| example.name.get(language));
    match language {
        Language::Zh => format!("套用示例“{name}”"),
        Language::En => format!("Use example “{name}”"),
    }
}

fn short_enough(text: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > MAX_TEXT { Err(Refusal::TooLong { length }) } else { Ok(()) }
}
