//! The verdicts of all sides, half-year and full year.

use guoban_planning::compare::{differs, is_best};
use guoban_planning::judge::{Period, Verdict};
use guoban_planning::number::{UNKNOWN, plain};
use guoban_planning::sentence::{sentence, standing_name};
use yew::prelude::*;

use super::{Compared, panel, table};
use crate::views::board::{due_text, state_class, state_icon, unit_beside};

const PERIODS: [Period; 2] = [Period::Half, Period::Year];

/// One row a target, two columns a side; on a phone one row a side below its target.
pub(super) fn matrix(compared: &Compared<'_>) -> Html {
    let Compared { look, sides, narrow, .. } = compared;
    let (locale, pack) = (&look.locale, look.session.pack());
    let board = &sides[0].board;
    let rows = (0..board.rows.len()).filter(|row| !look.view.compare.differing || differs(sides, *row));
    let name = |row: usize| {
        let target = &pack.targets[board.rows[row].target.0];
        let unit = unit_beside(&pack.variables[target.variable.0].unit, locale.language).to_owned();
        html! { <>{ locale.of(&target.name).to_owned() }if !unit.is_empty() { <span class="tt__u">{ unit }</span> }</> }
    };
    let due = |row: usize| {
        let judged = &board.rows[row];
        format!("{} / {}", due_text(&judged.half), due_text(&judged.year))
    };
    let cells = |row: usize, side: usize| {
        PERIODS.map(|period| {
            let best = is_best(sides, sides[side], row, period);
            let verdict = sides[side].verdict(row, period);
            verdict.map(|verdict| cell(verdict, best, side > 0 && period == Period::Half, compared)).unwrap_or_default()
        })
    };
    let tally = |side: usize, period: Period| {
        let tally = sides[side].board.tally(period);
        let told = [("ok", tally.on_track), ("near", tally.near), ("gap", tally.short)];
        html! {
            <th key={format!("{side}-{}", period.name(locale.language))} scope="col" colspan="2" class="cmp__t">
                <span>{ period.name(locale.language) }</span>
                { for told.into_iter().map(|(symbol, count)| html! { <span key={symbol} class={format!("v-{symbol}")}>{ crate::icons::icon(symbol) }{ count }</span> }) }
            </th>
        }
    };
    let title = locale.t("compare.results");
    let body = if *narrow {
        let head = html! {
            <tr><th scope="col">{ locale.t("compare.plan") }</th>{ for PERIODS.iter().map(|period| html! { <th key={period.name(locale.language)} scope="col" colspan="2">{ period.name(locale.language) }</th> }) }</tr>
        };
        let bodies = rows.map(|row| html! {
            <tbody key={row}>
                <tr key="name" class="tt__grp"><th scope="rowgroup" colspan="5">{ name(row) }<span class="muted">{ format!(" {}", due(row)) }</span></th></tr>
                { for (0..sides.len()).map(|side| html! { <tr key={side}><th scope="row">{ compared.label(side) }</th>{ for cells(row, side) }</tr> }) }
            </tbody>
        });
        table(title.clone(), "cmp__x", head, bodies.collect(), locale)
    } else {
        let head = html! {
            <>
                <tr key="names">
                    <th scope="col" rowspan="2">{ locale.t("compare.target") }</th><th scope="col" rowspan="2" class="n">{ locale.t("compare.task") }</th>
                    { for (0..sides.len()).map(|side| html! { <th key={side} scope="colgroup" colspan="4" class={classes!("bl", format!("cmp__h{side}"))}>{ compared.label(side) }</th> }) }
                </tr>
                <tr key="tallies">{ for (0..sides.len()).flat_map(|side| PERIODS.map(|period| tally(side, period))) }</tr>
            </>
        };
        let rows = rows.map(|row| {
            html! {
                <tr key={row}>
                    <th scope="row" class="tt__name">{ name(row) }</th><td class="n muted">{ due(row) }</td>
                    { for (0..sides.len()).flat_map(|side| cells(row, side)) }
                </tr>
            }
        });
        table(title.clone(), "cmp__x", head, html! { <tbody>{ for rows }</tbody> }, locale)
    };
    panel("matrix", title, locale.t("compare.results-told"), body)
}

/// The verdict's shape with the projection, and the chance.
fn cell(verdict: &Verdict, best: bool, begins: bool, compared: &Compared<'_>) -> Html {
    let look = compared.look;
    let value = match verdict.projected.filter(|_| verdict.absent.is_none()) {
        Some(value) => plain(value, verdict.decimals),
        None => UNKNOWN.to_owned(),
    };
    let told = sentence(look.session.pack(), verdict, look.locale.language);
    let word = standing_name(verdict, look.locale.language);
    html! {
        <>
            <td class={classes!("n", begins.then_some("bl"))} title={told}>
                <span class={state_class(verdict.state)}>{ state_icon(verdict.state) }<span class="sr">{ word }</span></span>
                { " " }<span class={best.then_some("cmp__best")}>{ value }</span>
                if best {
                    <span class="sr">{ look.locale.t("compare.best") }</span>
                }
            </td>
            <td class="n muted">{ verdict.chance().unwrap_or_default() }</td>
        </>
    }
}
