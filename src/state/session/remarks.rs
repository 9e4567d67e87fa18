//! What a reader must be told about settings.

use std::rc::Rc;

use guoban_model::model::Model;
use guoban_model::pack::TargetId;
use guoban_planning::judge::Board;
use guoban_planning::one_year::{OneYear, targets_on_two_bases};
use guoban_planning::scenario::{Flag, Scenario};

/// What a reader must be told about the settings of a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remarks {
    /// Remarks on single settings.
    pub flags: Vec<Flag>,
    /// Targets that this year's basis lifts and this year's base does not know of.
    pub bases: Vec<TargetId>,
    /// Found once for a pack: a slider asks at every step.
    one_year: Rc<OneYear>,
}

impl Remarks {
    /// Those on a scenario with its board; what earlier ones know of the pack still holds.
    pub fn of(model: &Model, scenario: &Scenario, board: &Board, earlier: &Self) -> Self {
        let pack = model.pack();
        let known = earlier.one_year.is_known(pack).then(|| Rc::clone(&earlier.one_year));
        let one_year = known.unwrap_or_else(|| Rc::new(OneYear::of(pack)));
        let bases = targets_on_two_bases(model, scenario, board, &one_year);
        Self { flags: scenario.flags(pack, &one_year), bases, one_year }
    }
}
