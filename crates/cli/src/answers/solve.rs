//! `guoban solve`.

use guoban_answers::closing::{Closed, close};
use guoban_answers::solve::{Answer, Ask, Bind, NotJudged, Proposal, Reading, Wanted};
use guoban_answers::words::{bind, lever, reading_name, target_name, unit};
use guoban_model::model::Model;
use guoban_model::pack::{LeverId, Pack, TargetId};
use guoban_model::text::Language;
use guoban_planning::duty::{Latest, OwnerDuties};
use guoban_planning::judge::Period;
use guoban_planning::link;
use guoban_planning::number::{month_of, plain_or_unknown, signed_or_unknown};
use guoban_planning::scenario::Item;
use guoban_planning::spending;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{not_judged, period, targets};
use crate::error::Error;
use crate::nearest::nearest;
use crate::question::{Most, Question};
use crate::run::{Opened, json};
use crate::table::aligned;

#[derive(Serialize)]
struct Report {
    reachable: bool,
    runs: usize,
    proposals: Vec<ProposalReport>,
    left: Vec<AimReport>,
    binds: Vec<BindReport>,
}

#[derive(Serialize)]
struct AimReport {
    target: String,
    period: Period,
}

#[derive(Serialize)]
struct ProposalReport {
    reading: Reading,
    /// The share link of the plan it makes, without `#`; `null` where it does not fit into one.
    link: Option<String>,
    steps: Vec<StepReport>,
    /// In 万元.
    spending: Option<Decimal>,
    reached: Vec<ReachedReport>,
    sides: Vec<SideReport>,
}

#[derive(Serialize)]
struct StepReport {
    lever: String,
    name: String,
    owner: String,
    unit: String,
    from: Decimal,
    to: Decimal,
    at_end: bool,
    earliest: Option<String>,
    latest_half: LatestReport,
    latest_year: LatestReport,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum LatestReport {
    Never,
    Harm,
    Dated,
    Month(String),
}

#[derive(Serialize)]
struct ReachedReport {
    target: String,
    period: Period,
    before: Option<Decimal>,
    after: Option<Decimal>,
    due: Option<Decimal>,
    passes: bool,
    probability: Option<Decimal>,
}

#[derive(Serialize)]
struct SideReport {
    target: String,
    change_half: Option<Decimal>,
    change_year: Option<Decimal>,
    turned_half: Option<bool>,
    turned_year: Option<bool>,
    paid_back: bool,
}

#[derive(Serialize)]
struct BindReport {
    kind: &'static str,
    lever: Option<String>,
    limit: Option<String>,
    target: Option<String>,
    month: Option<String>,
    assumption: Option<String>,
    from: Option<Decimal>,
    to: Option<Decimal>,
    sentence: String,
}

pub fn answer(question: &Question, opened: &Opened, language: Language) -> Result<String, Error> {
    let model = &opened.model;
    let pack = model.pack();
    let ask = ask(question, opened)?;
    let Closed { answer: found, duties: asked } = close(model, &opened.scenario, ask)
        .map_err(|NotJudged(target, period)| Error::Refused(not_judged(pack, target, period, language)))?;
    if question.plan.json {
        return json(&report(pack, model, &found, &asked, language));
    }
    Ok(text(pack, &found, &asked, language))
}

/// The question as the answers crate takes it.
pub fn ask(question: &Question, opened: &Opened) -> Result<Ask, Error> {
    let pack = opened.model.pack();
    let find = |id: &String| {
        pack.lever(id).ok_or_else(|| {
            let nearest = nearest(id, pack.levers.iter().map(|lever| &*lever.id));
            Error::UnknownLever { name: id.clone(), nearest }
        })
    };
    let locked = question.locked.iter().map(find).collect::<Result<Vec<LeverId>, _>>()?;
    let period = period(question, opened);
    let wanted = match question.most {
        Some(Most::Period(period)) => Wanted::Most(vec![period]),
        Some(Most::Both) => Wanted::Most(Period::ALL.to_vec()),
        None => {
            let targets = targets(question, pack)?;
            if targets.is_empty() {
                return Err(Error::NoAim);
            }
            Wanted::Each(targets.into_iter().map(|(target, own)| (target, own.unwrap_or(period))).collect())
        }
    };
    Ok(Ask {
        wanted,
        locked,
        recording: question.recording,
        borrowing: !question.no_borrowing,
        keep: question.keep,
        budget: question.budget,
        probability: question.probability,
    })
}

fn report(pack: &Pack, model: &Model, found: &Answer, asked: &[Vec<OwnerDuties>], language: Language) -> Report {
    let month = |offset: i32| guoban_model::time::Month::from_offset(pack.year, offset).to_string();
    let target = |id: TargetId| pack.targets[id.0].id.clone();
    let latest = |latest: Latest| match latest {
        Latest::Never => LatestReport::Never,
        Latest::Harm => LatestReport::Harm,
        Latest::Dated => LatestReport::Dated,
        Latest::Month(offset) => LatestReport::Month(month(offset)),
    };
    let proposal = |(proposal, duties): (&Proposal, &Vec<OwnerDuties>)| {
        let step = |step: &guoban_answers::solve::Step| {
            let item = &pack.levers[step.lever.0];
            let duty = duties.iter().flat_map(|owner| &owner.duties).find(|duty| duty.lever == step.lever);
            StepReport {
                lever: item.id.clone(),
                name: item.name.get(language).to_owned(),
                owner: pack.owners[item.owner.0].id.clone(),
                unit: item.unit.clone(),
                from: step.from,
                to: step.to,
                at_end: step.at_end,
                earliest: model.acts_from(step.lever).map(month),
                latest_half: latest(duty.map_or(Latest::Never, |duty| duty.half)),
                latest_year: latest(duty.map_or(Latest::Never, |duty| duty.year)),
            }
        };
        ProposalReport {
            reading: proposal.reading,
            link: link::write(&proposal.scenario, pack).ok().map(|shared| shared.text),
            steps: proposal.steps.iter().map(step).collect(),
            spending: proposal.spending,
            reached: proposal
                .reached
                .iter()
                .map(|reached| ReachedReport {
                    target: target(reached.target),
                    period: reached.period,
                    before: reached.before,
                    after: reached.after,
                    due: reached.due,
                    passes: reached.passes,
                    probability: reached.chance.and_then(|chance| guoban_planning::number::published(chance, 4)),
                })
                .collect(),
            sides: proposal
                .sides
                .iter()
                .map(|side| SideReport {
                    target: target(side.target),
                    change_half: side.change[0],
                    change_year: side.change[1],
                    turned_half: side.turned[0],
                    turned_year: side.turned[1],
                    paid_back: side.paid_back,
                })
                .collect(),
        }
    };
    let told = |found: &Bind| {
        let mut report = BindReport {
            kind: "",
            lever: None,
            limit: None,
            target: None,
            month: None,
            assumption: None,
            from: None,
            to: None,
            sentence: bind(pack, found, language),
        };
        let lever = |id: LeverId| Some(pack.levers[id.0].id.clone());
        match *found {
            Bind::Range(id) => (report.kind, report.lever) = ("range", lever(id)),
            Bind::Limit(id, limit) => {
                (report.kind, report.lever) = ("limit", lever(id));
                report.limit = Some(pack.limits[limit].id.clone());
            }
            Bind::Kept(id, kept) => {
                (report.kind, report.lever, report.target) = ("kept", lever(id), Some(target(kept)));
            }
            Bind::Budget(id) => (report.kind, report.lever) = ("budget", lever(id)),
            Bind::Lead(id, from) => (report.kind, report.lever, report.month) = ("lead", lever(id), Some(month(from))),
            Bind::Assumption(id, from, to) => {
                (report.kind, report.assumption) = ("assumption", Some(pack.assumptions[id.0].id.clone()));
                (report.from, report.to) = (Some(from), to);
            }
        }
        report
    };
    Report {
        reachable: found.reachable,
        runs: found.runs,
        proposals: found.proposals.iter().zip(asked).map(proposal).collect(),
        left: found.left.iter().map(|(id, period)| AimReport { target: target(*id), period: *period }).collect(),
        binds: found.binds.iter().map(told).collect(),
    }
}

fn text(pack: &Pack, found: &Answer, asked: &[Vec<OwnerDuties>], language: Language) -> String {
    let zh = language == Language::Zh;
    let mut out = String::new();
    if !found.reachable {
        out += if zh {
            "在可行范围内补不上缺口。最接近的组合：\n"
        } else {
            "Out of reach. The nearest mix:\n"
        };
    }
    for (proposal, duties) in found.proposals.iter().zip(asked) {
        out += &format!("\n{}", reading_name(proposal.reading, language));
        out += &match (proposal.spending, zh) {
            (Some(amount), true) => {
                format!("：{} 项措施，新增支出 {}\n", proposal.steps.len(), spending::told(amount, language))
            }
            (Some(amount), false) => {
                format!(": {} measures, new spending {}\n", proposal.steps.len(), spending::told(amount, language))
            }
            (None, true) => format!("：{} 项措施，支出无法合计\n", proposal.steps.len()),
            (None, false) => format!(": {} measures, spending cannot be added up\n", proposal.steps.len()),
        };
        out += &steps(pack, proposal, duties, language);
        out += &reached(pack, proposal, language);
        out += &sides(pack, proposal, language);
    }
    if !found.left.is_empty() {
        let names: Vec<String> =
            found.left.iter().map(|(id, period)| target_name(pack, *id, *period, language)).collect();
        out += &match language {
            Language::Zh => format!("\n不能同时达到的 {} 项：{}。\n", names.len(), names.join("、")),
            Language::En => format!("\nNot to be had along with the others ({}): {}.\n", names.len(), names.join("; ")),
        };
    }
    if !found.binds.is_empty() {
        out += if zh { "\n受限于：\n" } else { "\nWhat binds:\n" };
        for found in &found.binds {
            out += &format!("  {}\n", bind(pack, found, language));
        }
    }
    out += &match language {
        Language::Zh => format!("\n共推演 {} 次。组合只是建议，未改动方案。\n", found.runs),
        Language::En => format!("\n{} runs. Mixes are proposals; the plan is as it was.\n", found.runs),
    };
    out
}

fn steps(pack: &Pack, proposal: &Proposal, duties: &[OwnerDuties], language: Language) -> String {
    let heads = match language {
        Language::Zh => ["  措施", "现值 → 建议", "", "责任单位", "最迟开始（上半年）", "最迟开始（全年）"],
        Language::En => ["  measure", "now → proposed", "", "owner", "latest start (H1)", "latest start (year)"],
    };
    let mut rows = vec![(heads.map(str::to_owned), String::new())];
    for step in &proposal.steps {
        let item = Item::Lever(pack.levers[step.lever.0].id.clone());
        let duty = duties.iter().flat_map(|owner| &owner.duties).find(|duty| duty.lever == step.lever);
        let latest = |latest: Option<Latest>| match (latest, language) {
            (Some(Latest::Month(offset)), _) => month_of(offset, pack.year, language),
            (Some(Latest::Dated), Language::Zh) => "按项目日期".to_owned(),
            (Some(Latest::Dated), Language::En) => "by its own dates".to_owned(),
            (Some(Latest::Harm), Language::Zh) => "不利".to_owned(),
            (Some(Latest::Harm), Language::En) => "harms".to_owned(),
            _ => "—".to_owned(),
        };
        let end = match (step.at_end, language) {
            (false, _) => "",
            (true, Language::Zh) => "到顶",
            (true, Language::En) => "at its end",
        };
        let (from, to) = (item.show(step.from, pack, language), item.show(step.to, pack, language));
        let cells = [
            format!("  {}", lever(pack, step.lever, language)),
            format!("{from} → {to}"),
            end.to_owned(),
            pack.owners[pack.levers[step.lever.0].owner.0].name.get(language).to_owned(),
            latest(duty.map(|duty| duty.half)),
            latest(duty.map(|duty| duty.year)),
        ];
        rows.push((cells, String::new()));
    }
    if rows.len() > 1 { aligned(rows, [true, false, true, true, true, true]) } else { String::new() }
}

fn reached(pack: &Pack, proposal: &Proposal, language: Language) -> String {
    let mut out = String::new();
    for reached in &proposal.reached {
        let decimals = pack.variables[pack.targets[reached.target.0].variable.0].decimals;
        let figure = |value| plain_or_unknown(value, decimals);
        let name = target_name(pack, reached.target, reached.period, language);
        let (before, after, due) = (figure(reached.before), figure(reached.after), figure(reached.due));
        let unit = unit(pack, reached.target, language);
        let mark = if reached.passes { '✓' } else { '✕' };
        let chance = match (reached.chance, language) {
            (None, _) => String::new(),
            (Some(chance), Language::Zh) => format!("，达成概率 {:.0}%", chance * 100.0),
            (Some(chance), Language::En) => format!(", {:.0}% likely", chance * 100.0),
        };
        out += &match language {
            Language::Zh => format!("  {mark} {name}：{before} → {after} {unit}（应达 {due}）{chance}\n"),
            Language::En => format!("  {mark} {name}: {before} → {after} {unit} (due {due}){chance}\n"),
        };
    }
    out
}

fn sides(pack: &Pack, proposal: &Proposal, language: Language) -> String {
    let zh = language == Language::Zh;
    let mut out = String::new();
    for side in &proposal.sides {
        let decimals = pack.variables[pack.targets[side.target.0].variable.0].decimals;
        let change = |index: usize| signed_or_unknown(side.change[index], decimals);
        let name = pack.targets[side.target.0].name.get(language);
        let mut remarks = Vec::new();
        for (turned, period) in side.turned.iter().zip(Period::ALL) {
            let period = period.name(language);
            remarks.extend(turned.map(|good| match (good, zh) {
                (true, true) => format!("{period}转为达标"),
                (false, true) => format!("{period}转为有缺口"),
                (true, false) => format!("{period} turns to hit"),
                (false, false) => format!("{period} turns to short"),
            }));
        }
        if side.paid_back {
            remarks.push(if zh { "以后要还" } else { "paid back later" }.to_owned());
        }
        let (half, year) = (change(0), change(1));
        let remarks = if remarks.is_empty() {
            String::new()
        } else if zh {
            format!("；{}", remarks.join("，"))
        } else {
            format!("; {}", remarks.join(", "))
        };
        out += &match language {
            Language::Zh => format!("    连带 {name}：上半年 {half}，全年 {year}{remarks}\n"),
            Language::En => format!("    also {name}: H1 {half}, full year {year}{remarks}\n"),
        };
    }
    out
}
