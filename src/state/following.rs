//! A window that follows another: it shows what the other says, and keeps nothing of it.

use guoban_planning::action::Action;
use guoban_planning::document::Document;
use guoban_planning::link;

use super::{PackFailure, State, entry_of};

/// How far this window follows another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Following {
    /// It is a window of its own.
    #[default]
    No,
    /// It waits for the first word of the other.
    Waiting,
    /// It shows what the other says.
    Live,
    /// The other shows a pack, or a revision of one, that is not here.
    Elsewhere,
    /// The other was closed, or does not answer: what it said last is shown.
    Lost,
}

/// What a window says of itself. The link of its plan names the pack too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// A setting is being moved.
    pub dragging: bool,
    /// The row of the board that is looked at; nothing where none was chosen.
    pub row: Option<usize>,
    /// Ids of the targets that stand on top.
    pub pins: Vec<String>,
    /// The link of the plan.
    pub link: String,
}

impl Said {
    /// As it goes from window to window: four words, `-` for nothing.
    pub fn write(&self) -> String {
        let row = self.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
        let pins = if self.pins.is_empty() { "-".to_owned() } else { self.pins.join(",") };
        format!("{} {row} {pins} {}", if self.dragging { "moving" } else { "-" }, self.link)
    }

    /// Reads what [`Said::write`] wrote; `None` where it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.splitn(4, ' ');
        let dragging = match words.next()? {
            "moving" => true,
            "-" => false,
            _ => return None,
        };
        let row = match words.next()? {
            "-" => None,
            row => Some(row.parse().ok()?),
        };
        let pins = match words.next()? {
            "-" => Vec::new(),
            pins => pins.split(',').map(str::to_owned).collect(),
        };
        Some(Self { dragging, row, pins, link: words.next()?.to_owned() })
    }
}

impl State {
    /// Shows what another window said, on its pack, without keeping it. What cannot be read is left: the other window is of
    /// another version of the page, and may say something readable next.
    pub(crate) fn follow_now(&mut self, text: &str) {
        let Some(said) = Said::read(text) else { return };
        let (Ok(read), Some(session)) = (link::read(&said.link), self.session().cloned()) else { return };
        let wanted = entry_of(&self.packs, read.pack());
        if !self.packs.iter().any(|entry| entry.id == wanted) {
            return self.set_view(|view| view.following = Following::Elsewhere);
        }
        if self.open_entry().as_ref() != Some(&wanted) {
            // Who follows asks again, until the pack is there.
            if self.wanted.as_ref() != Some(&wanted) {
                self.want(wanted);
            }
            return;
        }
        let Ok(scenario) = read.scenario(session.pack()) else {
            return self.set_view(|view| view.following = Following::Elsewhere);
        };
        self.set_view(|view| {
            view.following = Following::Live;
            view.selected = said.row;
            view.pins = said.pins;
        });
        let now = session.scenario();
        if scenario == *now && said.dragging == session.document.is_dragging() {
            return;
        }
        let is_same = scenario.as_of == now.as_of && scenario.line == now.line;
        let mut document = Document::open(scenario);
        if said.dragging
            && let Ok((moving, _)) = document.apply(session.pack(), &Action::BeginDrag)
        {
            document = moving;
        }
        if is_same {
            let before = session.board().clone();
            return self.put(Ok(session.rerun(document, self.clock).after(&before, true)));
        }
        match session.with_document(document, self.clock) {
            Err(PackFailure::Uncomputable { pack, date, .. }) => self.refuse_date(&pack, date),
            next => self.put(next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn what_a_window_says_is_read_back() {
        for (dragging, row, pins) in
            [(false, None, vec![]), (true, Some(17), vec!["gdp".to_owned(), "hogs-2".to_owned()])]
        {
            let said = Said { dragging, row, pins, link: "abc-DEF_1".to_owned() };
            assert_eq!(Said::read(&said.write()), Some(said));
        }
        for text in ["", "x", "- -1 - abc", "moving 1 -", "moved - - abc"] {
            assert_eq!(Said::read(text), None, "{text}");
        }
    }
}
