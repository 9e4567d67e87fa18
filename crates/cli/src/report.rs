//! The report as JSON: decimals are strings, `null` where there is no figure.

use std::collections::BTreeMap;

use guoban_model::model::{Model, Projection};
use guoban_model::pack::{Measure, Pack, PassLine, VariableId};
use guoban_model::text::Language;
use guoban_model::time::{Date, HORIZON, Month};
use guoban_planning::chance::Fan;
use guoban_planning::judge::{Absent, Board, Judge, PaceKind, Period, State, Verdict};
use guoban_planning::limits::LimitVerdict;
use guoban_planning::link;
use guoban_planning::number::{published, unit_name};
use guoban_planning::one_year::OneYear;
use guoban_planning::scenario::{PackRef, Scenario};
use guoban_planning::sentence;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::sheet::Sheet;

/// Everything about a run.
#[derive(Serialize)]
pub struct Report {
    pack: PackRef,
    name: String,
    as_of: Date,
    line: Option<PassLine>,
    /// As typed; only what differs from the pack.
    levers: BTreeMap<String, Decimal>,
    assumptions: BTreeMap<String, Decimal>,
    /// What the run computes with for each of them: the nearest bound where the typed value lies outside the range.
    levers_used: BTreeMap<String, Decimal>,
    assumptions_used: BTreeMap<String, Decimal>,
    /// The share link of the scenario, without `#`; `null` where it does not fit into one.
    link: Option<String>,
    /// Remarks on settings, in words.
    flags: Vec<String>,
    targets: Vec<TargetReport>,
    indicators: Vec<Series>,
    limits: Vec<LimitReport>,
    #[serde(flatten)]
    sheet: Sheet,
    faults: Vec<FaultReport>,
}

#[derive(Serialize)]
struct TargetReport {
    id: String,
    name: String,
    unit: String,
    /// Kept or not, in no tally.
    red_line: bool,
    period: Period,
    projected: Option<Decimal>,
    /// What is due at the end of the period.
    target: Option<Decimal>,
    annual_target: Option<Decimal>,
    gap: Option<Decimal>,
    gap_points: Option<Decimal>,
    share_done: Option<Decimal>,
    verdict: State,
    /// A word for why there is no verdict, and the pack's own reason where it gives one.
    not_judged: Option<&'static str>,
    not_judged_reason: Option<String>,
    passes: Option<bool>,
    schedule_linear: Option<Decimal>,
    schedule_seasonal: Option<Decimal>,
    passes_linear: Option<bool>,
    passes_seasonal: Option<bool>,
    /// Chance of passing, over all draws.
    probability: Option<Decimal>,
    /// Between which figures eight draws in ten lie.
    band_80: Option<[Decimal; 2]>,
    required_run_rate: Option<Decimal>,
    /// The same per week of five working days, for what adds up.
    required_run_rate_week: Option<Decimal>,
    required_run_rate_kind: Option<&'static str>,
    best_of_24_months: Option<Decimal>,
    beyond_best: Option<bool>,
    known_through: Option<Month>,
    known: Option<Decimal>,
    sentence: String,
}

#[derive(Serialize)]
struct Series {
    id: String,
    row: Option<String>,
    name: String,
    unit: String,
    measure: Measure,
    known_through: Option<Month>,
    first: Month,
    values: Vec<Option<Decimal>>,
}

#[derive(Serialize)]
struct LimitReport {
    id: String,
    name: String,
    kept: bool,
    short_by: Option<Decimal>,
    months: Vec<LimitMonthReport>,
    sentence: String,
}

#[derive(Serialize)]
struct LimitMonthReport {
    month: Month,
    used: Decimal,
    available: Decimal,
    short_by: Decimal,
}

#[derive(Serialize)]
struct FaultReport {
    variable: String,
    row: usize,
    month: Month,
    message: String,
}

impl Report {
    /// The report of a run.
    pub fn of(
        model: &Model,
        judge: &Judge<'_>,
        scenario: &Scenario,
        projection: &Projection,
        board: &Board,
        fans: &[Fan],
        language: Language,
    ) -> Self {
        let pack = judge.pack;
        let month = |offset| Month::from_offset(pack.year, offset);
        let verdicts = board.rows.iter().flat_map(|row| [&row.half, &row.year]);
        let faults = projection.faults();
        let levers = scenario.levers.keys().filter_map(|id| {
            let lever = pack.lever(id)?;
            // What can no longer be decided stays as it was.
            let acts = model.acts_from(lever).is_some();
            let used = if acts { scenario.effective_lever(pack, lever) } else { pack.levers[lever.0].baseline };
            Some((id.clone(), used))
        });
        let assumptions = scenario.assumptions.keys().filter_map(|id| {
            let assumption = pack.assumption(id)?;
            Some((id.clone(), scenario.effective_assumption(pack, assumption)))
        });
        Self {
            pack: PackRef::of(pack),
            name: pack.name.get(language).to_owned(),
            as_of: judge.as_of,
            line: judge.line,
            levers: scenario.levers.clone(),
            assumptions: scenario.assumptions.clone(),
            levers_used: levers.collect(),
            assumptions_used: assumptions.collect(),
            link: link::write(scenario, pack).ok().map(|shared| shared.text),
            flags: scenario.flags(pack, &OneYear::of(pack)).iter().map(|flag| flag.message(pack, language)).collect(),
            targets: verdicts.map(|verdict| target(pack, verdict, fans, language)).collect(),
            indicators: indicators(judge, projection, language),
            limits: board.limits.iter().map(|verdict| limit(pack, verdict, language)).collect(),
            sheet: Sheet::of(model, judge, scenario, projection, board, language),
            faults: faults
                .iter()
                .map(|fault| FaultReport {
                    variable: pack.variables[fault.cell.variable.0].id.clone(),
                    row: fault.cell.row,
                    month: month(fault.cell.offset),
                    message: fault.message(pack, language),
                })
                .collect(),
        }
    }
}

fn target(pack: &Pack, verdict: &Verdict, fans: &[Fan], language: Language) -> TargetReport {
    let target = &pack.targets[verdict.target.0];
    let pace = verdict.pace;
    let known = verdict.known.through;
    let edges = fans.get(verdict.target.0).and_then(|fan| fan[verdict.period.last() as usize]);
    let figure = |edge: f64| published(edge, verdict.decimals);
    // As many decimals as the indicator is published with, more where the task was set with more.
    let padded = |value: Option<Decimal>| {
        value.map(|mut value| {
            value.rescale(value.scale().max(verdict.decimals));
            value
        })
    };
    TargetReport {
        id: target.id.clone(),
        name: target.name.get(language).to_owned(),
        unit: unit_name(&pack.variables[target.variable.0].unit, language).to_owned(),
        red_line: target.red_line,
        period: verdict.period,
        projected: verdict.projected,
        target: padded(verdict.due.map(|due| due.value)),
        annual_target: padded(verdict.annual),
        gap: verdict.gap,
        gap_points: verdict.gap_points,
        share_done: verdict.share_done,
        verdict: verdict.state,
        not_judged: verdict.absent.map(|absent| match absent {
            Absent::NotDue => "not_due",
            Absent::NoTask => "no_task",
            Absent::NoFigure => "no_figure",
            Absent::Reason(_) => "reason",
        }),
        not_judged_reason: verdict
            .absent
            .and_then(|absent| absent.reason(pack))
            .map(|reason| reason.get(language).to_owned()),
        passes: verdict.passes,
        schedule_linear: padded(verdict.linear.map(|mark| mark.due)),
        schedule_seasonal: padded(verdict.seasonal.map(|mark| mark.due)),
        passes_linear: verdict.linear.map(|mark| mark.passes),
        passes_seasonal: verdict.seasonal.map(|mark| mark.passes),
        probability: verdict.probability.and_then(|chance| published(chance, 4)),
        band_80: edges.and_then(|[low, _, _, high]| Some([figure(low)?, figure(high)?])),
        required_run_rate: pace.map(|pace| pace.rate),
        required_run_rate_week: pace.and_then(|pace| pace.weekly),
        required_run_rate_kind: pace.map(|pace| match pace.kind {
            PaceKind::PerMonth => "per_month",
            PaceKind::Change => "change_per_month",
            PaceKind::Growth => "growth",
        }),
        best_of_24_months: pace.and_then(|pace| pace.best),
        beyond_best: pace.map(|pace| pace.beyond_best),
        known_through: (known >= 0).then(|| Month::from_offset(pack.year, known)),
        known: verdict.known.value,
        sentence: sentence::sentence(pack, verdict, language),
    }
}

fn indicators(judge: &Judge<'_>, projection: &Projection, language: Language) -> Vec<Series> {
    let pack = judge.pack;
    let first = -(pack.history_months as i32);
    let mut series = Vec::new();
    for (index, variable) in pack.variables.iter().enumerate().filter(|(_, variable)| variable.group.is_some()) {
        let id = VariableId(index);
        let known = judge.published_through(id).unwrap_or(i32::MIN);
        for row in 0..pack.rows_of(id) {
            let value = |offset| published(projection.at(id, row, offset)?, variable.decimals);
            series.push(Series {
                id: variable.id.clone(),
                row: variable.over.map(|table| pack.tables[table.0].rows[row].id.clone()),
                name: variable.name.get(language).to_owned(),
                unit: unit_name(&variable.unit, language).to_owned(),
                measure: variable.measure,
                known_through: (known >= first).then(|| Month::from_offset(pack.year, known)),
                first: Month::from_offset(pack.year, first),
                values: (first..HORIZON as i32).map(value).collect(),
            });
        }
    }
    series
}

fn limit(pack: &Pack, verdict: &LimitVerdict, language: Language) -> LimitReport {
    let limit = &pack.limits[verdict.limit];
    LimitReport {
        id: limit.id.clone(),
        name: limit.name.get(language).to_owned(),
        kept: verdict.is_kept(),
        short_by: verdict.worst().map(|month| month.short_by()),
        months: verdict
            .months
            .iter()
            .map(|month| LimitMonthReport {
                month: Month::from_offset(pack.year, month.offset),
                used: month.used,
                available: month.available,
                short_by: month.short_by(),
            })
            .collect(),
        sentence: verdict.sentence(pack, language),
    }
}
