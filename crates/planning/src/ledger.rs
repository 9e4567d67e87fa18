//! The red and the black list (红榜、黑榜): which targets stand well above or below what is due, month by month, and what
//! to do about them.
//!
//! A target of a place is listed by its gap to the task in points, a rank by its place among its peers; how far and how
//! many is pack data. The lists look back: they read published months only. What to do looks ahead and follows the verdict.

use guoban_model::pack::{Pack, Target, TargetId, TargetKind};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::calendar::Period;
use crate::figures::Figures;
use crate::judge::{Board, Direction, Judge, Row, State};
use crate::number::published;

/// The two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// 红榜.
    Red,
    /// 黑榜.
    Black,
}

/// What to do about a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Triage {
    /// 保持: on track for June.
    Keep,
    /// 赶上: June is still within what the best month of the last two years brought.
    CatchUp,
    /// 长线: not for June; work for the year or beyond.
    LongTerm,
}

/// What a lead or a lag is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Points: of the annual target, or percentage points.
    Points,
    /// Places, for a rank.
    Places,
    /// The indicator's own unit: for what must not happen at all there is no annual amount to take points of.
    Unit,
}

/// Where a target stood at the end of one published month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The month, counted from January (0).
    pub month: i32,
    /// The value, rounded as published.
    pub value: Decimal,
    /// What was due.
    pub due: Decimal,
    /// How far ahead of what was due; negative when behind, whichever way is better.
    pub ahead: Decimal,
    /// What that is counted in.
    pub measured: Measured,
    /// The list it was on.
    pub list: Option<List>,
}

/// A target in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The target.
    pub target: TargetId,
    /// Row of the board.
    pub row: usize,
    /// Every month of the plan year at whose end a figure was published, in order: a quarterly figure stands here once.
    pub history: Vec<Standing>,
    /// What to do, looking at June; `None` where nothing is due then or the half-year is over.
    pub triage: Option<Triage>,
}

impl Entry {
    /// The last published month.
    pub fn last(&self) -> Option<&Standing> {
        self.history.last()
    }

    /// The list it is on now.
    pub fn list(&self) -> Option<List> {
        self.last().and_then(|standing| standing.list)
    }

    /// How many published figures in a row have put it on the list it is on.
    pub fn months_on(&self) -> usize {
        let list = self.list();
        self.history.iter().rev().take_while(|standing| list.is_some() && standing.list == list).count()
    }

    /// How often it went from one list to the other, months on neither in between or not.
    pub fn flips(&self) -> usize {
        let lists: Vec<List> = self.history.iter().filter_map(|standing| standing.list).collect();
        lists.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }
}

/// The ledger of all targets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Every target with a published standing against something due, in the pack's order.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// Those on a list now: what must not happen at all first, then the farthest from what is due.
    pub fn on(&self, list: List) -> Vec<&Entry> {
        let far = |entry: &Entry| entry.last().map(|last| (last.measured == Measured::Unit, last.ahead.abs()));
        let mut found: Vec<&Entry> = self.entries.iter().filter(|entry| entry.list() == Some(list)).collect();
        found.sort_by_key(|entry| std::cmp::Reverse(far(entry)));
        found
    }

    /// The last month any of them was published for.
    pub fn through(&self) -> Option<i32> {
        self.entries.iter().filter_map(Entry::last).map(|standing| standing.month).max()
    }
}

impl Judge<'_> {
    /// The ledger of a scenario; `board` holds its verdicts.
    pub fn ledger(&self, board: &Board, figures: &impl Figures) -> Ledger {
        let entry = |(index, row): (usize, &Row)| {
            let months = self.published_months(self.pack.targets[row.target.0].variable);
            let history: Vec<Standing> =
                months.filter_map(|month| self.standing_at(row.target, month, figures)).collect();
            let entry = Entry { target: row.target, row: index, history, triage: triage(row) };
            (!entry.history.is_empty()).then_some(entry)
        };
        Ledger { entries: board.rows.iter().enumerate().filter_map(entry).collect() }
    }

    fn standing_at(&self, id: TargetId, month: i32, figures: &impl Figures) -> Option<Standing> {
        let target = &self.pack.targets[id.0];
        let variable = &self.pack.variables[target.variable.0];
        let countable = target.due_at_half || month > Period::Half.last();
        if !countable || target.kind == TargetKind::Milestone {
            return None;
        }
        if self.suspended(target, month, figures).is_some() {
            return None;
        }
        let due = self.due_by(id, month, figures).ok()?;
        let value = figures.standing(self.pack, target.variable, target.row.unwrap_or(0), month)?;
        let value = published(value, variable.decimals)?;
        let towards = |gap: Decimal| match Direction::of(target, variable.better) {
            Direction::AtLeast => gap,
            Direction::AtMost => -gap,
        };
        let gap = towards(value - due);
        let (ahead, measured, list) = match (target.kind, self.points(target, gap)) {
            (TargetKind::Rank, _) => (gap, Measured::Places, by_place(self.pack, target, value)),
            (_, Some(points)) => (points, Measured::Points, by_points(self.pack, target, points)),
            // Points of nothing do not exist: one case too many is one too many.
            (_, None) => (gap, Measured::Unit, (gap < Decimal::ZERO).then_some(List::Black)),
        };
        Some(Standing { month, value, due, ahead, measured, list })
    }
}

fn by_points(pack: &Pack, target: &Target, ahead: Decimal) -> Option<List> {
    let limit = target.list_points.unwrap_or(pack.judging.list_points);
    if ahead >= limit {
        Some(List::Red)
    } else if ahead <= -limit {
        Some(List::Black)
    } else {
        None
    }
}

fn by_place(pack: &Pack, target: &Target, place: Decimal) -> Option<List> {
    let places = Decimal::from(target.list_places.unwrap_or(pack.judging.list_places));
    let among = Decimal::from(target.among?);
    if place <= places {
        Some(List::Red)
    } else if place > among - places {
        Some(List::Black)
    } else {
        None
    }
}

fn triage(row: &Row) -> Option<Triage> {
    if row.half.settled {
        return None;
    }
    match row.half.state {
        State::NotDue => None,
        State::OnTrack => Some(Triage::Keep),
        State::Near | State::Short if row.half.pace.is_some_and(|pace| pace.beyond_best) => Some(Triage::LongTerm),
        State::Near | State::Short => Some(Triage::CatchUp),
    }
}
