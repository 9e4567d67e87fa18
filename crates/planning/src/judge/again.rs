//! Judging again only what changed: a row whose figures are those it was judged by stays as it is.
//!
//! A verdict is a function of the pack, the as-of date, the line and the figures it reads. So the reads of a row are noted
//! with what they said; where all of them say the same again, the row would come out the same.

use std::cell::RefCell;
use std::rc::Rc;

use guoban_model::pack::{PassLine, ReasonId, TargetId, VariableId};
use guoban_model::time::Date;

use super::{Board, Judge, Period, Row};
use crate::figures::Figures;
use crate::limits::judge_limits;

/// What the rows of a board rest on; empty of a board that was judged without noting it.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// By row of the board.
    rows: Vec<Rc<[Read]>>,
    /// What else decides a verdict of the same pack.
    by: Option<(Date, Option<PassLine>)>,
}

/// A figure that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Read {
    variable: usize,
    row: usize,
    offset: i32,
    said: Said,
}

/// What it was, to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Value(Option<u64>),
    Reason(Option<usize>),
}

impl Read {
    fn is_still_so(&self, figures: &impl Figures) -> bool {
        let variable = VariableId(self.variable);
        match self.said {
            Said::Value(value) => figures.at(variable, self.row, self.offset).map(f64::to_bits) == value,
            Said::Reason(reason) => {
                figures.reason(variable, self.row, self.offset).map(|ReasonId(reason)| reason) == reason
            }
        }
    }
}

/// Figures, and what was read of them.
struct Noted<'a, F> {
    figures: &'a F,
    reads: RefCell<Vec<Read>>,
}

impl<F: Figures> Noted<'_, F> {
    fn note(&self, variable: VariableId, row: usize, offset: i32, said: Said) {
        self.reads.borrow_mut().push(Read { variable: variable.0, row, offset, said });
    }
}

impl<F: Figures> Figures for Noted<'_, F> {
    fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        let value = self.figures.at(variable, row, offset);
        self.note(variable, row, offset, Said::Value(value.map(f64::to_bits)));
        value
    }

    fn reason(&self, variable: VariableId, row: usize, offset: i32) -> Option<ReasonId> {
        let reason = self.figures.reason(variable, row, offset);
        self.note(variable, row, offset, Said::Reason(reason.map(|ReasonId(reason)| reason)));
        reason
    }
}

impl Judge<'_> {
    /// The verdicts on all targets, as [`Judge::board`] gives them, and what they rest on. Rows of `before`, a board of the
    /// same pack, that rest on the same figures as those of `evidence` are taken over.
    pub fn board_again(
        &self,
        figures: &impl Figures,
        probability: impl Fn(TargetId, Period) -> Option<f64>,
        before: &Board,
        evidence: &Evidence,
    ) -> (Board, Evidence) {
        let by = Some((self.as_of, self.line));
        let known = |row: usize| {
            let reads = evidence.rows.get(row).filter(|_| evidence.by == by)?;
            let same = reads.iter().all(|read| read.is_still_so(figures));
            same.then(|| (self.row_with(&before.rows[row], &probability), Rc::clone(reads)))
        };
        let judged = |row: usize| {
            let noted = Noted { figures, reads: RefCell::default() };
            let judged = self.row(TargetId(row), &noted, &probability);
            let mut reads = noted.reads.into_inner();
            reads.sort_unstable();
            reads.dedup();
            (judged, Rc::from(reads))
        };
        let (rows, reads): (Vec<Row>, Vec<Rc<[Read]>>) =
            (0..self.pack.targets.len()).map(|row| known(row).unwrap_or_else(|| judged(row))).unzip();
        let limits = judge_limits(self.pack, self.as_of, figures);
        (self.put_together(rows, limits), Evidence { rows: reads, by })
    }

    /// The same verdicts with other chances.
    pub fn board_with(&self, board: &Board, probability: impl Fn(TargetId, Period) -> Option<f64>) -> Board {
        let rows = board.rows.iter().map(|row| self.row_with(row, &probability)).collect();
        self.put_together(rows, board.limits.clone())
    }

    fn row_with(&self, row: &Row, probability: &impl Fn(TargetId, Period) -> Option<f64>) -> Row {
        let mut row = row.clone();
        for verdict in [&mut row.half, &mut row.year] {
            let chance = probability(verdict.target, verdict.period);
            self.give(verdict, chance);
        }
        row
    }
}
