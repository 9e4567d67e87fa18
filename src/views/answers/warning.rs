//! Early warning: what the figures of the coming months must be for a verdict to hold.

use guoban_answers::warning::{Lead, Warning};
use guoban_planning::judge::Direction;
use guoban_planning::number::{months, plain};
use yew::prelude::*;

use super::ways::to_target;
use super::{Asking, panel, period_choice, table};
use crate::icons::icon;

/// The table by month.
pub fn warning(asking: &Asking<'_>) -> Html {
    let Asking { look, state, .. } = asking;
    let locale = &look.locale;
    let title = locale.t("answers.warning");
    let body = match &state.warnings {
        None => html! { <p key="busy" class="empty" aria-busy="true">{ locale.t("answers.busy") }</p> },
        Some(kept) if kept.value.is_empty() => {
            html! { <p key="none" class="empty">{ locale.t("answers.no-warnings") }</p> }
        }
        Some(kept) => {
            html! { <div key="table" class={classes!(kept.is_old.then_some("is-old"))}>{ by_month(asking, &kept.value) }</div> }
        }
    };
    let note = html! { <p key="note" class="panel__f">{ locale.t("answers.warning-note") }</p> };
    panel("warning", html! { { title } }, period_choice(asking), html! { <>{ body }{ note }</> })
}

fn by_month(asking: &Asking<'_>, found: &[Warning]) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let all = found.iter().flat_map(|warning| warning.months.iter().map(|lead| lead.month));
    let (first, last) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(-1));
    let head = html! {
        <tr>
            <th scope="col">{ locale.t("answers.target") }</th>
            <th scope="col">{ locale.t("answers.projection") }</th>
            { for (first..=last).map(|month| html! { <th key={month} scope="col" class="n">{ months(month, month, locale.language) }</th> }) }
        </tr>
    };
    let cell = |warning: &Warning, month: i32| {
        let Some(lead) = warning.months.iter().find(|lead| lead.month == month) else {
            return html! { <td key={month} class="n muted">{ "·" }</td> };
        };
        html! { <td key={month} class="n">{ needed(asking, warning, lead) }</td> }
    };
    let rows = found.iter().map(|warning| {
        let target = &pack.targets[warning.target.0];
        let (class, symbol, word) =
            if warning.passes { ("v-ok", "tick", "board.passed") } else { ("v-gap", "cross", "board.missed") };
        html! {
            <tr key={target.id.clone()} data-target={target.id.clone()}>
                <th scope="row">{ to_target(asking, warning.target) }<span class="tt__u">{ guoban_answers::words::unit(pack, warning.target, locale.language).to_owned() }</span></th>
                <td><span {class}>{ icon(symbol) }{ locale.t(word) }</span></td>
                { for (first..=last).map(|month| cell(warning, month)) }
            </tr>
        }
    });
    table(asking, locale.t("answers.warning"), "ans__wa", head, html! { <tbody>{ for rows }</tbody> })
}

/// What the month must be, above what it is projected to be; for what adds up, the month's own figure.
fn needed(asking: &Asking<'_>, warning: &Warning, lead: &Lead) -> Html {
    let locale = &asking.look.locale;
    let figure = |value| plain(value, warning.decimals);
    let sign = if warning.direction == Direction::AtMost { "≤" } else { "≥" };
    html! {
        <>
            <b class={if warning.passes { "" } else { "v-gap" }}>{ sign }{ figure(lead.needed) }</b>
            <span class="tor__s tt__sub">{ locale.fill("answers.projected", &[("n", &figure(lead.projected))]) }</span>
            if let Some(own) = lead.own {
                <span class="tor__s tt__sub">{ locale.fill("answers.own", &[("n", &figure(own))]) }</span>
            }
        </>
    }
}
