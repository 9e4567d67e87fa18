//! The figures of a chart: standing at the end of each month of the plan year.

use guoban_model::number::to_f64;
use guoban_model::pack::{Measure, PassLine, TargetKind};
use guoban_planning::chance::Fan;
use guoban_planning::figures::Figures;
use guoban_planning::judge::Period;
use guoban_planning::number::published;
use rust_decimal::Decimal;

use crate::state::Session;

/// Months of the plan year.
pub const MONTHS: usize = 12;

/// The month whose end is the half-year.
pub const JUNE: usize = 5;

/// One value a month; nothing where there is no figure.
pub type Line = [Option<f64>; MONTHS];

/// What a chart shows of one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Row of the board.
    pub row: usize,
    /// Known and projected standing.
    pub standing: Line,
    /// Last known month; negative when nothing of the year is known.
    pub known: i32,
    /// The baseline's standing.
    pub baseline: Line,
    /// The linear line, where one applies.
    pub linear: Option<Line>,
    /// The seasonal line, where one applies and differs.
    pub seasonal: Option<Line>,
    /// What is due in June and in December.
    pub due: [Option<f64>; 2],
    /// How far the standing may lie apart, once that is drawn.
    pub fan: Fan,
    /// Decimals of its figures.
    pub decimals: u32,
    /// How months combine.
    pub measure: Measure,
    /// The first and the last month that are drawn.
    pub span: (usize, usize),
}

impl Series {
    /// The figures of a row of the board.
    pub fn of(session: &Session, row: usize) -> Option<Self> {
        let judged = session.board().rows.get(row)?;
        let pack = session.pack();
        let target = &pack.targets[judged.target.0];
        let variable = &pack.variables[target.variable.0];
        let in_row = target.row.unwrap_or(0);
        let standing = |figures: &guoban_model::model::Projection| -> Line {
            std::array::from_fn(|month| figures.standing(pack, target.variable, in_row, month as i32))
        };
        let judge = session.judge();
        let linear_applies = judged.half.linear.is_some() || judged.year.linear.is_some();
        let annual = target.year.filter(|_| linear_applies).map(to_f64);
        // A level starts from where last December left it, an amount from nothing.
        let start = match target.kind {
            TargetKind::Stock => session.results.projection.at(target.variable, in_row, -1).unwrap_or(0.0),
            _ => 0.0,
        };
        let line = |line: PassLine| -> Option<Line> {
            let annual = annual?;
            let share = |month: usize| to_f64(judge.line_share(target, line, month as i32));
            Some(std::array::from_fn(|month| Some(start + (annual - start) * share(month))))
        };
        let due = |period: Period| judged.get(period).due.map(|due| to_f64(due.value));
        Some(Self {
            row,
            standing: standing(&session.results.projection),
            known: judge.published_through(target.variable).unwrap_or(-1).min(MONTHS as i32 - 1),
            baseline: standing(&session.baseline.projection),
            linear: line(PassLine::Linear),
            seasonal: if target.seasonal.is_some() { line(PassLine::Seasonal) } else { None },
            due: [due(Period::Half), due(Period::Year)],
            fan: session.results.fans.get(row).copied().unwrap_or_default(),
            decimals: variable.decimals,
            measure: variable.measure,
            span: (0, MONTHS - 1),
        })
    }

    /// The months around June, from the one before the last known month: what lies between the projection and what is due
    /// is lost in the height of a whole year.
    pub fn around_june(&self) -> Self {
        let first = usize::try_from(self.known).unwrap_or(0).min(JUNE - 1).saturating_sub(1);
        let span = (first, JUNE + 1);
        let cut = |line: Line| -> Line {
            std::array::from_fn(|month| line[month].filter(|_| (span.0..=span.1).contains(&month)))
        };
        let mut fan = self.fan;
        fan.iter_mut()
            .enumerate()
            .filter(|(month, _)| !(span.0..=span.1).contains(month))
            .for_each(|(_, edges)| *edges = None);
        Self {
            standing: cut(self.standing),
            baseline: cut(self.baseline),
            linear: self.linear.map(cut),
            seasonal: self.seasonal.map(cut),
            due: [self.due[0], None],
            fan,
            span,
            ..self.clone()
        }
    }

    /// Projected less due in June, where both are known, as published.
    pub fn gap_in_june(&self) -> Option<Decimal> {
        Some(published(self.standing[JUNE]?, self.decimals)? - published(self.due[0]?, self.decimals)?)
    }

    /// Whether the scenario differs from the baseline anywhere in this chart.
    pub fn differs(&self) -> bool {
        self.standing != self.baseline
    }

    /// Every value that has to be seen.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        let lines = [Some(self.standing), Some(self.baseline), self.linear, self.seasonal];
        let points = lines.into_iter().flatten().flatten().flatten();
        let fan = self.fan.into_iter().flatten().flatten();
        points.chain(self.due.into_iter().flatten()).chain(fan)
    }
}
