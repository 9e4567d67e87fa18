//! What the screen 榜单与责任 shows: computed when it is looked at, kept until the figures change.

use guoban_model::pack::TargetId;
use guoban_planning::cascade::{Cascade, Week};
use guoban_planning::duty::{OwnerDuties, duties};
use guoban_planning::ledger::Ledger;
use guoban_planning::responsibility::{Charge, Matrix, charges, matrix};
use guoban_planning::wall::{Logged, logged};

use super::session::Session;
use crate::shared::Shared;

/// The lists, the tasks and who has to do what.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The red and the black list.
    pub ledger: Ledger,
    /// The weeks tasks are split into.
    pub weeks: Vec<Week>,
    /// The tasks of every target that can be split, in the pack's order.
    pub cascades: Vec<Cascade>,
    /// What the scenario asks, by owner.
    pub duties: Shared<Vec<OwnerDuties>>,
    /// Owners against tasks.
    pub matrix: Matrix,
    /// What concerns each owner.
    pub charges: Vec<Charge>,
    /// The problems that stand in the pack.
    pub logged: Vec<Logged>,
}

impl Sheet {
    /// The sheet of a session; what is asked of owners is taken from an earlier one of the same scenario.
    pub fn of(session: &Session, duties_before: Option<Shared<Vec<OwnerDuties>>>) -> Self {
        let (judge, run) = (session.judge(), &session.results.projection);
        let asked = || Shared::new(duties(session.model(), session.scenario()));
        Self {
            ledger: judge.ledger(session.board(), run),
            weeks: judge.weeks(),
            cascades: (0..session.pack().targets.len()).filter_map(|id| judge.cascade(TargetId(id), run)).collect(),
            duties: duties_before.unwrap_or_else(asked),
            matrix: matrix(session.pack(), &session.reach),
            charges: charges(session.pack(), &session.scenario().problems),
            logged: logged(run),
        }
    }

    /// The same with the log of problems as a session has it.
    pub(super) fn with_log_of(&self, session: &Session) -> Self {
        Self { charges: charges(session.pack(), &session.scenario().problems), ..self.clone() }
    }
}
