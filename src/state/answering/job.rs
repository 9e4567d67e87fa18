//! What is being worked out.

use std::rc::Rc;

use guoban_answers::closing::{Closing, Preparing};
use guoban_answers::prices::Pricing;
use guoban_answers::solve::NotJudged;
use guoban_answers::stress::{Picturing, Standing, Stood, Stressed};
use guoban_answers::tornado::Sweeping;
use guoban_answers::warning::{Warning, warnings};
use guoban_planning::judge::Judge;

use super::{Answering, Kept, Progress, Subject};
use crate::state::Asked;

/// Runs between two looks at the clock.
const RUNS: usize = 64;

/// One answer being worked out.
#[derive(Debug)]
pub enum Job {
    Sweep(Box<Sweeping>),
    /// What searches need, before one begins; a search that begins meanwhile takes it over.
    Prepare(Option<Box<Preparing>>),
    Close(Box<Closing>),
    Price(Box<Pricing>),
    /// The plan that is held against the cases, and what those before it stood.
    Stress(Rc<Subject>, Option<Box<Standing>>, Vec<Vec<Stood>>),
    Picture(Option<Box<Picturing>>),
    Warn(Vec<Warning>),
}

impl Job {
    /// Whether the part that is looked at shows something by itself that is not worked out yet.
    pub fn is_wanted(of: &Answering) -> bool {
        let pack = of.subject.model.pack();
        match of.asked {
            Asked::Matters => lacks(&of.matters) && !pack.targets.is_empty(),
            Asked::Stress => {
                lacks(&of.stress) || lacks(&of.picture) && pack.assumptions.len() > 1 && !pack.targets.is_empty()
            }
            Asked::Warning => lacks(&of.warnings),
            Asked::Gap => of.prepared.is_none() && !pack.targets.is_empty(),
            Asked::Prices => false,
        }
    }

    /// The first of what [`Job::is_wanted`] speaks of.
    pub fn of_itself(of: &Answering) -> Option<Self> {
        let Answering { subject, question, .. } = of;
        let (model, scenario) = (&subject.model, &subject.scenario);
        let sweep = || {
            let job = Sweeping::new(model, scenario, question.target, question.period)?;
            Some(Self::Sweep(Box::new(job)))
        };
        match of.asked {
            Asked::Matters if lacks(&of.matters) => sweep(),
            Asked::Stress if lacks(&of.stress) => Some(Self::Stress(Rc::clone(subject), None, Vec::new())),
            // The picture is of what moves the target most.
            Asked::Stress if lacks(&of.picture) && question.pair.is_none() && lacks(&of.matters) => sweep(),
            Asked::Stress if lacks(&of.picture) && model.pack().assumptions.len() > 1 => {
                let picturing = Picturing::new(model, scenario, of.pair(), (question.target, question.period));
                Some(Self::Picture(picturing.map(Box::new)))
            }
            Asked::Gap if of.prepared.is_none() => Some(Self::Prepare(Some(Box::new(Preparing::new(model))))),
            Asked::Warning if lacks(&of.warnings) => {
                let run = model.run(&scenario.settings(model.pack()));
                Some(Self::Warn(warnings(&Judge::new(model.pack(), scenario), &run, question.period)))
            }
            _ => None,
        }
    }

    /// The search for what is asked; nothing is asked without a target.
    pub fn close(of: &Answering) -> Option<Result<Self, NotJudged>> {
        let ask = of.question.ask()?;
        let Subject { model, scenario, .. } = &*of.subject;
        let underway = of.job.as_ref().and_then(|job| match &mut *job.borrow_mut() {
            Self::Prepare(job) => job.take(),
            _ => None,
        });
        let closing = match (&of.prepared, underway) {
            (Some(prepared), _) => Closing::with(Rc::clone(prepared), model, scenario, ask),
            (None, Some(underway)) => Closing::after(*underway, model, scenario, ask),
            (None, None) => Closing::new(model, scenario, ask),
        };
        Some(closing.map(|job| Self::Close(Box::new(job))))
    }

    /// The prices of what is asked.
    pub fn price(of: &Answering) -> Option<Result<Self, NotJudged>> {
        let pricing = Pricing::new(&of.subject.model, &of.subject.scenario, of.question.ask()?);
        Some(pricing.map(|job| Self::Price(Box::new(job))))
    }

    /// Whether no plan and no question changes it.
    pub fn is_of_pack(&self) -> bool {
        matches!(self, Self::Prepare(_))
    }

    /// Goes on a little; says whether all is worked out.
    pub fn go_on(&mut self) -> bool {
        match self {
            Self::Sweep(job) => job.go_on(RUNS),
            Self::Prepare(job) => job.as_mut().is_none_or(|job| job.go_on()),
            Self::Close(job) => job.go_on(RUNS),
            Self::Price(job) => job.go_on(RUNS),
            Self::Stress(subject, standing, found) => {
                let Some((_, plan)) = subject.plans.get(found.len()) else { return true };
                let mut now = standing.take().unwrap_or_else(|| Box::new(Standing::new(plan.clone())));
                if now.go_on(&subject.model) {
                    found.push(now.told());
                } else {
                    *standing = Some(now);
                }
                found.len() == subject.plans.len()
            }
            Self::Picture(picturing) => picturing.as_mut().is_none_or(|job| job.go_on(RUNS)),
            Self::Warn(_) => true,
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        match self {
            Self::Close(job) => Progress { share: job.progress(), so_far: job.so_far() },
            Self::Price(job) => {
                let (done, all) = job.progress();
                Progress { share: done as f64 / all.max(1) as f64, so_far: None }
            }
            _ => Progress { share: 0.0, so_far: None },
        }
    }

    /// Hands over what was found.
    pub fn tell(&mut self, into: &mut Answering) {
        match self {
            Self::Sweep(job) => into.matters = kept(job.told()),
            Self::Prepare(job) => into.prepared = job.take().map(|job| Rc::new(job.told())),
            Self::Close(job) => {
                into.closed = kept(job.told());
                into.prepared = job.prepared();
            }
            Self::Price(job) => into.prices = kept(job.told()),
            Self::Stress(.., found) => into.stress = kept(Stressed::of(found.clone())),
            Self::Picture(found) => into.picture = kept(found.as_ref().map(|job| job.told())),
            Self::Warn(found) => into.warnings = kept(found.clone()),
        }
    }
}

fn kept<T>(value: T) -> Option<Kept<T>> {
    Some(Kept { value: Rc::new(value), is_old: false })
}

fn lacks<T>(kept: &Option<Kept<T>>) -> bool {
    kept.as_ref().is_none_or(|kept| kept.is_old)
}
