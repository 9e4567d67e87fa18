//! Scenarios that follow one another by one input at a time, as when a slider moves: what the input does not reach is kept.

use std::collections::BTreeSet;
use std::ops::Range;

use guoban_model::ensemble::Cone;
use guoban_model::model::{Model, Projection, Settings};

use super::{Chances, DRAWS, Forecast, Sample, Tests, open, tests};
use crate::judge::Judge;

/// Most instructions a block for which all draws are counted at once: about a frame in a browser.
const AT_ONCE: usize = 2_200;

/// Most numbers stored for a cone: 10,000 draws of 1,200 values, 96 MB.
const MOST_STORED: usize = 1_200 * DRAWS as usize;

/// Counts the draws of scenarios that follow one another.
///
/// What is kept changes how fast the counts come, never what they are.
#[derive(Clone, Debug)]
pub struct Counting {
    sample: Sample,
    /// The last scenario of which all draws were counted.
    complete: Option<Complete>,
    follower: Option<Follower>,
    /// Inputs that reach too much to be followed.
    wide: BTreeSet<usize>,
}

/// A scenario of which all draws were counted.
#[derive(Clone, Debug)]
struct Complete {
    settings: Settings,
    tests: Tests,
    chances: Chances,
}

/// What one input does not reach, draw by draw.
#[derive(Clone, Debug)]
struct Follower {
    input: usize,
    from: Complete,
    cone: Cone,
    /// By target: whether the input reaches it.
    reached: Vec<bool>,
}

impl Counting {
    /// Starts with nothing kept. What is kept belongs to one forecast: another needs another counting.
    pub fn new(forecast: &Forecast, model: &Model) -> Self {
        Self { sample: forecast.sample(model), complete: None, follower: None, wide: BTreeSet::new() }
    }

    /// The draws.
    pub fn sample(&mut self) -> &mut Sample {
        &mut self.sample
    }

    /// All draws where what is kept allows it within a frame, else the first `quick`.
    pub fn at_once(&mut self, forecast: &Forecast, judge: &Judge<'_>, run: &Projection, quick: u32) -> Chances {
        if let Some(chances) = self.followed(forecast, judge, run) {
            return chances;
        }
        let mut chances = Chances::default();
        forecast.count(judge, run, &mut self.sample, 0..quick, &mut chances);
        chances
    }

    /// Goes on by at most `piece` draws with a scenario of which `chances` counts the first; all are counted once
    /// `chances.draws` is [`DRAWS`].
    ///
    /// Where it differs in one input from the last that was counted, what that input does not reach is stored first, so that
    /// the next change of the same input is counted at once.
    pub fn go_on(
        &mut self,
        forecast: &Forecast,
        model: &Model,
        judge: &Judge<'_>,
        run: &Projection,
        chances: &mut Chances,
        piece: u32,
    ) {
        match self.prepare(forecast, model, run, piece) {
            Some(false) => return,
            Some(true) => {
                if let Some(all) = self.followed(forecast, judge, run) {
                    *chances = all;
                    return;
                }
            }
            None => {}
        }
        let indices = chances.draws..DRAWS.min(chances.draws + piece);
        forecast.count(judge, run, &mut self.sample, indices, chances);
        if chances.draws == DRAWS {
            let settings = run.settings().clone();
            self.complete = Some(Complete { settings, tests: tests(judge, run), chances: chances.clone() });
        }
    }

    /// Stores at most `piece` more draws of what the one input does not reach in which a run differs from the last that was
    /// counted. Says whether all are stored; `None` where storing them is not worth it.
    pub fn prepare(&mut self, forecast: &Forecast, model: &Model, run: &Projection, piece: u32) -> Option<bool> {
        self.follow(forecast, model, run);
        let follower = self.follower.as_mut().filter(|follower| follower.fits(run))?;
        let to = DRAWS.min(follower.cone.filled() as u32 + piece);
        self.sample.extend_to(to);
        follower.cone.fill(run, self.sample.draws(), to as usize);
        Some(to == DRAWS)
    }

    /// Chooses to follow the one input in which a run differs from the last that was counted, if that is worth it.
    fn follow(&mut self, forecast: &Forecast, model: &Model, run: &Projection) {
        let Some(complete) = &self.complete else { return };
        let Some(input) = moved(&complete.settings, run.settings()) else { return };
        let followed = self.follower.as_ref().is_some_and(|follower| follower.input == input && follower.fits(run));
        if followed || self.wide.contains(&input) {
            return;
        }
        let cells = forecast.ensemble.reached_by(model, input);
        let reached: Vec<bool> = forecast.cells().map(|mut target| target.any(|cell| cells[cell])).collect();
        // A target that is reached in one month is counted by all its months.
        let kept = forecast.cells().zip(&reached).flat_map(|(target, reached)| target.map(|_| *reached));
        let from = complete.clone();
        let mut cone = Cone::new(&forecast.ensemble, model, input, &kept.collect::<Vec<_>>());
        if cone.len() > AT_ONCE || cone.width() * DRAWS as usize > MOST_STORED {
            self.wide.insert(input);
            return;
        }
        // The old one's room is given back first.
        self.follower = None;
        cone.reserve(DRAWS as usize);
        self.follower = Some(Follower { input, from, cone, reached });
    }

    fn followed(&mut self, forecast: &Forecast, judge: &Judge<'_>, run: &Projection) -> Option<Chances> {
        let follower = self.follower.as_ref()?;
        if !follower.fits(run) || follower.cone.filled() < DRAWS as usize {
            return None;
        }
        let tests = tests(judge, run);
        let kept = |target: usize| !follower.reached[target];
        if (0..tests.len()).any(|target| kept(target) && tests[target] != follower.from.tests[target]) {
            return None;
        }
        let mut chances = follower.from.chances.clone();
        (0..tests.len()).filter(|target| !kept(*target)).for_each(|target| chances.passed[target] = [None; 2]);
        open(&mut chances.passed, &tests);
        follower.cone.each_block(run, |draws: Range<usize>, outcomes| {
            forecast.add(&tests, |target| !kept(target), &self.sample, &draws, outcomes, &mut chances.passed);
        });
        self.complete = Some(Complete { settings: run.settings().clone(), tests, chances: chances.clone() });
        Some(chances)
    }
}

impl Follower {
    /// Whether a run differs from the one this follows in nothing but the input.
    fn fits(&self, run: &Projection) -> bool {
        differing(&self.from.settings, run.settings()).all(|input| input == self.input)
    }
}

/// The input in which two settings differ, if there is exactly one: levers first, then assumptions.
fn moved(from: &Settings, to: &Settings) -> Option<usize> {
    let mut differing = differing(from, to);
    differing.next().filter(|_| differing.next().is_none())
}

fn differing<'a>(from: &'a Settings, to: &'a Settings) -> impl Iterator<Item = usize> + 'a {
    let pairs = from.levers.iter().chain(&from.assumptions).zip(to.levers.iter().chain(&to.assumptions));
    pairs.enumerate().filter(|(_, (from, to))| from.to_bits() != to.to_bits()).map(|(input, _)| input)
}
