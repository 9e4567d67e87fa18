//! The lever list, and all that is done to a scenario: actions, links, and words for both. The first verdict stands before
//! anybody has done anything.

use guoban_model::model::Model;
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::judge::Board;
use guoban_planning::reach::{Reach, reach_of_all};
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::Scenario;
use yew::Html;

use super::Unfetched;
use crate::state::{Remarks, Session, State};
use crate::texts::Locale;
use crate::views::{Acts, Look, last_change, lever_lists, moved_aloud, what_moved};

/// The lists of measures and assumptions, and what moving them takes.
#[derive(Clone, Copy, Debug)]
pub struct Levers {
    /// Both lists; bare in a place that is no panel of its own.
    pub lists: fn(&Look, bool) -> Html,
    /// When each lever works, in the pack's order.
    pub reach: fn(&Model) -> Vec<Reach>,
    /// Remarks on settings.
    pub remarks: fn(&Model, &Scenario, &Board, &Remarks) -> Remarks,
    /// Does an action, or tells why not.
    pub act: fn(&mut State, &Action),
    /// Reads the link that was given.
    pub read_link: fn(&mut State),
    /// Opens the link that was read.
    pub open_link: fn(&mut State),
    /// Opens it on the revision that is here.
    pub adapt_link: fn(&mut State),
    /// Makes the address say what is on screen.
    pub say_address: fn(&mut State),
    /// What can be done with the scenario as a whole.
    pub acts: fn(&Session, &Locale) -> Acts,
    /// Items that differ from the last shared version.
    pub unshared: fn(&Document) -> usize,
    /// Why an action was refused, in words.
    pub refused: fn(&Refusal, &Pack, Language) -> String,
    /// What the last step did, beside the board.
    pub done: fn(&Look) -> Html,
    /// What it did, on a phone.
    pub last_change: fn(&Look) -> Html,
    /// What it did, said aloud.
    pub aloud: fn(&Session, &Locale) -> String,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(levers, fallible))]
pub(super) fn levers() -> Result<Levers, Unfetched> {
    Ok(Levers {
        lists: lever_lists,
        reach: reach_of_all,
        remarks: Remarks::of,
        act: State::act_now,
        read_link: State::read_link_now,
        open_link: State::open_link_now,
        adapt_link: State::adapt_link_now,
        say_address: State::say_address_now,
        acts: Acts::of,
        unshared: Document::unshared,
        refused: Refusal::message,
        done: what_moved,
        last_change,
        aloud: moved_aloud,
    })
}
