//! The figures of a chart as a table.

use guoban_model::pack::TargetId;
use guoban_planning::number::{UNKNOWN, months, plain, published};
use guoban_planning::trace::Step;
use yew::prelude::*;

use crate::chart::series::{Line, MONTHS, Series};
use crate::views::part::Place;
use crate::views::tracing::tracing;

/// Month by month, what the chart shows; `caption` says it in a sentence.
pub fn figures(series: &Series, caption: String, target: TargetId, Place { locale, send }: &Place) -> Html {
    let show = |value: Option<f64>| {
        let value = value.and_then(|value| published(value, series.decimals));
        value.map_or_else(|| UNKNOWN.to_owned(), |value| plain(value, series.decimals))
    };
    let lines: [(&str, Option<&Line>); 4] = [
        ("chart.standing", Some(&series.standing)),
        ("chart.baseline", Some(&series.baseline)),
        ("chart.seasonal", series.seasonal.as_ref()),
        ("chart.linear", series.linear.as_ref()),
    ];
    let lines: Vec<(&str, &Line)> = lines.into_iter().filter_map(|(key, line)| Some((key, line?))).collect();
    let range = |month: usize| match series.fan[month] {
        None => String::new(),
        Some([low, .., high]) => {
            format!("{}{}{}", show(Some(low)), if locale.is_zh() { "—" } else { "–" }, show(Some(high)))
        }
    };
    let has_fan = series.fan.iter().any(Option::is_some);
    let has_due = series.due.iter().any(Option::is_some);
    html! {
        <div key="table" class="figures" tabindex="0" role="group" aria-label={locale.t("chart.as-table")}>
            <table class="mini-table">
                <caption class="sr">{ caption }</caption>
                <thead>
                    <tr>
                        <th key="month" scope="col">{ locale.t("chart.month") }</th>
                        { for lines.iter().map(|(key, _)| html! { <th key={*key} scope="col" class="n">{ locale.t(key) }</th> }) }
                        if has_fan {
                            <th key="fan" scope="col" class="n">{ locale.t("chart.band") }</th>
                        }
                        if has_due {
                            <th key="due" scope="col" class="n">{ locale.t("chart.due") }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    { for (0..MONTHS).map(|month| {
                        let known = month as i32 <= series.known;
                        let name = months(month as i32, month as i32, locale.language);
                        let due = match month { 5 => series.due[0], 11 => series.due[1], _ => None };
                        html! {
                            <tr key={month} class={known.then_some("is-known")}>
                                <th key="month" scope="row">{ name.clone() }<span class="tt__sub">{ " " }{ locale.t(if known { "chart.is-known" } else { "chart.is-projected" }) }</span></th>
                                { for lines.iter().map(|(key, line)| html! { <td key={*key}>
                                    if *key == "chart.standing" && line[month].is_some() {
                                        <button class="link" type="button" title={locale.fill("detail.trace-of", &[("period", &name)])} onclick={tracing(send, vec![Step::Standing(target, month as i32)])}>{ show(line[month]) }</button>
                                    } else {
                                        { show(line[month]) }
                                    }
                                </td> }) }
                                if has_fan {
                                    <td key="fan">{ range(month) }</td>
                                }
                                if has_due {
                                    <td key="due">{ due.map_or_else(String::new, |due| show(Some(due))) }</td>
                                }
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}
