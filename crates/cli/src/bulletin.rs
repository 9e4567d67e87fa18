//! `guoban bulletin`: what a pasted bulletin would change, and the pack after it.

use std::fs;

use guoban_intake::bulletin::{self, Aliases, Cell, Match, Options, Preview, What};
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use serde_json::{Value, json};

use crate::error::Error;
use crate::load;
use crate::run;

/// What to read and what to do with it.
#[derive(Debug, Default, PartialEq)]
pub struct Request {
    pub pack: String,
    pub text: String,
    pub out: Option<String>,
    pub apply: bool,
    pub json: bool,
    pub options: Options,
    /// Names in the text and what they mean: names or ids of indicators.
    pub aliases: Vec<(String, String)>,
}

/// The text to print.
pub fn run(request: &Request, language: Language) -> Result<String, Error> {
    let text = load::text(&request.pack)?;
    let pack = load::pack(&request.pack, language)?.pack;
    let mut said = Aliases::default();
    for (name, of) in &request.aliases {
        said.add(name, id(&pack, of, language)?);
    }
    let pasted = load::text(&request.text)?;
    let options = Options { aliases: Aliases::of(&text).with(&said), ..request.options.clone() };
    let preview = bulletin::preview(&pack, &pasted, &options);
    let mut out = if request.json { run::json(&as_json(&preview, language))? } else { table(&preview, language) };
    let (true, Some(to)) = (request.apply, &request.out) else { return Ok(out) };
    let applied =
        bulletin::apply(&text, &preview, &options.aliases).map_err(|error| Error::Refused(error.message(language)))?;
    fs::write(to, &applied.text).map_err(|error| Error::Unwritable { path: to.clone(), reason: error.to_string() })?;
    if !request.json {
        let (count, left) = (applied.figures, applied.left.join(", "));
        out += &match language {
            Language::Zh => format!("{to}：采用 {count} 个数。\n"),
            Language::En => format!("{to}: {count} figures taken.\n"),
        };
        if !left.is_empty() {
            out += &match language {
                Language::Zh => format!("没有写入（数在附表或模板里，请改底册文本）：{left}\n"),
                Language::En => format!("not written (figures stand in a sheet or template; edit the text): {left}\n"),
            };
        }
    }
    Ok(out)
}

/// The id that a name or id means.
fn id<'p>(pack: &'p Pack, name: &str, language: Language) -> Result<&'p str, Error> {
    let is = |variable: &&guoban_model::pack::Variable| {
        variable.id == name || variable.name.zh == name || variable.name.en == name
    };
    let found = pack.variables.iter().find(is);
    found.map(|variable| &*variable.id).ok_or_else(|| {
        let reason = match language {
            Language::Zh => "底册里没有这个指标；写指标的名称或 ID",
            Language::En => "the pack has no such indicator; give its name or id",
        };
        Error::Unclear { name: name.to_owned(), reason: reason.to_owned() }
    })
}

fn table(preview: &Preview, language: Language) -> String {
    let mut out = String::new();
    for cell in &preview.cells {
        let old = cell.old.map_or_else(|| "–".to_owned(), |old| old.to_string());
        let difference = cell.difference.map_or_else(|| "–".to_owned(), |value| format!("{value:+}"));
        let what = match (cell.what, language) {
            (What::Level, _) => String::new(),
            (What::Growth, Language::Zh) => "同比 ".to_owned(),
            (What::Growth, Language::En) => "growth ".to_owned(),
        };
        out += &format!(
            "{}:{} {} → {} {what}{}: {old} → {} {} ({difference}) {}\n",
            cell.spot.line,
            cell.spot.column,
            cell.name,
            cell.shown.get(language),
            cell.span.shown(language),
            cell.value,
            cell.unit,
            cell.state(language),
        );
        for note in &cell.notes {
            out += &format!("    {}\n", note.message(language));
        }
        if cell.matched == Match::Near {
            out += &format!("    --alias \"{}={}\"\n", cell.name, cell.meant);
        }
    }
    for unread in &preview.unread {
        let (why, hint) = unread.why.message(language);
        let (spot, raw) = (unread.spot, &unread.raw);
        out += &match language {
            Language::Zh => format!("{}:{} 没采用“{raw}”：{why}\n    办法: {hint}\n", spot.line, spot.column),
            Language::En => format!("{}:{} not taken, `{raw}`: {why}\n    hint: {hint}\n", spot.line, spot.column),
        };
    }
    let takes = preview.cells.iter().filter(|cell| cell.applies).count();
    let unread = preview.unread.len();
    out += &match (language, preview.as_of) {
        (Language::Zh, Some(date)) => format!("可采用 {takes} 个数，没采用 {unread} 处；采用后截至 {date}。\n"),
        (Language::Zh, None) => format!("没有可采用的数，没采用 {unread} 处。\n"),
        (Language::En, Some(date)) => format!("{takes} figures apply, {unread} do not; as of {date} then.\n"),
        (Language::En, None) => format!("no figure applies, {unread} do not.\n"),
    };
    out
}

fn as_json(preview: &Preview, language: Language) -> Value {
    let cell = |cell: &Cell| {
        json!({
            "line": cell.spot.line, "column": cell.spot.column, "name": cell.name,
            "matched": match cell.matched { Match::Exact => "exact", Match::Alias => "alias", Match::Near => "near" },
            "means": cell.meant, "id": cell.variable, "shown": cell.shown.get(language),
            "what": if cell.what == What::Growth { "growth" } else { "level" },
            "months": cell.span.shown(language), "raw": cell.raw, "unit": cell.unit,
            "old": cell.old, "new": cell.value, "difference": cell.difference,
            "state": cell.state(language), "applies": cell.applies,
            "notes": cell.notes.iter().map(|note| note.message(language)).collect::<Vec<_>>(),
        })
    };
    let unread = |unread: &bulletin::Unread| {
        let (why, hint) = unread.why.message(language);
        json!({ "line": unread.spot.line, "column": unread.spot.column, "raw": unread.raw, "why": why, "hint": hint })
    };
    json!({
        "cells": preview.cells.iter().map(cell).collect::<Vec<_>>(),
        "unread": preview.unread.iter().map(unread).collect::<Vec<_>>(),
        "as_of": preview.as_of.map(|date| date.to_string()),
        "cut": preview.cut,
    })
}
