//! The table of targets.

use guoban_planning::judge::{Row, Verdict};
use web_sys::HtmlElement;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::BoardProps;
use super::row::TargetRow;
use crate::state::ViewAction;
use crate::views::hooks::{use_locale, use_send};

/// Every target, half-year and full year side by side.
#[component]
pub fn Targets(props: &BoardProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let (session, view) = (&props.session, &props.view);
    let (pack, board) = (session.pack(), session.board());
    let selected = session.row(view.selected);
    let has_chance = |verdict: &Verdict| verdict.probability.is_some();
    let chances = board.rows.iter().any(|row| has_chance(&row.half) || has_chance(&row.year));
    let order = order(session);

    // Up and down walk through the rows; what has the keyboard is looked at.
    let onkeydown = {
        let (send, order) = (send, order.clone());
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
    let year_span = if chances { "5" } else { "4" };
    let head = |key: &'static str, class: &'static str| {
        html! { <th key={key} scope="col" {class}>{ locale.t(key) }</th> }
    };
    html! {
        <section class="panel sim-tt" aria-label={locale.t("board.targets")}>
            <div class="xscroll" key="scroll" tabindex="0" role="region" aria-label={locale.t("board.targets")}>
                <table class="tt">
                    <caption class="sr">{ locale.fill("board.caption", &[("n", &board.rows.len().to_string())]) }</caption>
                    <thead>
                        <tr key="groups">
                            <th key="none" colspan="2" scope="colgroup">{ locale.fill("board.count", &[("n", &board.rows.len().to_string())]) }</th>
                            <th key="half" colspan={half_span} class="tt__sp" scope="colgroup">{ locale.t("board.half") }</th>
                            <th key="year" colspan={year_span} class="tt__sp" scope="colgroup">{ locale.t("board.year") }</th>
                        </tr>
                        <tr key="columns">
                            { head("board.indicator", "") }
                            { head("board.owner", "") }
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
                            { head("board.task", "n") }
                            <th key="year-verdict" scope="col">{ locale.t("board.verdict") }</th>
                            if chances {
                                <th key="year-chance" scope="col" class="n">{ locale.t("board.chance") }</th>
                            }
                            <th key="year-gap" scope="col" class="n">{ locale.t("board.gap") }</th>
                        </tr>
                    </thead>
                    <tbody {onkeydown}>
                        { for order.iter().filter_map(|index| board.rows.get(*index).map(|row| (*index, row))).map(|(index, row): (usize, &Row)| html! {
                            <TargetRow
                                key={pack.targets[row.target.0].id.clone()} model={session.model().clone()} row={row.clone()}
                                {index} selected={selected == Some(index)} {chances}
                                stamp={session.stamps.get(index).copied().unwrap_or_default()}
                            />
                        }) }
                    </tbody>
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

/// Rows in the order of the pack's groups.
fn order(session: &crate::state::Session) -> Vec<usize> {
    let pack = session.pack();
    let mut order: Vec<usize> = (0..session.board().rows.len()).collect();
    order.sort_by_key(|row| pack.targets[session.board().rows[*row].target.0].group);
    order
}

fn focus_row(event: &KeyboardEvent, row: usize) {
    let body = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let button = body.and_then(|body| body.query_selector(&format!("[data-row='{row}']")).ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.focus().unwrap_or_default();
    }
}
