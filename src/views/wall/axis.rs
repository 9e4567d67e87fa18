//! The months across the chart.

use guoban_planning::number::{month_of, months};
use guoban_planning::wall::MONTHS;
use yew::prelude::*;

use crate::state::Session;
use crate::texts::Locale;
use crate::views::lengths::fixed;

/// Months shown where nobody asked for more: the plan year and the quarter after.
const SHORT: i32 = 15;

/// The months across the chart, from January of the plan year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// How many months.
    pub months: i32,
    /// The plan year.
    pub year: i32,
    /// The month of the as-of date.
    pub month: i32,
    /// The day of the as-of date, in months from the left.
    pub now: f64,
    /// Day and month of the as-of date.
    pub today: (u8, u8),
}

impl Axis {
    /// The axis of a session.
    pub fn of(session: &Session, long: bool) -> Self {
        let (date, year) = (session.as_of(), session.pack().year);
        let month = date.month.offset_from(year);
        Self {
            months: if long { MONTHS } else { SHORT },
            year,
            month,
            now: f64::from(month) + f64::from(date.day) / f64::from(date.month.days()),
            today: (date.month.month, date.day),
        }
    }

    /// The place of a boundary between months, or between days, as a share of the width; at an end where it lies beyond.
    pub fn x(self, at: f64) -> f64 {
        (at / f64::from(self.months) * 100.0).clamp(0.0, 100.0)
    }

    /// The same as a length.
    pub fn at(self, at: f64) -> String {
        percent(self.x(at))
    }

    /// A rectangle from one boundary to another; nothing where it lies outside or has no length.
    pub fn bar(self, class: &'static str, (from, to): (f64, f64), (y, height): (u8, u8)) -> Html {
        let (left, right) = (self.x(from), self.x(to));
        html! {
            if right > left {
                <rect {class} x={percent(left)} y={y.to_string()} width={percent(right - left)} height={height.to_string()} />
            }
        }
    }

    /// A mark at a boundary, if it lies within the chart.
    pub fn mark(self, class: &'static str, at: i32, path: &'static str, y: &'static str) -> Html {
        html! {
            if (0..=self.months).contains(&at) {
                <svg x={self.at(f64::from(at))} {y} overflow="visible"><path {class} d={path} /></svg>
            }
        }
    }

    /// Lines from `top` through the rest of a row: quarters, the as-of date, the end of June.
    pub fn lines(self, top: &'static str) -> Html {
        let line = |class: &'static str, at: f64| {
            html! { <line key={format!("{class}{at}")} {class} x1={self.at(at)} x2={self.at(at)} y1={top} y2="100%" /> }
        };
        let quarters = (1..self.months / 3)
            .map(|quarter| line(if quarter == 4 { "wl__y" } else { "wl__q" }, f64::from(quarter * 3)));
        html! {
            <>
                { for quarters }
                { line("wl__now", self.now) }
                { line("wl__half", 6.0) }
            </>
        }
    }

    /// The head of the chart: months, the as-of date and the end of June by name.
    pub fn head(self, locale: &Locale) -> Html {
        let day = self.today.1.to_string();
        let name = months(i32::from(self.today.0) - 1, i32::from(self.today.0) - 1, locale.language);
        let today = locale.fill("wall.today", &[("day", &day), ("name", &name)]);
        let label = |class: &'static str, at: f64, anchor: &'static str, text: String| {
            html! { <text key={class} {class} x={self.at(at)} y="12" text-anchor={anchor}>{ text }</text> }
        };
        let near = self.now > 4.0 && self.now <= 6.0;
        html! {
            <svg class="wl__ax" aria-hidden="true" focusable="false">
                { label("wl__tn", self.now, if near { "end" } else { "middle" }, today) }
                { label("wl__th", 6.0, "start", locale.t("wall.june").to_string()) }
                { for (0..self.months).map(|month| {
                    let text = if month % 12 == 0 && month > 0 { month_of(month, self.year, locale.language) } else { (month % 12 + 1).to_string() };
                    html! { <text key={month} class="wl__tm" x={self.at(f64::from(month) + 0.5)} y="27" text-anchor="middle">{ text }</text> }
                }) }
                { self.lines("17") }
            </svg>
        }
    }
}

/// A share of a hundred as a length.
pub fn percent(value: f64) -> String {
    fixed(value, 2) + "%"
}
