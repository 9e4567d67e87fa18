//! The screen 求解: what is asked of the plan that is open, and the answers, worked out a piece at a time.
//!
//! It is a reducer of its own, so that the page's knows nothing of it. Answers that are quick follow the plan by themselves; a
//! search begins when somebody asks, and stops when the plan it was asked about is another.

mod job;
mod question;
mod turned;

use std::cell::RefCell;
use std::rc::Rc;

use guoban_answers::closing::{Closed, Prepared};
use guoban_answers::prices::Prices;
use guoban_answers::solve::{NotJudged, SoFar};
use guoban_answers::stress::{Picture, Stressed};
use guoban_answers::tornado::{By, Class, Tornado};
use guoban_answers::warning::Warning;
use guoban_model::model::Model;
use guoban_model::pack::{AssumptionId, Distribution};
use guoban_planning::compare::{self, Assumed};
use guoban_planning::plan::Plan;
use guoban_planning::scenario::Scenario;
use guoban_planning::why::Change;
use yew::Reducible;

use super::{Asked, Session};
use crate::shared::Shared;
use job::Job;

pub use question::{Most, Question};
pub use turned::Turned;

/// Milliseconds of work at one go: with the one step that goes beyond it, less than a person notices.
const PIECE: f64 = 16.0;

/// The share of the work after which a bar is drawn longer: to draw it costs as much as some runs.
const NOTICED: f64 = 0.04;

/// What questions are about.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The pack as of the plan's date.
    pub model: Shared<Model>,
    /// The plan that is open.
    pub scenario: Scenario,
    /// All plans under its date, line and seed: the baseline first, unless a plan is that, then the plans, then the pack's examples
    /// that no plan is.
    pub plans: Vec<(Whose, Scenario)>,
}

/// Whose settings are held against others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Nothing new is decided.
    Baseline,
    /// A plan's, by its number.
    Plan(u32),
    /// An example's, by its place in the pack.
    Example(usize),
}

impl Subject {
    /// What is open now.
    pub fn of(session: &Session) -> Self {
        let plans: Vec<&Plan> = session.document.plans().iter().collect();
        let open = session.scenario();
        let sides = plans.chunks(compare::MOST_COMPARED).enumerate().flat_map(|(place, plans)| {
            let sides = compare::wanted(session.pack(), plans, open, Assumed::Own);
            sides.into_iter().skip(usize::from(place > 0))
        });
        let whose = |plan: Option<u32>| plan.map_or(Whose::Baseline, Whose::Plan);
        let mut plans: Vec<_> = sides.map(|side| (whose(side.plan), side.scenario)).collect();
        let start = plans[0].1.clone();
        for (place, example) in session.pack().examples.iter().enumerate() {
            let mut scenario = start.clone();
            scenario.set_example(session.pack(), example);
            if plans.iter().all(|(_, plan)| *plan != scenario) {
                plans.push((Whose::Example(place), scenario));
            }
        }
        // A plan in which nothing is decided is the baseline.
        if plans.iter().skip(1).any(|(_, plan)| *plan == start) {
            plans.remove(0);
        }
        Self { model: session.model().clone(), scenario: open.clone(), plans }
    }

    /// Whether the open plan computes the same: what is written down about it changes no figure.
    fn computes_as(&self, other: &Self) -> bool {
        let (one, two) = (&self.scenario, &other.scenario);
        self.model == other.model
            && one.levers == two.levers
            && one.assumptions == two.assumptions
            && (one.line, one.seed, one.as_of) == (two.line, two.seed, two.as_of)
    }
}

/// An answer, and whether the plan or the question has changed since.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// It.
    pub value: Rc<T>,
    /// It is about what was.
    pub is_old: bool,
}

/// Why a search ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Somebody stopped it.
    Cancelled,
    /// The plan is another.
    Changed,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// The share of the work that is done.
    pub share: f64,
    /// The best so far, of a search for a mix.
    pub so_far: Option<SoFar>,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Do {
    /// Something about the open pack changed.
    See(Rc<Subject>, Asked),
    /// The question is another.
    Ask(Question),
    /// Look for mixes.
    Close,
    /// Work out prices.
    Price,
    /// Stop looking.
    Cancel,
    /// Go on for a few milliseconds.
    GoOn,
}

/// The questions and answers.
#[derive(Clone, Debug)]
pub struct Answering {
    /// What questions are about.
    pub subject: Rc<Subject>,
    /// What is asked.
    pub question: Question,
    /// The part that is looked at.
    pub asked: Asked,
    /// What matters most.
    pub matters: Option<Kept<Tornado>>,
    /// The mixes that close the gap.
    pub closed: Option<Kept<Closed>>,
    /// A target that was asked for is not judged.
    pub refused: Option<NotJudged>,
    /// The prices.
    pub prices: Option<Kept<Prices>>,
    /// What the plans stand.
    pub stress: Option<Kept<Stressed>>,
    /// The target over two assumptions.
    pub picture: Option<Kept<Option<Picture>>>,
    /// What the next figures must be.
    pub warnings: Option<Kept<Vec<Warning>>>,
    /// Why the last search ended early.
    pub stopped: Option<Stopped>,
    /// How far the search that runs is.
    pub progress: Option<Progress>,
    /// Counts pieces, so that one follows the other.
    pub turn: u32,
    /// What searches in the open pack need.
    prepared: Option<Rc<Prepared>>,
    job: Option<Rc<RefCell<Job>>>,
    clock: fn() -> f64,
}

impl Answering {
    /// Nothing is worked out yet.
    pub fn new(subject: Subject, question: Question, asked: Asked, clock: fn() -> f64) -> Self {
        Self {
            subject: Rc::new(subject),
            question,
            asked,
            matters: None,
            closed: None,
            refused: None,
            prices: None,
            stress: None,
            picture: None,
            warnings: None,
            stopped: None,
            progress: None,
            turn: 0,
            prepared: None,
            job: None,
            clock,
        }
    }

    /// The assumptions of the two-way picture: those that are chosen, else the two that move the target most, switches apart.
    pub fn pair(&self) -> [AssumptionId; 2] {
        if let Some(pair) = self.question.pair {
            return pair;
        }
        let assumptions = &self.subject.model.pack().assumptions;
        let moving = self.matters.iter().flat_map(|matters| matters.value.ranked(Class::Assumption, By::Target));
        let moving = moving.filter_map(|bar| match bar.change {
            Change::Assumption(id) => Some(id),
            Change::Lever(_) => None,
        });
        let all = moving.chain((0..assumptions.len()).map(AssumptionId));
        let mut found = all.filter(|id| assumptions[id.0].distribution != Distribution::Discrete);
        let first = found.next().unwrap_or(AssumptionId(0));
        [first, found.find(|id| *id != first).unwrap_or(AssumptionId(1))]
    }

    /// Whether there is something to work on.
    pub fn is_busy(&self) -> bool {
        self.job.is_some() || Job::is_wanted(self)
    }

    /// Whether the same is on screen, but for how far a search is.
    pub fn shows_as(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.subject, &other.subject)
            && self.question == other.question
            && (self.asked, self.refused, self.stopped) == (other.asked, other.refused, other.stopped)
            && (self.is_searching(), self.is_busy()) == (other.is_searching(), other.is_busy())
            && same(&self.matters, &other.matters)
            && same(&self.closed, &other.closed)
            && same(&self.prices, &other.prices)
            && same(&self.stress, &other.stress)
            && same(&self.picture, &other.picture)
            && same(&self.warnings, &other.warnings)
    }

    /// Whether a search runs that somebody asked for.
    pub fn is_searching(&self) -> bool {
        self.progress.is_some()
    }

    fn see(&mut self, subject: Rc<Subject>, asked: Asked) {
        let same = self.subject.computes_as(&subject);
        let same_plans = same && self.subject.plans == subject.plans;
        if !same {
            self.stop(Stopped::Changed);
            self.outdate();
            age(&mut self.closed);
            age(&mut self.prices);
        }
        if self.subject.model != subject.model {
            (self.prepared, self.job) = (None, None);
        }
        if !same_plans {
            age(&mut self.stress);
            self.forget_own_job();
        }
        (self.subject, self.asked) = (subject, asked);
    }

    fn ask(&mut self, question: Question) {
        if question.is_searched_differently(&self.question) {
            self.stop(Stopped::Cancelled);
            age(&mut self.closed);
            age(&mut self.prices);
            (self.refused, self.stopped) = (None, None);
        }
        let same = question.figures_as(&self.question);
        self.question = question;
        if !same {
            self.outdate();
        }
    }

    /// What follows by itself is worked out anew.
    fn outdate(&mut self) {
        age(&mut self.matters);
        age(&mut self.picture);
        age(&mut self.warnings);
        self.forget_own_job();
    }

    fn forget_own_job(&mut self) {
        if !self.is_searching() && !self.job.as_ref().is_some_and(|job| job.borrow().is_of_pack()) {
            self.job = None;
        }
    }

    fn stop(&mut self, why: Stopped) {
        if self.is_searching() {
            (self.job, self.progress, self.stopped) = (None, None, Some(why));
        }
    }

    fn search(&mut self, job: Option<Result<Job, NotJudged>>) {
        let Some(job) = job else { return };
        (self.stopped, self.refused, self.job, self.progress) = (None, None, None, None);
        match job {
            Ok(job) => {
                self.progress = Some(job.progress());
                self.job = Some(Rc::new(RefCell::new(job)));
            }
            Err(refused) => self.refused = Some(refused),
        }
    }

    fn go_on(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        if self.job.is_none() {
            // To begin is a piece of its own.
            self.job = Job::of_itself(self).map(|job| Rc::new(RefCell::new(job)));
            return;
        }
        let Some(job) = self.job.take() else { return };
        let clock = self.clock;
        let started = clock();
        while !job.borrow_mut().go_on() {
            if clock() - started >= PIECE {
                if let Some(shown) = &mut self.progress {
                    let now = job.borrow().progress();
                    if (now.share - shown.share).abs() >= NOTICED || now.so_far != shown.so_far {
                        *shown = now;
                    }
                }
                self.job = Some(job);
                return;
            }
        }
        if self.is_searching() {
            self.progress = None;
        }
        job.borrow_mut().tell(self);
    }
}

/// Whether an answer is the same one, as old as before.
fn same<T>(one: &Option<Kept<T>>, other: &Option<Kept<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Rc::ptr_eq(&one.value, &other.value) && one.is_old == other.is_old,
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn age<T>(kept: &mut Option<Kept<T>>) {
    if let Some(kept) = kept {
        kept.is_old = true;
    }
}

impl Reducible for Answering {
    type Action = Do;

    fn reduce(self: Rc<Self>, action: Do) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Do::See(subject, asked) => next.see(subject, asked),
            Do::Ask(question) => next.ask(question),
            Do::Close => next.search(Job::close(&next)),
            Do::Price => next.search(Job::price(&next)),
            Do::Cancel => next.stop(Stopped::Cancelled),
            Do::GoOn => next.go_on(),
        }
        Rc::new(next)
    }
}
