//! The table of targets.

use std::rc::Rc;

use guoban_model::pack::TargetId;
use guoban_planning::judge::{Period, State};
use guoban_planning::listing::{Block, Heading, Order, listed};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::row::{RowProps, TargetRow};
use super::tools::tools;
use crate::state::ViewAction;
use crate::views::hooks::Look;
use crate::views::part::{Facts, Place, part};

/// Every target the reader chose to see, half-year and full year side by side.
pub fn targets(look: &Look) -> Html {
    let Look { locale, session, view, .. } = look;
    let (pack, board) = (session.pack(), session.board());
    let selected = session.row(view.selected);
    let chances = session.has_chances();
    let pins: Vec<TargetId> = view.pins.iter().filter_map(|id| pack.target(id)).collect();
    let (settled, moved) = session.settled();
    let blocks = listed(pack, settled, moved, &view.list, &pins);
    let order: Rc<Vec<usize>> = Rc::new(blocks.iter().flat_map(|block| block.rows.iter().copied()).collect());
    let shown = order.len();
    // The keyboard finds the row that is looked at, or the first one where that is not listed.
    let reached = selected.filter(|row| order.contains(row)).or_else(|| order.first().copied());
    let block = |block: Block| {
        let row = |index: usize| RowProps {
            model: session.model().clone(),
            row: board.rows[index].clone(),
            index,
            selected: selected == Some(index),
            reached: reached == Some(index),
            stamp: session.stamps.get(index).copied().unwrap_or_default(),
            chances,
            fan: session.results.fans.get(index).and_then(|fan| fan[Period::Half.last() as usize]),
            pinned: block.heading == Heading::Pinned,
            two_bases: session.remarks.bases.contains(&board.rows[index].target),
        };
        let rows = block.rows.into_iter().map(row).collect();
        let key = match block.heading {
            Heading::Pinned => "pinned".to_owned(),
            Heading::Section(group) => pack.groups[group.0].id.clone(),
            Heading::All(_) => "all".to_owned(),
        };
        part(look, key, Group { heading: block.heading, rows, order: order.clone() })
    };
    html! {
        <section key="targets" class="panel sim-tt" aria-label={locale.t("board.targets")}>
            { tools(look, shown) }
            <div class="xscroll" key="scroll" id="board-table" tabindex="0" role="group" aria-label={locale.t("board.targets")}>
                <table class="tt">
                    <caption key="caption" class="sr">{ locale.fill("board.caption", &[("n", &board.rows.len().to_string())]) }</caption>
                    { part(look, "head", Head { chances }) }
                    { for blocks.into_iter().map(block) }
                </table>
                if shown == 0 {
                    <p key="none" class="empty">{ locale.t("board.none") }</p>
                }
            </div>
            { part(look, "legend", Legend) }
        </section>
    }
}

/// The names of the columns.
#[derive(PartialEq)]
struct Head {
    chances: bool,
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
                    <td key="name" />
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
                    { head("board.verdict", "tt__v") }
                    if self.chances {
                        <th key="chance" scope="col" class="n tt__p">{ locale.t("board.chance") }</th>
                    }
                    { head("board.gap", "n") }
                    { head("board.pace", "n") }
                    { head("board.year-projected", "n bl") }
                    <th key="year-verdict" scope="col" class="tt__v">{ locale.t("board.verdict") }</th>
                    if self.chances {
                        <th key="year-chance" scope="col" class="n tt__p">{ locale.t("board.chance") }</th>
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
    heading: Heading,
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
                    "ArrowRight" => return across(&event, 1),
                    "ArrowLeft" => return across(&event, -1),
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
        let heading = match self.heading {
            Heading::Pinned => locale.t("board.pinned"),
            Heading::Section(group) => AttrValue::from(locale.of(&pack.groups[group.0].name).to_owned()),
            Heading::All(Order::Change) => locale.t("board.by-change"),
            Heading::All(_) => locale.t("board.by-chance"),
        };
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
                <span key="fan"><svg viewBox="0 0 24 12" aria-hidden="true"><path class="bl-out" d="M2 6H22" /><rect class="bl-in" x="8" y="3.5" width="8" height="5" /></svg>{ locale.t("board.legend-fan") }</span>
                <span key="line"><svg class="legend__n" viewBox="0 0 6 12" aria-hidden="true"><path class="bl-sea" d="M3 0V12" /></svg>{ locale.t("board.legend-due") }</span>
                <span key="linear"><svg class="legend__n" viewBox="0 0 6 12" aria-hidden="true"><path class="bl-lin" d="M3 0V12" /></svg>{ locale.t("board.legend-linear") }</span>
                <span key="warn" class="legend__w">{ crate::icons::icon("warn") }{ locale.t("board.beyond-best") }</span>
            </div>
        }
    }
}

/// From the name of a row to its figures and back.
fn across(event: &KeyboardEvent, steps: isize) {
    let button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some((button, row)) = button.and_then(|button| Some((button.clone(), button.closest("tr").ok().flatten()?)))
    else {
        return;
    };
    let Ok(all) = row.query_selector_all("button") else { return };
    let at = |index: u32| all.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let now = (0..all.length()).find(|index| at(*index).is_some_and(|other| *other == button));
    let next = now.and_then(|now| at(u32::try_from(now as isize + steps).ok()?));
    if let Some(next) = next {
        event.prevent_default();
        next.focus().unwrap_or_default();
    }
}

fn focus_row(event: &KeyboardEvent, row: usize) {
    let button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let table = button.and_then(|button| button.closest("table").ok().flatten());
    let button = table.and_then(|table| table.query_selector(&format!("[data-row='{row}']")).ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.focus().unwrap_or_default();
    }
}
