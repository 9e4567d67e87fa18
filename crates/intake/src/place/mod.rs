//! From a filled form to the text of a pack, in the short pack language with the templates of the pack library.
//!
//! What was filled in is a figure with its source; all else is a default that says so: the growth by which an indicator goes on is its
//! class's in the back-test, its error band that class's, and the lever that adds so much is no measure. The text is read, compiled and
//! judged once to see how far such a lever has to reach.

mod errors;
mod header;
mod ids;
mod indicators;
mod industries;
mod projects;
mod toml_text;
mod units;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use guoban_model::diagnostic::{Diagnostic, Severity};
use guoban_model::model::{Model, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{TargetId, TargetKind};
use guoban_model::read::{bundle, read_pack};
use guoban_model::text::Language;
use guoban_planning::calendar::Period;
use guoban_planning::judge::{Board, Judge, State};
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

use crate::finding::{Finding, Place, Problem};
use crate::form::{Form, Indicator};
use crate::kind::Kind;
use ids::Ids;

/// The pack library.
const LIBRARY: &str = include_str!("../../../../www/packs/templates/library.toml");

/// A pack made of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its text: stands alone, and passes `guoban check`.
    pub text: String,
    /// By the form's row of an indicator: its id in the pack.
    pub ids: Vec<String>,
    /// What was left out or taken for granted.
    pub remarks: Vec<Finding>,
}

/// What is known of a pack only once it was run.
#[derive(Default)]
struct Found {
    /// By indicator: how far its lever reaches, either way.
    widths: BTreeMap<String, Decimal>,
    /// Targets and periods that no lever turns.
    beyond: BTreeSet<(String, bool)>,
}

impl Found {
    /// The periods of a target whose verdict no lever turns, as a field; nothing where there is one for each.
    fn beyond_field(&self, key: &str) -> String {
        let both = [(true, "\"half\""), (false, "\"year\"")];
        let is = |half: bool| self.beyond.contains(&(key.to_owned(), half));
        let words: Vec<&str> = both.into_iter().filter(|(half, _)| is(*half)).map(|(_, word)| word).collect();
        if words.is_empty() { String::new() } else { format!(", beyond_levers = [{}]", words.join(", ")) }
    }
}

/// The growth of an indicator in per cent, as a formula.
fn growth(one: &Indicator, id: &str) -> String {
    if one.growth || one.kind == Kind::Ratio {
        id.to_owned()
    } else if one.has_growth() {
        format!("{id}_growth")
    } else {
        format!("to({id} / last_year({id}) - 1, \"%\")")
    }
}

/// Makes the pack of a form.
///
/// # Errors
/// What the pack reader says of the text that came out: the form asks for something that a pack cannot say.
pub fn write(form: &Form) -> Result<Made, Vec<Finding>> {
    let ids = Ids::of(form);
    let mut found = Found::default();
    let first = Trial::of(&assemble(form, &ids, &found)?)?;
    found.widths = widths(form, &ids, &first);
    let second = Trial::of(&assemble(form, &ids, &found)?)?;
    found.beyond = second.beyond();
    let text = assemble(form, &ids, &found)?;
    read_pack(&text).map_err(|found| refused(&found))?;
    Ok(Made { text, ids: ids.indicators, remarks: form.remarks.clone() })
}

fn refused(found: &[Diagnostic]) -> Vec<Finding> {
    let words = |finding: &Diagnostic| {
        let words = |language| {
            let place = &finding.place;
            format!("{}:{} {}: {}", place.line, place.column, place.shown(language), finding.message(language))
        };
        Finding::error(Place::default(), Problem::Pack { zh: words(Language::Zh), en: words(Language::En) })
    };
    found.iter().filter(|finding| finding.severity == Severity::Error).map(words).collect()
}

fn assemble(form: &Form, ids: &Ids, found: &Found) -> Result<String, Vec<Finding>> {
    let mut text = header::write(form, ids);
    text += &indicators::write(form, ids, found);
    text += &industries::write(form, ids);
    text += &projects::write(form, found);
    text += &units::write(form, ids, found);
    text += &errors::write(form);
    text += industries::accounting(form);
    let needs = bundle::needs(&text).map_err(|found| refused(&found))?;
    bundle::bundle(&text, &needs, LIBRARY, &[]).map_err(|found| refused(&found))
}

/// A pack under way, compiled.
struct Trial {
    model: Model,
    scenario: Scenario,
}

impl Trial {
    fn of(text: &str) -> Result<Self, Vec<Finding>> {
        let read = read_pack(text).map_err(|found| refused(&found))?;
        let model = read.compile(read.pack.as_of).map_err(|found| refused(&found))?;
        let scenario = Scenario::baseline(&read.pack);
        Ok(Self { model, scenario })
    }

    fn board(&self, settings: &Settings) -> Board {
        let projection = self.model.run(settings);
        Judge::new(self.model.pack(), &self.scenario).board(&projection, |_, _| None)
    }

    /// The verdicts that are the same with every lever at either end, all together and alone.
    fn beyond(&self) -> BTreeSet<(String, bool)> {
        let pack = self.model.pack();
        let judge = Judge::new(pack, &self.scenario);
        let settings = self.scenario.settings(pack);
        let mut open: BTreeMap<(usize, Period), (bool, bool)> = BTreeMap::new();
        for target in 0..pack.targets.len() {
            open.extend(Period::ALL.map(|period| ((target, period), (false, false))));
        }
        let mut beyond = BTreeSet::new();
        let mut try_out = |settings: &Settings, open: &mut BTreeMap<(usize, Period), (bool, bool)>| {
            let projection = self.model.run(settings);
            open.retain(|(target, period), (hit, missed)| {
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
        };
        let ends = [false, true];
        let end = |highest: bool, lever: usize| {
            let lever = &pack.levers[lever];
            to_f64(if highest { lever.max } else { lever.min })
        };
        try_out(&settings, &mut open);
        // How many firms qualify bounds what a lever can do: with the most of them, and with the fewest.
        let assumed = |highest: bool| {
            pack.assumptions.iter().map(move |one| to_f64(if highest { one.high } else { one.low })).collect::<Vec<_>>()
        };
        for (highest, most) in ends.into_iter().flat_map(|highest| ends.map(|most| (highest, most))) {
            let mut all = settings.clone();
            all.assumptions = assumed(most);
            (0..pack.levers.len()).for_each(|lever| all.levers[lever] = end(highest, lever));
            try_out(&all, &mut open);
        }
        for (lever, highest) in (0..pack.levers.len()).flat_map(|lever| ends.map(|highest| (lever, highest))) {
            if open.is_empty() {
                break;
            }
            let mut alone = settings.clone();
            alone.assumptions = assumed(true);
            alone.levers[lever] = end(highest, lever);
            try_out(&alone, &mut open);
        }
        let left = open.into_iter().filter(|(_, (hit, missed))| hit != missed);
        beyond.extend(left.map(|((target, period), _)| (pack.targets[target].id.clone(), period == Period::Half)));
        beyond
    }
}

/// What each lever has to reach so that it can turn the verdicts of its indicator when a month is left, with room to spare.
fn widths(form: &Form, ids: &Ids, trial: &Trial) -> BTreeMap<String, Decimal> {
    let pack = trial.model.pack();
    let mut widths: BTreeMap<String, Decimal> = BTreeMap::new();
    for row in &trial.board(&trial.scenario.settings(pack)).rows {
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

/// A step that people would choose for a range: 1, 2 or 5 with zeros, some twenty to fifty steps.
pub fn nice_step(range: Decimal) -> Decimal {
    let aim = range / Decimal::from(40);
    let mut step = Decimal::new(1, 4);
    for _ in 0..16 {
        for factor in [1, 2, 5] {
            if step * Decimal::from(factor) >= aim {
                return step * Decimal::from(factor);
            }
        }
        step *= Decimal::TEN;
    }
    step
}
