//! The chosen target over the year, as a chart or as a table.

use guoban_model::model::Model;
use guoban_model::pack::{Measure, TargetId};
use guoban_planning::number::unit_name;
use guoban_planning::sentence;
use yew::prelude::*;

use super::canvas::Canvas;
use super::figures::figures;
use crate::chart::series::Series;
use crate::icons::icon;
use crate::shared::Shared;
use crate::state::{Theme, ViewAction};
use crate::views::hooks::Look;
use crate::views::part::{Facts, Place, part};
use crate::views::takes::{canvas_takes, table_takes};

/// The chart of the chosen target, and the same as a table.
pub fn chart_panel(look: &Look) -> Html {
    let Look { session, view, theme, locale, .. } = look;
    let row = session.row(view.selected);
    let series = row.and_then(|row| Series::of(session, row));
    let judged = row.and_then(|row| session.board().rows.get(row));
    let facts = series.zip(judged).map(|(series, judged)| Shown {
        model: session.model().clone(),
        target: judged.target,
        series,
        told: [&judged.half, &judged.year]
            .map(|verdict| sentence::sentence(session.pack(), verdict, locale.language))
            .join(" "),
        as_table: view.as_table,
        june: view.june,
        theme: *theme,
    });
    part(look, "chart", Chart(facts))
}

/// The chart; nothing where no target is looked at.
#[derive(PartialEq)]
struct Chart(Option<Shown>);

#[derive(PartialEq)]
struct Shown {
    model: Shared<Model>,
    target: TargetId,
    series: Series,
    /// The verdicts in words.
    told: String,
    as_table: bool,
    /// Only the months around June.
    june: bool,
    theme: Theme,
}

impl Facts for Chart {
    fn draw(&self, place: &Place) -> Html {
        let Place { locale, send } = place;
        let Some(Shown { model, target, series, told, as_table, june, theme }) = &self.0 else {
            return html! { <section class="panel"><p class="empty">{ locale.t("chart.none") }</p></section> };
        };
        let pack = model.pack();
        let target_of = &pack.targets[target.0];
        let unit = unit_name(&pack.variables[target_of.variable.0].unit, locale.language);
        let kind = locale.t(match series.measure {
            Measure::Flow => "chart.cumulative",
            Measure::Stock => "chart.stock",
            Measure::Rate => "chart.rate",
        });
        let comma = if locale.is_zh() { "，" } else { ", " };
        let hint = if unit.is_empty() { kind.to_string() } else { format!("{kind}{comma}{unit}") };
        let hint = if series.fan.iter().any(Option::is_some) {
            format!("{hint}{comma}{}", locale.t("chart.bands"))
        } else {
            hint
        };
        let name = locale.of(&target_of.name).to_owned();
        let shown = if *june { series.around_june() } else { series.clone() };
        html! {
            <section class="panel" aria-label={locale.fill("chart.title", &[("name", &name)])}>
                <div key="head" class="panel__h">
                    <h2 class="panel__t">{ name.clone() }</h2>
                    <span class="panel__s">{ hint }</span>
                    <span class="panel__tools">
                        if *as_table {
                            { table_takes(locale) }
                        } else {
                            { canvas_takes((shown.clone(), locale.clone()), send) }
                        }
                        <button
                            class="btn btn--quiet btn--sm" type="button" aria-pressed={june.to_string()} disabled={*as_table}
                            title={locale.t("chart.june-hint")} onclick={send.on_view(ViewAction::June(!june))}
                        >{ icon("search") }<span>{ locale.t("chart.june") }</span></button>
                        <button
                            class="btn btn--quiet btn--sm" type="button" aria-pressed={as_table.to_string()}
                            onclick={send.on_view(ViewAction::AsTable(!as_table))}
                        >{ icon(if *as_table { "chart" } else { "table" }) }<span>{ locale.t(if *as_table { "chart.as-chart" } else { "chart.as-table" }) }</span></button>
                    </span>
                </div>
                <div key="body" class="panel__b panel__b--chart">
                    if *as_table {
                        { figures(series, told.clone(), *target, place) }
                    } else {
                        <Canvas key="chart" series={shown} told={told.clone()} theme={*theme} unit={AttrValue::from(unit.to_owned())} />
                    }
                </div>
            </section>
        }
    }
}
