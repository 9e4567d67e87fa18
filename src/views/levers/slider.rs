//! The slider: a native range over a drawn track. The track is the feasible range, the tick the baseline, the coloured
//! part the change.

use guoban_model::number::to_f64;
use rust_decimal::Decimal;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::hold::{Held, Hold};
use super::setting::Setting;
use crate::state::Turned;
use crate::texts::Locale;
use crate::views::hooks::Send;
use crate::views::lengths::fixed;

/// Pixels a finger moves before it is clear whether it scrolls or slides.
const CLEAR: i32 = 8;

/// Keys by which the browser moves a range.
const MOVING: [&str; 6] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/// The native range of a setting. A drag, or a key held down, is one step of undo. A finger moves nothing before it is clear
/// that it does not scroll the page, and what it moved is taken back where the browser takes the gesture over.
pub fn range(setting: &Setting, hold: &Hold, class: impl Into<Classes>, locale: &Locale, send: &Send) -> Html {
    let input_of = |event: &Event| -> HtmlInputElement { event.target_unchecked_into() };
    let take = {
        let (send, setting) = (send.clone(), setting.clone());
        move |input: &HtmlInputElement| {
            if let Ok(value) = input.value().parse::<Decimal>() {
                send.steer(setting.set(value));
            }
        }
    };
    let onpointerdown = {
        let hold = hold.clone();
        Callback::from(move |event: PointerEvent| match event.pointer_type().as_str() {
            "touch" => hold.touch(event.client_x(), event.client_y()),
            _ => hold.point(),
        })
    };
    let onpointermove = {
        let (hold, take) = (hold.clone(), take.clone());
        Callback::from(move |event: PointerEvent| {
            let Held::Finger(x, y) = hold.by() else { return };
            let (across, along) = ((event.client_x() - x).abs(), (event.client_y() - y).abs());
            if across > CLEAR && across > along {
                hold.point();
                take(&input_of(&event));
            }
        })
    };
    let onpointerup = {
        let (hold, take, setting) = (hold.clone(), take.clone(), setting.clone());
        Callback::from(move |event: PointerEvent| {
            // A tap: the finger came down and went up in one place.
            if let Held::Finger(..) = hold.by() {
                let input = input_of(&event);
                if input.value() != setting.position() {
                    hold.point();
                    take(&input);
                }
            }
            hold.release(event.time_stamp());
        })
    };
    let onpointercancel = {
        let (hold, setting) = (hold.clone(), setting.clone());
        Callback::from(move |event: PointerEvent| {
            if let Held::Finger(..) = hold.by() {
                input_of(&event).set_value(&setting.position());
            }
            hold.give_up();
        })
    };
    let onblur = {
        let hold = hold.clone();
        Callback::from(move |event: FocusEvent| hold.release(event.time_stamp()))
    };
    let onchange = {
        // A pointer let go outside the window still ends here; a key ends when it comes up.
        let hold = hold.clone();
        Callback::from(move |event: Event| {
            if hold.by() == Held::Pointer {
                hold.release(event.time_stamp());
            }
        })
    };
    let onkeyup = {
        let hold = hold.clone();
        Callback::from(move |event: KeyboardEvent| hold.release(event.time_stamp()))
    };
    let oninput = {
        let hold = hold.clone();
        Callback::from(move |event: InputEvent| {
            if !matches!(hold.by(), Held::Finger(..)) {
                take(&event.target_unchecked_into());
            }
        })
    };
    let onkeydown = {
        let (hold, send, setting) = (hold.clone(), send.clone(), setting.clone());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            let steps = match key.as_str() {
                "PageUp" => 10,
                "PageDown" => -10,
                "Delete" => {
                    event.prevent_default();
                    if setting.is_changed() {
                        send.act(setting.clear());
                    }
                    return;
                }
                key if MOVING.contains(&key) => return hold.press(event.time_stamp()),
                _ => return,
            };
            event.prevent_default();
            hold.press(event.time_stamp());
            send.act(setting.set(setting.stepped(steps)));
        })
    };
    let told = locale.fill(
        "levers.told",
        &[
            ("value", &setting.told(setting.value)),
            ("base", &setting.show(setting.baseline)),
            ("low", &setting.show(setting.low)),
            ("high", &setting.show(setting.high)),
        ],
    );
    html! {
        <input
            class={class.into()} type="range" min={setting.low.to_string()} max={setting.high.to_string()}
            step={setting.step.to_string()} value={setting.position()}
            aria-label={setting.name.clone()} aria-valuetext={told} disabled={setting.locked.is_some()}
            title={locale.fill("levers.base-is", &[("value", &setting.show(setting.baseline))])}
            {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onblur} {onchange} {onkeyup} {oninput} {onkeydown}
        />
    }
}

/// The range with its ends, over the drawn track.
pub fn slider(setting: &Setting, turned: Option<&Turned>, hold: &Hold, locale: &Locale, send: &Send) -> Html {
    let along = |value: Decimal| {
        let (low, high) = (to_f64(setting.low), to_f64(setting.high));
        let share = if high > low { (to_f64(value) - low) / (high - low) } else { 0.0 };
        share.clamp(0.0, 1.0) * 100.0
    };
    let (base, now) = (along(setting.baseline), along(setting.value));
    let (from, length) = (base.min(now), (now - base).abs());
    html! {
        <div key="slider" class="slider">
            <span key="low" class="slider__e">{ setting.show(setting.low) }</span>
            <div key="track" class="slider__t">
                <svg class="slider__draw" aria-hidden="true" focusable="false">
                    <svg y="50%" overflow="visible">
                        <rect class="slider__rail" x="0" y="-3" width="100%" height="6" rx="3" />
                        <rect class="slider__chg" x={percent(from)} y="-3" width={percent(length)} height="6" />
                    </svg>
                    <svg x={percent(base)} y="50%" overflow="visible">
                        <path class="slider__base" d="M-1 11V-11H1V11ZM-4 -12H4L0 -6Z" />
                    </svg>
                    { for turned.into_iter().flat_map(|turned| &turned.marks).map(|(at, year)| {
                        let class = if *year { "slider__turn is-year" } else { "slider__turn" };
                        html! { <svg key={format!("{at}-{year}")} x={percent(along(*at))} y="50%" overflow="visible"><path {class} d="M0 -9V9" /></svg> }
                    }) }
                </svg>
                { range(setting, hold, "slider__in", locale, send) }
            </div>
            <span key="high" class="slider__e">{ setting.show(setting.high) }</span>
        </div>
    }
}

fn percent(value: f64) -> String {
    fixed(value, 2) + "%"
}
