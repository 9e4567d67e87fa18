//! The sides of the comparison, computed one at a time, so that the page stays usable.

use std::cell::RefCell;
use std::rc::Rc;

use guoban_planning::compare::{Assumed, Draws, MOST_COMPARED, Side, Wanted, wanted};
use guoban_planning::link::{LinkError, write_several};
use guoban_planning::plan::Plan;

use super::Session;

/// What is compared, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Numbers of the plans; the first few where nobody chose.
    pub plans: Option<Vec<u32>>,
    /// What is assumed.
    pub assumed: Assumed,
    /// Only rows in which sides differ are listed.
    pub differing: bool,
}

impl Choice {
    /// The plans that are compared, in their order.
    pub fn plans<'a>(&self, session: &'a Session) -> Vec<&'a Plan> {
        let plans = session.document.plans().iter();
        let is_chosen = |plan: &&Plan| self.plans.as_ref().is_none_or(|chosen| chosen.contains(&plan.number));
        plans.filter(is_chosen).take(MOST_COMPARED).collect()
    }

    /// Whether another choice compares the same in the same way.
    pub fn same_sides(&self, other: &Self) -> bool {
        self.plans == other.plans && self.assumed == other.assumed
    }

    fn wanted(&self, session: &Session) -> Vec<Wanted> {
        wanted(session.pack(), &self.plans(session), session.scenario(), self.assumed)
    }
}

/// The sides, as far as they are computed.
#[derive(Debug)]
pub struct Comparison {
    sides: Vec<(Wanted, Option<Rc<Side>>)>,
    draws: Rc<RefCell<Option<Draws>>>,
}

impl Comparison {
    /// The sides, once all are computed for what is chosen; the baseline is the first.
    pub fn sides(&self, session: &Session, choice: &Choice) -> Option<Vec<&Side>> {
        let wanted = choice.wanted(session);
        let same =
            self.sides.len() == wanted.len() && self.sides.iter().zip(&wanted).all(|(side, wanted)| side.0 == *wanted);
        if same { self.sides.iter().map(|(_, side)| side.as_deref()).collect() } else { None }
    }

    /// How many are computed, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.sides.iter().filter(|(_, side)| side.is_some()).count(), self.sides.len())
    }
}

impl Session {
    /// The link of what is compared, and whether notes were left out.
    ///
    /// # Errors
    /// As [`write_several`].
    pub fn compared_link(&self, choice: &Choice) -> Result<(String, bool), LinkError> {
        let plans: Vec<_> = choice.plans(self).iter().map(|plan| &plan.scenario).collect();
        write_several(&plans, choice.assumed, self.pack())
    }

    /// Whether all sides are computed.
    pub fn is_compared(&self, choice: &Choice) -> bool {
        self.comparison.as_ref().is_some_and(|known| known.sides(self, choice).is_some())
    }

    /// The same with one more side computed. What was computed before is used again.
    pub fn compared(&self, choice: &Choice) -> Self {
        let known = self.comparison.as_deref();
        let draws = known.map(|known| Rc::clone(&known.draws)).unwrap_or_default();
        let find = |wanted: &Wanted| {
            let sides = known.map(|known| known.sides.as_slice()).unwrap_or_default();
            let side = sides.iter().find(|(known, side)| side.is_some() && known.scenario == wanted.scenario);
            let side = side.and_then(|(_, side)| side.as_deref().cloned());
            side.map(|side| Rc::new(Side { wanted: wanted.clone(), ..side }))
        };
        let mut sides: Vec<_> = choice.wanted(self).into_iter().map(|wanted| (find(&wanted), wanted)).collect();
        if let Some((side, wanted)) = sides.iter_mut().find(|(side, _)| side.is_none()) {
            *side = Some(Rc::new(Side::of(self.model(), wanted.clone(), &mut draws.borrow_mut())));
        }
        let sides = sides.into_iter().map(|(side, wanted)| (wanted, side)).collect();
        self.with_comparison(Comparison { sides, draws })
    }
}
