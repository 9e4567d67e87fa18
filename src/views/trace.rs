//! A figure and what it is made of, one step back at a time, down to the pack's cells.

use guoban_model::model::Projection;
use guoban_model::pack::SourceKind;
use guoban_planning::number::{UNKNOWN, months, plain, with_unit};
use guoban_planning::trace::{Input, Kind, Step, trace};
use yew::prelude::*;

use super::hooks::Send;
use super::levers::{source_tag, source_text};
use super::modal::Modal;
use crate::shell;
use crate::state::{Dialog, Session, ViewAction};
use crate::texts::Locale;

/// The figure that is traced takes the keyboard, so that a reader hears where the step led.
const HERE: &str = "trace-here";

/// Opens a figure.
pub fn tracing(send: &Send, path: Vec<Step>) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_| {
        send.view(ViewAction::Open(Dialog::Trace(path.clone())));
        shell::focus_soon(HERE);
    })
}

/// The window of a figure; `path` is the way that led to it, the figure last.
pub fn trace_dialog(session: &Session, path: &[Step], locale: &Locale, send: &Send) -> Html {
    let run = &session.results.projection;
    let pack = session.pack();
    let inside = match path.last().and_then(|step| trace(run, session.text.as_deref().unwrap_or_default(), *step)) {
        None => html! { <p key="gone" id={HERE} tabindex="-1" class="empty">{ locale.t("trace.gone") }</p> },
        Some(found) => {
            let figure = &found.figure;
            let source = &pack.sources[figure.source.0];
            let on = |step: Step| {
                let path = path.iter().copied().chain([step]).collect();
                tracing(send, path)
            };
            let file = format!("{}@{}", pack.id, pack.revision);
            html! {
                <div key="found" class="trace">
                    <h3 key="figure" id={HERE} tabindex="-1" class="trace__h">
                        <span>{ named(figure, run, locale) }</span>{ " " }<b>{ valued(figure, locale) }</b>{ " " }{ tag(figure, session, locale) }
                    </h3>
                    if let Some((formula, values)) = &found.formula {
                        <dl key="formula" class="trace__f">
                            <dt>{ locale.t("trace.formula") }</dt><dd><code class="formula">{ formula.clone() }</code></dd>
                            <dt>{ locale.t("trace.values") }</dt><dd><code class="formula">{ values.clone() }</code></dd>
                        </dl>
                    } else if figure.kind == Kind::Sum {
                        <p key="sum" class="muted">{ locale.t("trace.sum") }</p>
                    }
                    if !found.inputs.is_empty() {
                        <table key="inputs" class="mini-table trace__i">
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
    };
    let back = path.len().checked_sub(1).filter(|length| *length > 0).map(|length| path[..length].to_vec());
    let foot = html! {
        <>
            if let Some(back) = back {
                <button key="back" class="btn" type="button" onclick={tracing(send, back)}>{ locale.t("trace.back") }</button>
            }
            <button key="done" class="btn btn--primary" type="button" onclick={send.on_view(ViewAction::CloseDialog)}>{ locale.t("dialog.done") }</button>
        </>
    };
    let close = send.on_view(ViewAction::CloseDialog);
    html! {
        <Modal key="trace" id="trace" symbol="trace" title={locale.t("trace.title")} onclose={close} {foot}>
            if path.len() > 1 {
                <nav key="path" class="trace__p" aria-label={locale.t("trace.path")}>
                    <ol>
                        { for (0..path.len() - 1).filter_map(|index| {
                            let found = trace(run, session.text.as_deref().unwrap_or_default(), path[index])?;
                            let name = named(&found.figure, run, locale);
                            Some(html! { <li key={index}><button class="link" type="button" onclick={tracing(send, path[..=index].to_vec())}>{ name }</button></li> })
                        }) }
                    </ol>
                </nav>
            }
            { inside }
        </Modal>
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
        Some(value) => with_unit(&plain(value, value.scale()), &figure.unit, locale.language),
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
