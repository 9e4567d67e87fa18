//! `guoban tornado`.

use guoban_answers::tornado::{Bar, Class, End, Tornado, tornado};
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::number::{plain_or_unknown, signed_or_unknown, unit_name};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{item, period, target};
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
    projected: Option<Decimal>,
    hits: usize,
    counted: usize,
    bars: Vec<BarReport>,
    idle: usize,
}

#[derive(Serialize)]
struct BarReport {
    id: String,
    name: String,
    class: Class,
    low: EndReport,
    high: EndReport,
    borrowed: bool,
}

#[derive(Serialize)]
struct EndReport {
    setting: Decimal,
    effect: Option<Decimal>,
    hits: i32,
}

impl From<End> for EndReport {
    fn from(end: End) -> Self {
        Self { setting: end.setting, effect: end.effect, hits: end.hits }
    }
}

pub fn answer(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    let pack = opened.model.pack();
    let (id, own) = target(question, pack)?;
    let period = own.unwrap_or_else(|| period(question, opened));
    let found = tornado(&opened.model, &opened.scenario, id, period).ok_or(Error::NoTarget)?;
    if question.plan.json { json(&report(pack, &found, language)) } else { Ok(text(pack, &found, language)) }
}

fn report(pack: &Pack, found: &Tornado, language: Language) -> Report {
    let target = &pack.targets[found.target.0];
    let bar = |bar: &Bar| {
        let item = item(pack, bar.change);
        BarReport {
            id: item.id().to_owned(),
            name: item.name(pack, language).to_owned(),
            class: bar.class,
            low: bar.low.into(),
            high: bar.high.into(),
            borrowed: bar.borrowed,
        }
    };
    Report {
        target: target.id.clone(),
        name: target.name.get(language).to_owned(),
        unit: pack.variables[target.variable.0].unit.clone(),
        period: found.period,
        projected: found.projected,
        hits: found.hits,
        counted: found.counted,
        bars: found.bars.iter().map(bar).collect(),
        idle: found.idle,
    }
}

fn text(pack: &Pack, found: &Tornado, language: Language) -> String {
    let target = &pack.targets[found.target.0];
    let unit = unit_name(&pack.variables[target.variable.0].unit, language);
    let (name, period) = (target.name.get(language), found.period.name(language));
    let projected = plain_or_unknown(found.projected, found.decimals.saturating_sub(1));
    let (hits, counted, idle) = (found.hits, found.counted, found.idle);
    let mut out = match language {
        Language::Zh => format!("{name} · {period}：预计 {projected} {unit}；{counted} 项任务中 {hits} 项预计达标。\n"),
        Language::En => {
            format!(
                "{name}, {period}: {projected} {unit} projected; {hits} of {counted} targets projected to be hit.\n"
            )
        }
    };
    for class in [Class::Measure, Class::Recording, Class::Assumption] {
        let heads = match language {
            Language::Zh => [head(class, language), "下限", "影响", "达标项", "上限", "影响", "达标项"],
            Language::En => [head(class, language), "low", "effect", "hits", "high", "effect", "hits"],
        };
        let mut rows = vec![(heads.map(str::to_owned), String::new())];
        for bar in found.bars.iter().filter(|bar| bar.class == class) {
            let item = item(pack, bar.change);
            let setting = |end: End| item.show(end.setting, pack, language);
            let effect = |end: End| signed_or_unknown(end.effect, found.decimals);
            let hits = |end: End| if end.hits == 0 { "·".to_owned() } else { format!("{:+}", end.hits) };
            let (low, high) = (bar.low, bar.high);
            let cells = [
                item.name(pack, language).to_owned(),
                setting(low),
                effect(low),
                hits(low),
                setting(high),
                effect(high),
                hits(high),
            ];
            let borrowed = match (bar.borrowed, language) {
                (false, _) => "",
                (true, Language::Zh) => "借期",
                (true, Language::En) => "borrowed",
            };
            rows.push((cells, borrowed.to_owned()));
        }
        if rows.len() > 1 {
            out.push('\n');
            out += &aligned(rows, [true, false, false, false, false, false, false]);
        }
    }
    out += &match language {
        Language::Zh => format!("\n另有 {idle} 项措施和假设对此没有影响。\n"),
        Language::En => format!("\n{idle} other levers and assumptions do nothing here.\n"),
    };
    out
}

fn head(class: Class, language: Language) -> &'static str {
    match (class, language) {
        (Class::Measure, Language::Zh) => "措施",
        (Class::Recording, Language::Zh) => "入统类措施",
        (Class::Assumption, Language::Zh) => "假设",
        (Class::Measure, Language::En) => "measures",
        (Class::Recording, Language::En) => "recording measures",
        (Class::Assumption, Language::En) => "assumptions",
    }
}
