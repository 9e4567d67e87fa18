//! The year after: what two years promise together (两年突破).

use guoban_model::pack::TargetId;
use rust_decimal::Decimal;

use super::{Direction, Judge};
use crate::figures::Figures;
use crate::number::published;

/// Last month of the year after, counted from January of the plan year (0).
const LAST: i32 = 23;

/// A target of the year after against the projection to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextYear {
    /// What was promised for it.
    pub due: Decimal,
    /// The standing at its end, rounded as published; `None` where the run gives no figure.
    pub projected: Option<Decimal>,
    /// Whether the central projection passes, with tolerance.
    pub passes: Option<bool>,
    /// Projected less due.
    pub gap: Option<Decimal>,
}

impl Judge<'_> {
    /// The year after of a target that promises one. It has no chance: error bands reach to the plan year's end.
    pub fn next_year(&self, id: TargetId, figures: &impl Figures) -> Option<NextYear> {
        let target = &self.pack.targets[id.0];
        let variable = &self.pack.variables[target.variable.0];
        let due = target.next_year?;
        let direction = Direction::of(target, variable.better);
        let bound = match direction {
            Direction::AtLeast => due - target.tolerance,
            Direction::AtMost => due + target.tolerance,
        };
        let standing = figures.standing(self.pack, target.variable, target.row.unwrap_or(0), LAST);
        let projected = standing.and_then(|value| published(value, variable.decimals));
        Some(NextYear {
            due,
            projected,
            passes: projected.map(|projected| direction.passes(projected, bound)),
            gap: projected.map(|projected| projected - due),
        })
    }
}
