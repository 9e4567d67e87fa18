//! `guoban break-even`.

use guoban_answers::break_even::{BreakEven, Turns, break_even};
use guoban_answers::words::turns;
use guoban_model::pack::{AssumptionId, LeverId, Pack};
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::why::Change;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{item, target};
use crate::error::Error;
use crate::nearest::nearest;
use crate::question::Question;
use crate::run::{Opened, json};

#[derive(Serialize)]
struct Report {
    id: String,
    name: String,
    target: String,
    setting: Decimal,
    periods: Vec<PeriodReport>,
}

#[derive(Serialize)]
struct PeriodReport {
    period: Period,
    passes: bool,
    turns: Vec<TurnReport>,
    counts_until: Option<Decimal>,
}

#[derive(Serialize)]
struct TurnReport {
    below: Decimal,
    from: Decimal,
    passes: bool,
}

pub fn answer(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    let (model, pack) = (&opened.model, opened.model.pack());
    let (target, period) = target(question, pack)?;
    let period = period.or(question.period);
    let changes = changes(question, pack)?;
    let found = changes.into_iter().filter_map(|change| break_even(model, &opened.scenario, change, target));
    let found = found.map(|mut found| {
        found.periods.retain(|turns| period.is_none_or(|period| turns.period == period));
        found
    });
    // Of everything there is, what turns nothing is no answer.
    let is_told = |found: &BreakEven| {
        !question.of.is_empty()
            || found.periods.iter().any(|turns| !turns.turns.is_empty() || turns.counts_until.is_some())
    };
    let found: Vec<BreakEven> = found.filter(is_told).collect();
    if question.plan.json {
        return json(&found.iter().map(|found| report(pack, found, language)).collect::<Vec<_>>());
    }
    Ok(text(pack, target, &found, language))
}

/// What a question moves: what it names, else every lever and assumption.
fn changes(question: &Question, pack: &Pack) -> Result<Vec<Change>, Error> {
    if question.of.is_empty() {
        let levers = (0..pack.levers.len()).map(|index| Change::Lever(LeverId(index)));
        let assumptions = (0..pack.assumptions.len()).map(|index| Change::Assumption(AssumptionId(index)));
        return Ok(levers.chain(assumptions).collect());
    }
    let find = |id: &String| {
        let change = pack.lever(id).map(Change::Lever).or_else(|| pack.assumption(id).map(Change::Assumption));
        change.ok_or_else(|| {
            let levers = pack.levers.iter().map(|lever| &*lever.id);
            let nearest = nearest(id, levers.chain(pack.assumptions.iter().map(|item| &*item.id)));
            Error::UnknownItem { name: id.clone(), nearest }
        })
    };
    question.of.iter().map(find).collect()
}

fn report(pack: &Pack, found: &BreakEven, language: Language) -> Report {
    let item = item(pack, found.change);
    let turns = |turns: &Turns| PeriodReport {
        period: turns.period,
        passes: turns.passes,
        turns: turns
            .turns
            .iter()
            .map(|turn| TurnReport { below: turn.below, from: turn.from, passes: turn.passes })
            .collect(),
        counts_until: turns.counts_until,
    };
    Report {
        id: item.id().to_owned(),
        name: item.name(pack, language).to_owned(),
        target: pack.targets[found.target.0].id.clone(),
        setting: found.setting,
        periods: found.periods.iter().map(turns).collect(),
    }
}

fn text(pack: &Pack, target: guoban_model::pack::TargetId, found: &[BreakEven], language: Language) -> String {
    let name = pack.targets[target.0].name.get(language);
    let mut out = format!("{name}\n");
    for found in found {
        let item = item(pack, found.change);
        let show = |setting: Decimal| item.show(setting, pack, language);
        let now = show(found.setting);
        out += &match language {
            Language::Zh => format!("{}（现为 {now}）\n", item.name(pack, language)),
            Language::En => format!("{} (now {now})\n", item.name(pack, language)),
        };
        for found in &found.periods {
            out += &format!("  {}\n", turns(pack, &item, found, language));
        }
    }
    if found.is_empty() {
        out += match language {
            Language::Zh => "没有哪一项措施或假设单独能在其范围内翻转判定。\n",
            Language::En => "No lever and no assumption turns the verdict by itself within its range.\n",
        };
    }
    out
}
