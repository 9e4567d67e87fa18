//! The draws of a scenario, as the page counts them: some at once, all when there is time.

use std::cell::RefCell;

use guoban_model::model::{Model, Projection};
use guoban_planning::chance::{Chances, Counting, DRAWS, FAN_DRAWS, Fan, Forecast};
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;

/// Draws that follow a slider within its frame where not all can; the rest are counted when it rests.
const QUICK: u32 = 256;
/// Draws counted or stored at one go: about half a frame.
const PIECE: u32 = 1_024;

/// The draws of all scenarios that set the same assumptions under the same seed.
#[derive(Debug)]
pub struct Drawing {
    forecast: Forecast,
    /// Kept between scenarios to be faster; counts do not depend on it.
    counting: RefCell<Counting>,
}

impl Drawing {
    /// Prepares the draws of a scenario.
    pub fn new(model: &Model, scenario: &Scenario) -> Self {
        let forecast = Forecast::new(model, scenario);
        let counting = RefCell::new(Counting::new(&forecast, model));
        Self { forecast, counting }
    }

    /// What can be counted within the frame.
    pub fn at_once(&self, judge: &Judge<'_>, run: &Projection) -> Chances {
        self.counting.borrow_mut().at_once(&self.forecast, judge, run, QUICK)
    }

    /// Counts a piece more, or stores what the next count needs.
    pub fn go_on(&self, model: &Model, judge: &Judge<'_>, run: &Projection, chances: &mut Chances) {
        if chances.draws < DRAWS {
            self.counting.borrow_mut().go_on(&self.forecast, model, judge, run, chances, PIECE);
        }
    }

    /// Stores a piece of what the next moves of a slider need.
    pub fn prepare(&self, model: &Model, run: &Projection) {
        self.counting.borrow_mut().prepare(&self.forecast, model, run, PIECE);
    }

    /// The fans of all targets.
    pub fn fans(&self, judge: &Judge<'_>, run: &Projection) -> Vec<Fan> {
        self.forecast.fans(judge, run, self.counting.borrow_mut().sample(), FAN_DRAWS)
    }
}
