//! In which periods a lever still works.

use guoban_planning::reach::Moves;
use yew::prelude::*;

use crate::icons::icon;
use crate::texts::Locale;

/// Periods of the reach, in order, as parts of text keys.
const PERIODS: [&str; 4] = ["half", "third", "fourth", "next"];

/// The strip of four periods; an empty list for what has no reach.
pub fn reach_strip(reach: Option<[Moves; 4]>, locale: &Locale) -> Html {
    let Some(reach) = reach else { return html! { <span key="reach" /> } };
    html! {
        <ul key="reach" class="reach" aria-label={locale.t("reach.title")}>
            { for PERIODS.iter().zip(reach).map(|(period, moves)| {
                let (word, symbol) = match moves {
                    Moves::Yes => ("yes", "tick"),
                    Moves::No => ("no", "dash"),
                    Moves::Borrowed => ("borrow", "borrow"),
                    Moves::Pay => ("pay", "pay"),
                };
                let told = format!("{}{}", locale.t(&format!("reach.{period}-long")), locale.t(&format!("reach.told-{word}")));
                html! {
                    <li key={*period} class={format!("reach__c reach__c--{word}")} title={told.clone()}>
                        <span aria-hidden="true">{ locale.t(&format!("reach.{period}")) }</span>
                        { icon(symbol) }
                        <span class="sr">{ told }</span>
                    </li>
                }
            }) }
        </ul>
    }
}

/// What the marks mean.
pub fn reach_key(locale: &Locale) -> Html {
    let mark = |symbol: &str, key: &str| {
        html! { <span key={symbol.to_owned()}>{ icon(symbol) }{ locale.t(key) }</span> }
    };
    html! {
        <span class="reach-key" aria-hidden="true">
            { mark("tick", "reach.yes") }
            { mark("dash", "reach.no") }
            { mark("borrow", "reach.borrow") }
            { mark("pay", "reach.pay") }
        </span>
    }
}
