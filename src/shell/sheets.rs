//! Style sheets of parts. They stand switched off in the page and are fetched with the part, so that nothing of it is seen
//! undressed.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

use crate::modules::{Name, Unfetched};

/// Sheets that are on their way.
pub struct Sheets(Vec<(HtmlLinkElement, JsFuture)>);

/// Asks for the sheets of a part that do not apply yet. In the one-file version all of them do.
pub fn ask(name: Name) -> Sheets {
    Sheets(name.sheets().iter().filter_map(|sheet| ask_for(sheet)).collect())
}

impl Sheets {
    /// Waits until they apply.
    pub async fn applied(self) -> Result<(), Unfetched> {
        let mut applied = Ok(());
        for (link, loaded) in self.0 {
            if loaded.await.is_err() {
                // Switched on again, it is asked for again.
                link.set_disabled(true);
                applied = Err(Unfetched);
            }
        }
        applied
    }
}

fn ask_for(sheet: &str) -> Option<(HtmlLinkElement, JsFuture)> {
    let page = web_sys::window()?.document()?;
    let link = page.query_selector(&format!("link[data-sheet='{sheet}']")).ok()??;
    let link: HtmlLinkElement = link.dyn_into().ok()?;
    if !link.disabled() && link.sheet().is_some() {
        return None;
    }
    let loaded = Promise::new(&mut |resolve, reject| {
        // An element that exists takes a listener without fail.
        link.add_event_listener_with_callback("load", &resolve).unwrap_or_default();
        link.add_event_listener_with_callback("error", &reject).unwrap_or_default();
    });
    link.set_disabled(false);
    // From here on somebody listens, also where nobody waits any more.
    Some((link, JsFuture::from(loaded)))
}
