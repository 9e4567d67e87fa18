//! A small pack made in code, and tables of figures in place of a run.
#![allow(dead_code, reason = "every test file uses its own part")]

use std::collections::BTreeMap;

use guoban_model::pack::{
    Assumption, Better, Distribution, Formula, Frequency, GroupId, Judging, KnownSeries, Lever, LeverKind, Limit,
    LimitWhen, Measure, OwnerId, Pack, Profile, ProfileId, Publication, SourceId, Target, TargetKind, Variable,
    VariableId,
};
use guoban_model::text::Text;
use guoban_model::time::Date;
use guoban_planning::figures::Figures;
use guoban_planning::judge::Judge;
use guoban_planning::scenario::Scenario;
use rust_decimal::Decimal;

pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// An empty pack for 2026, known to 28 April.
pub fn pack() -> Pack {
    Pack {
        id: "test-city".to_owned(),
        revision: 3,
        name: Text::new("试验市", "Test city"),
        note: Text::default(),
        demo: true,
        year: 2026,
        as_of: date("2026-04-28"),
        history_months: 24,
        judging: Judging::default(),
        calendar: Default::default(),
        events: Vec::new(),
        require: Default::default(),
        sources: Vec::new(),
        owners: Vec::new(),
        groups: Vec::new(),
        levers: Vec::new(),
        assumptions: Vec::new(),
        constants: Vec::new(),
        profiles: Vec::new(),
        curves: Vec::new(),
        tables: Vec::new(),
        variables: Vec::new(),
        errors: Vec::new(),
        reasons: Vec::new(),
        targets: Vec::new(),
        limits: Vec::new(),
        accounting: None,
        examples: Vec::new(),
        stresses: Vec::new(),
        checks: Vec::new(),
    }
}

pub fn lever(id: &str, min: &str, baseline: &str, max: &str) -> Lever {
    Lever {
        id: id.to_owned(),
        name: Text::new(format!("措施{id}"), format!("Lever {id}")),
        kind: LeverKind::Measure,
        group: GroupId(0),
        owner: OwnerId(0),
        with: Vec::new(),
        unit: "万亩".to_owned(),
        min: decimal(min),
        max: decimal(max),
        step: decimal("0.1"),
        decimals: 1,
        baseline: decimal(baseline),
        opens: None,
        closes: None,
        lead_months: 0,
        cost: None,
        note: Text::default(),
        source: SourceId(0),
        covers: Vec::new(),
        cell: None,
    }
}

pub fn assumption(id: &str, low: &str, mid: &str, high: &str) -> Assumption {
    Assumption {
        id: id.to_owned(),
        name: Text::new(format!("假设{id}"), format!("Assumption {id}")),
        group: GroupId(0),
        unit: "%".to_owned(),
        low: decimal(low),
        mid: decimal(mid),
        high: decimal(high),
        step: decimal("1"),
        decimals: 0,
        distribution: Distribution::Triangular,
        correlated_with: None,
        reason: Text::default(),
        source: SourceId(0),
        covers: Vec::new(),
    }
}

pub fn variable(id: &str, unit: &str, measure: Measure, decimals: u32) -> Variable {
    Variable {
        id: id.to_owned(),
        name: Text::new(id, id),
        unit: unit.to_owned(),
        over: None,
        measure,
        better: Better::Higher,
        decimals,
        publication: Publication { frequency: Frequency::Monthly, lag_months: 1, day: 15 },
        // Known figures override the formula; what it is does not matter to verdicts.
        formula: Formula::PerRow(Vec::new()),
        formula_text: Vec::new(),
        known: vec![KnownSeries { first: -24, values: vec![0.0; 48] }],
        before: None,
        group: None,
        owner: None,
        scope: None,
        exogenous: Vec::new(),
        note: Text::default(),
        source: SourceId(0),
        covers: Vec::new(),
    }
}

pub fn target(variable: usize, kind: TargetKind, half: Option<&str>, year: Option<&str>) -> Target {
    Target {
        id: format!("target{variable}"),
        name: Text::new("生猪出栏", "Hogs sold"),
        variable: VariableId(variable),
        row: None,
        kind,
        half: half.map(decimal),
        year: year.map(decimal),
        next_year: None,
        by_month: None,
        tolerance: Decimal::ZERO,
        line: None,
        seasonal: None,
        error: None,
        due_at_half: true,
        among: None,
        list_points: None,
        list_places: None,
        red_line: false,
        beyond_levers: (false, false),
        group: GroupId(0),
        owner: OwnerId(0),
        with: Vec::new(),
        person: None,
        void: None,
        deadline: None,
        note: Text::default(),
        source: SourceId(0),
        covers: Vec::new(),
    }
}

/// Primary industry's value added by quarter, national 2022–2025.
pub fn primary_profile() -> Profile {
    Profile {
        id: "primary".to_owned(),
        name: Text::default(),
        weights: vec![0.126, 0.209, 0.29, 0.375],
        source: SourceId(0),
    }
}

pub fn limit(used: usize, available: usize, when: LimitWhen) -> Limit {
    Limit {
        id: "money".to_owned(),
        name: Text::new("专项资金", "Special fund"),
        used: VariableId(used),
        available: VariableId(available),
        when,
        note: Text::default(),
        covers: Vec::new(),
    }
}

/// A pack with one target of a kind.
pub fn with_target(variable: Variable, target: Target) -> Pack {
    Pack { profiles: vec![primary_profile()], variables: vec![variable], targets: vec![target], ..pack() }
}

pub fn seasonal(target: Target) -> Target {
    Target { seasonal: Some(ProfileId(0)), ..target }
}

pub fn judge(pack: &Pack) -> Judge<'_> {
    Judge { pack, as_of: pack.as_of, line: None }
}

/// Figures by variable, row and month.
#[derive(Clone, Debug, Default)]
pub struct Table(BTreeMap<(usize, usize, i32), f64>);

impl Table {
    pub fn with(mut self, variable: usize, first: i32, values: &[f64]) -> Self {
        for (offset, value) in (first..).zip(values) {
            self.0.insert((variable, 0, offset), *value);
        }
        self
    }

    pub fn with_row(mut self, variable: usize, row: usize, first: i32, values: &[f64]) -> Self {
        for (offset, value) in (first..).zip(values) {
            self.0.insert((variable, row, offset), *value);
        }
        self
    }
}

impl Figures for Table {
    fn at(&self, variable: VariableId, row: usize, offset: i32) -> Option<f64> {
        self.0.get(&(variable.0, row, offset)).copied()
    }
}

/// What a link says, without its pack.
pub fn told(pack: &Pack, scenario: &Scenario) -> String {
    let mut told = format!("pack {} {}\nseed {}\n", pack.id, pack.revision, scenario.seed);
    if let Some(date) = scenario.as_of {
        told += &format!("as-of {date}\n");
    }
    if let Some(line) = scenario.line {
        told += &format!("line {line:?}\n");
    }
    for (key, text) in [("name", &scenario.name), ("note", &scenario.note)] {
        if !text.is_empty() {
            told += &format!("{key} {text}\n");
        }
    }
    for (key, settings) in [("lever", &scenario.levers), ("assumption", &scenario.assumptions)] {
        for (id, value) in settings {
            told += &format!("{key} {id} {}\n", value.normalize());
        }
    }
    told
}
