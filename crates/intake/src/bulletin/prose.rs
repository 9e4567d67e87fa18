//! Sentences of a bulletin: a name, then its amount and its change.

use super::names::Names;
use super::phrase::{self, FALLS, RISES};
use super::read::{Reading, Readings, Refused};
use super::table::shorten;
use super::{MOST_FIGURES, Span, Spot, What, Why};
use crate::number;

/// Most sentences without a known name that are shown.
const MOST_SHOWN: usize = 60;

/// Figures of sentences. Names carry on over the clauses of a sentence, periods over the sentences of a text.
pub fn figures(text: &str, names: &Names<'_>) -> Readings {
    let mut out = Readings::default();
    let mut period = None;
    for (line, content) in text.lines().enumerate() {
        let content: String = number::plain(content).to_lowercase().chars().filter(|sign| *sign != ' ').collect();
        let mut at = 0;
        for sentence in content.split_inclusive(['。', ';', '；', '!']) {
            let spot = Spot { line: line + 1, column: content[..at].chars().count() + 1 };
            at += sentence.len();
            self::sentence(sentence, spot, names, &mut period, &mut out);
            if out.figures.len() >= MOST_FIGURES {
                return out;
            }
        }
    }
    out
}

fn sentence(sentence: &str, spot: Spot, names: &Names<'_>, period: &mut Option<phrase::Period>, out: &mut Readings) {
    let mut name: Option<String> = None;
    let mut turned = false;
    let (mut level, mut growth) = (false, false);
    let (mut numbers, mut offset) = (false, 0);
    for clause in sentence.split_inclusive([',', '，', '、', ':', '：']) {
        let start = offset;
        offset += clause.chars().count();
        let clause = clause.trim_end_matches([',', '，', '、', ':', '：', '。', ';', '；', '!']);
        // `比1-3月加快0.3个百分点` is about another period.
        if clause.starts_with(['比', '较']) {
            continue;
        }
        if let Some(found) = phrase::period(clause) {
            *period = Some(phrase::Period { year: found.year.or(period.and_then(|period| period.year)), ..found });
        }
        let mut rest = clause;
        if let Some((from, to)) = names.longest_in(clause) {
            name = Some(clause[from..to].to_owned());
            rest = &clause[to..];
            (level, growth, turned) = (false, false, false);
        }
        turned |= ["由负转正", "由正转负"].iter().any(|word| rest.contains(word));
        let spot = Spot { column: spot.column + start, ..spot };
        let mut push = |name: &str, raw: &str, what, value, unit: Option<String>, falling| {
            let (span, year) =
                (period.map(|period: phrase::Period| period.span), period.and_then(|period| period.year));
            let span = span.filter(|span: &Span| span.end() > 0);
            out.figures.push(Reading {
                spot,
                name: name.to_owned(),
                raw: raw.to_owned(),
                what,
                value,
                unit,
                span,
                year,
                falling,
            });
        };
        if rest.contains("持平")
            && !growth
            && let Some(name) = &name
        {
            growth = true;
            push(name, "持平", What::Growth, rust_decimal::Decimal::ZERO, Some("%".to_owned()), false);
        }
        for found in tokens(rest) {
            numbers |= found.percent || !found.unit.is_empty();
            let Some(name) = &name else { continue };
            let raw = format!("{}{}{}", found.lead, found.digits, if found.percent { "%" } else { &found.unit });
            let Some(value) = number::number(found.digits) else { continue };
            let falling = FALLS.iter().any(|word| found.lead.ends_with(word));
            let rising = RISES.iter().any(|word| found.lead.ends_with(word));
            if found.percent && (falling || rising) && !growth {
                growth = true;
                turned = false;
                push(
                    name,
                    &raw,
                    What::Growth,
                    if falling { -value.abs() } else { value },
                    Some("%".to_owned()),
                    falling,
                );
            } else if !found.percent && !found.unit.is_empty() && !level && !falling && !rising {
                level = true;
                push(name, &raw, What::Level, value, Some(found.unit), false);
            }
        }
    }
    if turned {
        out.refused.push(Refused { spot, raw: shorten(sentence), why: Why::SignOnly });
    }
    if name.is_none() && numbers && out.refused.len() < MOST_SHOWN {
        out.refused.push(Refused { spot, raw: shorten(sentence), why: Why::NoName { like: Vec::new() } });
    }
}

/// A number in a clause: what stands just before it, and behind it.
struct Token<'c> {
    lead: &'c str,
    digits: &'c str,
    unit: String,
    percent: bool,
}

fn tokens(clause: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = clause[from..].find(|sign: char| sign.is_ascii_digit()).map(|at| at + from) {
        let is_part = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '\'');
        let mut end = clause[at..].find(|sign| !is_part(sign)).map_or(clause.len(), |length| at + length);
        while clause[at..end].ends_with(['.', ',', '\'']) {
            end -= 1;
        }
        let before = &clause[from..at];
        let negative =
            before.ends_with('-') && !before.trim_end_matches('-').ends_with(|sign: char| sign.is_ascii_digit());
        let first = if negative { at - 1 } else { at };
        let tail = &clause[end..];
        let lead_from = before.char_indices().rev().nth(7).map_or(from, |(place, _)| from + place);
        let is_date =
            tail.starts_with(['月', '年', '日', '季', '-', '—', '–', '至', '~', '位', '名', '时', '分', '期']);
        // Points are a difference of rates, not a rate.
        if !is_date && !tail.starts_with("个百分点") && !tail.starts_with("百分点") {
            let percent = tail.starts_with('%');
            let lead = clause[lead_from..first].trim_end_matches(['了', '约', '为', '达']);
            out.push(Token {
                lead,
                digits: &clause[first..end],
                unit: if percent { String::new() } else { unit(tail) },
                percent,
            });
        }
        from = end.max(at + 1);
    }
    out
}

/// The unit behind a number: letters, up to a word that goes on.
fn unit(tail: &str) -> String {
    const STOPS: [&str; 12] = ["同比", "增", "下", "比", "较", "完", "其", "占", "减", "上", "的", "和"];
    let mut unit = String::new();
    for (at, sign) in tail.char_indices().take(6) {
        if !sign.is_alphabetic() || STOPS.iter().any(|stop| tail[at..].starts_with(stop)) {
            break;
        }
        unit.push(sign);
    }
    unit
}
