//! What is asked on the screen 求解.

use guoban_answers::solve::{Ask, Wanted};
use guoban_answers::tornado::By;
use guoban_model::pack::{AssumptionId, LeverId, TargetId};
use guoban_planning::judge::{Board, Period};
use rust_decimal::Decimal;

/// As many targets as possible, of which periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// Of one.
    Of(Period),
    /// Of both.
    Both,
}

/// Everything that can be chosen there. Each part of the screen reads what it needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The target that is looked at.
    pub target: TargetId,
    /// The period.
    pub period: Period,
    /// By what things are ranked.
    pub by: By,
    /// All bars are shown, not the widest alone.
    pub all: bool,
    /// The targets whose gaps are to be closed, each in a period.
    pub targets: Vec<(TargetId, Period)>,
    /// As many as possible instead of these.
    pub most: Option<Most>,
    /// Levers that stay as they are.
    pub locked: Vec<LeverId>,
    /// Measures that only change what is counted may be used.
    pub recording: bool,
    /// Measures that take their gain from a later period may be used.
    pub borrowing: bool,
    /// What the plan hits in December stays hit.
    pub keep: bool,
    /// The most that may be spent, in 万元.
    pub budget: Option<Decimal>,
    /// In percent: how likely each target is to be hit at least.
    pub percent: Option<u8>,
    /// The assumptions of the two-way picture; those that move the target most until somebody chooses.
    pub pair: Option<[AssumptionId; 2]>,
}

impl Question {
    /// The first question about a board: the row that is looked at, in the next period that ends, and its gap.
    pub fn of(board: &Board, row: Option<usize>) -> Self {
        let period = if board.left().over { Period::Year } else { Period::Half };
        let row = row.and_then(|row| board.rows.get(row)).or(board.rows.first());
        let target = row.map_or(TargetId(0), |row| row.target);
        let is_short = |period: &Period| row.is_some_and(|row| row.get(*period).passes == Some(false));
        let judged = |period: &Period| row.is_some_and(|row| row.get(*period).passes.is_some());
        let gap = [period, Period::Year].into_iter().find(is_short).or([period].into_iter().find(judged));
        Self {
            target,
            period,
            by: By::default(),
            all: false,
            targets: gap.map(|period| (target, period)).into_iter().collect(),
            most: None,
            locked: Vec::new(),
            recording: false,
            borrowing: true,
            keep: false,
            budget: None,
            percent: None,
            pair: None,
        }
    }

    /// The same as the answers crate takes it; nothing where no target is asked for.
    pub fn ask(&self) -> Option<Ask> {
        let wanted = match self.most {
            Some(Most::Of(period)) => Wanted::Most(vec![period]),
            Some(Most::Both) => Wanted::Most(Period::ALL.to_vec()),
            None if self.targets.is_empty() => return None,
            None => Wanted::Each(self.targets.clone()),
        };
        Some(Ask {
            wanted,
            locked: self.locked.clone(),
            recording: self.recording,
            borrowing: self.borrowing,
            keep: self.keep,
            budget: self.budget,
            probability: self.percent.map(|percent| f64::from(percent) / 100.0),
        })
    }

    /// Whether what follows by itself is the same for another question.
    pub fn figures_as(&self, other: &Self) -> bool {
        (self.target, self.period, self.pair) == (other.target, other.period, other.pair)
    }

    /// Whether a search for another question has to begin anew for this one.
    pub fn is_searched_differently(&self, other: &Self) -> bool {
        self.ask() != other.ask()
    }
}
