//! The drawing, and the layer over it that follows the pointer and the arrow keys.

use guoban_planning::number::{months, plain, published};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlCanvasElement, ResizeObserver};
use yew::prelude::*;

use crate::chart::draw::draw;
use crate::chart::frame::Frame;
use crate::chart::palette::Palette;
use crate::chart::series::Series;
use crate::shell::{use_device_ratio, when_idle};
use crate::state::Theme;
use crate::texts::Locale;
use crate::views::hooks::use_locale;
use crate::views::lengths::fixed;

/// Props of the drawing.
#[derive(Properties, PartialEq)]
pub struct CanvasProps {
    /// The figures.
    pub series: Series,
    /// What they say, in a sentence.
    pub told: String,
    /// The theme.
    pub theme: Theme,
    /// The unit of the figures.
    pub unit: AttrValue,
}

/// What is on the canvas.
#[derive(Clone, PartialEq)]
struct Painted {
    series: Series,
    size: (f64, f64),
    ratio: f64,
    theme: Theme,
    locale: Locale,
}

/// A chart on a canvas. It is painted again when figures, size, pixel density, theme or language change.
#[component]
pub fn Canvas(props: &CanvasProps) -> Html {
    let locale = use_locale();
    let place = use_node_ref();
    let canvas = use_node_ref();
    let size = use_state(|| (0.0, 0.0));
    let frame = use_state_eq(|| None::<Frame>);
    let palette = use_mut_ref(|| None::<(Theme, Palette)>);
    let wanted = use_mut_ref(|| None::<Painted>);
    let month = use_state(|| None::<usize>);
    let ratio = use_device_ratio();

    {
        let (place, set) = (place.clone(), size.setter());
        use_effect_with((), move |()| {
            let kept = place.cast::<Element>().and_then(|element| {
                let measured = element.clone();
                let resized = Closure::<dyn FnMut()>::new(move || {
                    set.set((f64::from(measured.client_width()), f64::from(measured.client_height())));
                });
                let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, resized))
            });
            move || {
                if let Some((observer, _)) = &kept {
                    observer.disconnect();
                }
                drop(kept);
            }
        });
    }
    {
        let (canvas, frame) = (canvas.clone(), frame.setter());
        let known =
            Painted { series: props.series.clone(), size: *size, ratio, theme: props.theme, locale: locale.clone() };
        use_effect_with(known, move |known| {
            // A slider that moves comes first: what is painted is the latest when there is time for it.
            let waits = wanted.replace(Some(known.clone())).is_some();
            if waits {
                return;
            }
            when_idle(move || {
                let Some(Painted { series, size, ratio, theme, locale }) = wanted.take() else { return };
                let canvas = canvas.cast::<HtmlCanvasElement>().filter(|_| size.0 > 80.0 && size.1 > 60.0);
                let drawn = canvas.and_then(|canvas| {
                    // Reading tokens makes the browser settle its styles: once a theme is enough.
                    let known = palette.borrow().filter(|(of, _)| *of == theme).map(|(_, palette)| palette);
                    let colours = known.or_else(|| Palette::read(&canvas))?;
                    palette.replace(Some((theme, colours)));
                    draw(&canvas, &series, size, ratio, &colours, &locale)
                });
                frame.set(drawn);
            });
        });
    }

    let onpointermove = {
        let (frame, month) = (frame.clone(), month.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(frame) = &*frame {
                month.set(Some(frame.month(f64::from(event.offset_x()))));
            }
        })
    };
    let onpointerdown = onpointermove.clone();
    let onpointerleave = {
        let month = month.clone();
        Callback::from(move |_: PointerEvent| month.set(None))
    };
    let onblur = {
        let month = month.clone();
        Callback::from(move |_: FocusEvent| month.set(None))
    };
    let onkeydown = {
        let (month, known, (first, last)) = (month.clone(), props.series.known, props.series.span);
        Callback::from(move |event: KeyboardEvent| {
            let at = (*month).unwrap_or_else(|| usize::try_from(known).unwrap_or(0)).clamp(first, last);
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1).min(last),
                "ArrowLeft" => at.saturating_sub(1).max(first),
                "Home" => first,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            month.set(Some(next));
        })
    };
    let layer = match (&*frame, *month) {
        (Some(frame), Some(month)) => crosshair(props, frame, month, &locale),
        _ => html! { <g key="none" /> },
    };
    html! {
        <div
            ref={place} class="plot" data-theme={props.theme.name()} tabindex="0" role="group" aria-roledescription={locale.t("chart.role")}
            aria-label={props.told.clone()} {onkeydown} {onblur}
        >
            <canvas key="canvas" ref={canvas} class="plot__c" aria-hidden="true" />
            <svg
                key="layer" class="plot__l" width="100%" height="100%" aria-hidden="true" focusable="false"
                {onpointermove} {onpointerdown} {onpointerleave}
            >
                <rect key="area" class="plot__a" width="100%" height="100%" />
                { layer }
            </svg>
            <p key="said" class="sr" role="status">{ (*month).map(|month| said(props, month, &locale)) }</p>
        </div>
    }
}

/// What a month holds, named.
fn rows(series: &Series, month: usize, locale: &Locale) -> Vec<(&'static str, AttrValue, f64)> {
    let known = month as i32 <= series.known;
    let line = |line: &Option<crate::chart::series::Line>| line.as_ref().and_then(|line| line[month]);
    let due = match month {
        5 => series.due[0],
        11 => series.due[1],
        _ => None,
    };
    let standing = if known { ("k-act", "chart.is-known") } else { ("k-plan", "chart.is-projected") };
    let all = [
        (standing.0, standing.1, series.standing[month]),
        ("k-due", "chart.due", due),
        ("k-base", "chart.baseline", series.baseline[month].filter(|_| series.differs())),
        ("k-sea", "chart.seasonal", line(&series.seasonal)),
        ("k-lin", "chart.linear", line(&series.linear)),
    ];
    all.into_iter().filter_map(|(class, key, value)| Some((class, locale.t(key), value?))).collect()
}

fn number(value: f64, decimals: u32) -> String {
    published(value, decimals).map_or_else(String::new, |value| plain(value, decimals))
}

fn said(props: &CanvasProps, month: usize, locale: &Locale) -> String {
    let name = months(month as i32, month as i32, locale.language);
    let rows = rows(&props.series, month, locale).into_iter();
    let words: Vec<String> =
        rows.map(|(_, word, value)| format!("{word} {}", number(value, props.series.decimals))).collect();
    format!(
        "{name}{} {}",
        if locale.is_zh() { "：" } else { ":" },
        words.join(if locale.is_zh() { "，" } else { ", " })
    )
}

/// Height of a line in the box.
const LINE: f64 = 16.0;

/// Width of the box.
const BOX: f64 = 148.0;

fn crosshair(props: &CanvasProps, frame: &Frame, month: usize, locale: &Locale) -> Html {
    let series = &props.series;
    let x = frame.x(month);
    let rows = rows(series, month, locale);
    let height = LINE * (rows.len() as f64 + 1.0) + 8.0;
    let left = if x + BOX + 14.0 <= frame.width { x + 10.0 } else { (x - BOX - 10.0).max(0.0) };
    let top = (frame.height - height).clamp(0.0, frame.top);
    let title = format!("{} {}", months(month as i32, month as i32, locale.language), props.unit);
    let px = |value: f64| fixed(value, 1);
    html! {
        <g key="crosshair">
            <path key="line" class="plot__x" d={format!("M{} {}V{}", px(x), px(frame.top), px(frame.bottom))} />
            { for rows.iter().map(|(class, _, value)| html! {
                <circle key={*class} class={format!("plot__d {class}")} cx={px(x)} cy={px(frame.y(*value))} r="3.5" />
            }) }
            <g key="box" transform={format!("translate({} {})", px(left), px(top))}>
                <rect key="back" class="plot__b" width={px(BOX)} height={px(height)} rx="4" />
                <text key="title" class="plot__t plot__t--b" x="8" y="16">{ title }</text>
                { for rows.iter().enumerate().map(|(index, (class, word, value))| {
                    let y = LINE * (index as f64 + 2.0);
                    html! {
                        <g key={*class}>
                            <circle class={format!("plot__d {class}")} cx="12" cy={px(y - 4.0)} r="3" />
                            <text class="plot__t" x="20" y={px(y)}>{ word.clone() }</text>
                            <text class="plot__t plot__t--b plot__t--n" x={px(BOX - 8.0)} y={px(y)}>{ number(*value, series.decimals) }</text>
                        </g>
                    }
                }) }
            </g>
        </g>
    }
}
