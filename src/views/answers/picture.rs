//! A target over two assumptions.

use guoban_answers::stress::Picture;
use guoban_model::pack::AssumptionId;
use guoban_planning::number::plain_or_unknown;
use guoban_planning::scenario::Item;
use rust_decimal::Decimal;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Asking, drawn_table, panel, period_choice, target_choice};
use crate::icons::icon;
use crate::state::{Do, Question};

/// What is chosen, and the picture.
pub fn picture(asking: &Asking<'_>) -> Html {
    let Asking { look, state, .. } = asking;
    let locale = &look.locale;
    if look.session.pack().assumptions.len() < 2 || look.session.pack().targets.is_empty() {
        return html! { <span key="picture" hidden=true /> };
    }
    let tools = html! {
        <div class="ans__cs">
            { target_choice(asking) }
            { period_choice(asking) }
            { side(asking, 0, "answers.across") }
            { side(asking, 1, "answers.down") }
        </div>
    };
    let body = match &state.picture {
        None => html! { <p key="busy" class="empty" aria-busy="true">{ locale.t("answers.busy") }</p> },
        Some(kept) => match &*kept.value {
            Some(found) => {
                html! { <div key="drawn" class={classes!(kept.is_old.then_some("is-old"))}>{ drawn(asking, found) }</div> }
            }
            None => html! { <p key="none" class="empty">{ locale.t("answers.no-picture") }</p> },
        },
    };
    panel("picture", html! { { locale.t("answers.picture") } }, html! {}, html! { <>{ tools }{ body }</> })
}

/// The assumption along one side.
fn side(asking: &Asking<'_>, place: usize, key: &str) -> Html {
    let Asking { look, state, act } = asking;
    let (locale, pack, now) = (&look.locale, look.session.pack(), state.pair());
    let onchange = {
        let (act, question) = (act.clone(), state.question.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Ok(index) = select.value().parse() {
                let mut pair = now;
                // Two sides of one assumption say nothing: the other side takes what this one had.
                if pair[1 - place] == AssumptionId(index) {
                    pair[1 - place] = pair[place];
                }
                pair[place] = AssumptionId(index);
                act.emit(Do::Ask(Question { pair: Some(pair), ..question.clone() }));
            }
        })
    };
    html! {
        <label key={key.to_owned()} class="ans__c">
            <span class="ctx__k">{ locale.t(key) }</span>
            <select class="sel" data-choice={key.to_owned()} {onchange}>
                { for pack.assumptions.iter().enumerate().map(|(index, item)| html! {
                    <option key={index} value={index.to_string()} selected={now[place].0 == index}>{ locale.of(&item.name).to_owned() }</option>
                }) }
            </select>
        </label>
    }
}

fn drawn(asking: &Asking<'_>, found: &Picture) -> Html {
    let Asking { look, state, .. } = asking;
    let (locale, pack) = (&look.locale, look.session.pack());
    let decimals = pack.variables[pack.targets[state.question.target.0].variable.0].decimals;
    let items = state.pair().map(|id| Item::Assumption(pack.assumptions[id.0].id.clone()));
    let show = |side: usize, value: Decimal| items[side].show(value, pack, locale.language);
    let names = [("across", items[0].name(pack, locale.language)), ("down", items[1].name(pack, locale.language))];
    let head = html! {
        <tr>
            <th scope="col">{ locale.fill("answers.corner", &names) }</th>
            { for found.across.iter().enumerate().map(|(place, value)| html! { <th key={place} scope="col" class="n">{ show(0, *value) }</th> }) }
        </tr>
    };
    let cell = |(place, (projected, passes)): (usize, &(Option<Decimal>, bool))| {
        let (class, symbol, word) = if *passes {
            ("n pic is-pass", "tick", "board.passed")
        } else {
            ("n pic is-miss", "cross", "board.missed")
        };
        html! { <td key={place} {class}>{ plain_or_unknown(*projected, decimals) }{ icon(symbol) }<span class="sr">{ locale.t(word) }</span></td> }
    };
    let rows = found.down.iter().zip(&found.cells).enumerate().map(|(place, (value, cells))| {
        html! { <tr key={place}><th scope="row" class="n">{ show(1, *value) }</th>{ for cells.iter().enumerate().map(cell) }</tr> }
    });
    drawn_table(asking, locale.t("answers.picture"), "pic__t", head, html! { <tbody>{ for rows }</tbody> })
}
