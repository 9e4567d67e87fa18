//! `guoban prices`.

use guoban_answers::prices::{Prices, prices};
use guoban_answers::solve::NotJudged;
use guoban_answers::words::{give_up, target_name};
use guoban_model::pack::{Pack, TargetId};
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::number::signed;
use guoban_planning::quantity::quantity;
use guoban_planning::spending;
use rust_decimal::Decimal;
use serde::Serialize;

use super::not_judged;
use super::solve::ask;
use crate::error::Error;
use crate::question::Question;
use crate::run::{Opened, json};

#[derive(Serialize)]
struct Report {
    reachable: bool,
    spending: Option<Decimal>,
    tasks: Vec<TaskReport>,
    limits: Vec<LimitReport>,
}

#[derive(Serialize)]
struct TaskReport {
    target: String,
    period: Period,
    saves: Option<Decimal>,
    levers: i32,
    gains: Vec<GainReport>,
    frees: bool,
}

#[derive(Serialize)]
struct LimitReport {
    limit: String,
    more: Decimal,
    unit: String,
    saves: Option<Decimal>,
    gains: Vec<GainReport>,
    frees: bool,
}

#[derive(Serialize)]
struct GainReport {
    target: String,
    change: Decimal,
}

pub fn answer(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    let pack = opened.model.pack();
    let found = prices(&opened.model, &opened.scenario, ask(question, opened)?)
        .map_err(|NotJudged(target, period)| Error::Refused(not_judged(pack, target, period, language)))?;
    if question.plan.json { json(&report(pack, &found)) } else { Ok(text(pack, &found, language)) }
}

fn report(pack: &Pack, found: &Prices) -> Report {
    let gains = |gains: &[(TargetId, Decimal)]| {
        let gain = |(target, change): &(TargetId, Decimal)| GainReport {
            target: pack.targets[target.0].id.clone(),
            change: *change,
        };
        gains.iter().map(gain).collect::<Vec<_>>()
    };
    Report {
        reachable: found.answer.reachable,
        spending: found.answer.proposals.first().and_then(|mix| mix.spending),
        tasks: found
            .tasks
            .iter()
            .map(|task| TaskReport {
                target: pack.targets[task.target.0].id.clone(),
                period: task.period,
                saves: task.saves,
                levers: task.levers,
                gains: gains(&task.gains),
                frees: task.frees,
            })
            .collect(),
        limits: found
            .pools
            .iter()
            .map(|pool| LimitReport {
                limit: pack.limits[pool.limit].id.clone(),
                more: pool.more,
                unit: pack.variables[pack.limits[pool.limit].used.0].unit.clone(),
                saves: pool.saves,
                gains: gains(&pool.gains),
                frees: pool.frees,
            })
            .collect(),
    }
}

fn text(pack: &Pack, found: &Prices, language: Language) -> String {
    let zh = language == Language::Zh;
    let mut out = String::new();
    if let Some(mix) = found.answer.proposals.first() {
        let spent = mix.spending.map_or("—".to_owned(), |amount| spending::told(amount, language));
        let (tasks, levers) = (mix.reached.iter().filter(|reached| reached.passes).count(), mix.steps.len());
        out += &match language {
            Language::Zh => format!("最省的组合：{levers} 项措施，新增支出 {spent}，达到 {tasks} 项。\n"),
            Language::En => {
                format!("The cheapest mix: {levers} measures, new spending {spent}, {tasks} targets hit.\n")
            }
        };
    }
    if let Some(told) = give_up(pack, found, language) {
        out += &told;
        out.push('\n');
    }
    let effect = |saves: Option<Decimal>, levers: i32, gains: &[(TargetId, Decimal)], frees: bool| {
        let mut parts = Vec::new();
        if let Some(saves) = saves.filter(|saves| !saves.is_zero()) {
            let amount = spending::told(-saves, language);
            parts.push(if zh { format!("支出 {amount}") } else { format!("spending {amount}") });
        }
        if levers != 0 {
            parts.push(if zh { format!("措施 {:+} 项", -levers) } else { format!("{:+} measures", -levers) });
        }
        for (target, change) in gains {
            let target = &pack.targets[target.0];
            let decimals = pack.variables[target.variable.0].decimals;
            parts.push(format!("{} {}", target.name.get(language), signed(*change, decimals)));
        }
        if frees {
            parts.push(if zh { "其余全部可达" } else { "everything else can be hit" }.to_owned());
        }
        let nothing = if zh { "没有变化" } else { "nothing" };
        if parts.is_empty() { nothing.to_owned() } else { parts.join(if zh { "，" } else { ", " }) }
    };
    if !found.tasks.is_empty() {
        out += if zh { "\n放弃一项任务换来：\n" } else { "\nGiving up a target sets free:\n" };
    }
    for task in &found.tasks {
        let name = target_name(pack, task.target, task.period, language);
        let effect = effect(task.saves, task.levers, &task.gains, task.frees);
        out += &format!("  {name}{}{effect}\n", if zh { "：" } else { ": " });
    }
    if !found.pools.is_empty() {
        out += if zh { "\n限额放宽一点换来：\n" } else { "\nA little more of a limit buys:\n" };
    }
    for pool in &found.pools {
        let limit = &pack.limits[pool.limit];
        let variable = &pack.variables[limit.used.0];
        let more = quantity(pool.more, variable.decimals, &variable.unit, language);
        let effect = effect(pool.saves, 0, &pool.gains, pool.frees);
        let name = limit.name.get(language);
        out += &format!("  {name} +{more}{}{effect}\n", if zh { "：" } else { ": " });
    }
    out
}
