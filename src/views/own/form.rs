//! A form that was read: the pack that was made of it, or what is wrong in which cell.

use yew::prelude::*;

use super::{findings, told};
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{FormRead, Session};
use crate::texts::Locale;

/// What came of a form.
pub(super) fn form(read: &FormRead, session: Option<&Shared<Session>>, locale: &Locale) -> Html {
    if read.text.is_none() {
        return html! {
            <section class="own">
                <p key="told" role="alert">{ locale.fill("own.form-bad", &[("n", &read.said.len().to_string())]) }</p>
                { findings(&read.said, "issue issue--err") }
            </section>
        };
    }
    let name = session.map(|session| locale.of(&session.pack().name).to_owned()).unwrap_or_default();
    html! {
        <section class="own">
            <p key="told" class="own__sound v-ok" role="status">
                { icon("ok") }<span>{ told(locale, "own.form-made", &name).replace("{n}", &read.indicators.to_string()) }</span>
            </p>
            <p key="defaults" class="muted">{ locale.t("own.form-defaults") }</p>
            if !read.said.is_empty() {
                <h3 key="title" class="strong">{ locale.fill("own.form-said", &[("n", &read.said.len().to_string())]) }</h3>
                { findings(&read.said, "issue") }
            }
        </section>
    }
}
