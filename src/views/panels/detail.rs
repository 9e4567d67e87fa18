//! The chosen target in words: the verdict, where its figure comes from, who answers for it.

use guoban_model::explain::{Origin, explain};
use guoban_model::program::CellRef;
use guoban_planning::number::{months, plain, published};
use guoban_planning::sentence;
use yew::prelude::*;

use crate::views::board::{emphasised, state_chip};
use crate::views::hooks::Look;
use crate::views::levers::{source_tag, source_text};

/// The verdict in words and the way to its sources.
pub fn detail_panel(look: &Look) -> Html {
    let Look { locale, session, view, .. } = look;
    let (pack, language) = (session.pack(), locale.language);
    let Some(row) = session.row(view.selected).and_then(|row| session.board().rows.get(row)) else {
        return html! { <section key="detail" class="panel"><p class="empty">{ locale.t("chart.none") }</p></section> };
    };
    let target = &pack.targets[row.target.0];
    let variable = &pack.variables[target.variable.0];
    let source = &pack.sources[variable.source.0];
    let promised = &pack.sources[target.source.0];
    let through = session.judge().known_through(target.variable);
    let known = if through < 0 {
        locale.t("detail.known-nothing").to_string()
    } else {
        locale.fill("detail.known-through", &[("month", &months(through, through, language))])
    };
    let note = [locale.of(&target.note), locale.of(&variable.note)].into_iter().find(|note| !note.is_empty());
    let cell = CellRef { variable: target.variable, row: target.row.unwrap_or(0), offset: 5.max(through + 1).min(11) };
    let origin = explain(pack, &session.results.projection, session.as_of(), cell);
    let formula = origin.and_then(|explained| match explained.origin {
        Origin::Computed { formula, with_values, ingredients } => Some((formula, with_values, ingredients)),
        Origin::Known(_) | Origin::Before(_) => None,
    });
    html! {
        <section key="detail" class="panel" aria-label={locale.t("detail.title")}>
            <div key="head" class="panel__h">
                <h2 class="panel__t">{ locale.t("detail.title") }</h2>
                <span class="panel__s">{ locale.of(&target.name).to_owned() }</span>
                <span class="panel__tools"><span class="tag tag--guess" title={source_text(source.kind, locale.of(&source.text), locale)}>{ source_tag(source.kind, locale) }</span></span>
            </div>
            <div key="body" class="panel__b detail" tabindex="0" role="group" aria-label={locale.t("detail.title")}>
                { for [&row.half, &row.year].into_iter().map(|verdict| html! {
                    <p key={verdict.period.name(language)} class="detail__s">
                        { state_chip(verdict, locale) }<span>{ emphasised(&sentence::sentence(pack, verdict, language)) }</span>
                    </p>
                }) }
                <dl key="facts" class="facts">
                    <div key="owner"><dt>{ locale.t("detail.owner") }</dt><dd>{ locale.of(&pack.owners[target.owner.0].name).to_owned() }</dd></div>
                    <div key="known"><dt>{ locale.t("detail.known") }</dt><dd>{ known }</dd></div>
                    if let Some((formula, with_values, ingredients)) = formula {
                        <div key="formula">
                            <dt>{ locale.t("detail.formula") }</dt>
                            <dd>
                                <code class="formula">{ formula.trim().to_owned() }</code>
                                <details key="values">
                                    <summary>{ locale.fill("detail.values", &[("month", &months(cell.offset, cell.offset, language))]) }</summary>
                                    <code class="formula">{ with_values.trim().to_owned() }</code>
                                    <ul class="ingredients">
                                        { for ingredients.iter().enumerate().map(|(index, item)| {
                                            let value = published(item.value, 6).map(|value| value.normalize());
                                            let figure = value.map_or_else(|| "—".to_owned(), |value| plain(value, value.scale().min(4)));
                                            let source = &pack.sources[item.source.0];
                                            html! {
                                                <li key={index}>
                                                    <span>{ locale.of(&item.name).to_owned() }</span>
                                                    <b>{ guoban_planning::number::with_unit(&figure, &item.unit, language) }</b>
                                                    <span class="tag tag--xs" title={locale.of(&source.text).to_owned()}>{ source_tag(source.kind, locale) }</span>
                                                </li>
                                            }
                                        }) }
                                    </ul>
                                </details>
                            </dd>
                        </div>
                    }
                    if let Some(note) = note {
                        <div key="note"><dt>{ locale.t("detail.note") }</dt><dd>{ note.to_owned() }</dd></div>
                    }
                    <div key="source"><dt>{ locale.t("detail.source") }</dt><dd>{ source_text(source.kind, locale.of(&source.text), locale) }</dd></div>
                    <div key="promise"><dt>{ locale.t("detail.promise") }</dt><dd>{ source_text(promised.kind, locale.of(&promised.text), locale) }</dd></div>
                </dl>
            </div>
        </section>
    }
}
