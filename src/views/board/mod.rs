//! The right side: the sentence, the counts, and every target at mid-year and at the year's end.

mod bullet;
mod cells;
mod row;
mod strip;
mod table;

use guoban_planning::sentence;
use yew::prelude::*;

use super::hooks::use_locale;
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{Session, View};

pub use cells::{due_text, gap_text, pace_text, state_chip, state_class, state_icon, unit_beside};
pub use strip::{Strip, tally_bar, tally_words};
pub use table::Targets;

/// Props of the opening.
#[derive(Properties, PartialEq)]
pub struct BoardProps {
    /// The open pack.
    pub session: Shared<Session>,
    /// What is looked at.
    pub view: Shared<View>,
}

/// What stands at the top: what cannot be done, the headline, what June costs December.
#[component]
pub fn Opening(props: &BoardProps) -> Html {
    let locale = use_locale();
    let (pack, board) = (props.session.pack(), props.session.board());
    let headline = sentence::headline(pack, board, locale.language);
    let lost = sentence::lost_by_december(pack, board, locale.language);
    let infeasible = sentence::infeasible(pack, board, locale.language);
    html! {
        <div class="headline">
            if let Some(text) = infeasible {
                <p key="infeasible" class="headline__gap">{ icon("shieldx") }<span>{ text }</span></p>
            }
            <p key="headline">{ emphasised(&headline.unwrap_or_default()) }</p>
            if let Some(text) = lost {
                <p key="lost" class="headline__lost">{ icon("borrow") }<span>{ text }</span></p>
            }
        </div>
    }
}

/// A sentence with its figures set off: digits with their sign, separators and percent mark.
pub fn emphasised(text: &str) -> Html {
    let figure = |character: char| character.is_ascii_digit() || matches!(character, '−' | '.' | ',' | '%' | '+' | '<' | '>');
    let mut parts: Vec<(bool, String)> = Vec::new();
    for character in text.chars() {
        let inside = parts.last().is_some_and(|(is_figure, _)| *is_figure);
        let starts = character.is_ascii_digit() || matches!(character, '−' | '+' | '<' | '>');
        let is_figure = if inside { figure(character) } else { starts };
        match parts.last_mut() {
            Some((last, part)) if *last == is_figure => part.push(character),
            _ => parts.push((is_figure, character.to_string())),
        }
    }
    html! {
        <>
            { for parts.into_iter().enumerate().map(|(index, (is_figure, part))| {
                // A full stop or comma after a figure belongs to the sentence.
                let kept = part.trim_end_matches(['.', ',']).to_owned();
                let rest = part[kept.len()..].to_owned();
                if is_figure && kept.contains(|character: char| character.is_ascii_digit()) {
                    html! { <span key={index}><b>{ kept }</b>{ rest }</span> }
                } else {
                    html! { <span key={index}>{ part }</span> }
                }
            }) }
        </>
    }
}
