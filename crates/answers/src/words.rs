//! Names and sentences of answers, as command line and page say them.

use guoban_model::pack::{AssumptionId, LeverId, Pack, TargetId};
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::number::{month_of, unit_name};
use guoban_planning::scenario::Item;
use guoban_planning::spending;
use rust_decimal::Decimal;

use crate::break_even::Turns;
use crate::prices::Prices;
use crate::solve::{Bind, Reading};
use crate::stress::Case;

/// A lever's name.
pub fn lever(pack: &Pack, lever: LeverId, language: Language) -> &str {
    pack.levers[lever.0].name.get(language)
}

/// A target's name with a period: `社会消费品零售总额（上半年）`.
pub fn target_name(pack: &Pack, target: TargetId, period: Period, language: Language) -> String {
    let (name, period) = (pack.targets[target.0].name.get(language), period.name(language));
    match language {
        Language::Zh => format!("{name}（{period}）"),
        Language::En => format!("{name} ({period})"),
    }
}

/// The unit of a target's figures.
pub fn unit(pack: &Pack, target: TargetId, language: Language) -> &str {
    unit_name(&pack.variables[pack.targets[target.0].variable.0].unit, language)
}

/// What keeps a gap open, in words.
pub fn bind(pack: &Pack, bind: &Bind, language: Language) -> String {
    let name = |id: LeverId| lever(pack, id, language);
    let zh = language == Language::Zh;
    match *bind {
        Bind::Range(id) if zh => format!("“{}”已到可行范围的端点。", name(id)),
        Bind::Range(id) => format!("{} is at the end of its range.", name(id)),
        Bind::Limit(id, limit) => {
            let limit = pack.limits[limit].name.get(language);
            if zh {
                format!("“{}”再加就超出“{limit}”。", name(id))
            } else {
                format!("More of {} would overdraw {limit}.", name(id))
            }
        }
        Bind::Kept(id, target) => {
            let target = pack.targets[target.0].name.get(language);
            if zh {
                format!("“{}”再加，“{target}”就保不住。", name(id))
            } else {
                format!("More of {} would lose {target}.", name(id))
            }
        }
        Bind::Budget(id) if zh => format!("“{}”再加就超出新增支出上限。", name(id)),
        Bind::Budget(id) => format!("More of {} would spend more than allowed.", name(id)),
        Bind::Lead(id, from) => {
            let from = month_of(from, pack.year, language);
            if zh {
                format!("“{}”最早{from}起作用，来不及计入本期。", name(id))
            } else {
                format!("{} acts from {from} on, too late to count in this period.", name(id))
            }
        }
        Bind::Assumption(id, from, to) => assumption_bind(pack, id, from, to, language),
    }
}

fn assumption_bind(pack: &Pack, id: AssumptionId, from: Decimal, to: Option<Decimal>, language: Language) -> String {
    let item = Item::Assumption(pack.assumptions[id.0].id.clone());
    let show = |value| item.show(value, pack, language);
    let name = item.name(pack, language).to_owned();
    match (to, language) {
        (Some(to), Language::Zh) => format!("假设“{name}”要由 {} 变为 {}，这一组合才够。", show(from), show(to)),
        (Some(to), Language::En) => {
            format!("The mix would do if {name} were {} instead of {}.", show(to), show(from))
        }
        (None, Language::Zh) => format!("假设“{name}”（现为 {}）取到最有利的一端也不够，但缺口会缩小。", show(from)),
        (None, Language::En) => {
            format!("{name} (now {}) would narrow the gap, but not close it even at its better end.", show(from))
        }
    }
}

/// What a reading looks for.
pub fn reading_name(reading: Reading, language: Language) -> &'static str {
    match (reading, language) {
        (Reading::Cheapest, Language::Zh) => "最省",
        (Reading::Fewest, Language::Zh) => "措施最少",
        (Reading::Balanced, Language::Zh) => "单位间最均衡",
        (Reading::Cheapest, Language::En) => "Cheapest",
        (Reading::Fewest, Language::En) => "Fewest measures",
        (Reading::Balanced, Language::En) => "Most balanced over owners",
    }
}

/// What befalls a plan.
pub fn case_name(pack: &Pack, case: Case, language: Language) -> &str {
    match (case, language) {
        (Case::Planned, Language::Zh) => "按方案",
        (Case::Planned, Language::En) => "as planned",
        (Case::Named(index), _) => pack.stresses.get(index).map_or("", |case| case.name.get(language)),
        (Case::Together, Language::Zh) => "全部同时发生",
        (Case::Together, Language::En) => "all together",
    }
}

/// Where a verdict turns over the range of an item, in words.
pub fn turns(pack: &Pack, item: &Item, turns: &Turns, language: Language) -> String {
    let zh = language == Language::Zh;
    let word = |passes: bool| match (passes, zh) {
        (true, true) => "达标",
        (false, true) => "有缺口",
        (true, false) => "on track",
        (false, false) => "short",
    };
    let period = turns.period.name(language);
    let mut parts: Vec<String> = Vec::new();
    for turn in &turns.turns {
        let from = item.show(turn.from, pack, language);
        parts.push(match language {
            Language::Zh => format!("从 {from} 起{}", word(turn.passes)),
            Language::En => format!("{} from {from}", word(turn.passes)),
        });
    }
    if parts.is_empty() {
        parts.push(match language {
            Language::Zh => format!("整个范围内都{}", word(turns.passes)),
            Language::En => format!("{} over the whole range", word(turns.passes)),
        });
    }
    if let Some(last) = turns.counts_until {
        let last = item.show(last, pack, language);
        parts.push(if zh { format!("最迟 {last} 还能计入") } else { format!("counts if not later than {last}") });
    }
    if zh { format!("{period}：{}", parts.join("；")) } else { format!("{period}: {}", parts.join("; ")) }
}

/// Which task to give up first, and what for; nothing where there are not several.
pub fn give_up(pack: &Pack, prices: &Prices, language: Language) -> Option<String> {
    let [first, _, ..] = prices.tasks.as_slice() else { return None };
    let zh = language == Language::Zh;
    let name = target_name(pack, first.target, first.period, language);
    let saves = first.saves.filter(|saves| *saves > Decimal::ZERO).map(|saves| spending::told(saves, language));
    let saves = saves.map(|amount| amount.trim_start_matches('+').to_owned());
    let fewer = (first.levers > 0).then_some(first.levers);
    Some(match (first.frees, saves, fewer, zh) {
        (true, .., true) => format!("先舍“{name}”：舍掉它，其余任务就都能达标。"),
        (true, .., false) => format!("Give up {name} first: without it all others can be hit."),
        (_, Some(amount), Some(fewer), true) => format!("先舍“{name}”最划算：少花 {amount}，少动 {fewer} 项措施。"),
        (_, Some(amount), Some(fewer), false) => {
            format!("Give up {name} first: that saves {amount} and {fewer} measures.")
        }
        (_, Some(amount), None, true) => format!("先舍“{name}”最划算：少花 {amount}。"),
        (_, Some(amount), None, false) => format!("Give up {name} first: that saves {amount}."),
        (_, None, Some(fewer), true) => format!("舍掉哪一项都省不下支出；先舍“{name}”可少动 {fewer} 项措施。"),
        (_, None, Some(fewer), false) => {
            format!("Giving up any of them saves no spending; without {name} {fewer} measures fewer have to move.")
        }
        (_, None, None, true) if first.is_nothing() => "舍掉哪一项都省不下支出，也不少动措施：不必舍。".to_owned(),
        (_, None, None, false) if first.is_nothing() => {
            "Giving up any of them saves neither spending nor measures: there is no need.".to_owned()
        }
        (_, None, None, true) => format!("舍掉哪一项都省不下支出；舍掉“{name}”对其他任务有好处。"),
        (_, None, None, false) => {
            format!("Giving up any of them saves no spending; without {name} other targets gain.")
        }
    })
}
