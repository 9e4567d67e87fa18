//! `guoban new` and `guoban bulletin`: an empty form, the pack of a filled one, and the month's figures.

use std::fs;

use guoban_intake::{Finding, Weight, form, place};
use guoban_model::text::Language;
use rust_decimal::Decimal;

use crate::args::{self, Command, Words};
use crate::bulletin;
use crate::error::Error;

pub const USAGE_ZH: &str = "  guoban new --form FILE.xlsx [--lang zh|en]
      写出空表单：填上年各月、今年任务，就能生成自己的底册（docs/form.md）。
  guoban new FORM.xlsx -o place.toml
      读入填好的表单，写出底册；逐条给出 工作表!单元格、问题和办法。没有填的都是默认，来源里写明。
  guoban bulletin PACK TEXT [--apply -o NEW.toml]
      读入粘贴的公报（表格、网页表格、文字），逐项给出原有、新数、差和没看懂的；不加 --apply 什么也不改。
        --apply -o NEW.toml    写出新底册：修订留痕，截至日后移
        --month 2026-04        文本没写月份时按此
        --as-of DATE           新的截至日（默认各数公布之日）
        --rate 7.1             1 美元合多少元
        --alias TEXT=NAME      文中的叫法是哪一项（名称或 ID），可重复；采用后记在底册里
        --json                 输出 JSON
";

pub const USAGE_EN: &str = "  guoban new --form FILE.xlsx [--lang zh|en]
      Writes an empty form: last year's months and this year's tasks make a pack of your own (docs/form.md).
  guoban new FORM.xlsx -o place.toml
      Reads a filled form and writes the pack; every finding with sheet!cell and what to do. What was not filled in is
      a default and says so in its source.
  guoban bulletin PACK TEXT [--apply -o NEW.toml]
      Reads a pasted bulletin (table, table of a page, sentences): old, new, difference, and what was not understood.
      Without --apply nothing is changed.
        --apply -o NEW.toml    writes the next pack: revisions kept, the as-of date moved on
        --month 2026-04        the month, where the text says none
        --as-of DATE           the as-of date then (the day on which all figures are published unless told)
        --rate 7.1             yuan a dollar
        --alias TEXT=NAME      what a name in the text means (name or id); may be repeated; kept in the pack
        --json                 prints JSON
";

/// What to do with what comes from outside.
#[derive(Debug, PartialEq)]
pub enum Intake {
    /// Write the empty form.
    Form { out: String, language: Language },
    /// Read a filled one.
    New { form: String, out: String },
    /// Read a bulletin.
    Bulletin(bulletin::Request),
}

/// Understands `new`.
pub fn parse_new(mut rest: Words<'_>) -> Result<Command, Error> {
    let (mut filled, mut empty, mut out) = (None, None, None);
    let mut language = Language::Zh;
    while let Some(word) = rest.take() {
        match Words::option(word) {
            None if word == "-o" => out = Some(rest.value("out", None)?.to_owned()),
            Some(("out", inline)) => out = Some(rest.value("out", inline)?.to_owned()),
            Some(("form", inline)) => empty = Some(rest.value("form", inline)?.to_owned()),
            Some(("help", None)) => return Ok(Command::Help),
            Some(("lang", inline)) => {
                let word = rest.value("lang", inline)?;
                args::spoken(word)?;
                language = if word == "en" { Language::En } else { Language::Zh };
            }
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None => args::place(&mut filled, word)?,
        }
    }
    let intake = match (filled, empty) {
        (None, Some(out)) => Intake::Form { out, language },
        (Some(form), None) => Intake::New { form, out: out.ok_or_else(|| Error::MissingValue("out".to_owned()))? },
        _ => return Err(Error::NoForm),
    };
    Ok(Command::Intake(intake))
}

/// Understands `bulletin`.
pub fn parse_bulletin(mut rest: Words<'_>) -> Result<Command, Error> {
    let mut request = bulletin::Request::default();
    let mut files = Vec::new();
    let mut apply = false;
    while let Some(word) = rest.take() {
        let bad = |name: &str, value: &str| Error::BadValue { name: name.to_owned(), value: value.to_owned() };
        match Words::option(word) {
            None if word == "-o" => request.out = Some(rest.value("out", None)?.to_owned()),
            Some(("out", inline)) => request.out = Some(rest.value("out", inline)?.to_owned()),
            Some(("apply", None)) => apply = true,
            Some(("json", None)) => request.json = true,
            Some(("month", inline)) => {
                let text = rest.value("month", inline)?;
                request.options.month = Some(text.parse().map_err(|_| Error::BadDate(text.to_owned()))?);
            }
            Some(("as-of", inline)) => {
                let text = rest.value("as-of", inline)?;
                request.options.as_of = Some(text.parse().map_err(|_| Error::BadDate(text.to_owned()))?);
            }
            Some(("rate", inline)) => {
                let text = rest.value("rate", inline)?;
                let rate: Option<Decimal> = text.parse().ok().filter(|rate| (1..=1000).contains(&to_whole(*rate)));
                request.options.yuan_per_dollar = Some(rate.ok_or_else(|| bad("rate", text))?);
            }
            Some(("alias", inline)) => {
                let text = rest.value("alias", inline)?;
                let (name, of) = text.split_once('=').ok_or_else(|| Error::NoEquals(text.to_owned()))?;
                request.aliases.push((name.trim().to_owned(), of.trim().to_owned()));
            }
            Some(("help", None)) => return Ok(Command::Help),
            Some(("lang", inline)) => args::spoken(rest.value("lang", inline)?)?,
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None if files.len() < 2 => files.push(word.to_owned()),
            None => return Err(Error::TwoPacks(word.to_owned())),
        }
    }
    let mut files = files.into_iter();
    request.pack = files.next().ok_or(Error::NoPack)?;
    request.text = files.next().ok_or(Error::NoBulletin)?;
    if apply && request.out.is_none() {
        return Err(Error::MissingValue("out".to_owned()));
    }
    request.apply = apply;
    Ok(Command::Intake(Intake::Bulletin(request)))
}

fn to_whole(rate: Decimal) -> i64 {
    rate.ceil().try_into().unwrap_or(0)
}

/// Does it. The text to print, and whether there are no errors.
pub fn run(intake: &Intake, language: Language) -> Result<(String, bool), Error> {
    match intake {
        Intake::Form { out, language: of } => {
            let bytes = form::blank(*of).map_err(|error| unwritable(out, &error.to_string()))?;
            fs::write(out, bytes).map_err(|error| unwritable(out, &error.to_string()))?;
            Ok((
                match language {
                    Language::Zh => format!("{out}：空表单。填好后 guoban new {out} -o place.toml。\n"),
                    Language::En => format!("{out}: an empty form. When filled in: guoban new {out} -o place.toml.\n"),
                },
                true,
            ))
        }
        Intake::New { form, out } => new(form, out, language),
        Intake::Bulletin(request) => bulletin::run(request, language).map(|text| (text, true)),
    }
}

fn new(path: &str, out: &str, language: Language) -> Result<(String, bool), Error> {
    let bytes =
        fs::read(path).map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })?;
    let made = form::read(&bytes).and_then(|form| place::write(&form));
    let made = match made {
        Ok(made) => made,
        Err(found) => {
            let errors = found.iter().filter(|finding| finding.weight == Weight::Error).count();
            let count = match language {
                Language::Zh => format!("{errors} 处错误，没有写出底册。\n"),
                Language::En => format!("{errors} errors; no pack was written.\n"),
            };
            return Ok((lines(path, &found, language) + &count, false));
        }
    };
    fs::write(out, &made.text).map_err(|error| unwritable(out, &error.to_string()))?;
    let count = made.ids.len();
    let said = match language {
        Language::Zh => format!("{out}：{count} 项指标。接下来 guoban check {out}、guoban run {out}。\n"),
        Language::En => format!("{out}: {count} indicators. Then guoban check {out} and guoban run {out}.\n"),
    };
    Ok((lines(path, &made.remarks, language) + &said, true))
}

fn unwritable(path: &str, reason: &str) -> Error {
    Error::Unwritable { path: path.to_owned(), reason: reason.to_owned() }
}

/// Findings as `file:sheet!cell: severity: message`, each with what to do below.
fn lines(path: &str, found: &[Finding], language: Language) -> String {
    let mut text = String::new();
    for finding in found {
        let (severity, hint) = match (finding.weight, language) {
            (Weight::Error, Language::Zh) => ("错误", "办法"),
            (Weight::Remark, Language::Zh) => ("提醒", "办法"),
            (Weight::Error, Language::En) => ("error", "hint"),
            (Weight::Remark, Language::En) => ("remark", "hint"),
        };
        let place = finding.place.shown();
        let place = if place.is_empty() { path.to_owned() } else { format!("{path}:{place}") };
        text +=
            &format!("{place}: {severity}: {}\n    {hint}: {}\n", finding.message(language), finding.hint(language));
    }
    text
}
