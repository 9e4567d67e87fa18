//! Why a target moved: what each change contributed, worked out piece by piece.

use std::rc::Rc;

use guoban_model::model::Settings;
use guoban_planning::why::{Explaining, Why};

use super::Session;

/// Instructions worked through at one go, each for 64 combinations of changes: some five milliseconds.
const PIECE: usize = 120_000;

/// What the changes contributed to one row of the board, at mid-year and at the year's end.
#[derive(Clone, Debug)]
pub(super) struct Explained {
    row: usize,
    settings: Settings,
    parts: [Option<Why>; 2],
}

/// What the changes contribute to one row of the board, being worked out.
#[derive(Debug)]
pub(super) struct Unfinished {
    row: usize,
    settings: Settings,
    explaining: Explaining,
}

/// What the changes contributed, as it was last worked out.
#[derive(Clone, Copy, Debug)]
pub struct LastWhy<'a> {
    /// At mid-year and at the year's end.
    pub parts: &'a [Option<Why>; 2],
    /// The settings have moved on since.
    pub is_old: bool,
}

impl Session {
    /// What the changes contributed to a row of the board, at mid-year and at the year's end; `None` until it is worked
    /// out for the settings as they are.
    pub fn why(&self, row: usize) -> Option<&[Option<Why>; 2]> {
        let known = self.why.as_deref()?;
        (known.row == row && known.settings == *self.results.projection.settings()).then_some(&known.parts)
    }

    /// What the changes contributed to a row of the board, as it was last worked out: also while the settings have moved
    /// on, so that it does not go blank under a slider.
    pub fn last_why(&self, row: usize) -> Option<LastWhy<'_>> {
        let known = self.why.as_deref().filter(|known| known.row == row)?;
        Some(LastWhy { parts: &known.parts, is_old: known.settings != *self.results.projection.settings() })
    }

    /// Goes on working out what the changes contributed to a row of the board, for a few milliseconds; the same session with
    /// the answer, once there is one.
    pub fn explained(&self, row: usize) -> Option<Self> {
        let (before, after) = (&self.baseline.projection, &self.results.projection);
        let settings = after.settings();
        let mut unfinished = self.unfinished.borrow_mut();
        if !unfinished.as_ref().is_some_and(|known| known.row == row && known.settings == *settings) {
            let target = self.board().rows.get(row)?.target;
            let explaining = Explaining::new(&self.model, before, after, target, self.scenario().seed)?;
            *unfinished = Some(Unfinished { row, settings: settings.clone(), explaining });
        }
        let explaining = &mut unfinished.as_mut()?.explaining;
        if !explaining.go_on(PIECE) {
            return None;
        }
        let parts = explaining.told(before, after);
        *unfinished = None;
        let why = Rc::new(Explained { row, settings: settings.clone(), parts });
        Some(Self { why: Some(why), ..self.clone() })
    }
}
