//! What must hold whenever a pack is opened: its own date is one of many.

use std::collections::BTreeMap;
use std::sync::Arc;

use guoban_model::model::{Model, Projection, Settings};
use guoban_model::number::to_f64;
use guoban_model::pack::{AssumptionId, LeverId, Measure, Pack, VariableId};
use guoban_model::program::CellRef;
use guoban_model::text::Language;
use guoban_model::time::{Date, FULL_YEAR, Month};
use rust_decimal::Decimal;

use super::{Both, Finding, Subject, Weight, both};
use crate::figures::Figures;
use crate::judge::{Judge, Period};
use crate::scenario::Scenario;

/// A monthly addition that is this many times as large a year later was counted again.
const COUNTED_AGAIN: f64 = 1.6;

/// Days tried: the 20th of these months. By then most of what a month publishes is out.
const MONTHS: [u8; 8] = [1, 3, 5, 6, 7, 9, 11, 12];

/// The dates on which a pack is tried.
pub fn dates(pack: &Pack) -> impl Iterator<Item = Date> + use<> {
    let year = pack.year;
    MONTHS.into_iter().map(move |month| Date { month: Month { year, month }, day: 20 })
}

/// Tries a pack on [`dates`] of its year, each lever and each assumption by itself: it can be opened, an open lever moves
/// something in the plan year, a lasting addition is counted once, no assumption moves a month that is published, and what the
/// industries pull adds up to the growth beside it. Each failure is found once, with the first date that shows it.
pub fn on_dates(pack: &Arc<Pack>) -> Vec<Finding> {
    let mut found = BTreeMap::new();
    let mut moved = vec![false; pack.levers.len()];
    for date in dates(pack) {
        match Model::compile(Arc::clone(pack), date) {
            Ok(model) => On { model: &model, pack, found: &mut found, moved: &mut moved, date }.check(),
            Err(errors) => {
                let Some(error) = errors.first() else { continue };
                let of = |language| error.message(pack, language);
                let message = both(
                    format!("截至 {date} 打不开底册:{}", of(Language::Zh)),
                    format!("as of {date} the pack cannot be opened: {}", of(Language::En)),
                );
                let hint = both(error.hint(Language::Zh), error.hint(Language::En));
                let subject = error.cell().map_or(Subject::Pack, |cell| Subject::Variable(cell.variable));
                let finding = Finding { subject, weight: Weight::Remark, message, hint: Some(hint), scenario: 0 };
                found.entry("0 open".to_owned()).or_insert(finding);
            }
        }
    }
    found.into_values().collect()
}

struct On<'a> {
    model: &'a Model,
    pack: &'a Pack,
    found: &'a mut BTreeMap<String, Finding>,
    /// By lever: whether it moved the plan year on an earlier date.
    moved: &'a mut [bool],
    date: Date,
}

impl On<'_> {
    fn remark(&mut self, key: String, subject: Subject, message: Both, hint: Both) {
        let date = self.date;
        let message = both(format!("截至 {date},{}", message.0), format!("as of {date}, {}", message.1));
        let finding = Finding { subject, weight: Weight::Remark, message, hint: Some(hint), scenario: 0 };
        self.found.entry(key).or_insert(finding);
    }

    fn check(&mut self) {
        let baseline = self.model.baseline();
        let before = self.model.run(&baseline);
        for number in 0..self.pack.levers.len() {
            self.lever(LeverId(number), &baseline, &before);
        }
        for number in 0..self.pack.assumptions.len() {
            self.assumption(AssumptionId(number), &baseline, &before);
        }
        self.pulls(&before);
    }

    /// Listed indicators by row.
    fn listed(&self) -> Vec<(VariableId, usize)> {
        let listed = (0..self.pack.variables.len()).map(VariableId);
        let listed = listed.filter(|id| self.pack.variables[id.0].group.is_some());
        listed.flat_map(|id| (0..self.pack.rows_of(id)).map(move |row| (id, row))).collect()
    }

    fn lever(&mut self, id: LeverId, baseline: &Settings, before: &Projection) {
        let lever = &self.pack.levers[id.0];
        let Some(first) = self.model.acts_from(id).filter(|first| *first < FULL_YEAR as i32) else { return };
        let mut moves = false;
        for bound in [lever.min, lever.max].into_iter().filter(|bound| *bound != lever.baseline) {
            let mut settings = baseline.clone();
            settings.levers[id.0] = to_f64(bound);
            let after = self.model.run(&settings);
            for (variable, row) in self.listed() {
                let change = |offset| {
                    let cell = CellRef { variable, row, offset };
                    Some(after.raw(cell)? - before.raw(cell)?)
                };
                moves |= (first..FULL_YEAR as i32).any(|offset| change(offset).is_some_and(|change| change != 0.0));
                if self.pack.variables[variable.0].measure == Measure::Flow {
                    self.counted_again(id, variable, first, change);
                }
            }
        }
        let moved_before = self.moved[id.0];
        self.moved[id.0] |= moves;
        // What never moves the plan year is for the year after, or is found without dates.
        if moved_before && !moves {
            let closes = Month::from_offset(self.pack.year, self.date.month.offset_from(self.pack.year) - 1);
            let message = both(
                format!("措施 {} 仍可决定,却不再改变计划年度的任何指标", lever.id),
                format!("the lever {} can still be decided and changes nothing of the plan year any more", lever.id),
            );
            let hint = match lever.cell {
                None => both(
                    format!("写明最后何时决定才有用,例如 closes = \"{closes}\""),
                    format!("say until when deciding it is of use, for example closes = \"{closes}\""),
                ),
                Some(_) => both(
                    "这一格的月份已过：把它移出可调范围,或说明它还影响什么",
                    "the month of this cell has passed: take it out of what can be changed, or let it still act on something",
                ),
            };
            self.remark(format!("1 idle {:04}", id.0), Subject::Lever(id), message, hint);
        }
    }

    /// What a lever adds to a monthly amount from its first month on, and again on top of that a year later.
    fn counted_again(&mut self, id: LeverId, variable: VariableId, first: i32, change: impl Fn(i32) -> Option<f64>) {
        let seen = |change: f64| change.abs() > 1e-9;
        let start = (first..FULL_YEAR as i32).find(|offset| change(*offset).is_some_and(seen));
        let Some((start, added)) = start.and_then(|start| Some((start, change(start)?))) else { return };
        let year = FULL_YEAR as i32;
        let (Some(held), Some(then)) = (change(start + year - 1), change(start + year)) else { return };
        // Against the month before as well: what grows month by month is no step; and against the same month: seasons.
        // What comes on top is the addition itself, not the steeper part of a curve of works; and it stays for a quarter.
        let stays = |after| match (change(start + after), change(start + year + after)) {
            (Some(added), Some(then)) => then / added >= COUNTED_AGAIN,
            _ => true,
        };
        let again = (0..3).all(stays)
            && then / held >= COUNTED_AGAIN
            && held / added >= 1.0 / COUNTED_AGAIN
            && (then - held) / added <= COUNTED_AGAIN;
        if !again {
            return;
        }
        let (lever, item) = (&self.pack.levers[id.0], &self.pack.variables[variable.0]);
        let (now, later) = (self.month(start), self.month(start + year));
        let message = both(
            format!(
                "措施 {} 使 {} 在 {now} 增加 {added:.3},{later} 起变为 {then:.3}:同一增量又计了一次",
                lever.id, item.id
            ),
            format!(
                "the lever {} adds {added:.3} to {} in {now} and {then:.3} from {later}: one addition is counted twice",
                lever.id, item.id
            ),
        );
        let hint = both(
            "last_year(…) 里已含这项增量:第二年不要再加一次",
            "last_year(…) carries the addition already: do not add it again in the second year",
        );
        self.remark(format!("2 again {:04}", id.0), Subject::Lever(id), message, hint);
    }

    fn month(&self, offset: i32) -> Month {
        Month::from_offset(self.pack.year, offset)
    }

    /// No assumption moves what is published.
    fn assumption(&mut self, id: AssumptionId, baseline: &Settings, before: &Projection) {
        let item = &self.pack.assumptions[id.0];
        let scenario = Scenario { as_of: Some(self.date), ..Scenario::baseline(self.pack) };
        let judge = Judge::new(self.pack, &scenario);
        let mut moved = Vec::new();
        for bound in [item.low, item.high].into_iter().filter(|bound| *bound != item.mid) {
            let mut settings = baseline.clone();
            settings.assumptions[id.0] = to_f64(bound);
            let after = self.model.run(&settings);
            for (variable, row) in self.listed() {
                let Some(last) = judge.published_through(variable) else { continue };
                let changed = (0..=last.min(Period::Year.last())).rev().find(|offset| {
                    let cell = CellRef { variable, row, offset: *offset };
                    after.raw(cell) != before.raw(cell)
                });
                if let Some(offset) = changed {
                    moved.push((variable, offset));
                }
            }
        }
        let Some(&(variable, offset)) = moved.first() else { return };
        let (name, month) = (&self.pack.variables[variable.0].id, self.month(offset));
        moved.sort_unstable_by_key(|(variable, _)| variable.0);
        moved.dedup_by_key(|(variable, _)| variable.0);
        let others = moved.len() - 1;
        let message = both(
            format!("假设 {} 改变了 {name} {month} 的数,而该月按已公布计（另有 {others} 项指标）", item.id),
            format!(
                "the assumption {} moves {name} of {month}, which counts as published ({others} more indicators)",
                item.id
            ),
        );
        let hint = both(
            "让它只作用于尚未公布的月份,或给该指标 known 数列",
            "let it act on months that are not yet published, or give the indicator its known figures",
        );
        self.remark(format!("3 past {:04}", id.0), Subject::Assumption(id), message, hint);
    }

    /// What the industries pull adds up to the growth that is shown beside it, in every month that has one.
    fn pulls(&mut self, run: &Projection) {
        let Some(accounting) = &self.pack.accounting else { return };
        let rows = self.pack.tables[accounting.table.0].rows.len();
        let item = &self.pack.variables[accounting.growth.0];
        let shown = to_f64(Decimal::new(5, item.decimals + 1)) + 1e-9;
        let total = |variable: VariableId, last: i32| -> Option<f64> {
            let flow = self.pack.variables[variable.0].measure == Measure::Flow;
            (0..rows).map(|row| if flow { run.sum(variable, row, 0, last) } else { run.at(variable, row, last) }).sum()
        };
        for last in 0..FULL_YEAR as i32 {
            let (Some(value), Some(base)) = (total(accounting.value, last), total(accounting.base, last)) else {
                continue;
            };
            let Some(growth) = run.at(accounting.growth, 0, last) else { continue };
            let made = (value / base - 1.0) * 100.0;
            if (made - growth).abs() <= shown {
                continue;
            }
            let month = self.month(last);
            let message = both(
                format!("{month} 各行业合计 {made:.2}%,旁边的总增速是 {growth:.2}%"),
                format!("the industries of {month} add up to {made:.2}%, the growth beside them is {growth:.2}%"),
            );
            let hint = both(
                "季度未公布的月份不要给总增速,或让两者一致",
                "give no growth for months of a quarter that is not yet published, or let both agree",
            );
            self.remark("4 pulls".to_owned(), Subject::Variable(accounting.growth), message, hint);
        }
    }
}
