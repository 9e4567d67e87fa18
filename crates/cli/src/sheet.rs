//! What the screen 榜单与责任 shows, for the report: who is on a list, what each week is asked, who starts what by when.

use guoban_model::model::{Model, Projection};
use guoban_model::pack::{Pack, TargetId};
use guoban_model::text::{Language, Text};
use guoban_model::time::{Date, Month};
use guoban_planning::cascade::{self, Cascade};
use guoban_planning::duty::{Duty, Latest, duties};
use guoban_planning::judge::{Board, Judge, Period};
use guoban_planning::ledger::{Entry, List, Measured, Triage};
use guoban_planning::number::unit_name;
use guoban_planning::reach::Moves;
use guoban_planning::scenario::Scenario;
use guoban_planning::wall::{Logged, logged};
use rust_decimal::Decimal;
use serde::Serialize;

/// Lists, tasks and duties.
#[derive(Serialize)]
pub struct Sheet {
    /// Every target with a published standing against something due.
    ledger: Vec<EntryReport>,
    /// From the day after the as-of date to the end of the half-year, once that is over of the year.
    weeks: Vec<WeekReport>,
    /// Every target that is split into months and weeks.
    tasks: Vec<TaskReport>,
    /// What the scenario asks of whom.
    duties: Vec<DutyReport>,
    /// The problems that stand in the pack and are found by the as-of date.
    problems: Vec<ProblemReport>,
}

#[derive(Serialize)]
struct ProblemReport {
    id: String,
    name: String,
    /// What it holds up.
    holds: Option<String>,
    /// Who answers for it.
    by: Vec<String>,
    due: Option<Month>,
    /// The month in which it is cleared, as the run says; nothing beyond it.
    cleared: Option<Month>,
    solved: bool,
    overdue: bool,
}

#[derive(Serialize)]
struct EntryReport {
    target: String,
    /// The list it is on now.
    list: Option<List>,
    /// How many published figures in a row have put it there.
    figures_on: usize,
    /// How often it went from one list to the other.
    flips: usize,
    triage: Option<Triage>,
    history: Vec<StandingReport>,
}

#[derive(Serialize)]
struct StandingReport {
    month: Month,
    value: Decimal,
    due: Decimal,
    /// How far ahead of what was due; negative when behind, whichever way is better.
    ahead: Decimal,
    ahead_in: Measured,
    list: Option<List>,
}

#[derive(Serialize)]
struct WeekReport {
    first: Date,
    last: Date,
    workdays: u32,
}

#[derive(Serialize)]
struct TaskReport {
    target: String,
    /// Last month that is published or can no longer change.
    known_through: Option<Month>,
    /// The standing then, and what was due.
    done: Decimal,
    due: Decimal,
    quarters: Vec<StepReport>,
    months: Vec<StepReport>,
    /// For each of [`Sheet::weeks`].
    weeks: Vec<Decimal>,
}

#[derive(Serialize)]
struct StepReport {
    first: Month,
    last: Month,
    planned: Decimal,
    actual: Option<Decimal>,
    task: Decimal,
}

#[derive(Serialize)]
struct DutyReport {
    owner: String,
    owner_name: String,
    lever: String,
    name: String,
    unit: String,
    from: Decimal,
    to: Decimal,
    /// The first month it can act in; `null` when it can no longer be decided.
    earliest: Option<Month>,
    latest_half: LatestReport,
    latest_year: LatestReport,
    /// What it does in the first half-year, the third quarter, the fourth and the year after.
    reach: [Moves; 4],
    /// What it adds alone.
    gains: Vec<GainReport>,
}

#[derive(Serialize)]
struct GainReport {
    target: String,
    half: Decimal,
    year: Decimal,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum LatestReport {
    Never,
    Harm,
    Dated,
    Month(Month),
}

impl Sheet {
    /// The sheet of a run.
    pub fn of(
        model: &Model,
        judge: &Judge<'_>,
        scenario: &Scenario,
        projection: &Projection,
        board: &Board,
        language: Language,
    ) -> Self {
        let pack = judge.pack;
        let week = |week: &cascade::Week| WeekReport { first: week.first, last: week.last, workdays: week.workdays };
        let cascades = (0..pack.targets.len()).filter_map(|id| judge.cascade(TargetId(id), projection));
        let asked = duties(model, scenario);
        let asked = asked.iter().flat_map(|own| &own.duties);
        Self {
            ledger: judge.ledger(board, projection).entries.iter().map(|entry| entry_report(pack, entry)).collect(),
            weeks: judge.weeks().iter().map(week).collect(),
            tasks: cascades.map(|cascade| task(pack, &cascade)).collect(),
            duties: asked.map(|duty| duty_report(pack, duty, language)).collect(),
            problems: logged(projection).iter().map(|problem| problem_report(pack, problem, language)).collect(),
        }
    }
}

fn problem_report(pack: &Pack, logged: &Logged, language: Language) -> ProblemReport {
    let problem = &logged.problem;
    let named = |name: &Text| name.get(language).to_owned();
    ProblemReport {
        id: logged.id.clone(),
        name: named(&problem.name),
        holds: logged.holds.as_ref().map(named),
        by: problem.by.iter().map(named).collect(),
        due: problem.due.map(|due| month(pack, due)),
        cleared: problem.month.map(|cleared| month(pack, cleared)),
        solved: logged.is_solved,
        overdue: logged.is_overdue,
    }
}

fn month(pack: &Pack, offset: i32) -> Month {
    Month::from_offset(pack.year, offset)
}

fn entry_report(pack: &Pack, entry: &Entry) -> EntryReport {
    let history = entry.history.iter().map(|standing| StandingReport {
        month: month(pack, standing.month),
        value: standing.value,
        due: standing.due,
        ahead: standing.ahead,
        ahead_in: standing.measured,
        list: standing.list,
    });
    EntryReport {
        target: pack.targets[entry.target.0].id.clone(),
        list: entry.list(),
        figures_on: entry.months_on(),
        flips: entry.flips(),
        triage: entry.triage,
        history: history.collect(),
    }
}

fn task(pack: &Pack, cascade: &Cascade) -> TaskReport {
    let step = |step: &cascade::Step| StepReport {
        first: month(pack, step.first),
        last: month(pack, step.last),
        planned: step.planned,
        actual: step.actual,
        task: step.task,
    };
    TaskReport {
        target: pack.targets[cascade.target.0].id.clone(),
        known_through: (cascade.known >= 0).then(|| month(pack, cascade.known)),
        done: cascade.done,
        due: cascade.due,
        quarters: cascade.quarters.iter().map(step).collect(),
        months: cascade.months.iter().map(step).collect(),
        weeks: cascade.weeks.clone(),
    }
}

fn duty_report(pack: &Pack, duty: &Duty, language: Language) -> DutyReport {
    let lever = &pack.levers[duty.lever.0];
    let owner = &pack.owners[lever.owner.0];
    let latest = |period: Period| match if period == Period::Half { duty.half } else { duty.year } {
        Latest::Never => LatestReport::Never,
        Latest::Harm => LatestReport::Harm,
        Latest::Dated => LatestReport::Dated,
        Latest::Month(offset) => LatestReport::Month(month(pack, offset)),
    };
    let gain = |gain: &guoban_planning::duty::Gain| GainReport {
        target: pack.targets[gain.target.0].id.clone(),
        half: gain.half,
        year: gain.year,
    };
    DutyReport {
        owner: owner.id.clone(),
        owner_name: owner.name.get(language).to_owned(),
        lever: lever.id.clone(),
        name: lever.name.get(language).to_owned(),
        unit: unit_name(&lever.unit, language).to_owned(),
        from: duty.from,
        to: duty.to,
        earliest: duty.earliest.map(|offset| month(pack, offset)),
        latest_half: latest(Period::Half),
        latest_year: latest(Period::Year),
        reach: duty.reach.periods,
        gains: duty.gains.iter().map(gain).collect(),
    }
}
