//! The left side: what the session decides, and apart from it what nobody here decides.

mod card;
mod field;
mod hold;
mod reach;
mod setting;
mod slider;
mod spending;
mod turns;

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use guoban_model::model::Model;
use guoban_model::pack::{AssumptionId, GroupId, LeverId, LeverKind, Pack};
use guoban_planning::find::Words;
use guoban_planning::reach::Reach;
use guoban_planning::spending::added;
use rust_decimal::Decimal;
use yew::prelude::*;

use super::hooks::{Look, Send};
use super::part::{Facts, Place, part};
use crate::icons::icon;
use crate::shared::Shared;
use crate::shell::use_roving;
use crate::state::{LeverFilter, LeverTab, Session, Turned, View, ViewAction};
use crate::texts::Locale;
use card::Card;
use spending::Foot;
use turns::use_turned;

pub use hold::{Held, Hold};
pub use reach::reach_strip;
pub use setting::{Moving, Which, source_tag, source_text};
pub use slider::{range, slider};

/// Id of the search field, for the key that reaches it.
pub const SEARCH_ID: &str = "lever-search";

/// What the plan spends more than the baseline, in 万元; nothing where that is nothing.
fn new_spending(session: &Session) -> Option<Decimal> {
    added(session.pack(), &session.baseline.projection, &session.results.projection).filter(|spent| !spent.is_zero())
}

/// Cards that are drawn at once: what a window shows of the list.
const AT_ONCE: usize = 12;

/// Cards that follow at one go: what a slow machine draws without holding anything up.
const MORE: usize = 6;

/// Milliseconds before the next ones are drawn.
const REST: u32 = 10;

/// The same while draws are counted: chances are seen, these cards are not.
const BEHIND_DRAWS: u32 = 300;

/// Measures and assumptions, in two lists; `bare` in a place that is no panel of its own.
pub fn lever_lists(look: &Look, bare: bool) -> Html {
    html! { <Lists key="levers" look={look.clone()} {bare} /> }
}

#[derive(Properties, PartialEq)]
struct ListsProps {
    look: Look,
    bare: bool,
}

/// Both lists. The first cards are drawn at once, the rest a few at a time.
#[component]
fn Lists(props: &ListsProps) -> Html {
    let ListsProps { look: Look { locale, session, view, .. }, bare } = props;
    let look = &props.look;
    let drawn = use_state(|| AT_ONCE);
    let (pack, scenario) = (session.pack(), session.scenario());
    let labelled = if view.tab == LeverTab::Levers { "tab-levers" } else { "tab-assumptions" };
    let head = Head {
        tab: view.tab,
        filter: view.filter,
        search: view.search.clone(),
        levers: (scenario.levers.len(), pack.levers.len()),
        assumptions: (scenario.assumptions.len(), pack.assumptions.len()),
    };
    let sections = match view.tab {
        LeverTab::Levers => levers(session, view),
        LeverTab::Assumptions => assumptions(session, view),
    };
    let wanted = sections.iter().map(|section| section.cards.len()).sum::<usize>();
    let is_busy = wanted > *drawn;
    let rest = if session.is_counted() { REST } else { BEHIND_DRAWS };
    {
        let drawn = drawn.clone();
        use_effect_with((is_busy, *drawn, rest), move |(is_busy, now, rest)| {
            let next = now + MORE;
            let waiting = is_busy.then(|| Timeout::new(*rest, move || drawn.set(next)));
            move || drop(waiting)
        });
    }
    let turned = use_turned(look);
    let mut room = *drawn;
    let sections = sections.into_iter().filter_map(|section| section.with(turned.as_ref()).within(&mut room));
    html! {
        <section
            class={if *bare { "levers" } else { "sim__levers levers" }} id="levers"
            aria-label={locale.t("levers.title")}
        >
            { part(look, "head", head) }
            <List key="list" {labelled} {is_busy}>
                // Each child has a key: one without would have all sections made anew when one is added.
                { for (wanted == 0).then(|| empty(locale, view)) }
                { for sections.map(|section| part(look, section.key(), section)) }
            </List>
            { part(look, "foot", Foot { borrowed: session.borrowing(), spent: new_spending(session) }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    /// Id of the tab that names it.
    labelled: &'static str,
    /// Cards are still to be drawn.
    is_busy: bool,
    children: Html,
}

/// The list of cards, one stop of the keyboard.
#[component]
fn List(props: &ListProps) -> Html {
    let place = use_node_ref();
    use_roving(place.clone(), ".lever");
    html! {
        <div ref={place} class="sim__ls" id="lever-list" role="tabpanel" aria-labelledby={props.labelled} aria-busy={props.is_busy.to_string()} tabindex="0">
            { props.children.clone() }
        </div>
    }
}

/// What stands above the lists.
#[derive(PartialEq)]
struct Head {
    tab: LeverTab,
    filter: LeverFilter,
    search: String,
    /// How many are changed, of how many.
    levers: (usize, usize),
    assumptions: (usize, usize),
}

impl Facts for Head {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let tab = |tab: LeverTab, key: &str, name: AttrValue, hint: AttrValue, (changed, of): (usize, usize)| {
            let selected = self.tab == tab;
            let class = if tab == LeverTab::Assumptions { "tab tab--assume" } else { "tab" };
            html! {
                <button
                    key={key.to_owned()} {class} role="tab" type="button" id={format!("tab-{key}")}
                    aria-selected={selected.to_string()} aria-controls="lever-list"
                    tabindex={if selected { "0" } else { "-1" }}
                    onclick={send.on_view(ViewAction::Tab(tab))}
                >
                    <span>{ name }</span>
                    <span class="muted tab__hint">{ hint }</span>
                    <span class="tab__n" aria-label={locale.fill("levers.changed-of", &[("n", &changed.to_string()), ("of", &of.to_string())])}>
                        { format!("{changed}/{of}") }
                    </span>
                </button>
            }
        };
        let onkeydown = {
            let (send, current) = (send.clone(), self.tab);
            Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "ArrowRight" | "ArrowLeft") {
                    let (other, id) = match current {
                        LeverTab::Levers => (LeverTab::Assumptions, "tab-assumptions"),
                        LeverTab::Assumptions => (LeverTab::Levers, "tab-levers"),
                    };
                    event.prevent_default();
                    send.view(ViewAction::Tab(other));
                    crate::shell::focus(id);
                }
            })
        };
        let filter = |filter: LeverFilter, text: AttrValue| {
            html! {
                <button
                    key={text.to_string()} class="seg__b" type="button" aria-pressed={(self.filter == filter).to_string()}
                    onclick={send.on_view(ViewAction::Filter(filter))}
                >{ text }</button>
            }
        };
        html! {
            <div class="sim__lh">
                <div class="tabs" role="tablist" aria-label={locale.t("levers.title")} {onkeydown}>
                    { tab(LeverTab::Levers, "levers", locale.t("levers.measures"), locale.t("levers.ours"), self.levers) }
                    { tab(LeverTab::Assumptions, "assumptions", locale.t("levers.assumptions"), locale.t("levers.not-ours"), self.assumptions) }
                </div>
                <div class="sim__lf">
                    <div class="seg seg--sm" role="group" aria-label={locale.t("levers.filter")}>
                        { filter(LeverFilter::All, locale.t("levers.all")) }
                        { filter(LeverFilter::Half, locale.t("levers.half")) }
                        { filter(LeverFilter::Changed, locale.t("levers.changed")) }
                    </div>
                    { search(&self.search, send, locale) }
                </div>
            </div>
        }
    }
}

fn search(text: &str, send: &Send, locale: &Locale) -> Html {
    let oninput = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            send.view(ViewAction::Search(input.value()));
        })
    };
    let onkeydown = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                send.view(ViewAction::Search(String::new()));
                crate::shell::focus("lever-list");
            }
        })
    };
    html! {
        <label class="find">
            { icon("search") }
            <span class="sr">{ locale.t("levers.find") }</span>
            <input
                class="find__i" id={SEARCH_ID} type="search" autocomplete="off" spellcheck="false"
                placeholder={locale.t("levers.find-short")} value={text.to_owned()} {oninput} {onkeydown}
            />
        </label>
    }
}

/// Levers or assumptions under one heading.
#[derive(PartialEq)]
struct Section {
    model: Shared<Model>,
    reach: Shared<Vec<Reach>>,
    /// The group; nothing for measures that only change what is recorded.
    group: Option<GroupId>,
    /// How many of them are changed.
    changed: usize,
    /// How many there are.
    count: usize,
    /// Each card that is drawn, and whether its details are open.
    cards: Vec<(Moving, bool)>,
    /// Where the verdict on the target that is looked at turns, for the card that is open.
    turned: Option<Rc<Turned>>,
}

impl Section {
    fn of(session: &Shared<Session>, view: &View, group: Option<GroupId>, listed: Vec<Which>) -> Option<Self> {
        let pack = session.pack();
        let changed = listed.iter().filter(|which| match which {
            Which::Lever(id) => session.is_changed(*id),
            Which::Assumption(id) => session.scenario().assumptions.contains_key(&pack.assumptions[id.0].id),
        });
        let changed = changed.count();
        let card = |which: &Which| (Moving::of(session, *which), view.opened.as_deref() == Some(id_of(pack, *which)));
        let cards: Vec<(Moving, bool)> = listed.iter().map(card).collect();
        let (model, reach) = (session.model().clone(), session.reach.clone());
        (!cards.is_empty()).then_some(Self { model, reach, group, changed, count: cards.len(), cards, turned: None })
    }

    /// The same with what belongs to the card that is open.
    fn with(self, turned: Option<&Rc<Turned>>) -> Self {
        let turned = turned.filter(|_| self.cards.iter().any(|(_, open)| *open)).cloned();
        Self { turned, ..self }
    }

    /// The same with as many cards as there is room for; nothing where there is none.
    fn within(mut self, room: &mut usize) -> Option<Self> {
        self.cards.truncate(*room);
        *room -= self.cards.len();
        (!self.cards.is_empty()).then_some(self)
    }

    fn key(&self) -> String {
        self.group.map_or_else(|| "recording".to_owned(), |group| self.model.pack().groups[group.0].id.clone())
    }
}

impl Facts for Section {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        let pack = self.model.pack();
        let cards = self.cards.iter().map(|(moving, open)| {
            html! {
                <Card
                    key={id_of(pack, moving.which).to_owned()} model={self.model.clone()} reach={self.reach.clone()}
                    moving={moving.clone()} open={*open} turned={self.turned.clone().filter(|_| *open)}
                />
            }
        });
        let count = self.count;
        match self.group {
            Some(group) => html! {
                <div class="lever__sec">
                    { heading(locale.of(&pack.groups[group.0].name), count, self.changed, locale) }
                    { for cards }
                </div>
            },
            None => html! {
                <div class="lever__sec lever__sec--recording">
                    { heading(&locale.t("levers.recording"), count, self.changed, locale) }
                    <p key="law" class="lever__law">{ icon("info") }<span>{ locale.t("levers.law") }</span></p>
                    { for cards }
                </div>
            },
        }
    }
}

fn id_of(pack: &Pack, which: Which) -> &str {
    match which {
        Which::Lever(id) => &pack.levers[id.0].id,
        Which::Assumption(id) => &pack.assumptions[id.0].id,
    }
}

fn levers(session: &Shared<Session>, view: &View) -> Vec<Section> {
    let pack = session.pack();
    let words = Words::typed(&view.search);
    let shown = |id: &LeverId| {
        let kept = match view.filter {
            LeverFilter::All => true,
            LeverFilter::Half => session.reach.get(id.0).is_some_and(|reach| reach.helps_half()),
            LeverFilter::Changed => session.is_changed(*id),
        };
        kept && (words.is_empty() || session.index().has_lever(*id, &words))
    };
    let listed: Vec<LeverId> = (0..pack.levers.len()).map(LeverId).filter(shown).collect();
    let section = |group: Option<GroupId>| {
        let belongs = |id: &&LeverId| {
            let lever = &pack.levers[id.0];
            match group {
                Some(group) => lever.kind == LeverKind::Measure && lever.group == group,
                None => lever.kind == LeverKind::Recording,
            }
        };
        let ids = listed.iter().filter(belongs).copied().map(Which::Lever).collect();
        Section::of(session, view, group, ids)
    };
    let groups = (0..pack.groups.len()).map(|group| Some(GroupId(group)));
    groups.chain([None]).filter_map(section).collect()
}

fn assumptions(session: &Shared<Session>, view: &View) -> Vec<Section> {
    let pack = session.pack();
    let words = Words::typed(&view.search);
    let changed = |id: &str| session.scenario().assumptions.contains_key(id);
    let shown = |id: &AssumptionId| {
        let item = &pack.assumptions[id.0];
        let kept = view.filter != LeverFilter::Changed || changed(&item.id);
        kept && (words.is_empty() || session.index().has_assumption(*id, &words))
    };
    let listed: Vec<AssumptionId> = (0..pack.assumptions.len()).map(AssumptionId).filter(shown).collect();
    let section = |group: GroupId| {
        let ids = listed.iter().copied().filter(|id| pack.assumptions[id.0].group == group);
        Section::of(session, view, Some(group), ids.map(Which::Assumption).collect())
    };
    (0..pack.groups.len()).map(GroupId).filter_map(section).collect()
}

fn heading(name: &str, count: usize, changed: usize, locale: &Locale) -> Html {
    let counts = locale.fill("levers.counts", &[("n", &count.to_string()), ("changed", &changed.to_string())]);
    html! { <div key="head" class="lever__grp"><h2>{ name.to_owned() }</h2><span class="muted">{ counts }</span></div> }
}

fn empty(locale: &Locale, view: &View) -> Html {
    let key = if view.search.trim().is_empty() && view.filter == LeverFilter::Changed {
        "levers.none-changed"
    } else {
        "levers.none-found"
    };
    html! { <div key="empty" class="empty">{ icon("search") }<p>{ locale.t(key) }</p></div> }
}
