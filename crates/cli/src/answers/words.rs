//! Names and sentences that several answers share.

use guoban_answers::solve::Bind;
use guoban_model::pack::{AssumptionId, LeverId, Pack, TargetId};
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::number::{month_of, unit_name};
use guoban_planning::scenario::Item;

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

/// Why a question about a target has no answer.
pub fn not_judged(pack: &Pack, target: TargetId, period: Period, language: Language) -> String {
    let name = target_name(pack, target, period, language);
    match language {
        Language::Zh => format!("{name}没有判定，谈不上缺口；换一个时期（--period）或另一项任务。"),
        Language::En => {
            format!("{name} is not judged, so there is no gap; ask for another period (--period) or another target.")
        }
    }
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

fn assumption_bind(
    pack: &Pack,
    id: AssumptionId,
    from: rust_decimal::Decimal,
    to: Option<rust_decimal::Decimal>,
    language: Language,
) -> String {
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
