//! The Guoban page: levers on one side, verdicts on the other, everything computed in the browser.
//!
//! [`state`] holds what the page knows and how it changes; it asks for outside work through requests, which [`shell`]
//! performs. [`views`] show the state; [`chart`] draws. Figures and verdicts come from the planning and model crates.

pub mod chart;
pub mod icons;
pub mod modules;
pub mod shared;
pub mod shell;
pub mod state;
pub mod texts;
pub mod views;

/// Starts the page in the element `app`.
pub fn start() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        shell::report_panic(&message);
    }));
    // Where the program is one piece, no part asks for its sheets.
    #[cfg(not(feature = "split"))]
    modules::Name::ALL.into_iter().for_each(|name| drop(shell::ask_for_sheets(name)));
    let place = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<views::App>::with_root(place).render();
    }
}
