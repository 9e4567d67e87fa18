//! The screen 打印: which document, its pages as they come out of the printer, and the button that prints them.

mod sheet;

use guoban_planning::link;
use guoban_planning::paper::{Code, Kind, Paper, Source, code};
use guoban_planning::scenario::Scenario;
use yew::prelude::*;

use super::hooks::Look;
use super::part::{Facts, Place, part};
use super::plans::plan_name;
use crate::icons::icon;
use crate::shell;
use crate::state::{Session, ViewAction};
use crate::texts::{Locale, PAPER_EN, PAPER_ZH};

/// The documents and the pages of the chosen one.
pub fn paper(look: &Look) -> Html {
    let look = &Look { locale: look.locale.with(PAPER_ZH, PAPER_EN), ..look.clone() };
    let Look { locale, session, view, .. } = look;
    let facts =
        Shown { kind: view.paper, written: written(look).map(|paper| Written { paper, code: link_code(session) }) };
    part(&Look { locale: locale.clone(), ..look.clone() }, "paper", facts)
}

/// The document, once everything it says is computed.
fn written(look: &Look) -> Option<Paper> {
    let Look { locale, session, view, .. } = look;
    let sheet = session.sheet.as_ref().filter(|_| session.is_counted())?;
    let sides = session.comparison.as_ref().and_then(|known| known.sides(session, &view.compare))?;
    let names: Vec<(u32, String)> =
        session.document.plans().iter().map(|plan| (plan.number, plan_name(&session.document, plan, locale))).collect();
    let source = Source {
        model: session.model(),
        document: &session.document,
        names: &names,
        board: session.board(),
        run: &session.results.projection,
        baseline: &session.baseline.projection,
        duties: &sheet.duties,
        charges: &sheet.charges,
        sides: &sides,
        fans: &session.results.fans,
        language: locale.language,
    };
    Some(Paper::of(view.paper, &source))
}

/// The code of the plan's link; without its note, which a telephone need not read.
fn link_code(session: &Session) -> Option<Code> {
    let plain = Scenario { note: String::new(), ..session.scenario().clone() };
    let link = link::write(&plain, session.pack()).ok()?;
    code(&shell::address_with(&link.text))
}

/// What the screen shows.
#[derive(PartialEq)]
struct Shown {
    kind: Kind,
    /// `None` while it is computed.
    written: Option<Written>,
}

#[derive(PartialEq)]
struct Written {
    paper: Paper,
    code: Option<Code>,
}

impl Facts for Shown {
    fn draw(&self, Place { locale, send }: &Place) -> Html {
        let kinds = Kind::ALL.into_iter().map(|kind| {
            let pressed = (kind == self.kind).to_string();
            let name = kind.name(locale.language);
            html! {
                <button key={name} class="seg__b" type="button" aria-pressed={pressed} onclick={send.on_view(ViewAction::Paper(kind))}>{ name }</button>
            }
        });
        html! {
            <div class="paper">
                <div key="bar" class="paper__bar">
                    <div key="kinds" class="seg" role="group" aria-label={locale.t("paper.kinds")}>{ for kinds }</div>
                    if let Some(written) = &self.written {
                        <span key="told" class="muted">{ written.told(locale) }</span>
                    }
                    <span key="grow" class="grow" />
                    <span key="hint" class="muted paper__hint">{ locale.t("paper.hint") }</span>
                    <button
                        key="print" class="btn btn--primary" type="button" disabled={self.written.is_none()}
                        onclick={Callback::from(|_: MouseEvent| shell::print())}
                    >{ icon("doc") }<span>{ locale.t("paper.print") }</span></button>
                </div>
                if let Some(Written { paper, code }) = &self.written {
                    <div key="pages" class="paper__w" lang={crate::texts::tag(locale.language)}>
                        { for (0..paper.pages.len()).map(|page| sheet::page(paper, page, code.as_ref(), locale)) }
                    </div>
                } else {
                    <p key="busy" class="empty" aria-busy="true">{ locale.t("paper.busy") }</p>
                }
            </div>
        }
    }
}

impl Written {
    fn told(&self, locale: &Locale) -> String {
        let (pages, mark) = (self.paper.pages.len().to_string(), &self.paper.foot.fingerprint);
        let told = locale.fill("paper.told", &[("n", &pages), ("mark", mark)]);
        match self.code {
            Some(_) => told,
            None => format!("{told} · {}", locale.t("paper.no-code")),
        }
    }
}
