//! Three tiles: the counts at mid-year and at the year's end, and whether the scenario can be done at all.

use guoban_model::model::Model;
use guoban_model::pack::Pack;
use guoban_planning::judge::{Period, State, Tally};
use guoban_planning::limits::LimitVerdict;
use guoban_planning::number::{months, plain};
use guoban_planning::sentence::state_name;
use yew::prelude::*;

use super::cells::{state_class, state_icon};
use crate::icons::icon;
use crate::shared::Shared;
use crate::texts::Locale;
use crate::views::hooks::Look;
use crate::views::lengths::fixed;
use crate::views::part::{Facts, Place, part};

/// Pixels between two parts of a bar, in percent of its width.
const SPACE: f64 = 0.5;

fn parts(tally: Tally) -> [(State, usize); 4] {
    [
        (State::OnTrack, tally.on_track),
        (State::Near, tally.near),
        (State::Short, tally.short),
        (State::NotDue, tally.not_due),
    ]
}

/// The counts as a bar.
pub fn tally_bar(tally: Tally) -> Html {
    let total = parts(tally).iter().map(|(_, count)| count).sum::<usize>().max(1) as f64;
    let mut at = 0.0;
    let drawn: Vec<Html> = parts(tally)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| {
            let class = match state {
                State::OnTrack => "tb-ok",
                State::Near => "tb-near",
                State::Short => "tb-gap",
                State::NotDue => "tb-na",
            };
            let (from, width) = (at, count as f64 / total * 100.0);
            at += width;
            html! { <rect key={class} {class} x={fixed(from, 2) + "%"} y="0" width={fixed(width - SPACE, 2) + "%"} height="8" rx="1" /> }
        })
        .collect();
    html! { <svg class="tally__bar" aria-hidden="true" focusable="false">{ for drawn }</svg> }
}

/// The counts with their words.
pub fn tally_words(tally: Tally, locale: &Locale) -> Html {
    // Draws may turn a verdict into a near one: its place is there from the start.
    let shown = |(state, count): &(State, usize)| *state != State::NotDue || *count > 0;
    html! {
        <div class="tally__l">
            { for parts(tally).into_iter().filter(shown).map(|(state, count)| html! {
                <span key={state_class(state)} class={state_class(state)}>
                    { state_icon(state) }{ state_name(state, locale.language) }{ " " }<b>{ count }</b>
                </span>
            }) }
        </div>
    }
}

/// The three tiles.
pub fn strip(look: &Look) -> Html {
    let board = look.session.board();
    let tile = |period: Period, title: &'static str, hint: &'static str| {
        part(look, title, Tile { title, hint, tally: board.tally(period) })
    };
    html! {
        <div key="strip" class="strip">
            { tile(Period::Half, "board.half-title", "board.half-hint") }
            { tile(Period::Year, "board.year-title", "board.year-hint") }
            { part(look, "limits", Limits { model: look.session.model().clone(), verdicts: board.limits.clone() }) }
        </div>
    }
}

/// The counts of a period.
#[derive(PartialEq)]
struct Tile {
    title: &'static str,
    hint: &'static str,
    tally: Tally,
}

impl Facts for Tile {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        let Self { title, tally, .. } = *self;
        let hint = locale.fill(self.hint, &[("n", &tally.counted().to_string())]);
        html! {
            <section class="strip__c" aria-label={locale.t(title)}>
                <h2 key="title" class="strip__t"><span>{ locale.t(title) }</span><span class="muted">{ hint }</span></h2>
                <div key="tally" class="tally">{ tally_bar(tally) }{ tally_words(tally, locale) }</div>
            </section>
        }
    }
}

/// Whether the scenario can be done at all.
#[derive(PartialEq)]
struct Limits {
    model: Shared<Model>,
    verdicts: Vec<LimitVerdict>,
}

impl Facts for Limits {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        html! {
            <section class="strip__c" aria-label={locale.t("limits.title")}>
                <h2 key="title" class="strip__t"><span>{ locale.t("limits.title") }</span><span class="muted">{ locale.t("limits.hint") }</span></h2>
                <ul key="list" class="rls">
                    { for self.verdicts.iter().map(|verdict| limit_item(self.model.pack(), verdict, locale)) }
                </ul>
                if self.verdicts.is_empty() {
                    <p key="none" class="muted">{ locale.t("limits.none") }</p>
                }
            </section>
        }
    }
}

fn limit_item(pack: &Pack, verdict: &LimitVerdict, locale: &Locale) -> Html {
    let limit = &pack.limits[verdict.limit];
    let told = verdict.sentence(pack, locale.language);
    let (class, symbol, word) = match verdict.worst() {
        _ if verdict.months.is_empty() => ("rll v-na", "na", "limits.unknown"),
        None => ("rll v-ok", "shield", "limits.kept"),
        Some(_) => ("rll v-gap", "shieldx", "limits.broken"),
    };
    let facts = match verdict.worst() {
        Some(worst) => {
            let short = plain(worst.short_by(), verdict.decimals);
            let month = months(worst.offset, worst.offset, locale.language);
            locale.fill("limits.short", &[("short", &short), ("month", &month)])
        }
        None => verdict.months.last().map_or_else(String::new, |month| {
            format!("{} / {}", plain(month.used, verdict.decimals), plain(month.available, verdict.decimals))
        }),
    };
    html! {
        <li key={limit.id.clone()} {class} title={told.clone()}>
            { icon(symbol) }<b>{ locale.of(&limit.name).to_owned() }</b><em>{ locale.t(word) }</em><span>{ facts }</span>
        </li>
    }
}
