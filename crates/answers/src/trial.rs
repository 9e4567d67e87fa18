//! Many settings of one plan at once: where each target stands, which pools are overdrawn, what is spent.

use std::ops::Range;

use guoban_model::ensemble::{LANES, Lanes, Outcomes, Variants, Varying};
use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{LimitWhen, Measure, Pack, TargetId, VariableId};
use guoban_model::program::CellRef;
use guoban_planning::figures::Figures;
use guoban_planning::judge::{Direction, Hurdle, Judge, Period};
use guoban_planning::number::published;
use guoban_planning::spending;

/// Below this part of a figure's size a difference is the noise of binary fractions.
const NOISE: f64 = 1e-9;

/// A target that is judged in a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The target.
    pub target: TargetId,
    /// The period.
    pub period: Period,
    /// What has to be passed.
    pub hurdle: Hurdle,
    /// Whether it is a red line: kept or not, and counted in no tally.
    pub red_line: bool,
    /// The unrounded value from which (or up to which) it is passed.
    pub threshold: f64,
    /// How large a step of the figure counts as much as one of another target: a hundredth of what is due, at least its last
    /// digit.
    pub scale: f64,
    /// By how much more than the threshold it has to be passed.
    pub margin: f64,
}

impl Aim {
    /// The test a target sets at the end of a period; `None` where a run with these figures gets no verdict.
    pub fn of(judge: &Judge<'_>, target: TargetId, period: Period, figures: &Projection) -> Option<Self> {
        let verdict = judge.verdict(target, period, figures, None);
        verdict.passes?;
        let hurdle = judge.hurdle(target, period, figures).ok()?;
        let digit = last_digit(hurdle.decimals);
        let due = to_f64(hurdle.bound).abs();
        Some(Self {
            target,
            period,
            hurdle,
            red_line: judge.pack.targets[target.0].red_line,
            threshold: hurdle.threshold(),
            scale: (due / 100.0).max(digit),
            margin: 0.0,
        })
    }

    /// Every test of a board: half-year before full year, each in the pack's order.
    pub fn all(judge: &Judge<'_>, figures: &Projection) -> Vec<Self> {
        let of =
            |period| (0..judge.pack.targets.len()).filter_map(move |id| Self::of(judge, TargetId(id), period, figures));
        Period::ALL.into_iter().flat_map(of).collect()
    }

    /// How far a standing is beyond the test, better being positive.
    pub fn beyond(&self, standing: f64) -> f64 {
        let beyond = match self.hurdle.direction {
            Direction::AtLeast => standing - self.threshold,
            Direction::AtMost => self.threshold - standing,
        };
        beyond - self.margin
    }

    /// Whether a standing passes, rounded as published.
    pub fn passes(&self, standing: f64) -> bool {
        let beyond = self.beyond(standing);
        // Rounding decides only beside the threshold.
        if beyond.abs() > NOISE * self.threshold.abs().max(1.0) {
            beyond > 0.0
        } else {
            self.margin > 0.0 || self.hurdle.passes(standing)
        }
    }

    /// What is missing, in units of [`Aim::scale`]; nothing where it passes.
    pub fn missing(&self, standing: f64) -> f64 {
        if self.passes(standing) { 0.0 } else { (-self.beyond(standing)).max(NOISE) / self.scale }
    }

    /// A tenth of the last published digit, in units of [`Aim::scale`].
    pub fn grain(&self) -> f64 {
        last_digit(self.hurdle.decimals) / 10.0 / self.scale
    }

    /// The better of two standings is the larger of these.
    pub fn better(&self, standing: f64) -> f64 {
        match self.hurdle.direction {
            Direction::AtLeast => standing,
            Direction::AtMost => -standing,
        }
    }
}

fn last_digit(decimals: u32) -> f64 {
    (0..decimals).fold(1.0, |digit, _| digit / 10.0)
}

/// One month of a shared pool, or its year.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Index into the pack's limits.
    pub limit: usize,
    /// The month, counted from January (0); December for a limit on the year.
    pub offset: i32,
    /// Decimals at which both sides are compared.
    pub decimals: u32,
    /// A hundredth of what there is in the plan, at least the last digit.
    pub scale: f64,
    used: Sums,
    available: Sums,
}

/// Cells that are summed month by month within each row, then over the rows.
#[derive(Clone, Debug, PartialEq)]
struct Sums {
    cells: Range<usize>,
    months: usize,
}

impl Sums {
    /// The sum over figures of one run: months within each row, then rows.
    fn of(&self, figures: &[f64]) -> f64 {
        let rows = figures[self.cells.clone()].chunks(self.months.max(1));
        rows.fold(0.0, |total, row| total + row.iter().fold(0.0, |sum, month| sum + month))
    }
}

/// What comes out of one variant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// By aim: the standing at the end of its period; not-a-number where there is none.
    pub standings: Vec<f64>,
    /// By pool: how much is missing, rounded as published.
    pub short: Vec<f64>,
    /// By pool: how much is left, unrounded; negative where it is short.
    pub slack: Vec<f64>,
    /// What the year spends by the levers' cost accounts, in 万元.
    pub spent: f64,
}

impl Outcome {
    /// How many of the aims of a period are passed, red lines apart.
    pub fn hits(&self, aims: &[Aim], period: Period) -> usize {
        let counted = aims.iter().zip(&self.standings).filter(|(aim, _)| aim.period == period && !aim.red_line);
        counted.filter(|(aim, standing)| aim.passes(**standing)).count()
    }
}

/// Runs of a plan with other settings, judged by some aims.
#[derive(Clone, Debug)]
pub struct Trials {
    base: Projection,
    inputs: Vec<f64>,
    aims: Vec<Aim>,
    /// By aim: its months among the wanted cells.
    standings: Vec<Range<usize>>,
    pools: Vec<Pool>,
    /// By cost account: the size of its unit in 万元, and its cells.
    accounts: Vec<(f64, Sums)>,
    /// The plan's own outcome.
    own: Outcome,
    /// Variants being prepared, until they are.
    varying: Option<Box<Varying>>,
    variants: Option<Box<Variants>>,
}

/// Operations gone over while preparing that take about as long as a run.
const OPERATIONS_A_RUN: usize = 512;

/// Cells that are wanted, in the order they are asked for.
#[derive(Default)]
struct Wanted(Vec<CellRef>);

impl Wanted {
    fn months(&mut self, variable: VariableId, row: usize, months: std::ops::RangeInclusive<i32>) -> Range<usize> {
        let start = self.0.len();
        self.0.extend(months.map(|offset| CellRef { variable, row, offset }));
        start..self.0.len()
    }

    /// The standing of some rows of a variable at the end of a month: a flow's sum since `first`, else the month's value.
    fn rows(&mut self, pack: &Pack, variable: VariableId, rows: Range<usize>, first: i32, last: i32) -> Sums {
        let first = if pack.variables[variable.0].measure == Measure::Flow { first } else { last };
        let start = self.0.len();
        for row in rows {
            self.months(variable, row, first..=last);
        }
        Sums { cells: start..self.0.len(), months: (last - first + 1) as usize }
    }
}

impl Trials {
    /// Prepares runs at once; see [`Trials::begin`].
    pub fn new(model: &Model, settings: &Settings, aims: Vec<Aim>, varied: &[bool]) -> Self {
        let mut trials = Self::begin(model, settings, aims, varied);
        while !trials.prepare(usize::MAX) {}
        trials
    }

    /// Starts to prepare runs in which the inputs marked in `varied` (levers first, then assumptions) differ from a plan, judged by
    /// `aims`. [`Trials::prepare`] has to be done with before any is made.
    pub fn begin(model: &Model, settings: &Settings, aims: Vec<Aim>, varied: &[bool]) -> Self {
        let pack = model.pack();
        let base = model.run(settings);
        let mut wanted = Wanted::default();
        let standings = aims
            .iter()
            .map(|aim| wanted.months(aim.hurdle.variable, aim.hurdle.row, aim.hurdle.first..=aim.hurdle.last));
        let standings: Vec<Range<usize>> = standings.collect();
        let mut pools = Vec::new();
        for (index, limit) in pack.limits.iter().enumerate() {
            let over = |variable: VariableId| pack.variables[variable.0].over;
            // A pool for each row of a table both sides run over; else one pool.
            let by_row = over(limit.used) == over(limit.available);
            let rows = if by_row { pack.rows_of(limit.used) } else { 1 };
            let months = match limit.when {
                LimitWhen::EachMonth => model.known_through(limit.used).max(-1) + 1..=11,
                LimitWhen::Year => 11..=11,
            };
            for offset in months {
                let first = if limit.when == LimitWhen::Year { 0 } else { offset };
                for row in 0..rows {
                    let mut side = |variable: VariableId| {
                        let rows = if by_row { row..row + 1 } else { 0..pack.rows_of(variable) };
                        wanted.rows(pack, variable, rows, first, offset)
                    };
                    let (used, available) = (side(limit.used), side(limit.available));
                    let decimals = pack.variables[limit.used.0].decimals;
                    let there =
                        wanted.0[available.cells.clone()].iter().filter_map(|cell| base.raw(*cell)).sum::<f64>();
                    let scale = (there.abs() / 100.0).max(last_digit(decimals));
                    pools.push(Pool { limit: index, offset, decimals, scale, used, available });
                }
            }
        }
        let accounts = spending::accounts(pack).filter_map(|(cost, size)| {
            Some((size?, wanted.rows(pack, cost, 0..pack.rows_of(cost), 0, Period::Year.last())))
        });
        let accounts: Vec<(f64, Sums)> = accounts.collect();
        let inputs = [base.settings().levers.as_slice(), &base.settings().assumptions].concat();
        let figures: Vec<f64> = wanted.0.iter().map(|cell| base.raw(*cell).unwrap_or(f64::NAN)).collect();
        let mut own = Outcome {
            standings: standings
                .iter()
                .map(|months| figures[months.clone()].iter().fold(0.0, |sum, month| sum + month))
                .collect(),
            spent: accounts.iter().fold(0.0, |spent, (size, account)| spent + account.of(&figures) * size),
            ..Outcome::default()
        };
        for pool in &pools {
            let (used, available) = (pool.used.of(&figures), pool.available.of(&figures));
            own.short.push(pool.short(used, available));
            own.slack.push(available - used);
        }
        let varying = Some(Box::new(Varying::new(model, varied, &wanted.0)));
        Self { base, inputs, aims, standings, pools, accounts, own, varying, variants: None }
    }

    /// Prepares by about as much work as so many runs; says whether runs can be made.
    pub fn prepare(&mut self, runs: usize) -> bool {
        if let Some(mut varying) = self.varying.take() {
            if varying.go_on(self.base.program(), runs.saturating_mul(OPERATIONS_A_RUN)) {
                self.variants = Some(Box::new(varying.told()));
            } else {
                self.varying = Some(varying);
            }
        }
        self.variants.is_some()
    }

    /// By lever: whether it reaches one of some aims at all, however it moves them.
    pub fn reaching(model: &Model, aims: &[Aim]) -> Vec<bool> {
        let mut wanted = Wanted::default();
        for aim in aims {
            wanted.months(aim.hurdle.variable, aim.hurdle.row, aim.hurdle.first..=aim.hurdle.last);
        }
        let mut reaching = vec![false; model.pack().levers.len()];
        Variants::new(model, &vec![true; reaching.len()], &wanted.0).reads().for_each(|lever| reaching[lever] = true);
        reaching
    }

    /// The plan's own run.
    pub fn base(&self) -> &Projection {
        &self.base
    }

    /// The plan's settings: levers first, then assumptions.
    pub fn inputs(&self) -> &[f64] {
        &self.inputs
    }

    /// What is judged.
    pub fn aims(&self) -> &[Aim] {
        &self.aims
    }

    /// The shared pools that are tested.
    pub fn pools(&self) -> &[Pool] {
        &self.pools
    }

    /// Asks an aim to be passed by a margin, in its unit.
    pub fn widen(&mut self, aim: usize, margin: f64) {
        self.aims[aim].margin = margin;
    }

    /// The outcomes of the variants `which`; `setting` gives the value of an input in a variant.
    pub fn run(&self, which: Range<usize>, setting: impl Fn(usize, usize) -> f64) -> Vec<Outcome> {
        let mut found = Vec::with_capacity(which.len());
        let Some(variants) = &self.variants else {
            debug_assert!(false, "runs before they are prepared");
            return found;
        };
        variants.each_block(&self.base, which, setting, |variants, cells| {
            let start = found.len();
            let empty = || Outcome {
                standings: Vec::with_capacity(self.aims.len()),
                short: Vec::with_capacity(self.pools.len()),
                slack: Vec::with_capacity(self.pools.len()),
                spent: 0.0,
            };
            found.extend(variants.map(|_| empty()));
            self.read(cells, &mut found[start..]);
        });
        found
    }

    /// The outcome of the plan as it is.
    pub fn own(&self) -> &Outcome {
        &self.own
    }

    fn read(&self, cells: &Outcomes<'_>, into: &mut [Outcome]) {
        let (mut month, mut row, mut lanes): (Lanes, Lanes, Lanes) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        // The order of a figure's own sum: months within a row, then rows.
        let mut sum = |sums: &Sums, total: &mut Lanes| {
            total.fill(0.0);
            for start in sums.cells.clone().step_by(sums.months.max(1)) {
                row.fill(0.0);
                for cell in start..start + sums.months {
                    cells.read(cell, &mut month);
                    row.iter_mut().zip(&month).for_each(|(row, month)| *row += month);
                }
                total.iter_mut().zip(&row).for_each(|(total, row)| *total += row);
            }
        };
        for standing in &self.standings {
            sum(&Sums { cells: standing.clone(), months: standing.len() }, &mut lanes);
            into.iter_mut().zip(&lanes).for_each(|(outcome, value)| outcome.standings.push(*value));
        }
        let mut available: Lanes = [0.0; LANES];
        for pool in &self.pools {
            sum(&pool.used, &mut lanes);
            sum(&pool.available, &mut available);
            for (outcome, (used, available)) in into.iter_mut().zip(lanes.iter().zip(&available)) {
                outcome.short.push(pool.short(*used, *available));
                outcome.slack.push(available - used);
            }
        }
        for (size, account) in &self.accounts {
            sum(account, &mut lanes);
            into.iter_mut().zip(&lanes).for_each(|(outcome, value)| outcome.spent += value * size);
        }
    }

    /// The standing of an aim in the plan's own run.
    pub fn standing(&self, aim: &Aim) -> Option<f64> {
        self.base.standing(self.base.pack(), aim.hurdle.variable, aim.hurdle.row, aim.period.last())
    }
}

impl Pool {
    fn short(&self, used: f64, available: f64) -> f64 {
        if used <= available {
            return 0.0;
        }
        match (published(used, self.decimals), published(available, self.decimals)) {
            (Some(used), Some(available)) => to_f64(used - available).max(0.0),
            // A pool without figures is not tested, as on the board.
            _ => 0.0,
        }
    }
}
