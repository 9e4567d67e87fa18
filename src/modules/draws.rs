//! Draws: how likely each target is hit, and what each change contributes. The first verdict stands on the central values.

use guoban_model::model::{Model, Projection};
use guoban_planning::chance::{Chances, Fan};
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;

use super::Unfetched;
use crate::shared::Shared;
use crate::state::{Counted, Drawing, Results, Session};

/// Counts draws of some figures until enough time has gone.
type GoOn = fn(&Drawing, &Model, &Judge<'_>, &Shared<Results>, &dyn Fn() -> bool) -> Option<Counted>;

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
    /// See [`Drawing::go_on`].
    pub go_on: GoOn,
    /// See [`Drawing::fans`].
    pub fans: fn(&Drawing, &Judge<'_>, &Projection) -> Vec<Fan>,
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
        go_on: Drawing::go_on,
        fans: Drawing::fans,
        explain: Session::explained,
    })
}
