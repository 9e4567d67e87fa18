//! `guoban stress`.

use guoban_answers::stress::{Case, Picture, Stood, Stressed, picture, stress};
use guoban_answers::words::{case_name, target_name};
use guoban_model::pack::{AssumptionId, Pack, TargetId};
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::number::plain_or_unknown;
use guoban_planning::scenario::{Item, Scenario};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{not_judged, period, target};
use crate::error::Error;
use crate::nearest::nearest;
use crate::question::Question;
use crate::run::{Opened, json};
use crate::table::aligned;

#[derive(Serialize)]
struct Report {
    plans: Vec<PlanReport>,
    best: Option<String>,
}

#[derive(Serialize)]
struct PlanReport {
    plan: String,
    cases: Vec<CaseReport>,
}

#[derive(Serialize)]
struct CaseReport {
    /// `planned`, the id of a case, or `together`.
    case: String,
    hits_half: usize,
    hits_year: usize,
    counted_half: usize,
    counted_year: usize,
    lost: Vec<AimReport>,
    crossed: Vec<AimReport>,
    overdrawn: Vec<String>,
}

#[derive(Serialize)]
struct AimReport {
    target: String,
    period: Period,
}

#[derive(Serialize)]
struct PictureReport {
    target: String,
    period: Period,
    across: Side,
    down: Side,
    /// Row by row.
    cells: Vec<Vec<CellReport>>,
}

#[derive(Serialize)]
struct Side {
    assumption: String,
    settings: Vec<Decimal>,
}

#[derive(Serialize)]
struct CellReport {
    projected: Option<Decimal>,
    passes: bool,
}

/// A plan and what it is called: an id for scripts, a name for readers.
struct Plan {
    id: String,
    name: String,
    scenario: Scenario,
}

pub fn answer(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    if !question.of.is_empty() {
        return pair(question, opened, language);
    }
    let pack = opened.model.pack();
    if pack.stresses.is_empty() {
        return Err(Error::NoCases);
    }
    let plans = plans(opened, language);
    let scenarios: Vec<Scenario> = plans.iter().map(|plan| plan.scenario.clone()).collect();
    let found = stress(&opened.model, &scenarios);
    if question.plan.json { json(&report(pack, &plans, &found)) } else { Ok(text(pack, &plans, &found, language)) }
}

/// The plan that was asked about, the baseline where that is another, and the pack's examples.
fn plans(opened: &Opened, language: Language) -> Vec<Plan> {
    let pack = opened.model.pack();
    let zh = language == Language::Zh;
    let own = &opened.scenario;
    let start = Scenario { levers: Default::default(), assumptions: Default::default(), ..own.clone() };
    let mut plans = vec![Plan {
        id: "plan".to_owned(),
        name: if zh { "本方案" } else { "this plan" }.to_owned(),
        scenario: own.clone(),
    }];
    if *own != start {
        let name = if zh { "基线" } else { "baseline" }.to_owned();
        plans.push(Plan { id: "baseline".to_owned(), name, scenario: start.clone() });
    }
    plans.extend(pack.examples.iter().map(|example| {
        let mut scenario = start.clone();
        scenario.set_example(pack, example);
        Plan { id: example.id.clone(), name: example.name.get(language).to_owned(), scenario }
    }));
    plans
}

fn case_id(pack: &Pack, case: Case) -> String {
    match case {
        Case::Planned => "planned".to_owned(),
        Case::Named(index) => pack.stresses[index].id.clone(),
        Case::Together => "together".to_owned(),
    }
}

fn report(pack: &Pack, plans: &[Plan], found: &Stressed) -> Report {
    let aims = |aims: &[(TargetId, Period)]| {
        let aim =
            |(id, period): &(TargetId, Period)| AimReport { target: pack.targets[id.0].id.clone(), period: *period };
        aims.iter().map(aim).collect::<Vec<_>>()
    };
    let case = |stood: &Stood| CaseReport {
        case: case_id(pack, stood.case),
        hits_half: stood.hits[0],
        hits_year: stood.hits[1],
        counted_half: stood.counted[0],
        counted_year: stood.counted[1],
        lost: aims(&stood.lost),
        crossed: aims(&stood.crossed),
        overdrawn: stood.overdrawn.iter().map(|limit| pack.limits[*limit].id.clone()).collect(),
    };
    let plan = |(plan, stood): (&Plan, &Vec<Stood>)| PlanReport {
        plan: plan.id.clone(),
        cases: stood.iter().map(case).collect(),
    };
    Report {
        plans: plans.iter().zip(&found.plans).map(plan).collect(),
        best: found.best.map(|best| plans[best].id.clone()),
    }
}

fn text(pack: &Pack, plans: &[Plan], found: &Stressed, language: Language) -> String {
    let zh = language == Language::Zh;
    let mut out = String::new();
    for (plan, cases) in plans.iter().zip(&found.plans) {
        let heads = if zh { ["情景", "上半年达标", "全年达标"] } else { ["case", "H1 hit", "year hit"] };
        let lost = if zh { "保不住" } else { "lost" };
        let mut rows = vec![(heads.map(str::to_owned), lost.to_owned())];
        for stood in cases {
            let hits = |index: usize| format!("{}/{}", stood.hits[index], stood.counted[index]);
            let mut remarks: Vec<String> = Vec::new();
            for (id, period) in stood.lost.iter().chain(&stood.crossed) {
                remarks.push(target_name(pack, *id, *period, language));
            }
            for limit in &stood.overdrawn {
                let name = pack.limits[*limit].name.get(language);
                remarks.push(if zh { format!("{name}不够") } else { format!("{name} overdrawn") });
            }
            let cells = [case_name(pack, stood.case, language).to_owned(), hits(0), hits(1)];
            rows.push((cells, remarks.join(if zh { "、" } else { "; " })));
        }
        out += &format!("{}\n{}\n", plan.name, aligned(rows, [true, false, false]));
    }
    if let Some(best) = found.best.map(|best| &plans[best].name) {
        out += &match language {
            Language::Zh => format!("最经得住的是“{best}”：各情景、两个时期合计达标项最多。\n"),
            Language::En => format!("What stands most is {best}: most targets hit over all cases and both periods.\n"),
        };
    }
    out
}

/// A target over two assumptions.
fn pair(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    let pack = opened.model.pack();
    let find = |id: &String| {
        pack.assumption(id).ok_or_else(|| {
            let nearest = nearest(id, pack.assumptions.iter().map(|item| &*item.id));
            Error::UnknownAssumption { name: id.clone(), nearest }
        })
    };
    let of = question.of.iter().map(find).collect::<Result<Vec<AssumptionId>, _>>()?;
    let [across, down] = of[..] else { return Err(Error::NotAPair) };
    let (target, own) = target(question, pack)?;
    let period = own.unwrap_or_else(|| period(question, opened));
    let found = picture(&opened.model, &opened.scenario, [across, down], (target, period))
        .ok_or_else(|| Error::Refused(not_judged(pack, target, period, language)))?;
    let ids = [across, down].map(|id| pack.assumptions[id.0].id.clone());
    if !question.plan.json {
        return Ok(drawn(pack, ids, (target, period), &found, language));
    }
    let [across, down] = ids;
    let cell = |(projected, passes): &(Option<Decimal>, bool)| CellReport { projected: *projected, passes: *passes };
    json(&PictureReport {
        target: pack.targets[target.0].id.clone(),
        period,
        across: Side { assumption: across, settings: found.across.clone() },
        down: Side { assumption: down, settings: found.down.clone() },
        cells: found.cells.iter().map(|row| row.iter().map(cell).collect()).collect(),
    })
}

fn drawn(
    pack: &Pack,
    ids: [String; 2],
    (target, period): (TargetId, Period),
    found: &Picture,
    language: Language,
) -> String {
    let decimals = pack.variables[pack.targets[target.0].variable.0].decimals;
    let [across, down] = ids.map(Item::Assumption);
    let name = target_name(pack, target, period, language);
    let (right, below) = (across.name(pack, language), down.name(pack, language));
    let mut out = match language {
        Language::Zh => format!("{name}：横向“{right}”，纵向“{below}”；✓ 达标，✕ 有缺口\n"),
        Language::En => format!("{name}: {right} across, {below} down; ✓ on track, ✕ short\n"),
    };
    let mut heads = vec![String::new()];
    heads.extend(found.across.iter().map(|setting| across.show(*setting, pack, language)));
    let mut rows = vec![heads];
    for (setting, cells) in found.down.iter().zip(&found.cells) {
        let mut row = vec![down.show(*setting, pack, language)];
        let cell = |(projected, passes): &(Option<Decimal>, bool)| {
            format!("{} {}", plain_or_unknown(*projected, decimals), if *passes { '✓' } else { '✕' })
        };
        row.extend(cells.iter().map(cell));
        rows.push(row);
    }
    const COLUMNS: usize = guoban_answers::stress::SIDE + 1;
    let rows: Vec<([String; COLUMNS], String)> =
        rows.into_iter().filter_map(|row| Some((row.try_into().ok()?, String::new()))).collect();
    out += &aligned(rows, [false; COLUMNS]);
    out
}
