//! What a step did, in words.

use guoban_model::pack::Pack;
use guoban_model::text::Language;

use super::{announcement, state_name};
use crate::judge::Board;
use crate::moved::{Flip, Moved};

/// For a live region: the target that moved most, then every verdict that turned. Empty where the step did nothing.
pub fn moved(pack: &Pack, board: &Board, moved: &Moved, language: Language) -> String {
    let first =
        moved.first().and_then(|(row, period)| Some(announcement(pack, board.rows.get(row)?.get(period), language)));
    let flips = moved.flips.iter().map(|turned| flip(pack, board, turned, language));
    let all: Vec<String> = first.into_iter().chain(flips).collect();
    match language {
        _ if all.is_empty() => String::new(),
        Language::Zh => format!("{}。", all.join("；")),
        Language::En => format!("{}.", all.join("; ")),
    }
}

/// A verdict that turned: `地区生产总值增速上半年由有缺口转为临界`.
pub fn flip(pack: &Pack, board: &Board, flip: &Flip, language: Language) -> String {
    let name = board.rows.get(flip.row).map_or("", |row| pack.targets[row.target.0].name.get(language));
    let (period, from, to) =
        (flip.period.name(language), state_name(flip.from, language), state_name(flip.to, language));
    match language {
        Language::Zh => format!("{name}{period}由{from}转为{to}"),
        Language::En => format!("{name}, {period}: {} to {}", from.to_ascii_lowercase(), to.to_ascii_lowercase()),
    }
}
