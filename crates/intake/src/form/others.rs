//! Rows of the sheets that need not be filled: industries, projects, measures, inclusion, cohorts, units, peers.

use guoban_model::text::Text;
use guoban_model::time::Month;
use rust_decimal::Decimal;

use super::figures::Cells;
use super::layout::{Column, SheetKind, Stage, Word};
use super::read::is_unit;
use super::rows::{Row, clip};
use super::{Cohort, Form, Funnel, Industry, LONGEST_NAME, Measure, Peer, Project, Size, Unit};
use crate::finding::{Finding, Problem};

/// The largest amount of money, 万元.
const MOST_MONEY: i64 = 1_000_000_000;

/// Per cent by which shares of the whole may miss it: each is rounded.
const WHOLE: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Most months until a cohort comes out.
const LONGEST_DELAY: i64 = 24;

/// A row under reading, and what was found so far.
pub struct Others<'r, 'f> {
    pub row: &'r Row<'r>,
    pub found: &'f mut Vec<Finding>,
}

impl Others<'_, '_> {
    /// Reads the row into the form.
    pub fn read(mut self, kind: SheetKind, name: Text, form: &mut Form) {
        match kind {
            SheetKind::Indicators | SheetKind::Growth => {}
            SheetKind::Industries => form.industries.extend(self.industry(name)),
            SheetKind::Projects => form.projects.extend(self.project(name, form)),
            SheetKind::Measures => form.measures.extend(self.measure(name, form)),
            SheetKind::Funnels => form.funnels.extend(self.funnel(name, form)),
            SheetKind::Cohorts => form.cohorts.extend(self.cohort(name, form)),
            SheetKind::Units => form.units.extend(self.unit(name)),
            SheetKind::Peers => form.peers.extend(self.peer(name)),
        }
    }

    fn error(&mut self, column: Column, problem: Problem) {
        self.found.push(Finding::error(self.row.place(column), problem));
    }

    fn remark(&mut self, column: Column, problem: Problem) {
        self.found.push(Finding::remark(self.row.place(column), problem));
    }

    fn number(&mut self, column: Column) -> Option<Decimal> {
        self.row.number(column, self.found)
    }

    fn between(&mut self, column: Column, low: i64, high: i64) -> Option<Decimal> {
        self.row.between(column, low, high, self.found)
    }

    fn owner(&mut self) -> Option<Text> {
        self.row.name(Column::Owner, self.found)
    }

    /// What must be there; where it is not that is said, unless what stands there was said to be wrong.
    fn needed<T>(&mut self, column: Column, read: impl FnOnce(&Row<'_>, &mut Vec<Finding>) -> Option<T>) -> Option<T> {
        let before = self.found.len();
        let value = read(self.row, self.found);
        if value.is_none() && self.found.len() == before {
            self.row.missing(column, self.found);
        }
        value
    }

    fn needed_number(&mut self, column: Column) -> Option<Decimal> {
        self.needed(column, |row, found| row.number(column, found))
    }

    fn needed_between(&mut self, column: Column, low: i64, high: i64) -> Option<Decimal> {
        self.needed(column, |row, found| row.between(column, low, high, found))
    }

    fn needed_month(&mut self, column: Column) -> Option<Month> {
        self.needed(column, |row, found| row.month(column, found))
    }

    fn needed_text(&mut self, column: Column) -> Option<String> {
        self.needed(column, |row, found| row.text(column, LONGEST_NAME, found))
    }

    fn unit_of(&mut self) -> Option<String> {
        let unit = self.needed(Column::Unit, |row, found| row.text(Column::Unit, 20, found))?;
        if !is_unit(&unit) {
            self.error(Column::Unit, Problem::BadUnit { found: clip(&unit) });
            return None;
        }
        Some(unit)
    }

    /// Least, arranged, most; nothing is arranged where the form does not say.
    fn range(&mut self) -> Option<[Decimal; 3]> {
        let high = self.needed_number(Column::High);
        let low = self.number(Column::Low).unwrap_or_default();
        let arranged = self.number(Column::Arranged).unwrap_or(low);
        let high = high?;
        if !(low <= arranged && arranged <= high && low < high) {
            let (low, high) = (self.row.heading(Column::Low), self.row.heading(Column::High));
            self.error(Column::High, Problem::Reversed { low, high });
            return None;
        }
        Some([low, arranged, high])
    }

    fn step(&mut self, [low, _, high]: [Decimal; 3]) -> Option<Decimal> {
        let step = self.number(Column::Step).unwrap_or_else(|| crate::place::nice_step(high - low));
        if step <= Decimal::ZERO || step > high - low {
            let (low, high) = ("0".to_owned(), (high - low).to_string());
            self.error(Column::Step, Problem::OutOfRange { found: step.to_string(), low, high });
            return None;
        }
        Some(step)
    }

    /// Whether something can still act in the plan year.
    fn is_ahead(&mut self, form: &Form) -> bool {
        let left = form.as_of.month.offset_from(form.year) < 11;
        if !left {
            self.remark(Column::Name, Problem::NoMonthLeft);
        }
        left
    }

    /// Whether a month lies between two of the plan year, counted from 1; else that is said.
    fn lies_in(&mut self, column: Column, month: Month, form: &Form, (from, until): (i32, i32)) -> bool {
        let at = month.offset_from(form.year) + 1;
        let sound = (from..=until).contains(&at);
        if !sound {
            let shown = |month: i32| Month::from_offset(form.year, month - 1).to_string();
            self.error(column, Problem::NotAhead { from: shown(from), until: shown(until) });
        }
        sound
    }

    fn industry(&mut self, name: Text) -> Option<Industry> {
        let share = self.between(Column::Share, 0, 100);
        let quarters = [1, 2, 3, 4].map(|quarter| self.between(Column::Quarter(quarter), 0, 1_000_000));
        let size = match (share, quarters) {
            (Some(share), [None, None, None, None]) => Size::Share(share),
            (None, [Some(first), Some(second), Some(third), Some(fourth)]) => {
                Size::Quarters([first, second, third, fourth])
            }
            (Some(_), _) => {
                self.error(Column::Share, Problem::SharesAndAmounts);
                return None;
            }
            (None, quarters) => {
                let missing = (1..).zip(quarters).find(|(_, value)| value.is_none()).map_or(1, |(quarter, _)| quarter);
                self.row.missing(Column::Quarter(missing), self.found);
                return None;
            }
        };
        let growth = self.between(Column::GrowthNow, -100, 1000);
        let driver = self.row.text(Column::Driver, LONGEST_NAME, self.found);
        let pass = self.between(Column::PassThrough, -5, 5).unwrap_or(Decimal::ONE);
        if growth.is_none() && driver.is_none() {
            self.row.missing(Column::GrowthNow, self.found);
            return None;
        }
        Some(Industry { name, size, growth, driver, pass, at: self.row.place(Column::Name) })
    }

    fn project(&mut self, name: Text, form: &Form) -> Option<Project> {
        let cost = self.needed_between(Column::Cost, 0, MOST_MONEY);
        let plan = self.needed_between(Column::YearPlan, 0, MOST_MONEY);
        let mut money = |column| self.between(column, 0, MOST_MONEY).unwrap_or_default();
        let (before, done, next) = (money(Column::Before), money(Column::DoneNow), money(Column::NextYear));
        let (start, finish) = (self.needed_month(Column::Start), self.needed_month(Column::Finish));
        let owner = self.owner();
        let stage = self.row.text(Column::Stage, LONGEST_NAME, self.found);
        let (cost, plan, start, finish) = (cost?, plan?, start?, finish?);
        if start > finish {
            let (low, high) = (self.row.heading(Column::Start), self.row.heading(Column::Finish));
            self.error(Column::Finish, Problem::Reversed { low, high });
            return None;
        }
        if done > plan {
            let (low, high) = (self.row.heading(Column::DoneNow), self.row.heading(Column::YearPlan));
            self.remark(Column::DoneNow, Problem::Reversed { low, high });
        }
        let sum = before + plan.max(done) + next;
        if sum > cost {
            let problem =
                Problem::MoneyOfYears { sum: sum.normalize().to_string(), cost: cost.normalize().to_string() };
            self.remark(Column::Cost, problem);
        }
        self.stage(stage.as_deref(), start, finish, form);
        let at = self.row.place(Column::Name);
        Some(Project { name, owner, cost, before, plan, done, next, start, finish, stage, at })
    }

    /// Whether the stage goes with the months.
    fn stage(&mut self, said: Option<&str>, start: Month, finish: Month, form: &Form) {
        let Some((said, stage)) = said.and_then(|said| Some((said, Stage::of(said)?))) else { return };
        let now = form.as_of.month;
        let sound = match stage {
            Stage::Preparing => start >= now,
            Stage::UnderWay | Stage::Stopped => start <= now && finish >= now,
            Stage::Completed | Stage::InOperation => finish <= now,
        };
        if !sound {
            self.remark(Column::Stage, Problem::StageAndMonths { stage: said.to_owned() });
        } else if stage == Stage::Stopped {
            self.remark(Column::Stage, Problem::StandsStill);
        }
    }

    fn measure(&mut self, name: Text, form: &Form) -> Option<Measure> {
        let unit = self.unit_of();
        let range = self.range();
        let effect = self.needed_number(Column::Effect);
        let indicator = self.needed_text(Column::Indicator);
        let step = range.and_then(|range| self.step(range));
        let cost = self.number(Column::UnitCost);
        let from = self.row.month(Column::From, self.found);
        let borrowed = self.row.word::<bool>(Column::Borrowed, self.found).unwrap_or(false);
        let recording = self.row.word::<bool>(Column::Recording, self.found).unwrap_or(false);
        let owner = self.owner();
        let (unit, range, effect, indicator, step) = (unit?, range?, effect?, indicator?, step?);
        // What came before is published; what is borrowed has to come by June.
        let until = if borrowed { 6 } else { 12 };
        let first = form.as_of.month.offset_from(form.year) + 2;
        if first > until {
            self.remark(Column::Name, Problem::NoMonthLeft);
            return None;
        }
        if let Some(from) = from
            && from.offset_from(form.year) + 1 > until
        {
            self.lies_in(Column::From, from, form, (first, until));
            return None;
        }
        let at = self.row.place(Column::Name);
        Some(Measure { name, owner, unit, range, step, cost, indicator, effect, from, borrowed, recording, at })
    }

    fn funnel(&mut self, name: Text, form: &Form) -> Option<Funnel> {
        let unit = self.unit_of();
        let range = self.range();
        let qualified = self.needed_between(Column::Qualified, 0, 1_000_000);
        let least = self.between(Column::LeastQualified, 0, 1_000_000).or(qualified);
        let most = self.between(Column::MostQualified, 0, 1_000_000).or(qualified);
        let enters = self.needed_month(Column::Enters);
        let indicator = self.needed_text(Column::Indicator);
        let each = self.needed_number(Column::Each);
        let cost = self.number(Column::UnitCost);
        let owner = self.owner();
        let (unit, range, qualified, enters) = (unit?, range?, [least?, qualified?, most?], enters?);
        let (indicator, each) = (indicator?, each?);
        if !qualified.is_sorted() {
            let (low, high) = (self.row.heading(Column::LeastQualified), self.row.heading(Column::MostQualified));
            self.error(Column::Qualified, Problem::Reversed { low, high });
            return None;
        }
        if !self.is_ahead(form) {
            return None;
        }
        let first = form.as_of.month.offset_from(form.year) + 2;
        self.lies_in(Column::Enters, enters, form, (first, 12)).then_some(())?;
        let at = self.row.place(Column::Name);
        Some(Funnel { name, owner, unit, range, qualified, enters, cost, indicator, each, at })
    }

    fn cohort(&mut self, name: Text, form: &Form) -> Option<Cohort> {
        let unit = self.unit_of();
        let range = self.range();
        let step = range.and_then(|range| self.step(range));
        let delay = self.needed_between(Column::Delay, 0, LONGEST_DELAY);
        let stays = self.between(Column::Stays, 0, 100).unwrap_or(Decimal::ONE_HUNDRED);
        let indicator = self.needed_text(Column::Indicator);
        let effect = self.needed_number(Column::Effect);
        let cost = self.number(Column::UnitCost);
        let first = form.as_of.month.offset_from(form.year) + 2;
        let from = self.row.month(Column::From, self.found);
        let owner = self.owner();
        let (unit, range, step, delay) = (unit?, range?, step?, delay?);
        let (indicator, effect) = (indicator?, effect?);
        let Some(delay) = u32::try_from(delay).ok().filter(|_| delay.fract().is_zero()) else {
            let (low, high) = ("0".to_owned(), LONGEST_DELAY.to_string());
            self.error(Column::Delay, Problem::OutOfRange { found: delay.to_string(), low, high });
            return None;
        };
        if !self.is_ahead(form) {
            return None;
        }
        let from = from.unwrap_or_else(|| Month::from_offset(form.year, first - 1));
        self.lies_in(Column::From, from, form, (first, 12)).then_some(())?;
        let at = self.row.place(Column::Name);
        Some(Cohort { name, owner, unit, range, step, cost, from, delay, stays, indicator, effect, at })
    }

    fn unit(&mut self, name: Text) -> Option<Unit> {
        let indicator = self.needed_text(Column::Indicator);
        let weight = self.needed_between(Column::Weight, 0, 100);
        let growth = self.needed_between(Column::GrowthNow, -100, 1000);
        let year = self.between(Column::Year, -100, 1000);
        let owner = self.owner();
        let (indicator, weight, growth) = (indicator?, weight?, growth?);
        Some(Unit { name, indicator, weight, growth, year, owner, at: self.row.place(Column::Name) })
    }

    fn peer(&mut self, name: Text) -> Option<Peer> {
        let this = Cells::read(self.row, Column::ThisYear, self.found).values.to_vec();
        let indicator = self.needed_text(Column::Indicator)?;
        Some(Peer { name, indicator, this, at: self.row.place(Column::Name) })
    }
}

/// What only all rows of a sheet together can have wrong: industries in two measures, shares and weights that do not make the whole.
pub fn whole(form: &Form, found: &mut Vec<Finding>) {
    let shares: Vec<Option<Decimal>> = form
        .industries
        .iter()
        .map(|one| match one.size {
            Size::Share(share) => Some(share),
            Size::Quarters(_) => None,
        })
        .collect();
    if let Some(other) = shares.iter().position(Option::is_none)
        && shares.iter().any(Option::is_some)
    {
        found.push(Finding::error(form.industries[other].at.clone(), Problem::SharesAndAmounts));
    }
    let mut sum = |at: &crate::finding::Place, sum: Decimal| {
        if (sum - Decimal::ONE_HUNDRED).abs() > WHOLE {
            found.push(Finding::remark(at.clone(), Problem::Whole { sum: sum.normalize().to_string() }));
        }
    };
    if let Some(first) = form.industries.first()
        && shares.iter().all(Option::is_some)
    {
        sum(&first.at, shares.iter().flatten().sum());
    }
    let mut seen: Vec<&str> = Vec::new();
    for unit in &form.units {
        if !seen.contains(&&*unit.indicator) {
            seen.push(&unit.indicator);
            sum(&unit.at, form.units.iter().filter(|one| one.indicator == unit.indicator).map(|one| one.weight).sum());
        }
    }
}
