//! Closing a gap from question to what is handed over: the mixes, and who has to start each of their measures by when.

use guoban_model::model::Model;
use guoban_model::pack::LeverId;
use guoban_planning::duty::{Duty, OwnerDuties, duties};
use guoban_planning::scenario::Scenario;

use crate::solve::{Answer, Ask, NotJudged, Reading, Solving};

/// An answer with what each of its mixes asks of owners.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// The mixes and what binds.
    pub answer: Answer,
    /// By proposal: what it asks, by owner.
    pub duties: Vec<Vec<OwnerDuties>>,
}

/// A mix with every reading by which it is the best.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// The readings.
    pub readings: Vec<Reading>,
    /// Its place among the proposals.
    pub proposal: usize,
}

impl Closed {
    /// The mixes that differ, in the order of their readings.
    pub fn mixes(&self) -> Vec<Mix> {
        let mut mixes: Vec<Mix> = Vec::new();
        for (place, proposal) in self.answer.proposals.iter().enumerate() {
            let same = |mix: &&mut Mix| self.answer.proposals[mix.proposal].steps == proposal.steps;
            match mixes.iter_mut().find(same) {
                Some(mix) => mix.readings.push(proposal.reading),
                None => mixes.push(Mix { readings: vec![proposal.reading], proposal: place }),
            }
        }
        mixes
    }

    /// What a lever of a proposal is asked, and by when.
    pub fn duty(&self, proposal: usize, lever: LeverId) -> Option<&Duty> {
        self.duties.get(proposal)?.iter().flat_map(|owner| &owner.duties).find(|duty| duty.lever == lever)
    }
}

/// [`Closed`] being worked out.
#[derive(Clone, Debug)]
pub struct Closing {
    model: Model,
    solving: Solving,
    answer: Option<Answer>,
    duties: Vec<Vec<OwnerDuties>>,
}

/// The answer with its duties, at once.
///
/// # Errors
/// A target that is asked for gets no verdict.
pub fn close(model: &Model, scenario: &Scenario, ask: Ask) -> Result<Closed, NotJudged> {
    let mut closing = Closing::new(model, scenario, ask)?;
    while !closing.go_on(usize::MAX) {}
    Ok(closing.told())
}

impl Closing {
    /// Starts on a plan.
    ///
    /// # Errors
    /// A target that is asked for gets no verdict.
    pub fn new(model: &Model, scenario: &Scenario, ask: Ask) -> Result<Self, NotJudged> {
        let solving = Solving::new(model, scenario, ask)?;
        Ok(Self { model: model.clone(), solving, answer: None, duties: Vec::new() })
    }

    /// The search for the mixes.
    pub fn solving(&self) -> &Solving {
        &self.solving
    }

    /// How much of the work is done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        match &self.answer {
            None => self.solving.progress() * 0.9,
            Some(answer) => 0.9 + 0.1 * self.duties.len() as f64 / answer.proposals.len().max(1) as f64,
        }
    }

    /// Goes on by about so many runs, or by one step of telling; says whether all is worked out.
    pub fn go_on(&mut self, runs: usize) -> bool {
        let Some(answer) = &self.answer else {
            if self.solving.go_on(runs) {
                self.answer = Some(self.solving.told());
            }
            return false;
        };
        if let Some(proposal) = answer.proposals.get(self.duties.len()) {
            self.duties.push(duties(&self.model, &proposal.scenario));
        }
        self.duties.len() == answer.proposals.len()
    }

    /// What was found; of what is not worked out yet, nothing.
    pub fn told(&self) -> Closed {
        let answer = self.answer.clone().unwrap_or_else(|| self.solving.told());
        Closed { answer, duties: self.duties.clone() }
    }
}
