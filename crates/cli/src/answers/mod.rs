//! What a plan needs and what it can stand: the questions of the answers crate, as text or JSON.

mod break_even;
mod prices;
mod solve;
mod stress;
mod tornado;
mod warning;

use guoban_answers::words;
use guoban_model::pack::{Pack, TargetId};
use guoban_model::text::Language;
use guoban_planning::calendar::TimeLeft;
use guoban_planning::judge::Period;
use guoban_planning::scenario::Item;
use guoban_planning::why::Change;

use crate::error::Error;
use crate::nearest::nearest;
use crate::question::{self, Kind, Question};
use crate::run::Opened;

/// The text to print.
pub fn answer(question: &Question, language: Language) -> Result<String, Error> {
    let opened = Opened::new(&question.plan, language)?;
    match question.kind {
        Kind::Tornado => tornado::answer(question, &opened, language),
        Kind::BreakEven => break_even::answer(question, &opened, language),
        Kind::Solve => solve::answer(question, &opened, language),
        Kind::Stress => stress::answer(question, &opened, language),
        Kind::Warning => warning::answer(question, &opened, language),
        Kind::Prices => prices::answer(question, &opened, language),
    }
}

/// The targets a question names, some with a period of their own.
fn targets(question: &Question, pack: &Pack) -> Result<Vec<(TargetId, Option<Period>)>, Error> {
    let find = |word: &String| {
        let (id, period) = match word.split_once(':') {
            Some((id, period)) => (id, Some(question::period(period)?)),
            None => (&**word, None),
        };
        let target = pack.target(id).ok_or_else(|| {
            let nearest = nearest(id, pack.targets.iter().map(|target| &*target.id));
            Error::UnknownTarget { name: id.to_owned(), nearest }
        })?;
        Ok((target, period))
    };
    question.targets.iter().map(find).collect()
}

/// The one target a question is about.
fn target(question: &Question, pack: &Pack) -> Result<(TargetId, Option<Period>), Error> {
    targets(question, pack)?.first().copied().ok_or(Error::NoTarget)
}

/// The period a question is about: as asked, else the next that ends.
fn period(question: &Question, opened: &Opened) -> Period {
    let pack = opened.model.pack();
    question.period.unwrap_or_else(|| {
        match TimeLeft::until(Period::Half, pack.year, opened.model.as_of(), &pack.calendar).over {
            true => Period::Year,
            false => Period::Half,
        }
    })
}

/// What was changed, as the pack's item.
fn item(pack: &Pack, change: Change) -> Item {
    match change {
        Change::Lever(lever) => Item::Lever(pack.levers[lever.0].id.clone()),
        Change::Assumption(assumption) => Item::Assumption(pack.assumptions[assumption.0].id.clone()),
    }
}

/// Why a question about a target has no answer.
fn not_judged(pack: &Pack, target: TargetId, period: Period, language: Language) -> String {
    let name = words::target_name(pack, target, period, language);
    match language {
        Language::Zh => format!("{name}没有判定，谈不上缺口；换一个时期（--period）或另一项任务。"),
        Language::En => {
            format!("{name} is not judged, so there is no gap; ask for another period (--period) or another target.")
        }
    }
}
