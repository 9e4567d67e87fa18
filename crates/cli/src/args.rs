//! The words of the command line.

use guoban_model::pack::PassLine;
use guoban_model::text::Language;
use guoban_model::time::Date;

use crate::check;
use crate::error::Error;
use crate::intake::{self, Intake};
use crate::question::{self, Question};

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Command {
    Help,
    Version,
    Check(check::Request),
    Pack { pack: String, out: Option<String> },
    Roll { pack: String, year: i32, out: String },
    Run(Request),
    Ask(Question),
    Intake(Intake),
    Release { directory: String },
    Write { plan: Request, form: Form, out: Option<String> },
}

/// What a pack and a plan are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A workbook of live formulas.
    Workbook,
    /// XMILE.
    Xmile,
}

/// A plan, and how its run is printed.
#[derive(Debug, Default, PartialEq)]
pub struct Request {
    pub pack: String,
    pub link: Option<String>,
    pub example: Option<String>,
    /// As typed: what a value means is known once the pack is read.
    pub levers: Vec<(String, String)>,
    pub assumptions: Vec<(String, String)>,
    pub as_of: Option<Date>,
    pub line: Option<PassLine>,
    pub json: bool,
}

const USAGE_ZH: &str = "\
用法:
  guoban check PACK [--scenarios N] [--strict] [--lang zh|en]
      检查底册，逐条给出 文件:行:列、问题和提示。有错误时退出码为 1。
        --scenarios N          随机生成多少个方案来检验底册所列的检查项（默认 200）
        --strict               警告也算错误
  guoban pack PACK [--out FILE]
      把底册用到的模板（[pack] 的 library）和表单（file = …）并入一个文件。
        --out FILE             写到另一个文件（默认写回 PACK）
  guoban roll PACK YEAR --out FILE
      起草下一年的底册：日期顺延，任务清空，逐行列出要人来看的地方。
  guoban run PACK [选项]
      推演一个方案，给出每项任务上半年和全年的判定。
        --set LEVER=VALUE      设定一项措施，可重复；月份写 6月、2026-06 或 27年1月
        --assume NAME=VALUE    设定一项假设，可重复
        --example ID           先套用底册里的示例
        --link TEXT            先打开分享链接（整个网址或 # 后面的部分）
        --as-of DATE           截至日，如 2026-04-28
        --line linear|seasonal 过线口径
        --json                 输出 JSON
        --lang zh|en           语言，默认 zh
  guoban workbook PACK [-o FILE] [run 的选项]
      把底册和方案写成公式工作簿（.xlsx）：看板、措施、假设、逐月、项目、来源，改一格其余自动重算。
        -o, --out FILE         写到哪个文件（默认与底册同名，扩展名 .xlsx）
  guoban xmile PACK [-o FILE] [run 的选项]
      把底册和方案写成 XMILE 1.0（系统动力学交换格式），供 Stella、PySD 等打开；说不了的见 docs/xmile.md 和文件里的说明。
        -o, --out FILE         写到哪个文件（默认与底册同名，扩展名 .xmile）
  guoban release DIR
      为 DIR/index.json 列出的每份底册写出网页读得最快的形式（.bin），并记入 index.json。底册文本不变。
退出码: 0 完成（超出可行范围的设定按最近的界限计算，并逐条说明）；1 底册有错误；2 命令或输入无法理解。
JSON 的内容见 docs/report.md。
";

const USAGE_EN: &str = "\
Usage:
  guoban check PACK [--scenarios N] [--strict] [--lang zh|en]
      Checks a pack and prints every finding as file:line:column with a hint. Exit code 1 when there are errors.
        --scenarios N          generated scenarios in which its checks must hold (200 unless told)
        --strict               warnings are errors as well
  guoban pack PACK [--out FILE]
      Brings the templates a pack uses (`library` in [pack]) and the sheets it names (file = …) into one file.
        --out FILE             writes to another file (into PACK unless told)
  guoban roll PACK YEAR --out FILE
      Drafts a later year's pack: dates moved on, tasks emptied, and every line that needs a person listed.
  guoban run PACK [options]
      Runs a scenario and prints the verdict on every target, half-year and full year.
        --set LEVER=VALUE      sets a lever; may be repeated; months as in Jun, 2026-06
        --assume NAME=VALUE    sets an assumption; may be repeated
        --example ID           starts from an example of the pack
        --link TEXT            starts from a share link (the whole address or what follows #)
        --as-of DATE           what is known, as in 2026-04-28
        --line linear|seasonal the line that judges
        --json                 prints JSON
        --lang zh|en           language, zh by default
  guoban workbook PACK [-o FILE] [options of run]
      Writes the pack and a plan as a workbook of live formulas (.xlsx): board, levers, assumptions, months, projects,
      sources. Change a cell and the rest follows.
        -o, --out FILE         the file to write (the pack's name with .xlsx unless told)
  guoban xmile PACK [-o FILE] [options of run]
      Writes the pack and a plan in XMILE 1.0, the interchange language of system dynamics, as Stella, PySD and others read
      it. What it cannot say is in docs/xmile.md and in the file.
        -o, --out FILE         the file to write (the pack's name with .xmile unless told)
  guoban release DIR
      Writes every pack that DIR/index.json lists in the form the page reads soonest (.bin) and names it there. The
      packs' texts stay as they are.
Exit codes: 0 done (a setting outside its range is run at the nearest bound, and said so); 1 the pack has errors;
2 the command or its input cannot be understood. What the JSON holds is in docs/report.md.
";

/// Scenarios that `check` generates unless told: enough for a look, quick without optimisation.
pub const SCENARIOS: usize = 200;

/// How to call the program.
pub fn usage(language: Language) -> String {
    let (text, questions, intake) = match language {
        Language::Zh => (USAGE_ZH, question::USAGE_ZH, intake::USAGE_ZH),
        Language::En => (USAGE_EN, question::USAGE_EN, intake::USAGE_EN),
    };
    let mark = "  guoban release";
    text.replacen(mark, &format!("{questions}{intake}{mark}"), 1)
}

/// The language asked for anywhere on the line, so that errors speak it too.
pub fn language(words: &[String]) -> Language {
    let mut before = "";
    for word in words {
        if word == "--lang=en" || (before == "--lang" && word == "en") {
            return Language::En;
        }
        before = word;
    }
    Language::Zh
}

/// Understands the words after the program's name.
pub fn parse(words: &[String]) -> Result<Command, Error> {
    let mut rest = Words { words, next: 0 };
    match rest.take().ok_or(Error::NoCommand)? {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "--version" | "-V" => Ok(Command::Version),
        "check" => check(rest),
        "pack" => pack(rest),
        "roll" => roll(rest),
        "run" => run(rest),
        "release" => release(rest),
        "new" => intake::parse_new(rest),
        "bulletin" => intake::parse_bulletin(rest),
        "workbook" => write(Form::Workbook, rest),
        "xmile" => write(Form::Xmile, rest),
        word if let Some(kind) = question::Kind::named(word) => question::parse(kind, rest),
        "--lang" | "--lang=zh" | "--lang=en" => Err(Error::NoCommand),
        other => Err(Error::UnknownCommand(other.to_owned())),
    }
}

pub struct Words<'a> {
    words: &'a [String],
    next: usize,
}

impl<'a> Words<'a> {
    /// The next word.
    pub fn take(&mut self) -> Option<&'a str> {
        let word = self.words.get(self.next)?;
        self.next += 1;
        Some(word)
    }

    /// An option as `--name value` or `--name=value`: its name, and the value where it is part of the word.
    pub fn option(word: &'a str) -> Option<(&'a str, Option<&'a str>)> {
        let name = word.strip_prefix("--")?;
        Some(name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value))))
    }

    /// The value of an option: part of its word, or the next one.
    pub fn value(&mut self, name: &str, inline: Option<&'a str>) -> Result<&'a str, Error> {
        inline.or_else(|| self.take()).ok_or_else(|| Error::MissingValue(name.to_owned()))
    }
}

fn check(mut rest: Words<'_>) -> Result<Command, Error> {
    let mut pack = None;
    let mut scenarios = SCENARIOS;
    let mut strict = false;
    while let Some(word) = rest.take() {
        match Words::option(word) {
            Some(("scenarios", inline)) => {
                let value = rest.value("scenarios", inline)?;
                let wrong = |_| Error::BadValue { name: "scenarios".to_owned(), value: value.to_owned() };
                scenarios = value.parse().map_err(wrong)?;
            }
            Some(("strict", None)) => strict = true,
            Some(("help", None)) => return Ok(Command::Help),
            Some(("lang", inline)) => drop(spoken(rest.value("lang", inline)?)?),
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None => place(&mut pack, word)?,
        }
    }
    Ok(Command::Check(check::Request { pack: pack.ok_or(Error::NoPack)?, scenarios, strict }))
}

fn pack(mut rest: Words<'_>) -> Result<Command, Error> {
    let (mut pack, mut out) = (None, None);
    while let Some(word) = rest.take() {
        match Words::option(word) {
            Some(("out", inline)) => out = Some(rest.value("out", inline)?.to_owned()),
            Some(("help", None)) => return Ok(Command::Help),
            Some(("lang", inline)) => drop(spoken(rest.value("lang", inline)?)?),
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None => place(&mut pack, word)?,
        }
    }
    Ok(Command::Pack { pack: pack.ok_or(Error::NoPack)?, out })
}

fn roll(mut rest: Words<'_>) -> Result<Command, Error> {
    let (mut pack, mut year, mut out) = (None, None, None);
    while let Some(word) = rest.take() {
        match Words::option(word) {
            Some(("out", inline)) => out = Some(rest.value("out", inline)?.to_owned()),
            Some(("help", None)) => return Ok(Command::Help),
            Some(("lang", inline)) => drop(spoken(rest.value("lang", inline)?)?),
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None if pack.is_some() && year.is_none() => {
                let wrong = || Error::BadValue { name: "YEAR".to_owned(), value: word.to_owned() };
                year = Some(word.parse().ok().filter(|year| (1990..=2200).contains(year)).ok_or_else(wrong)?);
            }
            None => place(&mut pack, word)?,
        }
    }
    let missing = |name: &str| Error::MissingValue(name.to_owned());
    Ok(Command::Roll {
        pack: pack.ok_or(Error::NoPack)?,
        year: year.ok_or_else(|| missing("YEAR"))?,
        out: out.ok_or_else(|| missing("out"))?,
    })
}

fn run(mut rest: Words<'_>) -> Result<Command, Error> {
    let mut request = Request::default();
    let mut pack = None;
    while let Some(word) = rest.take() {
        let Some((name, inline)) = Words::option(word) else {
            place(&mut pack, word)?;
            continue;
        };
        if name == "help" {
            return Ok(Command::Help);
        }
        if !plan(&mut request, name, inline, &mut rest)? {
            return Err(Error::UnknownOption(name.to_owned()));
        }
    }
    request.pack = pack.ok_or(Error::NoPack)?;
    Ok(Command::Run(request))
}

/// Reads an option that says what the plan is and how to print; whether it is one.
pub fn plan<'a>(
    request: &mut Request,
    name: &str,
    inline: Option<&'a str>,
    rest: &mut Words<'a>,
) -> Result<bool, Error> {
    match name {
        "json" if inline.is_none() => request.json = true,
        "lang" => spoken(rest.value(name, inline)?)?,
        "set" => request.levers.push(setting(rest.value(name, inline)?)?),
        "assume" => request.assumptions.push(setting(rest.value(name, inline)?)?),
        "example" => request.example = Some(rest.value(name, inline)?.to_owned()),
        "link" => request.link = Some(rest.value(name, inline)?.to_owned()),
        "as-of" => {
            let text = rest.value(name, inline)?;
            request.as_of = Some(text.parse().map_err(|_| Error::BadDate(text.to_owned()))?);
        }
        "line" => {
            request.line = Some(match rest.value(name, inline)? {
                "linear" => PassLine::Linear,
                "seasonal" => PassLine::Seasonal,
                other => return Err(Error::BadLine(other.to_owned())),
            });
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn release(mut rest: Words<'_>) -> Result<Command, Error> {
    let mut directory = None;
    while let Some(word) = rest.take() {
        match Words::option(word) {
            Some(("help", None)) => return Ok(Command::Help),
            Some(("lang", inline)) => drop(spoken(rest.value("lang", inline)?)?),
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None => place(&mut directory, word)?,
        }
    }
    Ok(Command::Release { directory: directory.ok_or(Error::NoDirectory)? })
}

fn write(form: Form, mut rest: Words<'_>) -> Result<Command, Error> {
    let (mut plan, mut pack, mut out) = (Request::default(), None, None);
    while let Some(word) = rest.take() {
        match Words::option(word) {
            Some(("help", None)) => return Ok(Command::Help),
            Some(("out", inline)) => out = Some(rest.value("out", inline)?.to_owned()),
            // What `run` prints as JSON has no place in these files.
            Some((name, inline)) if name != "json" && self::plan(&mut plan, name, inline, &mut rest)? => {}
            Some((name, _)) => return Err(Error::UnknownOption(name.to_owned())),
            None if word == "-o" => out = Some(rest.value("o", None)?.to_owned()),
            None => place(&mut pack, word)?,
        }
    }
    plan.pack = pack.ok_or(Error::NoPack)?;
    Ok(Command::Write { plan, form, out })
}

/// Takes the one pack of a command.
pub fn place(pack: &mut Option<String>, word: &str) -> Result<(), Error> {
    if pack.replace(word.to_owned()).is_some() { Err(Error::TwoPacks(word.to_owned())) } else { Ok(()) }
}

pub fn spoken(word: &str) -> Result<(), Error> {
    if matches!(word, "zh" | "en") { Ok(()) } else { Err(Error::BadLanguage(word.to_owned())) }
}

fn setting(text: &str) -> Result<(String, String), Error> {
    let (name, value) = text.split_once('=').ok_or_else(|| Error::NoEquals(text.to_owned()))?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn options_are_understood_in_both_spellings() {
        let expected = Command::Run(Request {
            pack: "a.toml".to_owned(),
            levers: vec![("rice".to_owned(), "68.0".to_owned()), ("hogs".to_owned(), "-1".to_owned())],
            as_of: "2026-04-28".parse().ok(),
            json: true,
            ..Request::default()
        });
        for line in [
            "run a.toml --set rice=68.0 --set hogs=-1 --as-of 2026-04-28 --json",
            "run --json --set=rice=68.0 --set=hogs=-1 --as-of=2026-04-28 --lang en a.toml",
        ] {
            assert_eq!(parse(&words(line)).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn every_line_of_the_usage_is_indented_under_its_heading() {
        for language in [Language::Zh, Language::En] {
            let text = usage(language);
            let calls: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("guoban ")).collect();
            assert!(calls.len() > 15, "{calls:?}");
            for call in calls {
                assert!(call.starts_with("  guoban "), "{call}");
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let check = |line: &str, expected: Error| assert_eq!(parse(&words(line)), Err(expected), "{line}");
        check("ran a.toml", Error::UnknownCommand("ran".to_owned()));
        check("run", Error::NoPack);
        check("run a.toml b.toml", Error::TwoPacks("b.toml".to_owned()));
        check("run a.toml --fast", Error::UnknownOption("fast".to_owned()));
        check("run a.toml --set", Error::MissingValue("set".to_owned()));
        check("run a.toml --set rice", Error::NoEquals("rice".to_owned()));
        check("run a.toml --as-of April", Error::BadDate("April".to_owned()));
        check("run a.toml --lang fr", Error::BadLanguage("fr".to_owned()));
        check("run a.toml --line curved", Error::BadLine("curved".to_owned()));
        assert_eq!(parse(&[]), Err(Error::NoCommand));
    }
}
