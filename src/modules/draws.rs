//! Draws: how likely each target is hit, and what each change contributes. The first verdict stands on the central values.

use guoban_model::model::{Model, Projection};
use guoban_planning::chance::Chances;
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;

use super::Unfetched;
use crate::state::{Drawing, Session};

/// What counts draws.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    /// Prepares the draws of a scenario.
    pub prepare: fn(&Model, &Scenario) -> Drawing,
    /// See [`Drawing::sample`].
    pub sample: fn(&Drawing, &Judge<'_>, &Projection, bool) -> Chances,
    /// See [`Drawing::follows`].
    pub follows: fn(&Drawing, &Projection) -> bool,
    /// See [`Drawing::is_wide`].
    pub is_wide: fn(&Drawing, &Projection) -> bool,
    /// The session with its first draws.
    pub begin: fn(&Session, Draws) -> Session,
    /// Counts more draws until enough time has gone: the session with the answer, once there is one.
    pub refine: fn(&Session, &dyn Fn() -> bool) -> Option<Session>,
    /// Works on the contributions to a row of the board for a few milliseconds: the session with the answer, once there
    /// is one.
    pub explain: fn(&Session, usize) -> Option<Session>,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(draws, fallible))]
pub(super) fn draws() -> Result<Draws, Unfetched> {
    Ok(Draws {
        prepare: Drawing::new,
        sample: Drawing::sample,
        follows: Drawing::follows,
        is_wide: Drawing::is_wide,
        begin: Session::begun,
        refine: Session::refined,
        explain: Session::explained,
    })
}
