//! What the plans stand of the pack's bad cases, and a target over two assumptions.

use guoban_answers::stress::{Case, Stood, Stressed};
use guoban_answers::words::{case_name, target_name};
use guoban_planning::action::Action;
use guoban_planning::judge::Period;
use guoban_planning::plan::free_name;
use yew::prelude::*;

use super::picture::picture;
use super::{Asking, panel, table};
use crate::icons::icon;
use crate::state::Whose;
use crate::views::plans::plan_name;

/// Up to so many losses are named at once; more unfold.
const FEW: usize = 2;

/// The cases by plan, and the picture.
pub fn stress(asking: &Asking<'_>) -> Html {
    let Asking { look, state, .. } = asking;
    let locale = &look.locale;
    let cases = match &state.stress {
        _ if look.session.pack().stresses.is_empty() => {
            html! { <p key="none" class="empty">{ locale.t("answers.no-cases") }</p> }
        }
        None => html! { <p key="busy" class="empty" aria-busy="true">{ locale.t("answers.busy") }</p> },
        Some(kept) => cases(asking, &kept.value, kept.is_old),
    };
    html! { <>{ cases }{ picture(asking) }</> }
}

/// Whose settings stand at a place among those that are held against the cases.
fn whose(asking: &Asking<'_>, place: usize) -> Whose {
    asking.state.subject.plans.get(place).map_or(Whose::Baseline, |(whose, _)| *whose)
}

/// Its name.
fn name_of(asking: &Asking<'_>, place: usize) -> String {
    let look = asking.look;
    let (document, pack) = (&look.session.document, look.session.pack());
    match whose(asking, place) {
        Whose::Baseline => None,
        Whose::Plan(number) => document.plan(number).map(|plan| plan_name(document, plan, &look.locale)),
        Whose::Example(place) => pack.examples.get(place).map(|example| look.locale.of(&example.name).to_owned()),
    }
    .unwrap_or_else(|| look.locale.t("context.baseline").to_string())
}

/// What opens it; nothing where it is open, or is no plan.
fn opens(asking: &Asking<'_>, place: usize) -> Option<(Action, AttrValue)> {
    let look = asking.look;
    match whose(asking, place) {
        Whose::Plan(plan) if plan != look.session.document.current().number => {
            Some((Action::OpenPlan { plan }, look.locale.t("answers.open-plan")))
        }
        Whose::Example(_) => {
            let mut scenario = asking.state.subject.plans.get(place)?.1.clone();
            scenario.name = free_name(look.session.document.plans(), &name_of(asking, place));
            let action = Action::AddPlan { scenario: Box::new(scenario), link: None };
            action.check(&look.session.document, look.session.pack()).ok()?;
            Some((action, look.locale.t("answers.as-plan")))
        }
        Whose::Plan(_) | Whose::Baseline => None,
    }
}

fn cases(asking: &Asking<'_>, found: &Stressed, is_old: bool) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let head = html! {
        <tr>
            <th scope="col">{ locale.t("answers.case") }</th>
            { for (0..found.plans.len()).map(|place| {
                let name = name_of(asking, place);
                html! {
                    <th key={place} scope="col">
                        if let Some((action, title)) = opens(asking, place) {
                            <button class="link" type="button" {title} onclick={look.send.on_act(action)}>{ name }</button>
                        } else {
                            { name }
                        }
                        if matches!(whose(asking, place), Whose::Example(_)) {
                            { " " }<span class="tag tag--xs">{ locale.t("answers.example") }</span>
                        }
                        if found.best == Some(place) && found.plans.len() > 1 {
                            { " " }<span class="tag tag--xs tag--accent">{ locale.t("answers.best") }</span>
                        }
                    </th>
                }
            }) }
        </tr>
    };
    let count = found.plans.first().map_or(0, Vec::len);
    let row = |place: usize| {
        let case = found.plans[0][place].case;
        let note = match case {
            Case::Named(index) => Some(locale.of(&pack.stresses[index].note).to_owned()),
            Case::Planned | Case::Together => None,
        };
        html! {
            <tr key={place} class={(case == Case::Planned).then_some("strong")}>
                <th scope="row">{ case_name(pack, case, locale.language).to_owned() }
                    if let Some(note) = note {
                        <small class="ans__note">{ note }</small>
                    }
                </th>
                { for found.plans.iter().enumerate().map(|(plan, cases)| html! { <td key={plan}>{ stood(asking, &cases[place]) }</td> }) }
            </tr>
        }
    };
    let title = locale.t("answers.cases");
    let body = html! { <tbody>{ for (0..count).map(row) }</tbody> };
    html! {
        <div key="cases" class={classes!("ans__b", is_old.then_some("is-old"))}>
            { panel("cases", html! { { title.clone() } }, html! {}, table(asking, title, "ans__ca", head, body)) }
            if let Some(best) = found.best.filter(|_| found.plans.len() > 1) {
                <p key="best" class="note">{ icon("shield") }<span>{ locale.fill("answers.best-told", &[("name", &name_of(asking, best))]) }</span></p>
            }
        </div>
    }
}

fn stood(asking: &Asking<'_>, stood: &Stood) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let hits = |place: usize, period: Period| {
        let told = [
            ("hit", &*stood.hits[place].to_string()),
            ("of", &*stood.counted[place].to_string()),
            ("period", period.name(locale.language)),
        ];
        html! { <span key={place} class="nowrap apart">{ locale.fill("answers.survive", &told) }</span> }
    };
    let lost = stood.lost.iter().chain(&stood.crossed);
    let lost = lost.map(|(target, period)| target_name(pack, *target, *period, locale.language));
    let overdrawn = stood
        .overdrawn
        .iter()
        .map(|limit| locale.fill("answers.overdrawn", &[("name", locale.of(&pack.limits[*limit].name))]));
    let remarks: Vec<String> = lost.chain(overdrawn).collect();
    let told = remarks.join(if locale.is_zh() { "、" } else { "; " });
    html! {
        <>
            <span class="ans__hits">{ for Period::ALL.into_iter().enumerate().map(|(place, period)| hits(place, period)) }</span>
            if remarks.len() > FEW {
                <details class="ans__sd">
                    <summary>{ locale.fill("answers.loses-many", &[("n", &remarks.len().to_string())]) }</summary>
                    <small class="ans__note">{ told }</small>
                </details>
            } else if !remarks.is_empty() {
                <small class="ans__note">{ locale.t("answers.loses") }{ told }</small>
            }
        </>
    }
}
