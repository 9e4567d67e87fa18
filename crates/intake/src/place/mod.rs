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
mod trial;
mod units;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use guoban_model::diagnostic::{Diagnostic, Severity};
use guoban_model::read::{PackRead, bundle, read_pack};
use guoban_model::text::{Language, Text};
use rust_decimal::Decimal;

use crate::finding::{Finding, Place, Problem};
use crate::form::{Form, Indicator};
use crate::kind::Kind;
use ids::Ids;
use indicators::Chapter;
use trial::{Trial, Turning};

/// The pack library.
const LIBRARY: &str = include_str!("../../../../www/packs/templates/library.toml");

/// A pack made of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its text: stands alone, and passes `guoban check`.
    pub text: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
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
    let mut making = Making::new(form.clone());
    loop {
        if let Some(made) = making.step() {
            return made;
        }
    }
}

/// A pack under way, a piece at a time: a page that makes one is free between the pieces.
pub struct Making {
    form: Form,
    ids: Ids,
    found: Found,
    stage: Stage,
}

/// How far it is.
enum Stage {
    /// Nothing is done.
    Begun,
    /// Written without what only a run can tell.
    Written(String),
    /// Read.
    Read(Box<PackRead>),
    /// Compiled; verdicts are tried at the ends of levers.
    Tried(Box<(Trial, Turning)>),
    /// What a run can tell is known.
    Told,
    /// Written as it will be.
    Done(String),
}

impl Making {
    /// Begins.
    pub fn new(form: Form) -> Self {
        Self { ids: Ids::of(&form), form, found: Found::default(), stage: Stage::Begun }
    }

    /// Does the next piece. The pack, or why there is none, after the last.
    pub fn step(&mut self) -> Option<Result<Made, Vec<Finding>>> {
        match self.next() {
            Ok(made) => made.map(Ok),
            Err(found) => Some(Err(found)),
        }
    }

    fn next(&mut self) -> Result<Option<Made>, Vec<Finding>> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Begun) {
            Stage::Begun => Stage::Written(self.assemble()?),
            Stage::Written(text) => Stage::Read(Box::new(read_pack(&text).map_err(|found| refused(&found))?)),
            Stage::Read(read) => {
                let trial = Trial::of(&read)?;
                self.found.widths = trial.widths(&self.form, &self.ids);
                let turning = Turning::of(&trial, &self.reaches());
                Stage::Tried(Box::new((trial, turning)))
            }
            Stage::Tried(mut tried) => {
                let (trial, turning) = &mut *tried;
                if turning.next(trial) {
                    Stage::Tried(tried)
                } else {
                    self.found.beyond = turning.beyond(trial);
                    Stage::Told
                }
            }
            Stage::Told => Stage::Done(self.assemble()?),
            Stage::Done(text) => {
                let pack = read_pack(&text).map_err(|found| refused(&found))?.pack;
                let (ids, remarks) = (self.ids.indicators.clone(), self.form.remarks.clone());
                return Ok(Some(Made { text, id: pack.id, name: pack.name, ids, remarks }));
            }
        };
        Ok(None)
    }

    /// How far the levers reach that are no measures, by their ids.
    fn reaches(&self) -> BTreeMap<String, Decimal> {
        let chapter = Chapter { form: &self.form, ids: &self.ids, found: &self.found };
        let reach = |place: usize| (format!("{}_more", chapter.id(place)), chapter.reach(place).1);
        (0..self.form.indicators.len()).map(reach).collect()
    }

    fn assemble(&self) -> Result<String, Vec<Finding>> {
        assemble(&self.form, &self.ids, &self.found)
    }
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
