//! The responsibility sheet: what the plan asks, owner by owner, and every task with who answers for it.

use super::brief::moves_name;
use super::verdicts::{state, title};
use super::{Block, Cell, Column, Source, Table, day, heading, layout};
use crate::duty::{Duty, Latest};
use crate::number::{UNKNOWN, months, signed, unit_name};
use crate::responsibility::Charge;
use crate::scenario::Item;
use crate::sentence::pace;
use crate::spending;

/// Which columns a table of measures has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// For a brief: what it costs and brings.
    Short,
    /// For those who have to do it: until when it can start.
    Full,
}

/// The pages of the sheet.
pub(super) fn pages(source: &Source<'_>) -> Vec<Vec<Block>> {
    let language = source.language;
    let mut blocks = vec![title(source, "责任清单", "Responsibility sheet")];
    blocks.push(heading(0, "方案要求的措施", "What the plan asks", language));
    blocks.push(measures(source, table(source, Columns::Full)));
    blocks.push(heading(1, "各项任务", "Tasks", language));
    let tasks = (0..source.board.rows.len()).collect::<Vec<_>>();
    if tasks.is_empty() {
        blocks.push(Block::Text(source.text("底册没有任务。", "The pack has no tasks.")));
    } else {
        blocks.push(Block::Table(tasks_of(source, &tasks, source.text("任务与责任单位", "Tasks and owners"))));
    }
    layout::pages(vec![blocks])
}

/// A table of measures, or the sentence that there are none.
pub(super) fn measures(source: &Source<'_>, table: Table) -> Block {
    if table.rows.is_empty() {
        return Block::Text(source.text("方案未调整措施。", "The plan asks for nothing new."));
    }
    Block::Table(Table { caption: source.text("措施、起止与效果", "Measures, latest start, effect"), ..table })
}

/// What the plan asks of all owners.
pub(super) fn table(source: &Source<'_>, columns: Columns) -> Table {
    let duties = source.duties.iter().flat_map(|owner| &owner.duties);
    let say = |zh, en| source.say(zh, en);
    let heads = match columns {
        Columns::Short => vec![
            Column::new(say("措施", "Measure"), 210),
            Column::new(say("责任单位", "Owner"), 120),
            Column::figures(say("基线 → 方案", "Baseline → plan"), 175),
            Column::new(say("最早", "From"), 75),
            Column::figures(say("支出", "Spending"), 130),
            Column::new(say("首要指标", "First target"), 130),
            Column::figures(say("上半年", "Mid-year"), 80),
            Column::figures(say("全年", "Year"), 80),
        ],
        Columns::Full => vec![
            Column::new(say("责任单位", "Owner"), 120),
            Column::new(say("措施", "Measure"), 200),
            Column::figures(say("基线 → 方案", "Baseline → plan"), 180),
            Column::new(say("最早见效", "Earliest"), 80),
            Column::new(say("为上半年最迟", "Latest for June"), 100),
            Column::new(say("为全年最迟", "Latest for the year"), 100),
            Column::new(say("上半年/三季度/四季度/次年", "H1 / Q3 / Q4 / next year"), 220),
        ],
    };
    Table { columns: heads, rows: duties.map(|duty| row(source, duty, columns)).collect(), ..Table::default() }
}

/// What the plan asks of some owners.
pub(super) fn table_of(source: &Source<'_>, charge: &Charge) -> Table {
    let own = source.duties.iter().filter(|owner| charge.family.contains(&owner.owner));
    let duties = own.flat_map(|owner| &owner.duties);
    Table { rows: duties.map(|duty| row(source, duty, Columns::Full)).collect(), ..table(source, Columns::Full) }
}

fn row(source: &Source<'_>, duty: &Duty, columns: Columns) -> Vec<Cell> {
    let (pack, language) = (source.pack(), source.language);
    let lever = &pack.levers[duty.lever.0];
    let name = Cell::from(lever.name.get(language));
    let owner = Cell::from(pack.owners[lever.owner.0].name.get(language));
    let step = Cell::from(Item::Lever(lever.id.clone()).show_step(duty.from, duty.to, pack, language));
    let month = |month: i32| months(month, month, language);
    let earliest = Cell::from(duty.earliest.map_or_else(|| source.text("已过时", "too late"), month));
    if columns == Columns::Full {
        let latest = |latest: Latest| {
            Cell::from(match latest {
                Latest::Never => source.text("赶不上", "no effect"),
                Latest::Harm => source.text("不利", "for the worse"),
                Latest::Dated => source.text("按其日期", "by its own date"),
                Latest::Month(last) => month(last),
            })
        };
        let reach = duty.reach.periods.map(|moves| moves_name(moves, language)).join(" / ");
        return vec![owner, name, step, earliest, latest(duty.half), latest(duty.year), Cell::from(reach)];
    }
    let cost = lever.cost.and_then(|cost| {
        let amount = spending::added_by(source.model, source.run, duty.lever)?;
        let variable = &pack.variables[cost.0];
        Some(crate::quantity::change(amount, variable.decimals, &variable.unit, language))
    });
    let gain = duty.gains.first();
    let target = gain.map(|gain| &pack.targets[gain.target.0]);
    let variable = target.map(|target| &pack.variables[target.variable.0]);
    let added = |value| variable.map_or_else(|| UNKNOWN.to_owned(), |variable| signed(value, variable.decimals));
    let named = target.zip(variable).map(|(target, variable)| {
        let unit = match (&*variable.unit, language) {
            ("%" | "百分点", _) => source.say("百分点", "pp"),
            (unit, language) => unit_name(unit, language),
        };
        format!("{}（{unit}）", target.name.get(language))
    });
    vec![
        name,
        owner,
        step,
        earliest,
        Cell::from(cost.unwrap_or_else(|| UNKNOWN.to_owned())),
        Cell::from(named.unwrap_or_else(|| UNKNOWN.to_owned())),
        Cell::from(gain.map_or_else(|| UNKNOWN.to_owned(), |gain| added(gain.half))),
        Cell::from(gain.map_or_else(|| UNKNOWN.to_owned(), |gain| added(gain.year))),
    ]
}

/// Tasks with who answers for them, what the remaining months need, and until when.
pub(super) fn tasks_of(source: &Source<'_>, rows: &[usize], caption: String) -> Table {
    let (pack, language) = (source.pack(), source.language);
    let ahead = source.judge().ahead();
    let end = ahead.ends(pack.year);
    let row = |row: &usize| {
        let row = source.board.rows.get(*row)?;
        let (target, verdict) = (&pack.targets[row.target.0], row.get(ahead));
        let owner = pack.owners[target.owner.0].name.get(language);
        let with: Vec<&str> = target.with.iter().map(|owner| pack.owners[owner.0].name.get(language)).collect();
        let answers = match (with.is_empty(), &target.person) {
            (true, None) => owner.to_owned(),
            (true, Some(person)) => format!("{owner}（{}）", person.get(language)),
            (false, None) => format!("{owner}；{}", source.list(&with)),
            (false, Some(person)) => format!("{owner}（{}）；{}", person.get(language), source.list(&with)),
        };
        Some(vec![
            Cell::from(target.name.get(language)),
            Cell::from(answers),
            state(&row.half, language),
            state(&row.year, language),
            Cell::from(pace(pack, verdict, language).unwrap_or_else(|| UNKNOWN.to_owned())),
            Cell::from(day(target.deadline.unwrap_or(end), language)),
        ])
    };
    let say = |zh, en| source.say(zh, en);
    Table {
        caption,
        columns: vec![
            Column::new(say("任务", "Task"), 190),
            Column::new(say("牵头；配合", "Lead; along with"), 190),
            Column::new(say("上半年", "Mid-year"), 105),
            Column::new(say("全年", "Year"), 105),
            Column::new(say("余下月份需要", "The remaining months"), 260),
            Column::new(say("时限", "By"), 150),
        ],
        rows: rows.iter().filter_map(row).collect(),
        ..Table::default()
    }
}
