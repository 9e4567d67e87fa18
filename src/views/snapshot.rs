//! The first board as text of a page, made when the site is built: a browser shows it before the program is there.

use std::rc::Rc;

use guoban_model::pack::Pack;
use guoban_model::packed::{self, Part};
use guoban_model::text::Language;
use yew::prelude::*;

use super::app::screen;
use super::hooks::Send;
use crate::icons::sprite;
use crate::shell::Window;
use crate::state::{Delivered, Msg, PackEntry, Stage, Start, State, Theme};
use crate::texts::Locale;

/// Props of the first board.
#[derive(Properties)]
struct BoardProps {
    state: Rc<State>,
    window: Window,
}

impl PartialEq for BoardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && self.window == other.window
    }
}

/// The same screen that the program shows, in a window that is stated, not measured.
#[component]
fn Board(props: &BoardProps) -> Html {
    let BoardProps { state, window } = props;
    let Stage::Ready(session) = &state.stage else { return Html::default() };
    html! {
        <ContextProvider<Window> context={*window}>
            <ContextProvider<Send> context={Send(Callback::noop())}>
                <ContextProvider<Locale> context={Locale::chinese()}>
                    { screen(state, session) }
                </ContextProvider<Locale>>
            </ContextProvider<Send>>
        </ContextProvider<Window>>
    }
}

/// The symbols that first boards are drawn with.
pub async fn symbols() -> String {
    yew::LocalServerRenderer::<Symbols>::new().hydratable(false).render().await
}

#[component]
fn Symbols() -> Html {
    sprite()
}

/// What a newcomer sees first of a pack in a window of this kind: the baseline, in Chinese, before chances are counted.
/// Nothing where the pack does not open.
pub async fn snapshot(pack: &Pack, window: Window) -> String {
    let start = Start {
        language: Language::Zh,
        theme: Theme::Light,
        letter_keys: true,
        last_pack: None,
        link: None,
        plan: None,
        follows: false,
        clock: || 0.0,
    };
    let entry = PackEntry { id: pack.id.clone(), file: String::new(), name: pack.name.clone(), packed: None };
    let listed = Msg::Listed(Ok(vec![entry]));
    // The parts of the packed form begin with its core, which is all that the first board shows.
    let core = packed::write(pack).into_iter().next().map(|core| (Part::Core, core));
    let fetched = Msg::Fetched { id: pack.id.clone(), pack: Ok(Delivered::Packed(core.into_iter().collect())) };
    let state = [listed, fetched, Msg::Restored(None)]
        .into_iter()
        .fold(Rc::new(State::new(start)), |state, msg| state.reduce(msg));
    let page = yew::LocalServerRenderer::<Board>::with_props(BoardProps { state, window });
    lean(&within_sight(&page.hydratable(false).render().await))
}

/// Rows of the board that a window of some 1,100 pixels has in sight, with those of groups.
const ROWS: usize = 34;

/// The page without the drawings of rows that nobody sees. Their texts stay: columns are as wide as their widest row.
fn within_sight(page: &str) -> String {
    let end = page.find("</table>").unwrap_or(page.len());
    let from = page.match_indices("<tr").nth(ROWS).map_or(end, |(at, _)| at.min(end));
    let mut kept = page[..from].to_owned();
    let mut rest = &page[from..end];
    while let Some(inside) = rest.find("<svg").and_then(|at| Some(at + rest[at..].find('>')? + 1)) {
        kept.push_str(&rest[..inside]);
        rest = &rest[inside + rest[inside..].find("</svg>").unwrap_or(0)..];
    }
    [&kept, rest, &page[end..]].concat()
}

/// Attributes of what nothing can be done with: names, hints, and places the program itself will have.
const IDLE: [&str; 17] = [
    "aria-controls",
    "aria-haspopup",
    "aria-hidden",
    "aria-invalid",
    "aria-label",
    "aria-labelledby",
    "aria-live",
    "data-choice",
    "data-draws",
    "data-row",
    "data-writing",
    "focusable",
    "for",
    "id",
    "role",
    "tabindex",
    "title",
];

/// The same picture without what only a page in use needs.
fn lean(page: &str) -> String {
    let mut lean = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        let mut tag = rest[at..end].to_owned();
        for name in IDLE {
            // Yew writes quotes inside a value as entities.
            while let Some((from, to)) = attribute(&tag, name) {
                tag.replace_range(from..to, "");
            }
        }
        lean.push_str(&rest[..at]);
        lean.push_str(&tag);
        rest = &rest[end..];
    }
    lean + rest
}

/// Where an attribute stands in a tag, with the space before it.
fn attribute(tag: &str, name: &str) -> Option<(usize, usize)> {
    let from = tag.find(&format!(" {name}=\""))?;
    let value = from + name.len() + 3;
    Some((from, value + tag[value..].find('"')? + 1))
}
