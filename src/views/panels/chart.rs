//! The chosen target over the year, as a chart or as a table.

use guoban_model::pack::Measure;
use guoban_planning::number::unit_name;
use guoban_planning::sentence;
use yew::prelude::*;

use super::canvas::Canvas;
use super::figures::figures;
use crate::chart::series::Series;
use crate::icons::icon;
use crate::state::ViewAction;
use crate::views::hooks::Look;

/// The chart of the chosen target, and the same as a table.
pub fn chart_panel(look: &Look) -> Html {
    let Look { locale, send, session, view, theme } = look;
    let pack = session.pack();
    let row = session.row(view.selected);
    let series = row.and_then(|row| Series::of(session, row));
    let judged = row.and_then(|row| session.board().rows.get(row));
    let (Some(series), Some(judged)) = (series, judged) else {
        return html! { <section key="chart" class="panel"><p class="empty">{ locale.t("chart.none") }</p></section> };
    };
    let target = &pack.targets[judged.target.0];
    let unit = unit_name(&pack.variables[target.variable.0].unit, locale.language);
    let kind = locale.t(match series.measure {
        Measure::Flow => "chart.cumulative",
        Measure::Stock => "chart.stock",
        Measure::Rate => "chart.rate",
    });
    let comma = if locale.is_zh() { "，" } else { ", " };
    let hint = if unit.is_empty() { kind.to_string() } else { format!("{kind}{comma}{unit}") };
    let hint =
        if series.fan.iter().any(Option::is_some) { format!("{hint}{comma}{}", locale.t("chart.bands")) } else { hint };
    let name = locale.of(&target.name).to_owned();
    let told = format!(
        "{} {}",
        sentence::sentence(pack, &judged.half, locale.language),
        sentence::sentence(pack, &judged.year, locale.language)
    );
    html! {
        <section key="chart" class="panel" aria-label={locale.fill("chart.title", &[("name", &name)])}>
            <div key="head" class="panel__h">
                <h2 class="panel__t">{ name.clone() }</h2>
                <span class="panel__s">{ hint }</span>
                <span class="panel__tools">
                    <button
                        class="btn btn--quiet btn--sm" type="button" aria-pressed={view.as_table.to_string()}
                        onclick={send.on_view(ViewAction::AsTable(!view.as_table))}
                    >{ icon(if view.as_table { "chart" } else { "table" }) }<span>{ locale.t(if view.as_table { "chart.as-chart" } else { "chart.as-table" }) }</span></button>
                </span>
            </div>
            <div key="body" class="panel__b panel__b--chart">
                if view.as_table {
                    { figures(&series, told, judged.target, look) }
                } else {
                    <Canvas key="chart" {series} {told} theme={*theme} unit={AttrValue::from(unit.to_owned())} />
                }
            </div>
        </section>
    }
}
