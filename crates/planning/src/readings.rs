//! Every indicator at a glance: what is known, and where the scenario and the baseline leave it in June and December.

use guoban_model::pack::VariableId;
use rust_decimal::Decimal;

use crate::calendar::Period;
use crate::figures::Figures;
use crate::judge::Judge;
use crate::number::published;

/// One indicator, or one row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The indicator.
    pub variable: VariableId,
    /// Its row, where it runs over a table.
    pub row: Option<usize>,
    /// The last known month of the plan year, counted from January (0), and the standing then.
    pub known: Option<(i32, Decimal)>,
    /// The standing at the end of June, in the scenario and in the baseline.
    pub half: [Option<Decimal>; 2],
    /// The standing at the end of December, likewise.
    pub year: [Option<Decimal>; 2],
    /// The standing at the end of every month of the plan year, in the scenario; those up to the known month are known.
    pub months: [Option<Decimal>; 12],
}

/// The readings of all indicators that are listed in a section, in the pack's order, rounded as published.
pub fn readings(judge: &Judge<'_>, run: &impl Figures, baseline: &impl Figures) -> Vec<Reading> {
    let pack = judge.pack;
    let listed = (0..pack.variables.len()).map(VariableId).filter(|id| pack.variables[id.0].group.is_some());
    let mut readings = Vec::new();
    for variable in listed {
        let item = &pack.variables[variable.0];
        let known = judge.published_through(variable).unwrap_or(-1).min(Period::Year.last());
        for row in 0..pack.rows_of(variable) {
            let at = |figures: &dyn Figures, month| {
                figures.standing(pack, variable, row, month).and_then(|value| published(value, item.decimals))
            };
            let both = |period: Period| [at(run, period.last()), at(baseline, period.last())];
            readings.push(Reading {
                variable,
                row: item.over.map(|_| row),
                known: if known >= 0 { at(run, known).map(|value| (known, value)) } else { None },
                half: both(Period::Half),
                year: both(Period::Year),
                months: std::array::from_fn(|month| at(run, month as i32)),
            });
        }
    }
    readings
}
