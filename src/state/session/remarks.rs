//! What a reader must be told about settings.

use guoban_model::model::Model;
use guoban_model::pack::TargetId;
use guoban_planning::one_year::targets_on_two_bases;
use guoban_planning::scenario::{Flag, Scenario};

/// What a reader must be told about the settings of a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remarks {
    /// Remarks on single settings.
    pub flags: Vec<Flag>,
    /// Targets that this year's basis lifts and this year's base does not know of.
    pub bases: Vec<TargetId>,
}

impl Remarks {
    /// Those on a scenario.
    pub fn of(model: &Model, scenario: &Scenario) -> Self {
        Self { flags: scenario.flags(model.pack()), bases: targets_on_two_bases(model, scenario) }
    }
}
