//! Why the chosen target stands elsewhere than in the baseline: what each change contributes.

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{Pack, TargetId};
use guoban_planning::judge::Period;
use guoban_planning::number::{plain, signed, unit_name};
use guoban_planning::quantity::Scale;
use guoban_planning::why::{Change, Why};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::pulls::{Growth, pulls_panel};
use crate::shared::Shared;
use crate::state::ViewAction;
use crate::texts::Locale;
use crate::views::hooks::{Look, Send};
use crate::views::lengths::fixed;
use crate::views::part::{Facts, Place, part};
use crate::views::takes::drawn_table_takes;

/// Width of the drawing of a bar.
const WIDTH: f64 = 100.0;

/// Where the bars of the two totals begin to tell something; what lies left of it is broken off.
const BREAK: f64 = 22.0;

/// The third panel: why the target moved, or what pulls the growth.
pub fn why_panel(look: &Look) -> Html {
    if look.view.pulls {
        return pulls_panel(look);
    }
    let Look { session, view, .. } = look;
    let row = session.row(view.selected);
    let target = row.and_then(|row| session.board().rows.get(row)).map(|judged| judged.target);
    let facts = row.zip(target).map(|(row, target)| {
        let unchanged = session.results.projection.settings() == session.baseline.projection.settings();
        let told = match session.last_why(row) {
            _ if unchanged => Told::Same(Growth::of(session)),
            None => Told::Later,
            Some(last) => match last.parts[usize::from(view.why_year)].clone() {
                None => Told::Nothing,
                Some(why) => Told::Parts { why, is_old: last.is_old },
            },
        };
        Shown { model: session.model().clone(), target, year: view.why_year, told }
    });
    part(look, "why", Panel(facts))
}

/// Why the target that is looked at moved; nothing where none is.
#[derive(PartialEq)]
struct Panel(Option<Shown>);

#[derive(PartialEq)]
struct Shown {
    model: Shared<Model>,
    target: TargetId,
    /// The full year, not the half-year.
    year: bool,
    told: Told,
}

#[derive(PartialEq)]
enum Told {
    /// Nothing was changed: what pulls the growth fills the place.
    Same(Option<Growth>),
    /// Not worked out yet.
    Later,
    /// There is no figure to explain.
    Nothing,
    /// What each change contributes; `is_old` while a slider has moved on.
    Parts { why: Why, is_old: bool },
}

impl Facts for Panel {
    fn draw(&self, place: &Place) -> Html {
        let Place { locale, send } = place;
        let Some(Shown { model, target, year, told }) = &self.0 else {
            return html! { <section class="panel"><p class="empty">{ locale.t("chart.none") }</p></section> };
        };
        let pack = model.pack();
        let target = &pack.targets[target.0];
        let name = locale.of(&target.name).to_owned();
        let unit = unit_name(&pack.variables[target.variable.0].unit, locale.language);
        let period = if *year { Period::Year } else { Period::Half };
        let choice = |of_year: bool, key: &str| {
            html! {
                <button
                    key={key.to_owned()} class="seg__b" type="button" aria-pressed={(*year == of_year).to_string()}
                    onclick={send.on_view(ViewAction::WhyYear(of_year))}
                >{ locale.t(key) }</button>
            }
        };
        let body = match told {
            Told::Same(growth) => html! {
                <>
                    <p key="same" class="help">{ locale.t("why.same") }</p>
                    if let Some(growth) = growth {
                        { growth.draw(locale) }
                    }
                </>
            },
            Told::Later => html! { <p key="later" class="empty" aria-busy="true">{ locale.t("why.later") }</p> },
            Told::Nothing => html! { <p key="none" class="empty">{ locale.t("why.none") }</p> },
            Told::Parts { why, is_old } => {
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
                waterfall(pack, why, *is_old, told, place)
            }
        };
        html! {
            <section id="why" class="panel" tabindex="-1" aria-label={locale.t("why.title")}>
                <div key="head" class="panel__h">
                    { third_switch(false, locale, send) }
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
}

/// Chooses what the third panel shows.
pub fn third_switch(shows_pulls: bool, locale: &Locale, send: &Send) -> Html {
    let choice = |pulls: bool, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(shows_pulls == pulls).to_string()}
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

/// `is_old`: it explains the figures of a moment ago, and stays in sight until it is worked out again.
fn waterfall(pack: &Pack, why: &Why, is_old: bool, told: String, Place { locale, send }: &Place) -> Html {
    let decimals = why.decimals;
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
            <table key="waterfall" class="wf" data-exact={why.exact.to_string()} aria-busy={is_old.then_some("true")}>
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
                        let scale = Scale::of(&[part.from, part.to], unit, locale.language);
                        let (from, to) = (scale.bare(part.from, decimals), scale.plain(part.to, decimals));
                        let words = locale.fill("why.change", &[("name", locale.of(name)), ("from", &from), ("to", &to)]);
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
            <div key="out" class="taken__b">{ drawn_table_takes(locale, send) }</div>
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
            <rect {class} x={fixed(from, 1)} y="1" width={fixed((to - from).max(0.6), 1)} height="10" />
            if broken {
                <path class="wf-break" d="M8 0l3 6-3 6M12 0l3 6-3 6" />
            }
        </svg>
    }
}
