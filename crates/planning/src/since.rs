//! The same plan with other data: what the figures that came in since changed, target by target.

use guoban_model::pack::Pack;
use guoban_model::text::Text;
use guoban_model::time::Date;

use crate::compare::Side;
use crate::judge::{Period, Verdict};

/// A target on both data. Targets are one where they have one id.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name, on the later data where it is there.
    pub name: Text,
    /// The unit of its indicator.
    pub unit: String,
    /// At mid-year.
    pub half: Pair,
    /// At the end of the year.
    pub year: Pair,
}

/// The verdicts of a period; none where the target is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// On the earlier data.
    pub before: Option<Verdict>,
    /// On the later data.
    pub after: Option<Verdict>,
}

impl Pair {
    /// Whether anything that is printed differs.
    pub fn differs(&self) -> bool {
        let shown = |verdict: &Option<Verdict>| {
            verdict
                .as_ref()
                .map(|verdict| (verdict.projected, verdict.due.map(|due| due.value), verdict.state, verdict.chance()))
        };
        shown(&self.before) != shown(&self.after)
    }
}

impl Row {
    /// Whether anything that is printed differs, in either period.
    pub fn differs(&self) -> bool {
        self.half.differs() || self.year.differs()
    }

    /// The verdicts of a period.
    pub fn get(&self, period: Period) -> &Pair {
        match period {
            Period::Half => &self.half,
            Period::Year => &self.year,
        }
    }
}

/// Two data under one plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// As-of date of the earlier data.
    pub from: Date,
    /// As-of date of the later data.
    pub to: Date,
    /// The targets: those of the later data in their order, then those that are no more.
    pub rows: Vec<Row>,
}

impl Since {
    /// Compares a side with the same plan on later data.
    pub fn between(before: &Side, after: &Side) -> Self {
        let (old, new) = (before.projection.pack(), after.projection.pack());
        let of = |pack: &Pack, side: &Side, id: &str, period: Period| {
            let target = pack.targets.iter().position(|target| target.id == id)?;
            side.board.rows.iter().find(|row| row.target.0 == target).map(|row| row.get(period).clone())
        };
        let pair = |id: &str, period| Pair { before: of(old, before, id, period), after: of(new, after, id, period) };
        let row = |pack: &Pack, at: usize| {
            let target = &pack.targets[at];
            Row {
                name: target.name.clone(),
                unit: pack.variables[target.variable.0].unit.clone(),
                half: pair(&target.id, Period::Half),
                year: pair(&target.id, Period::Year),
            }
        };
        let is_gone = |at: &usize| !new.targets.iter().any(|target| target.id == old.targets[*at].id);
        let kept = (0..new.targets.len()).map(|at| row(new, at));
        let gone = (0..old.targets.len()).filter(is_gone).map(|at| row(old, at));
        let date = |side: &Side, pack: &Pack| side.wanted.scenario.as_of(pack);
        Self { from: date(before, old), to: date(after, new), rows: kept.chain(gone).collect() }
    }

    /// How many targets differ.
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| row.differs()).count()
    }
}
