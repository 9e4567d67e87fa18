//! Telling what was found, a step at a time: a mix, a thousand of its draws, one look at what binds.

use guoban_model::model::Projection;
use guoban_planning::chance::{Chances, DRAWS};
use guoban_planning::judge::Judge;

use super::binds::Binding;
use super::chance::{Drawn, settings};
use super::problem::Mix;
use super::told::Answer;
use super::{Reading, Solving, Stage};

/// Draws counted at one step.
const COUNTED: usize = 512;

/// The draws of one mix, being counted.
#[derive(Clone, Debug)]
struct Drawing {
    drawn: Box<Drawn>,
    run: Projection,
    chances: Chances,
}

/// An [`Answer`] being told.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Mixes that are still to be told, the last first.
    mixes: Vec<(Reading, Mix)>,
    drawing: Option<Drawing>,
    binding: Option<Binding>,
    answer: Answer,
}

impl Telling {
    /// Starts with what a search has found so far.
    pub fn new(solving: &Solving) -> Self {
        let reachable = solving.found.iter().flatten().any(|(_, _, value)| value.is_good());
        let found = Reading::ALL
            .into_iter()
            .zip(&solving.found)
            .filter_map(|(reading, found)| Some((reading, found.as_ref()?)));
        let good = found.filter(|(_, (_, _, value))| !reachable || value.is_good());
        let mut mixes: Vec<(Reading, Mix)> = good.map(|(reading, (mix, ..))| (reading, mix.clone())).collect();
        if !reachable {
            mixes.truncate(1);
        }
        if let (true, Stage::Read(search, number) | Stage::Cross(search, number)) = (mixes.is_empty(), &solving.stage) {
            mixes.push((Reading::ALL[number % 3], search.best().0.clone()));
        }
        mixes.reverse();
        let binding = match (reachable, &solving.found[0]) {
            (false, Some((mix, outcome, _))) if solving.is_done() => Some(Binding::new(solving, mix, outcome)),
            _ => None,
        };
        let aims = solving.problem.trials.aims();
        let answer = Answer {
            reachable,
            proposals: Vec::new(),
            binds: Vec::new(),
            left: solving.left.iter().map(|aim| (aims[*aim].target, aims[*aim].period)).collect(),
            runs: solving.runs(),
            complete: solving.is_done(),
        };
        Self { mixes, drawing: None, binding, answer }
    }

    /// Says nothing of what stands in the way.
    pub fn of_mixes(self) -> Self {
        Self { binding: None, ..self }
    }

    /// Tells one thing more; says whether all is told.
    pub fn go_on(&mut self, solving: &Solving) -> bool {
        if let Some(drawing) = self.drawing.take() {
            self.count(solving, drawing);
        } else if let Some((reading, mix)) = self.mixes.pop() {
            let proposal = solving.proposal(reading, &mix);
            // Mixes set levers alone, so that the draws of the plan are theirs.
            if let Some(drawn) = &solving.drawn {
                let run = solving.model.run(&settings(&solving.problem, &solving.model, &mix));
                self.drawing = Some(Drawing { drawn: drawn.clone(), run, chances: Chances::default() });
            }
            self.answer.proposals.push(proposal);
        } else if let Some(mut binding) = self.binding.take() {
            if binding.go_on(solving) {
                self.answer.binds = binding.told();
            } else {
                self.binding = Some(binding);
            }
        }
        self.mixes.is_empty() && self.drawing.is_none() && self.binding.is_none()
    }

    fn count(&mut self, solving: &Solving, mut drawing: Drawing) {
        let judge = Judge::new(solving.model.pack(), &solving.scenario);
        let Drawing { drawn, run, chances } = &mut drawing;
        drawn.count(&judge, run, COUNTED, DRAWS, chances);
        if chances.draws < DRAWS {
            self.drawing = Some(drawing);
        } else if let Some(proposal) = self.answer.proposals.last_mut() {
            for reached in &mut proposal.reached {
                reached.chance = chances.of(reached.target, reached.period);
            }
        }
    }

    /// What is told.
    pub fn told(self) -> Answer {
        self.answer
    }
}

impl Solving {
    /// What was found so far, told at once.
    pub fn told(&self) -> Answer {
        let mut telling = Telling::new(self);
        while !telling.go_on(self) {}
        telling.told()
    }
}
