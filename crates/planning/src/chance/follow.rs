//! Scenarios that follow one another by one input at a time, as when a slider moves: what the input does not reach is kept.

use std::collections::BTreeSet;
use std::ops::Range;

use guoban_model::ensemble::{Cone, LANES};
use guoban_model::model::{Model, Projection, Settings};

use super::{Chances, DRAWS, Forecast, Sample, Tests, open};
use crate::judge::Judge;

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
    /// A scenario that follows, of which some draws were counted.
    begun: Option<Complete>,
    /// Inputs of which too much would have to be stored to follow them.
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
        Self { sample: forecast.sample(model), complete: None, follower: None, begun: None, wide: BTreeSet::new() }
    }

    /// The draws.
    pub fn sample(&mut self) -> &mut Sample {
        &mut self.sample
    }

    /// All draws of a run that follows, else the first `quick`.
    pub fn at_once(&mut self, forecast: &Forecast, judge: &Judge<'_>, run: &Projection, quick: u32) -> Chances {
        if let Some(chances) = self.followed(forecast, judge, run, DRAWS).filter(|chances| chances.draws == DRAWS) {
            return chances;
        }
        let mut chances = Chances::default();
        forecast.count(judge, run, &mut self.sample, 0..quick, &mut chances);
        chances
    }

    /// Whether only what an input reaches has to be counted for this run, because the rest of every draw is stored.
    pub fn follows(&self, run: &Projection) -> bool {
        self.follower.as_ref().is_some_and(|follower| follower.is_filled() && follower.fits(run))
    }

    /// Whether a run differs from the last that was counted in one input of which too much would have to be stored.
    pub fn is_wide(&self, run: &Projection) -> bool {
        let input = self.complete.as_ref().and_then(|complete| moved(&complete.settings, run.settings()));
        input.is_some_and(|input| self.wide.contains(&input))
    }

    /// Goes on by at most `piece` draws with a scenario of which `chances` counts the first; all are counted once
    /// `chances.draws` is [`DRAWS`].
    ///
    /// Where it differs in one input from the last that was counted, what that input does not reach is stored first, so that
    /// for this and the next changes of the same input only what it reaches is counted: `chances` then changes when all draws
    /// are counted, and a piece is as many draws as cost what `piece` draws cost in full.
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
                if let Some(followed) =
                    self.followed(forecast, judge, run, piece.saturating_mul(self.cheaper(forecast)))
                {
                    if followed.draws == DRAWS {
                        *chances = followed;
                    }
                    return;
                }
            }
            None => {}
        }
        let indices = chances.draws..DRAWS.min(chances.draws + piece);
        forecast.count(judge, run, &mut self.sample, indices, chances);
        if chances.draws == DRAWS {
            let settings = run.settings().clone();
            self.complete = Some(Complete { settings, tests: forecast.tests(judge, run), chances: chances.clone() });
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
        if cone.width() * DRAWS as usize > MOST_STORED {
            self.wide.insert(input);
            return;
        }
        // The old one's room is given back first.
        self.follower = None;
        cone.reserve(DRAWS as usize);
        self.follower = Some(Follower { input, from, cone, reached });
    }

    /// How many draws that follow cost what one costs in full.
    fn cheaper(&self, forecast: &Forecast) -> u32 {
        let followed = self.follower.as_ref().map_or(1, |follower| follower.cone.len().max(1));
        (forecast.ensemble.plan().len() / followed).clamp(1, DRAWS as usize) as u32
    }

    /// Counts at least `piece` more draws of a run that follows, whole blocks of them; `None` where it does not follow.
    fn followed(&mut self, forecast: &Forecast, judge: &Judge<'_>, run: &Projection, piece: u32) -> Option<Chances> {
        let follower = self.follower.as_ref().filter(|follower| follower.is_filled() && follower.fits(run))?;
        let tests = forecast.tests(judge, run);
        let kept = |target: usize| !follower.reached[target];
        if (0..tests.len()).any(|target| kept(target) && tests[target] != follower.from.tests[target]) {
            return None;
        }
        let is_same = |begun: &Complete| begun.settings == *run.settings() && begun.tests == tests;
        let mut begun = self.begun.take().filter(is_same).unwrap_or_else(|| {
            let mut chances = follower.from.chances.clone();
            (0..tests.len()).filter(|target| !kept(*target)).for_each(|target| chances.passed[target] = [None; 2]);
            open(&mut chances.passed, &tests);
            chances.draws = 0;
            Complete { settings: run.settings().clone(), tests, chances }
        });
        let from = begun.chances.draws;
        let to = DRAWS.min(from.saturating_add(piece).next_multiple_of(LANES as u32));
        let (tests, passed) = (&begun.tests, &mut begun.chances.passed);
        follower.cone.each_block(run, from as usize..to as usize, |draws: Range<usize>, outcomes| {
            forecast.add(tests, |target| !kept(target), &self.sample, &draws, outcomes, passed);
        });
        begun.chances.draws = to;
        let chances = begun.chances.clone();
        let kept = if to == DRAWS { &mut self.complete } else { &mut self.begun };
        *kept = Some(begun);
        Some(chances)
    }
}

impl Follower {
    /// Whether every draw is stored.
    fn is_filled(&self) -> bool {
        self.cone.filled() >= DRAWS as usize
    }

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
