//! The left side: what the session decides, and apart from it what nobody here decides.

mod card;
mod field;
mod reach;
mod setting;
mod slider;
mod spending;

use guoban_model::pack::{AssumptionId, GroupId, LeverId, LeverKind};
use yew::prelude::*;

use super::hooks::{Look, Send};
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{LeverFilter, LeverTab, Session, View, ViewAction};
use crate::texts::Locale;
use card::Card;
use setting::Setting;

pub use reach::reach_strip;
pub use setting::{source_tag, source_text};

/// Id of the search field, for the key that reaches it.
pub const SEARCH_ID: &str = "lever-search";

/// Measures and assumptions, in two lists; `bare` in a place that is no panel of its own.
pub fn lever_lists(look: &Look, bare: bool) -> Html {
    let Look { locale, send, session, view, .. } = look;
    let (pack, scenario) = (session.pack(), session.scenario());
    let tab = |tab: LeverTab, key: &str, name: AttrValue, hint: AttrValue, changed: usize, of: usize| {
        let selected = view.tab == tab;
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
        let (send, current) = (send.clone(), view.tab);
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
                key={text.to_string()} class="seg__b" type="button" aria-pressed={(view.filter == filter).to_string()}
                onclick={send.on_view(ViewAction::Filter(filter))}
            >{ text }</button>
        }
    };
    let labelled = if view.tab == LeverTab::Levers { "tab-levers" } else { "tab-assumptions" };
    html! {
        <section
            key="levers" class={if bare { "levers" } else { "sim__levers levers" }} id="levers"
            aria-label={locale.t("levers.title")}
        >
            <div key="head" class="sim__lh">
                <div class="tabs" role="tablist" aria-label={locale.t("levers.title")} {onkeydown}>
                    { tab(LeverTab::Levers, "levers", locale.t("levers.measures"), locale.t("levers.ours"), scenario.levers.len(), pack.levers.len()) }
                    { tab(LeverTab::Assumptions, "assumptions", locale.t("levers.assumptions"), locale.t("levers.not-ours"), scenario.assumptions.len(), pack.assumptions.len()) }
                </div>
                <div class="sim__lf">
                    <div class="seg seg--sm" role="group" aria-label={locale.t("levers.filter")}>
                        { filter(LeverFilter::All, locale.t("levers.all")) }
                        { filter(LeverFilter::Half, locale.t("levers.half")) }
                        { filter(LeverFilter::Changed, locale.t("levers.changed")) }
                    </div>
                    { search(view, send, locale) }
                </div>
            </div>
            <div key="list" class="sim__ls" id="lever-list" role="tabpanel" aria-labelledby={labelled} tabindex="0">
                { match view.tab {
                    LeverTab::Levers => levers(session, view, locale),
                    LeverTab::Assumptions => assumptions(session, view, locale),
                } }
            </div>
            { spending::spending(look) }
        </section>
    }
}

fn search(view: &View, send: &Send, locale: &Locale) -> Html {
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
                placeholder={locale.t("levers.find-short")} value={view.search.clone()} {oninput} {onkeydown}
            />
        </label>
    }
}

/// Whether a name holds what is looked for.
fn found(view: &View, names: [&str; 2]) -> bool {
    let wanted = view.search.trim().to_ascii_lowercase();
    wanted.is_empty() || names.iter().any(|name| name.to_ascii_lowercase().contains(&wanted))
}

fn levers(session: &Shared<Session>, view: &Shared<View>, locale: &Locale) -> Html {
    let pack = session.pack();
    let shown = |id: &LeverId| {
        let lever = &pack.levers[id.0];
        let kept = match view.filter {
            LeverFilter::All => true,
            LeverFilter::Half => session.reach.get(id.0).is_some_and(|reach| reach.helps_half()),
            LeverFilter::Changed => session.is_changed(*id),
        };
        kept && found(view, [&lever.name.zh, &lever.name.en])
    };
    let listed: Vec<LeverId> = (0..pack.levers.len()).map(LeverId).filter(shown).collect();
    if listed.is_empty() {
        return empty(locale, view);
    }
    let of_kind = |kind: LeverKind| listed.iter().copied().filter(move |id| pack.levers[id.0].kind == kind);
    let card = |id: LeverId| {
        let lever = &pack.levers[id.0];
        let open = view.opened.as_ref() == Some(&lever.id);
        html! { <Card key={lever.id.clone()} setting={Setting::lever(session, id, locale)} {open} /> }
    };
    let mut sections: Vec<Html> = Vec::new();
    for (index, group) in pack.groups.iter().enumerate() {
        let ids: Vec<LeverId> =
            of_kind(LeverKind::Measure).filter(|id| pack.levers[id.0].group == GroupId(index)).collect();
        if ids.is_empty() {
            continue;
        }
        let changed = ids.iter().filter(|id| session.is_changed(**id)).count();
        sections.push(html! {
            <div key={group.id.clone()} class="lever__sec">
                { heading(locale.of(&group.name), ids.len(), changed, locale) }
                { for ids.into_iter().map(card) }
            </div>
        });
    }
    let recording: Vec<LeverId> = of_kind(LeverKind::Recording).collect();
    if !recording.is_empty() {
        let changed = recording.iter().filter(|id| session.is_changed(**id)).count();
        sections.push(html! {
            <div key="recording" class="lever__sec lever__sec--recording">
                { heading(&locale.t("levers.recording"), recording.len(), changed, locale) }
                <p key="law" class="lever__law">{ icon("info") }<span>{ locale.t("levers.law") }</span></p>
                { for recording.into_iter().map(card) }
            </div>
        });
    }
    html! { <>{ for sections }</> }
}

fn assumptions(session: &Shared<Session>, view: &Shared<View>, locale: &Locale) -> Html {
    let pack = session.pack();
    let changed = |id: &str| session.scenario().assumptions.contains_key(id);
    let shown = |id: &AssumptionId| {
        let item = &pack.assumptions[id.0];
        (view.filter != LeverFilter::Changed || changed(&item.id)) && found(view, [&item.name.zh, &item.name.en])
    };
    let listed: Vec<AssumptionId> = (0..pack.assumptions.len()).map(AssumptionId).filter(shown).collect();
    if listed.is_empty() {
        return empty(locale, view);
    }
    let sections = pack.groups.iter().enumerate().filter_map(|(index, group)| {
        let ids: Vec<AssumptionId> =
            listed.iter().copied().filter(|id| pack.assumptions[id.0].group == GroupId(index)).collect();
        let count = ids.iter().filter(|id| changed(&pack.assumptions[id.0].id)).count();
        (!ids.is_empty()).then(|| {
            html! {
                <div key={group.id.clone()} class="lever__sec">
                    { heading(locale.of(&group.name), ids.len(), count, locale) }
                    { for ids.into_iter().map(|id| {
                        let item = &pack.assumptions[id.0];
                        let open = view.opened.as_ref() == Some(&item.id);
                        html! { <Card key={item.id.clone()} setting={Setting::assumption(session, id, locale)} {open} /> }
                    }) }
                </div>
            }
        })
    });
    html! { <>{ for sections }</> }
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
