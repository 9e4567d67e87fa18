//! What the last step did, in two lines that never change their height: what moved, and which verdicts turned.

use guoban_planning::judge::{Period, State};
use guoban_planning::listing::{Choice, Order};
use guoban_planning::number::{plain, signed};
use guoban_planning::sentence::{self, state_name};
use yew::prelude::*;

use super::cells::{state_class, state_icon};
use crate::icons::icon;
use crate::state::{Session, ViewAction};
use crate::texts::Locale;
use crate::views::hooks::Look;
use crate::views::part::{Facts, Place, part};

/// What fits beside the words, at most.
const NAMED: usize = 12;

/// What the last step did; before the first, that there is nothing to tell.
pub fn done(look: &Look) -> Html {
    let levers = look.modules.levers.filter(|_| look.session.last.is_some());
    match levers {
        Some(levers) => (levers.done)(look),
        None => part(look, "done", Nothing { lost: lost(look) }),
    }
}

/// What the last step did.
pub fn what_moved(look: &Look) -> Html {
    match Told::of(&look.session, &look.locale) {
        Some(told) => part(look, "done", Done { told, lost: lost(look), choice: look.view.list }),
        None => html! {},
    }
}

/// What June costs December.
fn lost(look: &Look) -> Option<String> {
    sentence::lost_by_december(look.session.pack(), look.session.board(), look.locale.language)
}

fn lost_item(text: Option<&String>) -> Html {
    html! {
        if let Some(text) = text {
            <span key="lost" class="done__lost" title={text.clone()}>{ icon("borrow") }{ text.clone() }</span>
        }
    }
}

/// Before the first step.
#[derive(PartialEq)]
struct Nothing {
    /// What June costs December.
    lost: Option<String>,
}

impl Facts for Nothing {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        html! {
            <section class="done" id="done" tabindex="-1" aria-label={locale.t("done.title")}>
                <div class="done__l"><span class="done__k">{ locale.t("done.moved") }</span><span class="done__w muted">{ locale.t("done.none-yet") }</span></div>
                <div class="done__l"><span class="done__k">{ locale.t("done.turned") }</span><span class="done__w">{ lost_item(self.lost.as_ref()) }</span></div>
            </section>
        }
    }
}

#[derive(PartialEq)]
struct Done {
    told: Told,
    /// What June costs December.
    lost: Option<String>,
    choice: Choice,
}

#[derive(PartialEq)]
struct Told {
    moves: Vec<Chip>,
    /// How many moved, named or not.
    count: usize,
    flips: Vec<Turn>,
}

/// A target that moved.
#[derive(PartialEq)]
struct Chip {
    row: usize,
    name: String,
    period: &'static str,
    change: String,
    value: String,
    state: State,
}

/// A verdict that turned.
#[derive(PartialEq)]
struct Turn {
    row: usize,
    name: String,
    period: Period,
    from: State,
    to: State,
}

impl Told {
    fn of(session: &Session, locale: &Locale) -> Option<Self> {
        let moved = &session.last.as_ref()?.moved;
        let (pack, board) = (session.pack(), session.board());
        let name = |row: usize| locale.of(&pack.targets[board.rows[row].target.0].name).to_owned();
        let chip = |found: &guoban_planning::moved::Move| {
            let verdict = board.rows.get(found.row)?.get(found.period);
            let change = found.change[usize::from(found.period == Period::Year)]?;
            Some(Chip {
                row: found.row,
                name: name(found.row),
                period: found.period.name(locale.language),
                change: signed(change, verdict.decimals),
                value: plain(verdict.projected?, verdict.decimals),
                state: verdict.state,
            })
        };
        let turn = |flip: &guoban_planning::moved::Flip| Turn {
            row: flip.row,
            name: name(flip.row),
            period: flip.period,
            from: flip.from,
            to: flip.to,
        };
        Some(Self {
            moves: moved.moves.iter().take(NAMED).filter_map(chip).collect(),
            count: moved.moves.len(),
            flips: moved.flips.iter().map(turn).collect(),
        })
    }
}

impl Facts for Done {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let told = &self.told;
        let by_change = Choice { order: Order::Change, ..self.choice };
        let all = locale.fill("done.all", &[("n", &told.count.to_string())]);
        html! {
            <section class="done" id="done" tabindex="-1" aria-label={locale.t("done.title")}>
                <div key="moved" class="done__l">
                    <span class="done__k">{ locale.t("done.moved") }</span>
                    <span class="done__w">
                        if told.moves.is_empty() {
                            <span key="none" class="muted">{ locale.t("done.nothing") }</span>
                        }
                        // By place, not by row: while a slider moves they change places, and nodes that move cost more than new words.
                        { for told.moves.iter().enumerate().map(|(place, chip)| html! {
                            <button key={place} type="button" class="done__c" onclick={send.on_view(ViewAction::Select(chip.row))}>
                                <span class={state_class(chip.state)}>{ state_icon(chip.state) }</span>
                                <span>{ chip.name.clone() }{ " " }{ chip.period }</span>{ " " }<b>{ chip.change.clone() }</b>{ " " }<span class="muted">{ format!("→ {}", chip.value) }</span>
                            </button>
                        }) }
                    </span>
                    <button
                        class="btn btn--quiet btn--sm done__a" type="button" disabled={told.count == 0}
                        aria-pressed={(self.choice.order == Order::Change).to_string()} onclick={send.on_view(ViewAction::List(by_change))}
                    >{ all }</button>
                </div>
                <div key="turned" class="done__l">
                    <span class="done__k">{ locale.t("done.turned") }</span>
                    <span class="done__w">
                        if told.flips.is_empty() {
                            <span key="none" class="muted">{ locale.t("done.none-turned") }</span>
                        }
                        { for told.flips.iter().map(|turn| html! {
                            <button
                                key={format!("{}-{:?}", turn.row, turn.period)} type="button" class="done__c done__c--flip"
                                onclick={send.on_view(ViewAction::Select(turn.row))}
                            >
                                <span>{ turn.name.clone() }{ " " }{ turn.period.name(locale.language) }</span>{ " " }
                                <span class={state_class(turn.from)}>{ state_name(turn.from, locale.language) }</span>{ " → " }
                                <b class={state_class(turn.to)}>{ state_icon(turn.to) }{ state_name(turn.to, locale.language) }</b>
                            </button>
                        }) }
                        { lost_item(self.lost.as_ref()) }
                    </span>
                </div>
            </section>
        }
    }
}
