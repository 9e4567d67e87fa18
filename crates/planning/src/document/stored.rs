//! Documents as they were stored: today's with many plans, and those from before, with one scenario.
//!
//! What is read comes from a browser's storage or from a file, so nothing of it is taken for granted.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::action::MAX_TEXT;
use crate::history::{HISTORY_LIMIT, History};
use crate::plan::{Desk, Field, Plan};
use crate::problem::MOST_PROBLEMS;
use crate::scenario::Scenario;

/// Most settings of a scenario: no pack has as many levers and assumptions.
const MOST_SETTINGS: usize = 20_000;

/// The parts of a document of either kind.
#[derive(Deserialize)]
pub(super) struct Document {
    plans: Option<Vec<Plan>>,
    #[serde(default)]
    open: usize,
    history: History,
    #[serde(default)]
    next: u32,
    scenario: Option<Scenario>,
    opened: Option<Scenario>,
    shared: Option<Scenario>,
}

impl Serialize for super::Document {
    /// A drag that goes on is not stored.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Document", 4)?;
        fields.serialize_field("plans", self.desk.plans())?;
        fields.serialize_field("open", &self.desk.open_place())?;
        fields.serialize_field("history", &self.history)?;
        fields.serialize_field("next", &self.next)?;
        fields.end()
    }
}

impl TryFrom<Document> for super::Document {
    type Error = &'static str;

    fn try_from(stored: Document) -> Result<Self, Self::Error> {
        let plans = match (stored.plans, stored.scenario) {
            (Some(plans), _) => plans,
            (None, Some(scenario)) => {
                let opened = stored.opened.unwrap_or_else(|| scenario.clone());
                vec![Plan { number: 0, scenario, opened, shared: stored.shared, link: None }]
            }
            (None, None) => return Err("no plans"),
        };
        let highest = plans.iter().map(|plan| plan.number).max().unwrap_or(0).max(stored.history.highest());
        let next = stored.next.max(highest.saturating_add(1));
        let desk = Desk::of(plans, stored.open).ok_or("no plans, too many, or two of one number")?;
        let pack = &desk.open().scenario.pack;
        if !desk.plans().iter().all(|plan| versions(plan).all(|one| one.pack == *pack && is_bounded(one))) {
            return Err("plans of two packs, or larger than plans are");
        }
        let history = if is_whole(&stored.history, &desk) { stored.history } else { History::default() };
        Ok(Self { desk, history, next, drag: None })
    }
}

fn versions(plan: &Plan) -> impl Iterator<Item = &Scenario> {
    [&plan.scenario, &plan.opened].into_iter().chain(&plan.shared)
}

fn is_bounded(scenario: &Scenario) -> bool {
    let short = |text: &str| text.chars().count() <= MAX_TEXT;
    let settings = scenario.levers.len().max(scenario.assumptions.len());
    let texts =
        [&scenario.name, &scenario.note].into_iter().chain(scenario.problems.iter().map(|problem| &problem.text));
    settings <= MOST_SETTINGS
        && scenario.problems.len() <= MOST_PROBLEMS
        && texts.map(String::as_str).chain(Field::ALL.map(|field| scenario.record.get(field))).all(short)
}

/// Whether the steps lead to the plans as they are. Plans without their steps are better than neither.
fn is_whole(history: &History, desk: &Desk) -> bool {
    let (done, all) = (history.steps().len(), history.steps().len() + history.undone().len());
    if all > HISTORY_LIMIT || !history.all().all(|step| step.plans().all(|plan| versions(plan).all(is_bounded))) {
        return false;
    }
    let (mut steps, mut walked) = (history.clone(), desk.clone());
    steps.go_to(all, &mut walked);
    steps.go_to(0, &mut walked);
    steps.go_to(done, &mut walked);
    // What was shared is no step, so a plan that was taken away and put back does not know of it.
    let same = |(walked, plan): (&Plan, &Plan)| walked.number == plan.number && walked.scenario == plan.scenario;
    walked.plans().len() == desk.plans().len() && walked.plans().iter().zip(desk.plans()).all(same)
}
