//! The chosen target in words: the verdict, where its figure comes from, who answers for it.

use guoban_model::model::Model;
use guoban_planning::judge::Row;
use guoban_planning::number::months;
use guoban_planning::sentence;
use guoban_planning::trace::Step;
use yew::prelude::*;

use crate::icons::icon;
use crate::shared::Shared;
use crate::texts::{PANELS_EN, PANELS_ZH};
use crate::views::board::{emphasised, state_chip};
use crate::views::hooks::Look;
use crate::views::levers::{source_tag, source_text};
use crate::views::part::{Facts, Place, part};
use crate::views::tracing::tracing;

/// The verdict in words and the way to its sources.
pub fn detail_panel(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(PANELS_ZH, PANELS_EN), ..look.clone() };
    let Look { session, view, .. } = look;
    let row = session.row(view.selected).and_then(|row| session.board().rows.get(row));
    let facts = row.map(|row| {
        let variable = session.pack().targets[row.target.0].variable;
        let through = session.judge().published_through(variable);
        Shown { model: session.model().clone(), row: row.clone(), through }
    });
    part(look, "detail", Detail(facts))
}

/// The target that is looked at; nothing where none is.
#[derive(PartialEq)]
struct Detail(Option<Shown>);

#[derive(PartialEq)]
struct Shown {
    model: Shared<Model>,
    row: Row,
    /// Last published month, negative when nothing of the year is; `None` for what nobody publishes.
    through: Option<i32>,
}

impl Facts for Detail {
    fn draw(&self, place: &Place) -> Html {
        let locale = &place.locale;
        let Some(Shown { model, row, through }) = &self.0 else {
            return html! { <section class="panel"><p class="empty">{ locale.t("chart.none") }</p></section> };
        };
        let (pack, language) = (model.pack(), locale.language);
        let target = &pack.targets[row.target.0];
        let variable = &pack.variables[target.variable.0];
        let source = &pack.sources[variable.source.0];
        let promised = &pack.sources[target.source.0];
        let known = match *through {
            None => locale.t("detail.known-never").to_string(),
            Some(through) if through < 0 => locale.t("detail.known-nothing").to_string(),
            Some(through) => locale.fill("detail.known-through", &[("month", &months(through, through, language))]),
        };
        let note = [locale.of(&target.note), locale.of(&variable.note)].into_iter().find(|note| !note.is_empty());
        html! {
            <section class="panel" aria-label={locale.t("detail.title")}>
                <div key="head" class="panel__h">
                    <h2 class="panel__t">{ locale.t("detail.title") }</h2>
                    <span class="panel__s">{ locale.of(&target.name).to_owned() }</span>
                    <span class="panel__tools"><span class="tag tag--guess" title={source_text(source.kind, locale.of(&source.text), locale)}>{ source_tag(source.kind, locale) }</span></span>
                </div>
                <div key="body" class="panel__b detail" tabindex="0" role="group" aria-label={locale.t("detail.title")}>
                    { for [&row.half, &row.year].into_iter().map(|verdict| html! {
                        <p key={verdict.period.name(language)} class="detail__s">
                            { state_chip(verdict, locale) }
                            <span>
                                { emphasised(&sentence::sentence(pack, verdict, language)) }
                                if verdict.projected.is_some() {
                                    { " " }{ trace_button(locale.fill("detail.trace-of", &[("period", verdict.period.name(language))]), Step::Standing(verdict.target, verdict.period.last()), place) }
                                }
                            </span>
                        </p>
                    }) }
                    { for sentence::next_year(pack, row, language).map(|next| html! { <p key="next" class="detail__s"><span>{ emphasised(&next) }</span></p> }) }
                    <dl key="facts" class="facts">
                        <div key="owner"><dt>{ locale.t("detail.owner") }</dt><dd>{ locale.of(&pack.owners[target.owner.0].name).to_owned() }</dd></div>
                        if let Some(basis) = sentence::basis(pack, &row.half, language) {
                            <div key="basis"><dt>{ locale.t("detail.basis") }</dt><dd>{ basis }</dd></div>
                        }
                        if let Some(peers) = sentence::peers(pack, row.target, language) {
                            <div key="peers"><dt>{ locale.t("detail.peers") }</dt><dd>{ peers }</dd></div>
                        }
                        <div key="known"><dt>{ locale.t("detail.known") }</dt><dd>
                            { known }
                            if let Some(through) = through.filter(|through| *through >= 0) {
                                { " " }{ trace_button(locale.fill("detail.trace-of", &[("period", &months(through, through, language))]), Step::Standing(row.target, through), place) }
                            }
                        </dd></div>
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
}

fn trace_button(name: String, step: Step, place: &Place) -> Html {
    html! {
        <button class="btn btn--quiet btn--sm trace__b" type="button" aria-label={name} onclick={tracing(&place.send, vec![step])}>
            { icon("trace") }<span>{ place.locale.t("detail.trace") }</span>
        </button>
    }
}
