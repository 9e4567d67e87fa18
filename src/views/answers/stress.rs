//! What the plans stand of the pack's bad cases, and a target over two assumptions.

use guoban_answers::stress::{Case, Stood, Stressed};
use guoban_answers::words::{case_name, target_name};
use guoban_planning::action::Action;
use guoban_planning::judge::Period;
use yew::prelude::*;

use super::picture::picture;
use super::{Asking, panel, table};
use crate::icons::icon;
use crate::views::plans::plan_name;

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

/// The name of a plan, by its place among those that are held against the cases.
fn name_of(asking: &Asking<'_>, place: usize) -> String {
    let Asking { look, state, .. } = asking;
    let document = &look.session.document;
    let number = state.subject.plans.get(place).and_then(|(number, _)| *number);
    match number.and_then(|number| document.plan(number)) {
        Some(plan) => plan_name(document, plan, &look.locale),
        None => look.locale.t("context.baseline").to_string(),
    }
}

fn cases(asking: &Asking<'_>, found: &Stressed, is_old: bool) -> Html {
    let Asking { look, state, .. } = asking;
    let (locale, pack) = (&look.locale, look.session.pack());
    let open = look.session.document.current().number;
    let head = html! {
        <tr>
            <th scope="col">{ locale.t("answers.case") }</th>
            { for (0..found.plans.len()).map(|place| {
                let number = state.subject.plans.get(place).and_then(|(number, _)| *number);
                let name = name_of(asking, place);
                html! {
                    <th key={place} scope="col">
                        if let Some(plan) = number.filter(|number| *number != open) {
                            <button class="link" type="button" title={locale.t("answers.open-plan")} onclick={look.send.on_act(Action::OpenPlan { plan })}>{ name }</button>
                        } else {
                            { name }
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
            { panel("cases", html! { { title.clone() } }, html! {}, table(title, "ans__ca", head, body)) }
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
        html! { <span key={place} class="nowrap">{ locale.fill("answers.survive", &told) }</span> }
    };
    let lost = stood.lost.iter().chain(&stood.crossed);
    let lost = lost.map(|(target, period)| target_name(pack, *target, *period, locale.language));
    let overdrawn = stood
        .overdrawn
        .iter()
        .map(|limit| locale.fill("answers.overdrawn", &[("name", locale.of(&pack.limits[*limit].name))]));
    let remarks: Vec<String> = lost.chain(overdrawn).collect();
    html! {
        <>
            <span class="ans__hits">{ for Period::ALL.into_iter().enumerate().map(|(place, period)| hits(place, period)) }</span>
            if !remarks.is_empty() {
                <small class="ans__note">{ locale.t("answers.loses") }{ remarks.join(if locale.is_zh() { "、" } else { "; " }) }</small>
            }
        </>
    }
}
