//! A scenario being worked on: the reducer. It changes nothing outside itself and returns what is to be done as effects.

use guoban_model::pack::Pack;
use serde::{Deserialize, Serialize};

use crate::action::{Action, Cause, ResetTo};
use crate::edit::{self, Edit};
use crate::history::History;
use crate::link::{self, Shared};
use crate::problem;
use crate::refusal::Refusal;
use crate::scenario::Scenario;

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
    /// Put the link into the clipboard and the address bar.
    CopyLink(Shared),
}

/// A scenario with its history, as opened and as last shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    scenario: Scenario,
    history: History,
    opened: Scenario,
    shared: Option<Scenario>,
    /// The scenario before the drag that is going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    drag: Option<Scenario>,
}

impl Document {
    /// Opens a scenario; it has no history yet.
    pub fn open(scenario: Scenario) -> Self {
        Self { opened: scenario.clone(), scenario, history: History::default(), shared: None, drag: None }
    }

    /// Opens a scenario that came from a link: as opened and as last shared are the same.
    pub fn open_shared(scenario: Scenario) -> Self {
        Self { shared: Some(scenario.clone()), ..Self::open(scenario) }
    }

    /// The scenario as it is now.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The steps.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The scenario as opened.
    pub fn opened(&self) -> &Scenario {
        &self.opened
    }

    /// The scenario as last shared.
    pub fn shared(&self) -> Option<&Scenario> {
        self.shared.as_ref()
    }

    /// Whether a slider is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// Items that differ from the last shared version, or from the one opened if it was never shared.
    pub fn unshared(&self) -> usize {
        edit::difference(&self.with_log(self.shared.as_ref().unwrap_or(&self.opened)), &self.scenario).len()
    }

    /// How many items a reset would change; `None` if there is nothing to go back to.
    pub fn reset_count(&self, pack: &Pack, to: ResetTo) -> Option<usize> {
        self.reset(pack, to).map(|target| edit::difference(&self.scenario, &target).len())
    }

    /// Another version of the scenario with the log as it is now: going back to a version takes no problem out of the way, and
    /// no link holds any.
    fn with_log(&self, other: &Scenario) -> Scenario {
        Scenario { problems: self.scenario.problems.clone(), ..other.clone() }
    }

    fn reset(&self, pack: &Pack, to: ResetTo) -> Option<Scenario> {
        match to {
            ResetTo::Baseline => {
                let plain = Scenario::baseline(pack);
                Some(Scenario { levers: plain.levers, assumptions: plain.assumptions, ..self.scenario.clone() })
            }
            ResetTo::Opened => Some(self.with_log(&self.opened)),
            ResetTo::Shared => self.shared.as_ref().map(|shared| self.with_log(shared)),
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
        match action {
            Action::Undo => {
                let edits = self.history.undo(&mut self.scenario).map(effects_of);
                return edits.map(persisted).ok_or(Refusal::NothingToUndo);
            }
            Action::Redo => {
                let edits = self.history.redo(&mut self.scenario).map(effects_of);
                return edits.map(persisted).ok_or(Refusal::NothingToRedo);
            }
            Action::BeginDrag => {
                self.drag = Some(self.scenario.clone());
                return Ok(Vec::new());
            }
            Action::ResumeDrag { item } => {
                let mut before = self.scenario.clone();
                self.history.reopen(item, &mut before);
                self.drag = Some(before);
                return Ok(Vec::new());
            }
            Action::EndDrag => {
                let before = self.drag.take().ok_or(Refusal::NoDrag)?;
                self.history.record(Cause::Edited, &before, &self.scenario);
                // Also where nothing is recorded: a step that was gone on with may be no more.
                return Ok(vec![Effect::Persist]);
            }
            Action::CancelDrag => {
                let before = self.drag.take().ok_or(Refusal::NoDrag)?;
                let effects = effects_of(&edit::difference(&self.scenario, &before));
                self.scenario = before;
                // As above.
                return Ok(persisted(effects));
            }
            Action::Share => {
                let shared = link::write(&self.scenario, pack).map_err(Refusal::Link)?;
                self.shared = Some(self.scenario.clone());
                return Ok(vec![Effect::CopyLink(shared), Effect::Persist]);
            }
            _ => {}
        }
        let before = self.scenario.clone();
        let cause = self.change(pack, action)?;
        if self.drag.is_some() {
            return Ok(effects_of(&edit::difference(&before, &self.scenario)));
        }
        let edits = self.history.record(cause, &before, &self.scenario);
        Ok(if edits.is_empty() { Vec::new() } else { persisted(effects_of(edits)) })
    }

    fn change(&mut self, pack: &Pack, action: &Action) -> Result<Cause, Refusal> {
        let scenario = &mut self.scenario;
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
                self.scenario = self.reset(pack, *to).ok_or(Refusal::NeverShared)?;
                return Ok(Cause::Reset { to: *to });
            }
            Action::ApplyExample { example: id } => {
                let example = pack.examples.iter().find(|example| example.id == *id);
                let example = example.ok_or_else(|| Refusal::UnknownExample(id.clone()))?;
                scenario.levers.clear();
                scenario.assumptions.clear();
                for (lever, value) in &example.levers {
                    scenario.set_lever(pack, &pack.levers[lever.0].id, *value);
                }
                for (assumption, value) in &example.assumptions {
                    scenario.set_assumption(pack, &pack.assumptions[assumption.0].id, *value);
                }
                return Ok(Cause::Example { example: id.clone() });
            }
            Action::ReplaceScenario { scenario: other } => {
                self.scenario = other.clone();
                self.scenario.normalise(pack);
                return Ok(Cause::Replaced);
            }
            Action::BeginDrag
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
