//! What the scenario asks, owner by owner, and the latest start.

use guoban_planning::duty::{Duty, Latest};
use guoban_planning::number::{UNKNOWN, month_of, months, plain, signed, unit_name};
use guoban_planning::scenario::Item;
use yew::prelude::*;

use super::{panel, table};
use crate::state::Sheet;
use crate::texts::{Locale, SCREENS_EN, SCREENS_ZH};
use crate::views::board::unit_beside;
use crate::views::hooks::Look;
use crate::views::levers::reach_strip;

/// Targets whose gain is given for a lever.
const NAMED: usize = 2;

/// The responsibility sheet.
pub fn duties(look: &Look, sheet: &Sheet) -> Html {
    let locale = &look.locale;
    let columns = [
        ("ledger.owner", false),
        ("ledger.lever", false),
        ("ledger.from-to", true),
        ("ledger.change", true),
        ("ledger.earliest", true),
        ("ledger.latest-half", true),
        ("ledger.latest-year", true),
        ("ledger.reach", false),
        ("ledger.moves", false),
    ];
    let head = html! {
        <tr>{ for columns.iter().map(|(key, number)| html! { <th key={*key} scope="col" class={number.then_some("n")}>{ locale.t(key) }</th> }) }</tr>
    };
    let rows = html! {
        <>{ for sheet.duties.iter().map(|own| {
            let owner = locale.of(&look.session.pack().owners[own.owner.0].name);
            let span = own.duties.len().to_string();
            own.duties.iter().enumerate().map(|(index, duty)| row(look, duty, (index == 0).then_some((owner, &*span)))).collect::<Html>()
        }) }</>
    };
    let body = if sheet.duties.is_empty() {
        html! { <p key="none" class="empty">{ locale.t("ledger.duties-none") }</p> }
    } else {
        table(locale.t("ledger.duties"), "dt led-duty", head, rows, locale)
    };
    panel("led-duties", html! { { locale.t("ledger.duties") } }, locale.t("ledger.duties-s").to_string(), body)
}

fn row(look: &Look, duty: &Duty, owner: Option<(&str, &str)>) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let lever = &pack.levers[duty.lever.0];
    let item = Item::Lever(lever.id.clone());
    let is_month = item.month(duty.to, pack).is_some();
    let unit = if is_month { "" } else { unit_name(&lever.unit, locale.language) };
    let setting = |value| match item.month(value, pack) {
        Some(month) => month_of(month, pack.year, locale.language),
        None => plain(value, lever.decimals),
    };
    let month = |offset: i32| months(offset, offset, locale.language);
    let gains = duty.gains.iter().take(NAMED).map(|gain| {
        let target = &pack.targets[gain.target.0];
        let item = &pack.variables[target.variable.0];
        let name = locale.of(&target.name);
        let unit = match &*item.unit {
            "%" | "百分点" => locale.t("ledger.unit-points"),
            unit => AttrValue::from(unit_beside(unit, locale.language).to_owned()),
        };
        let change = |value| signed(value, item.decimals);
        html! {
            <li key={gain.target.0}>{ name.to_owned() }{ " " }<b>{ change(gain.half) }</b>{ " / " }<b>{ change(gain.year) }</b>{ format!(" {unit}") }</li>
        }
    });
    let more = duty.gains.len().saturating_sub(NAMED);
    html! {
        <tr key={lever.id.clone()}>
            if let Some((owner, span)) = owner {
                <th key="owner" scope="rowgroup" rowspan={span.to_owned()} class="led-duty__o">{ owner.to_owned() }</th>
            }
            <th key="lever" scope="row">{ locale.of(&lever.name).to_owned() }</th>
            <td key="values" class="n">{ format!("{} → ", setting(duty.from)) }<b>{ setting(duty.to) }</b><span class="tt__u">{ format!(" {unit}") }</span></td>
            <td key="change" class="n">{ item.change(duty.from, duty.to, pack, locale.language) }</td>
            <td key="earliest" class="n">{ duty.earliest.map_or_else(|| locale.t("ledger.too-late").to_string(), month) }</td>
            <td key="half" class="n">{ latest(duty.half, locale) }</td>
            <td key="year" class="n">{ latest(duty.year, locale) }</td>
            <td key="reach">{ reach_strip(Some(duty.reach.periods), locale) }</td>
            <td key="moves">
                if duty.gains.is_empty() {
                    { UNKNOWN }
                } else {
                    <ul class="led-gain">
                        { for gains }
                        if more > 0 {
                            <li key="more" class="muted">{ locale.fill("ledger.more", &[("n", &more.to_string())]) }</li>
                        }
                    </ul>
                }
            </td>
        </tr>
    }
}

/// The last month in which something can start and still show, or why there is none.
pub fn latest(latest: Latest, locale: &Locale) -> Html {
    // Other parts show it too.
    let locale = &locale.with(SCREENS_ZH, SCREENS_EN);
    match latest {
        Latest::Never => html! { <span class="muted">{ locale.t("ledger.never") }</span> },
        Latest::Harm => html! { <span class="muted">{ locale.t("ledger.harm") }</span> },
        Latest::Dated => html! { <span class="muted">{ locale.t("ledger.dated") }</span> },
        Latest::Month(month) => html! { <b>{ months(month, month, locale.language) }</b> },
    }
}
