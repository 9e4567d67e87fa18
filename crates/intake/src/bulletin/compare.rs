//! Figures against a pack: old, new, difference, and what cannot be taken.

use std::collections::BTreeMap;

use guoban_model::pack::{Frequency, Measure, Pack, Variable, VariableId};
use guoban_model::time::{Date, Month};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::names::{Meant, Names};
use super::read::{Reading, Readings};
use super::table::shorten;
use super::{Cell, Change, LONGEST_PASTE, Match, Note, Options, Preview, Span, Unread, What, Why};
use super::{phrase, prose, table};
use crate::form::AGREES;

/// Reads pasted text against a pack. Nothing is changed.
pub fn preview(pack: &Pack, text: &str, options: &Options) -> Preview {
    let cut = text.chars().count() > LONGEST_PASTE;
    let text: String = text.chars().take(LONGEST_PASTE).collect();
    let names = Names::of(pack, &options.aliases);
    let readings = if table::is_page(&text) {
        table::figures(&table::page(&text))
    } else if text.contains('\t') {
        table::figures(&table::tabs(&text))
    } else {
        prose::figures(&text, &names)
    };
    let mut compare =
        Compare { pack, names, options, preview: Preview { cut, ..Preview::default() }, taken: BTreeMap::new() };
    compare.all(&readings);
    compare.preview
}

struct Compare<'p> {
    pack: &'p Pack,
    names: Names<'p>,
    options: &'p Options,
    preview: Preview,
    /// Figures of periods that the text gives, by variable and last month (counted from January, 0).
    taken: BTreeMap<(usize, i32), Decimal>,
}

impl Compare<'_> {
    fn all(&mut self, readings: &Readings) {
        for refused in &readings.refused {
            self.preview.unread.push(Unread { spot: refused.spot, raw: refused.raw.clone(), why: refused.why.clone() });
        }
        // Earlier months first, amounts to date before those of single months: a difference needs what comes before it.
        let mut order: Vec<&Reading> = readings.figures.iter().collect();
        order.sort_by_key(|one| (one.what, one.span.map(Span::end), matches!(one.span, Some(Span::Single(_)))));
        for reading in order {
            if let Err(why) = self.one(reading) {
                let raw = shorten(&format!("{} {}", reading.name, reading.raw));
                self.preview.unread.push(Unread { spot: reading.spot, raw, why });
            }
        }
        // Growth of the month beside growth to date is nothing to ask about.
        let cells = &self.preview.cells;
        let beside =
            |line| cells.iter().any(|cell| cell.spot.line == line && (cell.what == What::Growth || cell.unit == "%"));
        self.preview.unread.retain(|unread| unread.why != Why::SingleGrowth || !beside(unread.spot.line));
        self.contradictions();
        self.preview.cells.sort_by_key(|cell| cell.spot);
        self.preview.unread.sort_by_key(|unread| unread.spot);
        self.preview.as_of = self.as_of();
    }

    fn one(&mut self, reading: &Reading) -> Result<(), Why> {
        let (found, matched) = match self.names.find(&reading.name) {
            Meant::One(found, matched) => (found, matched),
            Meant::None(like) => return Err(Why::NoName { like }),
        };
        let id = match reading.what {
            What::Growth if self.is_ratio(found) && reading.unit.as_deref() == Some("%") && !reading.falling => found,
            What::Growth => self.names.growth_of(found).ok_or(Why::NoGrowth)?,
            // An amount under the name of a growth is that of what grows.
            What::Level if self.is_percent(found) && reading.unit.as_deref().is_some_and(|unit| unit != "%") => {
                self.names.level_of(found).ok_or_else(|| Why::OtherUnit {
                    found: reading.unit.clone().unwrap_or_default(),
                    wanted: "%".to_owned(),
                })?
            }
            What::Level => found,
        };
        let variable = &self.pack.variables[id.0];
        if variable.over.is_some() || (variable.known.is_empty() && !self.is_percent(id)) {
            return Err(Why::Computed);
        }
        if reading.year.is_some_and(|year| year != self.pack.year) {
            return Err(Why::OtherYear);
        }
        let mut notes = Vec::new();
        let (value, unit) = self.convert(reading, variable, &mut notes)?;
        let span = self.span(reading, id, &mut notes)?;
        if reading.falling {
            notes.push(Note::Falling);
        }
        let end = span.end() as i32 - 1;
        if !ends_period(variable.publication.frequency, end) {
            return Err(Why::NoSuchPeriod);
        }
        let start = start_of(variable.publication.frequency, end);
        let known = |from: i32, to: i32| self.sum(id, from, to);
        let flow = variable.measure == Measure::Flow;
        // A month's growth is that to date only where it is the first.
        if !flow && self.is_percent(id) && matches!(span, Span::Single(month) if month > 1) && !self.is_ratio(id) {
            return Err(Why::SingleGrowth);
        }
        let single = matches!(span, Span::Single(_)) && flow;
        if single && start != end && variable.publication.frequency != Frequency::Monthly {
            return Err(Why::NoSuchPeriod);
        }
        let joint = (flow && !single && start == 1 && end == 1).then(|| self.parted(id, value)).flatten();
        if joint.is_some() {
            notes.push(Note::Joint);
        }
        let (figure, old) = if let Some(january) = joint {
            (value - january, None)
        } else if !flow {
            (value, self.at(id, end))
        } else if single {
            (value, known(start, end))
        } else {
            let before = if start == 0 { Some(Decimal::ZERO) } else { known(0, start - 1) };
            let before = before.ok_or_else(|| Why::Gap { month: self.first_gap(id, start) })?;
            ((value - before).round_dp(8), known(0, end))
        };
        // Of January alone many places publish nothing: a level or a growth goes on without it.
        let only_january = !flow && start == 1 || joint.is_some();
        if start > 0 && self.at_or_taken(id, start - 1).is_none() && !variable.known.is_empty() && !only_january {
            return Err(Why::Gap { month: self.first_gap(id, start) });
        }
        if let Some(first) = self.taken.get(&(id.0, end)) {
            if (first - figure).abs() <= tolerance(variable.decimals) {
                return Ok(());
            }
            if single && flow {
                let by_date = *first;
                let cell = self
                    .preview
                    .cells
                    .iter_mut()
                    .find(|cell| cell.variable == variable.id && cell.span.end() == span.end());
                if let Some(cell) = cell {
                    cell.notes.push(Note::MonthDiffers { by_date: by_date.normalize() });
                    return Ok(());
                }
            }
            return Err(Why::Twice);
        }
        let applies = matched != Match::Near;
        if applies {
            self.taken.insert((id.0, end), figure);
            self.taken.extend(joint.map(|january| ((id.0, 0), january)));
        }
        let difference = old.map(|old| (value - old).normalize());
        let change = match difference {
            None => Change::New,
            Some(difference) if difference.abs() <= tolerance(8) => Change::Same,
            Some(_) => Change::Revised,
        };
        self.preview.cells.push(Cell {
            spot: reading.spot,
            name: reading.name.clone(),
            matched,
            meant: self.pack.variables[found.0].id.clone(),
            variable: variable.id.clone(),
            shown: variable.name.clone(),
            what: reading.what,
            // A level is that of a month's end, whatever the heading adds up.
            span: if variable.measure == Measure::Stock { Span::Single(span.end()) } else { span },
            raw: reading.raw.clone(),
            value: value.normalize(),
            unit,
            old: old.map(|old| old.normalize()),
            difference,
            change,
            figure: figure.normalize(),
            january: joint.map(|january| january.normalize()),
            notes,
            applies: applies && change != Change::Same,
        });
        Ok(())
    }

    fn is_percent(&self, id: VariableId) -> bool {
        let variable = &self.pack.variables[id.0];
        variable.measure == Measure::Rate && variable.unit == "%"
    }

    /// A ratio in per cent that is no growth: a target of its own says so.
    fn is_ratio(&self, id: VariableId) -> bool {
        use guoban_model::pack::TargetKind;
        let ratio = |target: &guoban_model::pack::Target| {
            target.variable == id && matches!(target.kind, TargetKind::Ratio | TargetKind::Stock | TargetKind::Ceiling)
        };
        self.is_percent(id) && self.pack.targets.iter().any(ratio)
    }

    fn convert(&self, reading: &Reading, variable: &Variable, notes: &mut Vec<Note>) -> Result<(Decimal, String), Why> {
        let wanted = &variable.unit;
        let Some(unit) = &reading.unit else {
            notes.push(Note::UnitAssumed);
            return Ok((reading.value, wanted.clone()));
        };
        let other = || Why::OtherUnit { found: shorten(unit), wanted: wanted.clone() };
        let (factor, converted) = match phrase::factor(unit, wanted, self.options.yuan_per_dollar) {
            Ok(found) => found,
            Err(Some(())) => return Err(Why::NoRate),
            Err(None) => return Err(other()),
        };
        if converted && let Some(rate) = self.options.yuan_per_dollar {
            notes.push(Note::Converted { rate });
        }
        let value = reading.value.checked_mul(factor).ok_or_else(other)?;
        Ok((value.round_dp(8), wanted.clone()))
    }

    /// Of which months it is: as the text says, or as it was said beside it, or the next of the indicator.
    fn span(&self, reading: &Reading, id: VariableId, notes: &mut Vec<Note>) -> Result<Span, Why> {
        let said = self.options.month.filter(|month| month.year == self.pack.year).map(|month| u32::from(month.month));
        let end = match reading.span {
            Some(span) if span.end() > 0 => return Ok(span),
            _ => said,
        };
        let end = match end {
            Some(end) => end,
            None => {
                notes.push(Note::MonthAssumed);
                let variable = &self.pack.variables[id.0];
                let next = self.known_end(id);
                let next = (next..12)
                    .find(|month| ends_period(variable.publication.frequency, *month))
                    .ok_or(Why::NoSuchPeriod)?;
                next as u32 + 1
            }
        };
        Ok(if matches!(reading.span, Some(Span::Single(_))) { Span::Single(end) } else { Span::ToDate(end) })
    }

    /// January's part of January and February together, as last year's were parted; where it is not known yet and both months are kept.
    fn parted(&self, id: VariableId, value: Decimal) -> Option<Decimal> {
        if self.pack.variables[id.0].publication.frequency != Frequency::Monthly || self.at_or_taken(id, 0).is_some() {
            return None;
        }
        let last = [self.at(id, -12)?, self.at(id, -11)?];
        let sum = last[0] + last[1];
        (sum > Decimal::ZERO).then(|| (value * last[0]).checked_div(sum)).flatten().map(|part| part.round_dp(6))
    }

    /// The first month of the plan year without a figure, counted from January (0).
    fn known_end(&self, id: VariableId) -> i32 {
        let end = self.pack.variables[id.0].known.first().map_or(0, |known| known.end());
        end.max(0)
    }

    fn at(&self, id: VariableId, month: i32) -> Option<Decimal> {
        decimal(self.pack.variables[id.0].known.first()?.at(month)?)
    }

    fn at_or_taken(&self, id: VariableId, end: i32) -> Option<Decimal> {
        self.taken.get(&(id.0, end)).copied().or_else(|| self.at(id, end))
    }

    /// The sum of whole periods, with what the text gives before what the pack has.
    fn sum(&self, id: VariableId, from: i32, to: i32) -> Option<Decimal> {
        let frequency = self.pack.variables[id.0].publication.frequency;
        let mut sum = Decimal::ZERO;
        let mut end = to;
        while end >= from {
            let start = start_of(frequency, end);
            sum += match self.taken.get(&(id.0, end)) {
                Some(figure) => *figure,
                None => (start..=end).map(|month| self.at(id, month)).sum::<Option<Decimal>>()?,
            };
            end = start - 1;
        }
        Some(sum.round_dp(8))
    }

    fn first_gap(&self, id: VariableId, before: i32) -> u32 {
        let missing = (0..before).find(|month| {
            ends_period(self.pack.variables[id.0].publication.frequency, *month)
                && self.at_or_taken(id, *month).is_none()
        });
        missing.unwrap_or(0) as u32 + 1
    }

    /// Growth that the amounts of two years contradict.
    fn contradictions(&mut self) {
        let mut found = Vec::new();
        for (place, cell) in self.preview.cells.iter().enumerate().filter(|(_, cell)| cell.what == What::Growth) {
            let Some(growth) = self.pack.variables.iter().position(|variable| variable.id == cell.variable) else {
                continue;
            };
            let Some(level) = self.names.level_of(VariableId(growth)) else { continue };
            if self.pack.variables[level.0].measure != Measure::Flow {
                continue;
            }
            let end = cell.span.end() as i32 - 1;
            let (Some(now), Some(before)) = (self.sum(level, 0, end), self.sum(level, -12, end - 12)) else { continue };
            if before <= Decimal::ZERO {
                continue;
            }
            let by_levels = ((now / before - Decimal::ONE) * Decimal::ONE_HUNDRED).round_dp(1);
            if (by_levels - cell.value).abs() > AGREES {
                found.push((place, by_levels));
            }
        }
        for (place, by_levels) in found {
            self.preview.cells[place].notes.push(Note::Contradicts { by_levels });
        }
    }

    /// The day on which all that applies is published.
    fn as_of(&self) -> Option<Date> {
        let applied: Vec<&Cell> = self.preview.cells.iter().filter(|cell| cell.applies).collect();
        if applied.is_empty() {
            return None;
        }
        let mut date = self.pack.as_of;
        for cell in applied {
            let Some(variable) = self.pack.variables.iter().find(|variable| variable.id == cell.variable) else {
                continue;
            };
            let publication = variable.publication;
            let offset = cell.span.end() as i32 - 1 + publication.lag_months as i32;
            let month = Month::from_offset(self.pack.year, offset);
            date = date.max(Date { month, day: publication.day.clamp(1, month.days()) });
        }
        Some(self.options.as_of.map_or(date, |said| said.max(date)))
    }
}

fn tolerance(decimals: u32) -> Decimal {
    Decimal::new(5, decimals.min(8) + 1)
}

fn decimal(value: f64) -> Option<Decimal> {
    Decimal::from_f64(value).map(|value| value.round_dp(8))
}

/// Whether a published period ends with a month of the plan year, counted from January (0).
pub fn ends_period(frequency: Frequency, month: i32) -> bool {
    match frequency {
        Frequency::Monthly => true,
        Frequency::MonthlyJanFeb => month.rem_euclid(12) != 0,
        Frequency::Quarterly => month.rem_euclid(3) == 2,
        Frequency::Yearly => month.rem_euclid(12) == 11,
    }
}

/// The first month of the period that ends with a month.
pub fn start_of(frequency: Frequency, end: i32) -> i32 {
    match frequency {
        Frequency::Monthly => end,
        Frequency::MonthlyJanFeb => end - i32::from(end.rem_euclid(12) == 1),
        Frequency::Quarterly => end - 2,
        Frequency::Yearly => end - 11,
    }
}
