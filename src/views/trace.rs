//! A figure and what it is made of, one step back at a time, down to the pack's cells.

use guoban_model::model::Projection;
use guoban_model::pack::SourceKind;
use guoban_planning::number::{UNKNOWN, months};
use guoban_planning::quantity::quantity;
use guoban_planning::trace::{Formula, Input, Kind, Piece, Step, trace};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, Node};
use yew::prelude::*;

use super::hooks::{Send, use_locale, use_send};
use super::levers::{source_tag, source_text};
use super::takes::{table_takes, with_takes};
use super::tracing::tracing;
use crate::icons::icon;
use crate::shared::Shared;
use crate::shell;
use crate::state::{Session, Tracing, ViewAction};
use crate::texts::{Locale, SCREENS_EN, SCREENS_ZH};

/// The figure that is traced takes the keyboard, so that a reader hears where the step led.
const HERE: &str = "trace-here";

/// Props of the drawer.
#[derive(Clone, Debug, Properties, PartialEq)]
pub struct TraceProps {
    /// The open pack.
    pub session: Shared<Session>,
    /// The figure that is looked at.
    pub tracing: Tracing,
}

/// The drawer of a figure.
pub fn traced(props: &TraceProps) -> Html {
    html! { <TraceSide key="trace" ..props.clone() /> }
}

/// The drawer of a figure, beside the place it stands in; the page stays usable.
#[component]
fn TraceSide(props: &TraceProps) -> Html {
    let (locale, send) = (use_locale().with(SCREENS_ZH, SCREENS_EN), use_send());
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with((), move |()| {
            let page = web_sys::window().and_then(|window| window.document());
            let before = page.as_ref().and_then(Document::active_element);
            move || {
                // The keyboard goes back only where it was in the drawer, or nowhere.
                let active = page.as_ref().and_then(Document::active_element);
                let inside = place.cast::<Node>().is_some_and(|place| place.contains(active.as_deref()));
                let nowhere = active.is_none_or(|active| active.tag_name() == "BODY");
                let before = before.filter(|before| before.is_connected() && (inside || nowhere));
                if let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
                    before.focus().unwrap_or_default();
                }
            }
        });
    }
    use_effect_with(props.tracing.path.clone(), |_| shell::focus(HERE));
    let TraceProps { session, tracing: Tracing { path, left } } = props;
    let run = &session.results.projection;
    let close = send.on_view(ViewAction::Trace(None));
    let onkeydown = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                send.view(ViewAction::Trace(None));
            }
        })
    };
    let back = path.len().checked_sub(1).filter(|length| *length > 0).map(|length| path[..length].to_vec());
    html! {
        <aside
            ref={place} class={classes!("trace-side", left.then_some("trace-side--left"))} role="dialog" aria-modal="false"
            aria-labelledby="trace-title" id="trace" {onkeydown}
        >
            <div key="head" class="dialog__h">
                { icon("trace") }
                <h2 class="dialog__t" id="trace-title">{ locale.t("trace.title") }</h2>
                <span class="grow" />
                if let Some(back) = back {
                    <button key="back" class="btn" type="button" onclick={tracing(&send, back)}>{ locale.t("trace.back") }</button>
                }
                <button key="close" class="btn btn--quiet btn--icon" type="button" aria-label={locale.t("dialog.close")} onclick={close}>{ icon("close") }</button>
            </div>
            <div key="body" class="trace-side__b" tabindex="0" role="group" aria-labelledby="trace-title">
                if path.len() > 1 {
                    <nav key="path" class="trace__p" aria-label={locale.t("trace.path")}>
                        <ol>
                            { for (0..path.len() - 1).filter_map(|index| {
                                let found = trace(run, session.text.as_deref().unwrap_or_default(), path[index])?;
                                let name = named(&found.figure, run, &locale);
                                Some(html! { <li key={index}><button class="link" type="button" onclick={tracing(&send, path[..=index].to_vec())}>{ name }</button></li> })
                            }) }
                        </ol>
                    </nav>
                }
                { found(session, path, &locale, &send) }
            </div>
        </aside>
    }
}

/// The figure, its formula, what it is made of, and where it is written.
fn found(session: &Session, path: &[Step], locale: &Locale, send: &Send) -> Html {
    let run = &session.results.projection;
    let pack = session.pack();
    let Some(found) = path.last().and_then(|step| trace(run, session.text.as_deref().unwrap_or_default(), *step))
    else {
        return html! { <p key="gone" id={HERE} tabindex="-1" class="empty">{ locale.t("trace.gone") }</p> };
    };
    let figure = &found.figure;
    let source = &pack.sources[figure.source.0];
    let on = |step: Step| tracing(send, path.iter().copied().chain([step]).collect());
    let file = format!("{}@{}", pack.id, pack.revision);
    let inputs = html! {
        <table class="mini-table trace__i">
            <caption>{ locale.t("trace.inputs") }</caption>
            <thead><tr><th scope="col">{ locale.t("trace.input") }</th><th scope="col" class="n">{ locale.t("trace.value") }</th><th scope="col">{ locale.t("trace.source") }</th></tr></thead>
            <tbody>
                { for found.inputs.iter().enumerate().map(|(index, item)| html! {
                    <tr key={index}>
                        <th scope="row"><button class="link" type="button" data-kind={kind_name(item.kind)} onclick={on(item.step)}>{ named(item, run, locale) }</button></th>
                        <td class="n">{ valued(item, locale) }</td>
                        <td>{ tag(item, session, locale) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    };
    html! {
        <div key="found" class="trace">
            <h3 key="figure" id={HERE} tabindex="-1" class="trace__h">
                <span>{ named(figure, run, locale) }</span>{ " " }<b>{ valued(figure, locale) }</b>{ " " }{ tag(figure, session, locale) }
            </h3>
            if let Some(formula) = &found.formula {
                <dl key="formula" class="trace__f">
                    <dt>{ locale.t("trace.formula") }</dt><dd>{ named_formula(formula, locale) }</dd>
                    <dt>{ locale.t("trace.values") }</dt><dd><code class="formula">{ formula.values.clone() }</code></dd>
                </dl>
            } else if figure.kind == Kind::Sum {
                <p key="sum" class="muted">{ locale.t("trace.sum") }</p>
            }
            if !found.inputs.is_empty() {
                { with_takes(table_takes(locale), inputs) }
            }
            <dl key="source" class="facts">
                <div key="text"><dt>{ locale.t("trace.source") }</dt><dd class="trace__s">{ source_text(source.kind, locale.of(&source.text), locale) }</dd></div>
                if let Some(line) = found.line {
                    <div key="cell"><dt>{ locale.t("trace.cell") }</dt><dd class="trace__l">{ locale.fill("trace.line", &[("pack", &file), ("line", &line.to_string())]) }</dd></div>
                }
            </dl>
        </div>
    }
}

/// The formula with the names of things; what the pack writes is its tooltip.
fn named_formula(formula: &Formula, locale: &Locale) -> Html {
    html! {
        <code class="formula" title={formula.written.clone()}>
            { for formula.named.iter().enumerate().map(|(index, piece)| match piece {
                Piece::Written(text) => html! { <span key={index}>{ text.clone() }</span> },
                Piece::Name(name) => html! { <span key={index} class="formula__n">{ locale.of(name).to_owned() }</span> },
            }) }
        </code>
    }
}

/// Name and month.
fn named(figure: &Input, run: &Projection, locale: &Locale) -> String {
    let name = locale.of(&figure.name);
    let Some(month) = figure.month else { return name.to_owned() };
    let year = (run.pack().year + month.div_euclid(12)).to_string();
    let month = locale.fill("trace.month", &[("year", &year), ("month", &months(month, month, locale.language))]);
    match figure.kind {
        Kind::Sum => format!("{name} {}", locale.fill("trace.through", &[("month", &month)])),
        _ => format!("{name} {month}"),
    }
}

fn valued(figure: &Input, locale: &Locale) -> String {
    match figure.value {
        Some(value) => quantity(value, value.scale(), &figure.unit, locale.language),
        None => UNKNOWN.to_owned(),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Sum => "sum",
        Kind::Computed => "computed",
        Kind::Known => "known",
        Kind::Before => "before",
        Kind::Lever => "lever",
        Kind::Assumption => "assumption",
        Kind::Given => "given",
    }
}

/// What a figure is, and for what the pack gives the kind of its source.
fn tag(figure: &Input, session: &Session, locale: &Locale) -> Html {
    let source = &session.pack().sources[figure.source.0];
    let kind = |key: &str, class: &'static str| html! { <span key="kind" class={classes!("tag", "tag--xs", class)}>{ locale.t(key) }</span> };
    let first = match figure.kind {
        Kind::Sum => return kind("trace.sum-tag", ""),
        Kind::Computed => return kind("trace.computed", ""),
        Kind::Known if source.kind == SourceKind::Published => kind("trace.known", ""),
        Kind::Known => kind("trace.known-demo", ""),
        Kind::Before => kind("trace.before", ""),
        Kind::Lever => kind("trace.lever", "tag--accent"),
        Kind::Assumption => kind("trace.assumption", "tag--assume"),
        Kind::Given => kind("trace.given", ""),
    };
    let class = match source.kind {
        SourceKind::Published => "",
        SourceKind::Demo => "tag--demo",
        SourceKind::Guess => "tag--guess",
    };
    let text = locale.of(&source.text).to_owned();
    html! { <>{ first }{ " " }<span key="source" class={classes!("tag", "tag--xs", class)} title={text}>{ source_tag(source.kind, locale) }</span></> }
}
