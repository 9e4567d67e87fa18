//! The report as a table for a terminal.

use guoban_model::model::Projection;
use guoban_model::text::Language;
use guoban_planning::judge::{Board, Judge, Mark, Verdict};
use guoban_planning::number::{plain_or_unknown, signed_or_unknown, unit_name};
use guoban_planning::one_year::OneYear;
use guoban_planning::scenario::Scenario;
use guoban_planning::sentence::{next_year, opening, pace, standing_name};

const HEADS_ZH: [&str; 10] = ["任务", "单位", "时期", "预计", "应达", "差距", "点", "判定", "线性", "序时"];
const HEADS_EN: [&str; 10] =
    ["target", "unit", "period", "projected", "due", "gap", "pp", "verdict", "linear", "schedule"];

/// Columns with words stand left, those with numbers right.
const LEFT: [bool; 10] = [true, true, true, false, false, false, false, true, true, true];

/// The board in words and a table.
pub fn text(
    judge: &Judge<'_>,
    scenario: &Scenario,
    projection: &Projection,
    board: &Board,
    language: Language,
) -> String {
    let pack = judge.pack;
    let mut out = match language {
        Language::Zh => format!("{}（{} 第 {} 版）", pack.name.zh, pack.id, pack.revision),
        Language::En => format!("{} ({}, revision {})", pack.name.en, pack.id, pack.revision),
    };
    out += &match language {
        Language::Zh => format!("，截至 {}，{}\n\n", judge.as_of, board.left().sentence(language)),
        Language::En => format!(", as of {}, {}\n\n", judge.as_of, board.left().sentence(language)),
    };
    for sentence in opening(pack, board, language) {
        out += &format!("{sentence}\n");
    }
    for flag in scenario.flags(pack, &OneYear::of(pack)) {
        out += &format!("{}\n", flag.message(pack, language));
    }
    out.push('\n');
    let heads = if language == Language::Zh { HEADS_ZH } else { HEADS_EN };
    let mut rows = vec![(heads.map(str::to_owned), String::new())];
    for verdict in board.rows.iter().flat_map(|row| [&row.half, &row.year]) {
        rows.push((cells(judge, verdict, language), pace(pack, verdict, language).unwrap_or_default()));
    }
    out += &aligned(rows, LEFT);
    for sentence in board.rows.iter().filter_map(|row| next_year(pack, row, language)) {
        out += &format!("{sentence}\n");
    }
    if !board.limits.is_empty() {
        out += match language {
            Language::Zh => "\n资源限额\n",
            Language::En => "\nLimits\n",
        };
    }
    for limit in &board.limits {
        out += &format!("{}\n", limit.sentence(pack, language));
    }
    for fault in projection.faults() {
        out += &format!("{}\n", fault.message(pack, language));
    }
    out
}

fn cells(judge: &Judge<'_>, verdict: &Verdict, language: Language) -> [String; 10] {
    let pack = judge.pack;
    let target = &pack.targets[verdict.target.0];
    let mark = |mark: Option<Mark>| match mark {
        None => "·".to_owned(),
        Some(mark) => {
            format!("{} {}", if mark.passes { '✓' } else { '✕' }, plain_or_unknown(Some(mark.due), verdict.decimals))
        }
    };
    let name = target.name.get(language);
    let red_line = if language == Language::Zh { "（底线）" } else { " (red line)" };
    [
        if target.red_line { format!("{name}{red_line}") } else { name.to_owned() },
        unit_name(&pack.variables[target.variable.0].unit, language).to_owned(),
        verdict.period.name(language).to_owned(),
        plain_or_unknown(verdict.projected, verdict.decimals),
        plain_or_unknown(verdict.due.map(|due| due.value), verdict.decimals),
        signed_or_unknown(verdict.gap, verdict.decimals),
        signed_or_unknown(verdict.gap_points, verdict.gap_points.map_or(1, |points| points.scale())),
        standing_name(verdict, language).to_owned(),
        mark(verdict.linear),
        mark(verdict.seasonal),
    ]
}

/// Rows as lines whose columns stand under one another; what follows the last column is not aligned.
pub fn aligned<const COLUMNS: usize>(rows: Vec<([String; COLUMNS], String)>, left: [bool; COLUMNS]) -> String {
    let widths: Vec<usize> =
        (0..COLUMNS).map(|column| rows.iter().map(|(row, _)| width(&row[column])).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for (row, last) in &rows {
        let mut line = String::new();
        for ((cell, left), column) in row.iter().zip(left).zip(&widths) {
            let space = " ".repeat(column - width(cell));
            line += &if left { format!("{cell}{space}  ") } else { format!("{space}{cell}  ") };
        }
        line += last;
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// Columns a text takes: Chinese characters and full-width signs take two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|character| if matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{ffef}') { 2 } else { 1 })
        .sum()
}
