//! What is asked of a mix: which targets, how surely, within which bounds.

use guoban_answers::solve::NotJudged;
use guoban_model::pack::{LeverId, TargetId};
use guoban_planning::judge::{Period, Verdict};
use guoban_planning::number::signed_or_unknown;
use guoban_planning::typed::{Asked, typed};
use rust_decimal::Decimal;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Asking;
use crate::icons::icon;
use crate::state::{Do, Most, Progress, Question, Stopped};
use crate::texts::Locale;
use crate::views::board::state_icon;
use crate::views::lengths::fixed;
use crate::views::takes::{table_takes, with_takes};

/// How surely a target may be asked to be hit, in percent.
const PERCENTS: [u8; 4] = [60, 70, 80, 90];

/// The question, with a button that looks for the answer.
pub fn form(asking: &Asking<'_>, begin: Do, word: &str) -> Html {
    let Asking { look, state, .. } = asking;
    let (locale, question) = (&look.locale, &state.question);
    let most = |most: Option<Most>, key: &str| {
        html! {
            <button
                key={key.to_owned()} class="seg__b" type="button" aria-pressed={(question.most == most).to_string()}
                onclick={asking.asks(|question| question.most = most)}
            >{ locale.t(key) }</button>
        }
    };
    let check = |key: &str, on: bool, change: fn(&mut Question, bool)| {
        html! {
            <label key={key.to_owned()} class="check">
                <input type="checkbox" checked={on} onchange={asking.asks(|question| change(question, !on))} />
                <span>{ locale.t(key) }</span>
            </label>
        }
    };
    html! {
        <section key="form" class="panel ans__f" aria-label={locale.t("answers.question")}>
            <div key="what" class="ans__g">
                <h3 class="ans__k">{ locale.t("answers.wanted") }</h3>
                <span class="seg seg--sm" role="group" aria-label={locale.t("answers.wanted")}>
                    { most(None, "answers.chosen") }
                    { most(Some(Most::Of(Period::Half)), "answers.most-half") }
                    { most(Some(Most::Of(Period::Year)), "answers.most-year") }
                    { most(Some(Most::Both), "answers.most-both") }
                </span>
            </div>
            if question.most.is_none() {
                { targets(asking) }
            }
            <div key="how" class="ans__g">
                <h3 class="ans__k">{ locale.t("answers.how") }</h3>
                { percent(asking) }
            </div>
            <div key="bounds" class="ans__g">
                <h3 class="ans__k">{ locale.t("answers.bounds") }</h3>
                { check("answers.no-borrowing", !question.borrowing, |question, on| question.borrowing = !on) }
                { check("answers.keep", question.keep, |question, on| question.keep = on) }
                { check("answers.use-recording", question.recording, |question, on| question.recording = on) }
                if question.recording {
                    <p key="law" class="help">{ locale.t("answers.law") }</p>
                }
                { budget(asking) }
                { locks(asking) }
            </div>
            <div key="go" class="ans__go">
                if state.is_searching() {
                    <button key="cancel" class="btn" type="button" onclick={asking.on(Do::Cancel)}>{ locale.t("answers.cancel") }</button>
                } else {
                    <button key="begin" class="btn btn--primary" type="button" disabled={question.ask().is_none()} onclick={asking.on(begin)}>{ locale.t(word) }</button>
                }
            </div>
        </section>
    }
}

/// The targets, with a box for each period in which they are judged.
fn targets(asking: &Asking<'_>) -> Html {
    let Asking { look, state, .. } = asking;
    let locale = &look.locale;
    let chosen = &state.question.targets;
    let cell = |target: TargetId, verdict: &Verdict| {
        if verdict.passes.is_none() {
            return html! { <td key={verdict.period.last()} class="n muted">{ "·" }</td> };
        }
        let aim = (target, verdict.period);
        let on = chosen.contains(&aim);
        let toggle = asking.asks(|question: &mut Question| match on {
            true => question.targets.retain(|one| *one != aim),
            false => question.targets.push(aim),
        });
        let gap = signed_or_unknown(verdict.gap, verdict.decimals);
        let name = format!("{} {} {gap}", asking.target(target), verdict.period.name(locale.language));
        let class = if verdict.passes == Some(true) { "v-ok" } else { "v-gap" };
        html! {
            <td key={verdict.period.last()} class="n">
                <label class={classes!("ans__x", class)}>
                    { state_icon(verdict.state) }<span aria-hidden="true">{ gap }</span>
                    <input type="checkbox" checked={on} aria-label={name} onchange={toggle} />
                </label>
            </td>
        }
    };
    let short: Vec<(TargetId, Period)> = look
        .session
        .board()
        .rows
        .iter()
        .flat_map(|row| Period::ALL.map(|period| row.get(period)))
        .filter(|verdict| verdict.passes == Some(false))
        .map(|verdict| (verdict.target, verdict.period))
        .collect();
    let table = html! {
        <div class="ans__t xscroll" tabindex="0" role="region" aria-label={locale.t("answers.targets")}>
            <table class="mini-table">
                <thead><tr>
                    <th scope="col">{ locale.t("answers.target") }</th>
                    { for Period::ALL.map(|period| html! { <th key={period.last()} scope="col" class="n">{ period.name(locale.language) }</th> }) }
                </tr></thead>
                <tbody>
                    { for look.session.board().rows.iter().map(|row| html! {
                        <tr key={row.target.0}>
                            <th scope="row">{ asking.target(row.target) }</th>
                            { cell(row.target, &row.half) }
                            { cell(row.target, &row.year) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    };
    html! {
        <div key="targets" class="ans__g">
            { with_takes(table_takes(locale), table) }
            <div class="btn-row">
                <button class="btn btn--sm" type="button" onclick={asking.asks(|question| question.targets = short)}>{ locale.t("answers.all-short") }</button>
                <button class="btn btn--sm btn--quiet" type="button" disabled={chosen.is_empty()} onclick={asking.asks(|question| question.targets.clear())}>{ locale.t("answers.none") }</button>
            </div>
        </div>
    }
}

fn percent(asking: &Asking<'_>) -> Html {
    let (locale, now) = (&asking.look.locale, asking.state.question.percent);
    let choice = |percent: Option<u8>| {
        let word = match percent {
            None => locale.t("answers.central"),
            Some(percent) => AttrValue::from(format!("≥{percent}%")),
        };
        html! {
            <button
                key={percent.unwrap_or_default()} class="seg__b" type="button" aria-pressed={(now == percent).to_string()}
                onclick={asking.asks(|question| question.percent = percent)}
            >{ word }</button>
        }
    };
    html! {
        <span class="seg seg--sm" role="group" aria-label={locale.t("answers.how")}>
            { choice(None) }
            { for PERCENTS.map(|percent| choice(Some(percent))) }
        </span>
    }
}

#[derive(Properties, PartialEq)]
struct BudgetProps {
    locale: Locale,
    now: Option<Decimal>,
    take: Callback<Option<Decimal>>,
}

/// The most that may be spent: empty where nothing bounds it. What is no amount is not taken over, and says why.
#[component]
fn Budget(props: &BudgetProps) -> Html {
    let BudgetProps { locale, now, take } = props;
    let unclear = use_state_eq(|| None::<String>);
    let onchange = {
        let (take, unclear, language) = (take.clone(), unclear.clone(), locale.language);
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let read = match text.trim() {
                "" => Ok(None),
                text => typed(text, Asked::Amount { unit: "万元", negative: false }).map(Some),
            };
            unclear.set(read.as_ref().err().map(|why| why.message(language)));
            if let Ok(budget) = read {
                take.emit(budget);
            }
        })
    };
    html! {
        <>
            <label key="budget" class="ans__m">
                <span>{ locale.t("answers.budget") }</span>
                <input
                    class={classes!("in", unclear.is_some().then_some("is-err"))} inputmode="decimal" autocomplete="off"
                    value={now.map(|now| now.to_string()).unwrap_or_default()} placeholder={locale.t("answers.no-budget")} {onchange}
                />
                <span class="muted">{ locale.t("answers.wan") }</span>
            </label>
            if let Some(why) = &*unclear {
                <p key="unclear" class="err" role="alert">{ icon("warn") }<span>{ why.clone() }</span></p>
            }
        </>
    }
}

fn budget(asking: &Asking<'_>) -> Html {
    let (act, question) = (asking.act.clone(), asking.state.question.clone());
    let now = question.budget;
    let take = Callback::from(move |budget| act.emit(Do::Ask(Question { budget, ..question.clone() })));
    html! { <Budget key="budget" locale={asking.look.locale.clone()} {now} {take} /> }
}

/// The levers that stay as they are.
fn locks(asking: &Asking<'_>) -> Html {
    let Asking { look, state, .. } = asking;
    let (locale, pack, locked) = (&look.locale, look.session.pack(), &state.question.locked);
    let open = (0..pack.levers.len()).map(LeverId).filter(|lever| look.session.model().acts_from(*lever).is_some());
    html! {
        <details key="locks" class="ans__l">
            <summary>{ icon("lock") }{ " " }{ locale.fill("answers.locks", &[("n", &locked.len().to_string())]) }</summary>
            <ul>
                { for open.map(|lever| {
                    let on = locked.contains(&lever);
                    let toggle = asking.asks(|question: &mut Question| match on {
                        true => question.locked.retain(|one| *one != lever),
                        false => question.locked.push(lever),
                    });
                    html! {
                        <li key={lever.0}><label class="check">
                            <input type="checkbox" checked={on} onchange={toggle} /><span>{ locale.of(&pack.levers[lever.0].name).to_owned() }</span>
                        </label></li>
                    }
                }) }
            </ul>
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct FarProps {
    locale: Locale,
    cancel: Callback<MouseEvent>,
}

/// How far the search is.
#[component]
fn Far(props: &FarProps) -> Html {
    let FarProps { locale, cancel } = props;
    let progress = use_context::<Option<Progress>>().flatten();
    let percent = fixed(progress.map_or(0.0, |progress| progress.share) * 100.0, 0);
    let so_far = progress.and_then(|progress| progress.so_far).map(|best| {
        locale.fill(
            "answers.so-far",
            &[("hit", &best.hit.to_string()), ("of", &best.asked.to_string()), ("n", &best.levers.to_string())],
        )
    });
    html! {
        <div class="ans__p">
            <progress max="100" value={percent.clone()} aria-label={locale.t("answers.searching")} />
            <span>{ locale.fill("answers.percent", &[("n", &percent)]) }{ " " }{ so_far.unwrap_or_default() }</span>
            <button class="btn btn--sm" type="button" onclick={cancel}>{ locale.t("answers.cancel") }</button>
        </div>
    }
}

/// How far the search is, or why there is no answer yet. `is_old`: there is one, to another question or of another plan.
pub fn standing(asking: &Asking<'_>, is_old: Option<bool>, begin: Do) -> Html {
    let Asking { look, state, .. } = asking;
    let locale = &look.locale;
    if state.is_searching() {
        return html! { <Far key="progress" locale={locale.clone()} cancel={asking.on(Do::Cancel)} /> };
    }
    let again = |key: &str| {
        html! {
            <div key="standing" class="note ans__n" role="status">
                { icon("info") }
                <span>{ locale.t(key) }{ " " }<button class="link" type="button" onclick={asking.on(begin.clone())}>{ locale.t("answers.again") }</button></span>
            </div>
        }
    };
    match (state.refused, state.stopped, is_old) {
        (Some(NotJudged(target, period)), ..) => {
            let told = [("name", &*asking.target(target)), ("period", period.name(locale.language))];
            html! { <div key="standing" class="note" role="status">{ icon("warn") }<span>{ locale.fill("answers.not-judged", &told) }</span></div> }
        }
        (_, Some(Stopped::Changed), _) => again("answers.changed"),
        (_, Some(Stopped::Cancelled), _) => again("answers.cancelled"),
        (_, _, Some(true)) => again("answers.old"),
        (_, _, None) => html! { <p key="standing" class="empty">{ locale.t("answers.not-asked") }</p> },
        _ => html! { <span key="standing" hidden=true /> },
    }
}
