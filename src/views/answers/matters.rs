//! What matters most: bars from the low to the high end of each lever and assumption, the three kinds apart.

use guoban_answers::tornado::{Bar, By, Class, End, Tornado};
use guoban_planning::number::{plain_or_unknown, signed_or_unknown, unit_name};
use yew::prelude::*;

use super::ways::{item, to_item};
use super::{Asking, drawn_table, panel, period_choice, target_choice};
use crate::icons::icon;
use crate::views::lengths::fixed;

/// Half the width of the drawing of a bar.
const HALF: f64 = 100.0;

/// Bars of a kind that are shown at first.
const SHOWN: usize = 10;

/// The widest bars, of which it is said how many nobody here decides.
const WIDEST: usize = 3;

/// Chooses target, period and measure, and shows the bars.
pub fn matters(asking: &Asking<'_>) -> Html {
    let Asking { look, state, .. } = asking;
    let locale = &look.locale;
    let by = |by: By, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(state.question.by == by).to_string()}
                onclick={asking.asks(|question| question.by = by)}
            >{ locale.t(key) }</button>
        }
    };
    let choices = html! {
        <div key="choices" class="ans__cs">
            { target_choice(asking) }
            { period_choice(asking) }
            <span key="by" class="seg seg--sm" role="group" aria-label={locale.t("answers.by")}>
                { by(By::Target, "answers.by-target") }
                { by(By::Hits, "answers.by-hits") }
            </span>
        </div>
    };
    let body = match &state.matters {
        None => html! { <p key="busy" class="empty" aria-busy="true">{ locale.t("answers.busy") }</p> },
        Some(kept) => bars(asking, &kept.value, kept.is_old),
    };
    html! { <>{ choices }{ body }</> }
}

fn bars(asking: &Asking<'_>, found: &Tornado, is_old: bool) -> Html {
    let Asking { look, state, .. } = asking;
    let (locale, pack) = (&look.locale, look.session.pack());
    let target = &pack.targets[found.target.0];
    let unit = unit_name(&pack.variables[target.variable.0].unit, locale.language);
    let told = locale.fill(
        "answers.stands",
        &[
            ("name", locale.of(&target.name)),
            ("period", found.period.name(locale.language)),
            ("value", &plain_or_unknown(found.projected, found.decimals.saturating_sub(1))),
            ("unit", unit),
            ("hits", &found.hits.to_string()),
            ("of", &found.counted.to_string()),
        ],
    );
    let by = state.question.by;
    let largest = found.largest(by);
    let sections = [
        (Class::Measure, "answers.measures"),
        (Class::Recording, "answers.recording"),
        (Class::Assumption, "answers.assumptions"),
    ];
    let assumed = found.assumed_among(WIDEST);
    html! {
        <div key="bars" class={classes!("ans__b", is_old.then_some("is-old"))}>
            <p key="told" class="ans__told">{ told }</p>
            { for sections.into_iter().map(|(class, key)| {
                let bars = found.ranked(class, by);
                if bars.is_empty() { html! { <span key={key} hidden=true /> } } else { section(asking, key, &bars, (by, largest, found.decimals)) }
            }) }
            if by == By::Target && assumed > 0 {
                <p key="assumed" class="note">{ icon("info") }<span>{ locale.fill("answers.assumed", &[("n", &assumed.to_string()), ("of", &WIDEST.to_string())]) }</span></p>
            }
            <p key="idle" class="help">{ locale.fill("answers.idle", &[("n", &found.idle.to_string())]) }</p>
        </div>
    }
}

fn section(asking: &Asking<'_>, key: &'static str, bars: &[&Bar], (by, largest, decimals): (By, f64, u32)) -> Html {
    let locale = &asking.look.locale;
    let title = locale.t(key);
    let head = html! {
        <tr>
            <th scope="col">{ locale.t("answers.item") }</th>
            <th scope="col" class="n">{ locale.t("answers.low") }</th>
            <th scope="col" class="tor__h"><span class="sr">{ locale.t("answers.bar") }</span></th>
            <th scope="col" class="n">{ locale.t("answers.high") }</th>
            <th scope="col" class="n">{ locale.t("answers.hits") }</th>
        </tr>
    };
    let all = asking.state.question.all || bars.len() <= SHOWN + 1;
    let shown = if all { bars } else { &bars[..SHOWN] };
    let rows = shown.iter().map(|bar| row(asking, bar, (by, largest, decimals)));
    let body = html! { <tbody>{ for rows }</tbody> };
    let more = html! {
        <div key="more" class="panel__f">
            <button class="link" type="button" onclick={asking.asks(|question| question.all = true)}>{ locale.fill("answers.all", &[("n", &bars.len().to_string())]) }</button>
        </div>
    };
    let body = html! {
        <>
            { drawn_table(asking, title.clone(), "tor", head, body) }
            if !all {
                { more }
            }
        </>
    };
    panel(key, html! { { title } }, html! {}, body)
}

fn row(asking: &Asking<'_>, bar: &Bar, (by, largest, decimals): (By, f64, u32)) -> Html {
    let look = asking.look;
    let (locale, pack) = (&look.locale, look.session.pack());
    let item = item(look, bar.change);
    let show = |end: End| item.show(end.setting, pack, locale.language);
    let hits = |end: End| match end.hits {
        0 => "·".to_owned(),
        hits => signed_or_unknown(Some(hits.into()), 0),
    };
    let cell = |end: End| {
        html! { <td class="n">{ signed_or_unknown(end.effect, decimals) }<span class="tt__sub tor__s">{ show(end) }</span></td> }
    };
    let kind = match bar.class {
        Class::Assumption => "assumption",
        Class::Recording => "recording",
        Class::Measure => "measure",
    };
    html! {
        <tr key={item.id().to_owned()} data-item={item.id().to_owned()} class={(bar.class == Class::Assumption).then_some("is-assumed")}>
            <th scope="row">
                { to_item(look, bar.change) }
                if bar.borrowed {
                    <span key="borrowed" class="tag tag--xs" title={locale.t("answers.borrowed-why")}>{ icon("borrow") }{ locale.t("answers.borrowed") }</span>
                }
            </th>
            { cell(bar.low) }
            <td class="tor__b">{ drawn(bar, by, largest, kind) }</td>
            { cell(bar.high) }
            <td class="n">{ hits(bar.low) }<span class="apart">{ " / " }{ hits(bar.high) }</span></td>
        </tr>
    }
}

/// Both ends from the plan's own place; the low end pale, so that the direction is seen.
fn drawn(bar: &Bar, by: By, largest: f64, kind: &str) -> Html {
    let part = |end: End, class: &str| {
        let amount = end.amount(by).unwrap_or(0.0);
        let length = if largest > 0.0 { amount / largest * (HALF - 4.0) } else { 0.0 };
        let (from, length) = (HALF + length.min(0.0), length.abs());
        html! { <rect class={format!("tor-{kind} {class}")} x={fixed(from, 1)} y="2" width={fixed(length, 1)} height="10" /> }
    };
    html! {
        <svg viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            { part(bar.low, "is-low") }
            { part(bar.high, "is-high") }
            <path class="tor-0" d="M100 0v14" />
        </svg>
    }
}
