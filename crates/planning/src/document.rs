//! The plans being worked on (the workspace of a pack): the reducer. It changes nothing outside itself and returns what is to be done as effects.

use guoban_model::pack::Pack;
use serde::Deserialize;

use crate::action::{Action, Cause, ResetTo};
use crate::edit::{self, Edit};
use crate::history::{History, Listed, Step};
use crate::link::{self, Shared};
use crate::plan::{Desk, MOST_PLANS, Plan, Record};
use crate::problem;
use crate::refusal::Refusal;
use crate::scenario::Scenario;

mod stored;

/// What the shell has to do after an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Compile the pack for the scenario's as-of date; a run follows.
    Compile,
    /// Run the model: settings or seed changed.
    Run,
    /// Judge again with the figures at hand: the line changed.
    Judge,
    /// Store the document, so that it survives a reload. Not asked for while a drag goes on.
    Persist,
    /// Another plan is looked at, and nothing else changed: what this window shows is to survive a reload.
    Follow,
    /// Put the link into the clipboard and the address bar.
    CopyLink(Shared),
}

/// The plans of a pack with one history over all of them; one plan is open, and what is done is done to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "stored::Document")]
pub struct Document {
    desk: Desk,
    history: History,
    /// Number of the next plan; none is given twice.
    next: u32,
    /// The scenario of the open plan before the drag that is going on.
    drag: Option<Scenario>,
}

impl Document {
    /// Opens a scenario as the only plan; it has no history yet.
    pub fn open(scenario: Scenario) -> Self {
        Self::of(Plan::new(0, scenario))
    }

    /// Opens a scenario that came from a link: as opened and as last shared are the same.
    pub fn open_shared(scenario: Scenario, link: String) -> Self {
        Self::of(Plan::from_link(0, scenario, link))
    }

    fn of(plan: Plan) -> Self {
        Self { desk: Desk::new(plan), history: History::default(), next: 1, drag: None }
    }

    /// The plans, in their order.
    pub fn plans(&self) -> &[Plan] {
        self.desk.plans()
    }

    /// A plan, by its number.
    pub fn plan(&self, number: u32) -> Option<&Plan> {
        self.plans().iter().find(|plan| plan.number == number)
    }

    /// The plan that is open.
    pub fn current(&self) -> &Plan {
        self.desk.open()
    }

    /// The scenario of the open plan as it is now.
    pub fn scenario(&self) -> &Scenario {
        &self.current().scenario
    }

    /// The steps.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The open plan as opened.
    pub fn opened(&self) -> &Scenario {
        &self.current().opened
    }

    /// The open plan as last shared.
    pub fn shared(&self) -> Option<&Scenario> {
        self.current().shared.as_ref()
    }

    /// Whether a slider is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// Whether nothing was ever done: one plan, as the pack has it.
    pub fn is_untouched(&self) -> bool {
        let is_plain = |plan: &Plan| plan.scenario.changed() == 0 && plan.link.is_none();
        self.plans().len() == 1 && self.history.steps().len() == 0 && is_plain(self.current())
    }

    /// Items of the open plan that differ from the last shared version, or from the one opened if it was never shared.
    pub fn unshared(&self) -> usize {
        self.current().unshared()
    }

    /// The plan that a link stands for and that is still as the link says.
    pub fn linked(&self, link: &str) -> Option<u32> {
        self.plans().iter().find(|plan| plan.address() == Some(link)).map(|plan| plan.number)
    }

    /// The plan that says the same as a scenario, its name apart.
    pub fn alike(&self, scenario: &Scenario) -> Option<u32> {
        let bare = |scenario: &Scenario| Scenario { name: String::new(), ..scenario.clone() };
        let sought = bare(scenario);
        self.plans().iter().find(|plan| bare(&plan.scenario) == sought).map(|plan| plan.number)
    }

    /// The log of a plan: what was done to it, oldest first.
    pub fn log(&self, plan: u32) -> impl Iterator<Item = &Step> {
        self.history.steps().filter(move |step| step.plan == plan)
    }

    /// The same with those plans of another document of the pack that it does not have, under names made of theirs, and how
    /// many there was no room for. The plan that is open stays open.
    pub fn with_plans_of(&self, other: &Self, named: impl Fn(&str) -> String) -> (Self, usize) {
        let mut next = self.clone();
        let open = self.current().number;
        let mut left_out = 0;
        for plan in other.plans().iter().filter(|plan| plan.scenario.pack == self.scenario().pack) {
            if next.alike(&plan.scenario).is_some() {
                continue;
            }
            if next.plans().len() >= MOST_PLANS {
                left_out += 1;
                continue;
            }
            let scenario = Scenario { name: named(&plan.scenario.name), ..plan.scenario.clone() };
            let (at, plan) = (next.plans().len(), Plan::new(next.next, scenario));
            next.next += 1;
            let listed = Listed::Added { at, plan, before: open };
            next.history.list(next.next - 1, Cause::Added, listed, &mut next.desk);
        }
        next.desk.turn_to(open);
        (next, left_out)
    }

    /// The plans on other data: in their order, the same one open, with their records; steps, links and what was shared stay behind.
    /// A date the data have moved beyond gives way to theirs. Also gives how many settings there is no item for, or
    /// whose value is out of its bounds; they are dropped.
    pub fn carried(&self, pack: &Pack) -> (Self, usize) {
        let mut dropped = 0;
        let plans: Vec<Plan> = self
            .plans()
            .iter()
            .map(|plan| {
                let (scenario, lost) = plan.scenario.carried(pack);
                dropped += lost;
                Plan::new(plan.number, scenario)
            })
            .collect();
        // The same plans, so there is one, none twice, and the open one is among them.
        let desk = Desk::of(plans, self.desk.open_place()).unwrap_or_else(|| self.desk.clone());
        (Self { desk, history: History::default(), next: self.next, drag: None }, dropped)
    }

    /// How many items a reset would change; `None` if there is nothing to go back to.
    pub fn reset_count(&self, pack: &Pack, to: ResetTo) -> Option<usize> {
        self.reset(pack, to).map(|target| edit::difference(self.scenario(), &target).len())
    }

    fn reset(&self, pack: &Pack, to: ResetTo) -> Option<Scenario> {
        let plan = self.current();
        match to {
            ResetTo::Baseline => {
                let plain = Scenario::baseline(pack);
                Some(Scenario { levers: plain.levers, assumptions: plain.assumptions, ..plan.scenario.clone() })
            }
            ResetTo::Opened => Some(plan.with_log(&plan.opened)),
            ResetTo::Shared => plan.shared.as_ref().map(|shared| plan.with_log(shared)),
        }
    }

    /// Does an action: the new document, and what the shell has to do.
    ///
    /// # Errors
    /// As [`Action::check`]; the document then stays as it is.
    pub fn apply(&self, pack: &Pack, action: &Action) -> Result<(Self, Vec<Effect>), Refusal> {
        action.check(self, pack)?;
        let mut next = self.clone();
        let effects = next.act(pack, action)?;
        Ok((next, effects))
    }

    fn act(&mut self, pack: &Pack, action: &Action) -> Result<Vec<Effect>, Refusal> {
        let done = self.history.steps().len();
        match action {
            Action::Undo => return Ok(self.go_to(done.checked_sub(1).ok_or(Refusal::NothingToUndo)?)),
            Action::Redo => return Ok(self.go_to(done + 1)),
            Action::GoTo { done } => return Ok(self.go_to(*done)),
            Action::BeginDrag => {
                self.drag = Some(self.scenario().clone());
                return Ok(Vec::new());
            }
            Action::ResumeDrag { item } => {
                let mut before = self.scenario().clone();
                self.history.reopen(self.current().number, item, &mut before);
                self.drag = Some(before);
                return Ok(Vec::new());
            }
            Action::EndDrag => {
                let before = self.drag.take().ok_or(Refusal::NoDrag)?;
                let plan = self.desk.open();
                self.history.record(plan.number, Cause::Edited, &before, &plan.scenario);
                // Also where nothing is recorded: a step that was gone on with may be no more.
                return Ok(vec![Effect::Persist]);
            }
            Action::CancelDrag => {
                let before = self.drag.take().ok_or(Refusal::NoDrag)?;
                let effects = effects_of(&edit::difference(self.scenario(), &before));
                self.desk.open_mut().scenario = before;
                // As above.
                return Ok(persisted(effects));
            }
            Action::Share => {
                let shared = link::write(self.scenario(), pack).map_err(Refusal::Link)?;
                let plan = self.desk.open_mut();
                plan.shared = Some(plan.scenario.clone());
                plan.link = Some(shared.text.clone());
                return Ok(vec![Effect::CopyLink(shared), Effect::Persist]);
            }
            _ => {}
        }
        let before = self.scenario().clone();
        if self.arrange(pack, action) {
            let mut effects = effects_of(&edit::difference(&before, self.scenario()));
            // A link that is only looked at is nobody's work yet.
            let only_looks = matches!(action, Action::OpenPlan { .. } | Action::AddPlan { link: Some(_), .. });
            effects.push(if only_looks { Effect::Follow } else { Effect::Persist });
            return Ok(effects);
        }
        let cause = self.change(pack, action)?;
        if self.drag.is_some() {
            return Ok(effects_of(&edit::difference(&before, self.scenario())));
        }
        let plan = self.desk.open();
        let edits = self.history.record(plan.number, cause, &before, &plan.scenario);
        Ok(if edits.is_empty() { Vec::new() } else { persisted(effects_of(edits)) })
    }

    fn go_to(&mut self, done: usize) -> Vec<Effect> {
        let before = self.scenario().clone();
        self.history.go_to(done, &mut self.desk);
        persisted(effects_of(&edit::difference(&before, self.scenario())))
    }

    /// Does what concerns the list of plans; tells whether the action was of that kind.
    fn arrange(&mut self, pack: &Pack, action: &Action) -> bool {
        let open = self.current();
        let (number, at) = (open.number, self.desk.place(open.number).unwrap_or(0));
        let added = |at: usize, plan: Plan| Listed::Added { at: at + 1, plan, before: number };
        let (plan, cause, listed) = match action {
            Action::NewPlan { name } => {
                let Scenario { as_of, line, seed, .. } = open.scenario;
                let name = name.trim().to_owned();
                let plain = Scenario { name, as_of, line, seed, ..Scenario::baseline(pack) };
                (self.next, Cause::Begun, added(at, Plan::new(self.next, plain)))
            }
            Action::CopyPlan { plan, name } => {
                let Some((at, original)) = self.desk.place(*plan).zip(self.plan(*plan)) else { return true };
                let name = name.trim().to_owned();
                let copy = Scenario { name, record: Record::default(), ..original.scenario.clone() };
                (self.next, Cause::Copied, added(at, Plan::new(self.next, copy)))
            }
            Action::AddPlan { scenario, link } => {
                let mut scenario = (**scenario).clone();
                scenario.normalise(pack);
                let plan = match link {
                    Some(link) => Plan::from_link(self.next, scenario, link.clone()),
                    None => Plan::new(self.next, scenario),
                };
                (self.next, Cause::Added, added(at, plan))
            }
            Action::DropPlan { plan } => {
                let (Some(at), Some(dropped)) = (self.desk.place(*plan), self.plan(*plan)) else { return true };
                (*plan, Cause::Dropped, Listed::Dropped { at, plan: dropped.clone(), open: number })
            }
            Action::MovePlan { plan, to } => {
                let Some(from) = self.desk.place(*plan).filter(|from| from != to) else { return true };
                (*plan, Cause::Ordered, Listed::Moved { from, to: *to })
            }
            Action::RenamePlan { plan, name } => {
                let Some(named) = self.desk.plan_mut(*plan) else { return true };
                let before = named.scenario.clone();
                name.trim().clone_into(&mut named.scenario.name);
                self.history.record(*plan, Cause::Edited, &before, &named.scenario);
                return true;
            }
            Action::OpenPlan { plan } => {
                self.desk.turn_to(*plan);
                return true;
            }
            _ => return false,
        };
        self.next = self.next.max(plan.saturating_add(1));
        self.history.list(plan, cause, listed, &mut self.desk);
        true
    }

    fn change(&mut self, pack: &Pack, action: &Action) -> Result<Cause, Refusal> {
        let scenario = &mut self.desk.open_mut().scenario;
        match action {
            Action::SetLever { lever, value } => scenario.set_lever(pack, lever, *value),
            Action::ClearLever { lever } => drop(scenario.levers.remove(lever)),
            Action::SetAssumption { assumption, value } => scenario.set_assumption(pack, assumption, *value),
            Action::ClearAssumption { assumption } => drop(scenario.assumptions.remove(assumption)),
            Action::SetAsOf { date } => scenario.as_of = date.filter(|date| *date != pack.as_of),
            Action::SetLine { line } => scenario.line = *line,
            Action::SetSeed { seed } => scenario.seed = *seed,
            Action::Rename { name } => name.trim().clone_into(&mut scenario.name),
            Action::SetNote { note } => note.trim_end().clone_into(&mut scenario.note),
            Action::PutProblem { problem } => {
                problem::put(&mut scenario.problems, problem.number, Some(problem.trimmed()));
            }
            Action::EditProblem { number, change } => {
                let known = scenario.problems.iter().find(|known| known.number == *number);
                if let Some(next) = known.map(|known| known.with(change).trimmed()) {
                    problem::put(&mut scenario.problems, *number, Some(next));
                }
            }
            Action::DropProblem { number } => problem::put(&mut scenario.problems, *number, None),
            Action::Reset { to } => {
                let target = self.reset(pack, *to).ok_or(Refusal::NeverShared)?;
                self.desk.open_mut().scenario = target;
                return Ok(Cause::Reset { to: *to });
            }
            Action::ApplyExample { example: id } => {
                let example = pack.examples.iter().find(|example| example.id == *id);
                let example = example.ok_or_else(|| Refusal::UnknownExample(id.clone()))?;
                scenario.set_example(pack, example);
                return Ok(Cause::Example { example: id.clone() });
            }
            Action::SetRecord { field, text } => text.trim().clone_into(scenario.record.get_mut(*field)),
            // These are no changes of a plan's fields.
            Action::NewPlan { .. }
            | Action::CopyPlan { .. }
            | Action::AddPlan { .. }
            | Action::OpenPlan { .. }
            | Action::RenamePlan { .. }
            | Action::MovePlan { .. }
            | Action::DropPlan { .. }
            | Action::GoTo { .. }
            | Action::BeginDrag
            | Action::ResumeDrag { .. }
            | Action::EndDrag
            | Action::CancelDrag
            | Action::Undo
            | Action::Redo
            | Action::Share => {}
        }
        Ok(Cause::Edited)
    }
}

fn effects_of(edits: &[Edit]) -> Vec<Effect> {
    let any = |is: fn(&Edit) -> bool| edits.iter().any(is);
    if any(|edit| matches!(edit, Edit::AsOf { .. })) {
        vec![Effect::Compile]
    } else if any(Edit::changes_figures) {
        vec![Effect::Run]
    } else if any(|edit| matches!(edit, Edit::Line { .. })) {
        vec![Effect::Judge]
    } else {
        Vec::new()
    }
}

fn persisted(mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.push(Effect::Persist);
    effects
}
