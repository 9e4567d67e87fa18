//! Tasks by quarter, month and week.

use std::ops::RangeInclusive;

use guoban_model::time::Date;
use guoban_planning::cascade::{Cascade, Step, Week};
use guoban_planning::number::{months, plain, signed};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::lists::pick;
use super::{panel, table};
use crate::state::Sheet;
use crate::texts::Locale;
use crate::views::board::{state_chip, unit_beside};
use crate::views::hooks::Look;

/// What each quarter, month and week is asked.
pub fn tasks(look: &Look, sheet: &Sheet) -> Html {
    let Look { locale, session, .. } = look;
    let now = session.as_of().next().month.offset_from(session.pack().year).div_euclid(3).clamp(0, 3) as usize;
    // From the quarter that is on to the end of the period whose tasks are ahead.
    let quarters = now..=(session.judge().ahead().last() / 3) as usize;
    let month = |offset: usize| months(offset as i32, offset as i32, locale.language);
    let head = html! {
        <>
            <tr>
                <th key="target" scope="col" rowspan="2">{ locale.t("ledger.target") }</th>
                <th key="owner" scope="col" rowspan="2">{ locale.t("ledger.owner") }</th>
                <th key="verdict" scope="col" rowspan="2">{ locale.t("ledger.verdict") }</th>
                <th key="done" scope="col" rowspan="2" class="n">{ locale.t("ledger.done") }</th>
                { for quarters.clone().map(|quarter| html! {
                    <>
                        <th scope="col" rowspan="2" class="n bl">{ locale.fill("ledger.quarter", &[("n", &(quarter + 1).to_string())]) }</th>
                        { for (quarter * 3..quarter * 3 + 3).map(|offset| html! { <th scope="col" rowspan="2" class="n">{ month(offset) }</th> }) }
                    </>
                }) }
                if !sheet.weeks.is_empty() {
                    <th key="weeks" scope="colgroup" class="c bl" colspan={sheet.weeks.len().to_string()}>{ locale.t("ledger.weekly") }</th>
                }
            </tr>
            <tr>{ for sheet.weeks.iter().enumerate().map(|(index, week)| html! {
                <th key={index} scope="col" class={week_class(index)}>{ span(week, locale) }</th>
            }) }</tr>
        </>
    };
    let rows = html! { <>{ for sheet.cascades.iter().map(|cascade| row(look, cascade, quarters.clone())) }</> };
    let body = html! {
        <>
            { table(locale.t("ledger.tasks"), "dt resp", head, rows, locale) }
            <p key="note" class="panel__f">{ locale.t("ledger.tasks-note") }</p>
        </>
    };
    panel("led-tasks", html! { { locale.t("ledger.tasks") } }, locale.t("ledger.tasks-s").to_string(), body)
}

fn week_class(index: usize) -> Classes {
    classes!("wk", (index == 0).then_some("is-cur"))
}

/// `5.4—10`, `4.29—5.3`.
fn span(week: &Week, locale: &Locale) -> String {
    let dash = if locale.is_zh() { "—" } else { "–" };
    let Date { month, day } = week.first;
    let last = if week.last.month == month {
        week.last.day.to_string()
    } else {
        format!("{}.{}", week.last.month.month, week.last.day)
    };
    if week.first == week.last {
        format!("{}.{day}", month.month)
    } else {
        format!("{}.{day}{dash}{last}", month.month)
    }
}

fn row(look: &Look, cascade: &Cascade, quarters: RangeInclusive<usize>) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let target = &pack.targets[cascade.target.0];
    let figure = |value: Decimal| plain(value, cascade.decimals);
    let unit = unit_beside(&pack.variables[target.variable.0].unit, locale.language).to_owned();
    let verdict = &session.board().rows[cascade.target.0];
    let verdict = verdict.get(session.judge().ahead());
    let behind = cascade.done < cascade.due;
    let through = months(cascade.known, cascade.known, locale.language);
    let step = |step: &Step| {
        let carried = step.carried();
        html! {
            <>
                <b class={step.actual.is_some().then_some("muted")}>{ figure(step.task) }</b>
                if !carried.is_zero() {
                    <span class="tt__sub" title={locale.t("ledger.carried")}>{ format!(" ({})", signed(carried, cascade.decimals)) }</span>
                }
            </>
        }
    };
    html! {
        <tr key={target.id.clone()}>
            <th key="target" scope="row">{ pick(look, cascade.target.0, locale.of(&target.name)) }<span class="tt__u">{ unit }</span></th>
            <td key="owner" class="muted nowrap">{ locale.of(&pack.owners[target.owner.0].name).to_owned() }</td>
            <td key="verdict">{ state_chip(verdict, locale) }</td>
            <td key="done" class="n">
                <b class={behind.then_some("v-gap")}>{ figure(cascade.done) }</b>
                <span class="tt__sub">{ format!(" | {}", figure(cascade.due)) }{ if cascade.known >= 0 { format!(" {through}") } else { String::new() } }</span>
            </td>
            { for quarters.map(|quarter| html! {
                <>
                    <td class="n bl">{ step(&cascade.quarters[quarter]) }</td>
                    { for cascade.months[quarter * 3..quarter * 3 + 3].iter().map(|month| html! { <td class="n">{ step(month) }</td> }) }
                </>
            }) }
            { for cascade.weeks.iter().enumerate().map(|(index, task)| html! { <td key={format!("w{index}")} class={week_class(index)}>{ figure(*task) }</td> }) }
        </tr>
    }
}
