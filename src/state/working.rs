//! What is worked out after the board is there, a piece at a time: draws, contributions, what a screen shows.

use super::{Request, Screen, Session, Stage, State};
use crate::modules::Work;
use crate::shared::Shared;

/// Milliseconds of draws at one go; a slider that moves meanwhile waits for no more.
const PIECE: f64 = 5.0;

impl State {
    pub(super) fn draw(&mut self, results: u64) {
        let session = self.session().filter(|_| results == self.results);
        let Some((session, draws)) = session.zip(self.modules.draws) else { return };
        let clock = self.clock;
        let started = clock();
        if let Some(next) = (draws.refine)(session, &|| clock() - started >= PIECE) {
            self.stage = Stage::Ready(Shared::new(next));
        }
        self.ask_for_pieces(true);
    }

    /// Asks for the next piece of draws, if there is one.
    pub(super) fn ask_for_pieces(&mut self, shown: bool) {
        let Some(session) = self.session().filter(|session| session.is_drawing() && !session.is_resting()) else {
            return;
        };
        let patient = session.document.is_dragging();
        self.outbox.push(Request::Draw { results: self.results, shown, patient });
    }

    /// The screen that is looked at has what it shows.
    pub(super) fn fill_sheet(&mut self) {
        // Screens tell when levers work.
        let screens = self.modules.screens.filter(|_| self.modules.levers.is_some());
        let (Some(session), Some(screens)) = (self.session(), screens) else { return };
        let next = match self.view.screen {
            Screen::Ledger | Screen::Paper if session.sheet.is_none() => session.sheeted(screens.sheet),
            Screen::Data if session.readings.is_none() => session.read_out(screens.readings),
            Screen::Simulate
            | Screen::Compare
            | Screen::Wall
            | Screen::Ledger
            | Screen::Data
            | Screen::Answers
            | Screen::Paper => {
                return;
            }
        };
        self.stage = Stage::Ready(Shared::new(next));
    }

    /// Figures that changed have draws to count, once they are in sight and nothing newer has come; a slider that was let
    /// go has fans to draw.
    pub(super) fn ask_for_draws(&mut self, before: Option<&Shared<Session>>) {
        let Some(session) = self.session() else { return };
        let is_new = before.is_none_or(|before| before.results != session.results);
        let is_let_go = before.is_some_and(|before| before.is_resting() && !session.is_resting());
        if !is_new && !is_let_go {
            return;
        }
        let shown = session.document.is_dragging();
        self.results += 1;
        self.ask_for_pieces(shown);
    }

    /// The row whose difference is shown but not yet explained. Nothing is explained while a slider moves.
    fn unexplained(&self) -> Option<(&Shared<Session>, usize)> {
        let session = self.session().filter(|session| self.is_asking_why() && !session.document.is_dragging())?;
        let row = session.row(self.view.selected)?;
        session.why(row).is_none().then_some((session, row))
    }

    fn is_asking_why(&self) -> bool {
        !self.view.pulls && self.view.screen == Screen::Simulate
    }

    pub(super) fn ask_for_why(&mut self) {
        if !self.explaining && self.modules.draws.is_some() && self.unexplained().is_some() {
            self.explaining = true;
            self.outbox.push(Request::Explain);
        }
    }

    pub(super) fn explain(&mut self) {
        self.explaining = false;
        let Some(draws) = self.modules.draws else { return };
        if let Some(next) = self.unexplained().and_then(|(session, row)| (draws.explain)(session, row)) {
            self.stage = Stage::Ready(Shared::new(next));
        }
    }

    /// What the screen that is looked at works out after it is there.
    fn work(&self) -> Option<(&Shared<Session>, Work)> {
        let work = match self.view.screen {
            Screen::Compare | Screen::Paper => self.modules.compare?.work,
            Screen::Wall => self.modules.wall?.work,
            Screen::Simulate | Screen::Ledger | Screen::Data | Screen::Answers => return None,
        };
        Some((self.session()?, work))
    }

    pub(super) fn ask_for_work(&mut self) {
        let Some((session, work)) = self.work() else { return };
        if !self.working && !session.document.is_dragging() && !(work.is_done)(session, &self.view) {
            self.working = true;
            self.outbox.push(Request::Work);
        }
    }

    pub(super) fn do_work(&mut self) {
        self.working = false;
        if let Some((session, work)) = self.work() {
            self.stage = Stage::Ready(Shared::new((work.go_on)(session, &self.view)));
        }
    }
}
