//! Verdicts in Chinese.

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
        TargetKind::Amount | TargetKind::Count => amount(facts, "完成", "目标", "任务"),
        TargetKind::Ceiling if facts.share_done().is_some() => amount(facts, "累计", "上限", "上限"),
        TargetKind::Growth | TargetKind::Ratio | TargetKind::Progress => rate(facts),
        TargetKind::Stock => stock(facts),
        TargetKind::Rank => rank(facts),
        TargetKind::Ceiling => ceiling(facts),
        TargetKind::Milestone => milestone(facts),
    };
    if let Some(tolerance) = facts.tolerance() {
        text += &format!("，在允许的 {tolerance}之内");
    }
    if !verdict.settled {
        if let Some(chance) = verdict.chance() {
            text += &format!("；达标把握{}", chance_words(&chance));
        }
        if verdict.passes == Some(false)
            && let Some(pace) = pace(facts)
        {
            text += &format!("；{pace}");
        }
    }
    text + "。"
}

fn chance_words(chance: &str) -> String {
    match chance {
        "<1%" => "不到 1%".to_owned(),
        ">99%" => "超过 99%".to_owned(),
        chance => format!("约 {chance}"),
    }
}

fn not_judged(facts: &Facts<'_>, absent: Absent) -> String {
    let (name, period, note) = (facts.name, facts.period, facts.note);
    match absent {
        Absent::NotDue if note.is_empty() => format!("{name}{period}不计，到年底考核。"),
        Absent::NotDue => format!("{name}{period}不计：{}。", note.trim_end_matches('。')),
        Absent::NoTask => format!("{name}没有{period}任务。"),
        Absent::Reason(_) => format!("{name}{period}不判定：{}。", facts.reason.trim_end_matches('。')),
        Absent::NoFigure => format!("{name}{period}算不出数，暂不判定。"),
    }
}

/// `上半年预计完成` or, once published, `上半年实际完成`.
fn opening(facts: &Facts<'_>, verb: &str) -> String {
    let mood = if facts.verdict.is_published() { "实际" } else { "预计" };
    format!("{}{}{mood}{verb}", facts.name, facts.period)
}

fn amount(facts: &Facts<'_>, verb: &str, annual: &str, task: &str) -> String {
    let mut text = format!("{} {}", opening(facts, verb), facts.projected());
    if let Some(share) = facts.share_done() {
        text += &format!("，为全年{annual}的 {share}");
    }
    let basis = facts.verdict.due.map(|due| due.basis);
    if let Some(Basis::Line(line)) = basis {
        let line = line_name(line, Language::Zh);
        text += &match facts.side() {
            Greater => format!("，高于{line} {}", facts.gap_in_points()),
            Less => format!("，低于{line} {}", facts.gap_in_points()),
            Equal => format!("，与{line}持平"),
        };
        return text;
    }
    let task = if basis == Some(Basis::HalfTask) { format!("上半年{task}") } else { annual.to_owned() };
    text + &compared(facts, &task, "多", "少")
}

/// `，比目标 128.0 万头少 1.1 万头`.
fn compared(facts: &Facts<'_>, what: &str, more: &str, less: &str) -> String {
    // A unit in Chinese characters is followed by the next word at once, a sign or letter by a space.
    let due = facts.due();
    let space = if due.ends_with(|last: char| last.is_ascii_graphic()) { " " } else { "" };
    match facts.side() {
        Greater => format!("，比{what} {due}{space}{more} {}", facts.gap()),
        Less => format!("，比{what} {due}{space}{less} {}", facts.gap()),
        Equal => format!("，与{what} {due}{space}持平"),
    }
}

fn rate(facts: &Facts<'_>) -> String {
    let half_task = facts.verdict.due.is_some_and(|due| due.basis == Basis::HalfTask);
    let what = if half_task { "上半年任务" } else { "目标" };
    format!("{} {}{}", opening(facts, "为"), facts.projected(), compared(facts, what, "高", "低"))
}

fn stock(facts: &Facts<'_>) -> String {
    let (date, mood) = (end(facts.verdict.period), if facts.verdict.is_published() { "实际" } else { "预计" });
    let what = match facts.verdict.due.map(|due| due.basis) {
        Some(Basis::Line(line)) => format!("{}应达的", line_name(line, Language::Zh)),
        Some(Basis::HalfTask) => "上半年任务".to_owned(),
        _ => "目标".to_owned(),
    };
    format!("{}{date}{mood}为 {}{}", facts.name, facts.projected(), compared(facts, &what, "多", "少"))
}

fn end(period: Period) -> &'static str {
    match period {
        Period::Half => "6月末",
        Period::Year => "年末",
    }
}

fn rank(facts: &Facts<'_>) -> String {
    let verdict = facts.verdict;
    let (place, due) = (facts.place(verdict.projected), facts.place(verdict.due.map(|due| due.value)));
    let gap = facts.place(verdict.gap.map(|gap| gap.abs()));
    let text = format!("{}第 {place} 位", opening(facts, "居"));
    match facts.side() {
        Less => format!("{text}，比目标的第 {due} 位靠前 {gap} 位"),
        Greater => format!("{text}，比目标的第 {due} 位落后 {gap} 位"),
        Equal => format!("{text}，正是目标的第 {due} 位"),
    }
}

fn ceiling(facts: &Facts<'_>) -> String {
    let text = format!("{} {}", opening(facts, "为"), facts.projected());
    match facts.side() {
        Less => format!("{text}，低于上限 {}，余 {}", facts.due(), facts.gap()),
        Greater => format!("{text}，超过上限 {}，超出 {}", facts.due(), facts.gap()),
        Equal => format!("{text}，正好在上限"),
    }
}

fn milestone(facts: &Facts<'_>) -> String {
    let (name, last) = (facts.name, facts.verdict.period.last());
    let deadline = match facts.verdict.period {
        Period::Half => "6月底",
        Period::Year => "年底",
    };
    match facts.verdict.reached {
        None => format!("{name}到次年年底仍不能完成，期限是今年{deadline}"),
        Some(month) if month <= last => format!("{name}预计{}完成，在{deadline}期限之内", month_name(month)),
        Some(month) => format!("{name}预计{}完成，比{deadline}期限晚 {} 个月", month_name(month), month - last),
    }
}

fn month_name(offset: i32) -> String {
    let month = months(offset, offset, Language::Zh);
    if offset > 11 { format!("次年{month}") } else { month }
}

pub(super) fn pace(facts: &Facts<'_>) -> Option<String> {
    let pace = facts.verdict.pace?;
    let when = months(pace.first, pace.last, Language::Zh);
    if pace.is_met() {
        return Some(match facts.verdict.direction {
            Direction::AtLeast => format!("{when}无须再增"),
            Direction::AtMost => format!("{when}已无余量"),
        });
    }
    let rate = facts.figure(pace.rate);
    let (need, beyond) = match facts.verdict.direction {
        Direction::AtLeast => ("需", "高于近24个月最好水平"),
        Direction::AtMost => ("不得超过", "低于近24个月最低水平"),
    };
    let each = if pace.months() == 1 { "" } else { "月均" };
    let mut text = match pace.kind {
        PaceKind::PerMonth => format!("{when}{each}{need} {rate}"),
        PaceKind::Change => format!("{when}{each}需变动 {}", facts.change(pace.rate)),
        PaceKind::Growth if facts.verdict.direction == Direction::AtLeast => format!("{when}需达到 {rate}"),
        PaceKind::Growth => format!("{when}{need} {rate}"),
    };
    if let Some(best) = pace.best.filter(|_| pace.beyond_best) {
        text += &format!("，{beyond} {}", facts.figure(best));
    }
    Some(text)
}
