//! What stands at the top of the board.

use std::cmp::Ordering;

use guoban_model::pack::Pack;
use guoban_model::text::Language;

use super::facts::Facts;
use crate::judge::{Board, Period, Verdict};
use crate::limits::LimitVerdict;

/// Names listed before the rest is counted.
const NAMED: usize = 3;

/// Everything at the top of the board, most important first: what cannot be done, the headline, what June costs
/// December, and the counts.
pub fn opening(pack: &Pack, board: &Board, language: Language) -> Vec<String> {
    let parts = [
        infeasible(pack, board, language),
        headline(pack, board, language),
        lost_by_december(pack, board, language),
        Some(tally(board, Period::Half, language)),
        Some(tally(board, Period::Year, language)),
    ];
    parts.into_iter().flatten().collect()
}

/// The headline target in both periods: `地区生产总值增速上半年预计 6.1%，差 0.1 个百分点，达标把握 41%；全年预计 …`.
pub fn headline(pack: &Pack, board: &Board, language: Language) -> Option<String> {
    let row = board.rows.get(board.headline?)?;
    let name = pack.targets[row.target.0].name.get(language);
    let parts: Vec<String> =
        [&row.half, &row.year].into_iter().filter_map(|verdict| part(pack, verdict, language)).collect();
    if parts.is_empty() {
        return None;
    }
    Some(match language {
        Language::Zh => format!("{name}{}。", parts.join("；")),
        Language::En => format!("{name}: {}.", parts.join("; ")),
    })
}

fn part(pack: &Pack, verdict: &Verdict, language: Language) -> Option<String> {
    if verdict.absent.is_some() {
        return None;
    }
    let facts = Facts::of(pack, verdict, language);
    let (period, projected, gap) = (facts.period, facts.projected(), facts.gap());
    let chance = verdict.chance().filter(|_| !verdict.settled);
    let passes = verdict.passes == Some(true);
    Some(match language {
        Language::Zh => {
            let mood = if verdict.is_published() { "实际" } else { "预计" };
            let gap = match (facts.side(), passes) {
                (Ordering::Equal, _) => "与任务持平".to_owned(),
                (Ordering::Greater, _) => format!("比任务高 {gap}"),
                (Ordering::Less, true) => format!("比任务低 {gap}"),
                (Ordering::Less, false) => format!("距任务差 {gap}"),
            };
            let chance = chance.map_or_else(String::new, |chance| format!("，达标把握 {chance}"));
            format!("{period}{mood} {projected}，{gap}{chance}")
        }
        Language::En => {
            let mood = if verdict.is_published() { "reported" } else { "projected" };
            let gap = match (facts.side(), passes) {
                (Ordering::Equal, _) => "on target".to_owned(),
                (Ordering::Greater, _) => format!("{gap} above target"),
                (Ordering::Less, true) => format!("{gap} below target"),
                (Ordering::Less, false) => format!("{gap} short"),
            };
            let chance = chance.map_or_else(String::new, |chance| format!(", {chance} likely to pass"));
            format!("{period} {projected} {mood}, {gap}{chance}")
        }
    })
}

/// Which targets are hit in June and missed in December.
pub fn lost_by_december(pack: &Pack, board: &Board, language: Language) -> Option<String> {
    let name = |index: &usize| board.rows.get(*index).map(|row| pack.targets[row.target.0].name.get(language));
    let names: Vec<&str> = board.lost_by_december.iter().filter_map(name).collect();
    let named = names.get(..NAMED.min(names.len()))?;
    match (names.len(), language) {
        (0, _) => None,
        (1..=NAMED, Language::Zh) => Some(format!("{}上半年达标而全年有缺口。", named.join("、"))),
        (count, Language::Zh) => Some(format!("{}等 {count} 项上半年达标而全年有缺口。", named.join("、"))),
        (1, Language::En) => Some(format!("{} is on track in June and short in December.", names[0])),
        (2..=NAMED, Language::En) => Some(format!("{} are on track in June and short in December.", named.join(", "))),
        (count, Language::En) => {
            let more = count - NAMED;
            Some(format!("{} and {more} more are on track in June and short in December.", named.join(", ")))
        }
    }
}

/// Why the scenario cannot be done.
pub fn infeasible(pack: &Pack, board: &Board, language: Language) -> Option<String> {
    let broken = || board.limits.iter().filter(|limit| !limit.is_kept());
    let first = broken().next()?;
    let sentence = LimitVerdict::sentence(first, pack, language);
    let more = broken().count() - 1;
    Some(match (more, language) {
        (0, _) => sentence,
        (more, Language::Zh) => format!("{sentence}另有 {more} 项资源不够。"),
        (1, Language::En) => format!("{sentence} One more pool is overdrawn."),
        (more, Language::En) => format!("{sentence} {more} more pools are overdrawn."),
    })
}

/// The counts of a period: `上半年 14 项可考核：达标 5、临界 4、有缺口 5。`
pub fn tally(board: &Board, period: Period, language: Language) -> String {
    let tally = board.tally(period);
    let (name, counted) = (period.name(language), tally.counted());
    let (on_track, near, short) = (tally.on_track, tally.near, tally.short);
    match language {
        Language::Zh => format!("{name} {counted} 项可考核：达标 {on_track}、临界 {near}、有缺口 {short}。"),
        Language::En => {
            let name = if period == Period::Year { "Full year" } else { name };
            format!("{name}: {counted} targets counted, {on_track} on track, {near} near, {short} short.")
        }
    }
}
