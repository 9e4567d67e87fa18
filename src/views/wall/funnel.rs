//! A funnel: what passes from stage to stage, row by row.

use guoban_planning::number::{month_of, months, plain_or_unknown, unit_name};
use guoban_planning::wall::{Funnel, FunnelStage};
use yew::prelude::*;

use super::axis::Axis;
use super::row::track_class;
use super::table_name;
use crate::texts::Locale;
use crate::views::hooks::Look;
use crate::views::takes::drawn_table_takes;

/// The places of the bars of up to four stages, one below the other.
const BARS: [(u8, u8); 4] = [(3, 6), (11, 6), (19, 6), (27, 6)];

/// A funnel of the pack.
pub(super) fn funnel(look: &Look, funnel: &Funnel) -> Html {
    let Look { locale, session, view, .. } = look;
    let (pack, run) = (session.pack(), &session.results.projection);
    let axis = Axis::of(session, view.wall.long);
    let rows = funnel.rows(run);
    let is_timed = rows.iter().any(|row| row.stages.iter().any(|stage| stage.span.0.is_some()));
    let unit = funnel
        .stages
        .first()
        .map(|id| unit_name(&pack.variables[id.0].unit, locale.language).to_owned())
        .unwrap_or_default();
    let title = table_name(pack, funnel.table, locale);
    let decimals = |place: usize| pack.variables[funnel.stages[place].0].decimals;
    let cells = |stage: &FunnelStage, place: usize| {
        let show = |value| plain_or_unknown(value, decimals(place));
        html! {
            <>
                <td key={format!("{place}-now")} class="n bl">{ show(stage.now) }</td>
                <td key={format!("{place}-half")} class="n"><b>{ show(stage.half) }</b></td>
                <td key={format!("{place}-year")} class="n">{ show(stage.year) }</td>
            </>
        }
    };
    let last = (axis.month - 1).max(0);
    let heads = [months(last, last, locale.language), months(5, 5, locale.language), months(11, 11, locale.language)];
    let totals = [last, 5, 11].map(|month| funnel.totals(run, month));
    let has_totals = totals.iter().flatten().any(Option::is_some);
    html! {
        <section key={format!("funnel-{}", funnel.table.0)} class="panel wl">
            <div key="head" class="panel__h">
                <h3 class="panel__t">{ locale.fill("wall.funnel", &[("name", &title)]) }</h3>
                <span class="panel__s">{ locale.fill("wall.funnel-told", &[("unit", &unit)]) }</span>
                <span key="out" class="panel__tools">{ drawn_table_takes(locale, &look.send) }</span>
            </div>
            <div key="table" class="xscroll" tabindex="0" role="region" aria-label={title.clone()}>
                <table class="tt wl__fu">
                    <caption class="sr">{ title }</caption>
                    <thead>
                        <tr key="stages">
                            <th scope="col" rowspan="2"><span class="sr">{ locale.t("wall.row") }</span></th>
                            { for funnel.stages.iter().map(|id| html! { <th key={id.0} scope="colgroup" colspan="3" class="bl">{ locale.of(&pack.variables[id.0].name).to_owned() }</th> }) }
                            if is_timed {
                                <th key="track" scope="col" rowspan="2" class="wl__ct"><span class="sr">{ locale.t("wall.months-across") }</span>{ axis.head(locale) }</th>
                            }
                        </tr>
                        <tr key="months">{ for (0..funnel.stages.len()).flat_map(|place| heads.clone().map(|head| html! { <th key={format!("{place}-{head}")} scope="col" class="n">{ head.clone() }</th> })) }</tr>
                    </thead>
                    <tbody>
                        { for rows.iter().map(|row| html! {
                            <tr key={row.name.zh.clone()}>
                                <th scope="row">{ locale.of(&row.name).to_owned() }</th>
                                { for row.stages.iter().enumerate().map(|(place, stage)| cells(stage, place)) }
                                if is_timed {
                                    <td class="wl__td">{ track(&row.stages, axis, locale) }</td>
                                }
                            </tr>
                        }) }
                    </tbody>
                    if has_totals {
                        <tfoot>
                            <tr>
                                <th scope="row">{ locale.t("wall.total") }</th>
                                { for (0..funnel.stages.len()).flat_map(|place| [0, 1, 2].map(|at| html! {
                                    <td key={format!("{place}-{at}")} class={if at == 0 { "n bl" } else { "n" }}><b>{ plain_or_unknown(totals[at][place], decimals(place)) }</b></td>
                                })) }
                            </tr>
                        </tfoot>
                    }
                </table>
            </div>
        </section>
    }
}

/// From when to when each stage passes.
fn track(stages: &[FunnelStage], axis: Axis, locale: &Locale) -> Html {
    let end = |month: Option<i32>| month.map_or(f64::from(axis.months), |month| f64::from(month + 1));
    let month = |month: Option<i32>| {
        month.map_or_else(|| locale.t("wall.beyond").to_string(), |month| month_of(month, axis.year, locale.language))
    };
    let told: Vec<String> = stages
        .iter()
        .filter(|stage| stage.span.0.is_some())
        .map(|stage| format!("{}–{}", month(stage.span.0), month(stage.span.1)))
        .collect();
    html! {
        <div class={track_class(axis)}>
            <svg class="wl__b" aria-hidden="true" focusable="false">
                { axis.lines("0") }
                { for stages.iter().zip(BARS).map(|(stage, place)| html! {
                    if let Some(from) = stage.span.0 {
                        { axis.bar("wl__past", (f64::from(from), end(stage.span.1).min(axis.now)), place) }
                        { axis.bar("wl__rest", (f64::from(from).max(axis.now), end(stage.span.1)), place) }
                    }
                }) }
            </svg>
            <span class="sr">{ told.join("; ") }</span>
        </div>
    }
}
