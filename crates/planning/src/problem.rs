//! The log of problems (问题台账): what is in the way of a task, who clears it and until when, kept with the scenario.
//!
//! It changes no figure. It is stored with the scenario where it was written and is in no link: it may name people.

use guoban_model::pack::Pack;
use guoban_model::time::Date;
use serde::{Deserialize, Serialize};

use crate::action::MAX_TEXT;
use crate::refusal::Refusal;

/// Most problems a scenario keeps.
pub const MOST_PROBLEMS: usize = 500;

/// How far a problem is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// 待办: nobody has begun.
    #[default]
    Open,
    /// 办理中: somebody is at it.
    UnderWay,
    /// 已办结: it is out of the way.
    Solved,
    /// 挂起: it waits for something nobody here decides.
    Waiting,
}

impl Progress {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::UnderWay, Self::Waiting, Self::Solved];
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its number in the scenario, from 1; never given twice while it is kept.
    pub number: u32,
    /// What is the matter, as written.
    pub text: String,
    /// The target it holds up, by id, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The unit that answers, by the id of an owner of the pack; nobody yet where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The person, as written; empty until somebody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// How far it is.
    pub progress: Progress,
    /// Until when, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
}

/// One field of a problem, written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// What is the matter.
    Text(String),
    /// The target it holds up, by id.
    Target(Option<String>),
    /// The unit that answers, by id.
    Owner(Option<String>),
    /// The person.
    Person(String),
    /// How far it is.
    Progress(Progress),
    /// Until when.
    Deadline(Option<Date>),
}

impl Problem {
    /// The same with one field changed.
    pub fn with(&self, change: &Change) -> Self {
        let mut next = self.clone();
        match change {
            Change::Text(text) => next.text.clone_from(text),
            Change::Target(target) => next.target.clone_from(target),
            Change::Owner(owner) => next.owner.clone_from(owner),
            Change::Person(person) => next.person.clone_from(person),
            Change::Progress(progress) => next.progress = *progress,
            Change::Deadline(deadline) => next.deadline = *deadline,
        }
        next
    }

    /// A problem nobody answers for yet.
    pub fn new(number: u32, text: impl Into<String>) -> Self {
        let (target, owner, person) = (None, None, String::new());
        Self { number, text: text.into(), target, owner, person, progress: Progress::default(), deadline: None }
    }

    /// Whether its day has passed and it is still in the way.
    pub fn is_overdue(&self, as_of: Date) -> bool {
        self.progress != Progress::Solved && self.deadline.is_some_and(|deadline| deadline < as_of)
    }

    /// Whether it can be kept beside the others of a scenario.
    ///
    /// # Errors
    /// Nothing is written, or too much, or it names a target or an owner that the pack does not have.
    pub(crate) fn check(&self, pack: &Pack) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal::NothingWritten);
        }
        let length = self.text.chars().count().max(self.person.chars().count());
        if length > MAX_TEXT {
            return Err(Refusal::TooLong { length });
        }
        if let Some(id) = self.target.as_deref().filter(|id| pack.target(id).is_none()) {
            return Err(Refusal::NoSuch(id.to_owned()));
        }
        let unknown = |id: &&str| !pack.owners.iter().any(|owner| owner.id == **id);
        match self.owner.as_deref().filter(unknown) {
            Some(id) => Err(Refusal::NoSuch(id.to_owned())),
            None => Ok(()),
        }
    }

    /// Without space around its texts.
    pub(crate) fn trimmed(&self) -> Self {
        Self { text: self.text.trim().to_owned(), person: self.person.trim().to_owned(), ..self.clone() }
    }
}

/// The number the next problem of a log gets.
pub fn next_number(problems: &[Problem]) -> u32 {
    problems.iter().map(|problem| problem.number).max().unwrap_or(0).saturating_add(1)
}

/// A log in the order in which it is worked through: what is overdue and what comes next first, what has no day after it, what is
/// solved last; else as it was written.
pub fn in_order(problems: &[Problem]) -> Vec<&Problem> {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|problem| {
        let solved = problem.progress == Progress::Solved;
        (solved, problem.deadline.is_none(), problem.deadline, problem.number)
    });
    sorted
}

/// Puts a problem in the place of the one with its number, or at the end; `None` takes the one with the number out.
pub(crate) fn put(problems: &mut Vec<Problem>, number: u32, problem: Option<Problem>) {
    let place = problems.iter().position(|known| known.number == number);
    match (place, problem) {
        (Some(place), Some(problem)) => problems[place] = problem,
        (Some(place), None) => drop(problems.remove(place)),
        // Numbers rise: what is put back after it was taken out stands where it stood.
        (None, Some(problem)) => {
            let place = problems.partition_point(|known| known.number < number);
            problems.insert(place, problem);
        }
        (None, None) => {}
    }
}
