//! What a step did to the targets: which moved, most for their own size first, and which verdicts turned.
//!
//! Half-year and full year count alike: rice that is cut in July moves no June figure, and is still what its lever does.

use crate::few::sort_few;
use guoban_model::pack::{Pack, Target, TargetKind};
use rust_decimal::Decimal;

use crate::judge::{Board, Period, Row, State, Verdict};

/// Steps of its last printed digit that a target's size is at least: one place among peers, or one site of four, is no
/// upheaval.
const LEAST: i64 = 10;

/// A target whose projection moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// Row of the board.
    pub row: usize,
    /// The period in which it moved most for its size.
    pub period: Period,
    /// The change of the half-year's and of the full year's projection, in the indicator's unit; `None` where there is no
    /// figure before or after, zero where nothing moved.
    pub change: [Option<Decimal>; 2],
    /// The larger change as a share of the target's size.
    pub share: Decimal,
}

/// A verdict that turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Row of the board.
    pub row: usize,
    /// The period.
    pub period: Period,
    /// The verdict before.
    pub from: State,
    /// The verdict after.
    pub to: State,
}

impl Flip {
    /// Whether the verdict is a better one than before; what was not judged before or is not after is neither.
    pub fn is_better(&self) -> bool {
        self.to < self.from
    }
}

/// What a step did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Targets that moved, most for their own size first; among equals in the pack's order. Places among peers come last:
    /// they follow from what moved.
    pub moves: Vec<Move>,
    /// Verdicts that turned, half-year before full year, each in the pack's order.
    pub flips: Vec<Flip>,
}

impl Moved {
    /// Compares the boards before and after a step.
    pub fn between(pack: &Pack, before: &Board, after: &Board) -> Self {
        let pairs = || before.rows.iter().zip(&after.rows).enumerate();
        let mut moves: Vec<Move> = pairs().filter_map(|(row, (then, now))| moved(pack, row, then, now)).collect();
        let is_place = |moved: &Move| pack.targets[after.rows[moved.row].target.0].kind == TargetKind::Rank;
        sort_few(&mut moves, |left, right| is_place(left).cmp(&is_place(right)).then(right.share.cmp(&left.share)));
        let flips = [Period::Half, Period::Year].into_iter().flat_map(|period| {
            pairs().filter_map(move |(row, (then, now))| {
                let (from, to) = (then.get(period).state, now.get(period).state);
                (from != to).then_some(Flip { row, period, from, to })
            })
        });
        Self { moves, flips: flips.collect() }
    }

    /// Whether nothing moved and nothing turned.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty() && self.flips.is_empty()
    }

    /// The row that is named first: what moved most, or else what turned.
    pub fn first(&self) -> Option<(usize, Period)> {
        let moved = self.moves.first().map(|moved| (moved.row, moved.period));
        moved.or_else(|| self.flips.first().map(|flip| (flip.row, flip.period)))
    }

    /// The move of a row, if it moved.
    pub fn of(&self, row: usize) -> Option<&Move> {
        self.moves.iter().find(|moved| moved.row == row)
    }

    /// Whether a row moved or turned.
    pub fn touches(&self, row: usize) -> bool {
        self.of(row).is_some() || self.flips.iter().any(|flip| flip.row == row)
    }
}

fn moved(pack: &Pack, row: usize, then: &Row, now: &Row) -> Option<Move> {
    let target = &pack.targets[now.target.0];
    let unit = &*pack.variables[target.variable.0].unit;
    let change = |period: Period| Some(now.get(period).projected? - then.get(period).projected?);
    let change = [change(Period::Half), change(Period::Year)];
    let share = |period: Period, change: Option<Decimal>| {
        let size = size(target, unit, then.get(period), now.get(period));
        change.and_then(|change| change.abs().checked_div(size)).unwrap_or_default()
    };
    let (half, year) = (share(Period::Half, change[0]), share(Period::Year, change[1]));
    let (period, share) = if half >= year { (Period::Half, half) } else { (Period::Year, year) };
    (!share.is_zero()).then_some(Move { row, period, change, share })
}

/// How large a target is, to compare moves of different ones: what is due then, at least what was projected.
///
/// A growth, or a pull on one, is a change of a level of 100 already: 0.1 points of growth are a thousandth of what grows.
fn size(target: &Target, unit: &str, then: &Verdict, now: &Verdict) -> Decimal {
    let of = |value: Option<Decimal>| value.map(|value| value.abs()).unwrap_or_default();
    let size = of(now.due.map(|due| due.value)).max(of(then.projected));
    let level = if target.kind == TargetKind::Growth || matches!(unit, "百分点" | "点") {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ZERO
    };
    (size + level).max(Decimal::new(LEAST, now.decimals))
}
