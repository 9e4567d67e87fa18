//! Closing a gap from question to what is handed over: the mixes, and who has to start each of their measures by when.

use std::rc::Rc;

use guoban_model::model::{Model, Projection};
use guoban_model::pack::LeverId;
use guoban_planning::duty::{Delayed, Duty, OwnerDuties, by_owner, changed};
use guoban_planning::judge::Judge;
use guoban_planning::reach::reach_of;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::solve::{Answer, Ask, NotJudged, Reading, SoFar, Solving, Telling, Wanted};
use crate::trial::Aim;

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

/// What every search in a pack needs and no plan changes: the levers that borrow, and the pack with its levers acting later.
#[derive(Clone, Debug)]
pub struct Prepared {
    borrowing: Vec<LeverId>,
    late: Delayed,
}

/// [`Prepared`] being worked out: lever by lever, then month by month.
#[derive(Clone, Debug)]
pub struct Preparing {
    model: Model,
    baseline: Projection,
    lever: usize,
    made: Prepared,
}

impl Preparing {
    /// Starts on a pack as of its date.
    pub fn new(model: &Model) -> Self {
        let made = Prepared { borrowing: Vec::new(), late: Delayed::new(model) };
        Self { model: model.clone(), baseline: model.run(&model.baseline()), lever: 0, made }
    }

    /// Goes on by one lever or one month of delay; says whether all is there.
    pub fn go_on(&mut self) -> bool {
        if self.lever == self.model.pack().levers.len() {
            return self.made.late.prepare();
        }
        let lever = LeverId(self.lever);
        if reach_of(&self.model, &self.baseline, lever).is_borrowed() {
            self.made.borrowing.push(lever);
        }
        self.lever += 1;
        false
    }

    /// What was worked out.
    pub fn told(self) -> Prepared {
        self.made
    }
}

/// What is being done.
#[derive(Clone, Debug)]
enum Stage {
    /// What the pack alone decides.
    Preparing(Box<Preparing>),
    /// The search is set up.
    Starting(Rc<Prepared>),
    /// Mixes are looked for.
    Searching(Box<Solving>),
    /// What was found is told.
    Telling(Box<Solving>, Box<Telling>),
    /// The duties of each mix, one by one: proposal, the levers that are left, the duties so far.
    Asking(usize, Vec<(LeverId, Decimal)>, Vec<Duty>),
    Done,
}

/// [`Closed`] being worked out.
#[derive(Clone, Debug)]
pub struct Closing {
    model: Model,
    scenario: Scenario,
    ask: Ask,
    stage: Stage,
    prepared: Option<Rc<Prepared>>,
    answer: Option<Answer>,
    duties: Vec<Vec<OwnerDuties>>,
    /// The best mix when the search ended.
    best: Option<SoFar>,
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
        Self::after(Preparing::new(model), model, scenario, ask)
    }

    /// The same where some of what is to be prepared is there.
    ///
    /// # Errors
    /// As [`Closing::new`].
    pub fn after(before: Preparing, model: &Model, scenario: &Scenario, ask: Ask) -> Result<Self, NotJudged> {
        Self::from(Stage::Preparing(Box::new(before)), model, scenario, ask)
    }

    /// The same where all of it is there.
    ///
    /// # Errors
    /// As [`Closing::new`].
    pub fn with(prepared: Rc<Prepared>, model: &Model, scenario: &Scenario, ask: Ask) -> Result<Self, NotJudged> {
        Self::from(Stage::Starting(prepared), model, scenario, ask)
    }

    fn from(stage: Stage, model: &Model, scenario: &Scenario, ask: Ask) -> Result<Self, NotJudged> {
        check(model, scenario, &ask)?;
        Ok(Self {
            model: model.clone(),
            scenario: scenario.clone(),
            ask,
            stage,
            prepared: None,
            answer: None,
            duties: Vec::new(),
            best: None,
        })
    }

    /// What was prepared, for the next search in this pack; once it is.
    pub fn prepared(&self) -> Option<Rc<Prepared>> {
        self.prepared.clone()
    }

    /// The best mix so far, once there is one.
    pub fn so_far(&self) -> Option<SoFar> {
        match &self.stage {
            Stage::Searching(solving) => Some(solving.so_far()),
            _ => self.best,
        }
    }

    /// How much of the work is done, from 0 to 1: nine tenths are the search.
    pub fn progress(&self) -> f64 {
        match &self.stage {
            Stage::Preparing(_) | Stage::Starting(_) => 0.0,
            Stage::Searching(solving) => solving.progress() * 0.9,
            Stage::Telling(..) => 0.9,
            Stage::Asking(proposal, ..) => {
                let all = self.answer.as_ref().map_or(1, |answer| answer.proposals.len().max(1));
                0.92 + 0.08 * *proposal as f64 / all as f64
            }
            Stage::Done => 1.0,
        }
    }

    /// Goes on by about so many runs, or by one step of what comes before and after the search; says whether all is worked out.
    pub fn go_on(&mut self, runs: usize) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Preparing(mut preparing) => match preparing.go_on() {
                true => Stage::Starting(Rc::new(preparing.told())),
                false => Stage::Preparing(preparing),
            },
            Stage::Starting(prepared) => {
                let mut ask = self.ask.clone();
                if !ask.borrowing {
                    ask.locked.extend(&prepared.borrowing);
                    // Those that borrow are among the locked ones now.
                    ask.borrowing = true;
                }
                self.prepared = Some(prepared);
                match Solving::new(&self.model, &self.scenario, ask) {
                    Ok(solving) => Stage::Searching(Box::new(solving)),
                    // What is asked for was judged at the start.
                    Err(_) => Stage::Done,
                }
            }
            Stage::Searching(mut solving) => {
                if solving.go_on(runs) {
                    self.best = Some(solving.so_far());
                    let telling = Telling::new(&solving);
                    Stage::Telling(solving, Box::new(telling))
                } else {
                    Stage::Searching(solving)
                }
            }
            Stage::Telling(solving, mut telling) => {
                if telling.go_on(&solving) {
                    self.answer = Some(telling.told());
                    self.asking(0)
                } else {
                    Stage::Telling(solving, telling)
                }
            }
            Stage::Asking(proposal, mut levers, mut found) => {
                if let (Some((lever, to)), Some(prepared)) = (levers.pop(), &self.prepared) {
                    found.push(prepared.late.duty(lever, to));
                    Stage::Asking(proposal, levers, found)
                } else {
                    found.reverse();
                    self.duties.push(by_owner(&self.model, found));
                    self.asking(proposal + 1)
                }
            }
            Stage::Done => Stage::Done,
        };
        matches!(self.stage, Stage::Done)
    }

    fn asking(&self, proposal: usize) -> Stage {
        match self.answer.as_ref().and_then(|answer| answer.proposals.get(proposal)) {
            Some(mix) => {
                Stage::Asking(proposal, changed(&self.model, &mix.scenario).into_iter().rev().collect(), Vec::new())
            }
            None => Stage::Done,
        }
    }

    /// What was found; of what is not worked out yet, nothing.
    pub fn told(&self) -> Closed {
        let answer = self.answer.clone().unwrap_or_else(|| Answer {
            reachable: false,
            proposals: Vec::new(),
            binds: Vec::new(),
            left: Vec::new(),
            runs: 0,
            complete: false,
        });
        Closed { answer, duties: self.duties.clone() }
    }
}

/// Whether every target that is asked for gets a verdict.
fn check(model: &Model, scenario: &Scenario, ask: &Ask) -> Result<(), NotJudged> {
    let Wanted::Each(targets) = &ask.wanted else { return Ok(()) };
    let pack = model.pack();
    let run = model.run(&scenario.settings(pack));
    let judge = Judge::new(pack, scenario);
    let unjudged = targets.iter().find(|(target, period)| Aim::of(&judge, *target, *period, &run).is_none());
    unjudged.map_or(Ok(()), |(target, period)| Err(NotJudged(*target, *period)))
}
