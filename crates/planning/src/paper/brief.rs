//! The brief: four pages for those who decide.

use guoban_model::text::Language;

use super::figure::figure;
use super::layout::fitting;
use super::verdicts::{by_need, note, table};
use super::{Block, Cell, Column, Source, Table, day, duties, foot, heading, minutes};
use crate::compare;
use crate::judge::{Period, State};
use crate::number::{UNKNOWN, plain};
use crate::reach::Moves;
use crate::sentence::{headline, infeasible, lost_by_december, pace, tally};
use crate::spending;

/// Characters of a record's field that a brief has room for.
const SAID: usize = 100;

/// The pages: the red head with the verdict of the whole, the verdicts, measures and plans, who has to do what.
pub(super) fn pages(source: &Source<'_>) -> Vec<Vec<Block>> {
    let rows = by_need(source.board, source.judge().ahead());
    let asked = source.duties.iter().map(|owner| owner.duties.len()).sum();
    let open = tasks(source).len();
    let mut all = fitting(rows.len(), 2, |count| first(source, &rows[..count], &rows));
    all.extend(fitting(asked, 1, |count| measures(source, count)));
    all.extend(fitting(open, 1, |count| closing(source, count)));
    all
}

fn first(source: &Source<'_>, rows: &[usize], named: &[usize]) -> Vec<Block> {
    let (language, all) = (source.language, named.len());
    let mut blocks = vec![head(source), heading(0, "总体判断", "Overall", language)];
    blocks.extend(overall(source).into_iter().map(Block::Text));
    if rows.is_empty() {
        return blocks;
    }
    blocks.push(heading(1, "指标判定", "Verdicts", language));
    let caption = match (rows.len() == all, language) {
        (true, Language::Zh) => "表1 上半年与全年判定".to_owned(),
        (false, Language::Zh) => format!("表1 需要关注的 {} 项（共 {all} 项，全表见“指标判定表”）", rows.len()),
        (true, Language::En) => "Table 1. Verdicts at mid-year and at the year's end".to_owned(),
        (false, Language::En) => format!("Table 1. {} of {all} targets, the least likely first", rows.len()),
    };
    blocks.push(Block::Table(Table { caption, ..table(source, rows.iter().copied()) }));
    blocks.push(note(source, source.judge().ahead()));
    blocks.extend(figure(source, named).map(Block::Figure));
    blocks
}

fn head(source: &Source<'_>) -> Block {
    let (pack, language) = (source.pack(), source.language);
    let place = foot::place(pack.name.get(language));
    let half = source.judge().ahead() == Period::Half;
    let (issuer, number, title) = match language {
        Language::Zh => {
            let about = if half { "关于二季度冲刺“双过半”" } else { "关于完成全年目标任务" };
            let demo = if pack.demo { "（演示数据）" } else { "" };
            (
                format!("{place}经济运行推演简报"),
                format!("推演〔{}〕　　号{demo}", pack.year),
                vec![about.to_owned(), "方案推演情况的简报".to_owned()],
            )
        }
        Language::En => {
            let about = if half { "On reaching half by mid-year:" } else { "On reaching the year's targets:" };
            let demo = if pack.demo { " (demonstration data)" } else { "" };
            (
                format!("{place}: Economic Brief"),
                format!("Simulation {}, No.      {demo}", pack.year),
                vec![about.to_owned(), "what the plan would bring".to_owned()],
            )
        }
    };
    Block::Head { issuer, number, title }
}

/// What the whole comes to: the headline and the counts, what June costs December and what the plan costs, the red lines.
fn overall(source: &Source<'_>) -> Vec<String> {
    let (pack, board, language) = (source.pack(), source.board, source.language);
    let plan = source.name(source.document.current().number);
    let zh = language == Language::Zh;
    let by = if zh { format!("按“{plan}”推演，") } else { format!("Under “{plan}”: ") };
    let gap = if zh { "" } else { " " };
    let join = |parts: Vec<String>| parts.join(gap);
    let counts = Period::ALL.map(|period| tally(board, period, language));
    let first = headline(pack, board, language).into_iter().chain(counts).collect();
    let mut told = vec![by + &join(first)];
    let second: Vec<String> =
        [infeasible(pack, board, language), lost_by_december(pack, board, language), cost(source)]
            .into_iter()
            .flatten()
            .collect();
    if !second.is_empty() {
        told.push(join(second));
    }
    told.extend(red_lines(source));
    told
}

/// How many measures the plan takes, what they cost and which of them borrow.
fn cost(source: &Source<'_>) -> Option<String> {
    let duties = || source.duties.iter().flat_map(|owner| &owner.duties);
    let (count, language) = (duties().count(), source.language);
    if count == 0 {
        return Some(source.text("方案未调整措施，与基线相同。", "The plan changes no measure."));
    }
    let borrowed = duties().filter(|duty| duty.reach.is_borrowed()).count();
    let cost = spending::added(source.pack(), source.baseline, source.run).filter(|cost| !cost.is_zero());
    let cost = cost.map(|cost| spending::told(cost, language));
    Some(match language {
        Language::Zh => {
            let cost = cost.map(|cost| format!("，新增支出 {cost}")).unwrap_or_default();
            let borrowed = if borrowed > 0 {
                format!("；其中借期 {borrowed} 项，下半年须偿还")
            } else {
                String::new()
            };
            format!("方案调整措施 {count} 项{cost}{borrowed}。")
        }
        Language::En => {
            let cost = cost.map(|cost| format!(", new spending {cost}")).unwrap_or_default();
            let borrowed =
                if borrowed > 0 { format!("; {borrowed} borrow from the second half-year") } else { String::new() };
            let measures = if count == 1 { "measure" } else { "measures" };
            format!("The plan changes {count} {measures}{cost}{borrowed}.")
        }
    })
}

fn red_lines(source: &Source<'_>) -> Option<String> {
    let (pack, board, language) = (source.pack(), source.board, source.language);
    let ahead = source.judge().ahead();
    let lines: Vec<_> = board.red_lines.iter().filter_map(|row| board.rows.get(*row)).collect();
    let crossed = lines.iter().filter(|row| row.get(ahead).passes == Some(false));
    let crossed: Vec<&str> = crossed.map(|row| pack.targets[row.target.0].name.get(language)).collect();
    let all = lines.len();
    match (all, crossed.len(), language) {
        (0, ..) => None,
        (_, 0, Language::Zh) => Some(format!("底线 {all} 项，预计均能守住。")),
        (_, 0, Language::En) => Some(format!("All {all} red lines are kept.")),
        (_, broken, Language::Zh) => {
            Some(format!("底线 {all} 项，{}等 {broken} 项预计守不住。", source.list(&crossed[..broken.min(3)])))
        }
        (_, broken, Language::En) => {
            Some(format!("Of {all} red lines {broken} would be crossed: {}.", source.list(&crossed[..broken.min(3)])))
        }
    }
}

fn measures(source: &Source<'_>, count: usize) -> Vec<Block> {
    let (pack, language) = (source.pack(), source.language);
    let mut blocks = vec![heading(2, "措施与代价", "Measures and what they cost", language)];
    let all: usize = source.duties.iter().map(|owner| owner.duties.len()).sum();
    if all == 0 {
        blocks.push(Block::Text(source.text(
            "方案未调整措施，各项指标按既定安排推演。",
            "The plan changes no measure; every figure follows from what is already arranged.",
        )));
    } else {
        let mut table = duties::table(source, duties::Columns::Short);
        table.rows.truncate(count);
        table.caption = match (count == all, language) {
            (true, Language::Zh) => "表2 措施与见效期".to_owned(),
            (false, Language::Zh) => format!("表2 措施与见效期（{all} 项中的 {count} 项，其余见“责任清单”）"),
            (true, Language::En) => "Table 2. Measures and when they work".to_owned(),
            (false, Language::En) => format!("Table 2. {count} of {all} measures; see the responsibility sheet"),
        };
        if !table.rows.is_empty() {
            blocks.push(Block::Table(table));
        }
        blocks.push(Block::Note(source.text(
            "注：上半年、全年两栏为单独采取该措施对首要指标的增减。“还”在下半年的为借期措施：上半年所增须在以后偿还。",
            "The last two columns: what the measure alone adds to the first target it moves. A measure that pays back later borrows.",
        )));
    }
    blocks.push(heading(3, "方案比较", "Plans side by side", language));
    let Some((baseline, plans)) = source.sides.split_first() else {
        blocks.push(Block::Text(source.text("没有可比较的方案。", "There are no plans to compare.")));
        return blocks;
    };
    let side = |side: &&compare::Side| {
        let name = side.wanted.plan.map_or_else(|| source.say("基线", "Baseline"), |plan| source.name(plan));
        let verdict = |period| side.board.headline.and_then(|row| side.verdict(row, period));
        let figure = |period| {
            let verdict = verdict(period);
            Cell::from(verdict.map_or_else(|| UNKNOWN.to_owned(), super::verdicts::projected))
        };
        let chance = |period| Cell::from(verdict(period).map_or_else(|| UNKNOWN.to_owned(), super::verdicts::chance));
        let counts = |period| {
            let tally = side.board.tally(period);
            Cell::from(format!("{} / {} / {}", tally.on_track, tally.near, tally.short))
        };
        let cost = spending::added(pack, &baseline.projection, &side.projection);
        let cost = cost.filter(|cost| !cost.is_zero()).map(|cost| spending::told(cost, language));
        let (half, year) = (Period::Half, Period::Year);
        vec![
            Cell::from(name),
            figure(half),
            chance(half),
            counts(half),
            figure(year),
            chance(year),
            counts(year),
            Cell::from(cost.unwrap_or_else(|| UNKNOWN.to_owned())),
        ]
    };
    let first = source.board.headline.map(|row| pack.targets[source.board.rows[row].target.0].name.get(language));
    let say = |zh, en| source.say(zh, en);
    let counts = say("达标/临界/有缺口", "On track / near / short");
    blocks.push(Block::Table(Table {
        caption: match language {
            Language::Zh => format!("表3 方案比较（同一组假设、同一组抽样）：{}", first.unwrap_or_default()),
            Language::En => format!("Table 3. Plans on the same draws: {}", first.unwrap_or_default()),
        },
        groups: vec![
            (String::new(), 1),
            (source.text("上半年", "First half-year"), 3),
            (source.text("全年", "Full year"), 3),
            (String::new(), 1),
        ],
        columns: vec![
            Column::new(say("方案", "Plan"), 180),
            Column::figures(say("预计", "Proj."), 90),
            Column::figures(say("概率", "Prob."), 75),
            Column::figures(counts, 182),
            Column::figures(say("预计", "Proj."), 90),
            Column::figures(say("概率", "Prob."), 75),
            Column::figures(counts, 182),
            Column::figures(say("新增支出", "New spending"), 126),
        ],
        rows: source.sides.iter().map(side).collect(),
        ..Table::default()
    }));
    let told = plans.iter().filter(|side| !side.wanted.scenario.levers.is_empty()).map(|side| {
        let name = side.wanted.plan.map_or("", |plan| source.name(plan));
        let sentence = compare::sentence(pack, baseline, side, language);
        let colon = if language == Language::Zh { "：" } else { ": " };
        Block::Note(format!("{name}{colon}{sentence}"))
    });
    blocks.extend(told);
    blocks
}

/// Targets that are short or near at the next day of judgement and whose remaining months can be told, the least likely first.
fn tasks(source: &Source<'_>) -> Vec<Vec<Cell>> {
    let (pack, language) = (source.pack(), source.language);
    let ahead = source.judge().ahead();
    let end = ahead.ends(pack.year);
    let task = |row: usize| {
        let row = &source.board.rows[row];
        let (verdict, target) = (row.get(ahead), &pack.targets[row.target.0]);
        if !matches!(verdict.state, State::Short | State::Near) {
            return None;
        }
        let owner = std::iter::once(&target.owner).chain(&target.with);
        let owners: Vec<&str> = owner.map(|owner| pack.owners[owner.0].name.get(language)).collect();
        Some(vec![
            Cell::from(target.name.get(language)),
            Cell::from(source.list(&owners)),
            super::verdicts::state(verdict, language),
            Cell::from(pace(pack, verdict, language).unwrap_or_else(|| UNKNOWN.to_owned())),
            Cell::from(day(target.deadline.unwrap_or(end), language)),
        ])
    };
    by_need(source.board, ahead).into_iter().filter_map(task).collect()
}

fn closing(source: &Source<'_>, count: usize) -> Vec<Block> {
    let (pack, language) = (source.pack(), source.language);
    let mut blocks = vec![heading(4, "责任与时限", "Who has to do what, by when", language)];
    let mut rows = tasks(source);
    let all = rows.len();
    rows.truncate(count);
    let say = |zh, en| source.say(zh, en);
    if all == 0 {
        blocks.push(Block::Text(source.text("没有临界或有缺口的任务。", "No task is near or short.")));
    } else if !rows.is_empty() {
        blocks.push(Block::Table(Table {
            caption: match (count == all, language) {
                (true, Language::Zh) => "表4 责任清单（摘要）".to_owned(),
                (false, Language::Zh) => format!("表4 责任清单（{all} 项中的 {count} 项，其余见“各单位任务单”）"),
                (true, Language::En) => "Table 4. Tasks that are near or short".to_owned(),
                (false, Language::En) => format!("Table 4. {count} of {all} tasks; see the pages of the owners"),
            },
            columns: vec![
                Column::new(say("事项", "Task"), 190),
                Column::new(say("责任单位", "Owner"), 200),
                Column::new(say("判定", "Verdict"), 110),
                Column::new(say("余下月份需要", "What the remaining months need"), 340),
                Column::new(say("时限", "By"), 160),
            ],
            rows,
            ..Table::default()
        }));
    }
    blocks.push(heading(5, "会议记录", "Record", language));
    blocks.extend(minutes::record(source, &source.scenario().record, Some(SAID)));
    blocks.push(heading(6, "算式与出处", "Sources", language));
    let demo = if pack.demo {
        say("本底册为演示数据，地名与数字均为虚构。", "The pack is invented: demonstration data. ")
    } else {
        ""
    };
    let sources = plain(pack.sources.len().into(), 0);
    blocks.push(Block::Note(match language {
        Language::Zh => format!(
            "{demo}每个数都由底册的公式逐月算出，底册列明 {sources} 项出处。扫描页脚的二维码，或在浏览器打开它所含的链接，可打开同一方案，\
             并逐格追溯到算式和出处。页脚指纹相同，各页的数字即出自同一次推演。"
        ),
        Language::En => format!(
            "{demo}Every figure is computed month by month from the formulas of the pack, which names {sources} sources. The code at \
             the foot opens the same plan, where each cell is traced to formula and source. Pages with the same fingerprint come from \
             the same run."
        ),
    }));
    let place = foot::place(pack.name.get(language));
    blocks.push(Block::Colophon {
        said: source.text("推演用于比较方案，不是预报。", "A simulation compares plans; it is not a forecast."),
        by: if pack.demo { format!("{place}{}", say("（虚构）", " (invented)")) } else { place.to_owned() },
        on: source.text("　　年　　月　　日印发", "Issued on"),
    });
    blocks
}

/// What a measure does in the periods of a brief, in one word each.
pub(super) fn moves_name(moves: Moves, language: Language) -> &'static str {
    match (moves, language) {
        (Moves::No, _) => UNKNOWN,
        (Moves::Yes, Language::Zh) => "见效",
        (Moves::Pay, Language::Zh) => "还",
        (Moves::Borrowed, Language::Zh) => "借",
        (Moves::Yes, Language::En) => "works",
        (Moves::Pay, Language::En) => "pays",
        (Moves::Borrowed, Language::En) => "borrows",
    }
}
