//! Buttons beside a table or a drawing that take it out of the page.

use web_sys::MouseEvent;
use yew::prelude::*;

use crate::shell::{Take, take};
use crate::texts::Locale;

/// Beside a table: onto the clipboard, and as a file.
pub fn table_takes(locale: &Locale) -> Html {
    takes(&[Take::Copy, Take::Csv], locale)
}

/// Beside a drawing: as lines, and as points.
pub fn chart_takes(locale: &Locale) -> Html {
    takes(&[Take::Svg, Take::Png], locale)
}

/// Beside a drawing on a canvas.
pub fn canvas_takes(locale: &Locale) -> Html {
    takes(&[Take::Png], locale)
}

/// A table or a drawing with its buttons.
pub fn with_takes(buttons: Html, inside: Html) -> Html {
    html! { <div class="taken">{ buttons }{ inside }</div> }
}

fn takes(ways: &[Take], locale: &Locale) -> Html {
    let way = |way: &Take| {
        let way = *way;
        let (key, word) = match way {
            Take::Copy => ("take.copy", locale.t("take.copy-short")),
            Take::Csv => ("take.csv", "CSV".into()),
            Take::Svg => ("take.svg", "SVG".into()),
            Take::Png => ("take.png", "PNG".into()),
        };
        let told = locale.t(key);
        let onclick = Callback::from(move |event: MouseEvent| {
            // A press inside a summary would fold what it belongs to.
            event.prevent_default();
            event.stop_propagation();
            take(&event, way);
        });
        html! {
            <button {key} class="btn btn--quiet btn--sm" type="button" title={told.clone()} aria-label={told} {onclick}>{ word }</button>
        }
    };
    html! { <span key="takes" class="takes">{ for ways.iter().map(way) }</span> }
}
