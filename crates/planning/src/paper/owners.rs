//! A page for each owner: its tasks, what the plan asks of it, and its problems, with those of the owners under it.

use guoban_model::text::Language;

use super::{Block, Cell, Column, Source, Table, day, duties, heading, layout, minutes, verdicts};
use crate::problem::{Problem, in_order};
use crate::responsibility::Charge;

/// The pages, each owner's from a new one on.
pub(super) fn pages(source: &Source<'_>) -> Vec<Vec<Block>> {
    layout::pages(source.charges.iter().map(|charge| page(source, charge)).collect())
}

fn page(source: &Source<'_>, charge: &Charge) -> Vec<Block> {
    let (pack, language) = (source.pack(), source.language);
    let owner = pack.owners[charge.owner.0].name.get(language);
    let under: Vec<&str> = charge.family.iter().skip(1).map(|owner| pack.owners[owner.0].name.get(language)).collect();
    let title = match language {
        Language::Zh => format!("{owner}任务单"),
        Language::En => format!("Tasks of {owner}"),
    };
    let plan = source.name(source.document.current().number);
    let about = format!("{} · {plan}", pack.name.get(language));
    let mut blocks = vec![Block::Title { title, about }];
    if !under.is_empty() {
        blocks.push(Block::Note(match language {
            Language::Zh => format!("含所属：{}。", source.list(&under)),
            Language::En => format!("With: {}.", source.list(&under)),
        }));
    }
    let mut place = 0;
    let mut section = |blocks: &mut Vec<Block>, zh: &str, en: &str, inside: Block| {
        blocks.push(heading(place, zh, en, language));
        blocks.push(inside);
        place += 1;
    };
    let leads: Vec<usize> = charge.leads.iter().map(|id| id.0).collect();
    if !leads.is_empty() {
        let table = verdicts::table(source, leads.iter().copied());
        section(
            &mut blocks,
            "牵头的任务",
            "Tasks it leads",
            Block::Table(Table {
                caption: source.text("上半年与全年判定", "Verdicts at mid-year and at the year's end"),
                ..table
            }),
        );
        let caption = source.text("余下月份与时限", "The remaining months, and until when");
        blocks.push(Block::Table(duties::tasks_of(source, &leads, caption)));
    }
    let joins: Vec<usize> = charge.joins.iter().map(|id| id.0).collect();
    if !joins.is_empty() {
        let caption = source.text("配合的任务", "Tasks it shares");
        section(&mut blocks, "配合的任务", "Tasks it shares", Block::Table(duties::tasks_of(source, &joins, caption)));
    }
    let asked = duties::table_of(source, charge);
    if !asked.rows.is_empty() {
        section(&mut blocks, "方案要求的措施", "What the plan asks", duties::measures(source, asked));
    }
    let problems: Vec<&Problem> = in_order(&source.scenario().problems)
        .into_iter()
        .filter(|problem| charge.problems.contains(&problem.number))
        .collect();
    if !problems.is_empty() {
        section(&mut blocks, "问题", "Problems", Block::Table(problem_table(source, &problems)));
    }
    if place == 0 {
        blocks.push(Block::Text(source.text("方案未对本单位提出新要求。", "The plan asks nothing new of this owner.")));
    }
    blocks
}

/// The log of problems as a table.
pub(super) fn problem_table(source: &Source<'_>, problems: &[&Problem]) -> Table {
    let (pack, language) = (source.pack(), source.language);
    let say = |zh, en| source.say(zh, en);
    let row = |problem: &&Problem| {
        let target = problem.target.as_deref().and_then(|id| pack.target(id));
        let owner = problem.owner.as_deref().and_then(|id| pack.owners.iter().find(|owner| owner.id == id));
        let who = [owner.map_or("", |owner| owner.name.get(language)), &problem.person];
        let who: Vec<&str> = who.into_iter().filter(|name| !name.is_empty()).collect();
        vec![
            Cell::from(problem.number.to_string()),
            Cell::from(problem.text.as_str()),
            Cell::from(target.map_or("", |id| pack.targets[id.0].name.get(language))),
            Cell::from(source.list(&who)),
            Cell::from(minutes::progress(problem.progress, language)),
            Cell::from(problem.deadline.map_or_else(String::new, |date| day(date, language))),
        ]
    };
    Table {
        caption: source.text("问题台账", "Log of problems"),
        columns: vec![
            Column::figures(say("序号", "No."), 60),
            Column::new(say("问题", "Problem"), 380),
            Column::new(say("影响的任务", "Task"), 160),
            Column::new(say("责任单位与人", "Owner, person"), 150),
            Column::new(say("进展", "Progress"), 90),
            Column::new(say("时限", "By"), 160),
        ],
        rows: problems.iter().map(row).collect(),
        ..Table::default()
    }
}
