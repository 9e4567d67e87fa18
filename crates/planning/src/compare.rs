//! Plans side by side (方案比较): the same date, line and draws for all, so that a difference is one of what is decided.

use guoban_model::model::{Model, Projection};
use guoban_model::pack::{Pack, TargetId};
use guoban_model::text::Language;
use rust_decimal::Decimal;

use crate::chance::{Chances, DRAWS, Forecast, Sample};
use crate::figures::Figures;
use crate::judge::{Board, Direction, Judge, Period, State, Verdict};
use crate::moved::Moved;
use crate::number::published;
use crate::plan::Plan;
use crate::scenario::{Item, Scenario};
use crate::spending;

/// Most plans that are compared, the baseline apart.
pub const MOST_COMPARED: usize = 4;

/// What is assumed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Assumed {
    /// 假设统一: what the open plan assumes holds for all.
    #[default]
    Alike,
    /// 各用各的: what each plan assumes itself.
    Own,
}

/// What a side of the comparison is computed with.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Number of the plan; the baseline has none.
    pub plan: Option<u32>,
    /// Its settings under the date, line and seed of the open plan.
    pub scenario: Scenario,
}

/// The sides: the baseline, then the plans in their order.
pub fn wanted(pack: &Pack, plans: &[&Plan], open: &Scenario, assumed: Assumed) -> Vec<Wanted> {
    let alike = |scenario: Scenario| Scenario {
        as_of: open.as_of,
        line: open.line,
        seed: open.seed,
        assumptions: if assumed == Assumed::Alike { open.assumptions.clone() } else { scenario.assumptions },
        // What is written down changes no figure.
        name: String::new(),
        note: String::new(),
        problems: Vec::new(),
        record: crate::plan::Record::default(),
        ..scenario
    };
    let baseline = Wanted { plan: None, scenario: alike(Scenario::baseline(pack)) };
    let of = |plan: &&Plan| Wanted { plan: Some(plan.number), scenario: alike(plan.scenario.clone()) };
    std::iter::once(baseline).chain(plans.iter().take(MOST_COMPARED).map(of)).collect()
}

/// The draws of sides that set the same assumptions: prepared once.
#[derive(Debug)]
pub struct Draws {
    forecast: Forecast,
    sample: Sample,
    seed: u32,
    pinned: Vec<String>,
}

impl Draws {
    fn new(model: &Model, scenario: &Scenario) -> Self {
        let forecast = Forecast::new(model, scenario);
        let sample = forecast.sample(model);
        Self { forecast, sample, seed: scenario.seed, pinned: scenario.assumptions.keys().cloned().collect() }
    }

    fn serve(&self, scenario: &Scenario) -> bool {
        self.seed == scenario.seed && self.pinned.iter().eq(scenario.assumptions.keys())
    }
}

/// A side with its figures.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it was computed with.
    pub wanted: Wanted,
    /// Every month of every variable.
    pub projection: Projection,
    /// The verdicts, with all draws counted.
    pub board: Board,
}

impl Side {
    /// A plan by itself, with draws of its own.
    pub fn alone(model: &Model, scenario: Scenario) -> Self {
        Self::of(model, Wanted { plan: None, scenario }, &mut None)
    }

    /// Runs a side and counts its draws; `draws` are those of the side before, and are used again where they serve.
    pub fn of(model: &Model, wanted: Wanted, draws: &mut Option<Draws>) -> Self {
        let scenario = &wanted.scenario;
        let projection = model.run(&scenario.settings(model.pack()));
        let judge = Judge::new(model.pack(), scenario);
        if !draws.as_ref().is_some_and(|draws| draws.serve(scenario)) {
            *draws = None;
        }
        let Draws { forecast, sample, .. } = draws.get_or_insert_with(|| Draws::new(model, scenario));
        let mut chances = Chances::default();
        forecast.count(&judge, &projection, sample, 0..DRAWS, &mut chances);
        let board = judge.board(&projection, |target, period| chances.of(target, period));
        Self { board, projection, wanted }
    }

    /// A verdict.
    pub fn verdict(&self, row: usize, period: Period) -> Option<&Verdict> {
        self.board.rows.get(row).map(|row| row.get(period))
    }

    /// Where a target stands at the end of each month of the year.
    pub fn path(&self, target: TargetId) -> Vec<Option<Decimal>> {
        let pack = self.projection.pack();
        let item = &pack.targets[target.0];
        let decimals = pack.variables[item.variable.0].decimals;
        let at = |month| self.projection.standing(pack, item.variable, item.row.unwrap_or(0), month);
        (0..=Period::Year.last()).map(|month| at(month).and_then(|value| published(value, decimals))).collect()
    }
}

/// Whether a side's projection is the best of all, and not that of all.
pub fn is_best(sides: &[&Side], side: &Side, row: usize, period: Period) -> bool {
    let value = |side: &Side| side.verdict(row, period).filter(|verdict| verdict.absent.is_none())?.projected;
    let Some((own, verdict)) = value(side).zip(side.verdict(row, period)) else { return false };
    let better = |left: Decimal, right: Decimal| match verdict.direction {
        Direction::AtLeast => left > right,
        Direction::AtMost => left < right,
    };
    let others = || sides.iter().filter_map(|side| value(side));
    !others().any(|other| better(other, own)) && others().any(|other| better(own, other))
}

/// Whether the sides differ in a row, in either period, as it is printed.
pub fn differs(sides: &[&Side], row: usize) -> bool {
    let shown = |side: &Side| {
        [Period::Half, Period::Year]
            .map(|period| side.verdict(row, period).map(|verdict| (verdict.projected, verdict.state, verdict.chance())))
    };
    sides.windows(2).any(|pair| shown(pair[0]) != shown(pair[1]))
}

/// The settings in which sides differ, levers before assumptions, in the pack's order; each with its setting by side.
pub fn differing(pack: &Pack, sides: &[&Side]) -> Vec<(Item, Vec<Decimal>)> {
    let levers = pack.levers.iter().map(|lever| Item::Lever(lever.id.clone()));
    let assumptions = pack.assumptions.iter().map(|assumption| Item::Assumption(assumption.id.clone()));
    let set = |item: Item| {
        let baseline = item.baseline(pack)?;
        let setting = |side: &&Side| {
            let Scenario { levers, assumptions, .. } = &side.wanted.scenario;
            let entries = if matches!(item, Item::Lever(_)) { levers } else { assumptions };
            entries.get(item.id()).copied().unwrap_or(baseline)
        };
        let settings: Vec<Decimal> = sides.iter().map(setting).collect();
        settings.windows(2).any(|pair| pair[0] != pair[1]).then_some((item, settings))
    };
    levers.chain(assumptions).filter_map(set).collect()
}

/// What a plan gains and costs against the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// Levers that differ from the baseline.
    pub levers: usize,
    /// New spending of the year, in 万元; `None` where it is not known.
    pub spending: Option<Decimal>,
    /// By period, half-year first.
    pub periods: [Gain; 2],
}

/// What a plan gains in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// Targets on track.
    pub on_track: usize,
    /// Rows whose verdict is better than in the baseline.
    pub better: Vec<usize>,
    /// Rows whose verdict is worse.
    pub worse: Vec<usize>,
    /// What the headline target gains, in its unit.
    pub headline: Option<Decimal>,
}

impl Balance {
    /// Of a side against the baseline.
    pub fn of(pack: &Pack, baseline: &Side, side: &Side) -> Self {
        let moved = Moved::between(pack, &baseline.board, &side.board);
        let gain = |period: Period| {
            let turned = |better: bool| {
                let flips = moved.flips.iter().filter(move |flip| flip.period == period && flip.is_better() == better);
                let judged = flips.filter(|flip| flip.from != State::NotDue && flip.to != State::NotDue);
                judged.map(|flip| flip.row).collect()
            };
            let headline = side.board.headline.and_then(|row| {
                Some(side.verdict(row, period)?.projected? - baseline.verdict(row, period)?.projected?)
            });
            Gain { on_track: side.board.tally(period).on_track, better: turned(true), worse: turned(false), headline }
        };
        Self {
            levers: side.wanted.scenario.levers.len(),
            spending: spending::added(pack, &baseline.projection, &side.projection),
            periods: [gain(Period::Half), gain(Period::Year)],
        }
    }
}

/// What a plan changes, in one sentence: its measures, what they cost, and the verdicts they turn in either period.
pub fn sentence(pack: &Pack, baseline: &Side, side: &Side, language: Language) -> String {
    let balance = Balance::of(pack, baseline, side);
    let zh = language == Language::Zh;
    let changes: Vec<String> = differing(pack, &[baseline, side])
        .iter()
        .map(|(item, settings)| {
            format!("{} {}", item.name(pack, language), item.show_step(settings[0], settings[1], pack, language))
        })
        .collect();
    if changes.is_empty() {
        return if zh { "与基线相同。" } else { "The same as the baseline." }.to_owned();
    }
    let spending = balance.spending.filter(|amount| !amount.is_zero()).map(|amount| spending::told(amount, language));
    let row_name = |row: &usize| pack.targets[side.board.rows[*row].target.0].name.get(language);
    let list = |rows: &[usize]| rows.iter().take(SAID).map(row_name).collect::<Vec<_>>();
    let period = |gain: &Gain, period: Period| {
        let before = baseline.board.tally(period).on_track;
        let mut told = if zh {
            format!("{}达标 {before} → {} 项", period.name(language), gain.on_track)
        } else {
            format!("{}: {before} → {} on track", period.name(language), gain.on_track)
        };
        for (rows, verb_zh, verb_en) in [(&gain.better, "好转", "better"), (&gain.worse, "变差", "worse")] {
            let more = rows.len() > SAID;
            match (rows.is_empty(), zh) {
                (true, _) => {}
                (_, true) if more => told += &format!("，{}等 {} 项{verb_zh}", list(rows).join("、"), rows.len()),
                (_, true) => told += &format!("，{}{verb_zh}", list(rows).join("、")),
                (_, false) if more => {
                    told += &format!(", {} and {} more {verb_en}", list(rows).join(", "), rows.len() - SAID)
                }
                (_, false) => told += &format!(", {} {verb_en}", list(rows).join(", ")),
            }
        }
        told
    };
    let (half, year) = (period(&balance.periods[0], Period::Half), period(&balance.periods[1], Period::Year));
    let first = changes.iter().take(SAID).cloned().collect::<Vec<_>>();
    let count = changes.len();
    match (zh, count > SAID) {
        (true, more) => {
            let more = if more { format!("等 {count} 项") } else { String::new() };
            let cost = spending.map(|amount| format!("，新增支出 {amount}")).unwrap_or_default();
            format!("{}{more}{cost}；{half}；{year}。", first.join("、"))
        }
        (false, more) => {
            let more = if more { format!(" and {} more", count - SAID) } else { String::new() };
            let cost = spending.map(|amount| format!(", new spending {amount}")).unwrap_or_default();
            format!("{}{more}{cost}; {half}; {year}.", first.join(", "))
        }
    }
}

/// Items named in a sentence before the rest is counted.
const SAID: usize = 3;
