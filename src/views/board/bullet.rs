//! The mark of a row: where known and projected stand against the line that is due. The line is at the same place in
//! every row, so that the eye runs down it.

use guoban_model::number::to_f64;
use guoban_model::pack::TargetKind;
use guoban_planning::judge::{Direction, Verdict};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::views::lengths::fixed;

/// Width of the drawing.
const WIDTH: f64 = 112.0;

/// Where the line is.
const LINE: f64 = 78.0;

/// Farthest a mark may be from the edges.
const EDGE: f64 = 5.0;

/// Pixels one unit of a rate takes at most, so that a tenth of a point does not look like a gulf.
const FINEST: f64 = 30.0;

/// What is drawn, in pixels from the left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Marks {
    Bar { known: f64, projected: f64, linear: Option<f64>, fan: Option<[f64; 4]> },
    Dots { known: Option<f64>, projected: f64, fan: Option<[f64; 4]> },
    Nothing,
}

fn marks(kind: TargetKind, verdict: &Verdict, fan: Option<[f64; 4]>) -> Marks {
    let (Some(due), Some(projected)) = (verdict.due, verdict.projected) else { return Marks::Nothing };
    let (due, projected) = (to_f64(due.value), to_f64(projected));
    let known = verdict.known.value.map(to_f64);
    let adds_up = verdict.share_done.is_some() || matches!(kind, TargetKind::Amount | TargetKind::Count);
    if adds_up && due > 0.0 {
        #[allow(
            clippy::manual_clamp,
            reason = "what `clamp` says of wrong bounds brings the printing of numbers along"
        )]
        let place = |value: f64| (value / due * LINE).max(0.0).min(WIDTH);
        let linear =
            verdict.linear.map(|mark| mark.due).filter(|linear| Some(*linear) != verdict.due.map(|due| due.value));
        let linear = linear.map(|linear: Decimal| place(to_f64(linear)));
        let fan = fan.map(|edges| edges.map(place));
        return Marks::Bar { known: place(known.unwrap_or(0.0)), projected: place(projected), linear, fan };
    }
    let better = if verdict.direction == Direction::AtMost { -1.0 } else { 1.0 };
    let away = |value: f64| (value - due) * better;
    let values = || known.into_iter().chain([projected]).chain(fan.into_iter().flatten()).map(away);
    let left = values().fold(0.0, f64::min).abs();
    let right = values().fold(0.0, f64::max);
    let room = |size: f64, room: f64| if size > 0.0 { room / size } else { f64::INFINITY };
    let scale = room(left, LINE - EDGE).min(room(right, WIDTH - LINE - EDGE)).min(FINEST);
    let place = |value: f64| LINE + away(value) * scale;
    Marks::Dots { known: known.map(place), projected: place(projected), fan: fan.map(|edges| edges.map(place)) }
}

/// The drawing of a row; `fan` holds the edges of the 80% and 50% bands of what is projected, ascending.
pub fn bullet(kind: TargetKind, verdict: &Verdict, fan: Option<[f64; 4]>, label: String) -> Html {
    let pixels = |value: f64| fixed(value, 1);
    let bands = |fan: Option<[f64; 4]>| {
        let edges = fan.map(|[low, lower, upper, high]| {
            (low.min(high), (high - low).abs(), lower.min(upper), (upper - lower).abs().max(1.0))
        });
        html! {
            if let Some((left, width, inner, thick)) = edges {
                <g key="fan">
                    <path class="bl-out" d={format!("M{} 10h{}", pixels(left), pixels(width))} />
                    <rect class="bl-in" x={pixels(inner)} y="7.5" width={pixels(thick)} height="5" />
                </g>
            }
        }
    };
    let inside = match marks(kind, verdict, fan) {
        Marks::Nothing => html! { <path key="none" class="bl-none" d="M6 10H106" /> },
        Marks::Bar { known, projected, linear, fan } => {
            let (from, to) = (known.min(projected), known.max(projected));
            html! {
                <g key="bar">
                    <rect key="known" class="bl-act" x="0" y="6.5" width={pixels(known)} height="7" />
                    <rect key="more" class="bl-prj" x={pixels(from)} y="7" width={pixels(to - from)} height="6" />
                    if let Some([low, .., high]) = fan {
                        <path key="fan" class="bl-out bl-out--bar" d={format!("M{} 10H{}", pixels(low), pixels(high))} />
                    }
                    if let Some(linear) = linear {
                        <path key="linear" class="bl-lin" d={format!("M{} 2v16", pixels(linear))} />
                    }
                </g>
            }
        }
        Marks::Dots { known, projected, fan } => {
            html! {
                <g key="dots">
                    { bands(fan) }
                    if let Some(known) = known {
                        <path key="way" class="bl-rng" d={format!("M{} 10H{}", pixels(known), pixels(projected))} />
                        <circle key="known" class="bl-a" cx={pixels(known)} cy="10" r="3.5" />
                    }
                    <circle key="projected" class="bl-med" cx={pixels(projected)} cy="10" r="3.5" />
                </g>
            }
        }
    };
    html! {
        <svg class="bullet" width="112" height="20" viewBox="0 0 112 20" role="img" aria-label={label}>{ inside }</svg>
    }
}
