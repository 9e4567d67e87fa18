//! The same plan with other data: what differs, target by target.

use guoban_planning::judge::{Period, Verdict};
use guoban_planning::number::{UNKNOWN, plain};
use guoban_planning::sentence::standing_name;
use guoban_planning::since::{Pair, Row, Since};
use yew::prelude::*;

use crate::texts::Locale;
use crate::views::board::{state_class, state_icon, unit_beside};
use crate::views::takes::{table_takes, with_takes};

const PERIODS: [Period; 2] = [Period::Half, Period::Year];

/// The targets that differ.
pub(super) fn since(since: &Since, locale: &Locale) -> Html {
    let (from, to, count) = (since.from.to_string(), since.to.to_string(), since.count().to_string());
    let key = if since.count() == 0 { "own.since-none" } else { "own.since-told" };
    let rows = since.rows.iter().filter(|row| row.differs());
    let table = html! {
        <div class="tablebox" tabindex="0">
            <table class="own__tt">
                <caption class="sr">{ locale.t("own.since") }</caption>
                <thead>
                    <tr key="periods">
                        <th scope="col" rowspan="2">{ locale.t("own.target") }</th>
                        { for PERIODS.iter().map(|period| html! { <th key={period.name(locale.language)} scope="colgroup" colspan="2" class="bl">{ period.name(locale.language) }</th> }) }
                    </tr>
                    <tr key="data">
                        { for PERIODS.iter().map(|period| html! {
                            <>
                                <th key={format!("{}-before", period.name(locale.language))} scope="col" class="bl n">{ locale.t("own.before") }</th>
                                <th key={format!("{}-after", period.name(locale.language))} scope="col" class="n">{ locale.t("own.after") }</th>
                            </>
                        }) }
                    </tr>
                </thead>
                <tbody>{ for rows.enumerate().map(|(at, row)| html! { <tr key={at}>{ cells(row, locale) }</tr> }) }</tbody>
            </table>
        </div>
    };
    html! {
        <section class="own">
            <p key="told" role="status">{ locale.fill(key, &[("from", &from), ("to", &to), ("n", &count)]) }</p>
            if since.count() > 0 {
                { with_takes(table_takes(locale), table) }
            }
        </section>
    }
}

fn cells(row: &Row, locale: &Locale) -> Html {
    let unit = unit_beside(&row.unit, locale.language).to_owned();
    let pair = |pair: &Pair| {
        html! {
            <>
                <td class="n bl">{ cell(pair.before.as_ref(), locale) }</td>
                <td class="n">{ cell(pair.after.as_ref(), locale) }</td>
            </>
        }
    };
    html! {
        <>
            <th scope="row" class="own__name">{ locale.of(&row.name).to_owned() }{ " " }<span class="tt__u">{ unit }</span></th>
            { for PERIODS.into_iter().map(|period| pair(row.get(period))) }
        </>
    }
}

fn cell(verdict: Option<&Verdict>, locale: &Locale) -> Html {
    let Some(verdict) = verdict else { return html! { <span class="muted">{ locale.t("own.gone") }</span> } };
    let value = match verdict.projected.filter(|_| verdict.absent.is_none()) {
        Some(value) => plain(value, verdict.decimals),
        None => UNKNOWN.to_owned(),
    };
    html! {
        <>
            <span class={state_class(verdict.state)}>{ state_icon(verdict.state) }<span class="sr">{ standing_name(verdict, locale.language) }</span></span>
            { " " }{ value }
            if let Some(chance) = verdict.chance() {
                { " " }<span class="muted">{ chance }</span>
            }
        </>
    }
}
