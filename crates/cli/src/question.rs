//! The words of the commands that ask what a plan needs and what it can stand.

use guoban_planning::judge::Period;
use rust_decimal::Decimal;

use crate::args::{self, Command, Request, Words};
use crate::error::Error;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What matters for a target.
    Tornado,
    /// Where a verdict turns.
    BreakEven,
    /// What closes a gap.
    Solve,
    /// What plans stand of bad cases.
    Stress,
    /// What the next figures must be.
    Warning,
    /// What tasks and limits cost.
    Prices,
}

/// For as many targets as possible: of which periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// One.
    Period(Period),
    /// Half-year and full year.
    Both,
}

/// A question about a plan.
#[derive(Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub kind: Kind,
    /// The plan.
    pub plan: Request,
    /// Ids of targets, some with a period of their own: `retail:year`.
    pub targets: Vec<String>,
    /// The period; the next that ends unless told.
    pub period: Option<Period>,
    /// As many targets as possible, instead of single ones.
    pub most: Option<Most>,
    /// Ids of levers or assumptions.
    pub of: Vec<String>,
    /// Ids of levers that stay as they are.
    pub locked: Vec<String>,
    /// Recording measures may be used.
    pub recording: bool,
    /// Measures that are paid back later may not be used.
    pub no_borrowing: bool,
    /// Targets the plan hits in December stay hit.
    pub keep: bool,
    /// Most new spending, in 万元.
    pub budget: Option<Decimal>,
    /// How likely targets are to be hit.
    pub probability: Option<f64>,
}

pub const USAGE_ZH: &str = "  guoban tornado PACK --target ID [--period half|year] [run 的选项]
      各项措施、假设分别取下限和上限，对这项任务和达标项数的影响；措施、入统类措施、假设分列，借期的注明。
  guoban break-even PACK --target ID [--of ID] [run 的选项]
      各项措施、假设取到多少，这项任务的判定翻转；项目最迟何时完工还能计入。--of 只看一项，可重复。
  guoban solve PACK (--target ID[:half|:year] … | --most half|year|both) [run 的选项]
      补缺口：用哪些措施能达标，给出最省、措施最少、单位间最均衡三种组合；补不上的，给出最接近的组合和受限于什么。
        --target ID            要达标的任务，可重复；--most 则求达标项数最多
        --lock LEVER           这项措施不动，可重复
        --recording            可以动用入统类措施（默认不用）
        --no-borrowing         不动用借期措施
        --keep                 全年已达标的任务不得变差
        --budget N             新增支出不超过 N 万元
        --probability P        达成概率不低于 P（如 0.8），默认只求预计值到线
  guoban prices PACK (--target … | --most …) [solve 的选项]
      放弃哪一项任务能省多少；资源限额每放宽一点能换来什么。
  guoban stress PACK [run 的选项]
      本方案、基线和各示例方案在底册所列的各种坏情形下（逐一、同时）还能达标几项，哪个方案最经得住。
  guoban stress PACK --of NAME --of NAME --target ID [--period half|year] [run 的选项]
      这项任务随两项假设怎样变化。
  guoban warning PACK [--target ID] [--period half|year] [run 的选项]
      今后各月公布数须达到多少，期末判定才保得住。
";

pub const USAGE_EN: &str = "  guoban tornado PACK --target ID [--period half|year] [options of run]
      What each lever and each assumption does to a target, and to the number of targets hit, at both ends of its range;
      measures, recording measures and assumptions apart, with a mark on what is borrowed.
  guoban break-even PACK --target ID [--of ID] [options of run]
      The setting of each lever and assumption at which the verdict on a target turns; how late a project may finish and
      still count. --of looks at one alone; may be repeated.
  guoban solve PACK (--target ID[:half|:year] … | --most half|year|both) [options of run]
      Closes the gap: the cheapest mix of measures, the one with the fewest and the most balanced over owners; out of
      reach, the nearest mix and what binds.
        --target ID            what is to be hit; may be repeated; --most: as many targets as possible
        --lock LEVER           leaves a lever as it is; may be repeated
        --recording            recording measures may be used (they are not unless told)
        --no-borrowing         no measures whose gain is paid back later
        --keep                 no target that is hit in December may be lost
        --budget N             at most N × 10,000 yuan of new spending
        --probability P        targets are to be hit with at least this probability, as in 0.8
  guoban prices PACK (--target … | --most …) [options of solve]
      What giving up each target sets free, and what a little more of each limit buys.
  guoban stress PACK [options of run]
      How many targets this plan, the baseline and every example still hit under the pack's bad cases, alone and all
      together, and which plan stands most.
  guoban stress PACK --of NAME --of NAME --target ID [--period half|year] [options of run]
      A target over two assumptions.
  guoban warning PACK [--target ID] [--period half|year] [options of run]
      What the figures of the coming months must be for the verdicts to hold.
";

impl Kind {
    /// The question a command asks.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "tornado" => Some(Self::Tornado),
            "break-even" => Some(Self::BreakEven),
            "solve" => Some(Self::Solve),
            "stress" => Some(Self::Stress),
            "warning" => Some(Self::Warning),
            "prices" => Some(Self::Prices),
            _ => None,
        }
    }

    fn takes(self, option: &str) -> bool {
        match self {
            Self::Tornado | Self::Warning => matches!(option, "target" | "period"),
            Self::BreakEven | Self::Stress => matches!(option, "target" | "period" | "of"),
            Self::Solve | Self::Prices => !matches!(option, "of"),
        }
    }
}

/// Understands the words after the command.
pub fn parse(kind: Kind, mut rest: Words<'_>) -> Result<Command, Error> {
    let mut question = Question {
        kind,
        plan: Request::default(),
        targets: Vec::new(),
        period: None,
        most: None,
        of: Vec::new(),
        locked: Vec::new(),
        recording: false,
        no_borrowing: false,
        keep: false,
        budget: None,
        probability: None,
    };
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
            _ => option(&mut question, name, inline, &mut rest)?,
        }
    }
    question.plan.pack = pack.ok_or(Error::NoPack)?;
    Ok(Command::Ask(question))
}

fn option<'a>(question: &mut Question, name: &str, inline: Option<&'a str>, rest: &mut Words<'a>) -> Result<(), Error> {
    let wrong = |value: &str| Error::BadValue { name: name.to_owned(), value: value.to_owned() };
    match (name, inline) {
        ("recording", None) => question.recording = true,
        ("no-borrowing", None) => question.no_borrowing = true,
        ("keep", None) => question.keep = true,
        ("target", _) => question.targets.push(rest.value(name, inline)?.to_owned()),
        ("of", _) => question.of.push(rest.value(name, inline)?.to_owned()),
        ("lock", _) => question.locked.push(rest.value(name, inline)?.to_owned()),
        ("period", _) => question.period = Some(period(rest.value(name, inline)?)?),
        ("most", _) => {
            question.most = Some(match rest.value(name, inline)? {
                "both" => Most::Both,
                one => Most::Period(period(one)?),
            });
        }
        ("budget", _) => {
            let value = rest.value(name, inline)?;
            question.budget = Some(value.parse().map_err(|_| wrong(value))?);
        }
        ("probability", _) => {
            let value = rest.value(name, inline)?;
            let share = value.parse().ok().filter(|share| (0.0..1.0).contains(share));
            question.probability = Some(share.ok_or_else(|| Error::BadShare(value.to_owned()))?);
        }
        _ => return Err(Error::UnknownOption(name.to_owned())),
    }
    Ok(())
}

/// Reads a period.
pub fn period(word: &str) -> Result<Period, Error> {
    match word {
        "half" => Ok(Period::Half),
        "year" => Ok(Period::Year),
        other => Err(Error::BadPeriod(other.to_owned())),
    }
}
