//! Icons: one sprite of our own, drawn in the colour of the text.

use yew::{AttrValue, Html, html};

const SPRITE: &str = include_str!("../www/icons.svg");
const LATER: &str = include_str!("../www/icons-later.svg");

/// Symbols and hatchings of the first board, once per page.
pub fn sprite() -> Html {
    Html::from_html_unchecked(AttrValue::from(SPRITE))
}

/// Symbols that nothing on the first board shows: they come with the part of the bars.
pub fn later_sprite() -> Html {
    Html::from_html_unchecked(AttrValue::from(LATER))
}

/// One icon; always beside words or inside something with a name.
pub fn icon(name: &str) -> Html {
    html! { <svg class="i" aria-hidden="true" focusable="false"><use href={format!("#i-{name}")} /></svg> }
}

/// The mark of the product.
pub fn logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
            <circle cx="14" cy="14" r="11.5" fill="none" stroke="currentColor" stroke-width="2.5" />
            <path fill="currentColor" d="M3.5 12.2A11 11 0 0 0 24.5 17L3.5 12.2Z" />
            <path stroke="currentColor" stroke-width="1.5" d="M1 14h4M23 14h4" />
        </svg>
    }
}
