//! The line at the bottom: how long the run took, and what the figures stand on.

use yew::prelude::*;

use super::hooks::Look;
use crate::icons::icon;

/// Run time, seed, model, pack, and what the whole is not.
pub fn status_bar(look: &Look) -> Html {
    let Look { locale, session, .. } = look;
    let pack = session.pack();
    let time = session.results.milliseconds;
    let time = if time < 0.1 { "<0.1".to_owned() } else { format!("{time:.1}") };
    let draws = session.results.chances.draws.to_string();
    let seed = session.scenario().seed.to_string();
    let data = format!("{}@{}", pack.id, pack.revision);
    let note = locale.of(&pack.note).to_owned();
    html! {
        <footer key="status" class="statusbar" data-draws={draws.clone()}>
            <span key="run">{ icon("bolt") }{ locale.fill("status.run", &[("time", &time), ("draws", &draws), ("seed", &seed)]) }</span>
            <span key="data">{ locale.fill("status.data", &[("version", env!("CARGO_PKG_VERSION")), ("pack", &data)]) }</span>
            if !session.warnings.is_empty() {
                <span key="warnings" class="v-near">{ icon("warn") }{ locale.fill("status.warnings", &[("n", &session.warnings.len().to_string())]) }</span>
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
