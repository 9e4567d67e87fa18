//! Verdicts in words, made from the numbers: the fact, its size, then what the remaining months need.

mod basis;
mod en;
mod facts;
mod moved;
mod opening;
mod zh;

use guoban_model::pack::{Pack, PassLine};
use guoban_model::text::Language;

use crate::judge::{Absent, Row, State, Verdict};
use crate::number::{plain, plain_or_unknown, with_unit};
use facts::Facts;

pub use basis::{basis, peers};
pub use moved::{flip, moved};
pub use opening::{headline, infeasible, lost_by_december, opening, tally};

/// The verdict word.
pub fn state_name(state: State, language: Language) -> &'static str {
    match (state, language) {
        (State::OnTrack, Language::Zh) => "达标",
        (State::Near, Language::Zh) => "临界",
        (State::Short, Language::Zh) => "有缺口",
        (State::NotDue, Language::Zh) => "本期不计",
        (State::OnTrack, Language::En) => "On track",
        (State::Near, Language::En) => "Near",
        (State::Short, Language::En) => "Short",
        (State::NotDue, Language::En) => "Not due yet",
    }
}

/// The verdict word, or why there is none: nothing is due, no task was set, or the run gives no figure.
pub fn standing_name(verdict: &Verdict, language: Language) -> &'static str {
    match (verdict.absent, language) {
        (Some(Absent::NoTask), Language::Zh) => "未设任务",
        (Some(Absent::NoTask), Language::En) => "No task",
        (Some(Absent::Reason(_)), Language::Zh) => "不判定",
        (Some(Absent::Reason(_)), Language::En) => "Not judged",
        (Some(Absent::NoFigure), Language::Zh) => "算不出数",
        (Some(Absent::NoFigure), Language::En) => "No figure",
        _ => state_name(verdict.state, language),
    }
}

/// The name of a schedule line.
pub fn line_name(line: PassLine, language: Language) -> &'static str {
    match (line, language) {
        (PassLine::Seasonal, Language::Zh) => "序时进度",
        (PassLine::Linear, Language::Zh) => "线性进度",
        (PassLine::Seasonal, Language::En) => "schedule",
        (PassLine::Linear, Language::En) => "the linear line",
    }
}

/// The verdict as one sentence.
pub fn sentence(pack: &Pack, verdict: &Verdict, language: Language) -> String {
    let facts = Facts::of(pack, verdict, language);
    match language {
        Language::Zh => zh::sentence(&facts),
        Language::En => en::sentence(&facts),
    }
}

/// The year after as one sentence; `None` where the target promises none.
pub fn next_year(pack: &Pack, row: &Row, language: Language) -> Option<String> {
    let next = row.next?;
    let target = &pack.targets[row.target.0];
    let variable = &pack.variables[target.variable.0];
    let figure = |value| with_unit(&plain(value, variable.decimals), &variable.unit, language);
    let (name, due) = (target.name.get(language), figure(next.due));
    Some(match (language, next.projected.map(figure), next.passes) {
        (Language::Zh, Some(projected), Some(true)) => format!("{name}次年预计 {projected}，达到任务 {due}。"),
        (Language::Zh, Some(projected), _) => format!("{name}次年预计 {projected}，未达任务 {due}。"),
        (Language::Zh, None, _) => format!("{name}次年任务 {due}，算不出数。"),
        (Language::En, Some(projected), Some(true)) => {
            format!("{name}, the year after: {projected} projected, which meets {due}.")
        }
        (Language::En, Some(projected), _) => format!("{name}, the year after: {projected} projected, short of {due}."),
        (Language::En, None, _) => format!("{name}, the year after: {due} promised, no figure."),
    })
}

/// What the remaining months need, as a phrase: `5—6月月均需 29.3 万头`. `None` where no pace applies.
pub fn pace(pack: &Pack, verdict: &Verdict, language: Language) -> Option<String> {
    let facts = Facts::of(pack, verdict, language);
    match language {
        Language::Zh => zh::pace(&facts),
        Language::En => en::pace(&facts),
    }
}

/// The verdict for a live region: `外贸进出口总额上半年 1,021.0，达标，80%`.
pub fn announcement(pack: &Pack, verdict: &Verdict, language: Language) -> String {
    let name = pack.targets[verdict.target.0].name.get(language);
    let period = verdict.period.name(language);
    let figure = plain_or_unknown(verdict.projected, verdict.decimals);
    let state = state_name(verdict.state, language);
    let chance = verdict.chance();
    match (language, chance) {
        (Language::Zh, Some(chance)) => format!("{name}{period} {figure}，{state}，{chance}"),
        (Language::Zh, None) => format!("{name}{period} {figure}，{state}"),
        (Language::En, Some(chance)) => format!("{name}, {period}: {figure}, {state}, {chance}"),
        (Language::En, None) => format!("{name}, {period}: {figure}, {state}"),
    }
}
