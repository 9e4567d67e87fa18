//! Where the verdict on a target turns, for the slider that is looked at.

use guoban_answers::break_even::break_even;
use guoban_answers::words::turns;
use guoban_model::pack::TargetId;
use guoban_model::text::Language;
use guoban_planning::judge::Period;
use guoban_planning::scenario::Item;
use guoban_planning::why::Change;
use rust_decimal::Decimal;

use crate::state::Session;

/// Where the verdict on a target turns over the range of one lever or assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// What moves.
    pub item: Item,
    /// The target.
    pub target: TargetId,
    /// The first settings with another verdict than just below, and whether they are the year's.
    pub marks: Vec<(Decimal, bool)>,
    /// The same in words, by period.
    pub told: Vec<String>,
}

impl Turned {
    /// Works it out on the open plan; nothing where the item cannot be moved, or the target is not judged.
    pub fn of(session: &Session, item: &Item, target: TargetId, language: Language) -> Option<Self> {
        let pack = session.pack();
        let change = match item {
            Item::Lever(id) => Change::Lever(pack.lever(id)?),
            Item::Assumption(id) => Change::Assumption(pack.assumption(id)?),
        };
        let found = break_even(session.model(), session.scenario(), change, target)?;
        let marks = found.periods.iter().flat_map(|period| {
            period.turns.iter().map(|turn| (turn.from, period.period == Period::Year)).collect::<Vec<_>>()
        });
        let told = found.periods.iter().map(|period| turns(pack, item, period, language)).collect::<Vec<_>>();
        (!told.is_empty()).then(|| Self { item: item.clone(), target, marks: marks.collect(), told })
    }
}
