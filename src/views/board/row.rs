//! One target at mid-year and at the year's end.

use guoban_model::model::Model;
use guoban_planning::judge::{Mark, Row as Judged, Verdict};
use guoban_planning::number::{UNKNOWN, months, plain, plain_or_unknown, published};
use guoban_planning::sentence;
use guoban_planning::trace::Step;
use yew::prelude::*;

use super::bullet::bullet;
use super::cells::{due_text, gap_text, pace_text, state_chip, state_class, unit_beside};
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::ViewAction;
use crate::texts::Locale;
use crate::views::hooks::{use_locale, use_send};
use crate::views::part::Place;
use crate::views::tracing::figure;

/// Props of a row.
#[derive(Clone, Properties, PartialEq)]
pub struct RowProps {
    /// The model, for the pack's words.
    pub model: Shared<Model>,
    /// The verdicts.
    pub row: Judged,
    /// Its place in the board.
    pub index: usize,
    /// It is looked at closely.
    pub selected: bool,
    /// The keyboard comes to it first.
    pub reached: bool,
    /// Counts how often its figures changed.
    pub stamp: u32,
    /// Verdicts have probabilities.
    pub chances: bool,
    /// The edges of the 80% and 50% bands at mid-year, ascending, once they are drawn.
    pub fan: Option<[f64; 4]>,
    /// It stands on top because the reader chose it.
    pub pinned: bool,
    /// A change of basis is in its projection, which this year's base does not know of.
    pub two_bases: bool,
}

/// One target: known, projected, due, verdict, gap and pace at mid-year, and the verdict at the year's end.
#[component]
pub fn TargetRow(props: &RowProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let place = Place { locale: locale.clone(), send: send.clone() };
    let pack = props.model.pack();
    let (half, year) = (&props.row.half, &props.row.year);
    let target = &pack.targets[props.row.target.0];
    let name = locale.of(&target.name).to_owned();
    let unit = unit_beside(&pack.variables[target.variable.0].unit, locale.language).to_owned();
    let owner = locale.of(&pack.owners[target.owner.0].name).to_owned();
    let told = sentence::sentence(pack, half, locale.language);
    let flash = (props.stamp > 0).then_some("is-moved");
    let (gap, points) = gap_text(pack, half, &locale);
    let (year_gap, _) = gap_text(pack, year, &locale);
    let select = send.on_view(ViewAction::Select(props.index));
    let tabindex = if props.reached { "0" } else { "-1" };
    let pin = {
        let (send, id) = (send.clone(), target.id.clone());
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            send.view(ViewAction::Pin(id.clone()));
        })
    };
    let pin_words = locale.fill(if props.pinned { "board.unpin" } else { "board.pin" }, &[("name", &name)]);
    // Where nothing is projected nothing lies apart.
    let fan = props.fan.filter(|_| half.absent.is_none() && half.projected.is_some());
    let range = fan.and_then(|[low, .., high]| Some((published(low, half.decimals)?, published(high, half.decimals)?)));
    let range = range.map(|(low, high)| {
        locale.fill("board.range", &[("low", &plain(low, half.decimals)), ("high", &plain(high, half.decimals))])
    });
    let projected = |verdict: &Verdict| match verdict.projected.filter(|_| verdict.absent.is_none()) {
        Some(value) => {
            let step = Step::Standing(verdict.target, verdict.period.last());
            figure(plain(value, verdict.decimals), verdict.period.name(locale.language), step, &place)
        }
        None => html! { UNKNOWN },
    };
    html! {
        <tr class={props.selected.then_some("is-sel")} onclick={select.clone()}>
            <th key="name" scope="row" class="tt__name" title={format!("{name} {unit}")}>
                <button
                    type="button" class="tt__pick" data-row={props.index.to_string()} {tabindex} onclick={select}
                    aria-pressed={props.selected.to_string()}
                >{ name }</button>
                if !unit.is_empty() {
                    <span class="tt__u">{ unit }</span>
                }
                if props.two_bases {
                    { warned("board.two-bases", &locale) }
                }
                <button
                    type="button" class={classes!("tt__pin", props.pinned.then_some("is-on"))} tabindex="-1" title={pin_words.clone()}
                    aria-label={pin_words} aria-pressed={props.pinned.to_string()} onclick={pin}
                >{ icon("flag") }</button>
            </th>
            <td key="owner" class="tt__o" title={owner.clone()}>{ owner }</td>
            <td key="known" class="n bl">{ known(half, &place) }</td>
            <td key={format!("projected-{}", props.stamp)} class={classes!("n", "strong", flash)} title={range}>{ projected(half) }</td>
            <td key="due" class="n muted">{ due_text(half) }</td>
            <td key="spine" class="spine">{ bullet(target.kind, half, fan, told) }</td>
            <td key="linear" class="c">{ mark(half.linear, half.decimals, "board.linear-line", &locale) }</td>
            <td key="seasonal" class="c">{ mark(half.seasonal, half.decimals, "board.seasonal-line", &locale) }</td>
            <td key="verdict">{ state_chip(half, &locale) }</td>
            if props.chances {
                <td key="chance" class="n">{ chance(half) }</td>
            }
            <td key="gap" class="n tt__g">{ gap }<span class="tt__sub">{ format!(" {points}") }</span></td>
            <td key="pace" class="n">{ pace(half, &locale) }</td>
            <td key={format!("year-{}", props.stamp)} class={classes!("n", "bl", "strong", flash)}>
                { projected(year) }
                <span class="tt__due">{ format!(" / {}", due_text(year)) }</span>
            </td>
            <td key="year-verdict">{ state_chip(year, &locale) }</td>
            if props.chances {
                <td key="year-chance" class="n">{ chance(year) }</td>
            } else {
                <td key="year-gap" class="n tt__g">{ year_gap }</td>
            }
        </tr>
    }
}

/// The published part, with the month it reaches.
fn known(verdict: &Verdict, place: &Place) -> Html {
    let Some(value) = verdict.known.value else { return html! { UNKNOWN } };
    let through = months(verdict.known.through, verdict.known.through, place.locale.language);
    let step = Step::Standing(verdict.target, verdict.known.through);
    html! {
        <span>{ figure(plain(value, verdict.decimals), &through, step, place) }<span class="tt__sub">{ format!(" {through}") }</span></span>
    }
}

/// Whether a line is passed.
fn mark(mark: Option<Mark>, decimals: u32, line: &str, locale: &Locale) -> Html {
    let (class, symbol, word) = match mark {
        Some(Mark { passes: true, .. }) => ("lp v-ok", "tick", "board.passed"),
        Some(Mark { passes: false, .. }) => ("lp v-gap", "cross", "board.missed"),
        None => {
            return html! {
                <span class="v-na"><span aria-hidden="true">{ "·" }</span><span class="sr">{ locale.t("board.no-line") }</span></span>
            };
        }
    };
    let told =
        format!("{} {} {}", locale.t(line), plain_or_unknown(mark.map(|mark| mark.due), decimals), locale.t(word));
    html! { <span {class} title={told.clone()}>{ icon(symbol) }<span class="sr">{ told }</span></span> }
}

fn chance(verdict: &Verdict) -> Html {
    let text = verdict.chance().unwrap_or_else(|| UNKNOWN.to_owned());
    html! { <b class={state_class(verdict.state)}>{ text }</b> }
}

/// What the remaining months need, with a warning where they never did that much.
fn pace(verdict: &Verdict, locale: &Locale) -> Html {
    let text = pace_text(verdict, locale).unwrap_or_else(|| UNKNOWN.to_owned());
    let beyond = verdict.pace.is_some_and(|pace| pace.beyond_best);
    html! {
        <span>
            if beyond {
                { warned("board.beyond-best", locale) }
            }
            { format!(" {text}") }
        </span>
    }
}

/// A mark with what is to be known of the figure beside it.
fn warned(key: &'static str, locale: &Locale) -> Html {
    html! { <span {key} class="flag" title={locale.t(key)}>{ icon("warn") }<span class="sr">{ locale.t(key) }</span></span> }
}
