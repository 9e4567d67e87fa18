//! A year's task split into quarters, months and weeks (以周保月、以月保季、以季保年), with what was missed carried forward.
//!
//! Months follow the target's own line, weeks the working days. What the published months fell short is added to the
//! months that remain of the half-year, in proportion to their own tasks; once the half-year is over, of the year. Every
//! level adds up to the one above it, to the last digit shown.

use guoban_model::number::to_f64;
use guoban_model::pack::TargetId;
use guoban_model::time::{Date, Month};
use rust_decimal::Decimal;

use crate::calendar::{Period, workdays};
use crate::figures::Figures;
use crate::judge::{Direction, Judge};
use crate::number::published;
use crate::pulls::largest_remainder;

/// The task of some months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// First month, counted from January (0).
    pub first: i32,
    /// Last month.
    pub last: i32,
    /// What the line asked of them in January.
    pub planned: Decimal,
    /// What they brought, once all of them are published.
    pub actual: Option<Decimal>,
    /// What is asked of them now: the plan with what was carried, and for published months what they brought.
    pub task: Decimal,
}

impl Step {
    /// What earlier months handed on; negative when they were ahead.
    pub fn carried(&self) -> Decimal {
        if self.actual.is_some() { Decimal::ZERO } else { self.task - self.planned }
    }

    /// What the published months fell short; negative when they were ahead.
    pub fn missed(&self) -> Option<Decimal> {
        self.actual.map(|actual| self.planned - actual)
    }
}

/// A week, Monday to Sunday, cut where a quarter ends, so that weeks add up to quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Worked days.
    pub workdays: u32,
}

/// The tasks of one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Cascade {
    /// The target.
    pub target: TargetId,
    /// Decimals of all its figures.
    pub decimals: u32,
    /// Last published month.
    pub known: i32,
    /// Four quarters.
    pub quarters: Vec<Step>,
    /// Twelve months.
    pub months: Vec<Step>,
    /// For each of [`Judge::weeks`], what is asked of it.
    pub weeks: Vec<Decimal>,
    /// The standing at the end of the last published month.
    pub done: Decimal,
    /// What was due by then.
    pub due: Decimal,
}

impl Judge<'_> {
    /// The period whose tasks are ahead: the half-year until it is over, then the year.
    pub fn ahead(&self) -> Period {
        if self.as_of < Period::Half.ends(self.pack.year) { Period::Half } else { Period::Year }
    }

    /// The weeks from the day after the as-of date to the end of [`Judge::ahead`]; none once the year is over.
    pub fn weeks(&self) -> Vec<Week> {
        let end = self.ahead().ends(self.pack.year);
        let closes = |date: Date| {
            // 1970-01-05 was a Monday.
            let sunday = (date.days_since_epoch() - 4).rem_euclid(7) == 6;
            sunday || (date.day == date.month.days() && date.month.month.is_multiple_of(3))
        };
        let (mut weeks, mut first) = (Vec::new(), self.as_of.next());
        while first <= end {
            let mut last = first;
            while last < end && !closes(last) {
                last = last.next();
            }
            weeks.push(Week { first, last, workdays: workdays(&self.pack.calendar, first, last) });
            first = last.next();
        }
        weeks
    }

    /// The tasks of a target; `None` where it cannot be split: rates, ratios, ranks, limits and milestones, and targets
    /// without a figure or a task.
    pub fn cascade(&self, id: TargetId, figures: &impl Figures) -> Option<Cascade> {
        let target = &self.pack.targets[id.0];
        let variable = &self.pack.variables[target.variable.0];
        if !self.has_line(target) || Direction::of(target, variable.better) == Direction::AtMost {
            return None;
        }
        let decimals = variable.decimals;
        let start = self.start(target, figures)?;
        let due: Vec<Decimal> = (0..12).map(|month| self.due_by(id, month, figures).ok()).collect::<Option<_>>()?;
        let before = |month: usize| if month == 0 { start } else { due[month - 1] };
        let planned: Vec<Decimal> = (0..12).map(|month| due[month] - before(month)).collect();
        let known = self.known_through(target.variable).clamp(-1, 11);
        let standing = |month: i32| {
            if month < 0 {
                return Some(start);
            }
            published(figures.standing(self.pack, target.variable, target.row.unwrap_or(0), month)?, decimals)
        };
        let mut tasks = planned.clone();
        let mut actual = vec![None; 12];
        for month in 0..=known {
            let brought = standing(month)? - standing(month - 1)?;
            actual[month as usize] = Some(brought);
            tasks[month as usize] = brought;
        }
        let done = standing(known)?;
        let half = Period::Half.last();
        let ends = if known < half { vec![(known + 1, half), (half + 1, 11)] } else { vec![(known + 1, 11)] };
        let mut reached = done;
        for (first, last) in ends {
            if first > last {
                continue;
            }
            let months = first as usize..=last as usize;
            let missing = (due[last as usize] - reached).max(Decimal::ZERO);
            let split = split(&planned[months.clone()], missing, decimals)?;
            tasks[months].copy_from_slice(&split);
            reached += missing;
        }
        let months: Vec<Step> = (0..12)
            .map(|month| Step {
                first: month,
                last: month,
                planned: planned[month as usize],
                actual: actual[month as usize],
                task: tasks[month as usize],
            })
            .collect();
        let quarter = |quarter: &[Step]| Step {
            first: quarter[0].first,
            last: quarter[2].last,
            planned: quarter.iter().map(|month| month.planned).sum(),
            actual: quarter.iter().map(|month| month.actual).sum(),
            task: quarter.iter().map(|month| month.task).sum(),
        };
        let quarters = months.chunks_exact(3).map(quarter).collect();
        let weeks = self.weekly(&tasks, known, decimals)?;
        let due = if known < 0 { start } else { due[known as usize] };
        Some(Cascade { target: id, decimals, known, quarters, months, weeks, done, due })
    }

    /// What each of [`Judge::weeks`] is asked: a month's task by working days. A month that is published asks nothing more.
    fn weekly(&self, tasks: &[Decimal], known: i32, decimals: u32) -> Option<Vec<Decimal>> {
        let weeks = self.weeks();
        let mut asked = vec![Decimal::ZERO; weeks.len()];
        let Some(last) = weeks.last() else { return Some(asked) };
        let of_year = |date: Date| date.month.offset_from(self.pack.year);
        let first = of_year(self.as_of.next()).max(known + 1);
        for offset in first..=of_year(last.last) {
            let Some(task) = usize::try_from(offset).ok().and_then(|month| tasks.get(month)) else { continue };
            let month = Month::from_offset(self.pack.year, offset);
            let (opens, closes) = (Date { month, day: 1 }, Date { month, day: month.days() });
            let within = |first: Date, last: Date| {
                if first > last { 0 } else { workdays(&self.pack.calendar, first, last) }
            };
            // Days of the month up to the as-of date have a part of the task as well, which no week ahead is asked.
            let mut days = vec![within(opens, closes.min(self.as_of))];
            days.extend(weeks.iter().map(|week| within(week.first.max(opens), week.last.min(closes))));
            let weights: Vec<Decimal> = days.into_iter().map(Decimal::from).collect();
            let parts = split(&weights, *task, decimals)?;
            asked.iter_mut().zip(&parts[1..]).for_each(|(asked, part)| *asked += part);
        }
        Some(asked)
    }
}

/// `total` in proportion to weights, evenly where none is positive; adds up to the last digit.
fn split(weights: &[Decimal], total: Decimal, decimals: u32) -> Option<Vec<Decimal>> {
    let weight = |weight: &Decimal| to_f64((*weight).max(Decimal::ZERO));
    let sum: f64 = weights.iter().map(weight).sum();
    let part = |own: &Decimal| {
        let share = if sum > 0.0 { weight(own) / sum } else { 1.0 / weights.len() as f64 };
        to_f64(total) * share
    };
    largest_remainder(&weights.iter().map(part).collect::<Vec<_>>(), total, decimals)
}
