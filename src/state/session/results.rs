//! The figures of one scenario.

use guoban_model::model::{Model, Projection};
use guoban_planning::chance::{Chances, Fan};
use guoban_planning::judge::{Board, Evidence, Judge};
use guoban_planning::scenario::Scenario;

use crate::shared::Shared;
use crate::state::drawing::Drawn;

/// The figures of one scenario.
#[derive(Clone, Debug)]
pub struct Results {
    /// Every month of every variable.
    pub projection: Projection,
    /// The verdicts.
    pub board: Board,
    /// What the verdicts rest on, where a slider has moved.
    pub(super) evidence: Shared<Evidence>,
    /// How likely each target is hit, as last counted: while a slider moves, for a place it has just left.
    pub chances: Chances,
    /// Draws that were counted of these very figures.
    pub drawn: u32,
    /// How far every target's standing may lie apart, by row of the board, as last drawn; empty before.
    pub fans: Shared<Vec<Fan>>,
    /// The fans are those of these very figures.
    pub fanned: bool,
    /// How long the run took, in milliseconds.
    pub milliseconds: f64,
}

impl Results {
    /// The figures of a scenario. Draws are counted later; until then chances and fans are those of `last`.
    pub(super) fn of(model: &Model, scenario: &Scenario, last: Last<'_>, clock: fn() -> f64) -> Self {
        Self::judged_by(model, scenario, last, clock, |judge, run, chances| {
            let board = judge.board(run, |target, period| chances.of(target, period));
            (board, Evidence::default())
        })
    }

    /// The figures of a scenario near the one of `before`, of the same model: what is the same is not judged again.
    pub(super) fn near(before: &Self, model: &Model, scenario: &Scenario, last: Last<'_>, clock: fn() -> f64) -> Self {
        Self::judged_by(model, scenario, last, clock, |judge, run, chances| {
            let chance = |target, period| chances.of(target, period);
            judge.board_again(run, chance, &before.board, &before.evidence)
        })
    }

    fn judged_by(
        model: &Model,
        scenario: &Scenario,
        last: Last<'_>,
        clock: fn() -> f64,
        judging: impl FnOnce(&Judge<'_>, &Projection, &Chances) -> (Board, Evidence),
    ) -> Self {
        let pack = model.pack();
        let started = clock();
        let projection = model.run(&scenario.settings(pack));
        let milliseconds = (clock() - started).max(0.0);
        let judge = Judge::new(pack, scenario);
        let (chances, drawn) = last.chances(&judge, &projection);
        let (board, evidence) = judging(&judge, &projection, &chances);
        let (fans, evidence) = (last.fans(), Shared::new(evidence));
        Self { projection, board, evidence, chances, drawn, fans, fanned: false, milliseconds }
    }

    /// The same figures with chances.
    pub(super) fn with(&self, judge: &Judge<'_>, chances: Chances, drawn: u32) -> Self {
        let board = judge.board_with(&self.board, |target, period| chances.of(target, period));
        Self { board, chances, drawn, ..self.clone() }
    }

    /// The same figures judged by another line, with chances of passing it.
    pub(super) fn judged(&self, judge: &Judge<'_>, chances: Chances, drawn: u32) -> Self {
        let board = judge.board(&self.projection, |target, period| chances.of(target, period));
        Self { board, chances, drawn, ..self.clone() }
    }
}

/// What is shown of draws before they are counted.
#[derive(Clone, Copy)]
pub(super) enum Last<'a> {
    /// Nothing is drawn: of the baseline never, of a scenario before that part of the program is there.
    Never,
    /// The first few draws.
    Sample(&'a Drawn),
    /// What is known of the figures before, where that is as good: while a slider moves, and where all draws follow within
    /// a frame or two.
    Before { drawing: &'a Drawn, results: &'a Results, dragging: bool },
}

impl Last<'_> {
    /// Chances, and how many of their draws are of this run.
    fn chances(self, judge: &Judge<'_>, run: &Projection) -> (Chances, u32) {
        let sample = |drawing: &Drawn, is_first: bool| {
            let chances = drawing.sample(judge, run, is_first);
            let drawn = chances.draws;
            (chances, drawn)
        };
        match self {
            Self::Never => (Chances::default(), 0),
            Self::Sample(drawing) => sample(drawing, true),
            Self::Before { drawing, results, dragging } => {
                let stays = drawing.follows(run) || dragging && !drawing.is_wide(run);
                if stays { (results.chances.clone(), 0) } else { sample(drawing, false) }
            }
        }
    }

    fn fans(self) -> Shared<Vec<Fan>> {
        match self {
            Self::Before { results, .. } => results.fans.clone(),
            Self::Never | Self::Sample(_) => Shared::new(Vec::new()),
        }
    }
}
