//! The right side: the sentence, the counts, and every target at mid-year and at the year's end.

mod bullet;
mod cells;
mod done;
mod row;
mod strip;
mod table;
mod tools;

use guoban_planning::sentence;
use yew::prelude::*;

use super::hooks::Look;
use super::part::{Facts, Place, part};
use crate::icons::icon;

pub use cells::{due_text, gap_text, pace_text, state_chip, state_class, state_icon, unit_beside};
pub use done::{done, what_moved};
pub use strip::{strip, tally_bar, tally_words};
pub use table::targets;

/// What stands at the top: what cannot be done, and the headline. One line beside the board, so that nothing below moves.
pub fn opening(look: &Look) -> Html {
    let language = look.locale.language;
    let (pack, board) = (look.session.pack(), look.session.board());
    let facts = Opening {
        infeasible: sentence::infeasible(pack, board, language),
        headline: sentence::headline(pack, board, language).unwrap_or_default(),
        drawn: look.session.results.chances.draws > 0,
    };
    part(look, "opening", facts)
}

/// The sentences at the top.
#[derive(PartialEq)]
struct Opening {
    infeasible: Option<String>,
    headline: String,
    /// Chances are in it.
    drawn: bool,
}

impl Facts for Opening {
    fn draw(&self, _: &Place) -> Html {
        html! {
            <div class="headline" id="headline" tabindex="-1">
                if let Some(text) = &self.infeasible {
                    <p key="infeasible" class="headline__gap" title={text.clone()}>{ icon("shieldx") }<span>{ text.clone() }</span></p>
                }
                // The first chances put words into its middle: it is another line then, not one whose words move.
                <p key={if self.drawn { "drawn" } else { "central" }} title={self.headline.clone()}>{ emphasised(&self.headline) }</p>
            </div>
        }
    }
}

/// A sentence with its figures set off: digits with their sign, separators and percent mark.
///
/// Months, dates, counts of months and names such as `H1` or `10k yuan` are no results.
pub fn emphasised(text: &str) -> Html {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | '%');
    let is_start = |character: char| character.is_ascii_digit() || matches!(character, '−' | '+' | '<' | '>');
    let mut parts: Vec<(bool, String)> = Vec::new();
    let mut before = ' ';
    for character in text.chars() {
        let inside = parts.last().is_some_and(|(is_figure, _)| *is_figure);
        let named = before.is_ascii_alphanumeric() || before == '×';
        let is_figure = if inside { is_part(character) } else { is_start(character) && !named };
        match parts.last_mut() {
            Some((last, part)) if *last == is_figure => part.push(character),
            _ => parts.push((is_figure, character.to_string())),
        }
        before = character;
    }
    let is_name = |index: usize| {
        let next = parts.get(index + 1).and_then(|(_, next)| next.chars().next());
        next.is_some_and(|next| next.is_ascii_alphabetic() || "月日年个—–".contains(next))
    };
    html! {
        <>
            { for parts.iter().enumerate().map(|(index, (is_figure, part))| {
                // A full stop or comma after a figure belongs to the sentence.
                let kept = part.trim_end_matches(['.', ',']);
                let rest = &part[kept.len()..];
                if *is_figure && !is_name(index) && kept.contains(|character: char| character.is_ascii_digit()) {
                    html! { <span key={index}><b>{ kept.to_owned() }</b>{ rest.to_owned() }</span> }
                } else {
                    html! { <span key={index}>{ part.clone() }</span> }
                }
            }) }
        </>
    }
}
