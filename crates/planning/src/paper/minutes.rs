//! The minutes: for each plan what was asked, expected, found and decided, who and when, and every step.

use guoban_model::text::Language;

use super::verdicts::title;
use super::{Block, Cell, Column, Source, Table, heading, layout, owners, point};
use crate::judge::Period;
use crate::plan::{Field, Plan, Record};
use crate::problem::{Progress, in_order};
use crate::sentence::{headline, tally};

/// The pages: the open plan first, then every plan of which anything is written.
pub(super) fn pages(source: &Source<'_>) -> Vec<Vec<Block>> {
    let open = source.document.current();
    let others = source.document.plans().iter().filter(|plan| plan.number != open.number);
    let others = others.filter(|plan| !plan.scenario.record.is_empty());
    let mut blocks = vec![title(source, "会议纪要", "Minutes")];
    for (place, plan) in std::iter::once(open).chain(others).enumerate() {
        blocks.extend(of_plan(source, place, plan, plan.number == open.number));
    }
    let problems = in_order(&source.scenario().problems);
    if !problems.is_empty() {
        blocks.push(Block::Table(owners::problem_table(source, &problems)));
    }
    layout::pages(vec![blocks])
}

fn of_plan(source: &Source<'_>, place: usize, plan: &Plan, is_open: bool) -> Vec<Block> {
    let (pack, language) = (source.pack(), source.language);
    let name = source.name(plan.number);
    let mut blocks = vec![heading(place, name, name, language)];
    blocks.extend(record(source, &plan.scenario.record, None));
    if is_open {
        let counts = Period::ALL.map(|period| tally(source.board, period, language));
        let told: Vec<String> = headline(pack, source.board, language).into_iter().chain(counts).collect();
        let what = source.say("推演结果。", "Result. ");
        blocks.push(Block::Point {
            lead: what.to_owned(),
            text: told.join(if language == Language::Zh { "" } else { " " }),
        });
    }
    let steps: Vec<String> = source.document.log(plan.number).map(|step| step.label(pack, language)).collect();
    if !steps.is_empty() {
        let say = |zh, en| source.say(zh, en);
        let row = |(place, step): (usize, String)| vec![Cell::from((place + 1).to_string()), Cell::from(step)];
        blocks.push(Block::Table(Table {
            caption: match language {
                Language::Zh => format!("“{name}”改动记录"),
                Language::En => format!("Steps of “{name}”"),
            },
            columns: vec![Column::figures(say("序号", "No."), 80), Column::new(say("改动", "Step"), 920)],
            rows: steps.into_iter().enumerate().map(row).collect(),
            ..Table::default()
        }));
    }
    blocks
}

/// What is written about a plan, at the most so many characters a field; places to write where nothing is.
pub(super) fn record(source: &Source<'_>, record: &Record, most: Option<usize>) -> Vec<Block> {
    let language = source.language;
    let written = [Field::Question, Field::Expectation, Field::Finding, Field::Decision];
    let mut written: Vec<Block> = written
        .into_iter()
        .filter(|field| !record.get(*field).trim().is_empty())
        .enumerate()
        .map(|(place, field)| Block::Point {
            lead: format!("{}{}", point(place, language), field_name(field, language)),
            text: shortened(record.get(field), most),
        })
        .collect();
    let signed: Vec<String> = [Field::Who, Field::When]
        .into_iter()
        .map(|field| shortened(record.get(field), most))
        .filter(|text| !text.is_empty())
        .collect();
    if !signed.is_empty() {
        let text = match language {
            Language::Zh => format!("{}。", signed.join("，")),
            Language::En => format!("{}.", signed.join(", ")),
        };
        written.push(Block::Text(text));
    }
    if written.is_empty() {
        written.push(Block::Text(source.text(
            "尚未记录。问题、预期、发现、决定在“方案与记录”里填写。",
            "Nothing is recorded yet: question, expectation, finding and decision are written under “Plans and records”.",
        )));
    }
    written
}

/// A text on one line, cut to so many characters.
fn shortened(text: &str, most: Option<usize>) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match most {
        Some(most) if text.chars().count() > most => text.chars().take(most - 1).chain(['…']).collect(),
        _ => text,
    }
}

fn field_name(field: Field, language: Language) -> &'static str {
    match (field, language) {
        (Field::Question, Language::Zh) => "问题。",
        (Field::Expectation, Language::Zh) => "预期。",
        (Field::Finding, Language::Zh) => "发现。",
        (Field::Decision, Language::Zh) => "决定。",
        (Field::Who, Language::Zh) => "由谁决定。",
        (Field::When, Language::Zh) => "何时决定。",
        (Field::Question, Language::En) => "Question. ",
        (Field::Expectation, Language::En) => "Expectation. ",
        (Field::Finding, Language::En) => "Finding. ",
        (Field::Decision, Language::En) => "Decision. ",
        (Field::Who, Language::En) => "Who. ",
        (Field::When, Language::En) => "When. ",
    }
}

pub(super) fn progress(progress: Progress, language: Language) -> &'static str {
    match (progress, language) {
        (Progress::Open, Language::Zh) => "待办",
        (Progress::UnderWay, Language::Zh) => "办理中",
        (Progress::Waiting, Language::Zh) => "挂起",
        (Progress::Solved, Language::Zh) => "已办结",
        (Progress::Open, Language::En) => "open",
        (Progress::UnderWay, Language::En) => "under way",
        (Progress::Waiting, Language::En) => "waiting",
        (Progress::Solved, Language::En) => "solved",
    }
}
