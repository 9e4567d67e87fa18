//! Verdicts in English.

use std::cmp::Ordering::{Equal, Greater, Less};

use guoban_model::pack::TargetKind;
use guoban_model::text::Language;

use super::{Facts, line_name};
use crate::judge::{Absent, Basis, Direction, PaceKind, Period};
use crate::number::months;

pub(super) fn sentence(facts: &Facts<'_>) -> String {
    let verdict = facts.verdict;
    if let Some(absent) = verdict.absent {
        return not_judged(facts, absent);
    }
    let mut text = match facts.target.kind {
        TargetKind::Amount | TargetKind::Count => amount(facts, "target", "task"),
        TargetKind::Ceiling if facts.share_done().is_some() => amount(facts, "ceiling", "ceiling"),
        TargetKind::Growth | TargetKind::Ratio | TargetKind::Progress => rate(facts),
        TargetKind::Stock => stock(facts),
        TargetKind::Rank => rank(facts),
        TargetKind::Ceiling => ceiling(facts),
        TargetKind::Milestone => milestone(facts),
    };
    if let Some(tolerance) = facts.tolerance() {
        text += &format!(", within the {tolerance} allowed");
    }
    if !verdict.settled {
        if let Some(chance) = verdict.chance() {
            text += &format!("; {} likely to pass", chance_words(&chance));
        }
        if verdict.passes == Some(false)
            && let Some(pace) = pace(facts)
        {
            text += &format!("; {pace}");
        }
    }
    text + "."
}

/// The period after a preposition.
fn the(facts: &Facts<'_>) -> &'static str {
    match facts.verdict.period {
        Period::Half => "H1",
        Period::Year => "the full year",
    }
}

fn chance_words(chance: &str) -> String {
    match chance {
        "<1%" => "less than 1%".to_owned(),
        ">99%" => "more than 99%".to_owned(),
        chance => format!("about {chance}"),
    }
}

fn not_judged(facts: &Facts<'_>, absent: Absent) -> String {
    let (name, period, note) = (facts.name, facts.period, facts.note);
    match absent {
        Absent::NotDue if note.is_empty() => format!("{name} is not due in {period}; it is judged at the year's end."),
        Absent::NotDue => format!("{name} is not due in {period}: {}.", note.trim_end_matches('.')),
        Absent::NoTask => format!("{name} has no task for {}.", the(facts)),
        Absent::Reason(_) => format!("{name}, {period}: not judged: {}.", facts.reason.trim_end_matches('.')),
        Absent::NoFigure => format!("{name}, {period}: no figure, so no verdict."),
    }
}

/// `Hogs sold, H1: 64.9 10k head projected` or, once published, `… reported`.
fn opening(facts: &Facts<'_>) -> String {
    format!("{}, {}: {} {}", facts.name, facts.period, facts.projected(), mood(facts))
}

fn mood(facts: &Facts<'_>) -> &'static str {
    if facts.verdict.is_published() { "reported" } else { "projected" }
}

fn amount(facts: &Facts<'_>, annual: &str, task: &str) -> String {
    let mut text = opening(facts);
    if let Some(share) = facts.share_done() {
        text += &format!(", {share} of the annual {annual}");
    }
    let basis = facts.verdict.due.map(|due| due.basis);
    if let Some(Basis::Line(line)) = basis {
        let line = line_name(line, Language::En);
        text += &match facts.side() {
            Greater => format!(", {} above {line}", facts.gap_in_points()),
            Less => format!(", {} below {line}", facts.gap_in_points()),
            Equal => format!(", level with {line}"),
        };
        return text;
    }
    let task = if basis == Some(Basis::HalfTask) { format!("H1 {task}") } else { annual.to_owned() };
    text + &compared(facts, &task)
}

/// `, 1.1 10k head below the target of 128.0 10k head`.
fn compared(facts: &Facts<'_>, what: &str) -> String {
    let due = facts.due();
    match facts.side() {
        Greater => format!(", {} above the {what} of {due}", facts.gap()),
        Less => format!(", {} below the {what} of {due}", facts.gap()),
        Equal => format!(", level with the {what} of {due}"),
    }
}

fn rate(facts: &Facts<'_>) -> String {
    let half_task = facts.verdict.due.is_some_and(|due| due.basis == Basis::HalfTask);
    opening(facts) + &compared(facts, if half_task { "H1 task" } else { "target" })
}

fn stock(facts: &Facts<'_>) -> String {
    let date = match facts.verdict.period {
        Period::Half => "end of June",
        Period::Year => "end of the year",
    };
    let text = format!("{}, {date}: {} {}", facts.name, facts.projected(), mood(facts));
    match facts.verdict.due.map(|due| due.basis) {
        Some(Basis::Line(line)) => {
            let (due, line) = (facts.due(), line_name(line, Language::En));
            match facts.side() {
                Greater => format!("{text}, {} above the {due} due on {line}", facts.gap()),
                Less => format!("{text}, {} below the {due} due on {line}", facts.gap()),
                Equal => format!("{text}, level with the {due} due on {line}"),
            }
        }
        Some(Basis::HalfTask) => text + &compared(facts, "H1 task"),
        _ => text + &compared(facts, "target"),
    }
}

fn rank(facts: &Facts<'_>) -> String {
    let verdict = facts.verdict;
    let (place, due) = (facts.place(verdict.projected), facts.place(verdict.due.map(|due| due.value)));
    let gap = facts.place(verdict.gap.map(|gap| gap.abs()));
    let places = if gap == "1" { "place" } else { "places" };
    let text = format!("{}, {}: place {place} {}", facts.name, facts.period, mood(facts));
    match facts.side() {
        Less => format!("{text}, {gap} {places} ahead of the target place {due}"),
        Greater => format!("{text}, {gap} {places} behind the target place {due}"),
        Equal => format!("{text}, exactly the target place"),
    }
}

fn ceiling(facts: &Facts<'_>) -> String {
    let text = opening(facts);
    match facts.side() {
        Less => format!("{text}, {} below the ceiling of {}", facts.gap(), facts.due()),
        Greater => format!("{text}, {} above the ceiling of {}", facts.gap(), facts.due()),
        Equal => format!("{text}, exactly at the ceiling"),
    }
}

fn milestone(facts: &Facts<'_>) -> String {
    let (name, last) = (facts.name, facts.verdict.period.last());
    let deadline = match facts.verdict.period {
        Period::Half => "the mid-year deadline",
        Period::Year => "the year-end deadline",
    };
    match facts.verdict.reached {
        None => format!("{name} is not reached by the end of next year; it misses {deadline}"),
        Some(month) if month <= last => format!("{name} is projected for {}, within {deadline}", month_name(month)),
        Some(month) => {
            let late = month - last;
            let unit = if late == 1 { "month" } else { "months" };
            format!("{name} is projected for {}, {late} {unit} after {deadline}", month_name(month))
        }
    }
}

fn month_name(offset: i32) -> String {
    let month = months(offset, offset, Language::En);
    if offset > 11 { format!("{month} next year") } else { month }
}

pub(super) fn pace(facts: &Facts<'_>) -> Option<String> {
    let pace = facts.verdict.pace?;
    let when = months(pace.first, pace.last, Language::En);
    let verb = if pace.months() == 1 { "needs" } else { "need" };
    if pace.is_met() {
        return Some(match facts.verdict.direction {
            Direction::AtLeast => format!("{when} {verb} nothing more"),
            Direction::AtMost => format!("nothing is left for {when}"),
        });
    }
    let rate = facts.figure(pace.rate);
    let each = if pace.months() == 1 { "" } else { " a month" };
    let at_least = facts.verdict.direction == Direction::AtLeast;
    let mut text = match pace.kind {
        PaceKind::PerMonth if at_least => format!("{when} {verb} {rate}{each}"),
        PaceKind::PerMonth => format!("{when} may add at most {rate}{each}"),
        PaceKind::Change => {
            format!("{when} {verb} a change of {}{each}", facts.change(pace.rate))
        }
        PaceKind::Growth if at_least => format!("{when} {verb} {rate}"),
        PaceKind::Growth => format!("{when} may reach at most {rate}"),
    };
    if let Some(best) = pace.best.filter(|_| pace.beyond_best) {
        let best = facts.figure(best);
        text += &match at_least {
            true => format!(", more than the best of the last 24 months ({best})"),
            false => format!(", less than the lowest of the last 24 months ({best})"),
        };
    }
    Some(text)
}
