//! What depends on the month alone: the calendar, seasonal weights, events, schedules.

use crate::formula::{Calendar, NodeKind};
use crate::pack::{Event, Pack};
use crate::time::{Date, Month};

/// The values of the calendar by number; profiles follow, then events.
const CALENDAR: [Calendar; 7] = [
    Calendar::Month,
    Calendar::MonthOfYear,
    Calendar::Quarter,
    Calendar::Days,
    Calendar::Year,
    Calendar::Workdays,
    Calendar::WorkdaysLeft,
];

/// The number of a node among what depends on the month alone.
pub fn number(pack: &Pack, node: &NodeKind) -> u32 {
    let number = match node {
        NodeKind::Calendar(calendar) => CALENDAR.iter().position(|known| known == calendar).unwrap_or(0),
        NodeKind::Profile(profile) => CALENDAR.len() + profile.0,
        NodeKind::Event(event) => CALENDAR.len() + pack.profiles.len() + event.0,
        _ => 0,
    };
    number as u32
}

/// The number of the first list of twelve numbers; profiles and events come before.
pub fn first_schedule(pack: &Pack) -> u32 {
    (CALENDAR.len() + pack.profiles.len() + pack.events.len()) as u32
}

/// The value of what has a number, in a month.
pub fn value(pack: &Pack, schedules: &[&[f64; 12]], as_of: Date, number: u32, month: i32) -> f64 {
    let number = number as usize;
    if let Some(calendar) = CALENDAR.get(number) {
        return calendar_value(*calendar, pack, as_of, month);
    }
    let after = number - CALENDAR.len();
    if let Some(profile) = pack.profiles.get(after) {
        return profile.month_weight(month.rem_euclid(12) as usize + 1);
    }
    match pack.events.get(after - pack.profiles.len()) {
        Some(event) => event_share(event, pack.year, month),
        None => schedules[after - pack.profiles.len() - pack.events.len()][month.clamp(0, 11) as usize],
    }
}

/// A value of the calendar in a month counted from January of the plan year (0).
pub fn calendar_value(calendar: Calendar, pack: &Pack, as_of: Date, month: i32) -> f64 {
    let at = Month::from_offset(pack.year, month);
    let (first, last) = (Date { month: at, day: 1 }, Date { month: at, day: at.days() });
    match calendar {
        Calendar::Month => f64::from(month + 1),
        Calendar::MonthOfYear => f64::from(at.month),
        Calendar::Quarter => f64::from((at.month - 1) / 3 + 1),
        Calendar::Days => f64::from(at.days()),
        Calendar::Year => f64::from(at.year),
        Calendar::Workdays => f64::from(pack.calendar.workdays(first, last)),
        Calendar::WorkdaysLeft => f64::from(pack.calendar.workdays(first.max(as_of.next()), last)),
    }
}

/// The part of a month's days that lie in an event.
pub fn event_share(event: &Event, plan_year: i32, month: i32) -> f64 {
    let at = Month::from_offset(plan_year, month);
    let (first, last) = (Date { month: at, day: 1 }, Date { month: at, day: at.days() });
    let inside = event.last.min(last).days_since_epoch() - event.first.max(first).days_since_epoch() + 1;
    inside.max(0) as f64 / f64::from(at.days())
}
