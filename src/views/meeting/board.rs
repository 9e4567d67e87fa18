//! The left side and what moved: counts, the targets a page at a time, the last step.

use guoban_planning::judge::{Period, Verdict};
use guoban_planning::number::{UNKNOWN, plain, plain_or_unknown, signed, signed_or_unknown};
use guoban_planning::sentence::state_name;
use guoban_planning::spotlight::{PAGE, spotlight};
use yew::prelude::*;

use crate::state::Meet;
use crate::views::board::{due_text, state_chip, state_class, state_icon, tally_bar, tally_words, unit_beside};
use crate::views::hooks::Look;
use crate::views::takes::table_takes;

/// Moves and turns that are named.
const NAMED: usize = 4;

/// The counts at mid-year and at the year's end.
pub fn tallies(look: &Look) -> Html {
    let Look { locale, session, .. } = look;
    html! {
        <div key="tallies" class="meet__tally">
            { for [(Period::Half, "board.half-title"), (Period::Year, "board.year-title")].map(|(period, title)| {
                let tally = session.board().tally(period);
                html! {
                    <section key={title} class="meet__ta" aria-label={locale.t(title)}>
                        <h2>{ locale.t(title) }</h2>
                        <div class="tally">{ tally_bar(tally) }{ tally_words(tally, locale) }</div>
                    </section>
                }
            }) }
        </div>
    }
}

/// One page of targets: the pinned ones first, then what moved.
pub fn targets(look: &Look, meet: Meet) -> Html {
    let Look { locale, session, view, .. } = look;
    let (pack, board) = (session.pack(), session.board());
    let (settled, moved) = session.settled();
    let rows = spotlight(pack, settled, &view.pins, view.selected, moved);
    let half = Period::Half.name(locale.language);
    let year = Period::Year.name(locale.language);
    let chance = |verdict: &Verdict| html! { <b class={state_class(verdict.state)}>{ verdict.chance().unwrap_or_else(|| UNKNOWN.to_owned()) }</b> };
    let shown = rows.chunks(PAGE).nth(meet.page).unwrap_or_default();
    html! {
        <section key="targets" class="meet__tt taken" aria-label={locale.t("board.title")}>
            { table_takes(locale) }
            <table class="meet__t">
                <caption class="sr">{ locale.t("board.title") }</caption>
                <thead><tr>
                    <th scope="col">{ locale.t("meet.target") }</th>
                    <th scope="col" class="n">{ locale.fill("meet.projected", &[("period", half)]) }</th>
                    <th scope="col" colspan="2">{ half }</th>
                    <th scope="col" class="n">{ locale.t("meet.gap") }</th>
                    <th scope="col" colspan="2">{ year }</th>
                </tr></thead>
                <tbody>
                    { for shown.iter().filter_map(|index| Some((*index, board.rows.get(*index)?))).map(|(index, row)| {
                        let target = &pack.targets[row.target.0];
                        let unit = unit_beside(&pack.variables[target.variable.0].unit, locale.language).to_owned();
                        let class = (view.selected == Some(index)).then_some("is-sel");
                        html! {
                            <tr key={index} {class} data-row={index.to_string()}>
                                <th scope="row">{ locale.of(&target.name).to_owned() }if !unit.is_empty() { <small class="apart">{ " " }{ unit }</small> }</th>
                                <td class="n"><b>{ plain_or_unknown(row.half.projected, row.half.decimals) }</b><span class="muted apart">{ format!(" / {}", due_text(&row.half)) }</span></td>
                                <td>{ state_chip(&row.half, locale) }</td><td class="n">{ chance(&row.half) }</td>
                                <td class="n">{ signed_or_unknown(row.half.gap, row.half.decimals) }</td>
                                <td>{ state_chip(&row.year, locale) }</td><td class="n">{ chance(&row.year) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </section>
    }
}

/// The target that is looked at, else the headline's, in the largest figures.
pub fn selected(look: &Look) -> Html {
    let Look { locale, session, view, .. } = look;
    let (pack, board) = (session.pack(), session.board());
    let Some(row) = session.row(view.selected).and_then(|row| board.rows.get(row)) else { return html! {} };
    let unit = unit_beside(&pack.variables[pack.targets[row.target.0].variable.0].unit, locale.language).to_owned();
    html! {
        <section key="selected" class="meet__p meet__one">
            <h2>{ locale.of(&pack.targets[row.target.0].name).to_owned() }if !unit.is_empty() { <small>{ " " }{ unit }</small> }</h2>
            { for [Period::Half, Period::Year].map(|period| {
                let verdict = row.get(period);
                html! {
                    <p key={period.name(locale.language)}>
                        <span class="muted">{ period.name(locale.language) }</span>
                        <span class={classes!("big", state_class(verdict.state))}>{ plain_or_unknown(verdict.projected, verdict.decimals) }</span>
                        <span>{ locale.fill("meet.due", &[("due", &due_text(verdict)), ("gap", &signed_or_unknown(verdict.gap, verdict.decimals))]) }</span>
                        <span class={state_class(verdict.state)}>{ state_icon(verdict.state) }{ " " }{ state_name(verdict.state, locale.language) }{ " " }<b>{ verdict.chance().unwrap_or_default() }</b></span>
                    </p>
                }
            }) }
        </section>
    }
}

/// What the last step moved and turned.
pub fn moved(look: &Look) -> Html {
    let Look { locale, session, .. } = look;
    let (pack, board) = (session.pack(), session.board());
    let name = |row: usize| locale.of(&pack.targets[board.rows[row].target.0].name).to_owned();
    let moved = session.last.as_deref().map(|last| &last.moved).filter(|moved| !moved.is_empty());
    html! {
        <section key="moved" class="meet__p" aria-live="off">
            <h2>{ locale.t("meet.moved") }</h2>
            if let Some(moved) = moved {
                <ul key="moves" class="meet__mv">
                    { for moved.moves.iter().take(NAMED).filter_map(|found| {
                        let verdict = board.rows.get(found.row)?.get(found.period);
                        let change = found.change[usize::from(found.period == Period::Year)]?;
                        Some(html! {
                            <li key={found.row}>
                                <span>{ name(found.row) }{ " " }<small>{ found.period.name(locale.language) }</small></span>
                                <b>{ signed(change, verdict.decimals) }</b>
                                <span class={state_class(verdict.state)}>{ "→ " }{ verdict.projected.map_or_else(|| UNKNOWN.to_owned(), |value| plain(value, verdict.decimals)) }</span>
                            </li>
                        })
                    }) }
                </ul>
                <ul key="turns" class="meet__mv">
                    { for moved.flips.iter().take(NAMED).map(|flip| html! {
                        <li key={format!("{}-{:?}", flip.row, flip.period)}>
                            <span>{ name(flip.row) }{ " " }<small>{ flip.period.name(locale.language) }</small></span>
                            <span class={state_class(flip.from)}>{ state_name(flip.from, locale.language) }</span>
                            <b class={state_class(flip.to)}>{ "→ " }{ state_icon(flip.to) }{ state_name(flip.to, locale.language) }</b>
                        </li>
                    }) }
                </ul>
            } else {
                <p key="none" class="muted">{ locale.t("meet.none") }</p>
            }
        </section>
    }
}
