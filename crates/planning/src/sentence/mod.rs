//! Verdicts in words, made from the numbers: the fact, its size, then what the remaining months need.

mod basis;
mod en;
mod facts;
mod opening;
mod zh;

use guoban_model::pack::{Pack, PassLine};
use guoban_model::text::Language;

use crate::judge::{Absent, State, Verdict};
use crate::number::plain_or_unknown;
use facts::Facts;

pub use basis::basis;
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
