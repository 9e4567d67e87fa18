//! Monthly values of variables: what verdicts, limits, pulls and reach read.

use guoban_model::model::Projection;
use guoban_model::pack::{Measure, Pack, ReasonId, VariableId};
use guoban_model::program::CellRef;

/// Monthly values of variables, as a run gives them.
pub trait Figures {
    /// The value of a variable's row in a month counted from January of the plan year (0); row 0 without rows.
    /// `None` where there is no figure.
    fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64>;

    /// Why there is no figure, where the pack itself says so.
    fn reason(&self, _variable: VariableId, _row: usize, _offset: i32) -> Option<ReasonId> {
        None
    }

    /// Sum over months `first` to `last`; `None` if one of them has no figure.
    fn sum(&self, variable: VariableId, row: usize, first: i32, last: i32) -> Option<f64> {
        let mut total = 0.0;
        for offset in first..=last {
            total += self.at(variable, row, offset)?;
        }
        Some(total)
    }

    /// The standing at the end of month `offset`: a flow's sum since January of its year, else the value of the month.
    fn standing(&self, pack: &Pack, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        match pack.variables.get(variable.0)?.measure {
            Measure::Flow => self.sum(variable, row, offset.div_euclid(12) * 12, offset),
            Measure::Stock | Measure::Rate => self.at(variable, row, offset),
        }
    }
}

impl Figures for Projection {
    fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        Self::at(self, variable, row, offset)
    }

    fn reason(&self, variable: VariableId, row: usize, offset: i32) -> Option<ReasonId> {
        Self::reason(self, CellRef { variable, row, offset })
    }
}

impl<F: Figures + ?Sized> Figures for &F {
    fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        (**self).at(variable, row, offset)
    }

    fn reason(&self, variable: VariableId, row: usize, offset: i32) -> Option<ReasonId> {
        (**self).reason(variable, row, offset)
    }
}
