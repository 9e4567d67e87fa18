//! The draws of a scenario, as the page counts them: after the frame that shows the figures, a few milliseconds at a time.

use std::cell::RefCell;

use guoban_model::model::{Model, Projection};
use guoban_planning::chance::{Chances, Counting, DRAWS, FAN_DRAWS, Fan, Forecast};
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;

use super::session::Results;
use crate::modules::Draws;
use crate::shared::Shared;

/// Draws that come with the figures where what is known of the scenario before says nothing of this one.
const QUICK: u32 = 256;
/// Draws that come with the first figures: the first verdict does not wait for more.
const FIRST: u32 = 64;
/// Draws counted or stored at one go: about a millisecond.
const PIECE: u32 = 256;

/// The draws of all scenarios that set the same assumptions under the same seed.
#[derive(Debug)]
pub struct Drawing {
    forecast: Forecast,
    /// Kept between scenarios to be faster; counts do not depend on it.
    counting: RefCell<Counting>,
    /// What is being counted.
    begun: RefCell<Option<Begun>>,
}

/// Figures of which some draws are counted.
#[derive(Debug)]
struct Begun {
    results: Shared<Results>,
    chances: Chances,
}

impl Drawing {
    /// Prepares the draws of a scenario.
    pub fn new(model: &Model, scenario: &Scenario) -> Self {
        let forecast = Forecast::new(model, scenario);
        let counting = RefCell::new(Counting::new(&forecast, model));
        Self { forecast, counting, begun: RefCell::new(None) }
    }

    /// Chances from the first draws; from fewer of them where none have been drawn yet.
    pub fn sample(&self, judge: &Judge<'_>, run: &Projection, is_first: bool) -> Chances {
        let mut chances = Chances::default();
        let draws = if is_first { FIRST } else { QUICK };
        self.forecast.count(judge, run, self.counting.borrow_mut().sample(), 0..draws, &mut chances);
        chances
    }

    /// Whether all draws of a run will be there a frame or two after its figures.
    pub fn follows(&self, run: &Projection) -> bool {
        self.counting.borrow().follows(run)
    }

    /// Whether a slider that moves to this run reaches too much for its draws to follow it.
    pub fn is_wide(&self, run: &Projection) -> bool {
        self.counting.borrow().is_wide(run)
    }

    /// Counts draws until `enough` says so; the chances once all are counted.
    ///
    /// A slider that moves on does not take away what is nearly counted of the place it left: else no chance would
    /// move before it rests. So the chances may be those of a place it has left; [`Counted::is_of`] tells.
    pub fn go_on(
        &self,
        model: &Model,
        judge: &Judge<'_>,
        wanted: &Shared<Results>,
        enough: &dyn Fn() -> bool,
    ) -> Option<Counted> {
        let mut counting = self.counting.borrow_mut();
        let mut begun = self.begun.borrow_mut();
        let goes_on = |begun: &Begun| begun.results == *wanted || counting.follows(&begun.results.projection);
        let mut now = begun.take().filter(goes_on).unwrap_or_else(|| {
            let known = wanted.drawn == wanted.chances.draws;
            let chances = if known { wanted.chances.clone() } else { Chances::default() };
            Begun { results: wanted.clone(), chances }
        });
        loop {
            let run = &now.results.projection;
            counting.go_on(&self.forecast, model, judge, run, &mut now.chances, PIECE);
            if now.chances.draws == DRAWS {
                return Some(Counted { of: now.results, chances: now.chances });
            }
            if enough() {
                *begun = Some(now);
                return None;
            }
        }
    }

    /// The fans of all targets.
    pub fn fans(&self, judge: &Judge<'_>, run: &Projection) -> Vec<Fan> {
        self.forecast.fans(judge, run, self.counting.borrow_mut().sample(), FAN_DRAWS)
    }
}

/// The draws of a scenario with what counts them, which is a part of the program.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    by: Draws,
    drawing: Shared<Drawing>,
}

impl Drawn {
    /// Prepares the draws of a scenario.
    pub fn new(by: Draws, model: &Model, scenario: &Scenario) -> Self {
        Self { by, drawing: Shared::new((by.prepare)(model, scenario)) }
    }

    /// The same kind of draws for another scenario.
    pub fn anew(&self, model: &Model, scenario: &Scenario) -> Self {
        Self::new(self.by, model, scenario)
    }

    /// See [`Drawing::sample`].
    pub fn sample(&self, judge: &Judge<'_>, run: &Projection, is_first: bool) -> Chances {
        (self.by.sample)(&self.drawing, judge, run, is_first)
    }

    /// See [`Drawing::follows`].
    pub fn follows(&self, run: &Projection) -> bool {
        (self.by.follows)(&self.drawing, run)
    }

    /// See [`Drawing::is_wide`].
    pub fn is_wide(&self, run: &Projection) -> bool {
        (self.by.is_wide)(&self.drawing, run)
    }

    /// See [`Drawing::go_on`].
    pub fn go_on(
        &self,
        model: &Model,
        judge: &Judge<'_>,
        wanted: &Shared<Results>,
        enough: &dyn Fn() -> bool,
    ) -> Option<Counted> {
        self.drawing.go_on(model, judge, wanted, enough)
    }

    /// See [`Drawing::fans`].
    pub fn fans(&self, judge: &Judge<'_>, run: &Projection) -> Vec<Fan> {
        self.drawing.fans(judge, run)
    }
}

/// All draws of some figures.
#[derive(Debug)]
pub struct Counted {
    of: Shared<Results>,
    /// How many passed.
    pub chances: Chances,
}

impl Counted {
    /// Whether they are the draws of these figures.
    pub fn is_of(&self, results: &Shared<Results>) -> bool {
        self.of == *results
    }
}
