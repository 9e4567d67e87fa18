//! Prices: what giving up a task sets free, and what a little more of a shared pool buys.

use guoban_answers::prices::{PoolPrice, Prices, TaskPrice};
use guoban_answers::words::give_up;
use guoban_model::pack::TargetId;
use guoban_planning::number::signed;
use guoban_planning::quantity::quantity;
use guoban_planning::spending;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::form::{form, standing};
use super::ways::to_target;
use super::{Asking, panel, table};
use crate::icons::icon;
use crate::state::Do;

/// The form and the answer.
pub fn prices(asking: &Asking<'_>) -> Html {
    let kept = asking.state.prices.as_ref();
    html! {
        <div key="prices" class="ans__two">
            { form(asking, Do::Price, "answers.price-it") }
            <div key="answer" class="ans__a">
                { standing(asking, kept.map(|kept| kept.is_old), Do::Price) }
                if let Some(kept) = kept {
                    { found(asking, &kept.value, kept.is_old) }
                }
            </div>
        </div>
    }
}

fn found(asking: &Asking<'_>, found: &Prices, is_old: bool) -> Html {
    let (locale, pack) = (&asking.look.locale, asking.look.session.pack());
    let told = found.answer.proposals.first().map(|mix| {
        let hit = mix.reached.iter().filter(|reached| reached.passes).count();
        let spent = mix.spending.map_or_else(|| "—".to_owned(), |amount| spending::told(amount, locale.language));
        let told = [
            ("hit", &*hit.to_string()),
            ("of", &*mix.reached.len().to_string()),
            ("n", &*mix.steps.len().to_string()),
            ("amount", &*spent),
        ];
        locale.fill("answers.whole", &told)
    });
    html! {
        <div key="found" class={classes!("ans__b", is_old.then_some("is-old"))}>
            <p key="whole" class="ans__told">{ told.unwrap_or_default() }</p>
            if found.tasks.is_empty() {
                <p key="one" class="note"><span>{ locale.t("answers.one-task") }</span></p>
            } else {
                { for give_up(pack, found, locale.language).map(|told| html! { <p key="first" class="note" role="status">{ icon("info") }<span>{ told }</span></p> }) }
                { tasks(asking, &found.tasks) }
            }
            if !found.pools.is_empty() {
                { pools(asking, &found.pools) }
            }
        </div>
    }
}

fn heads(asking: &Asking<'_>, keys: [&str; 5]) -> Html {
    let columns = keys.into_iter().enumerate().map(|(place, key)| {
        html! { <th key={place} scope="col" class={(1..3).contains(&place).then_some("n")}>{ asking.look.locale.t(key) }</th> }
    });
    html! { <tr>{ for columns }</tr> }
}

fn tasks(asking: &Asking<'_>, tasks: &[TaskPrice]) -> Html {
    let locale = &asking.look.locale;
    let row = |task: &TaskPrice| {
        html! {
            <tr key={format!("{}-{}", task.target.0, task.period.last())}>
                <th scope="row">{ to_target(asking, task.target) }{ " " }<span class="muted">{ task.period.name(locale.language) }</span></th>
                <td class="n">{ saved(asking, task.saves) }</td>
                <td class="n">{ if task.levers == 0 { "·".to_owned() } else { signed((-task.levers).into(), 0) } }</td>
                <td>{ gains(asking, &task.gains) }</td>
                <td>{ frees(asking, task.frees) }</td>
            </tr>
        }
    };
    let title = locale.t("answers.task-prices");
    let keys = ["answers.given-up", "answers.saves", "answers.fewer", "answers.gains", "answers.frees"];
    let body = html! { <tbody>{ for tasks.iter().map(row) }</tbody> };
    panel("tasks", html! { { title.clone() } }, html! {}, table(asking, title, "ans__pr", heads(asking, keys), body))
}

fn pools(asking: &Asking<'_>, pools: &[PoolPrice]) -> Html {
    let (locale, pack) = (&asking.look.locale, asking.look.session.pack());
    let (idle, buying): (Vec<&PoolPrice>, Vec<&PoolPrice>) = pools.iter().partition(|pool| pool.is_nothing());
    let row = |pool: &PoolPrice| {
        let limit = &pack.limits[pool.limit];
        let used = &pack.variables[limit.used.0];
        html! {
            <tr key={limit.id.clone()}>
                <th scope="row">{ locale.of(&limit.name).to_owned() }</th>
                <td class="n">{ "+" }{ quantity(pool.more, used.decimals, &used.unit, locale.language) }</td>
                <td class="n">{ saved(asking, pool.saves) }</td>
                <td>{ gains(asking, &pool.gains) }</td>
                <td>{ frees(asking, pool.frees) }</td>
            </tr>
        }
    };
    let title = locale.t("answers.pool-prices");
    let keys = ["answers.pool", "answers.more", "answers.saves", "answers.gains", "answers.frees"];
    let names: Vec<&str> = idle.iter().map(|pool| locale.of(&pack.limits[pool.limit].name)).collect();
    let names = names.join(if locale.is_zh() { "、" } else { "; " });
    let table = (!buying.is_empty()).then(|| {
        let body = html! { <tbody>{ for buying.iter().map(|pool| row(pool)) }</tbody> };
        table(asking, title.clone(), "ans__pr", heads(asking, keys), body)
    });
    let body = html! {
        <>
            { for table }
            if !idle.is_empty() {
                <p key="idle" class="panel__f">{ locale.fill("answers.pools-idle", &[("names", &names)]) }</p>
            }
        </>
    };
    panel("pools", html! { { title } }, html! {}, body)
}

fn saved(asking: &Asking<'_>, saves: Option<Decimal>) -> String {
    match saves {
        None => "—".to_owned(),
        Some(saves) if saves.is_zero() => "·".to_owned(),
        Some(saves) => spending::told(-saves, asking.look.locale.language),
    }
}

fn gains(asking: &Asking<'_>, gains: &[(TargetId, Decimal)]) -> Html {
    let pack = asking.look.session.pack();
    if gains.is_empty() {
        return html! { { "·" } };
    }
    let gain = |(target, change): &(TargetId, Decimal)| {
        let decimals = pack.variables[pack.targets[target.0].variable.0].decimals;
        html! { <li key={target.0}>{ asking.target(*target) }{ " " }<b>{ signed(*change, decimals) }</b></li> }
    };
    html! { <ul class="led-gain">{ for gains.iter().map(gain) }</ul> }
}

fn frees(asking: &Asking<'_>, frees: bool) -> Html {
    if frees {
        html! { { asking.look.locale.t("answers.freed") } }
    } else {
        html! { { "·" } }
    }
}
