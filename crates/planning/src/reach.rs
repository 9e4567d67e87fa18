//! When a lever works: computed from two runs, never typed in.
//!
//! The lever is moved to the bound farther from its baseline, and the targets of its group are read in both runs. What it
//! adds within each period is compared: a period that takes back what an earlier one gained pays, and the earlier
//! one has borrowed.

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, Measure, Pack, TargetId, TargetKind};
use guoban_model::time::{Date, HORIZON};
use serde::Serialize;

use crate::figures::Figures;
use crate::held::{Held, held};
use crate::judge::{Direction, Weights};
use crate::scenario::open_range;

/// The periods in which an effect is looked for: first and last month, counted from January (0).
pub const PERIODS: [(i32, i32); 4] = [(0, 5), (6, 8), (9, 11), (12, HORIZON as i32 - 1)];

/// Part of a gain that must be taken back before it counts as borrowed.
const PAID_BACK: f64 = 0.25;

/// Part of the gain before a period below which the period's own effect on a growth rate is the noise of month weights that
/// are not exactly those behind the rate.
const NOISE: f64 = 0.25;

/// What a lever does in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moves {
    /// Nothing that would be seen at published precision.
    #[default]
    No,
    /// It moves its targets.
    Yes,
    /// It takes back what an earlier period gained.
    Pay,
    /// It gains what a later period takes back.
    Borrowed,
}

/// When a lever works.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// First half-year, third quarter, fourth quarter, next year.
    pub periods: [Moves; 4],
    /// The targets it moves, each with its own periods; in the pack's order.
    pub targets: Vec<(TargetId, [Moves; 4])>,
    /// Why it moves no target though it acts, where the pack tells.
    pub held: Option<Held>,
}

impl Reach {
    /// Whether it can still help the half-year.
    pub fn helps_half(&self) -> bool {
        matches!(self.periods[0], Moves::Yes | Moves::Borrowed)
    }

    /// Whether some of its gain is paid back.
    pub fn is_borrowed(&self) -> bool {
        self.periods.contains(&Moves::Borrowed)
    }
}

/// The setting a lever is tried at: the bound farther from its baseline, of what can still be set as of the date.
pub fn trial(pack: &Pack, lever: LeverId, baseline: &Settings, as_of: Date) -> Settings {
    let item = &pack.levers[lever.0];
    let (low, high) = open_range(pack, lever, as_of);
    let far = if high - item.baseline >= item.baseline - low { high } else { low };
    let mut settings = baseline.clone();
    if let Some(setting) = settings.levers.get_mut(lever.0) {
        *setting = to_f64(far);
    }
    settings
}

/// The reach of every lever at the baseline: one run a lever, plus one.
pub fn reach_of_all(model: &Model) -> Vec<Reach> {
    let before = model.run(&model.baseline());
    (0..model.pack().levers.len()).map(|lever| reach_of(model, &before, LeverId(lever))).collect()
}

/// The reach of one lever at the baseline, whose run is `before`.
pub fn reach_of(model: &Model, before: &Projection, lever: LeverId) -> Reach {
    if model.acts_from(lever).is_none() {
        return Reach::default();
    }
    let pack = model.pack();
    let after = model.run(&trial(pack, lever, before.settings(), model.as_of()));
    let reach = reach(pack, lever, before, &after);
    let held = if reach.targets.is_empty() { held(pack, lever, before, &after) } else { None };
    Reach { held, ..reach }
}

/// The reach of a lever, from the figures without and with it. Targets of its group are read, ranks and ratios only where
/// nothing else moves; then all targets.
pub fn reach(pack: &Pack, lever: LeverId, before: &impl Figures, after: &impl Figures) -> Reach {
    let group = pack.levers[lever.0].group;
    let targets = |own: bool, derived: bool| {
        let ids = (0..pack.targets.len()).filter(move |index| {
            let target = &pack.targets[*index];
            let is_derived = matches!(target.kind, TargetKind::Rank | TargetKind::Ratio);
            (!own || target.group == group) && (derived || !is_derived)
        });
        let moved = ids.filter_map(|index| {
            let moves = moves(pack, TargetId(index), before, after);
            moves.iter().any(|moves| *moves != Moves::No).then_some((TargetId(index), moves))
        });
        moved.collect::<Vec<_>>()
    };
    let tries = [(true, false), (true, true), (false, false), (false, true)];
    let moved = tries.into_iter().map(|(own, derived)| targets(own, derived)).find(|moved| !moved.is_empty());
    let mut reach = Reach { periods: [Moves::No; 4], targets: moved.unwrap_or_default(), held: None };
    for (_, moves) in &reach.targets {
        for (all, own) in reach.periods.iter_mut().zip(moves) {
            *all = (*all).max(*own);
        }
    }
    reach
}

/// What a change does to one target in each period, from the figures without and with it.
pub fn moves(pack: &Pack, target: TargetId, before: &impl Figures, after: &impl Figures) -> [Moves; 4] {
    classify(effects(pack, target, before, after))
}

/// In which periods one of the targets that a lever moves is better with it than without, as far as published figures show.
pub fn gains(pack: &Pack, reach: &Reach, before: &impl Figures, after: &impl Figures) -> [bool; 4] {
    let mut gains = [false; 4];
    for (id, _) in &reach.targets {
        for (gain, effect) in gains.iter_mut().zip(effects(pack, *id, before, after)) {
            *gain |= effect.is_some_and(|effect| effect >= 1.0);
        }
    }
    gains
}

/// What the lever adds within each period, in units of half the last published decimal; positive is better. A period in which a
/// month has no figure has no effect to show; the others have theirs.
fn effects(pack: &Pack, id: TargetId, before: &impl Figures, after: &impl Figures) -> [Option<f64>; 4] {
    let target = &pack.targets[id.0];
    let variable = &pack.variables[target.variable.0];
    let row = target.row.unwrap_or(0);
    let weights = Weights::of(pack, target);
    let level = |offset| Some(after.at(target.variable, row, offset)? - before.at(target.variable, row, offset)?);
    let effect = |(first, last): (i32, i32)| {
        let effect = match (variable.measure, target.kind) {
            (Measure::Flow, _) => {
                after.sum(target.variable, row, first, last)? - before.sum(target.variable, row, first, last)?
            }
            (_, TargetKind::Growth) if first >= 12 => {
                // What was gained this year is in next year's base: the level over both years says what is left of it.
                let both = |figures: &dyn Fn(i32) -> Option<f64>| {
                    let (this, next) = (figures(11)?, figures(last)?);
                    Some((1.0 + this / 100.0) * (1.0 + next / 100.0) * 100.0)
                };
                both(&|offset| after.at(target.variable, row, offset))?
                    - both(&|offset| before.at(target.variable, row, offset))?
            }
            (_, TargetKind::Growth) => {
                // A rate for the year to date says what this period added once the part before it is taken out.
                let january = first.div_euclid(12) * 12;
                let share = |last| weights.sum(before, january, last) / weights.sum(before, january, january + 11);
                let earlier = if first > january { level(first - 1)? * share(first - 1) } else { 0.0 };
                let own = level(last)? * share(last) - earlier;
                if own.abs() < NOISE * earlier.abs() { 0.0 } else { own }
            }
            _ => level(last)?,
        };
        Some(effect)
    };
    let mut unit = 0.5;
    for _ in 0..variable.decimals {
        unit /= 10.0;
    }
    let better = match Direction::of(target, variable.better) {
        Direction::AtLeast => 1.0,
        Direction::AtMost => -1.0,
    };
    PERIODS.map(|period| effect(period).map(|effect| effect * better / unit))
}

/// Effects below one unit are nothing, and so are those nobody knows. The sign of the first effect is the direction the lever
/// would be used in.
fn classify(effects: [Option<f64>; 4]) -> [Moves; 4] {
    let effects = effects.map(Option::unwrap_or_default);
    let mut moves = [Moves::No; 4];
    let Some(direction) = effects.iter().find(|effect| effect.abs() >= 1.0).map(|effect| effect.signum()) else {
        return moves;
    };
    let mut gained = 0.0;
    for period in 0..4 {
        let effect = effects[period] * direction;
        if effect >= 1.0 {
            moves[period] = Moves::Yes;
            gained += effect;
        } else if effect <= -1.0 {
            moves[period] = Moves::Pay;
            if -effect >= PAID_BACK * gained {
                moves[..period].iter_mut().filter(|earlier| **earlier == Moves::Yes).for_each(|earlier| {
                    *earlier = Moves::Borrowed;
                });
            }
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::Moves::{Borrowed, No, Pay, Yes};
    use super::*;

    #[test]
    fn a_period_without_figures_hides_no_other() {
        assert_eq!(classify([Some(5.0), Some(5.0), None, None]), [Yes, Yes, No, No]);
        assert_eq!(classify([None, Some(19.0), Some(-19.0), None]), [No, Borrowed, Pay, No]);
    }

    #[test]
    fn effects_by_period_become_reach() {
        for (effects, expected) in [
            ([0.0, 0.0, 0.0, 0.0], [No, No, No, No]),
            ([0.9, -0.9, 0.0, 0.0], [No, No, No, No]),
            ([0.0, 16.0, 0.0, 0.0], [No, Yes, No, No]),
            ([5.0, 5.0, 5.0, 9.0], [Yes, Yes, Yes, Yes]),
            ([19.0, -19.0, 0.0, 0.0], [Borrowed, Pay, No, No]),
            ([10.0, 4.0, -4.0, 0.0], [Borrowed, Borrowed, Pay, No]),
            ([40.0, -2.0, 0.0, 0.0], [Yes, Pay, No, No]),
            ([-19.0, 19.0, 0.0, 0.0], [Borrowed, Pay, No, No]),
            ([0.0, 0.0, -5.0, -5.0], [No, No, Yes, Yes]),
        ] {
            assert_eq!(classify(effects.map(Some)), expected, "{effects:?}");
        }
    }
}
