//! The table of verdicts: every target, or those a brief names.

use guoban_model::pack::PassLine;
use guoban_model::text::Language;

use super::{Block, Cell, Column, Source, Table, layout, point};
use crate::chance::DRAWS;
use crate::judge::{Basis, Board, Direction, Period, State, Verdict};
use crate::number::{UNKNOWN, months, plain, plain_or_unknown, unit_name};
use crate::sentence::{line_name, standing_name, tally};

/// The pages of the table.
pub(super) fn pages(source: &Source<'_>) -> Vec<Vec<Block>> {
    let pack = source.pack();
    let mut blocks = vec![title(source, "指标判定表", "Table of verdicts")];
    let ahead = source.judge().ahead();
    blocks.push(Block::Note(Period::ALL.map(|period| tally(source.board, period, source.language)).concat()));
    for (place, group) in pack.groups.iter().enumerate() {
        let rows = (0..source.board.rows.len()).filter(|row| pack.targets[*row].group.0 == place);
        let mut table = table(source, rows);
        if !table.rows.is_empty() {
            table.caption = format!("{}{}", point(place, source.language), group.name.get(source.language));
            blocks.push(Block::Table(table));
        }
    }
    blocks.push(note(source, ahead));
    layout::pages(vec![blocks])
}

/// The title of a document about the open plan.
pub(super) fn title(source: &Source<'_>, zh: &str, en: &str) -> Block {
    let pack = source.pack().name.get(source.language);
    let plan = source.name(source.document.current().number);
    let title = match source.language {
        Language::Zh => zh,
        Language::En => en,
    };
    Block::Title { title: title.to_owned(), about: format!("{pack} · {plan}") }
}

/// A figure that something must not exceed has the sign for it.
pub(super) fn due(verdict: &Verdict) -> String {
    let sign = if verdict.direction == Direction::AtMost { "≤" } else { "" };
    match verdict.due {
        Some(due) => format!("{sign}{}", plain(due.value, verdict.decimals)),
        None => UNKNOWN.to_owned(),
    }
}

pub(super) fn projected(verdict: &Verdict) -> String {
    plain_or_unknown(verdict.projected, verdict.decimals)
}

pub(super) fn state(verdict: &Verdict, language: Language) -> Cell {
    Cell::State(verdict.state, standing_name(verdict, language).to_owned())
}

pub(super) fn chance(verdict: &Verdict) -> String {
    verdict.chance().unwrap_or_else(|| UNKNOWN.to_owned())
}

/// What is published, and to which month.
fn known(verdict: &Verdict, language: Language) -> [String; 2] {
    match verdict.known.value {
        Some(value) => {
            let month = months(verdict.known.through, verdict.known.through, language);
            [plain(value, verdict.decimals), month]
        }
        None => [UNKNOWN.to_owned(), String::new()],
    }
}

/// Some rows of the board as a table.
pub(super) fn table(source: &Source<'_>, rows: impl IntoIterator<Item = usize>) -> Table {
    let (pack, language) = (source.pack(), source.language);
    let row = |row: usize| {
        let row = source.board.rows.get(row)?;
        let target = &pack.targets[row.target.0];
        let (half, year) = (&row.half, &row.year);
        let [value, month] = known(half, language);
        Some(vec![
            Cell::from(target.name.get(language)),
            Cell::from(unit_name(&pack.variables[target.variable.0].unit, language)),
            Cell::from(value),
            Cell::from(month),
            Cell::from(projected(half)),
            Cell::from(due(half)),
            state(half, language),
            Cell::from(chance(half)),
            Cell::from(projected(year)),
            Cell::from(due(year)),
            state(year, language),
            Cell::from(chance(year)),
        ])
    };
    let say = |zh, en| source.say(zh, en);
    Table {
        groups: vec![
            (String::new(), 4),
            (source.text("上半年", "First half-year"), 4),
            (source.text("全年", "Full year"), 4),
        ],
        columns: vec![
            Column::new(say("指标", "Target"), 160),
            Column::new(say("单位", "Unit"), 64),
            Column::figures(say("已公布", "Known"), 74),
            Column::new(say("至", "To"), 50),
            Column::figures(say("预计", "Proj."), 78),
            Column::figures(say("应达", "Due"), 78),
            Column::new(say("判定", "Verdict"), 118),
            Column::figures(say("概率", "Prob."), 56),
            Column::figures(say("预计", "Proj."), 74),
            Column::figures(say("任务", "Task"), 74),
            Column::new(say("判定", "Verdict"), 118),
            Column::figures(say("概率", "Prob."), 56),
        ],
        rows: rows.into_iter().filter_map(row).collect(),
        ..Table::default()
    }
}

/// How the verdicts are to be read.
pub(super) fn note(source: &Source<'_>, ahead: Period) -> Block {
    let (pack, language) = (source.pack(), source.language);
    let by_line = |row: &crate::judge::Row| row.get(ahead).due.is_some_and(|due| matches!(due.basis, Basis::Line(_)));
    let line = source.scenario().line.unwrap_or(pack.judging.line);
    let percent = |share: rust_decimal::Decimal| plain(share * rust_decimal::Decimal::ONE_HUNDRED, 0);
    let (on_track, near) = (percent(pack.judging.on_track), percent(pack.judging.near));
    let draws = plain(DRAWS.into(), 0);
    let judged = match (source.board.rows.iter().any(by_line), language) {
        (false, _) => String::new(),
        (true, Language::Zh) => format!("没有上半年任务的累计指标按{}判定。", line_name(line, language)),
        (true, Language::En) => {
            let line = if line == PassLine::Seasonal { "the schedule" } else { line_name(line, language) };
            format!("Amounts without a half-year task are judged by {line}. ")
        }
    };
    Block::Note(match language {
        Language::Zh => format!(
            "注：单位为 % 的是增速或比率。{judged}概率来自 {draws} 次抽样：{on_track}% 及以上为达标，{near}%—{on_track}% 为临界，\
             低于 {near}% 为有缺口。“≤”表示不得超过。"
        ),
        Language::En => format!(
            "Figures in % are growth rates or ratios. {judged}Chances come from {draws} draws: from {on_track}% on track, \
             {near}–{on_track}% near, below {near}% short. “≤”: must not exceed."
        ),
    })
}

/// Rows in the order in which a brief names them: the headline, then what is short or near at the next day of judgement, the least
/// likely first, then the rest as the pack has it; red lines are told elsewhere.
pub(super) fn by_need(board: &Board, ahead: Period) -> Vec<usize> {
    let need = |row: usize| {
        let verdict = board.rows[row].get(ahead);
        let rank = match verdict.state {
            State::Short => 0,
            State::Near => 1,
            State::OnTrack => 2,
            State::NotDue => 3,
        };
        (Some(row) != board.headline, rank, (verdict.probability.unwrap_or(0.0) * 1e6) as u32, row)
    };
    let mut rows: Vec<usize> = (0..board.rows.len()).filter(|row| !board.red_lines.contains(row)).collect();
    rows.sort_by_key(|row| need(*row));
    rows
}
