//! A mix of measures: what it sets, who starts it by when, what it reaches and what it does beside.

use guoban_answers::closing::{Closed, Mix};
use guoban_answers::solve::{Proposal, Reached, Side, Step};
use guoban_answers::words::{reading_name, target_name, unit};
use guoban_planning::action::Action;
use guoban_planning::duty::Latest;
use guoban_planning::judge::Period;
use guoban_planning::number::{plain_or_unknown, signed_or_unknown};
use guoban_planning::plan::free_name;
use guoban_planning::spending;
use guoban_planning::why::Change;
use yew::prelude::*;

use super::ways::{item, to_item, to_target};
use super::{Asking, table};
use crate::icons::icon;
use crate::state::{Screen, ViewAction};
use crate::views::ledger::latest;
use crate::views::takes::{table_takes, with_takes};

/// One mix.
pub fn mix(asking: &Asking<'_>, closed: &Closed, mix: &Mix, is_old: bool) -> Html {
    let look = asking.look;
    let locale = &look.locale;
    let proposal = &closed.answer.proposals[mix.proposal];
    let names: Vec<&str> = mix.readings.iter().map(|reading| reading_name(*reading, locale.language)).collect();
    let name = if closed.answer.reachable { names.join(" · ") } else { locale.t("answers.nearest").to_string() };
    let price = match proposal.spending {
        Some(amount) => locale.fill("answers.price", &[("amount", &spending::told(amount, locale.language))]),
        None => locale.t("answers.no-price").to_string(),
    };
    html! {
        <article key={mix.proposal} class="panel ans__mix" data-reading={format!("{:?}", proposal.reading)}>
            <div key="head" class="panel__h"><h3 class="panel__t">{ name.clone() }</h3><span class="panel__s">{ locale.fill("answers.levers", &[("n", &proposal.steps.len().to_string())]) }</span></div>
            <p key="price" class="ans__price">{ price }</p>
            { steps(asking, closed, mix.proposal, &name) }
            { reached(asking, &proposal.reached) }
            { sides(asking, &proposal.sides) }
            { take(asking, proposal, &name, is_old) }
        </article>
    }
}

fn steps(asking: &Asking<'_>, closed: &Closed, place: usize, name: &str) -> Html {
    let proposal = &closed.answer.proposals[place];
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let columns = ["answers.measure", "answers.from-to", "answers.latest-half", "answers.latest-year"];
    let head = html! { <tr>{ for columns.map(|key| html! { <th key={key} scope="col">{ locale.t(key) }</th> }) }</tr> };
    let row = |step: &Step| {
        let change = Change::Lever(step.lever);
        let item = item(look, change);
        let duty = closed.duty(place, step.lever);
        html! {
            <tr key={step.lever.0} data-item={item.id().to_owned()}>
                <th scope="row">{ to_item(look, change) }<small class="ans__note">{ locale.of(&pack.owners[pack.levers[step.lever.0].owner.0].name).to_owned() }</small></th>
                <td>
                    <b>{ item.show_step(step.from, step.to, pack, locale.language) }</b>
                    if step.at_end {
                        { " " }<span class="tag tag--xs tag--warn">{ locale.t("answers.at-end") }</span>
                    }
                </td>
                if duty.is_some_and(|duty| (duty.half, duty.year) == (Latest::Never, Latest::Never)) {
                    <td colspan="2" class="muted">{ locale.t("answers.in-company") }</td>
                } else {
                    <td class="nowrap">{ for duty.map(|duty| latest(duty.half, locale)) }</td>
                    <td class="nowrap">{ for duty.map(|duty| latest(duty.year, locale)) }</td>
                }
            </tr>
        }
    };
    table(
        asking,
        AttrValue::from(format!("{} {name}", locale.t("answers.steps"))),
        "ans__st",
        head,
        html! { <tbody>{ for proposal.steps.iter().map(row) }</tbody> },
    )
}

fn reached(asking: &Asking<'_>, reached: &[Reached]) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let row = |one: &Reached| {
        let decimals = pack.variables[pack.targets[one.target.0].variable.0].decimals;
        let figure = |value| plain_or_unknown(value, decimals);
        let (class, symbol, word) =
            if one.passes { ("v-ok", "tick", "board.passed") } else { ("v-gap", "cross", "board.missed") };
        let due = if one.is_at_most { format!("≤{}", figure(one.due)) } else { figure(one.due) };
        html! {
            <li key={format!("{}-{}", one.target.0, one.period.last())}>
                <span {class}>{ icon(symbol) }<span class="sr">{ locale.t(word) }</span></span>{ " " }
                { to_target(asking, one.target) }{ " " }<span class="muted">{ one.period.name(locale.language) }</span>{ " " }
                { figure(one.before) }{ " → " }<b>{ figure(one.after) }</b>{ " " }{ unit(pack, one.target, locale.language).to_owned() }{ " " }
                <span class="muted">{ locale.fill("answers.due", &[("due", &due)]) }</span>
                if let Some(chance) = one.chance {
                    { " " }<b>{ locale.fill("answers.chance", &[("n", &plain_or_unknown(guoban_planning::number::published(chance * 100.0, 0), 0))]) }</b>
                }
            </li>
        }
    };
    html! { <ul key="reached" class="ans__r" aria-label={locale.t("answers.reached")}>{ for reached.iter().map(row) }</ul> }
}

/// What the mix does beside; what is lost first is told by words, not by place.
fn sides(asking: &Asking<'_>, sides: &[Side]) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    if sides.is_empty() {
        return html! { <p key="sides" class="help ans__none">{ locale.t("answers.no-sides") }</p> };
    }
    let turned = |side: &Side| {
        let one = |(turned, period): (&Option<bool>, Period)| {
            let (class, key) = match (*turned)? {
                true => ("tag tag--xs v-ok", "answers.won"),
                false => ("tag tag--xs tag--warn", "answers.lost"),
            };
            let told = locale.fill(key, &[("period", period.name(locale.language))]);
            Some(html! { <span key={period.last()} {class}>{ told }</span> })
        };
        side.turned.iter().zip(Period::ALL).filter_map(one).collect::<Html>()
    };
    let row = |side: &Side| {
        let target = &pack.targets[side.target.0];
        let decimals = pack.variables[target.variable.0].decimals;
        html! {
            <tr key={side.target.0}>
                <th scope="row">{ asking.target(side.target) }{ " " }{ turned(side) }
                    if side.paid_back {
                        <span class="tag tag--xs" title={locale.t("answers.paid-back-why")}>{ icon("pay") }{ locale.t("answers.paid-back") }</span>
                    }
                </th>
                <td class="n">{ signed_or_unknown(side.change[0], decimals) }</td>
                <td class="n">{ signed_or_unknown(side.change[1], decimals) }</td>
            </tr>
        }
    };
    let lost = sides.iter().filter(|side| side.turned.contains(&Some(false))).count();
    let back = sides.iter().filter(|side| side.paid_back).count();
    let told = [("n", &*sides.len().to_string()), ("lost", &*lost.to_string()), ("back", &*back.to_string())];
    let table = html! {
        <table class="mini-table">
            <thead><tr>
                <th scope="col">{ locale.t("answers.target") }</th>
                { for Period::ALL.map(|period| html! { <th key={period.last()} scope="col" class="n">{ period.name(locale.language) }</th> }) }
            </tr></thead>
            <tbody>{ for sides.iter().map(row) }</tbody>
        </table>
    };
    html! {
        <details key="sides" class="ans__sd" open={lost + back > 0}>
            <summary>{ locale.fill("answers.sides", &told) }</summary>
            { with_takes(table_takes(locale), table) }
        </details>
    }
}

/// The mix as a new plan to look at; the plan it was asked about stays as it is.
fn take(asking: &Asking<'_>, proposal: &Proposal, reading: &str, is_old: bool) -> Html {
    let look = asking.look;
    let (locale, session) = (&look.locale, &look.session);
    let about = match proposal.reached.as_slice() {
        [one] => target_name(session.pack(), one.target, one.period, locale.language),
        many => locale.fill("answers.several", &[("n", &many.len().to_string())]),
    };
    let name = locale.fill("answers.plan-name", &[("about", &about), ("reading", reading)]);
    let mut scenario = proposal.scenario.clone();
    scenario.name = free_name(session.document.plans(), &name);
    let action = Action::AddPlan { scenario: Box::new(scenario), link: None };
    let refused = action.check(&session.document, session.pack()).err();
    let told = refused.map(|refusal| session.refused(&refusal, locale.language));
    let onclick = {
        let send = look.send.clone();
        Callback::from(move |_: MouseEvent| {
            send.act(action.clone());
            send.view(ViewAction::Screen(Screen::Simulate));
        })
    };
    html! {
        <div key="take" class="ans__take">
            <button class="btn btn--primary" type="button" disabled={told.is_some() || is_old} title={told.clone()} {onclick}>{ icon("plus") }<span>{ locale.t("answers.as-plan") }</span></button>
            <span class="help">{ told.unwrap_or_else(|| locale.t("answers.as-plan-told").to_string()) }</span>
        </div>
    }
}
