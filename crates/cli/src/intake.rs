//! `guoban new`: an empty form, and the pack of a filled one.

use std::fs;

use guoban_intake::{Finding, Weight, form, place};
use guoban_model::text::Language;

use crate::args::{self, Command, Words};
use crate::error::Error;

pub const USAGE_ZH: &str = "\
  guoban new --form FILE.xlsx [--lang zh|en]
      写出空表单：填上年各月、今年任务，就能生成自己的底册（docs/form.md）。
  guoban new FORM.xlsx -o place.toml
      读入填好的表单，写出底册；逐条给出 工作表!单元格、问题和办法。没有填的都是默认，来源里写明。
";

pub const USAGE_EN: &str = "\
  guoban new --form FILE.xlsx [--lang zh|en]
      Writes an empty form: last year's months and this year's tasks make a pack of your own (docs/form.md).
  guoban new FORM.xlsx -o place.toml
      Reads a filled form and writes the pack; every finding with sheet!cell and what to do. What was not filled in is
      a default and says so in its source.
";

/// What to do with what comes from outside.
#[derive(Debug, PartialEq)]
pub enum Intake {
    /// Write the empty form.
    Form { out: String, language: Language },
    /// Read a filled one.
    New { form: String, out: String },
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
