//! The way from a figure to its making.

use guoban_planning::trace::Step;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::hooks::Send;
use super::part::Place;
use crate::state::{Tracing, ViewAction};

/// Width of the drawer in pixels, with the space beside it.
const WIDTH: f64 = 500.0;

/// Opens a figure.
pub fn tracing(send: &Send, path: Vec<Step>) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |event: MouseEvent| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        open(&send, path.clone(), pressed.as_ref());
    })
}

/// Opens a figure on the side where it covers neither the figure nor, once it is open, itself.
fn open(send: &Send, path: Vec<Step>, pressed: Option<&Element>) {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    let place = |element: &Element| element.get_bounding_client_rect();
    let left = match pressed.and_then(|pressed| pressed.closest(".trace-side").ok().flatten()) {
        Some(drawer) => drawer.class_name().contains("trace-side--left"),
        None => pressed.zip(width).is_some_and(|(pressed, width)| place(pressed).right() > width - WIDTH),
    };
    send.view(ViewAction::Trace(Some(Tracing { path, left })));
}

/// A figure that is a way to its sources; `period` says of which month or period it is.
pub fn figure(text: String, period: &str, step: Step, place: &Place) -> Html {
    let title = place.locale.fill("detail.trace-of", &[("period", period)]);
    html! { <button class="fig" type="button" tabindex="-1" {title} onclick={tracing(&place.send, vec![step])}>{ text }</button> }
}
