//! The measures and assumptions in which sides differ.

use guoban_model::pack::LeverId;
use guoban_planning::compare::differing;
use guoban_planning::scenario::Item;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::{Compared, panel, table};
use crate::icons::icon;

/// One row an item, one column a side; the change against the baseline beside the setting.
pub(super) fn measures(compared: &Compared<'_>) -> Html {
    let Compared { look, sides, narrow, .. } = compared;
    let (locale, session) = (&look.locale, &look.session);
    let (pack, language) = (session.pack(), locale.language);
    let items = differing(pack, sides);
    let title = locale.t("compare.measures");
    let told = locale.fill("compare.measures-told", &[("n", &items.len().to_string())]);
    if items.is_empty() {
        return panel("measures", title, told.into(), html! { <p class="empty">{ locale.t("compare.same") }</p> });
    }
    let is_borrowed = |item: &Item| match item {
        Item::Lever(id) => pack.lever(id).is_some_and(|LeverId(index)| session.reach[index].is_borrowed()),
        Item::Assumption(_) => false,
    };
    let cell = |item: &Item, settings: &[Decimal], side: usize| {
        let (before, value) = (item.baseline(pack).unwrap_or(settings[0]), settings[side]);
        let changed = value != before;
        html! {
            <td key={side} class={classes!("n", (side > 0 && !narrow).then_some("bl"))}>
                if changed && is_borrowed(item) {
                    <span key="borrowed" title={locale.t("compare.borrowed")}>{ icon("borrow") }<span class="sr">{ locale.t("compare.borrowed") }</span></span>
                }
                <span class={if changed { "strong" } else { "muted" }}>{ item.show(value, pack, language) }</span>
                if changed {
                    <span class="tt__sub">{ format!(" {}", item.change(before, value, pack, language)) }</span>
                }
            </td>
        }
    };
    let kind = |item: &Item| if matches!(item, Item::Assumption(_)) { Some("cmp__a") } else { None };
    let body = if *narrow {
        let head = html! { <tr><th scope="col">{ locale.t("compare.plan") }</th><th scope="col" class="n">{ locale.t("compare.setting") }</th></tr> };
        let bodies = items.iter().map(|(item, settings)| html! {
            <tbody key={item.id().to_owned()}>
                <tr key="name" class="tt__grp"><th scope="rowgroup" colspan="2" class={classes!(kind(item))}>{ item.name(pack, language).to_owned() }</th></tr>
                { for (0..sides.len()).map(|side| html! { <tr key={side}><th scope="row">{ compared.label(side) }</th>{ cell(item, settings, side) }</tr> }) }
            </tbody>
        });
        table(title.clone(), "cmp__x", head, bodies.collect(), locale)
    } else {
        let head = html! {
            <tr>
                <th scope="col">{ locale.t("compare.measure") }</th>
                { for (0..sides.len()).map(|side| html! { <th key={side} scope="col" class={classes!("n", (side > 0).then_some("bl"))}>{ compared.label(side) }</th> }) }
            </tr>
        };
        let rows = items.iter().map(|(item, settings)| html! {
            <tr key={item.id().to_owned()}>
                <th scope="row" class={classes!("tt__name", kind(item))}>{ item.name(pack, language).to_owned() }</th>
                { for (0..sides.len()).map(|side| cell(item, settings, side)) }
            </tr>
        });
        table(title.clone(), "cmp__x", head, html! { <tbody>{ for rows }</tbody> }, locale)
    };
    panel("measures", title, told.into(), body)
}
