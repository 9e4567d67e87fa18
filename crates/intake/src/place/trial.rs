//! A pack under way, run: how far its levers have to reach, and which verdicts none of them turns.

use std::collections::{BTreeMap, BTreeSet};

use guoban_model::model::{Model, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{TargetId, TargetKind};
use guoban_model::read::PackRead;
use guoban_planning::calendar::Period;
use guoban_planning::judge::{Judge, State};
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use super::ids::Ids;
use super::{refused, ways};
use crate::finding::Finding;
use crate::form::Form;

/// Runs of a piece of work.
const RUNS: usize = 8;

/// The ends of a lever or an assumption.
type Ends = [f64; 2];

/// A pack under way, compiled.
pub struct Trial {
    model: Model,
    scenario: Scenario,
}

impl Trial {
    pub fn of(read: &PackRead) -> Result<Self, Vec<Finding>> {
        let model = read.compile(read.pack.as_of).map_err(|found| refused(&found))?;
        let scenario = Scenario::baseline(&read.pack);
        Ok(Self { model, scenario })
    }

    fn settings(&self) -> Settings {
        self.scenario.settings(self.model.pack())
    }

    /// What each lever has to reach so that it can turn the verdicts of its indicator when a month is left, with room to spare.
    pub fn widths(&self, form: &Form, ids: &Ids) -> BTreeMap<String, Decimal> {
        let pack = self.model.pack();
        let projection = self.model.run(&self.settings());
        let board = Judge::new(pack, &self.scenario).board(&projection, |_, _| None);
        let mut widths: BTreeMap<String, Decimal> = BTreeMap::new();
        for row in &board.rows {
            let target = &pack.targets[row.target.0];
            let id = &pack.variables[target.variable.0].id;
            let Some(place) = ids.indicators.iter().position(|own| own == id || format!("{own}_growth") == *id) else {
                continue;
            };
            let one = &form.indicators[place];
            for period in Period::ALL {
                let Some(gap) = row.get(period).gap else { continue };
                let of_growth = target.kind == TargetKind::Growth && !one.growth;
                let need = ways::for_gap(one, (gap, of_growth), period == Period::Half, ways::months_left(form));
                let width = widths.entry(ids.indicators[place].clone()).or_default();
                *width = (*width).max(need);
            }
        }
        widths
    }
}

/// The verdicts that are the same with every lever at either end, all together and alone; found a few runs at a time.
pub struct Turning {
    levers: Vec<Ends>,
    assumptions: Vec<Ends>,
    /// Targets and periods that were not yet both hit and missed: whether they were hit, and missed.
    open: BTreeMap<(usize, Period), (bool, bool)>,
    beyond: BTreeSet<(String, bool)>,
    /// Runs done.
    done: usize,
}

impl Turning {
    /// Begins; levers that are named reach so far either way, whatever the pack under way says.
    pub fn of(trial: &Trial, reaches: &BTreeMap<String, Decimal>) -> Self {
        let pack = trial.model.pack();
        let lever = |lever: &guoban_model::pack::Lever| match reaches.get(&lever.id) {
            Some(reach) => [to_f64(-*reach), to_f64(*reach)],
            None => [to_f64(lever.min), to_f64(lever.max)],
        };
        let both = |target: usize| Period::ALL.map(|period| ((target, period), (false, false)));
        Self {
            levers: pack.levers.iter().map(lever).collect(),
            assumptions: pack.assumptions.iter().map(|one| [to_f64(one.low), to_f64(one.high)]).collect(),
            open: (0..pack.targets.len()).flat_map(both).collect(),
            beyond: BTreeSet::new(),
            done: 0,
        }
    }

    /// The next few runs; whether there are more.
    pub fn next(&mut self, trial: &Trial) -> bool {
        for _ in 0..RUNS {
            let Some(settings) = self.settings(trial) else { return false };
            self.done += 1;
            self.judge(trial, &settings);
        }
        true
    }

    /// The settings of the next run: the baseline; all at the same end, with as many firms as can qualify and as few; then each lever alone.
    fn settings(&self, trial: &Trial) -> Option<Settings> {
        let mut settings = trial.settings();
        if self.open.is_empty() {
            return None;
        }
        match self.done {
            0 => {}
            run @ 1..=4 => {
                let (lever, assumption) = ((run - 1) / 2, (run - 1) % 2);
                settings.levers = self.levers.iter().map(|ends| ends[lever]).collect();
                settings.assumptions = self.assumptions.iter().map(|ends| ends[assumption]).collect();
            }
            run => {
                let (lever, end) = ((run - 5) / 2, (run - 5) % 2);
                settings.levers[lever] = self.levers.get(lever)?[end];
                settings.assumptions = self.assumptions.iter().map(|ends| ends[1]).collect();
            }
        }
        Some(settings)
    }

    fn judge(&mut self, trial: &Trial, settings: &Settings) {
        let pack = trial.model.pack();
        let judge = Judge::new(pack, &trial.scenario);
        let projection = trial.model.run(settings);
        let beyond = &mut self.beyond;
        self.open.retain(|(target, period), (hit, missed)| {
            let verdict = judge.verdict(TargetId(*target), *period, &projection, None);
            match verdict.state {
                State::OnTrack => *hit = true,
                State::Near | State::Short => *missed = true,
                State::NotDue => {}
            }
            // What is published no lever turns.
            if verdict.settled && hit != missed {
                beyond.insert((pack.targets[*target].id.clone(), *period == Period::Half));
                return false;
            }
            !(*hit && *missed)
        });
    }

    /// What no lever turned: targets, and whether it is the half-year.
    pub fn beyond(&mut self, trial: &Trial) -> BTreeSet<(String, bool)> {
        let mut beyond = std::mem::take(&mut self.beyond);
        let left = self.open.iter().filter(|(_, (hit, missed))| hit != missed);
        let id = |target: usize| trial.model.pack().targets[target].id.clone();
        beyond.extend(left.map(|((target, period), _)| (id(*target), *period == Period::Half)));
        beyond
    }
}
