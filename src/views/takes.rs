//! Buttons beside a table or a drawing that take it out of the page.

use std::rc::Rc;

use web_sys::MouseEvent;
use yew::prelude::*;

use super::hooks::{Send, use_send};
use crate::shell::{Charted, Take, picture, take, taken_table};
use crate::state::{Msg, TableFile};
use crate::texts::Locale;

/// Beside a table: onto the clipboard, and as files.
pub fn table_takes(locale: &Locale) -> Html {
    html! { <span key="takes" class="takes">{ of_table(locale) }</span> }
}

/// Beside a drawing: as lines, and as points.
pub fn chart_takes(locale: &Locale, send: &Send) -> Html {
    html! { <span key="takes" class="takes">{ of_drawing(locale, send, None) }</span> }
}

/// Beside a table that is a drawing as well.
pub fn drawn_table_takes(locale: &Locale, send: &Send) -> Html {
    html! { <span key="takes" class="takes">{ of_table(locale) }{ of_drawing(locale, send, None) }</span> }
}

/// Beside a chart on a canvas.
pub fn canvas_takes(chart: Charted, send: &Send) -> Html {
    let locale = chart.1.clone();
    html! { <span key="takes" class="takes">{ of_drawing(&locale, send, Some(Rc::new(chart))) }</span> }
}

/// A table or a drawing with its buttons.
pub fn with_takes(buttons: Html, inside: Html) -> Html {
    html! { <div class="taken">{ buttons }{ inside }</div> }
}

fn of_table(locale: &Locale) -> Html {
    let press = |way: Take| {
        Callback::from(move |event: MouseEvent| {
            take(&event, way);
        })
    };
    html! {
        <>
            { button("take.copy", locale.t("take.copy-short"), locale, press(Take::Copy)) }
            { button("take.csv", "CSV".into(), locale, press(Take::Csv)) }
            <Spreadsheet key="xlsx" locale={locale.clone()} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct SpreadsheetProps {
    locale: Locale,
}

/// The button that saves the table beside it as a workbook. What writes workbooks is fetched when it is pressed.
#[component]
fn Spreadsheet(props: &SpreadsheetProps) -> Html {
    let send = use_send();
    let press = Callback::from(move |event: MouseEvent| {
        if let Some((name, table)) = taken_table(&event) {
            send.msg(Msg::Table(Rc::new(TableFile { name, table })));
        }
    });
    button("take.xlsx", "XLSX".into(), &props.locale, press)
}

fn of_drawing(locale: &Locale, send: &Send, chart: Option<Rc<Charted>>) -> Html {
    let press = |way: Take| {
        let (answer, chart) = (send.0.clone(), chart.clone());
        Callback::from(move |event: MouseEvent| picture(&event, way, chart.clone(), answer.clone()))
    };
    html! {
        <>
            { button("take.svg", "SVG".into(), locale, press(Take::Svg)) }
            { button("take.png", "PNG".into(), locale, press(Take::Png)) }
        </>
    }
}

fn button(key: &'static str, word: AttrValue, locale: &Locale, press: Callback<MouseEvent>) -> Html {
    let told = locale.t(key);
    let onclick = Callback::from(move |event: MouseEvent| {
        // A press inside a summary would fold what it belongs to.
        event.prevent_default();
        event.stop_propagation();
        press.emit(event);
    });
    html! {
        <button {key} class="btn btn--quiet btn--sm" type="button" title={told.clone()} aria-label={told} {onclick}>{ word }</button>
    }
}
