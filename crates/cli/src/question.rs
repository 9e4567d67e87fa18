//! The words of the commands that ask what a plan needs and what it can stand.

use guoban_planning::judge::Period;

use crate::args::{self, Command, Request, Words};
use crate::error::Error;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What matters for a target.
    Tornado,
}

/// A question about a plan.
#[derive(Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub kind: Kind,
    /// The plan.
    pub plan: Request,
    /// Ids of targets.
    pub targets: Vec<String>,
    /// The period; the half-year unless told, once it is over the year.
    pub period: Option<Period>,
}

pub const USAGE_ZH: &str = "\
  guoban tornado PACK --target ID [--period half|year] [run 的选项]
      各项措施、假设分别取下限和上限，对这项任务和达标项数的影响；措施、入统类措施、假设分列，借期的注明。
";

pub const USAGE_EN: &str = "\
  guoban tornado PACK --target ID [--period half|year] [options of run]
      What each lever and each assumption does to a target, and to the number of targets hit, at both ends of its range;
      measures, recording measures and assumptions apart, with a mark on what is borrowed.
";

impl Kind {
    /// The question a command asks.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "tornado" => Some(Self::Tornado),
            _ => None,
        }
    }

    fn takes(self, option: &str) -> bool {
        match self {
            Self::Tornado => matches!(option, "target" | "period"),
        }
    }
}

/// Understands the words after the command.
pub fn parse(kind: Kind, mut rest: Words<'_>) -> Result<Command, Error> {
    let mut question = Question { kind, plan: Request::default(), targets: Vec::new(), period: None };
    let mut pack = None;
    while let Some(word) = rest.take() {
        let Some((name, inline)) = Words::option(word) else {
            args::place(&mut pack, word)?;
            continue;
        };
        match name {
            "help" => return Ok(Command::Help),
            _ if args::plan(&mut question.plan, name, inline, &mut rest)? => {}
            _ if !kind.takes(name) => return Err(Error::UnknownOption(name.to_owned())),
            "target" => question.targets.push(rest.value(name, inline)?.to_owned()),
            "period" => {
                question.period = Some(match rest.value(name, inline)? {
                    "half" => Period::Half,
                    "year" => Period::Year,
                    other => return Err(Error::BadPeriod(other.to_owned())),
                });
            }
            _ => return Err(Error::UnknownOption(name.to_owned())),
        }
    }
    question.plan.pack = pack.ok_or(Error::NoPack)?;
    Ok(Command::Ask(question))
}
