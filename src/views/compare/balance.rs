//! What each plan gains and costs by period, and what it changes in one sentence.

use guoban_planning::calendar::Period;
use guoban_planning::compare::{Balance, sentence};
use guoban_planning::number::{UNKNOWN, signed};
use guoban_planning::spending;
use yew::prelude::*;

use super::{Compared, panel, table};

/// What the session decided about a side's plan, if it wrote that down.
fn decision(compared: &Compared<'_>, side: usize) -> Option<String> {
    let number = compared.sides[side].wanted.plan?;
    let decision = &compared.look.session.document.plan(number)?.scenario.record.decision;
    (!decision.is_empty()).then(|| decision.clone())
}

pub(super) fn balance(compared: &Compared<'_>) -> Html {
    let Compared { look, sides, .. } = compared;
    let (locale, pack) = (&look.locale, look.session.pack());
    let language = locale.language;
    let balances: Vec<Balance> = sides.iter().map(|side| Balance::of(pack, sides[0], side)).collect();
    let headline = sides[0].board.headline.map(|row| &sides[0].board.rows[row]);
    let name = headline.map(|row| locale.of(&pack.targets[row.target.0].name).to_owned()).unwrap_or_default();
    let decimals = headline.map_or(0, |row| row.half.decimals);
    let line = |key: String, label: AttrValue, value: &dyn Fn(&Balance) -> String| {
        html! {
            <tr {key}>
                <th scope="row">{ label }</th>
                { for balances.iter().enumerate().map(|(side, balance)| html! { <td key={side} class={classes!("n", (side > 0).then_some("bl"))}>{ value(balance) }</td> }) }
            </tr>
        }
    };
    let period = |place: usize, period: Period| {
        let key = |what: &str| format!("{what}-{place}");
        let label =
            |key: &str| AttrValue::from(locale.fill(key, &[("period", period.name(language)), ("name", &name)]));
        html! {
            <>
                { line(key("on-track"), label("compare.on-track"), &|balance| balance.periods[place].on_track.to_string()) }
                { line(key("better"), label("compare.better"), &|balance| balance.periods[place].better.len().to_string()) }
                { line(key("worse"), label("compare.worse"), &|balance| balance.periods[place].worse.len().to_string()) }
                if headline.is_some() {
                    { line(key("headline"), label("compare.headline"), &|balance| {
                        balance.periods[place].headline.map_or_else(|| UNKNOWN.to_owned(), |change| signed(change, decimals))
                    }) }
                }
            </>
        }
    };
    let head = html! {
        <tr>
            <th scope="col">{ locale.t("compare.against") }</th>
            { for (0..sides.len()).map(|side| html! { <th key={side} scope="col" class={classes!("n", (side > 0).then_some("bl"))}>{ compared.label(side) }</th> }) }
        </tr>
    };
    let body = html! {
        <tbody>
            { line("levers".to_owned(), locale.t("compare.levers"), &|balance| balance.levers.to_string()) }
            { line("spending".to_owned(), locale.t("compare.spending"), &|balance| {
                balance.spending.map_or_else(|| UNKNOWN.to_owned(), |amount| spending::told(amount, language))
            }) }
            { period(0, Period::Half) }
            { period(1, Period::Year) }
        </tbody>
    };
    let title = locale.t("compare.balance");
    html! {
        <>
            { panel("balance", title.clone(), locale.t("compare.balance-told"), table(title, "cmp__x", head, body, locale)) }
            { panel("sentences", locale.t("compare.sentences"), AttrValue::default(), html! {
                <ul class="cmp__l">
                    { for (1..sides.len()).map(|side| html! {
                        <li key={side}>
                            { compared.label(side) }
                            <span>{ sentence(pack, sides[0], sides[side], language) }</span>
                            if let Some(decision) = decision(compared, side) {
                                <span class="cmp__d"><b>{ locale.t("compare.decision") }</b>{ decision }</span>
                            }
                        </li>
                    }) }
                </ul>
            }) }
        </>
    }
}
