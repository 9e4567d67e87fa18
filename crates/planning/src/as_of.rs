//! As-of dates: from which on a pack can be run, and whether its figures reach as far as a date claims.

use crate::few::sort_few;
use std::sync::Arc;

use guoban_model::model::Model;
use guoban_model::pack::{Pack, VariableId};
use guoban_model::time::{Date, Month};

use crate::judge::has_own_figures;

/// The first date of the plan year as of which the pack can be computed; `None` where no date can.
///
/// Before it a formula reads a month that is neither known nor has something to start from. What is known only grows with
/// the date, so the first date that can is found by halving, among the days on which figures come out.
pub fn earliest(pack: &Arc<Pack>) -> Option<Date> {
    let mut days: Vec<u8> = pack.variables.iter().map(|variable| variable.publication.day).chain([1]).collect();
    sort_few(&mut days, Ord::cmp);
    days.dedup();
    let dates: Vec<Date> = (0..12)
        .map(|offset| Month::from_offset(pack.year, offset))
        .flat_map(|month| days.iter().map(move |day| Date { month, day: *day }))
        .filter(|date| (1..=date.month.days()).contains(&date.day))
        .collect();
    let first = dates.partition_point(|date| Model::compile(Arc::clone(pack), *date).is_err());
    dates.get(first).copied()
}

/// Figures of a pack that end before its as-of date says they should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The last month any target has a figure of, counted from January of the plan year (0).
    pub last: i32,
    /// Targets for which later figures are out by their schedule and not in the pack.
    pub targets: usize,
}

/// Whether the figures of the targets end before the date: what lies between is projected, though it has happened.
pub fn behind(pack: &Pack, as_of: Date) -> Option<Behind> {
    let own: Vec<VariableId> = pack
        .targets
        .iter()
        .map(|target| target.variable)
        .filter(|id| has_own_figures(pack, *id) && !pack.variables[id.0].known.is_empty())
        .collect();
    let late = |id: &&VariableId| pack.known_through(**id, as_of) < pack.out_through(**id, as_of).min(11);
    let targets = own.iter().filter(late).count();
    let last = own.iter().map(|id| pack.known_through(*id, as_of)).max()?;
    (targets > 0).then_some(Behind { last, targets })
}
