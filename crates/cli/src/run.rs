//! `guoban run`: a scenario's verdicts.

use std::sync::Arc;

use guoban_model::model::Model;
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::as_of::earliest;
use guoban_planning::chance::{Chances, DRAWS, Forecast};
use guoban_planning::document::Document;
use guoban_planning::judge::Judge;
use guoban_planning::link;
use guoban_planning::refusal::Refusal;
use guoban_planning::scenario::{Item, Scenario};
use guoban_planning::typed::Unclear;
use serde::Serialize;

use crate::args::Request;
use crate::error::Error;
use crate::load;
use crate::nearest::nearest;
use crate::report::Report;
use crate::table;

/// A plan as asked for, and the model it runs on.
pub struct Opened {
    /// The model as of the plan's date.
    pub model: Model,
    /// The plan.
    pub scenario: Scenario,
}

impl Opened {
    /// Reads the pack and applies the options.
    pub fn new(request: &Request, language: Language) -> Result<Self, Error> {
        let read = load::pack(&request.pack, language)?;
        let scenario = scenario(request, &read.pack, language)?;
        let pack = &read.pack;
        let date = scenario.as_of(pack);
        let model = read.compile(date).map_err(|found| match earliest(&Arc::new(pack.clone())) {
            // It is the date that asks for too much, not the pack that is wrong.
            Some(from) if date < from => {
                Error::Refused(Refusal::Uncomputable { date, from: Some(from) }.message(pack, language))
            }
            _ => Error::BadPack(load::lines(&request.pack, &found, language).trim_end().to_owned()),
        })?;
        Ok(Self { model, scenario })
    }
}

/// The text to print.
pub fn run(request: &Request, language: Language) -> Result<String, Error> {
    let Opened { model, scenario } = Opened::new(request, language)?;
    let pack = model.pack();
    let projection = model.run(&scenario.settings(pack));
    let judge = Judge::new(pack, &scenario);
    let mut chances = Chances::default();
    let forecast = Forecast::new(&model, &scenario);
    let mut sample = forecast.sample(&model);
    forecast.count(&judge, &projection, &mut sample, 0..DRAWS, &mut chances);
    let board = judge.board(&projection, |target, period| chances.of(target, period));
    if request.json {
        let fans = forecast.fans(&judge, &projection, &mut sample, DRAWS);
        return json(&Report::of(&model, &judge, &scenario, &projection, &board, &fans, language));
    }
    Ok(table::text(&judge, &scenario, &projection, &board, language))
}

/// A report as it is printed.
pub fn json(report: &impl Serialize) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(report).map_err(|error| Error::Json(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// The scenario asked for: link, example and settings, each through the same rules as in the page.
fn scenario(request: &Request, pack: &Pack, language: Language) -> Result<Scenario, Error> {
    let start = match &request.link {
        None => Scenario::baseline(pack),
        Some(text) => {
            let scenario = link::read(text).and_then(|link| link.scenario(pack));
            scenario.map_err(|error| Error::Refused(error.message(language)))?
        }
    };
    let mut document = Document::open(start);
    for action in actions(request, pack, language)? {
        let next = document.apply(pack, &action).map_err(|refusal| Error::Refused(refusal.message(pack, language)))?;
        document = next.0;
    }
    Ok(document.scenario().clone())
}

fn actions(request: &Request, pack: &Pack, language: Language) -> Result<Vec<Action>, Error> {
    let mut actions = Vec::new();
    if let Some(date) = request.as_of {
        actions.push(Action::SetAsOf { date: Some(date) });
    }
    if let Some(line) = request.line {
        actions.push(Action::SetLine { line: Some(line) });
    }
    if let Some(example) = &request.example {
        actions.push(Action::ApplyExample { example: example.clone() });
    }
    let read = |item: Item, text: &str| {
        let name = item.id().to_owned();
        let value = item.read(text, pack).unwrap_or(Err(Unclear::Nothing));
        value.map_err(|unclear| Error::Unclear { name, reason: unclear.message(language) })
    };
    for (name, value) in &request.levers {
        if pack.lever(name).is_none() {
            let nearest = nearest(name, pack.levers.iter().map(|lever| &*lever.id));
            return Err(Error::UnknownLever { name: name.clone(), nearest });
        }
        actions.push(Action::SetLever { lever: name.clone(), value: read(Item::Lever(name.clone()), value)? });
    }
    for (name, value) in &request.assumptions {
        if pack.assumption(name).is_none() {
            let nearest = nearest(name, pack.assumptions.iter().map(|assumption| &*assumption.id));
            return Err(Error::UnknownAssumption { name: name.clone(), nearest });
        }
        let value = read(Item::Assumption(name.clone()), value)?;
        actions.push(Action::SetAssumption { assumption: name.clone(), value });
    }
    Ok(actions)
}
