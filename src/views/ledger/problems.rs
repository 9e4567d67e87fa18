//! The log of problems: what is in the way, who clears it, until when.

use guoban_planning::action::Action;
use guoban_planning::number::month_of;
use guoban_planning::problem::{Change, Problem, Progress, in_order, next_number};
use guoban_planning::wall::Logged;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{panel, table};
use crate::icons::icon;
use crate::state::Sheet;
use crate::texts::Locale;
use crate::views::draft::Draft;
use crate::views::hooks::Look;

/// The log: what stands in the pack, to be read, then each entry of the scenario with its fields, and a line for a new one.
pub fn problems(look: &Look, sheet: &Sheet) -> Html {
    let Look { locale, session, send, .. } = look;
    let written = &session.scenario().problems;
    let columns =
        ["ledger.problem", "ledger.target", "ledger.owner", "ledger.person", "ledger.deadline", "ledger.state"];
    let head = html! {
        <tr>
            <th key="number" scope="col" class="n">{ locale.t("ledger.number") }</th>
            { for columns.iter().map(|key| html! { <th key={*key} scope="col">{ locale.t(key) }</th> }) }
            <th key="drop" scope="col"><span class="sr">{ locale.t("ledger.drop") }</span></th>
        </tr>
    };
    let rows = html! {
        <>
            { for sheet.logged.iter().map(|problem| logged(look, problem)) }
            { for in_order(written).into_iter().map(|problem| row(look, problem)) }
        </>
    };
    let add = {
        let (send, number) = (send.clone(), next_number(written));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_dyn_into::<Element>();
            let input = form.and_then(|form| form.query_selector("input").ok().flatten());
            let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
            let text = input.value();
            if !text.trim().is_empty() {
                input.set_value("");
            }
            send.act(Action::PutProblem { problem: Problem::new(number, text) });
        })
    };
    let body = html! {
        <>
            if written.is_empty() && sheet.logged.is_empty() {
                <p key="none" class="empty">{ locale.t("ledger.problems-none") }</p>
            } else {
                { table(locale.t("ledger.problems"), "dt led-log", head, rows, locale) }
            }
            <form key="new" class="led-log__new" onsubmit={add}>
                <label for="problem-new" class="sr">{ locale.t("ledger.problem-new") }</label>
                <input id="problem-new" name="problem-new" class="in" maxlength="4000" autocomplete="off" placeholder={locale.t("ledger.problem-new")} />
                <button type="submit" class="btn">{ icon("plus") }{ locale.t("ledger.add") }</button>
            </form>
        </>
    };
    panel("led-problems", html! { { locale.t("ledger.problems") } }, locale.t("ledger.problems-s").to_string(), body)
}

/// One problem of the pack: when it is cleared follows from the run, so nothing of it is changed here.
fn logged(look: &Look, logged: &Logged) -> Html {
    let Look { locale, session, .. } = look;
    let problem = &logged.problem;
    let month = |month: i32| month_of(month, session.pack().year, locale.language);
    let mut by = problem.by.iter().map(|name| locale.of(name).to_owned());
    let (unit, person) = (by.next().unwrap_or_default(), by.collect::<Vec<_>>().join(" · "));
    let holds = logged.holds.as_ref().map(|name| locale.of(name).to_owned()).unwrap_or_default();
    html! {
        <tr key={format!("pack {}", logged.id)} class={classes!("led-log__pack", logged.is_solved.then_some("is-solved"))}>
            <th key="number" scope="row" class="n"><span class="tag tag--xs" title={locale.t("ledger.of-pack-s")}>{ locale.t("ledger.of-pack") }</span></th>
            <td key="text">{ locale.of(&problem.name).to_owned() }</td>
            <td key="target">{ holds }</td>
            <td key="owner">{ unit }</td>
            <td key="person">{ person }</td>
            <td key="deadline" class="nowrap">
                { problem.due.map(month).unwrap_or_default() }
                if logged.is_overdue {
                    <span class="led-log__late">{ icon("warn") }{ locale.t("ledger.overdue") }</span>
                }
            </td>
            <td key="state" class={classes!((!logged.is_solved && problem.is_late()).then_some("v-gap"))}>
                if logged.is_solved {
                    { locale.t("ledger.state-solved") }
                } else if let Some(cleared) = problem.month {
                    { locale.fill("ledger.cleared", &[("month", &month(cleared))]) }
                } else {
                    { locale.t("ledger.state-open") }
                }
            </td>
            <td key="drop"></td>
        </tr>
    }
}

/// One entry; a field that is left writes it anew.
fn row(look: &Look, problem: &Problem) -> Html {
    let Look { locale, session, send, .. } = look;
    let pack = session.pack();
    let named = |key: &str| format!("{} {}: {}", locale.t("ledger.number"), problem.number, locale.t(key));
    let number = problem.number;
    let on_keep = |change: fn(String) -> Change| {
        let send = send.clone();
        Callback::from(move |text: String| send.act(Action::EditProblem { number, change: change(text) }))
    };
    let on_select = |change: fn(String) -> Change| {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            send.act(Action::EditProblem { number, change: change(select.value()) });
        })
    };
    let choice = |id: &str, name: &str, chosen: Option<&str>| {
        html! { <option key={id.to_owned()} value={id.to_owned()} selected={chosen == Some(id)}>{ name.to_owned() }</option> }
    };
    let overdue = problem.is_overdue(session.as_of());
    let solved = problem.progress == Progress::Solved;
    html! {
        <tr key={problem.number} class={classes!(solved.then_some("is-solved"))}>
            <th key="number" scope="row" class="n">{ problem.number }</th>
            <td key="text"><Draft class="in" label={named("ledger.problem")} longest="4000" value={problem.text.clone()} onkeep={on_keep(Change::Text)} /></td>
            <td key="target">
                <select class="sel" aria-label={named("ledger.target")} onchange={on_select(|id| Change::Target(some(id)))}>
                    { choice("", &locale.t("ledger.no-target"), problem.target.as_deref().or(Some(""))) }
                    { for pack.targets.iter().map(|target| choice(&target.id, locale.of(&target.name), problem.target.as_deref())) }
                </select>
            </td>
            <td key="owner">
                <select class="sel" aria-label={named("ledger.owner")} onchange={on_select(|id| Change::Owner(some(id)))}>
                    { choice("", &locale.t("ledger.nobody"), problem.owner.as_deref().or(Some(""))) }
                    { for pack.owners.iter().map(|owner| choice(&owner.id, locale.of(&owner.name), problem.owner.as_deref())) }
                </select>
            </td>
            <td key="person"><Draft class="in" label={named("ledger.person")} longest="60" value={problem.person.clone()} onkeep={on_keep(Change::Person)} /></td>
            <td key="deadline" class="nowrap">
                <Draft class="in in--date" kind="date" label={named("ledger.deadline")} value={problem.deadline.map(|day| day.to_string()).unwrap_or_default()} onkeep={on_keep(|text| Change::Deadline(text.parse().ok()))} />
                if overdue {
                    <span class="led-log__late">{ icon("warn") }{ locale.t("ledger.overdue") }</span>
                }
            </td>
            <td key="state">
                <select class="sel" aria-label={named("ledger.state")} onchange={on_select(|word| Change::Progress(progress(&word)))}>
                    { for Progress::ALL.iter().map(|state| choice(word(*state), &locale.t(&format!("ledger.state-{}", word(*state))), Some(word(problem.progress)))) }
                </select>
            </td>
            <td key="drop">
                <button type="button" class="btn btn--icon" title={named("ledger.drop")} aria-label={named("ledger.drop")} onclick={send.on_act(Action::DropProblem { number: problem.number })}>{ icon("close") }</button>
            </td>
        </tr>
    }
}

fn some(id: String) -> Option<String> {
    (!id.is_empty()).then_some(id)
}

fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Open => "open",
        Progress::UnderWay => "under-way",
        Progress::Waiting => "waiting",
        Progress::Solved => "solved",
    }
}

fn progress(chosen: &str) -> Progress {
    Progress::ALL.into_iter().find(|state| word(*state) == chosen).unwrap_or_default()
}

/// A problem in a line of text: `2 用地未批（办理中，5月10日前）`.
pub fn in_short(problem: &Problem, locale: &Locale) -> String {
    let state = locale.t(&format!("ledger.state-{}", word(problem.progress)));
    let until = problem.deadline.map(|day| format!(", {day}")).unwrap_or_default();
    format!("{} {} ({state}{until})", problem.number, problem.text)
}
