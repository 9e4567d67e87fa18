//! A form that was read: the pack that was made of it, or what is wrong in which cell.

use yew::prelude::*;

use super::{findings, told};
use crate::icons::icon;
use crate::state::FormRead;
use crate::texts::Locale;

/// A form is being read.
pub(super) fn reading(locale: &Locale) -> Html {
    html! { <section class="own"><p key="told" role="status">{ locale.t("own.form-reading") }</p></section> }
}

/// What came of a form.
pub(super) fn form(read: &FormRead, locale: &Locale) -> Html {
    let Some(made) = &read.made else {
        return html! {
            <section class="own">
                <p key="told" role="alert">{ locale.fill("own.form-bad", &[("n", &read.said.len().to_string())]) }</p>
                { findings(&read.said, "issue issue--err") }
            </section>
        };
    };
    html! {
        <section class="own">
            <p key="told" class="own__sound v-ok" role="status">
                { icon("ok") }<span>{ told(locale, "own.form-made", locale.of(&made.name)).replace("{n}", &read.indicators.to_string()) }</span>
            </p>
            <p key="defaults" class="muted">{ locale.t("own.form-defaults") }</p>
            if !read.said.is_empty() {
                <h3 key="title" class="strong">{ locale.fill("own.form-said", &[("n", &read.said.len().to_string())]) }</h3>
                { findings(&read.said, "issue") }
            }
        </section>
    }
}
