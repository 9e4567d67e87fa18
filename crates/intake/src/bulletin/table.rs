//! Tables: cells between tabs, or of a page's rows; headings say what a column holds.

use super::phrase::{self, Period, Said};
use super::read::{Reading, Readings, Refused};
use super::{MOST_FIGURES, Span, Spot, What, Why};
use crate::number::plain;

/// Most cells of a line.
const MOST_CELLS: usize = 120;

/// Most lines or rows a cell spans.
const MOST_SPAN: usize = 20;

/// A line of cells, with its number in the text.
type Line = (usize, Vec<String>);

/// Whether a text is a page with a table.
pub fn is_page(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    small.contains("<tr") && small.contains("<td")
}

/// Cells between tabs.
pub fn tabs(text: &str) -> Vec<Line> {
    let cells = |line: &str| line.split('\t').take(MOST_CELLS).map(plain).collect();
    text.lines().enumerate().map(|(at, line)| (at + 1, cells(line))).collect()
}

/// The rows of a page's tables; everything else of the page is passed over. No mark-up is kept.
pub fn page(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut held: Vec<(usize, usize, String)> = Vec::new();
    let mut cell: Option<(String, usize, usize)> = None;
    let mut silent = 0usize;
    let mut rest = text;
    let close =
        |lines: &mut Vec<Line>, held: &mut Vec<(usize, usize, String)>, cell: &mut Option<(String, usize, usize)>| {
            let (Some((text, wide, high)), Some((_, cells))) = (cell.take(), lines.last_mut()) else { return };
            take_held(held, cells);
            for _ in 0..wide {
                if cells.len() >= MOST_CELLS {
                    return;
                }
                if high > 1 {
                    held.push((cells.len(), high - 1, plain(&text)));
                }
                cells.push(plain(&text));
            }
        };
    while let Some(at) = rest.find('<') {
        if silent == 0
            && let Some((text, ..)) = &mut cell
        {
            text.push_str(&entities(&rest[..at]));
        }
        let Some(end) = rest[at..].find('>') else { return lines };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match (name.as_str(), tag.starts_with('/')) {
            ("script" | "style", false) if !tag.ends_with('/') => silent += 1,
            ("script" | "style", true) => silent = silent.saturating_sub(1),
            ("tr", false) => {
                close(&mut lines, &mut held, &mut cell);
                let number = lines.len() + 1;
                lines.push((number, Vec::new()));
            }
            ("td" | "th", false) => {
                close(&mut lines, &mut held, &mut cell);
                cell = Some((String::new(), attribute(tag, "colspan"), attribute(tag, "rowspan")));
            }
            ("td" | "th" | "tr" | "table", true) => {
                close(&mut lines, &mut held, &mut cell);
                if name == "tr"
                    && let Some((_, cells)) = lines.last_mut()
                {
                    take_held(&mut held, cells);
                }
            }
            _ => {}
        }
    }
    close(&mut lines, &mut held, &mut cell);
    lines
}

/// Puts the cells that reach down from earlier rows where they come next.
fn take_held(held: &mut Vec<(usize, usize, String)>, cells: &mut Vec<String>) {
    while let Some(at) = held.iter().position(|(column, left, _)| *column == cells.len() && *left > 0) {
        let (_, left, text) = &mut held[at];
        *left -= 1;
        cells.push(text.clone());
        if *left == 0 {
            held.remove(at);
        }
        if cells.len() >= MOST_CELLS {
            return;
        }
    }
}

fn attribute(tag: &str, name: &str) -> usize {
    let small = tag.to_ascii_lowercase();
    let after = small.split_once(name).and_then(|(_, after)| after.trim_start().strip_prefix('='));
    let digits: String = after
        .unwrap_or("")
        .trim_start_matches([' ', '"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .take(3)
        .collect();
    digits.parse::<usize>().unwrap_or(1).clamp(1, MOST_SPAN)
}

/// Character references of a page.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let sign = end.and_then(|end| {
            let name = &rest[1..end];
            let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            });
            match name {
                "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "minus" => Some('-'),
                "mdash" => Some('—'),
                "ndash" => Some('–'),
                _ => number.and_then(char::from_u32),
            }
        });
        match (sign, end) {
            (Some(sign), Some(end)) => {
                out.push(sign);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
enum Column {
    Name,
    Unit,
    Figure { what: Option<What>, period: Option<Period>, unit: Option<String> },
    Other,
}

/// Figures of lines of cells.
pub fn figures(lines: &[Line]) -> Readings {
    let mut out = Readings::default();
    let title: String =
        lines.iter().filter(|(_, cells)| filled(cells) == 1).take(4).map(|(_, cells)| cells.concat() + " ").collect();
    let title = phrase::period(&title);
    let mut columns: Vec<Column> = Vec::new();
    for (line, cells) in lines {
        if filled(cells) < 2 {
            continue;
        }
        if let Some(heads) = heads(cells, &columns) {
            columns = heads;
            continue;
        }
        if columns.is_empty() {
            columns = unheaded(cells);
        }
        row(*line, cells, &columns, title, &mut out);
        if out.figures.len() >= MOST_FIGURES {
            break;
        }
    }
    out
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// The columns a line of headings names; `None` where the line holds figures.
fn heads(cells: &[String], before: &[Column]) -> Option<Vec<Column>> {
    let is_figure = |cell: &String| matches!(phrase::cell(cell), Said::Figure(_));
    if cells.iter().skip(1).any(is_figure) {
        return None;
    }
    const WORDS: [&str; 14] = [
        "指标",
        "单位",
        "本月",
        "当月",
        "累计",
        "同比",
        "增长",
        "增速",
        "增幅",
        "绝对量",
        "月",
        "季度",
        "半年",
        "总量",
    ];
    if !cells.iter().any(|cell| WORDS.iter().any(|word| cell.contains(word))) {
        return None;
    }
    let mut columns = Vec::new();
    let mut last: Option<(Option<Period>, bool)> = None;
    for (at, head) in cells.iter().enumerate() {
        let upper = match before.get(at) {
            Some(Column::Figure { what, period, unit }) => Some((*what, *period, unit.clone())),
            _ => None,
        };
        let is = |words: &[&str]| words.iter().any(|word| head.contains(word));
        let column = if at == 0 || is(&["指标", "名称", "项目"]) && !columns.contains(&Column::Name) {
            Column::Name
        } else if is(&["单位", "计量"]) && !head.contains('元') {
            Column::Unit
        } else if is(&["上年", "去年", "位次", "排名", "目标", "任务", "占比", "比重", "环比", "进度"])
        {
            Column::Other
        } else {
            let growth = is(&["同比", "增长", "增速", "增幅", "%", "±"]);
            let mut period = phrase::period(head).or(upper.as_ref().and_then(|upper| upper.1));
            let to_date = is(&["累计", "至本月", "1-本月", "1—本月", "1–本月", "年初"]);
            if period.is_none() && to_date {
                period = Some(Period { span: Span::ToDate(0), year: None });
            } else if period.is_none() && is(&["本月", "当月", "本期"]) {
                period = Some(Period { span: Span::Single(0), year: None });
            } else if to_date && let Some(Period { span, .. }) = &mut period {
                *span = Span::ToDate(span.end());
            }
            // Growth without a period is of the column before it.
            if growth && period.is_none() {
                period = last.and_then(|(period, _)| period);
            }
            let what = if growth {
                Some(What::Growth)
            } else {
                upper.as_ref().and_then(|upper| upper.0).or((!head.is_empty()).then_some(What::Level))
            };
            last = Some((period, growth));
            let unit = bracketed(head).or(upper.and_then(|upper| upper.2)).filter(|unit| unit != "%");
            if head.is_empty() && before.get(at).is_none() {
                Column::Other
            } else {
                Column::Figure { what, period, unit }
            }
        };
        columns.push(column);
    }
    Some(columns)
}

/// A unit in brackets at the end of a heading or name.
pub fn bracketed(text: &str) -> Option<String> {
    let inside = text.trim_end().strip_suffix(')')?;
    let unit = &inside[inside.rfind('(')? + 1..];
    let sound =
        unit.chars().count() <= 8 && !unit.is_empty() && unit.chars().all(|sign| sign.is_alphabetic() || sign == '%');
    sound.then(|| unit.to_owned())
}

/// Columns of a table without headings: a name, then figures; per cent is growth.
fn unheaded(cells: &[String]) -> Vec<Column> {
    let mut columns = vec![Column::Name];
    let mut level = false;
    for cell in cells.iter().skip(1) {
        columns.push(match phrase::cell(cell) {
            Said::Figure(figure) if figure.what == What::Growth || level => {
                Column::Figure { what: Some(What::Growth), period: None, unit: None }
            }
            Said::Figure(_) => {
                level = true;
                Column::Figure { what: Some(What::Level), period: None, unit: None }
            }
            Said::Other if columns.len() == 1 && cell.chars().count() <= 6 => Column::Unit,
            _ => Column::Other,
        });
    }
    columns
}

fn row(line: usize, cells: &[String], columns: &[Column], title: Option<Period>, out: &mut Readings) {
    let at = columns.iter().position(|column| *column == Column::Name).unwrap_or(0);
    let Some(name) = cells.get(at).filter(|name| !name.is_empty()) else { return };
    let unit = columns.iter().position(|column| *column == Column::Unit).and_then(|at| cells.get(at));
    let unit = unit.filter(|unit| !unit.is_empty() && *unit != "-").cloned().or_else(|| bracketed(name));
    for (at, (cell, column)) in cells.iter().zip(columns).enumerate() {
        let Column::Figure { what, period, unit: of_column } = column else { continue };
        let spot = Spot { line, column: at + 1 };
        let refuse = |why| Refused { spot, raw: shorten(&format!("{name} {cell}")), why };
        let figure = match phrase::cell(cell) {
            Said::Figure(figure) => figure,
            Said::Nothing => continue,
            Said::SignOnly => {
                out.refused.push(refuse(Why::SignOnly));
                continue;
            }
            Said::Other => {
                out.refused.push(refuse(Why::NoNumber));
                continue;
            }
        };
        let what = if figure.what == What::Growth { What::Growth } else { what.unwrap_or(What::Level) };
        // `本月` and `累计` take their month from the title.
        let period = match (*period, title) {
            (Some(Period { span, year }), title) if span.end() == 0 => {
                title.map_or(Some(Period { span, year }), |title| {
                    let end = title.span.end();
                    let span =
                        if matches!(span, Span::Single(_)) && end > 1 { Span::Single(end) } else { Span::ToDate(end) };
                    Some(Period { span, year: title.year })
                })
            }
            (None, title) => title,
            (some, title) => {
                some.map(|period| Period { year: period.year.or(title.and_then(|title| title.year)), ..period })
            }
        };
        let of_level = figure.unit.clone().or_else(|| of_column.clone()).or_else(|| unit.clone());
        out.figures.push(Reading {
            spot,
            name: name.clone(),
            raw: cell.clone(),
            what,
            value: figure.value,
            unit: if what == What::Growth { Some("%".to_owned()) } else { of_level },
            span: period.map(|period| period.span),
            year: period.and_then(|period| period.year),
            falling: figure.falling,
        });
    }
}

/// A text short enough to be shown.
pub fn shorten(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
