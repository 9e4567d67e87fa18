//! What pulls the growth: industries in their order, baseline and scenario.

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_planning::judge::{Period, Row, Verdict};
use guoban_planning::number::{plain, signed};
use guoban_planning::pulls::{PULL_DECIMALS, Pulls, pulls};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::why::third_switch;
use crate::shared::Shared;
use crate::shell::use_width;
use crate::state::{Results, Session};
use crate::texts::{Locale, PANELS_EN, PANELS_ZH};
use crate::views::board::state_chip;
use crate::views::hooks::{Look, use_locale};
use crate::views::lengths::fixed;
use crate::views::part::{Facts, Place, part};
use crate::views::takes::chart_takes;

/// Colours of the industries, in turn; the first is agriculture, the next two make up the secondary sector.
const COLOURS: [&str; 11] = ["p1", "p2", "p2b", "p3", "p3b", "p3", "p3b", "p3", "p3b", "p3", "p3b"];

/// Width of the drawing of bars until it is measured.
const WIDTH: f64 = 318.0;

/// Left edge of the bars.
const LEFT: f64 = 58.0;

/// Pulls at mid-year by industry.
pub fn pulls_panel(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(PANELS_ZH, PANELS_EN), ..look.clone() };
    let session = &look.session;
    let verdict = judged(session).map(|row| row.half.clone());
    part(look, "pulls", Panel { growth: Growth::of(session), verdict })
}

#[derive(PartialEq)]
struct Panel {
    growth: Option<Growth>,
    verdict: Option<Verdict>,
}

impl Facts for Panel {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        html! {
            <section class="panel" aria-label={locale.t("pulls.title")}>
                <div key="head" class="panel__h">
                    { third_switch(true, locale, send) }
                    <span class="panel__s">{ locale.t("pulls.hint") }</span>
                    <span class="panel__tools">
                        { chart_takes(locale, send) }
                        if let Some(verdict) = &self.verdict {
                            { state_chip(verdict, locale) }
                        }
                    </span>
                </div>
                <div key="body" class="panel__b">
                    if let Some(growth) = &self.growth {
                        { growth.draw(locale) }
                    } else {
                        <p class="empty">{ locale.t("pulls.none") }</p>
                    }
                </div>
            </section>
        }
    }
}

/// The row of the growth that is accounted for.
fn judged(session: &Session) -> Option<&Row> {
    let pack = session.pack();
    let growth = pack.accounting.as_ref()?.growth;
    session.board().rows.iter().find(|row| pack.targets[row.target.0].variable == growth)
}

/// What pulls the growth, in the scenario and in the baseline, and what is due of it.
#[derive(PartialEq)]
pub struct Growth {
    model: Shared<Model>,
    now: Pulls,
    base: Pulls,
    due: Option<f64>,
}

impl Growth {
    /// What pulls the growth at mid-year; `None` where the pack has no accounting.
    pub fn of(session: &Session) -> Option<Self> {
        let at_half = |results: &Results| pulls(session.pack(), &results.projection, Period::Half);
        let (now, base) = (at_half(&session.results)?, at_half(&session.baseline)?);
        let due = judged(session).and_then(|row| row.half.due).map(|due| to_f64(due.value));
        Some(Self { model: session.model().clone(), now, base, due })
    }

    /// Baseline and scenario as bars, and the industries one by one.
    pub fn draw(&self, locale: &Locale) -> Html {
        let locale = &locale.with(PANELS_ZH, PANELS_EN);
        let Self { model, now, base, due } = self;
        let pack = model.pack();
        let rows = pack.accounting.as_ref().map(|accounting| &*pack.tables[accounting.table.0].rows);
        let rows = rows.unwrap_or_default();
        let total = plain(now.total, PULL_DECIMALS);
        let told = locale.fill("pulls.told", &[("total", &total), ("base", &plain(base.total, PULL_DECIMALS))]);
        let change = |change: Decimal| if change.is_zero() { "·".to_owned() } else { signed(change, PULL_DECIMALS) };
        html! {
            <>
                <Bars key="bars" base={base.clone()} now={now.clone()} due={*due} {told} />
                <ul key="list" class="pullgrid">
                    { for rows.iter().zip(&now.rows).zip(&base.rows).map(|((row, now), base)| html! {
                        <li key={row.id.clone()} title={locale.of(&row.name).to_owned()}>
                            <span>{ locale.of(&row.name).to_owned() }</span>
                            <b>{ plain(now.pull, PULL_DECIMALS) }</b>
                            <i>{ change(now.pull - base.pull) }</i>
                        </li>
                    }) }
                    <li key="total" class="pullgrid__t">
                        <span>{ locale.t("pulls.total") }</span>
                        <b>{ total }</b>
                        <i>{ change(now.total - base.total) }</i>
                    </li>
                </ul>
            </>
        }
    }
}

/// Props of the bars.
#[derive(Properties, PartialEq)]
struct BarsProps {
    base: Pulls,
    now: Pulls,
    due: Option<f64>,
    told: String,
}

/// Baseline and scenario as bars, as wide as their place; words keep their size.
#[component]
fn Bars(props: &BarsProps) -> Html {
    let locale = use_locale().with(PANELS_ZH, PANELS_EN);
    let place = use_node_ref();
    let measured = use_width(place.clone());
    let width = if measured > LEFT + 80.0 { measured } else { WIDTH };
    html! { <div ref={place} class="pulls__w">{ bars(props, width, &locale) }</div> }
}

fn bars(props: &BarsProps, width: f64, locale: &Locale) -> Html {
    let BarsProps { base, now, due, told } = props;
    let due = *due;
    let sizes = |pulls: &Pulls| -> (f64, f64) {
        let values = pulls.rows.iter().map(|row| to_f64(row.pull));
        let plus: f64 = values.clone().filter(|value| *value > 0.0).sum();
        (values.filter(|value| *value < 0.0).map(f64::abs).sum(), plus)
    };
    let ((minus, plus), (other_minus, other_plus)) = (sizes(base), sizes(now));
    let (minus, plus) = (minus.max(other_minus), plus.max(other_plus).max(due.unwrap_or(0.0)));
    let scale = (width - LEFT - 46.0) / (minus + plus).max(0.1);
    let zero = LEFT + minus * scale;
    let bar = |key: &'static str, name: AttrValue, pulls: &Pulls, top: f64| {
        let (mut right, mut left) = (zero, zero);
        let parts: Vec<Html> = pulls
            .rows
            .iter()
            .map(|row| {
                let size = to_f64(row.pull).abs() * scale;
                let negative = row.pull.is_sign_negative() && !row.pull.is_zero();
                let x = if negative { left -= size; left } else { right += size; right - size };
                let class = if negative { "pneg" } else { COLOURS[row.row % COLOURS.len()] };
                html! { <rect key={row.row} {class} x={fixed(x, 1)} y={top.to_string()} width={fixed((size - 0.8).max(0.0), 1)} height="14" /> }
            })
            .collect();
        html! {
            <g key={key}>
                <text key="name" class="plot__t" x={(LEFT - 6.0).to_string()} y={(top + 11.5).to_string()} text-anchor="end">{ name }</text>
                { for parts }
                <text key="total" class="plot__t plot__t--b" x={width.to_string()} y={(top + 11.5).to_string()} text-anchor="end">{ plain(pulls.total, PULL_DECIMALS) }</text>
            </g>
        }
    };
    html! {
        <svg class="pulls" width={fixed(width, 0)} height="42" role="img" aria-label={told.clone()}>
            { bar("base", locale.t("pulls.baseline"), base, 3.0) }
            { bar("now", locale.t("pulls.scenario"), now, 22.0) }
            <path key="zero" class="pulls__0" d={format!("M{} 0V40", fixed(zero, 1))} />
            if let Some(due) = due {
                <path key="due" class="pulls__due" d={format!("M{} 0V40", fixed(zero + due * scale, 1))} />
            }
        </svg>
    }
}
