//! The month's figures: what was pasted, what it would change figure by figure, and applying it.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{findings, own};
use crate::icons::icon;
use crate::state::{Bulletin, Figure, Msg, OwnMsg, Pasted, Preview, Purpose};
use crate::texts::Locale;
use crate::views::hooks::{Send, use_send};
use crate::views::takes::{table_takes, with_takes};

/// The bulletin on its way into the pack.
pub(super) fn bulletin(bulletin: &Rc<Bulletin>, locale: &Locale, send: &Send) -> Html {
    if let Some((figures, lost)) = bulletin.done {
        return done(bulletin, figures, lost, locale, send);
    }
    html! { <Field key="field" bulletin={BulletinProp(Rc::clone(bulletin))} words={locale.clone()} /> }
}

fn done(bulletin: &Bulletin, figures: usize, lost: usize, locale: &Locale, send: &Send) -> Html {
    let date = bulletin.preview.as_ref().and_then(|preview| preview.as_of.clone()).unwrap_or_default();
    let compare = own(send, OwnMsg::Ask { id: bulletin.from.clone(), purpose: Purpose::Since });
    html! {
        <section class="own">
            <p key="told" class="own__sound v-ok" role="status">
                { icon("ok") }<span>{ locale.fill("own.applied", &[("n", &figures.to_string()), ("date", &date)]) }</span>
            </p>
            if lost > 0 {
                <p key="lost">{ locale.fill("own.lost", &[("n", &lost.to_string())]) }</p>
            }
            if !bulletin.left.is_empty() {
                <p key="left">{ locale.fill("own.left", &[("names", &bulletin.left.join(", "))]) }</p>
            }
            <button key="since" class="btn btn--primary" type="button" onclick={compare}>{ icon("history") }<span>{ locale.t("own.see-since") }</span></button>
        </section>
    }
}

#[derive(Clone, Debug)]
struct BulletinProp(Rc<Bulletin>);

impl PartialEq for BulletinProp {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct FieldProps {
    bulletin: BulletinProp,
    words: Locale,
}

/// What was pasted and what it would do. Nothing is applied before the button is pressed.
#[component]
fn Field(props: &FieldProps) -> Html {
    let send = use_send();
    let (locale, bulletin) = (&props.words, &props.bulletin.0);
    let (area, rate) = (use_node_ref(), use_node_ref());
    let read = {
        let (area, rate, send, confirmed) =
            (area.clone(), rate.clone(), send.clone(), bulletin.pasted.confirmed.clone());
        Callback::from(move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
            let rate = rate.cast::<HtmlInputElement>().map(|rate| rate.value()).unwrap_or_default();
            send.msg(Msg::Own(OwnMsg::Paste(Pasted { text, rate, confirmed: confirmed.clone() }).into()));
        })
    };
    html! {
        <section class="own">
            <p key="help" class="help">{ locale.t("own.paste-help") }</p>
            <textarea
                key="text" ref={area} class="in own__text own__paste" aria-label={locale.t("own.paste")} spellcheck="false" rows="8"
                defaultvalue={bulletin.pasted.text.clone()}
            />
            <div key="acts" class="btn-row">
                <label class="own__rate"><span>{ locale.t("own.rate") }</span><input ref={rate} class="in" inputmode="decimal" maxlength="12" defaultvalue={bulletin.pasted.rate.clone()} /></label>
                <button class="btn" type="button" onclick={read}>{ icon("search") }<span>{ locale.t("own.preview") }</span></button>
            </div>
            if let Some(preview) = &bulletin.preview {
                { shown(preview, &bulletin.pasted, locale, &send) }
            }
            if !bulletin.errors.is_empty() {
                <div key="errors" role="alert">{ findings(&bulletin.errors, "issue issue--err") }</div>
            }
        </section>
    }
}

fn shown(preview: &Preview, pasted: &Pasted, locale: &Locale, send: &Send) -> Html {
    let (takes, unread) = (preview.takes.to_string(), preview.unread.len().to_string());
    let told = match &preview.as_of {
        Some(date) => locale.fill("own.would", &[("n", &takes), ("m", &unread), ("date", date)]),
        None => locale.fill("own.would-none", &[("m", &unread)]),
    };
    let figures = html! {
        <div class="tablebox own__found" tabindex="0">
            <table class="own__tt">
                <caption class="sr">{ locale.t("own.figures") }</caption>
                <thead><tr>
                    <th scope="col">{ locale.t("own.in-text") }</th><th scope="col">{ locale.t("own.indicator") }</th><th scope="col">{ locale.t("own.months") }</th>
                    <th scope="col" class="n">{ locale.t("own.old") }</th><th scope="col" class="n">{ locale.t("own.fresh") }</th>
                    <th scope="col" class="n">{ locale.t("own.difference") }</th><th scope="col">{ locale.t("own.state") }</th>
                </tr></thead>
                <tbody>{ for preview.figures.iter().enumerate().map(|(at, figure)| html! { <tr key={at}>{ row(figure, pasted, locale, send) }</tr> }) }</tbody>
            </table>
        </div>
    };
    html! {
        <>
            <div key="told" class="btn-row">
                <p class="own__n" role="status">{ told }</p>
                if preview.as_of.is_some() {
                    <button class="btn btn--primary" type="button" onclick={own(send, OwnMsg::Apply)}>
                        { locale.fill("own.apply", &[("n", &takes)]) }
                    </button>
                }
            </div>
            if preview.cut {
                <p key="cut" class="own__trouble">{ icon("warn") }<span>{ locale.t("own.cut") }</span></p>
            }
            if !preview.figures.is_empty() {
                { with_takes(table_takes(locale), figures) }
            }
            if !preview.unread.is_empty() {
                <h3 key="unread-title" class="strong">{ locale.fill("own.unread", &[("n", &unread)]) }</h3>
                { findings(&preview.unread, "issue") }
            }
        </>
    }
}

fn row(figure: &Figure, pasted: &Pasted, locale: &Locale, send: &Send) -> Html {
    let confirm = figure.asks.then(|| {
        let mut pasted = pasted.clone();
        pasted.confirmed.push((figure.name.clone(), figure.meant.clone()));
        own(send, OwnMsg::Paste(pasted))
    });
    let notes = figure.notes.join(if locale.is_zh() { "；" } else { "; " });
    html! {
        <>
            <td>{ figure.name.clone() }{ " " }<span class="muted">{ figure.place.clone() }</span></td>
            <th scope="row" class="own__name">{ figure.shown.clone() }</th>
            <td class="own__m">{ figure.months.clone() }</td>
            <td class="n">{ figure.old.clone() }</td>
            <td class="n">{ figure.new.clone() }</td>
            <td class="n">{ figure.difference.clone() }</td>
            <td>
                <span class={if figure.applies { "v-ok" } else { "muted" }}>{ figure.state.clone() }</span>
                if let Some(onclick) = confirm {
                    { " " }<button class="btn btn--sm" type="button" {onclick}>{ locale.fill("own.confirm", &[("name", &figure.shown)]) }</button>
                }
                if !notes.is_empty() {
                    <p class="help">{ notes }</p>
                }
            </td>
        </>
    }
}
