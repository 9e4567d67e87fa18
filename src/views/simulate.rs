//! The page around an open pack, and the screen 推演: levers, board, panels; arranged by the width of the window.

use guoban_planning::spotlight::pages;
use yew::prelude::*;

use super::bar::{Acts, Bar};
use super::board::{done, opening, strip, targets};
use super::context::{context_bar, scenario_name, toggle_drawer};
use super::dialogs::{DialogsProps, shown};
use super::hooks::{Look, Send, use_locale, use_send, waiting};
use super::keys::Pressed;
use super::live::Live;
use super::menus::Menus;
use super::part::part;
use super::phone::phone;
use super::status::status_bar;
use super::toast::Toast;
use super::trace::TraceProps;
use crate::modules::{Modules, Name};
use crate::shared::Shared;
use crate::shell::{self, Layout, use_layout, use_low, use_shortcuts, use_table_copies};
use crate::state::{Following, Keeping, Msg, PackEntry, Screen, Session, Theme, View, ViewAction};
use crate::texts::Locale;

/// Props of the screen.
#[derive(Properties, PartialEq)]
pub struct SimulateProps {
    /// The open pack.
    pub session: Shared<Session>,
    /// What is looked at.
    pub view: Shared<View>,
    /// Packs the site offers.
    pub packs: std::rc::Rc<Vec<PackEntry>>,
    /// The theme.
    pub theme: Theme,
    /// Keys without Ctrl work.
    pub letter_keys: bool,
    /// The parts of the program that are there.
    pub modules: Modules,
    /// Parts that did not arrive.
    pub missing: std::rc::Rc<Vec<Name>>,
    /// How the work is kept.
    pub keeping: Keeping,
}

/// The screen 推演.
#[component]
pub fn Simulate(props: &SimulateProps) -> Html {
    let (locale, send) = (use_locale(), use_send());
    let (layout, low) = (use_layout(), use_low());
    let SimulateProps { session, view, theme, .. } = props;
    let name = scenario_name(session, &locale);
    let heading = locale.fill("app.heading", &[("name", &name)]);
    {
        let title = locale.fill("app.title", &[("name", &name), ("pack", locale.of(&session.pack().name))]);
        use_effect_with(title, |title| shell::title(title));
    }
    let open = Pressed {
        letters: props.letter_keys,
        drawer: view.drawer,
        trace: view.trace.is_some(),
        window: view.dialog.is_some(),
        meeting: view.meeting,
        follows: view.following != Following::No,
        pages: pages(session.board().rows.len()),
    };
    // Kept while the page is drawn, not by an effect: on a slow machine a key comes between the two.
    let now = use_mut_ref(|| open);
    now.replace(open);
    let early = use_mut_ref(Vec::new);
    let press = {
        let early = early.clone();
        use_callback((send.clone(), props.modules), move |event: KeyboardEvent, (send, modules)| {
            let Some(bars) = modules.bars else {
                early.borrow_mut().push(event);
                return false;
            };
            let open = *now.borrow();
            (bars.pressed)(&event, send, open)
        })
    };
    {
        // Keys that were pressed before the part that knows them was there.
        let press = press.clone();
        use_effect_with(props.modules.bars.is_some(), move |_| {
            for key in early.take() {
                press.emit(key);
            }
        });
    }
    use_shortcuts(press);
    use_table_copies(props.modules.bars.map(|bars| bars.copied));

    let skip = html! { <a key="skip" class="skip" href="#main" onclick={skip()}>{ locale.t("app.skip") }</a> };
    let after = html! {
        <div key="after" class="after">
            <Live key="live" session={session.clone()} />
            <Toast key="toast" view={view.clone()} session={session.clone()} />
            { missing(&props.missing, &locale, &send) }
            { troubled(props.modules, &props.keeping, &locale, &send) }
            { traced(props.modules, session, view, &locale) }
            { shown(
                props.modules,
                &DialogsProps { view: view.clone(), session: Some(session.clone()), letter_keys: props.letter_keys },
                &locale,
                &send,
            ) }
        </div>
    };
    let look = Look {
        locale: locale.clone(),
        send: send.clone(),
        session: session.clone(),
        view: view.clone(),
        theme: *theme,
        modules: props.modules,
    };
    let meeting = look.modules.meeting;
    // Windows that follow this one go on doing so when it leaves meeting mode.
    let beacon = meeting.map(|meeting| (meeting.beacon)(&look)).unwrap_or_default();
    if view.meeting.is_some() {
        return html! {
            <div class="app" key="meet">
                { look.part(meeting.map(|meeting| meeting.screen)) }
                { after }
                { beacon }
            </div>
        };
    }
    let after = html! { <>{ after }{ beacon }</> };
    let bar = |narrow: bool| {
        let acts = Some(match props.modules.levers {
            Some(levers) => (levers.acts)(session, &locale),
            None => Acts::waiting(session, &locale),
        });
        let (theme, screen) = (Some(*theme), Some(view.screen));
        part(
            &look,
            "bar",
            Bar { packs: props.packs.clone(), acts, theme, screen, narrow, menus: Menus::of(props.modules) },
        )
    };
    if layout == Layout::Phone {
        return html! {
            <div class="app mob" key="phone">
                { skip }
                { bar(true) }
                { phone(&look) }
                { after }
            </div>
        };
    }
    if view.screen != Screen::Simulate {
        let (key, screen) = match view.screen {
            Screen::Compare => ("compare", look.part(look.modules.compare.map(|compare| compare.screen))),
            Screen::Wall => ("wall", look.part(look.modules.wall.map(|wall| wall.screen))),
            Screen::Answers => ("answers", look.part(look.modules.answers.map(|answers| answers.screen))),
            Screen::Paper => ("paper", look.part(look.modules.paper.map(|paper| paper.screen))),
            Screen::Data => ("data", look.part(look.modules.screens.map(|screens| screens.data))),
            _ => ("ledger", look.part(look.modules.screens.map(|screens| screens.ledger))),
        };
        return html! {
            <div class={if layout == Layout::Full { "app" } else { "app app--drawer" }} {key} data-screen={key}>
                { skip }
                { bar(false) }
                { context_bar(&look, None) }
                <main key="main" class="led" id="main" tabindex="-1">
                    <h1 key="heading" class="sr">{ heading }</h1>
                    { screen }
                </main>
                { status_bar(&look) }
                { after }
            </div>
        };
    }
    let board = html! {
        <section key="board" class="board" aria-label={locale.t("board.title")} tabindex="0">
            { opening(&look) }
            { done(&look) }
            { strip(&look) }
            { targets(&look) }
            { panel_row(&look, view.panels.unwrap_or(!low)) }
        </section>
    };
    let full = layout == Layout::Full;
    html! {
        <div class={if full { "app app--fixed" } else { "app app--drawer" }} key="wide">
            { skip }
            { bar(false) }
            { context_bar(&look, (!full).then_some(view.drawer)) }
            <main key="main" class="sim" id="main" tabindex="-1">
                <h1 key="heading" class="sr">{ heading }</h1>
                if full {
                    { lever_list(&look, false) }
                } else {
                    { drawer(&look) }
                }
                { board }
            </main>
            { status_bar(&look) }
            { after }
        </div>
    }
}

/// The lever list, or its place while it is on its way.
pub fn lever_list(look: &Look, bare: bool) -> Html {
    match look.modules.levers {
        Some(levers) => (levers.lists)(look, bare),
        None => {
            html! { <section key="levers" class={if bare { "levers" } else { "sim__levers levers" }} id="levers">{ waiting(&look.locale) }</section> }
        }
    }
}

/// The panels below the board, or their places while they are on their way.
pub fn panels(look: &Look) -> Html {
    let panels = look.modules.panels;
    let place = |key: &'static str, view: Option<fn(&Look) -> Html>| match view {
        Some(view) => view(look),
        None => html! { <section {key} class="panel">{ waiting(&look.locale) }</section> },
    };
    html! {
        <>
            { place("chart", panels.map(|panels| panels.chart)) }
            { place("detail", panels.map(|panels| panels.detail)) }
            { place("why", panels.map(|panels| panels.why)) }
        </>
    }
}

/// Says that a part of the program did not arrive, and offers to try again. Nothing is lost by it.
fn missing(names: &[Name], locale: &Locale, send: &Send) -> Html {
    let Some(name) = names.first() else { return html! { <span key="missing" hidden=true /> } };
    html! {
        <div key="missing" class="toast toast--warn" role="alert">
            <span>{ locale.t("app.not-fetched") }</span>
            <button class="btn" type="button" onclick={send.on(Msg::Retry(*name))}>{ locale.t("app.retry") }</button>
        </div>
    }
}

/// Says where work is not kept.
fn troubled(modules: Modules, keeping: &Keeping, locale: &Locale, send: &Send) -> Html {
    match modules.plans.filter(|_| *keeping != Keeping::Kept) {
        Some(plans) => (plans.trouble)(keeping, locale, send),
        None => html! { <span key="trouble" hidden=true /> },
    }
}

/// The row of panels below the board. In a low window they give way to the table until somebody opens them.
fn panel_row(look: &Look, open: bool) -> Html {
    let Look { locale, send, .. } = look;
    let (symbol, key) = if open { ("caret", "board.panels-shut") } else { ("caret-up", "board.panels-open") };
    html! {
        <div key="panels" id="panels" tabindex="-1" class={classes!("sim-bot", (!open).then_some("is-shut"))}>
            <button
                key="open" class="sim-bot__o" type="button" aria-expanded={open.to_string()}
                onclick={send.on_view(ViewAction::Panels(!open))}
            >{ crate::icons::icon(symbol) }<span>{ locale.t(key) }</span></button>
            if open {
                { panels(look) }
            }
        </div>
    }
}

/// The drawer of the figure whose making is looked at.
fn traced(modules: Modules, session: &Shared<Session>, view: &Shared<View>, locale: &Locale) -> Html {
    match (&view.trace, modules.screens) {
        (None, _) => html! { <span key="trace" hidden=true /> },
        (Some(tracing), Some(screens)) => {
            (screens.trace)(&TraceProps { session: session.clone(), tracing: tracing.clone() })
        }
        (Some(_), None) => html! { <aside key="trace" class="trace-side">{ waiting(locale) }</aside> },
    }
}

fn drawer(look: &Look) -> Html {
    let Look { locale, send, view, .. } = look;
    html! {
        <div key="drawer" class={classes!("drawer", (!view.drawer).then_some("is-shut"))}>
            if view.drawer {
                { lever_list(look, false) }
                <button key="shut" class="drawer__x btn btn--icon" type="button" aria-label={locale.t("dialog.close")} onclick={toggle_drawer(send, false)}>
                    { crate::icons::icon("close") }
                </button>
            }
        </div>
    }
}

/// Skipping must not change the address: the fragment belongs to links.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        shell::focus("main");
    })
}
