//! `guoban warning`.

use guoban_answers::warning::{Lead, Warning, warnings};
use guoban_answers::words::unit;
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_model::time::Month;
use guoban_planning::judge::{Direction, Judge, Period};
use guoban_planning::number::{month_of, plain, plain_or_unknown};
use rust_decimal::Decimal;
use serde::Serialize;

use super::period;
use crate::error::Error;
use crate::question::Question;
use crate::run::{Opened, json};
use crate::table::aligned;

#[derive(Serialize)]
struct Report {
    target: String,
    name: String,
    unit: String,
    period: Period,
    passes: bool,
    direction: Direction,
    months: Vec<LeadReport>,
}

#[derive(Serialize)]
struct LeadReport {
    month: Month,
    projected: Decimal,
    needed: Decimal,
    own: Option<Decimal>,
}

pub fn answer(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    let pack = opened.model.pack();
    let asked = super::targets(question, pack)?;
    let period = period(question, opened);
    let judge = Judge::new(pack, &opened.scenario);
    let run = opened.model.run(&opened.scenario.settings(pack));
    let mut found = warnings(&judge, &run, period);
    found.retain(|warning| asked.is_empty() || asked.iter().any(|(target, _)| *target == warning.target));
    if question.plan.json {
        return json(&found.iter().map(|warning| report(pack, warning, language)).collect::<Vec<_>>());
    }
    Ok(text(pack, &found, language))
}

fn report(pack: &Pack, warning: &Warning, language: Language) -> Report {
    let target = &pack.targets[warning.target.0];
    let lead = |lead: &Lead| LeadReport {
        month: Month::from_offset(pack.year, lead.month),
        projected: lead.projected,
        needed: lead.needed,
        own: lead.own,
    };
    Report {
        target: target.id.clone(),
        name: target.name.get(language).to_owned(),
        unit: pack.variables[target.variable.0].unit.clone(),
        period: warning.period,
        passes: warning.passes,
        direction: warning.direction,
        months: warning.months.iter().map(lead).collect(),
    }
}

fn text(pack: &Pack, found: &[Warning], language: Language) -> String {
    let heads = match language {
        Language::Zh => ["任务", "单位", "", "月份", "预计（累计）", "须达到", "当月须"],
        Language::En => ["target", "unit", "", "month", "projected to date", "must be", "of the month"],
    };
    let mut rows = vec![(heads.map(str::to_owned), String::new())];
    for warning in found {
        let at_most = warning.direction == Direction::AtMost;
        let bound = match (at_most, language) {
            (false, _) => "≥ ",
            (true, _) => "≤ ",
        };
        for (index, lead) in warning.months.iter().enumerate() {
            let name = if index == 0 { pack.targets[warning.target.0].name.get(language) } else { "" };
            let mark = match (index, warning.passes) {
                (0, true) => "✓",
                (0, false) => "✕",
                _ => "",
            };
            let unit = if index == 0 { unit(pack, warning.target, language) } else { "" };
            let cells = [
                name.to_owned(),
                unit.to_owned(),
                mark.to_owned(),
                month_of(lead.month, pack.year, language),
                plain(lead.projected, warning.decimals),
                format!("{bound}{}", plain(lead.needed, warning.decimals)),
                plain_or_unknown(lead.own, warning.decimals),
            ];
            rows.push((cells, String::new()));
        }
    }
    let mut out = aligned(rows, [true, true, true, true, false, false, false]);
    out += match language {
        Language::Zh => "\n当月之后各月按预计。达不到“须达到”的数，期末判定就保不住。\n",
        Language::En => "\nLater months are taken as projected. Below what it must be, the verdict does not hold.\n",
    };
    out
}
