//! Break-even: the setting at which a verdict turns.

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{ColumnKind, Pack, TargetId};
use guoban_planning::judge::{Judge, Period};
use guoban_planning::number::published;
use guoban_planning::scenario::{Scenario, open_range};
use guoban_planning::why::Change;
use rust_decimal::Decimal;

use crate::tornado::place;
use crate::trial::{Aim, Trials};

/// Settings tried at most; a finer grid is thinned out.
const MOST_SETTINGS: usize = 1_000;

/// A setting from which on a verdict is another one than just below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The last setting with the one verdict.
    pub below: Decimal,
    /// The next setting, with the other.
    pub from: Decimal,
    /// Whether the target passes from there on.
    pub passes: bool,
}

/// The verdict on a target in a period over the range of one lever or assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Turns {
    /// The period.
    pub period: Period,
    /// Whether the target passes in the plan as it is.
    pub passes: bool,
    /// Where that turns, from the low end to the high; nowhere where one verdict holds over the whole range.
    pub turns: Vec<Turn>,
    /// For what sets a month, such as a project's finish: the latest month that still betters the period's published figure over
    /// that of the latest month there is.
    pub counts_until: Option<Decimal>,
}

/// Where the verdicts on a target turn as one thing moves, all else as in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// What moves.
    pub change: Change,
    /// The target.
    pub target: TargetId,
    /// Its setting in the plan.
    pub setting: Decimal,
    /// By period, half-year first; periods without a verdict are left out.
    pub periods: Vec<Turns>,
}

/// Where the verdicts on a target turn. The range is that of what can still be set, on the step grid, with both ends; nothing
/// where it cannot be moved at all.
pub fn break_even(model: &Model, scenario: &Scenario, change: Change, target: TargetId) -> Option<BreakEven> {
    let pack = model.pack();
    pack.targets.get(target.0)?;
    let settings = scenario.settings(pack);
    let judge = Judge::new(pack, scenario);
    let run = model.run(&settings);
    let aims = Period::ALL.into_iter().filter_map(|period| Aim::of(&judge, target, period, &run)).collect();
    let grid = grid(model, change)?;
    let input = place(change, pack.levers.len());
    let mut varied = vec![false; pack.levers.len() + pack.assumptions.len()];
    varied[input] = true;
    let trials = Trials::new(model, &settings, aims, &varied);
    let own = trials.own();
    let outcomes =
        trials.run(
            0..grid.len(),
            |variant, input| {
                if varied[input] { to_f64(grid[variant]) } else { trials.inputs()[input] }
            },
        );
    let is_month = is_month(pack, change);
    let periods = trials.aims().iter().enumerate().map(|(index, aim)| {
        let standings: Vec<f64> = outcomes.iter().map(|outcome| outcome.standings[index]).collect();
        let passes: Vec<bool> = standings.iter().map(|standing| aim.passes(*standing)).collect();
        let turn = |at: usize| {
            (passes[at] != passes[at + 1]).then_some(Turn {
                below: grid[at],
                from: grid[at + 1],
                passes: passes[at + 1],
            })
        };
        let shown = |standing: &f64| published(aim.better(*standing), aim.hurdle.decimals);
        let last = standings.last().and_then(shown);
        let counts = standings.iter().rposition(|standing| shown(standing) > last).filter(|_| is_month);
        Turns {
            period: aim.period,
            passes: aim.passes(own.standings[index]),
            turns: (0..grid.len() - 1).filter_map(turn).collect(),
            counts_until: counts.map(|at| grid[at]),
        }
    });
    let setting = match change {
        Change::Lever(lever) => scenario.effective_lever(pack, lever),
        Change::Assumption(item) => scenario.effective_assumption(pack, item),
    };
    Some(BreakEven { change, target, setting, periods: periods.collect() })
}

/// The settings there are, from the low end to the high.
fn grid(model: &Model, change: Change) -> Option<Vec<Decimal>> {
    let pack = model.pack();
    let (first, low, high, step) = match change {
        Change::Lever(lever) => {
            model.acts_from(lever)?;
            let item = pack.levers.get(lever.0)?;
            let (low, high) = open_range(pack, lever, model.as_of());
            (item.min, low, high, item.step)
        }
        Change::Assumption(item) => {
            let item = pack.assumptions.get(item.0)?;
            (item.low, item.low, item.high, item.step)
        }
    };
    let all = usize::try_from(((high - first) / step).floor()).ok()?;
    let stride = all / MOST_SETTINGS + 1;
    let mut grid: Vec<Decimal> = (0..=all).step_by(stride).map(|at| first + step * Decimal::from(at)).collect();
    grid.extend([low, high]);
    grid.retain(|setting| (low..=high).contains(setting));
    grid.sort_unstable();
    grid.dedup();
    (grid.len() > 1).then_some(grid)
}

fn is_month(pack: &Pack, change: Change) -> bool {
    let Change::Lever(lever) = change else { return false };
    pack.levers[lever.0]
        .cell
        .is_some_and(|(column, _)| pack.tables[column.table.0].columns[column.column].kind == ColumnKind::Month)
}
