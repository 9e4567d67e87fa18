//! The tiles above the chart: how many are completed by June, what is late, what is held up, and the spread of the count.

use std::collections::BTreeMap;

use guoban_planning::wall::{JUNE, Project};
use yew::prelude::*;

use super::Drawn;
use super::axis::percent;
use crate::texts::Locale;
use crate::views::takes::chart_takes;

/// The tiles.
pub(super) fn summary(drawn: &Drawn<'_>) -> Html {
    let Drawn { look, projects, .. } = drawn;
    let locale = &look.locale;
    let by_june = |month: fn(&Project) -> Option<i32>| {
        projects.iter().filter(|one| month(one).is_some_and(|month| month <= JUNE)).count()
    };
    let planned = by_june(|project| project.planned.finish);
    let projected = by_june(|project| project.projected.finish);
    let without = by_june(|project| project.without.finish);
    let late = projects.iter().filter(|project| project.is_late()).count();
    let moved = projects.iter().filter(|project| project.moved().is_some_and(|moved| moved != 0)).count();
    let held = projects.iter().filter(|project| project.is_held()).count();
    let mut waits: BTreeMap<&str, usize> = BTreeMap::new();
    for wait in projects.iter().flat_map(|project| &project.waits) {
        *waits.entry(locale.of(&wait.name)).or_default() += 1;
    }
    let problems: usize = projects.iter().map(|project| project.problems.len()).sum();
    let tile = |key: &'static str, figure: String, of: String, told: Html| {
        html! {
            <section {key} class="strip__c wl__tile">
                <h3 class="strip__t">{ locale.t(key) }</h3>
                <p class="wl__fig"><b>{ figure }</b><span class="muted">{ of }</span></p>
                <p class="wl__told">{ told }</p>
            </section>
        }
    };
    let count = |n: usize| n.to_string();
    let without_told = (without != projected).then(|| locale.fill("wall.without", &[("n", &count(without))]));
    html! {
        <div key="summary" class="wl__su">
            { tile("wall.by-june-n", count(projected), locale.fill("wall.of-planned", &[("n", &count(planned))]), html! { { for without_told } }) }
            { tile(
                "wall.late-n", count(late), locale.fill("wall.of", &[("n", &count(projects.len()))]),
                html! { if moved > 0 { { locale.fill("wall.moved", &[("n", &count(moved))]) } } },
            ) }
            { tile("wall.held-n", count(held), locale.fill("wall.of", &[("n", &count(projects.len()))]), html! {
                <>
                    if problems > 0 {
                        <span key="problems">{ locale.t("wall.problems") }{ " " }<b>{ problems }</b></span>
                    }
                    { for waits.iter().map(|(name, count)| html! { <span key={*name}>{ *name }{ " " }<b>{ *count }</b></span> }) }
                </>
            }) }
            { spread(drawn, locale) }
        </div>
    }
}

/// How many are completed by June, by the draws.
fn spread(drawn: &Drawn<'_>, locale: &Locale) -> Html {
    let Some(finishes) = &drawn.wall.finishes else { return html! {} };
    let shares = finishes.completed(false);
    let [low, middle, high] = finishes.range(false);
    let most = shares.iter().copied().fold(0.0_f64, f64::max).max(f64::EPSILON);
    let first = shares.iter().position(|share| *share > 0.0).unwrap_or(0).saturating_sub(1);
    let last = shares.iter().rposition(|share| *share > 0.0).unwrap_or(0);
    let last = (last + 1).min(shares.len() - 1).max(first + 5).min(shares.len() - 1);
    let width = 100.0 / (last - first + 1) as f64;
    let told = locale.fill(
        "wall.spread-told",
        &[("low", &low.to_string()), ("middle", &middle.to_string()), ("high", &high.to_string())],
    );
    html! {
        <section key="spread" class={classes!("strip__c", "wl__tile", drawn.is_old.then_some("wl__old"))}>
            <div class="wl__hd"><h3 class="strip__t">{ locale.t("wall.spread") }</h3>{ chart_takes(locale, &drawn.look.send) }</div>
            <svg class="wl__sp" role="img" aria-label={told.clone()}>
                { for (first..=last).map(|count| {
                    let share = shares[count];
                    let (x, height) = ((count - first) as f64 * width, share / most * 34.0);
                    html! {
                        <g key={count}>
                            <rect class={if count == middle { "wl__past" } else { "wl__rest" }} x={percent(x + width * 0.1)} width={percent(width * 0.8)} y={crate::views::lengths::fixed(36.0 - height, 1)} height={crate::views::lengths::fixed(height, 1)} />
                            <text class="wl__tm" x={percent(x + width / 2.0)} y="48" text-anchor="middle">{ count }</text>
                        </g>
                    }
                }) }
            </svg>
            <p class="wl__told">{ told }</p>
        </section>
    }
}
