//! Why a target stands elsewhere than in the baseline: what each change contributes, adding up to the shown difference.

use guoban_model::contribution::{Attributing, Contributions};
use guoban_model::model::{Model, Projection};
use guoban_model::pack::{AssumptionId, LeverId, Measure, TargetId};
use guoban_model::program::CellRef;
use rust_decimal::Decimal;

use crate::calendar::Period;
use crate::figures::Figures;
use crate::number::published;
use crate::pulls::largest_remainder;

/// Below this share of the largest contribution a change does not reach the target: it is noise of binary fractions.
const NOISE: f64 = 1e-9;

/// Something that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// What the session decides.
    Lever(LeverId),
    /// What nobody here decides.
    Assumption(AssumptionId),
}

/// What one change contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// What was changed.
    pub change: Change,
    /// Its setting before.
    pub from: Decimal,
    /// Its setting after.
    pub to: Decimal,
    /// Its contribution, in the target's unit and decimals.
    pub amount: Decimal,
}

/// The way from one figure of a target to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The figure before, as published.
    pub from: Decimal,
    /// The figure after, as published.
    pub to: Decimal,
    /// Decimals of both and of every part: those the indicator is published at, one more where most parts would round to
    /// nothing at these.
    pub decimals: u32,
    /// Contributions, the largest first; they add up to the difference of the two figures.
    pub parts: Vec<Part>,
    /// Changes that do not reach this figure.
    pub idle: usize,
    /// False when orders of the changes were sampled.
    pub exact: bool,
}

/// Why a target stands elsewhere after than before, at mid-year and at the year's end; `None` where it has no figure.
pub fn why(model: &Model, before: &Projection, after: &Projection, target: TargetId, seed: u32) -> [Option<Why>; 2] {
    let Some(mut explaining) = Explaining::new(model, before, after, target, seed) else { return [None, None] };
    explaining.go_on(usize::MAX);
    explaining.told(before, after)
}

/// What [`why`] tells, being worked out a piece at a time.
#[derive(Clone, Debug)]
pub struct Explaining {
    target: TargetId,
    /// The months its figures are made of.
    months: Vec<i32>,
    attributing: Attributing,
}

impl Explaining {
    /// Starts on a target of the model's pack; `None` where there is no such target.
    pub fn new(model: &Model, before: &Projection, after: &Projection, id: TargetId, seed: u32) -> Option<Self> {
        let pack = model.pack();
        let target = pack.targets.get(id.0)?;
        let (variable, row) = (target.variable, target.row.unwrap_or(0));
        let months: Vec<i32> = match pack.variables[variable.0].measure {
            Measure::Flow => (0..=Period::Year.last()).collect(),
            Measure::Stock | Measure::Rate => vec![Period::Half.last(), Period::Year.last()],
        };
        let cells: Vec<CellRef> = months.iter().map(|&offset| CellRef { variable, row, offset }).collect();
        let attributing = Attributing::new(model, before.settings(), after.settings(), &cells, seed);
        Some(Self { target: id, months, attributing })
    }

    /// Goes on for about so many instructions of the engine, each for 64 combinations of the changes; says whether all is
    /// worked out.
    pub fn go_on(&mut self, instructions: usize) -> bool {
        self.attributing.go_on(instructions)
    }

    /// What was found, once all is worked out; the runs are those it was started with.
    pub fn told(&self, before: &Projection, after: &Projection) -> [Option<Why>; 2] {
        let found = self.attributing.contributions();
        [Period::Half, Period::Year].map(|period| self.of(period, &found, before, after))
    }

    fn of(&self, period: Period, found: &Contributions, before: &Projection, after: &Projection) -> Option<Why> {
        let pack = after.pack();
        let target = &pack.targets[self.target.0];
        let (variable, row) = (target.variable, target.row.unwrap_or(0));
        let item = &pack.variables[variable.0];
        let counted = |offset: i32| match item.measure {
            Measure::Flow => offset <= period.last(),
            Measure::Stock | Measure::Rate => offset == period.last(),
        };
        let standing =
            |run: &Projection, decimals| published(run.standing(pack, variable, row, period.last())?, decimals);
        let amount = |change: usize| {
            let parts = self.months.iter().zip(&found.parts).filter(|(month, _)| counted(**month));
            parts.map(|(_, parts)| parts[change]).fold(0.0, |sum, part| sum + part)
        };
        let mut amounts: Vec<(usize, f64)> =
            found.changes.iter().enumerate().map(|(change, &input)| (input, amount(change))).collect();
        let largest = amounts.iter().fold(0.0_f64, |largest, (_, amount)| largest.max(amount.abs()));
        // What does not reach the figure takes no part in its rounding.
        amounts.retain(|(_, amount)| amount.abs() > largest * NOISE);
        amounts.sort_by(|(_, left), (_, right)| right.abs().total_cmp(&left.abs()));
        let exact: Vec<f64> = amounts.iter().map(|(_, amount)| *amount).collect();
        let rounded = |decimals| {
            let (from, to) = (standing(before, decimals)?, standing(after, decimals)?);
            Some((from, to, largest_remainder(&exact, to - from, decimals)?))
        };
        let mut decimals = item.decimals;
        let (mut from, mut to, mut shown) = rounded(decimals)?;
        if shown.iter().filter(|part| part.is_zero()).count() * 2 > shown.len() {
            decimals += 1;
            (from, to, shown) = rounded(decimals)?;
        }
        let part = |(&(input, _), amount): (&(usize, f64), Decimal)| {
            let levers = pack.levers.len();
            let (change, decimals) = match input.checked_sub(levers) {
                None => (Change::Lever(LeverId(input)), pack.levers[input].decimals),
                Some(index) => (Change::Assumption(AssumptionId(index)), pack.assumptions[index].decimals),
            };
            let setting = |run: &Projection| {
                let settings = run.settings();
                let value = match change {
                    Change::Lever(lever) => settings.levers[lever.0],
                    Change::Assumption(assumption) => settings.assumptions[assumption.0],
                };
                published(value, decimals)
            };
            Some(Part { change, from: setting(before)?, to: setting(after)?, amount })
        };
        let parts = amounts.iter().zip(shown).map(part).collect::<Option<Vec<_>>>()?;
        let idle = found.changes.len() - parts.len();
        Some(Why { from, to, decimals, parts, idle, exact: found.exact })
    }
}
