//! The table of targets.

use guoban_model::pack::GroupId;
use guoban_planning::judge::{Row, State, Verdict};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::row::TargetRow;
use crate::state::{Session, ViewAction};
use crate::views::hooks::Look;

/// Every target, half-year and full year side by side.
pub fn targets(look: &Look) -> Html {
    let Look { locale, send, session, view, .. } = look;
    let (pack, board) = (session.pack(), session.board());
    let selected = session.row(view.selected);
    let has_chance = |verdict: &Verdict| verdict.probability.is_some();
    let chances = board.rows.iter().any(|row| has_chance(&row.half) || has_chance(&row.year));
    let groups = by_group(session);
    let order: Vec<usize> = groups.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();

    // Up and down walk through the rows; what has the keyboard is looked at.
    let onkeydown = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            let steps: isize = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            let button = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let row = button.and_then(|button| button.get_attribute("data-row")).and_then(|row| row.parse().ok());
            let place = row.and_then(|row: usize| order.iter().position(|other| *other == row));
            let next = place.and_then(|place| order.get(place.checked_add_signed(steps)?));
            if let Some(next) = next {
                event.prevent_default();
                send.view(ViewAction::Select(*next));
                focus_row(&event, *next);
            }
        })
    };
    let half_span = if chances { "10" } else { "9" };
    let columns = if chances { "15" } else { "14" };
    let head = |key: &'static str, class: &'static str| {
        html! { <th key={key} scope="col" {class}>{ locale.t(key) }</th> }
    };
    html! {
        <section key="targets" class="panel sim-tt" aria-label={locale.t("board.targets")}>
            <div class="xscroll" key="scroll" tabindex="0" role="group" aria-label={locale.t("board.targets")}>
                <table class="tt">
                    <caption class="sr">{ locale.fill("board.caption", &[("n", &board.rows.len().to_string())]) }</caption>
                    <thead>
                        <tr key="groups">
                            <th key="count" scope="col">{ locale.fill("board.count", &[("n", &board.rows.len().to_string())]) }</th>
                            <td key="owner" class="tt__o" />
                            <th key="half" colspan={half_span} class="tt__sp" scope="colgroup">{ locale.t("board.half") }</th>
                            <th key="year" colspan="3" class="tt__sp" scope="colgroup">{ locale.t("board.year") }</th>
                        </tr>
                        <tr key="columns">
                            { head("board.indicator", "") }
                            { head("board.owner", "tt__o") }
                            { head("board.known", "n bl") }
                            { head("board.projected", "n") }
                            { head("board.due", "n") }
                            <th key="spine" scope="col" class="spine-h"><span>{ locale.t("board.due-line") }</span></th>
                            { head("board.linear", "c") }
                            { head("board.seasonal", "c") }
                            { head("board.verdict", "") }
                            if chances {
                                <th key="chance" scope="col" class="n">{ locale.t("board.chance") }</th>
                            }
                            { head("board.gap", "n") }
                            { head("board.pace", "n") }
                            { head("board.year-projected", "n bl") }
                            <th key="year-verdict" scope="col">{ locale.t("board.verdict") }</th>
                            if chances {
                                <th key="year-chance" scope="col" class="n">{ locale.t("board.chance") }</th>
                            } else {
                                <th key="year-gap" scope="col" class="n">{ locale.t("board.year-gap") }</th>
                            }
                        </tr>
                    </thead>
                    { for groups.into_iter().map(|(group, rows)| {
                        let tally = rows.iter().filter(|index| board.rows[**index].half.state == State::Short).count();
                        let short = locale.fill("board.group", &[("n", &rows.len().to_string()), ("short", &tally.to_string())]);
                        let heading = &pack.groups[group.0];
                        html! {
                            <tbody key={heading.id.clone()} onkeydown={onkeydown.clone()}>
                                <tr key="group" class="tt__grp"><th colspan={columns} scope="rowgroup">{ locale.of(&heading.name).to_owned() }<span class="muted">{ short }</span></th></tr>
                                { for rows.into_iter().map(|index| {
                                    let row = &board.rows[index];
                                    html! {
                                        <TargetRow
                                            key={pack.targets[row.target.0].id.clone()} model={session.model().clone()} row={row.clone()}
                                            {index} selected={selected == Some(index)} {chances}
                                            stamp={session.stamps.get(index).copied().unwrap_or_default()}
                                        />
                                    }
                                }) }
                            </tbody>
                        }
                    }) }
                </table>
            </div>
            <div key="legend" class="panel__f legend">
                <span key="done"><svg viewBox="0 0 24 12" aria-hidden="true"><rect class="bl-act" y="2.5" width="12" height="7" /><rect class="bl-prj" x="12" y="3" width="12" height="6" /></svg>{ locale.t("board.legend-done") }</span>
                <span key="dots"><svg viewBox="0 0 24 12" aria-hidden="true"><path class="bl-rng" d="M4 6H20" /><circle class="bl-a" cx="4" cy="6" r="3" /><circle class="bl-med" cx="20" cy="6" r="3" /></svg>{ locale.t("board.legend-dots") }</span>
                <span key="line"><svg class="legend__n" viewBox="0 0 6 12" aria-hidden="true"><path class="bl-sea" d="M3 0V12" /></svg>{ locale.t("board.legend-due") }</span>
                <span key="linear"><svg class="legend__n" viewBox="0 0 6 12" aria-hidden="true"><path class="bl-lin" d="M3 0V12" /></svg>{ locale.t("board.legend-linear") }</span>
                <span key="warn" class="legend__w">{ crate::icons::icon("warn") }{ locale.t("board.beyond-best") }</span>
            </div>
        </section>
    }
}

/// Rows by the pack's groups, in their order.
fn by_group(session: &Session) -> Vec<(GroupId, Vec<usize>)> {
    let pack = session.pack();
    let group_of = |row: &Row| pack.targets[row.target.0].group;
    let rows = |group: GroupId| -> Vec<usize> {
        let all = session.board().rows.iter().enumerate();
        all.filter(|(_, row)| group_of(row) == group).map(|(index, _)| index).collect()
    };
    let groups = (0..pack.groups.len()).map(GroupId).map(|group| (group, rows(group)));
    groups.filter(|(_, rows)| !rows.is_empty()).collect()
}

fn focus_row(event: &KeyboardEvent, row: usize) {
    let button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let table = button.and_then(|button| button.closest("table").ok().flatten());
    let button = table.and_then(|table| table.query_selector(&format!("[data-row='{row}']")).ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.focus().unwrap_or_default();
    }
}
