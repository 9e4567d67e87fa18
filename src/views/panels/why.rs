//! Why the chosen target stands elsewhere than in the baseline: what each change contributes.

use guoban_model::number::to_f64;
use guoban_planning::judge::Period;
use guoban_planning::number::{plain, signed, unit_name};
use guoban_planning::why::{Change, Why};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::pulls::{pulls_of, pulls_panel};
use crate::state::ViewAction;
use crate::texts::Locale;
use crate::views::hooks::Look;

/// Width of the drawing of a bar.
const WIDTH: f64 = 100.0;

/// Where the bars of the two totals begin to tell something; what lies left of it is broken off.
const BREAK: f64 = 22.0;

/// The third panel: why the target moved, or what pulls the growth.
pub fn why_panel(look: &Look) -> Html {
    if look.view.pulls {
        return pulls_panel(look);
    }
    let Look { locale, session, view, send, .. } = look;
    let row = session.row(view.selected);
    let judged = row.and_then(|row| session.board().rows.get(row));
    let (Some(row), Some(judged)) = (row, judged) else {
        return html! { <section key="why" class="panel"><p class="empty">{ locale.t("chart.none") }</p></section> };
    };
    let target = &session.pack().targets[judged.target.0];
    let name = locale.of(&target.name).to_owned();
    let unit = unit_name(&session.pack().variables[target.variable.0].unit, locale.language);
    let period = if view.why_year { Period::Year } else { Period::Half };
    let choice = |year: bool, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(view.why_year == year).to_string()}
                onclick={send.on_view(ViewAction::WhyYear(year))}
            >{ locale.t(key) }</button>
        }
    };
    let unchanged = session.results.projection.settings() == session.baseline.projection.settings();
    let body = match session.why(row).map(|periods| &periods[usize::from(view.why_year)]) {
        // Nothing moved: what pulls the growth fills the place.
        _ if unchanged => html! {
            <>
                <p key="same" class="help">{ locale.t("why.same") }</p>
                { pulls_of(look).unwrap_or_default() }
            </>
        },
        None => html! { <p key="later" class="empty" aria-busy="true">{ locale.t("why.later") }</p> },
        Some(None) => html! { <p key="none" class="empty">{ locale.t("why.none") }</p> },
        Some(Some(why)) => {
            let told = locale.fill(
                "why.told",
                &[
                    ("name", &name),
                    ("period", period.name(locale.language)),
                    ("from", &plain(why.from, why.decimals)),
                    ("to", &plain(why.to, why.decimals)),
                    ("gap", &signed(why.to - why.from, why.decimals)),
                ],
            );
            waterfall(look, why, told)
        }
    };
    html! {
        <section key="why" id="why" class="panel" tabindex="-1" aria-label={locale.t("why.title")}>
            <div key="head" class="panel__h">
                { third_switch(look) }
                <span class="panel__s" title={name.clone()}>{ name.clone() }{ " " }{ unit.to_owned() }</span>
                <span class="panel__tools seg seg--sm" role="group" aria-label={locale.t("why.period")}>
                    { choice(false, "why.half") }
                    { choice(true, "why.year") }
                </span>
            </div>
            <div key="body" class="panel__b" tabindex="0" role="group" aria-label={locale.t("why.title")}>{ body }</div>
        </section>
    }
}

/// Chooses what the third panel shows.
pub fn third_switch(look: &Look) -> Html {
    let Look { locale, view, send, .. } = look;
    let choice = |pulls: bool, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(view.pulls == pulls).to_string()}
                onclick={send.on_view(ViewAction::Pulls(pulls))}
            >{ locale.t(key) }</button>
        }
    };
    html! {
        <h2 key="third" class="panel__t">
            <span class="seg seg--sm" role="group" aria-label={locale.t("why.switch")}>
                { choice(false, "why.title") }
                { choice(true, "why.pulls") }
            </span>
        </h2>
    }
}

fn waterfall(look: &Look, why: &Why, told: String) -> Html {
    let Look { locale, session, .. } = look;
    let (pack, decimals) = (session.pack(), why.decimals);
    let (mut low, mut high, mut at) = (why.from.min(why.to), why.from.max(why.to), why.from);
    for part in &why.parts {
        at += part.amount;
        (low, high) = (low.min(at), high.max(at));
    }
    let (low, span) = (to_f64(low), to_f64(high - low));
    let x = |value: Decimal| {
        let share = if span > 0.0 { (to_f64(value) - low) / span } else { 1.0 };
        BREAK + share * (WIDTH - BREAK)
    };
    let total = |key: &str, value: Decimal, class: &'static str| {
        html! {
            <tr key={key.to_owned()} class="wf__t">
                <th scope="row">{ locale.t(key) }</th>
                <td class="wf__b">{ bar(0.0, x(value), class, true) }</td>
                <td class="n">{ plain(value, decimals) }</td>
            </tr>
        }
    };
    let mut at = why.from;
    html! {
        <>
            <table key="waterfall" class="wf" data-exact={why.exact.to_string()}>
                <caption class="sr">{ told }</caption>
                <colgroup><col /><col class="wf__b" /><col class="wf__n" /></colgroup>
                <tbody>
                    { total("why.from", why.from, "wf-base") }
                    { for why.parts.iter().enumerate().map(|(index, part)| {
                        let (start, end) = (at, at + part.amount);
                        at = end;
                        let (name, unit, decimals, assumed) = match part.change {
                            Change::Lever(id) => {
                                let item = &pack.levers[id.0];
                                (&item.name, &item.unit, item.decimals, false)
                            }
                            Change::Assumption(id) => {
                                let item = &pack.assumptions[id.0];
                                (&item.name, &item.unit, item.decimals, true)
                            }
                        };
                        let class = match (assumed, part.amount.is_sign_negative()) {
                            (true, _) => "wf-assume",
                            (false, true) => "wf-minus",
                            (false, false) => "wf-plus",
                        };
                        let (from, to) = (plain(part.from, decimals), plain(part.to, decimals));
                        let words = locale.fill("why.change", &[("name", locale.of(name)), ("from", &from), ("to", &to)]);
                        let words = guoban_planning::number::with_unit(&words, unit, locale.language);
                        html! {
                            <tr key={index} class={assumed.then_some("is-assumed")}>
                                <th scope="row" title={words.clone()}>{ words.clone() }</th>
                                <td class="wf__b">{ bar(x(start.min(end)), x(start.max(end)), class, false) }</td>
                                <td class="n">{ signed(part.amount, why.decimals) }</td>
                            </tr>
                        }
                    }) }
                    { total("why.to", why.to, "wf-now") }
                </tbody>
            </table>
            { notes(why, locale) }
        </>
    }
}

fn notes(why: &Why, locale: &Locale) -> Html {
    html! {
        <p key="notes" class="help">
            if !why.exact {
                <span class="tag tag--xs" title={locale.t("why.sampled-why")}>{ locale.t("why.sampled") }</span>{ " " }{ locale.t("why.sampled-why") }{ " " }
            }
            if why.parts.is_empty() {
                { locale.t("why.unmoved") }
            } else if why.idle > 0 {
                { locale.fill("why.idle", &[("n", &why.idle.to_string())]) }
            }
        </p>
    }
}

fn bar(from: f64, to: f64, class: &'static str, broken: bool) -> Html {
    html! {
        <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect {class} x={format!("{from:.1}")} y="1" width={format!("{:.1}", (to - from).max(0.6))} height="10" />
            if broken {
                <path class="wf-break" d="M8 0l3 6-3 6M12 0l3 6-3 6" />
            }
        </svg>
    }
}
