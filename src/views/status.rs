//! The line at the bottom: how long the run took, and what the figures stand on.

use guoban_model::model::Model;
use yew::prelude::*;

use super::hooks::Look;
use super::lengths::fixed;
use super::part::{Facts, Place, part};
use crate::icons::icon;
use crate::shared::Shared;

/// Run time, seed, model, pack, and what the whole is not.
pub fn status_bar(look: &Look) -> Html {
    let session = &look.session;
    let results = &session.results;
    let time = results.milliseconds;
    let facts = Status {
        model: session.model().clone(),
        time: if time < 0.1 { "<0.1".to_owned() } else { fixed(time, 1) },
        draws: if session.document.is_dragging() { results.chances.draws } else { results.drawn },
        seed: session.scenario().seed,
        warnings: session.warnings.len(),
    };
    part(look, "status", facts)
}

/// What the line at the bottom shows.
#[derive(PartialEq)]
struct Status {
    model: Shared<Model>,
    time: String,
    /// Draws counted; while a slider moves, those of the chances that are shown.
    draws: u32,
    seed: u32,
    warnings: usize,
}

impl Facts for Status {
    fn draw(&self, Place { locale, .. }: &Place) -> Html {
        let pack = self.model.pack();
        let draws = self.draws.to_string();
        let data = format!("{}@{}", pack.id, pack.revision);
        let note = locale.of(&pack.note).to_owned();
        html! {
            <footer class="statusbar" data-draws={draws.clone()}>
                <span key="run">{ icon("bolt") }{ locale.fill("status.run", &[("time", &self.time), ("draws", &draws), ("seed", &self.seed.to_string())]) }</span>
                <span key="data">{ locale.fill("status.data", &[("version", env!("CARGO_PKG_VERSION")), ("pack", &data)]) }</span>
                if self.warnings > 0 {
                    <span key="warnings" class="v-near">{ icon("warn") }{ locale.fill("status.warnings", &[("n", &self.warnings.to_string())]) }</span>
                }
                <span key="grow" class="grow" />
                <span key="note" title={note}>
                    if pack.demo {
                        { locale.t("status.demo") }
                    }
                    { locale.t("status.disclaimer") }
                </span>
            </footer>
        }
    }
}
