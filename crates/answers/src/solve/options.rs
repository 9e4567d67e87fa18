//! What may be moved: the levers a search is free to set, and their settings on the step grid.

use guoban_model::model::Model;
use guoban_model::number::to_f64;
use guoban_model::pack::{LeverId, LeverKind, OwnerId};
use guoban_planning::scenario::{Scenario, open_range};
use rust_decimal::Decimal;

/// Settings of one lever at most; a finer grid is thinned out.
const MOST_LEVELS: usize = 1_000;

/// A lever that may be moved.
#[derive(Clone, Debug)]
pub struct Free {
    /// The lever.
    pub lever: LeverId,
    /// Who answers for it.
    pub owner: OwnerId,
    /// Its settings, ascending: those on the step grid that can still be set, and the plan's own.
    pub settings: Vec<Decimal>,
    /// The same as a run reads them.
    pub values: Vec<f64>,
    /// Place of the plan's own setting.
    pub start: usize,
    /// By setting: its distance from the plan's own, as a share of the farthest.
    pub used: Vec<f64>,
}

impl Free {
    fn new(model: &Model, scenario: &Scenario, lever: LeverId) -> Option<Self> {
        let pack = model.pack();
        let item = &pack.levers[lever.0];
        let own = scenario.effective_lever(pack, lever);
        let (low, high) = open_range(pack, lever, model.as_of());
        let mut settings = vec![own];
        let all = ((item.max - item.min) / item.step).floor();
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        let stride = all / MOST_LEVELS + 1;
        for step in (0..=all.min(MOST_LEVELS * stride)).step_by(stride) {
            let setting = item.min + item.step * Decimal::from(step);
            if setting >= low && setting <= high && setting != own {
                settings.push(setting);
            }
        }
        settings.sort_unstable();
        let start = settings.iter().position(|setting| *setting == own)?;
        let values: Vec<f64> = settings.iter().map(|setting| to_f64(*setting)).collect();
        let distance = |value: &f64| (value - values[start]).abs();
        let farthest = values.iter().map(distance).fold(0.0, f64::max);
        let used = values.iter().map(|value| if farthest > 0.0 { distance(value) / farthest } else { 0.0 }).collect();
        (settings.len() > 1).then_some(Self { lever, owner: item.owner, settings, values, start, used })
    }

    /// The places a search looks at from one: near ones each, far ones ever more sparsely, both ends and the start.
    pub fn around(&self, place: usize) -> Vec<usize> {
        let last = self.settings.len() - 1;
        let mut places = vec![0, self.start, last, last / 2];
        let mut distance = 1;
        while distance <= last {
            places.extend(place.checked_sub(distance));
            places.extend((place + distance <= last).then_some(place + distance));
            // 1, 2, 3, 4, 6, 8, 12, 16, 24, …
            distance = if distance < 4 { distance + 1 } else { distance + distance / 2 - (distance / 2) % 2 };
        }
        places.sort_unstable();
        places.dedup();
        places.retain(|other| *other != place);
        places
    }
}

/// The levers a search may set: those that can still be decided and are not locked; recording ones only if asked for.
pub fn free(model: &Model, scenario: &Scenario, locked: &[LeverId], recording: bool) -> Vec<Free> {
    let pack = model.pack();
    let is_free = |lever: &LeverId| {
        let counts_only = pack.levers[lever.0].kind == LeverKind::Recording;
        model.acts_from(*lever).is_some() && !locked.contains(lever) && (recording || !counts_only)
    };
    let levers = (0..pack.levers.len()).map(LeverId).filter(is_free);
    levers.filter_map(|lever| Free::new(model, scenario, lever)).collect()
}
