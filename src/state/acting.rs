//! Doing things to a scenario. What does them is a part of the program; what is asked for before it is there waits for it.

use guoban_planning::action::Action;
use guoban_planning::document::Effect;

use super::{Dialog, Notice, PackFailure, State};

impl State {
    /// Does an action as soon as the part of the program that does it is there.
    pub(super) fn act(&mut self, action: &Action) {
        match self.modules.levers {
            Some(levers) => (levers.act)(self, action),
            None => self.later.push(action.clone()),
        }
    }

    /// Does what was asked for before.
    pub(super) fn catch_up(&mut self) {
        for action in std::mem::take(&mut self.later) {
            self.act(&action);
        }
    }

    /// Does an action, or tells why not.
    pub(crate) fn act_now(&mut self, action: &Action) {
        let Some(session) = self.session().cloned() else { return };
        let (document, effects) = match session.document.apply(session.pack(), action) {
            Ok(done) => done,
            Err(refusal) => {
                // A drag that ends twice, or an undo with nothing to undo, is not worth words.
                let silent = [Action::BeginDrag, Action::EndDrag, Action::CancelDrag, Action::Undo, Action::Redo];
                if !silent.contains(action) && !matches!(action, Action::ResumeDrag { .. }) {
                    self.set_view(|view| view.notice = Some(Notice::Refused(refusal)));
                }
                return;
            }
        };
        let before = session.board().clone();
        let ran = matches!(effects.first(), Some(Effect::Compile | Effect::Run | Effect::Judge));
        let next = match effects.first() {
            Some(Effect::Compile) => match session.recompiled(document, self.clock) {
                Err(PackFailure::Uncomputable { pack, date, .. }) => return self.refuse_date(&pack, date),
                next => next,
            },
            Some(Effect::Run) => Ok(session.rerun(document, self.clock)),
            Some(Effect::Judge) => Ok(session.rejudged(document)),
            _ => Ok(session.annotated(document)),
        };
        self.put(next.map(|next| next.after(&before, ran)));
        for effect in effects {
            match effect {
                Effect::Persist => self.keep(true),
                Effect::Follow => self.keep(false),
                Effect::CopyLink(shared) => {
                    self.set_view(|view| view.dialog = Some(Dialog::Share(shared)));
                }
                Effect::Compile | Effect::Run | Effect::Judge => {}
            }
        }
    }
}
