//! All targets of a pack, half-year and full year side by side.

use guoban_model::pack::{Pack, Scope, Target, TargetId};

use super::{Judge, NextYear, Period, State, Verdict};
use crate::calendar::TimeLeft;
use crate::figures::Figures;
use crate::limits::{LimitVerdict, judge_limits};

/// A target in both periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The target.
    pub target: TargetId,
    /// At 30 June.
    pub half: Verdict,
    /// At 31 December.
    pub year: Verdict,
    /// The year after, where the target promises one.
    pub next: Option<NextYear>,
}

impl Row {
    /// The verdict of a period.
    pub fn get(&self, period: Period) -> &Verdict {
        match period {
            Period::Half => &self.half,
            Period::Year => &self.year,
        }
    }
}

/// How many targets are in which state, red lines apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// 达标.
    pub on_track: usize,
    /// 临界.
    pub near: usize,
    /// 有缺口.
    pub short: usize,
    /// 本期不计.
    pub not_due: usize,
}

impl Tally {
    /// Targets that are judged.
    pub fn counted(&self) -> usize {
        self.on_track + self.near + self.short
    }

    fn add(&mut self, state: State) {
        match state {
            State::OnTrack => self.on_track += 1,
            State::Near => self.near += 1,
            State::Short => self.short += 1,
            State::NotDue => self.not_due += 1,
        }
    }
}

/// All targets of a pack under one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// In the pack's order.
    pub rows: Vec<Row>,
    /// States at mid-year.
    pub half: Tally,
    /// States at the year's end.
    pub year: Tally,
    /// The target the first sentence is about: GDP growth where the pack accounts for it, else the first.
    pub headline: Option<usize>,
    /// Rows of red lines: kept or not, in no tally.
    pub red_lines: Vec<usize>,
    /// Rows that are on track in June and short in December.
    pub lost_by_december: Vec<usize>,
    /// Shared pools.
    pub limits: Vec<LimitVerdict>,
    /// Days to 30 June.
    pub half_left: TimeLeft,
    /// Days to 31 December.
    pub year_left: TimeLeft,
}

impl Board {
    /// Whether no shared pool is overdrawn.
    pub fn is_feasible(&self) -> bool {
        self.limits.iter().all(LimitVerdict::is_kept)
    }

    /// Time left to the next day on which targets are judged: 30 June, and once it has passed 31 December.
    pub fn left(&self) -> TimeLeft {
        if self.half_left.over { self.year_left } else { self.half_left }
    }

    /// The counts of a period.
    pub fn tally(&self, period: Period) -> Tally {
        match period {
            Period::Half => self.half,
            Period::Year => self.year,
        }
    }
}

/// The scopes (在地、本级) that targets of a pack are measured in, each once; nothing to choose from where there is one or none.
pub fn scopes(pack: &Pack) -> Vec<Scope> {
    let of = |target: &Target| pack.variables[target.variable.0].scope;
    let all = [Scope::Territorial, Scope::Own];
    all.into_iter().filter(|scope| pack.targets.iter().any(|target| of(target) == Some(*scope))).collect()
}

impl Board {
    /// The rows of a scope, in order; every row without one.
    pub fn rows_in(&self, pack: &Pack, scope: Option<Scope>) -> impl Iterator<Item = usize> {
        let fits = move |row: &Row| {
            let target = &pack.targets[row.target.0];
            scope.is_none_or(|scope| pack.variables[target.variable.0].scope == Some(scope))
        };
        self.rows.iter().enumerate().filter(move |(_, row)| fits(row)).map(|(index, _)| index)
    }
}

impl Judge<'_> {
    /// The verdicts on all targets. `probability` gives the chance of passing where an ensemble has one.
    pub fn board(&self, figures: &impl Figures, probability: impl Fn(TargetId, Period) -> Option<f64>) -> Board {
        let rows = (0..self.pack.targets.len()).map(|row| self.row(TargetId(row), figures, &probability)).collect();
        self.put_together(rows, judge_limits(self.pack, self.as_of, figures))
    }

    /// The verdicts on one target.
    pub(super) fn row(
        &self,
        target: TargetId,
        figures: &impl Figures,
        probability: &impl Fn(TargetId, Period) -> Option<f64>,
    ) -> Row {
        let verdict = |period| self.verdict(target, period, figures, probability(target, period));
        Row { target, half: verdict(Period::Half), year: verdict(Period::Year), next: self.next_year(target, figures) }
    }

    /// A board of rows and limits: what is counted of them.
    pub(super) fn put_together(&self, rows: Vec<Row>, limits: Vec<LimitVerdict>) -> Board {
        let (mut half, mut year) = (Tally::default(), Tally::default());
        let is_red_line = |row: &Row| self.pack.targets[row.target.0].red_line;
        for row in rows.iter().filter(|row| !is_red_line(row)) {
            half.add(row.half.state);
            year.add(row.year.state);
        }
        let lost = |(index, row): (usize, &Row)| {
            (row.half.state == State::OnTrack && row.year.state == State::Short).then_some(index)
        };
        let growth = self.pack.accounting.as_ref().map(|accounting| accounting.growth);
        let gdp = self.pack.targets.iter().position(|target| Some(target.variable) == growth);
        Board {
            headline: gdp.or(if rows.is_empty() { None } else { Some(0) }),
            red_lines: (0..rows.len()).filter(|index| is_red_line(&rows[*index])).collect(),
            lost_by_december: rows.iter().enumerate().filter_map(lost).collect(),
            half,
            year,
            limits,
            half_left: TimeLeft::until(Period::Half, self.pack.year, self.as_of, &self.pack.calendar),
            year_left: TimeLeft::until(Period::Year, self.pack.year, self.as_of, &self.pack.calendar),
            rows,
        }
    }
}
