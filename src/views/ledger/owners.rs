//! Who answers for what: owners against tasks, a page for each owner, and the red lines.

use guoban_model::pack::TargetId;
use guoban_planning::number::plain;
use guoban_planning::responsibility::{Charge, Part};
use yew::prelude::*;

use super::lists::pick;
use super::problems::in_short;
use super::{panel, table};
use crate::state::Sheet;
use crate::views::board::state_chip;
use crate::views::hooks::Look;

/// Owners against tasks.
pub fn matrix(look: &Look, sheet: &Sheet) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let ahead = session.judge().ahead();
    let head = html! {
        <tr>
            <th key="target" scope="col">{ locale.t("ledger.target") }</th>
            <th key="verdict" scope="col">{ locale.t("ledger.verdict") }</th>
            { for sheet.matrix.owners.iter().map(|owner| {
                let item = &pack.owners[owner.0];
                let class = classes!("led-mx__o", item.under.map(|_| "is-under"));
                html! { <th key={item.id.clone()} scope="col" {class}><span>{ locale.of(&item.name).to_owned() }</span></th> }
            }) }
        </tr>
    };
    let rows = html! {
        <>{ for sheet.matrix.rows.iter().map(|row| {
            let target = &pack.targets[row.target.0];
            html! {
                <tr key={target.id.clone()}>
                    <th key="target" scope="row">{ pick(look, row.target.0, locale.of(&target.name)) }</th>
                    <td key="verdict">{ state_chip(session.board().rows[row.target.0].get(ahead), locale) }</td>
                    { for row.parts.iter().enumerate().map(|(index, part)| {
                        let Some((mark, key)) = part.map(marked) else { return html! { <td key={index} /> } };
                        let told = locale.t(key);
                        html! { <td key={index} class="c" title={told.clone()}><span aria-hidden="true">{ mark }</span><span class="sr">{ told.clone() }</span></td> }
                    }) }
                </tr>
            }
        }) }</>
    };
    let key = [Part::Lead, Part::Joint, Part::Lever].map(|part| {
        let (mark, key) = marked(part);
        format!("{mark} {}", locale.t(key))
    });
    let body = table(locale.t("ledger.matrix"), "dt led-mx", head, rows, locale);
    panel("led-matrix", html! { { locale.t("ledger.matrix") } }, key.join("  "), body)
}

fn marked(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Lead => ("●", "ledger.part-lead"),
        Part::Joint => ("○", "ledger.part-joint"),
        Part::Lever => ("△", "ledger.part-lever"),
    }
}

/// A page for each owner: its tasks, what the scenario asks of it, and its problems, with those of the owners under it.
pub fn pages(look: &Look, sheet: &Sheet) -> Html {
    let locale = &look.locale;
    let body = html! {
        <div key="body" class="panel__b led-pages">{ for sheet.charges.iter().map(|charge| page(look, sheet, charge)) }</div>
    };
    panel("led-owners", html! { { locale.t("ledger.pages") } }, locale.t("ledger.pages-s").to_string(), body)
}

fn page(look: &Look, sheet: &Sheet, charge: &Charge) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let owner = &pack.owners[charge.owner.0];
    let asked = || sheet.duties.iter().filter(|own| charge.family.contains(&own.owner)).flat_map(|own| &own.duties);
    let counts = [
        ("ledger.part-lead", charge.leads.len()),
        ("ledger.part-joint", charge.joins.len()),
        ("ledger.lever", charge.levers.len()),
        ("ledger.asked", asked().count()),
        ("ledger.problem", charge.problems.len()),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| format!("{} {count}", locale.t(key)))
        .collect();
    let under: Vec<&str> = charge.family[1..].iter().map(|owner| locale.of(&pack.owners[owner.0].name)).collect();
    let problems = session.scenario().problems.iter().filter(|problem| charge.problems.contains(&problem.number));
    let class = classes!("led-page", owner.under.map(|_| "is-under"));
    html! {
        <details key={owner.id.clone()} {class}>
            <summary><b>{ locale.of(&owner.name).to_owned() }</b><small>{ counts.join(" · ") }</small></summary>
            if !under.is_empty() {
                <p key="under" class="muted">{ locale.fill("ledger.with-under", &[("names", &under.join(if locale.is_zh() { "、" } else { ", " }))]) }</p>
            }
            { targets(look, "ledger.leads", &charge.leads) }
            { targets(look, "ledger.joins", &charge.joins) }
            if asked().next().is_some() {
                <h4 key="asked">{ locale.t("ledger.asked") }</h4>
                <ul key="levers">{ for asked().map(|duty| {
                    let lever = &pack.levers[duty.lever.0];
                    let change = format!(" {} → {}", plain(duty.from, lever.decimals), plain(duty.to, lever.decimals));
                    html! { <li key={lever.id.clone()}>{ locale.of(&lever.name).to_owned() }{ change }</li> }
                }) }</ul>
            }
            if !charge.problems.is_empty() {
                <h4 key="log">{ locale.t("ledger.problems") }</h4>
                <ul key="problems">{ for problems.map(|problem| html! { <li key={problem.number}>{ in_short(problem, locale) }</li> }) }</ul>
            }
        </details>
    }
}

fn targets(look: &Look, title: &str, ids: &[TargetId]) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    if ids.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h4>{ locale.t(title) }</h4>
            <ul>{ for ids.iter().map(|id| {
                let target = &pack.targets[id.0];
                let row = &session.board().rows[id.0];
                let person = target.person.as_ref().map(|person| format!(" · {}", locale.of(person)));
                let until = target.deadline.map(|day| format!(" · {day}"));
                html! {
                    <li key={target.id.clone()}>
                        { pick(look, id.0, locale.of(&target.name)) }
                        { state_chip(&row.half, locale) }{ state_chip(&row.year, locale) }
                        <span class="muted">{ person.unwrap_or_default() }{ until.unwrap_or_default() }</span>
                    </li>
                }
            }) }</ul>
        </>
    }
}

/// Red lines: kept or crossed, in no tally.
pub fn red_lines(look: &Look) -> Html {
    let Look { locale, session, .. } = look;
    let board = session.board();
    if board.red_lines.is_empty() {
        return html! {};
    }
    let ahead = session.judge().ahead();
    let body = html! {
        <ul key="body" class="panel__b led-lines">{ for board.red_lines.iter().map(|index| {
            let row = &board.rows[*index];
            let target = &session.pack().targets[row.target.0];
            let (class, key) = match row.get(ahead).passes {
                Some(true) => ("chip chip--ok", "ledger.kept"),
                Some(false) => ("chip chip--gap", "ledger.crossed"),
                None => ("chip chip--na", "ledger.line-open"),
            };
            html! { <li key={target.id.clone()}>{ pick(look, *index, locale.of(&target.name)) }<span {class}>{ locale.t(key) }</span></li> }
        }) }</ul>
    };
    panel("led-red", html! { { locale.t("ledger.red-lines") } }, locale.t("ledger.red-lines-s").to_string(), body)
}
