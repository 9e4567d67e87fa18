//! Up to which month an indicator is settled, and in which months a figure of it is published.

use guoban_model::formula::{Node, NodeKind, Temporal};
use guoban_model::pack::{ColumnKind, Formula, Frequency, Pack, VariableId};
use guoban_model::time::Date;

/// Every month of the year, as a set of bits.
const EVERY_MONTH: u16 = 0xfff;

/// What is known of an indicator on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Last month whose figure is published, or cannot change any more.
    pub settled: i32,
    /// Months of the year (bit 0 for January) at whose end a figure is published; `None` where nobody publishes any, neither of
    /// the indicator nor of anything it is computed from.
    months: Option<u16>,
}

impl Known {
    /// Last month that is published; `None` where nobody publishes it.
    pub fn published(self) -> Option<i32> {
        self.months.map(|_| self.settled)
    }

    /// Whether a published period ends with a month.
    pub fn ends_with(self, month: i32) -> bool {
        month <= self.settled && self.closes(month)
    }

    /// Whether a period of which a figure is published ends with a month, past or to come.
    pub fn closes(self, month: i32) -> bool {
        self.months.is_some_and(|months| months >> month.rem_euclid(12) & 1 == 1)
    }

    /// Nothing a scenario or a publication changes.
    const ALWAYS: Self = Self { settled: i32::MAX, months: None };

    /// Of what is computed from both: settled where both are, published where all that is published is.
    fn and(self, other: Self) -> Self {
        let months = match (self.months, other.months) {
            (Some(left), Some(right)) => Some(left & right),
            (left, right) => left.or(right),
        };
        Self { settled: self.settled.min(other.settled), months }
    }

    /// Of a reading so many months ago.
    fn ago(self, months: i32) -> Self {
        // A whole year ago the same periods ended; any other earlier month is a figure that has long been there.
        let ends = self.months.map(|ends| if months.rem_euclid(12) == 0 { ends } else { EVERY_MONTH });
        Self { settled: self.settled.saturating_add(months), months: ends }
    }
}

/// Whether a published period ends with a month of the year, counted from January (0).
pub(super) fn closes(frequency: Frequency, month: i32) -> bool {
    match frequency {
        Frequency::Monthly => true,
        Frequency::MonthlyJanFeb => month.rem_euclid(12) != 0,
        Frequency::Quarterly => month.rem_euclid(3) == 2,
        Frequency::Yearly => month.rem_euclid(12) == 11,
    }
}

/// What is known of an indicator.
///
/// An indicator without figures of its own is settled where everything its formulas read is: published figures as far as
/// they are known, those of earlier months for as much longer, levers up to the as-of month, before which they cannot act.
pub(super) fn known(pack: &Pack, as_of: Date, variable: VariableId) -> Known {
    if has_own_figures(pack, variable) {
        return own(pack, as_of, variable);
    }
    let mut walk = Walk { pack, as_of, seen: vec![None; pack.variables.len()] };
    let found = walk.variable(variable);
    Known { settled: found.settled.min(as_of.month.offset_from(pack.year)), ..found }
}

fn own(pack: &Pack, as_of: Date, variable: VariableId) -> Known {
    let frequency = pack.variables[variable.0].publication.frequency;
    let months = (0..12).filter(|month| closes(frequency, *month)).fold(0, |months, month| months | 1 << month);
    Known { settled: pack.known_through(variable, as_of), months: Some(months) }
}

/// Whether the pack holds figures of the indicator itself.
pub(crate) fn has_own_figures(pack: &Pack, variable: VariableId) -> bool {
    let variable = &pack.variables[variable.0];
    matches!(variable.formula, Formula::Given) || variable.known.iter().any(|series| !series.values.is_empty())
}

struct Walk<'a> {
    pack: &'a Pack,
    as_of: Date,
    /// By variable: what was found; what is still being looked at settles nothing by itself.
    seen: Vec<Option<Known>>,
}

impl Walk<'_> {
    fn variable(&mut self, id: VariableId) -> Known {
        if let Some(found) = self.seen[id.0].replace(Known::ALWAYS) {
            self.seen[id.0] = Some(found);
            return found;
        }
        let pack = self.pack;
        let found = match &pack.variables[id.0].formula {
            // A given series is there wherever it is read.
            Formula::Given => Known::ALWAYS,
            _ if has_own_figures(pack, id) => own(pack, self.as_of, id),
            Formula::Same(node) => self.node(node),
            Formula::PerRow(nodes) => nodes.iter().fold(Known::ALWAYS, |found, node| found.and(self.node(node))),
        };
        self.seen[id.0] = Some(found);
        found
    }

    fn node(&mut self, node: &Node) -> Known {
        let own = match &node.kind {
            NodeKind::Variable(id, _) => self.variable(*id),
            NodeKind::Cell(column, _) => match self.pack.tables[column.table.0].columns[column.column].kind {
                ColumnKind::Formula(id) => self.variable(id),
                _ => Known::ALWAYS,
            },
            _ => Known::ALWAYS,
        };
        let read = node.children().fold(own, |found, child| found.and(self.node(child)));
        match &node.kind {
            NodeKind::Temporal(Temporal::Lag(months), _) => read.ago(*months),
            NodeKind::Temporal(Temporal::Distribute(weights), _) => {
                let first = weights.iter().position(|weight| *weight != 0.0);
                first.map_or(Known::ALWAYS, |months| read.ago(months as i32))
            }
            // One month for all: it is there for good, or it is still to come.
            NodeKind::Temporal(Temporal::At(month), _) if read.settled >= *month - 1 => Known::ALWAYS,
            NodeKind::Temporal(Temporal::At(_), _) => Known { settled: i32::MIN, ..read },
            NodeKind::Temporal(Temporal::FullYear, _) => {
                // A year is known once its December is.
                let years = (read.settled.saturating_add(1)).div_euclid(12);
                Known { settled: if read.settled == i32::MAX { i32::MAX } else { years * 12 - 1 }, ..read }
            }
            _ => read,
        }
    }
}
