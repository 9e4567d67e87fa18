//! The table of targets.

use std::rc::Rc;

use guoban_model::pack::GroupId;
use guoban_planning::judge::{Row, State};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::row::{RowProps, TargetRow};
use crate::state::{Session, ViewAction};
use crate::views::hooks::Look;
use crate::views::part::{Facts, Place, part};

/// Every target, half-year and full year side by side.
pub fn targets(look: &Look) -> Html {
    let Look { locale, session, view, .. } = look;
    let (pack, board) = (session.pack(), session.board());
    let selected = session.row(view.selected);
    let chances = session.results.chances.is_any_open();
    let groups = by_group(session);
    let order: Rc<Vec<usize>> = Rc::new(groups.iter().flat_map(|(_, rows)| rows.iter().copied()).collect());
    let group = |(group, rows): (GroupId, Vec<usize>)| {
        let row = |index: usize| RowProps {
            model: session.model().clone(),
            row: board.rows[index].clone(),
            index,
            selected: selected == Some(index),
            stamp: session.stamps.get(index).copied().unwrap_or_default(),
            chances,
        };
        let rows = rows.into_iter().map(row).collect();
        part(look, pack.groups[group.0].id.clone(), Group { group, rows, order: order.clone() })
    };
    html! {
        <section key="targets" class="panel sim-tt" aria-label={locale.t("board.targets")}>
            <div class="xscroll" key="scroll" tabindex="0" role="group" aria-label={locale.t("board.targets")}>
                <table class="tt">
                    <caption key="caption" class="sr">{ locale.fill("board.caption", &[("n", &board.rows.len().to_string())]) }</caption>
                    { part(look, "head", Head { chances, count: board.rows.len() }) }
                    { for groups.into_iter().map(group) }
                </table>
            </div>
            { part(look, "legend", Legend) }
        </section>
    }
}

/// The names of the columns.
#[derive(PartialEq)]
struct Head {
    chances: bool,
    /// How many targets there are.
    count: usize,
}

impl Facts for Head {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        let half_span = if self.chances { "10" } else { "9" };
        let head = |key: &'static str, class: &'static str| {
            html! { <th key={key} scope="col" {class}>{ locale.t(key) }</th> }
        };
        html! {
            <thead>
                <tr key="groups">
                    <th key="count" scope="col">{ locale.fill("board.count", &[("n", &self.count.to_string())]) }</th>
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
                    if self.chances {
                        <th key="chance" scope="col" class="n">{ locale.t("board.chance") }</th>
                    }
                    { head("board.gap", "n") }
                    { head("board.pace", "n") }
                    { head("board.year-projected", "n bl") }
                    <th key="year-verdict" scope="col">{ locale.t("board.verdict") }</th>
                    if self.chances {
                        <th key="year-chance" scope="col" class="n">{ locale.t("board.chance") }</th>
                    } else {
                        <th key="year-gap" scope="col" class="n">{ locale.t("board.year-gap") }</th>
                    }
                </tr>
            </thead>
        }
    }
}

/// The targets of a group, never without one.
#[derive(PartialEq)]
struct Group {
    group: GroupId,
    rows: Vec<RowProps>,
    /// All rows of the board, from the top.
    order: Rc<Vec<usize>>,
}

impl Facts for Group {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let Some(pack) = self.rows.first().map(|row| row.model.pack()) else { return Html::default() };
        let chances = self.rows.iter().any(|row| row.chances);
        let columns = if chances { "15" } else { "14" };
        // Up and down walk through the rows; what has the keyboard is looked at.
        let onkeydown = {
            let (send, order) = (send.clone(), self.order.clone());
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
        let tally = self.rows.iter().filter(|row| row.row.half.state == State::Short).count();
        let counts = [("n", &*self.rows.len().to_string()), ("short", &*tally.to_string())];
        let heading = locale.of(&pack.groups[self.group.0].name).to_owned();
        html! {
            <tbody {onkeydown}>
                <tr key="group" class="tt__grp"><th colspan={columns} scope="rowgroup">{ heading }<span class="muted">{ locale.fill("board.group", &counts) }</span></th></tr>
                { for self.rows.iter().map(|row| html! {
                    <TargetRow key={pack.targets[row.row.target.0].id.clone()} ..row.clone() />
                }) }
            </tbody>
        }
    }
}

/// What the marks of a row mean.
#[derive(PartialEq)]
struct Legend;

impl Facts for Legend {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        html! {
            <div class="panel__f legend">
                <span key="done"><svg viewBox="0 0 24 12" aria-hidden="true"><rect class="bl-act" y="2.5" width="12" height="7" /><rect class="bl-prj" x="12" y="3" width="12" height="6" /></svg>{ locale.t("board.legend-done") }</span>
                <span key="dots"><svg viewBox="0 0 24 12" aria-hidden="true"><path class="bl-rng" d="M4 6H20" /><circle class="bl-a" cx="4" cy="6" r="3" /><circle class="bl-med" cx="20" cy="6" r="3" /></svg>{ locale.t("board.legend-dots") }</span>
                <span key="line"><svg class="legend__n" viewBox="0 0 6 12" aria-hidden="true"><path class="bl-sea" d="M3 0V12" /></svg>{ locale.t("board.legend-due") }</span>
                <span key="linear"><svg class="legend__n" viewBox="0 0 6 12" aria-hidden="true"><path class="bl-lin" d="M3 0V12" /></svg>{ locale.t("board.legend-linear") }</span>
                <span key="warn" class="legend__w">{ crate::icons::icon("warn") }{ locale.t("board.beyond-best") }</span>
            </div>
        }
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
