//! The slider: a native range over a drawn track. The track is the feasible range, the tick the baseline, the coloured
//! part the change.

use std::cell::RefCell;
use std::rc::Rc;

use guoban_model::number::to_f64;
use guoban_planning::action::Action;
use guoban_planning::number::typed;
use rust_decimal::Decimal;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::setting::Setting;
use crate::texts::Locale;
use crate::views::hooks::Send;

/// What holds the slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    No,
    /// A pointer.
    Pointer,
    /// A key.
    Key,
}

/// Keys by which the browser moves a range.
const MOVING: [&str; 6] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/// The range with its ends. A drag, or a key held down, is one step of undo: `held` remembers what holds the slider.
pub fn slider(setting: &Setting, held: &Rc<RefCell<Held>>, locale: &Locale, send: &Send) -> Html {
    let hold = {
        let (held, send) = (held.clone(), send.clone());
        move |by: Held| {
            if held.replace(by) == Held::No {
                send.act(Action::BeginDrag);
            }
        }
    };
    let release = {
        let (held, send) = (held.clone(), send.clone());
        move || {
            if held.replace(Held::No) != Held::No {
                send.act(Action::EndDrag);
            }
        }
    };
    let onpointerdown = {
        let hold = hold.clone();
        Callback::from(move |_: PointerEvent| hold(Held::Pointer))
    };
    let onpointerup = {
        let release = release.clone();
        Callback::from(move |_: PointerEvent| release())
    };
    let onpointercancel = onpointerup.clone();
    let onblur = {
        let release = release.clone();
        Callback::from(move |_: FocusEvent| release())
    };
    let onchange = {
        // A pointer let go outside the window still ends here; a key ends when it comes up.
        let (held, release) = (held.clone(), release.clone());
        Callback::from(move |_: Event| {
            if *held.borrow() == Held::Pointer {
                release();
            }
        })
    };
    let onkeyup = {
        let release = release.clone();
        Callback::from(move |_: KeyboardEvent| release())
    };
    let oninput = {
        let (send, setting) = (send.clone(), setting.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(value) = typed(&input.value()) {
                send.steer(setting.set(value));
            }
        })
    };
    let onkeydown = {
        let (send, setting) = (send.clone(), setting.clone());
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
                key if MOVING.contains(&key) => return hold(Held::Key),
                _ => return,
            };
            event.prevent_default();
            hold(Held::Key);
            send.act(setting.set(setting.stepped(steps)));
        })
    };
    let along = |value: Decimal| {
        let (low, high) = (to_f64(setting.low), to_f64(setting.high));
        let share = if high > low { (to_f64(value) - low) / (high - low) } else { 0.0 };
        share.clamp(0.0, 1.0) * 100.0
    };
    let (base, now) = (along(setting.baseline), along(setting.value));
    let (from, length) = (base.min(now), (now - base).abs());
    let told = locale.fill(
        "levers.told",
        &[
            ("value", &format!("{} {}", setting.show(setting.value), setting.unit)),
            ("base", &setting.named(setting.baseline, locale)),
            ("low", &setting.named(setting.low, locale)),
            ("high", &setting.named(setting.high, locale)),
        ],
    );
    html! {
        <div key="slider" class="slider">
            <span key="low" class="slider__e">{ setting.named(setting.low, locale) }</span>
            <div key="track" class="slider__t">
                <svg class="slider__draw" aria-hidden="true" focusable="false">
                    <svg y="50%" overflow="visible">
                        <rect class="slider__rail" x="0" y="-3" width="100%" height="6" rx="3" />
                        <rect class="slider__chg" x={percent(from)} y="-3" width={percent(length)} height="6" />
                    </svg>
                    <svg x={percent(base)} y="50%" overflow="visible">
                        <path class="slider__base" d="M-1 11V-11H1V11ZM-4 -12H4L0 -6Z" />
                    </svg>
                </svg>
                <input
                    class="slider__in" type="range" min={setting.low.to_string()} max={setting.high.to_string()}
                    step={setting.step.to_string()} value={setting.value.min(setting.high).max(setting.low).to_string()}
                    aria-label={setting.name.clone()} aria-valuetext={told} disabled={setting.locked.is_some()}
                    title={locale.fill("levers.base-is", &[("value", &setting.named(setting.baseline, locale))])}
                    {onpointerdown} {onpointerup} {onpointercancel} {onblur} {onchange} {onkeyup} {oninput} {onkeydown}
                />
            </div>
            <span key="high" class="slider__e">{ setting.named(setting.high, locale) }</span>
        </div>
    }
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
